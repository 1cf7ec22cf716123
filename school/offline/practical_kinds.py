"""Attempts at practical tasks, their corrections and who read them, without network."""

from flask import url_for
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.offline.replay import Kind, Sent, checked
from school.practicals import actions, pages, queries, sheet_operations, sheet_queries
from school.practicals.sheet_forms import AcknowledgementForm
from school.practicals.targets import task_of_cohort


def record_attempt(session: Session, principal: Principal, sent: Sent) -> str:
    """Sign an attempt at the task of the address, by the person of the form or of the address.

    Which attempt it is, the server says as it arrives. One too many is refused until the form
    says that it was meant, as on the page.
    """
    asked = sent.query
    person = sent.data.get("trainee") or asked.get("trainee")
    opened = task_of_cohort(
        session, principal, asked.get("cohort", ""), asked.get("task", ""), person
    )
    form = actions.form_of(opened, person, **sent.options)
    checked(form)
    return actions.record(session, principal, opened, form)


def correct_attempt(session: Session, principal: Principal, sent: Sent) -> str:
    """Sign a correction; refused when somebody corrected the attempt since the page was opened."""
    assessment = queries.assessment_by_reference(
        session, principal, sent.values["reference"], Permission.ASSESS_PRACTICALS
    )
    form, asked, _ = pages.correction(session, assessment, **sent.options)
    checked(form)
    return actions.correct(session, principal, assessment, asked, form)


def acknowledge_sheet(session: Session, principal: Principal, sent: Sent) -> str:
    """Note that an apprentice has read the sheet that the phone showed, as of when they said so."""
    reference = sent.values["reference"]
    assessment = queries.assessment_by_reference(session, principal, reference)
    form = AcknowledgementForm(**sent.options)
    checked(form)
    sheet_operations.acknowledge(
        session,
        principal,
        next(iter(sheet_queries.sheets_read_by(session, principal, assessment)), None),
        form.known_version,
        form.remark.data,
        said_at=sent.entry.saved_at,
    )
    return url_for("practicals.show", reference=reference)


PRACTICAL_KINDS = {
    "practical.attempt": Kind(
        frozenset({"practicals.new"}), Permission.ASSESS_PRACTICALS, record_attempt
    ),
    "practical.correction": Kind(
        frozenset({"practicals.correct"}), Permission.ASSESS_PRACTICALS, correct_attempt
    ),
    "practical.acknowledgement": Kind(
        frozenset({"practicals.acknowledge"}), Permission.ACKNOWLEDGE_PRACTICALS, acknowledge_sheet
    ),
}
