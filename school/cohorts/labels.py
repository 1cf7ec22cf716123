"""Words for sexes, enrolments and attendance, on screen."""

from flask_babel import lazy_gettext

from school.cohorts.enrolment_rules import CohortStage
from school.cohorts.rules import AttendanceState, EnrolmentState, HalfDay, Sex

SEXES = {
    Sex.FEMALE: lazy_gettext("Femme"),
    Sex.MALE: lazy_gettext("Homme"),
}

ENROLMENT_STATES = {
    EnrolmentState.APPLIED: lazy_gettext("Candidature"),
    EnrolmentState.ENROLLED: lazy_gettext("En formation"),
    EnrolmentState.WITHDRAWN: lazy_gettext("Retrait"),
    EnrolmentState.COMPLETED: lazy_gettext("Parcours achevé"),
    EnrolmentState.CERTIFIED: lazy_gettext("Certification"),
}

STATE_KINDS = {
    EnrolmentState.APPLIED: "theirs",
    EnrolmentState.ENROLLED: "ours",
    EnrolmentState.WITHDRAWN: "off",
    EnrolmentState.COMPLETED: "theirs",
    EnrolmentState.CERTIFIED: "done",
}
"""The look of each state, as the piece `pill` draws it."""

COHORT_STAGES = {
    CohortStage.COMING: lazy_gettext("À venir"),
    CohortStage.RUNNING: lazy_gettext("En cours"),
    CohortStage.FINISHED: lazy_gettext("Terminée"),
}

STAGE_KINDS = {
    CohortStage.COMING: "theirs",
    CohortStage.RUNNING: "ours",
    CohortStage.FINISHED: "off",
}

HALF_DAYS = {
    HalfDay.MORNING: lazy_gettext("Matin"),
    HalfDay.AFTERNOON: lazy_gettext("Après-midi"),
}

ROLL_CALL_WORDS = {
    AttendanceState.PRESENT: lazy_gettext("Là"),
    AttendanceState.LATE: lazy_gettext("Retard"),
    AttendanceState.ABSENT: lazy_gettext("Absent·e"),
    AttendanceState.EXCUSED: lazy_gettext("Excusé·e"),
}
"""Short words for the buttons of a roll call, where four stand side by side on a phone."""

REACHED = {
    "applied": lazy_gettext("Candidatures"),
    "admitted": lazy_gettext("Admissions"),
    "withdrawn": lazy_gettext("Retraits"),
    "completed": lazy_gettext("Fins de parcours"),
    "certified": lazy_gettext("Certifications"),
}
"""The stages of a cohort whose people can be read, each with what its number counts."""

SEXES_CHOSEN = {
    "F": lazy_gettext("Femmes"),
    "M": lazy_gettext("Hommes"),
    "unstated": lazy_gettext("Sexe non précisé"),
}
