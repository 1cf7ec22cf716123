"""Roles and what each allows."""

from enum import StrEnum

from school.access.permissions import Permission


class Role(StrEnum):
    """What a person is to a school; one person may be several things to several schools."""

    DIRECTOR = "director"
    TRAINER = "trainer"
    APPRENTICE = "apprentice"
    ENTERPRISE = "enterprise"
    MINISTRY = "ministry"
    INTEGRATION_OFFICER = "integration_officer"
    AUTHORITY_READER = "authority_reader"


_EVERYONE = frozenset({Permission.SEE_HOME, Permission.MANAGE_OWN_ACCOUNT})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DIRECTOR: _EVERYONE
    | {
        Permission.SEE_SCHOOLS,
        Permission.SEE_STAFF,
        Permission.SEE_ENTERPRISES,
        Permission.MANAGE_ENTERPRISES,
        Permission.SEE_CURRICULUM,
        Permission.READ_LESSONS,
        Permission.SEE_QUIZZES,
        Permission.OPEN_QUIZZES,
        Permission.SEE_COHORTS,
        Permission.MANAGE_COHORTS,
        Permission.SEE_TRAINEES,
        Permission.MANAGE_TRAINEES,
        Permission.TAKE_ATTENDANCE,
        Permission.SEE_TIMETABLE,
        Permission.SEE_PRACTICALS,
        Permission.ASSESS_PRACTICALS,
        Permission.SET_ALLOWANCES,
        Permission.SEE_COMPETENCIES,
        Permission.RATE_COMPETENCIES,
        Permission.SEE_PLACEMENTS,
        Permission.MANAGE_PLACEMENTS,
        Permission.SEE_VISITS,
        Permission.MANAGE_VISITS,
        Permission.SEE_JURIES,
        Permission.HOLD_JURIES,
        Permission.SEE_CERTIFICATES,
        Permission.REVOKE_CERTIFICATES,
        Permission.SEE_HIRING_FACTS,
        Permission.MANAGE_HIRING_FACTS,
        Permission.FOLLOW_UP,
        Permission.SEE_INDICATORS,
        Permission.SEAL_REPORTS,
        Permission.SEE_PERSONS_BEHIND_FIGURES,
        Permission.SEE_CLAUSES,
        Permission.DECLARE_HOURS,
        Permission.SEE_PARTICIPANTS,
        Permission.EXCHANGE_RECORDS,
        Permission.SEE_MAIL,
        Permission.SEE_PHONES,
        Permission.MANAGE_SCHOOL,
    },
    Role.TRAINER: _EVERYONE
    | {
        Permission.SEE_ENTERPRISES,
        Permission.SEE_CURRICULUM,
        Permission.READ_LESSONS,
        Permission.SEE_QUIZZES,
        Permission.OPEN_QUIZZES,
        Permission.SEE_COHORTS,
        Permission.SEE_TRAINEES,
        Permission.TAKE_ATTENDANCE,
        Permission.SEE_TIMETABLE,
        Permission.SEE_PRACTICALS,
        Permission.ASSESS_PRACTICALS,
        Permission.SEE_COMPETENCIES,
        Permission.RATE_COMPETENCIES,
        Permission.SEE_PLACEMENTS,
        Permission.SEE_VISITS,
        Permission.MANAGE_VISITS,
        Permission.SEE_JURIES,
        Permission.SEE_CERTIFICATES,
        Permission.FOLLOW_UP,
    },
    Role.APPRENTICE: _EVERYONE
    | {
        Permission.SEE_OWN_RECORD,
        Permission.SEE_TIMETABLE,
        Permission.SEE_CURRICULUM,
        Permission.READ_LESSONS,
        Permission.MARK_LESSONS_READ,
        Permission.TAKE_QUIZZES,
        Permission.SEE_PRACTICALS,
        Permission.ACKNOWLEDGE_PRACTICALS,
        Permission.SEE_COMPETENCIES,
        Permission.RATE_COMPETENCIES,
        Permission.KEEP_LOGBOOK,
        Permission.SEE_PLACEMENTS,
        Permission.SEE_CERTIFICATES,
    },
    Role.ENTERPRISE: _EVERYONE | {Permission.SEE_PLACEMENTS},
    Role.MINISTRY: _EVERYONE
    | {
        Permission.SEE_SCHOOLS,
        Permission.SEE_CURRICULUM,
        Permission.SEE_INDICATORS,
        Permission.SEAL_REPORTS,
        Permission.SEE_CLAUSES,
        Permission.MANAGE_CLAUSES,
        Permission.VALIDATE_HOURS,
        Permission.MANAGE_CLAUSE_MEMBERS,
    },
    Role.INTEGRATION_OFFICER: _EVERYONE
    | {
        Permission.SEE_CLAUSES,
        Permission.MANAGE_CLAUSES,
        Permission.DECLARE_HOURS,
        Permission.SEE_PARTICIPANTS,
    },
    Role.AUTHORITY_READER: _EVERYONE | {Permission.SEE_CLAUSES, Permission.VALIDATE_HOURS},
}


def allows(role: Role, permission: Permission) -> bool:
    """Tell whether a role allows a thing."""
    return permission in PERMISSIONS[role]
