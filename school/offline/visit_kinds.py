"""Accounts of visits and calls, written where there is no network."""

from flask import url_for
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.offline.replay import Kind, Sent, checked
from school.visits import missed_operations, operations, queries
from school.visits.contact import notices
from school.visits.forms import AccountForm, MissedForm


def account_for_visit(session: Session, principal: Principal, sent: Sent) -> str:
    """Write down how a planned visit went, as of the day on which the phone noted it."""
    reference = sent.values["reference"]
    visit = queries.visit_by_reference(session, principal, reference, Permission.MANAGE_VISITS)
    form = AccountForm(**sent.options)
    checked(form)
    operations.log_later(
        session,
        principal,
        visit,
        form.account(),
        known_version=form.known_version,
        written_on=sent.written_on(visit.placement.cohort.school),
    )
    notices.tell_owners(session, principal, visit)
    return url_for("visits.show", reference=reference)


def missed_visit(session: Session, principal: Principal, sent: Sent) -> str:
    """Write down why a planned visit did not take place, as of the day of its writing."""
    reference = sent.values["reference"]
    visit = queries.visit_by_reference(session, principal, reference, Permission.MANAGE_VISITS)
    form = MissedForm(**sent.options)
    checked(form)
    day = sent.written_on(visit.placement.cohort.school)
    again = missed_operations.miss_later(session, principal, visit, form.missed(), written_on=day)
    if again is not None:
        notices.tell_visit(session, principal, again)
    return url_for("visits.show", reference=reference)


def account_for_call(session: Session, principal: Principal, sent: Sent) -> str:
    """Write down a visit or a call that nobody had planned, as of the day of its writing."""
    placement = queries.placement_to_visit(session, principal, sent.values["placement"])
    form = AccountForm(**sent.options)
    checked(form)
    day = sent.written_on(placement.cohort.school)
    visit = operations.log_unplanned(session, principal, placement, form.account(), day)
    notices.tell_owners(session, principal, visit)
    return url_for("visits.show", reference=visit.reference)


VISIT_KINDS = {
    "visit.account": Kind(frozenset({"visits.log"}), Permission.MANAGE_VISITS, account_for_visit),
    "visit.missed": Kind(frozenset({"visits.missed"}), Permission.MANAGE_VISITS, missed_visit),
    "visit.unplanned": Kind(
        frozenset({"visits.unplanned"}), Permission.MANAGE_VISITS, account_for_call
    ),
}
