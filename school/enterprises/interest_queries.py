"""Reads of what enterprises answered about hosting apprentices."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from school.enterprises.partner_models import EnterpriseInterest
from school.enterprises.partner_rules import InterestTerms

_STATED = (
    EnterpriseInterest.status,
    EnterpriseInterest.max_proposals_per_month,
    EnterpriseInterest.next_available_on,
    EnterpriseInterest.answered_on,
    EnterpriseInterest.year,
)


def terms_of(
    records: Session, enterprise_ids: Collection[int], day: date
) -> Mapping[int, InterestTerms]:
    """Tell, for each enterprise asked about, what holds on a day for proposals to it.

    The answer about the year of the day counts, else the enterprise's last one; of several about
    a year the latest that was given by that day. One that never answered set no terms.
    """
    wanted = sorted(set(enterprise_ids))
    newest = func.row_number().over(
        partition_by=EnterpriseInterest.enterprise_id,
        order_by=(
            EnterpriseInterest.year.desc(),
            EnterpriseInterest.answered_on.desc(),
            EnterpriseInterest.id.desc(),
        ),
    )
    answers = (
        select(EnterpriseInterest.enterprise_id, *_STATED, newest.label("place"))
        .where(
            EnterpriseInterest.enterprise_id.in_(wanted),
            EnterpriseInterest.year <= day.year,
            EnterpriseInterest.answered_on <= day,
        )
        .subquery()
    )
    rows = records.execute(select(answers).where(answers.c.place == 1))
    found = {row.enterprise_id: _terms(row) for row in rows}
    return {number: found.get(number, InterestTerms()) for number in wanted}


def _terms(row: Row[Any]) -> InterestTerms:
    return InterestTerms(
        row.status,
        row.max_proposals_per_month,
        row.next_available_on,
        row.answered_on,
        row.year,
    )
