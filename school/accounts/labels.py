"""Words for roles and languages, on screen."""

from flask_babel import lazy_gettext

from school.access.roles import Role
from school.accounts.rules import Language, StaffRole

ROLES = {
    Role.DIRECTOR: lazy_gettext("Direction"),
    Role.TRAINER: lazy_gettext("Formation"),
    Role.APPRENTICE: lazy_gettext("Apprentissage"),
    Role.ENTERPRISE: lazy_gettext("Entreprise"),
    Role.MINISTRY: lazy_gettext("Ministère"),
}

STAFF_ROLES = {role: ROLES[Role(role)] for role in StaffRole}

LANGUAGES = {
    Language.FRENCH: lazy_gettext("Français"),
    Language.ENGLISH: lazy_gettext("Anglais"),
}
