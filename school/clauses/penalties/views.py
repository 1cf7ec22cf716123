"""Pages of penalties, of the file of good faith and of hearings."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses import labels as clause_labels
from school.clauses.forecasts import queries as forecast_queries
from school.clauses.forecasts.labels import hours
from school.clauses.penalties import hearing_rules, labels, notices, operations, queries
from school.clauses.penalties.forms import DecisionForm, EntryForm, HeardForm, HearingForm
from school.clauses.penalties.hearing_rules import HearingStep
from school.clauses.penalties.models import Hearing
from school.clauses.penalties.policy import heard_for_authority, heard_for_operator
from school.clauses.penalties.presentation import penalty_page
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.web.context import principal, session
from school.web.filters import day_short, small_initial
from school.web.paging import page_number
from school.web.submit import explain_constraints, submit

explain_constraints(
    {
        "uq_clause_hearings_undecided": (
            mark("Une audition de ce contrat est déjà ouverte."),
            None,
        )
    }
)

MOST_ANSWERABLE = 50

blueprint = Blueprint("penalties", __name__)


@blueprint.get("/clauses/contracts/<reference>/penalties")
@requires(Permission.SEE_CLAUSES)
def show(reference: str) -> ResponseReturnValue:
    """Show what a contract's shortfalls may cost, what is due, and the notices given."""
    day = today()
    within = forecast_queries.opened(principal, reference)
    found = forecast_queries.units_of(session, Asked(day, day), within)
    if not found.contracts:
        raise NotFound(queries.NO_CONTRACT)
    return render_template(
        "clauses/penalties/show.html",
        page=penalty_page(found, day, queries.last_decision(session, found.contracts[0])),
        labels=clause_labels,
        words=labels,
        hours=hours,
        reads_file=_reads_file(),
    )


def _reads_file() -> bool:
    return principal.may(Permission.MANAGE_CLAUSES) or principal.may(Permission.VALIDATE_HOURS)


@blueprint.get("/clauses/contracts/<reference>/good-faith")
@requires(Permission.SEE_CLAUSES)
def good_faith(reference: str) -> ResponseReturnValue:
    """Show the dated file of both sides, and the hearings."""
    seat = queries.seat_of(session, principal, reference)
    return render_template(
        "clauses/penalties/good_faith.html",
        seat=seat,
        page=queries.entries(session, seat.contract, page_number()),
        hearings=queries.hearings(session, seat.contract),
        steps=_steps_for(seat),
        **_words(),
    )


def _steps_for(seat: queries.Seat) -> Callable[[Hearing], list[HearingStep]]:
    day = today()

    def steps(hearing: Hearing) -> list[HearingStep]:
        return [
            step
            for step, rule in hearing_rules.STEPS.items()
            if rule.side in seat.sides and hearing_rules.may_step(step, hearing.said, day)
        ]

    return steps


def _words() -> dict[str, Any]:
    return {"labels": labels, "turn": hearing_rules.turn, "today": today()}


@blueprint.route("/clauses/contracts/<reference>/good-faith/new", methods=["GET", "POST"])
@requires(Permission.SEE_CLAUSES)
def new_entry(reference: str) -> ResponseReturnValue:
    """Put something on the file; it stays there."""
    seat = queries.seat_of(session, principal, reference)
    form = EntryForm(on_date=today())
    recent = queries.recent_entries(session, seat.contract, MOST_ANSWERABLE)
    form.offer_entries([(one.number, _entry_words(one)) for one in recent])
    template = "clauses/penalties/entry_form.html"
    if request.method == "GET":
        return render_template(template, form=form, seat=seat)

    def action() -> str:
        operations.put_on_file(session, principal, seat, form.entry(), today())
        flash(gettext("C’est au dossier, à la date d’aujourd’hui."), "success")
        return url_for("penalties.good_faith", reference=reference)

    return submit(form, template, action, seat=seat)


def _entry_words(entry: Any) -> str:
    return gettext(
        "N° %(number)s, %(kind)s du %(day)s",
        number=entry.number,
        kind=small_initial(str(labels.KINDS[entry.kind])),
        day=day_short(entry.on_date),
    )


@blueprint.route("/clauses/contracts/<reference>/hearings/new", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def new_hearing(reference: str) -> ResponseReturnValue:
    """Open a hearing: both sides are heard before a penalty is decided."""
    contract = queries.contract_to_hear(session, principal, reference)
    form = HearingForm()
    template = "clauses/penalties/hearing_form.html"
    if request.method == "GET":
        return render_template(template, form=form, contract=contract)

    def action() -> str:
        words = form.subject.data, form.answer_by.data
        notices.tell_opened(
            session, operations.open_hearing(session, principal, contract, words, today())
        )
        flash(gettext("L’audition est ouverte ; c’est à l’opérateur de répondre."), "success")
        return url_for("penalties.good_faith", reference=reference)

    return submit(form, template, action, contract=contract)


@blueprint.route("/clauses/hearings/<reference>/operator", methods=["GET", "POST"])
@requires(Permission.MANAGE_CLAUSES)
def hear_operator(reference: str) -> ResponseReturnValue:
    """Write down what the operator says."""
    within = heard_for_operator(principal)
    found = queries.hearing_by_reference(session, within, reference)
    return _hear(found, HearingStep.HEAR_OPERATOR)


@blueprint.route("/clauses/hearings/<reference>/authority", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def hear_authority(reference: str) -> ResponseReturnValue:
    """Write down what the authority says."""
    within = heard_for_authority(principal)
    found = queries.hearing_by_reference(session, within, reference)
    return _hear(found, HearingStep.HEAR_AUTHORITY)


def _hear(hearing: Hearing, step: HearingStep) -> ResponseReturnValue:
    form, template = HeardForm(), "clauses/penalties/heard_form.html"
    title = labels.STEPS[step]
    if request.method == "GET":
        form.version.data = str(hearing.version)
        return render_template(template, form=form, hearing=hearing, title=title)

    def action() -> str:
        words, known = form.words.data, form.known_version
        operations.hear(session, principal, hearing, step, words, known, today())
        notices.tell_heard(session, hearing, hearing_rules.STEPS[step].side)
        flash(gettext("C’est écrit, à la date d’aujourd’hui."), "success")
        return url_for("penalties.good_faith", reference=hearing.contract.reference)

    return submit(form, template, action, hearing=hearing, title=title)


@blueprint.route("/clauses/hearings/<reference>/decide", methods=["GET", "POST"])
@requires(Permission.VALIDATE_HOURS)
def decide(reference: str) -> ResponseReturnValue:
    """Decide after the hearing, with a reason."""
    within = heard_for_authority(principal)
    hearing = queries.hearing_by_reference(session, within, reference)
    form, template = DecisionForm(), "clauses/penalties/decision_form.html"
    if request.method == "GET":
        form.version.data = str(hearing.version)
        return render_template(template, form=form, hearing=hearing)

    def action() -> str:
        known = form.known_version
        operations.decide(session, principal, hearing, form.ruling(), known, today())
        notices.tell_decided(session, hearing)
        flash(gettext("La décision est écrite, avec sa raison."), "success")
        return url_for("penalties.good_faith", reference=hearing.contract.reference)

    return submit(form, template, action, hearing=hearing)
