"""The kinds of entries that phones send, each with the page whose form it is."""

from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts import attendance_queries
from school.cohorts import queries as cohort_queries
from school.cohorts.attendance_rules import Moment
from school.cohorts.roll_call import take
from school.cohorts.roll_call_form import RollCallForm, roll_call_form
from school.cohorts.rules import HalfDay
from school.core.clock import local_now
from school.core.errors import InvalidInput, mark
from school.learning import operations, queries
from school.learning.quizzes import actions
from school.learning.quizzes.targets import module_target, practice_target
from school.offline.immersion_kinds import IMMERSION_KINDS
from school.offline.practical_kinds import PRACTICAL_KINDS
from school.offline.replay import Kind, Sent, checked
from school.offline.rules import stated_day
from school.offline.visit_kinds import VISIT_KINDS
from school.web.forms import Form


def read_lesson(session: Session, principal: Principal, sent: Sent) -> str:
    """Note that a lesson was read, on the day on which the phone noted it."""
    reference = sent.values["reference"]
    found = queries.lesson_by_reference(session, principal, reference)
    form = Form(**sent.options)
    checked(form)
    day = stated_day(sent.entry.saved_at, local_now())
    operations.mark_read(session, principal, found, client_uuid=form.submission_key, day=day)
    return url_for("learning.lesson", reference=reference)


def take_roll_call(session: Session, principal: Principal, sent: Sent) -> str:
    """Take the roll call of the half-day that the page was about."""
    cohort = cohort_queries.cohort_by_reference(
        session, principal, sent.values["reference"], Permission.TAKE_ATTENDANCE
    )
    moment = _moment(sent)
    entries = attendance_queries.roll_call(session, cohort, moment)
    form = roll_call_form(entries, moment, **sent.options)
    _refuse_strangers(form, sent)
    checked(form)
    take(session, principal, cohort, moment, form)
    return url_for("cohorts.half_days", reference=cohort.reference)


def take_quiz(session: Session, principal: Principal, sent: Sent) -> str:
    """Keep the answers to a quiz or to the practice of a lesson, as of when they were given."""
    find = practice_target if sent.endpoint == "quizzes.practice" else module_target
    target = find(session, principal, sent.values["reference"])
    form = actions.form_of(target, sent.data, **sent.options)
    checked(form)
    return actions.take(session, principal, target, form)


def _refuse_strangers(form: RollCallForm, sent: Sent) -> None:
    # Dropped in silence, what was noted of them would be lost with nobody told.
    here = {field.name for field in form.people.values()}
    if any(name.startswith("state_") and name not in here for name in sent.data):
        words = mark(
            "Une personne de cet appel n’est plus en formation ce jour-là. "
            "Ouvrez l’appel : il montre qui reste, avec ce que vous aviez noté."
        )
        raise InvalidInput(words)


def _moment(sent: Sent) -> Moment:
    try:
        half_day = HalfDay(sent.query.get("half_day", ""))
        return Moment(date.fromisoformat(sent.query.get("date", "")), half_day)
    except ValueError as error:
        raise InvalidInput(mark("Cet appel ne dit pas de quelle demi-journée il est.")) from error


KINDS = {
    "lesson.read": Kind(frozenset({"learning.read"}), Permission.MARK_LESSONS_READ, read_lesson),
    "attendance.roll_call": Kind(
        frozenset({"cohorts.attendance"}), Permission.TAKE_ATTENDANCE, take_roll_call
    ),
    "quiz.attempt": Kind(
        frozenset({"quizzes.attempt", "quizzes.practice"}), Permission.TAKE_QUIZZES, take_quiz
    ),
    **PRACTICAL_KINDS,
    **VISIT_KINDS,
    **IMMERSION_KINDS,
}
