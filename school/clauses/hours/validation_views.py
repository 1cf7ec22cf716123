"""Pages on which an authority, or the ministry, decides on hours."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.hours import month_queries, operations, queries
from school.clauses.hours.forms import DecisionForm
from school.clauses.hours.month_queries import MonthPage, PersonMonth, Seen
from school.clauses.hours.operations import Decision
from school.clauses.hours.rules import TRANSITIONS, HourStep, Side
from school.clauses.hours.views import asked_lot, month_url, month_words
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.versions import stale_record
from school.web.context import principal, session
from school.web.filters import number
from school.web.submit import submit

FORM = "clauses/hours/decide.html"


@blueprint.route("/clauses/contracts/<reference>/hours/<month>/decide", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def decide_hours(reference: str, month: str) -> ResponseReturnValue:
    """Validate, reject or take back the hours of people in a month of a lot."""
    seen = _validated(reference, month)
    lot = asked_lot(seen.contract)
    words = month_words(seen, month, lot)
    form = _decision_form(words["page"])
    if request.method == "GET":
        return render_template(FORM, form=form, **words)

    def action() -> str:
        people = _people(form, words["page"])
        given = Decision(form.chosen_step, form.chosen_reason, form.detail.data)
        about = (seen.contract, lot, month, people, given)
        count = operations.decide(session, principal.name, *about, today=today())
        flash(_done(form.chosen_step, count), "success")
        return month_url(reference, month, lot)

    return submit(form, FORM, action, **words)


def _validated(reference: str, month: str) -> Seen:
    seen = month_queries.seen_contract(session, principal, reference)
    if not seen.validates:
        raise NotFound(mark("Ce contrat n’existe pas."))
    queries.check_month(seen.contract, month, today())
    return seen


def _people(form: DecisionForm, page: MonthPage) -> list[int]:
    if form.known_version != page.edition:
        raise stale_record(page.edition)
    return [int(one) for one in form.people.data]


def _decision_form(page: MonthPage) -> DecisionForm:
    states = {status for row in page.rows for status, hours in row.hours.items() if hours > 0}
    steps = [
        step
        for step, transition in TRANSITIONS.items()
        if transition.side is Side.VALIDATOR and transition.from_states & states
    ]
    form = DecisionForm()
    rows = [row for row in page.rows if row.hours]
    form.offer([(str(row.participant.id), _row_words(row)) for row in rows], steps)
    if request.method == "GET":
        form.version.data = str(page.edition)
        form.people.data = [str(row.participant.id) for row in rows]
        form.step.data = HourStep.VALIDATE.value if HourStep.VALIDATE in steps else None
    return form


def _row_words(row: PersonMonth) -> str:
    parts = [row.participant.reference, f"{number(sum(row.hours.values()))} h"]
    if row.logged_days:
        parts.append(ngettext("%(num)s jour au carnet", "%(num)s jours au carnet", row.logged_days))
    if row.ineligible_days:
        parts.append(
            ngettext(
                "%(num)s jour sans éligibilité",
                "%(num)s jours sans éligibilité",
                row.ineligible_days,
            )
        )
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
