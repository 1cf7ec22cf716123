"""Pages of hours: the months of a contract, one month, a person's sheet."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.hours import labels, month_queries, operations, queries
from school.clauses.hours.forms import SheetForm, fill_form, sheet_form
from school.clauses.hours.month_queries import MonthPage, Seen
from school.clauses.hours.operations import Sheet, edition_of_sheet
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import days_of_month
from school.clauses.hours.ways import offer_ways, with_ways
from school.clauses.labels import BUCKETS, STATUSES
from school.clauses.models import Contract, IntegrationHours
from school.clauses.people.operations import name_of
from school.clauses.people.queries import participant_by_reference
from school.clauses.policy import contract_declarable_by, contract_spoken_for
from school.clauses.rules import Bucket, HourStatus
from school.core.clock import today
from school.core.errors import DomainError
from school.core.paging import slice_of
from school.web.choices import one_of
from school.web.context import principal, session
from school.web.logs import personal_data_seen
from school.web.paging import page_number
from school.web.submit import submit

SHEET = "clauses/hours/sheet.html"


@blueprint.get("/clauses/contracts/<reference>/hours")
@requires(Permission.SEE_CLAUSES)
def months(reference: str) -> ResponseReturnValue:
    """List the months of a contract, lot by lot, with what was declared of each."""
    seen = month_queries.seen_contract(session, principal, reference)
    totals = queries.month_totals(session, seen.contract, today())
    return render_template(
        "clauses/hours/months.html",
        seen=seen,
        page=slice_of(totals, page_number()),
        words=labels,
        statuses=STATUSES,
    )


@blueprint.get("/clauses/contracts/<reference>/hours/<month>")
@requires(Permission.SEE_CLAUSES)
def month(reference: str, month: str) -> ResponseReturnValue:
    """Show who worked for a lot in a month, and how their hours stand."""
    seen = month_queries.seen_contract(session, principal, reference)
    queries.check_month(seen.contract, month, today())
    if seen.declares:
        personal_data_seen("hours", f"{reference} {month}", principal.account_id)
    lot = asked_lot(seen.contract)
    return render_template("clauses/hours/month.html", **month_words(seen, month, lot))


def month_words(seen: Seen, month: str, lot: Lot) -> dict[str, Any]:
    """Gather what the page of a month shows."""
    page: MonthPage = month_queries.people_of_month(
        session, principal, seen, lot, month, today=today(), number=page_number()
    )
    return {
        "seen": seen,
        "contract": seen.contract,
        "month": month,
        "lot": lot,
        "page": page,
        "declared": queries.declaration_of(session, seen.contract, lot.name, month),
        "words": labels,
        "statuses": STATUSES,
        "buckets": BUCKETS,
        "Status": HourStatus,
        "name_of": name_of,
    }


def asked_lot(contract: Contract) -> Lot:
    """Read the lot and the nature of hours that the address names; the first where it does not."""
    bucket = one_of(Bucket, request.args.get("bucket")) or Bucket.INTEGRATION
    name = request.args.get("lot")
    return queries.lots_of(session, contract)[0] if name is None else Lot(name, bucket)


def month_url(reference: str, month: str, lot: Lot) -> str:
    """Give the address of a month of a lot."""
    return url_for(
        "clauses.month", reference=reference, month=month, lot=lot.name, bucket=lot.bucket.value
    )


@blueprint.post("/clauses/contracts/<reference>/hours/<month>/none")
@requires(Permission.DECLARE_HOURS)
def declare_none(reference: str, month: str) -> ResponseReturnValue:
    """Say of a month of a lot that it had no hours."""
    spoken = contract_spoken_for(principal, Permission.DECLARE_HOURS)
    contract = queries.contract_where(session, spoken, reference)
    queries.check_month(contract, month, today())
    lot = queries.check_lot(queries.lots_of(session, contract), asked_lot(contract).name, None)
    try:
        operations.declare_month(
            session, principal.name, contract, lot.name, month, has_hours=False, today=today()
        )
        flash(gettext("Le mois est déclaré sans heures."), "success")
    except DomainError as error:
        flash(gettext(error.message, **error.values), "error")
    return redirect(month_url(reference, month, asked_lot(contract)), 303)


@blueprint.route(
    "/clauses/contracts/<reference>/hours/<month>/<participant>", methods=["GET", "POST"]
)
@requires(Permission.DECLARE_HOURS)
def sheet(reference: str, month: str, participant: str) -> ResponseReturnValue:
    """Show a person's hours of a month, day by day, and take down what is typed."""
    contract = queries.contract_where(session, contract_declarable_by(principal), reference)
    queries.check_month(contract, month, today())
    person = participant_by_reference(session, principal, participant)
    about = Sheet(contract, _known_lot(contract), person, month, None)
    entries = queries.entries_of(session, contract, about.lot, person, month, today())
    personal_data_seen("hours", participant, principal.account_id)
    form, words = _sheet_form(about, entries), _sheet_words(about, entries)
    offered = offer_ways(form, about, [one for one in entries if not _is_locked(one)])
    if request.method == "GET":
        return render_template(SHEET, form=form, **words)

    def action() -> str:
        return _declare(with_ways(about, form, offered), form)

    return submit(form, SHEET, action, **words)


def _known_lot(contract: Contract) -> Lot:
    asked = asked_lot(contract)
    return queries.check_lot(queries.lots_of(session, contract), asked.name, asked.bucket)


def _declare(about: Sheet, form: SheetForm) -> str:
    typed = form.days(days_of_month(about.month))
    count = operations.declare_days(
        session, principal.name, about, typed, today=today(), known=form.known_version
    )
    flash(ngettext("%(num)s jour est déclaré.", "%(num)s jours sont déclarés.", count), "success")
    return month_url(about.contract.reference, about.month, about.lot)


def _changeable(about: Sheet, entries: Sequence[IntegrationHours]) -> list[date]:
    locked = {one.worked_on for one in entries if _is_locked(one)}
    return [day for day in days_of_month(about.month) if day not in locked and day <= today()]


def _is_locked(entry: IntegrationHours) -> bool:
    return entry.placement_id is not None or entry.status is HourStatus.VALIDATED


def _sheet_form(about: Sheet, entries: Sequence[IntegrationHours]) -> SheetForm:
    open_days = _changeable(about, entries)
    written: dict[date, Decimal] = defaultdict(Decimal)
    for one in entries:
        if one.hours > 0:
            written[one.worked_on] += one.hours
    form = sheet_form(open_days, {**fill_form().filled(open_days), **written})
    if request.method == "GET":
        form.version.data = str(edition_of_sheet(entries))
    return form


def _sheet_words(about: Sheet, entries: Sequence[IntegrationHours]) -> dict[str, Any]:
    open_days = _changeable(about, entries)
    shown = [one for one in entries if one.worked_on not in open_days and one.hours > 0]
    return {
        "contract": about.contract,
        "lot": about.lot,
        "person": about.participant,
        "month": about.month,
        "days": open_days,
        "locked": shown,
        "rejected": [one for one in entries if one.status is HourStatus.REJECTED and one.hours > 0],
        "fill": fill_form(),
        "back": month_url(about.contract.reference, about.month, about.lot),
        "name": name_of(about.participant),
        "words": labels,
        "statuses": STATUSES,
    }
