"""The hours that count under some contracts, entry by entry."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, select

from school.clauses.models import IntegrationHours
from school.clauses.standing.fates import fates


def validated_hours(today: date, within: ColumnElement[bool]) -> Subquery:
    """Give the hours that count under some contracts up to a day, as known on it, by entry.

    `within` is a condition on contracts. Columns: contract_id, lot (empty where the contract is
    globalised), bucket, enterprise_id, worked_on, hours; an entry of which nothing counts has 0.
    """
    fate = fates(today, today, within)
    query = select(
        fate.c.contract_id,
        fate.c.lot,
        fate.c.bucket,
        IntegrationHours.enterprise_id,
        fate.c.worked_on,
        fate.c.validated.label("hours"),
    ).join(IntegrationHours, IntegrationHours.id == fate.c.id)
    return query.subquery("validated_hours")
