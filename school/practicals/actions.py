"""From a form to what it does: the same for a page and for what a telephone kept."""

from typing import Any

from flask import flash, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Enrolment
from school.cohorts.queries import enrolment_of
from school.core.clock import today
from school.practicals import cohort_queries, operations
from school.practicals.circumstance_forms import OTHERS, circumstances_again
from school.practicals.entry_rules import Standing, next_in_turn
from school.practicals.forms import AssessmentForm, assessment_form
from school.practicals.labels import VERDICTS
from school.practicals.models import Assessment
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Content
from school.practicals.targets import Asked, TaskOfCohort, practical_target
from school.practicals.wording import note_of
from school.web.filters import of
from school.web.forms import names_sent


def form_of(
    opened: TaskOfCohort,
    trainee: str | None = None,
    like: PracticalSheet | None = None,
    **options: Any,
) -> AssessmentForm:
    """Make the form of a new attempt, in which the person is chosen; one may be named already.

    Another sheet gives its day, its equipment and its place.
    """
    again = {} if like is None else said_again(opened.asked, like)
    form = assessment_form(opened.asked, names_sent(options))(
        trainee=trainee,
        assessed_on=like.assessed_on if like else today(),
        **again,
        **options,
    )
    form.be_new(opened.people)
    return form


def said_again(asked: Asked, sheet: PracticalSheet) -> dict[str, Any]:
    """Give the fields of what the next attempt is likely to share with a sheet."""
    said = sheet.said
    return {**equipment_again(asked, said), **circumstances_again(said)}


def equipment_again(asked: Asked, said: Content) -> dict[str, Any]:
    """Give the fields of the equipment of a sheet: what the school still lists, and the rest."""
    listed = {one.serial: one.reference for one in asked.equipment}
    found = [listed[one.serial] for one in said.equipment if one.serial in listed]
    others = [one for one in said.equipment if one.serial not in listed]
    named = {
        f"{prefix}_{name}": value
        for prefix, one in zip(OTHERS, others, strict=False)
        for name, value in (("kind", one.kind.value), ("serial", one.serial))
    }
    return {"equipment": found, **named}


def record(
    session: Session, principal: Principal, opened: TaskOfCohort, form: AssessmentForm
) -> str:
    """Sign the attempt of a valid form for the person that it names; give the page that follows.

    It is that of the attempt, or the form of the next person, who uses the same equipment.
    """
    target = practical_target(session, principal, opened, form.trainee.data)
    assessment = operations.assess(session, principal, target, form.entry(), note_of)
    flash(_saved_words(assessment, target.enrolment), "success")
    following = next_person(session, assessment) if form.then.data else None
    if following is None:
        return url_for("practicals.show", reference=assessment.reference)
    return address_of_next(assessment, following)


def correct(
    session: Session,
    principal: Principal,
    assessment: Assessment,
    asked: Asked,
    form: AssessmentForm,
) -> str:
    """Sign the correction of a valid form for the person that it names, and give its page."""
    enrolment = enrolment_of(
        session,
        principal,
        assessment.cohort.reference,
        form.trainee.data,
        Permission.ASSESS_PRACTICALS,
    )
    operations.correct(
        session,
        principal,
        assessment,
        enrolment,
        asked,
        form.entry(),
        form.known_version,
        note_of,
    )
    flash(gettext("La correction est signée."), "success")
    return url_for("practicals.show", reference=assessment.reference)


def next_person(session: Session, assessment: Assessment) -> Standing | None:
    """Find whom to assess next at the same task; nobody when all had their turn."""
    standings = cohort_queries.standings(session, assessment.cohort, assessment.task)
    return next_in_turn(standings, assessment.trainee_id, today())


def address_of_next(assessment: Assessment, person: Standing) -> str:
    """Give the form of another person at the task of an attempt, like that attempt."""
    return url_for(
        "practicals.new",
        cohort=assessment.cohort.reference,
        task=assessment.task.reference,
        trainee=person.reference,
        like=assessment.reference,
    )


def _saved_words(assessment: Assessment, enrolment: Enrolment) -> str:
    return str(
        gettext(
            "Essai %(of_name)s enregistré : %(verdict)s.",
            of_name=of(enrolment.trainee.full_name),
            verdict=VERDICTS[assessment.verdict],
        )
    )
