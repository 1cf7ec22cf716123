"""Pages on which an authority, or the ministry, reads the proof of hours and decides on them."""

from collections.abc import Iterable

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.hours import (
    deciding,
    labels,
    month_queries,
    proof_queries,
    queries,
    uncounted_queries,
)
from school.clauses.hours.deciding import REFUSED, Chosen, Decision
from school.clauses.hours.forms import DecisionForm
from school.clauses.hours.month_queries import MonthPage, PersonMonth, Seen
from school.clauses.hours.proof_queries import PersonDays, ProvenDay
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import TRANSITIONS, HourStep, Side
from school.clauses.hours.views import asked_lot, month_url, month_words
from school.clauses.labels import BUCKETS, FORMS, STATUSES
from school.clauses.people.operations import name_of
from school.clauses.rules import HourStatus
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.versions import stale_record
from school.hiring.labels import EVIDENCE
from school.web.context import principal, session
from school.web.filters import day_short, number
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit

FORM, PERSON = "clauses/hours/decide.html", "clauses/hours/person_month.html"


@blueprint.route("/clauses/contracts/<reference>/hours/<month>/decide", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def decide_hours(reference: str, month: str) -> ResponseReturnValue:
    """Validate, reject or take back the hours of people in a month of a lot."""
    seen = _validated(reference, month)
    lot = asked_lot(seen.contract)
    words = month_words(seen, month, lot)
    form = _people_form(words["page"])
    if request.method == "GET":
        return render_template(FORM, form=form, **words)

    def action() -> str:
        people = [int(one) for one in _chosen(form, words["page"].edition)]
        return _decided(seen, lot, month, Chosen(people), form)

    return submit(form, FORM, action, **words)


@blueprint.route(
    "/clauses/contracts/<reference>/hours/<month>/people/<participant>", methods=["GET", "POST"]
)
@requires(Permission.VALIDATE_HOURS)
def person_month(reference: str, month: str, participant: str) -> ResponseReturnValue:
    """Show what proves each day of somebody, known by a reference, and decide day by day."""
    seen = _validated(reference, month)
    lot = asked_lot(seen.contract)
    page = proof_queries.person_days(session, seen, lot, month, participant, today())
    personal_data_seen("hours", f"{reference} {month} {participant}", principal.account_id)
    form, words = _days_form(page), _person_words(seen, month, lot, page)
    if request.method == "GET":
        return render_template(PERSON, form=form, **words)

    def action() -> str:
        days = _chosen(form, page.edition)
        return _decided(seen, lot, month, Chosen([page.participant.id], days), form)

    return submit(form, PERSON, action, **words)


def _validated(reference: str, month: str) -> Seen:
    seen = month_queries.seen_contract(session, principal, reference)
    if not seen.validates:
        raise NotFound(mark("Ce contrat n’existe pas."))
    queries.check_month(seen.contract, month, today())
    return seen


def _chosen(form: DecisionForm, edition: int) -> list[str]:
    if form.known_version != edition:
        raise stale_record(edition)
    return list(form.chosen.data)


def _decided(seen: Seen, lot: Lot, month: str, chosen: Chosen, form: DecisionForm) -> str:
    given = Decision(form.chosen_step, form.chosen_reason, form.detail.data)
    about = (seen.contract, lot, month, chosen, given)
    count = deciding.decide(session, principal.name, *about, today=today())
    flash(_done(form.chosen_step, count), "success")
    return month_url(seen.contract.reference, month, lot)


def _person_words(seen: Seen, month: str, lot: Lot, page: PersonDays) -> dict[str, object]:
    return {
        "contract": seen.contract,
        "month": month,
        "lot": lot,
        "page": page,
        "words": labels,
        "buckets": BUCKETS,
        "statuses": STATUSES,
        "ways": FORMS,
        "evidence": EVIDENCE,
    }


def _people_form(page: MonthPage) -> DecisionForm:
    rows = [row for row in page.rows if row.hours]
    form = _decision_form({status for row in rows for status in row.hours}, page.edition)
    form.offer(gettext("Personnes"), [(str(row.participant.id), _row_words(row)) for row in rows])
    if request.method == "GET":
        form.chosen.data = [
            str(row.participant.id) for row in rows if not REFUSED.keys() & row.hindered.keys()
        ]
    return form


def _days_form(page: PersonDays) -> DecisionForm:
    form = _decision_form({one.entry.status for one in page.days}, page.edition)
    days = [one for one in page.days if one.entry.status is not HourStatus.REJECTED]
    form.offer(gettext("Jours"), [(one.entry.reference, _day_words(one)) for one in days])
    if request.method == "GET":
        form.chosen.data = [
            one.entry.reference
            for one in days
            if one.entry.status is HourStatus.PENDING and one.hindrance not in REFUSED
        ]
    return form


def _decision_form(states: Iterable[HourStatus], edition: int) -> DecisionForm:
    """Open the form of what is open to who validates, from the states of what is shown."""
    form = DecisionForm()
    form.open_steps(
        [
            step
            for step, transition in TRANSITIONS.items()
            if transition.side is Side.VALIDATOR and transition.from_states & set(states)
        ]
    )
    if request.method == "GET":
        form.version.data = str(edition)
    return form


def _row_words(row: PersonMonth) -> str:
    parts = [row.participant.reference, f"{number(sum(row.hours.values()))} h"]
    if row.logged_days:
        parts.append(ngettext("%(num)s jour au carnet", "%(num)s jours au carnet", row.logged_days))
    parts += [labels.hindered_words(*one) for one in row.hindered.items()]
    return " · ".join(parts)


def _day_words(one: ProvenDay) -> str:
    parts = [day_short(one.entry.worked_on), f"{number(one.entry.hours)} h"]
    parts.append(str(STATUSES[one.entry.status]))
    if one.hindrance is not None:
        parts.append(str(labels.HINDRANCES[one.hindrance]))
    return " · ".join(parts)


def _done(step: HourStep, count: int) -> str:
    words = {
        HourStep.VALIDATE: ngettext(
            "%(num)s déclaration est validée.", "%(num)s déclarations sont validées.", count
        ),
        HourStep.REJECT: ngettext(
            "%(num)s déclaration est rejetée.", "%(num)s déclarations sont rejetées.", count
        ),
        HourStep.CLAW_BACK: ngettext(
            "%(num)s déclaration est reprise.", "%(num)s déclarations sont reprises.", count
        ),
    }
    return words.get(step) or gettext("C’est noté.")


@blueprint.get("/clauses/contracts/<reference>/uncounted")
@requires(Permission.SEE_CLAUSES)
def uncounted(reference: str) -> ResponseReturnValue:
    """List the validated hours of a contract that count for nothing, and why."""
    seen = month_queries.seen_contract(session, principal, reference)
    page = uncounted_queries.uncounted(session, principal, seen, today(), page_number())
    personal_data_seen("hours", f"{reference} uncounted", principal.account_id)
    return render_template(
        "clauses/hours/uncounted.html", seen=seen, page=page, words=labels, name_of=name_of
    )
