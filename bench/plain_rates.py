"""The rows of the hiring report in the plainest way: one query, then a loop over its rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.calendar import add_months
from school.core.clock import today
from school.core.statistics import wilson
from school.hiring.models import Hire, Situation
from school.hiring.rules import EMPLOYMENT_CONTRACTS, Evidence, SituationKind

MONTHS = 6
HEADS = (
    "Promotion",
    "Sortis",
    "Certifiés",
    "Taux d’embauche",
    "Intervalle à 95 %",
    "Sans nouvelles",
    "Situations connues",
    "Femmes certifiées",
)


def rows(session: Session) -> Iterator[tuple[Any, ...]]:
    """Give a row for each cohort with the columns of the product's report, the total last."""
    people: dict[int, tuple[Any, str]] = {}
    for row in session.execute(_query()):
        status = _status(row, today())
        if row.id not in people or status != "unknown":
            people[row.id] = (row, status)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, status in people.values():
        for group in (row.reference, "Ensemble"):
            counts[group]["leavers"] += 1
            if row.certified_on:
                counts[group]["certified"] += 1
                counts[group]["women"] += row.sex == "F"
                counts[group][status] += 1
    for group in sorted(counts, key=lambda name: (name == "Ensemble", name)):
        yield _line(group, counts[group])


def _query() -> Any:
    return (
        select(
            Enrolment.id,
            Cohort.reference,
            Trainee.sex,
            Enrolment.certified_on,
            Enrolment.completed_on,
            Enrolment.withdrawn_on,
            Hire.contract,
            Hire.starts_on,
            Hire.ends_on,
            Hire.evidence,
            Hire.contested,
            Situation.situation,
            Situation.observed_on,
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .outerjoin(Hire, Hire.trainee_id == Trainee.id)
        .outerjoin(Situation, Situation.trainee_id == Trainee.id)
        .where(Enrolment.completed_on.is_not(None) | Enrolment.withdrawn_on.is_not(None))
    )


def _status(row: Any, day: date) -> str:
    exit_on = row.certified_on or row.completed_on or row.withdrawn_on
    due_on = add_months(exit_on, MONTHS)
    if due_on > day:
        return "immature"
    if (
        row.starts_on
        and row.starts_on <= due_on
        and row.contract in EMPLOYMENT_CONTRACTS
        and row.evidence >= Evidence.CONFIRMED
        and not row.contested
        and (row.ends_on is None or (row.ends_on - max(row.starts_on, exit_on)).days >= 29)
    ):
        return "hired"
    if row.situation == SituationKind.SEEKING and row.observed_on >= due_on:
        return "not_hired"
    return "unknown"


def _line(group: str, counts: Counter[str]) -> tuple[Any, ...]:
    n = counts["hired"] + counts["not_hired"] + counts["unknown"]
    interval = wilson(counts["hired"], n)
    return (
        group,
        counts["leavers"],
        counts["certified"],
        _share(counts["hired"], n),
        f"{interval.low:.1%} – {interval.high:.1%}" if interval else "—",
        counts["unknown"],
        _share(n - counts["unknown"], n),
        _share(counts["women"], counts["certified"]),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "—"
