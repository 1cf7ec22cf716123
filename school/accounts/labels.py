"""Words for roles, on screen."""

from flask_babel import lazy_gettext

from school.access.roles import Role

ROLES = {
    Role.DIRECTOR: lazy_gettext("Direction"),
    Role.TRAINER: lazy_gettext("Formation"),
    Role.APPRENTICE: lazy_gettext("Apprentissage"),
    Role.ENTERPRISE: lazy_gettext("Entreprise"),
    Role.MINISTRY: lazy_gettext("Ministère"),
}
