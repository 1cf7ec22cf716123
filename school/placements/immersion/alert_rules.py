"""What goes wrong in immersions, and who is the next person to act."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from school.placements.ends.rules import ANSWER_WITHIN, SETTLE_WITHIN
from school.placements.evaluations.rules import TRAINER_WITHIN
from school.placements.immersion.rules import DECLARE_WITHIN


class AlertKind(StrEnum):
    """Something that somebody must do about a placement that runs or has ended."""

    ACCIDENT_TO_DECLARE = "accident_to_declare"
    ACCIDENT_TO_CLOSE = "accident_to_close"
    ABSENCE_TO_SETTLE = "absence_to_settle"
    LOGBOOK_EMPTY = "logbook_empty"
    WEEK_TO_VALIDATE = "week_to_validate"
    DUTIES_NOT_GIVEN = "duties_not_given"
    AGREEMENT_TO_WRITE = "agreement_to_write"
    END_TO_DECLARE = "end_to_declare"
    END_TO_ANSWER = "end_to_answer"
    END_CONTESTED = "end_contested"
    SEQUEL_TO_FIND = "sequel_to_find"
    EVALUATION_TO_GIVE = "evaluation_to_give"
    LOW_MARK = "low_mark"
    JOB_TO_RECORD = "job_to_record"
    HIRE_TO_RECORD = "hire_to_record"
    ACTION_TO_DO = "action_to_do"


class Actor(StrEnum):
    """Who acts next."""

    APPRENTICE = "apprentice"
    TUTOR = "tutor"
    TRAINER = "trainer"
    DIRECTOR = "director"


@dataclass(frozen=True)
class Course:
    """Who acts first about an alert, how long they may take, and who acts then."""

    first: Actor
    patience: timedelta
    then: Actor


COURSES = {
    AlertKind.ACCIDENT_TO_DECLARE: Course(Actor.DIRECTOR, DECLARE_WITHIN, Actor.DIRECTOR),
    AlertKind.ACCIDENT_TO_CLOSE: Course(Actor.DIRECTOR, timedelta(days=30), Actor.DIRECTOR),
    AlertKind.ABSENCE_TO_SETTLE: Course(Actor.DIRECTOR, timedelta(days=14), Actor.DIRECTOR),
    AlertKind.LOGBOOK_EMPTY: Course(Actor.APPRENTICE, timedelta(days=7), Actor.TRAINER),
    AlertKind.WEEK_TO_VALIDATE: Course(Actor.TUTOR, timedelta(days=14), Actor.TRAINER),
    AlertKind.DUTIES_NOT_GIVEN: Course(Actor.TRAINER, timedelta(days=21), Actor.DIRECTOR),
    AlertKind.AGREEMENT_TO_WRITE: Course(Actor.DIRECTOR, timedelta(0), Actor.DIRECTOR),
    AlertKind.END_TO_DECLARE: Course(Actor.DIRECTOR, SETTLE_WITHIN, Actor.DIRECTOR),
    AlertKind.END_TO_ANSWER: Course(Actor.APPRENTICE, ANSWER_WITHIN, Actor.DIRECTOR),
    AlertKind.END_CONTESTED: Course(Actor.DIRECTOR, SETTLE_WITHIN, Actor.DIRECTOR),
    AlertKind.SEQUEL_TO_FIND: Course(Actor.DIRECTOR, SETTLE_WITHIN, Actor.DIRECTOR),
    AlertKind.EVALUATION_TO_GIVE: Course(Actor.TUTOR, timedelta(days=14), Actor.TRAINER),
    AlertKind.LOW_MARK: Course(Actor.TRAINER, TRAINER_WITHIN, Actor.DIRECTOR),
    AlertKind.JOB_TO_RECORD: Course(Actor.TRAINER, timedelta(days=14), Actor.DIRECTOR),
    AlertKind.HIRE_TO_RECORD: Course(Actor.DIRECTOR, SETTLE_WITHIN, Actor.DIRECTOR),
    AlertKind.ACTION_TO_DO: Course(Actor.TRAINER, timedelta(days=14), Actor.DIRECTOR),
}
"""An alert that lasts passes on to whoever can help. Delays are the school's usage. [own]"""


AGREED_BEFORE = timedelta(days=14)
"""An agreement is asked for a fortnight before the first day: all have time to sign. [own]"""

VALIDATED_WITHIN = timedelta(days=60)
"""Weeks are validated for two months after the end; nobody remembers hours longer. [own]"""


@dataclass(frozen=True)
class Acting:
    """Who acts on an alert on a day, and whether it has lasted too long."""

    actor: Actor
    late: bool


def who_acts(kind: AlertKind, since: date, today: date) -> Acting:
    """Tell who acts on an alert that stands since a day."""
    course = COURSES[kind]
    late = today > since + course.patience
    return Acting(course.then if late else course.first, late)
