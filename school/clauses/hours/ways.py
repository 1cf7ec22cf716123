"""How and for whom somebody works, as a sheet shows it and as it is sent."""

from collections.abc import Sequence
from dataclasses import replace

from school.clauses.hours import way_queries
from school.clauses.hours.forms import SheetForm
from school.clauses.hours.operations import Sheet
from school.clauses.models import IntegrationHours
from school.clauses.rules import HourForm
from school.enterprises.models import Enterprise
from school.web.choices import one_of
from school.web.context import session


def offer_ways(
    form: SheetForm, about: Sheet, typed: Sequence[IntegrationHours]
) -> Sequence[Enterprise]:
    """Show how the typed days say that a person works, else as the last day under the contract."""
    offered = way_queries.enterprises_of(session, about.contract)
    said = list(typed)
    if not said:
        last = way_queries.last_typed(session, about.contract, about.participant)
        said = [last] if last else []
    ways = {(one.form, one.enterprise_id) for one in said}
    kind, number = next(iter(ways), (None, about.contract.operator_id))
    names = {one.id: one.reference for one in offered}
    words = [(one.reference, one.name) for one in offered]
    form.offer_ways(words, kind, names.get(number or 0), mixed=len(ways) > 1)
    return offered


def with_ways(about: Sheet, form: SheetForm, offered: Sequence[Enterprise]) -> Sheet:
    """Take down how and for whom the person works; raises `InvalidInput` for nobody known."""
    kind = one_of(HourForm, form.form.data)
    named = {one.reference: one.id for one in offered}
    enterprise = named.get(form.enterprise.data)
    if form.other_enterprise.data:
        enterprise = way_queries.enterprise_named(session, form.other_enterprise.data).id
    return replace(about, form=kind, enterprise_id=enterprise)
