"""Words for roles and languages, on screen."""

from flask_babel import lazy_gettext

from school.access.roles import Role
from school.accounts.rules import Language, MemberRole, StaffRole

ROLES = {
    Role.DIRECTOR: lazy_gettext("Direction"),
    Role.TRAINER: lazy_gettext("Formation"),
    Role.APPRENTICE: lazy_gettext("Apprentissage"),
    Role.ENTERPRISE: lazy_gettext("Entreprise"),
    Role.MINISTRY: lazy_gettext("Ministère"),
    Role.INTEGRATION_OFFICER: lazy_gettext("Chargé d’insertion"),
    Role.AUTHORITY_READER: lazy_gettext("Maître d’ouvrage"),
}

STAFF_ROLES = {role: ROLES[Role(role)] for role in StaffRole}

MEMBER_ROLES = {role: ROLES[Role(role)] for role in MemberRole}

LANGUAGES = {
    Language.FRENCH: lazy_gettext("Français"),
    Language.ENGLISH: lazy_gettext("Anglais"),
}
