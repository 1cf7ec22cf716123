"""The database counts as a slow, plain reading of INDICATORS.md does, on random small worlds."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from school.hiring.indicators.files import as_data
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, Report, Scope, hiring_report
from school.hiring.publication.publish import publish
from school.hiring.rules import Evidence
from tests.support.plain_counts import plain_rows
from tests.support.plain_indicators import Question, World
from tests.support.worlds import questions, store, worlds

RANDOM = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def options_of(question: Question) -> Options:
    return Options(
        as_of=question.as_of,
        known_on=question.known_on,
        months=question.months,
        evidence=Evidence(question.evidence),
        period_from=question.first,
        period_to=question.last,
        by=tuple(Breakdown(key) for key in question.by),
    )


def numbers_of(report: Report) -> list[dict[str, Any]]:
    """Keep of each row what the plain reading gives too."""
    rows = []
    for data, row in zip(as_data(publish(report))["rows"], report.rows, strict=True):
        rates = {
            name: (value["numerator"], value["denominator"])
            for name, value in data.items()
            if isinstance(value, dict) and "numerator" in value
        }
        women = data["women_share"].items()
        figures, bounds = row.figures, data["bounds"]
        rows.append(
            {
                "group": data["group"],
                "counts": data["counts"],
                "rates": rates,
                "median_days_to_hire": data["median_days_to_hire"],
                "bounds": None if bounds["low"] is None else (bounds["low"], bounds["high"]),
                "bounds_only": data["bounds_only"],
                "gender_gap": data["gender_gap"]["value"],
                "gender_parity_index": data["gender_parity_index"],
                "women_share": {
                    name: (share["numerator"], share["denominator"]) for name, share in women
                },
                "hired_of_sex": {
                    sex: (tally.hired, tally.n)
                    for sex, tally in (("F", figures.women.tally), ("M", figures.men.tally))
                },
            }
        )
    return rows


@RANDOM
@given(world=worlds(), question=questions())
def test_every_number_of_every_row(session: Session, world: World, question: Question) -> None:
    store(session, world)
    report = hiring_report(session, EVERY_SCHOOL, options_of(question), thorough=True)
    rows, provisional = plain_rows(world, question)
    assert numbers_of(report) == rows
    assert report.provisional == provisional
    session.rollback()


@settings(RANDOM, max_examples=30)
@given(world=worlds(), question=questions())
def test_one_school_counts_its_own_cohorts(
    session: Session, world: World, question: Question
) -> None:
    store(session, world)
    scope = Scope(frozenset({1001}))
    report = hiring_report(session, scope, options_of(question), thorough=True)
    own = [
        enrolment
        for enrolment in world.enrolments
        if world.cohorts[enrolment["cohort_id"] - 1]["school_id"] == 1
    ]
    world.enrolments[:] = own
    assert numbers_of(report) == plain_rows(world, question)[0]
    session.rollback()
