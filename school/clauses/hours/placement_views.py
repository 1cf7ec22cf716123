"""Pages on which placements are let count for a contract."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.clauses.blueprint import blueprint
from school.clauses.hours import linking, queries
from school.clauses.hours.flow import Flowed
from school.clauses.hours.forms import CountForm
from school.clauses.hours.linking import Terms
from school.clauses.hours.models import ContractPlacement
from school.clauses.hours.policy import placement_countable_by
from school.clauses.hours.queries import Lot
from school.clauses.labels import BUCKETS
from school.clauses.models import Contract
from school.clauses.policy import contract_declarable_by
from school.clauses.rules import Bucket, HourForm
from school.core.clock import today
from school.core.errors import mark
from school.placements.models import Placement
from school.web.context import principal, session
from school.web.filters import day_short
from school.web.forms import Form
from school.web.submit import explain_constraints, submit

FORM = "clauses/hours/placements.html"

explain_constraints(
    {
        "uq_contract_placements_placement_id": (
            mark("Ce placement compte déjà pour un contrat."),
            "placement",
        )
    }
)


@blueprint.route("/clauses/contracts/<reference>/placements", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def count_placement(reference: str) -> ResponseReturnValue:
    """List the placements whose logbook counts for a contract, and let another one count."""
    contract = queries.contract_where(session, contract_declarable_by(principal), reference)
    offered = linking.placements_to_count(session, contract, placement_countable_by(principal))
    form, words = _count_form(contract, offered), _count_words(contract)
    if request.method == "GET":
        return render_template(FORM, form=form, offered=offered, **words)

    def action() -> str:
        chosen = next(one for one in offered if one.reference == form.placement.data)
        done = linking.count_placement(
            session, principal.name, contract, chosen, _terms(form), today()
        )
        flash(_entered(done), "success")
        return url_for("clauses.count_placement", reference=reference)

    return submit(form, FORM, action, offered=offered, **words)


def _count_form(contract: Contract, offered: Sequence[Placement]) -> CountForm:
    form, lots = CountForm(), queries.lots_of(session, contract)
    form.offer([(one.reference, _placement_words(one)) for one in offered], _lot_words(lots))
    return form


def _count_words(contract: Contract) -> dict[str, Any]:
    links = linking.links_of(session, contract, placement_countable_by(principal))
    return {"contract": contract, "links": links, "buckets": BUCKETS}


@blueprint.route("/clauses/contracts/<reference>/placements/<placement>", methods=["GET", "POST"])
@requires(Permission.DECLARE_HOURS)
def edit_count(reference: str, placement: str) -> ResponseReturnValue:
    """Change between which days a placement counts, and for which lot."""
    contract = queries.contract_where(session, contract_declarable_by(principal), reference)
    link = linking.link_of(session, contract, placement, placement_countable_by(principal))
    form, page = _filled(link), "clauses/hours/edit_count.html"
    if request.method == "GET":
        form.version.data = link.version
        return render_template(page, form=form, contract=contract, link=link)

    def action() -> str:
        sure = {"known": form.known_version, "day": today(), "confirmed": form.confirmed.data}
        done = linking.change_days(session, principal.name, link, _terms(form), **sure)
        flash(_entered(done), "success")
        return url_for("clauses.count_placement", reference=reference)

    return submit(form, page, action, contract=contract, link=link)


@blueprint.route(
    "/clauses/contracts/<reference>/placements/<placement>/remove", methods=["GET", "POST"]
)
@requires(Permission.DECLARE_HOURS)
def uncount_placement(reference: str, placement: str) -> ResponseReturnValue:
    """Let a placement that was counted wrongly count for this contract no more."""
    contract = queries.contract_where(session, contract_declarable_by(principal), reference)
    link = linking.link_of(session, contract, placement, placement_countable_by(principal))
    form, page = Form(), "clauses/hours/uncount.html"
    if request.method == "GET":
        form.version.data = link.version
        return render_template(page, form=form, contract=contract, link=link)

    def action() -> str:
        sure = {"known": form.known_version, "day": today(), "confirmed": form.confirmed.data}
        linking.uncount_placement(session, principal.name, link, **sure)
        flash(gettext("Ce placement ne compte plus pour ce contrat."), "success")
        return url_for("clauses.count_placement", reference=reference)

    return submit(form, page, action, contract=contract, link=link)


def _filled(link: ContractPlacement) -> CountForm:
    form = CountForm(
        lot=_lot_value(Lot(link.lot, link.bucket)),
        form=link.form.value,
        from_on=link.from_on,
        until_on=link.until_on,
    )
    form.offer([], _lot_words(queries.lots_of(session, link.contract)))
    del form.placement
    return form


def _lot_value(lot: Lot) -> str:
    return f"{lot.bucket.value}:{lot.name}"


def _lot_words(lots: Sequence[Lot]) -> list[tuple[str, str]]:
    return [(_lot_value(one), _said(one)) for one in lots]


def _said(lot: Lot) -> str:
    nature = str(BUCKETS[lot.bucket])
    return f"{gettext('Lot %(lot)s', lot=lot.name)} · {nature}" if lot.name else nature


def _terms(form: CountForm) -> Terms:
    bucket, _, name = str(form.lot.data).partition(":")
    return Terms(
        Lot(name, Bucket(bucket)),
        HourForm(form.form.data),
        form.from_on.data,
        form.until_on.data,
    )


def _placement_words(placement: Placement) -> str:
    period = f"{day_short(placement.starts_on)} – {day_short(placement.ends_on)}"
    return f"{placement.trainee.full_name} · {placement.enterprise.name} · {period}"


def _entered(done: Flowed) -> str:
    count = done.added + done.changed
    if not count:
        return gettext("C’est noté. Les jours validés du carnet entreront d’eux-mêmes.")
    words: str = ngettext(
        "%(num)s jour du carnet attend maintenant d’être validé.",
        "%(num)s jours du carnet attendent maintenant d’être validés.",
        count,
    )
    return words
