"""The shape of INDICATORS §6 for every breakdown, any two crossed, and every profile."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import pytest
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.hiring.indicators.files import as_csv, as_json, as_table
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.publication.reports import published_report
from school.hiring.rules import Contract, Evidence, SituationKind
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.indicator_names import RATES

DAY = date(2026, 6, 30)
HIDDEN = "hidden"
FIGURES = [
    "group",
    "counts",
    *RATES,
    "bounds",
    "bounds_only",
    "median_days_to_hire",
    "women_share",
    "gender_gap",
    "gender_parity_index",
]
PARTS = {"numerator", "denominator", "value", "low", "high"}


@pytest.fixture
def people(session: Session) -> None:
    """Two cohorts of two schools, with people in most groups of every breakdown."""
    for reference in ("C-1", "C-2"):
        cohort = make_cohort(session, reference=reference, starts_on=date(2024, 11, 1))
        careers = Careers(session, cohort)
        ways = ((Contract.OPEN_ENDED, Evidence.CONFIRMED), (Contract.TEMPORARY, Evidence.DECLARED))
        for sex in (Sex.FEMALE, Sex.MALE, None):
            for contract, evidence in ways:
                for one in careers.hired(6, sex, contract=contract, evidence=evidence):
                    careers.placement(one)
            careers.found(SituationKind.SEEKING, 5, sex)
            careers.certified(2, sex)
            for one in careers.withdrawn(1, sex):
                one.trainee.department, one.trainee.disability = "Zou", True
    session.flush()


def rows_of(session: Session, profile: Profile, by: tuple[Breakdown, ...]) -> list[dict[str, Any]]:
    """Write a report as JSON, CSV and text, and read the JSON back."""
    options = Options(DAY, DAY, evidence=Evidence.DECLARED, by=by, profile=profile)
    published = published_report(session, None, options, thorough=True)
    rows: list[dict[str, Any]] = json.loads(as_json(published))["rows"]
    lines = list(csv.DictReader(io.StringIO(as_csv(published))))
    assert [line["grouped_by"] for line in lines] == [
        " ".join(row["group"]) or "total" for row in rows
    ]
    assert as_table(published).count("\n") == len(rows) + 2
    return rows


def in_order(rows: list[dict[str, Any]], keys: list[str]) -> None:
    """Check that groups come crossed, by the first key, by the second, total last; null last."""
    tables = {1: [keys], 2: [keys, keys[:1], keys[1:]]}.get(len(keys), [])
    groups = [row["group"] for row in rows]
    assert [list(names) for names, _ in groupby(groups, key=tuple)] == [*tables, []]
    for _, several in groupby(groups, key=tuple):
        values = [tuple(group.values()) for group in several]
        assert values == sorted(
            set(values), key=lambda group: [(value is None, value or "") for value in group]
        )


def leaves(value: Any) -> Iterator[Any]:
    """Give every value that is no object."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    else:
        yield value


def well_formed(row: dict[str, Any], profile: Profile) -> None:
    assert list(row) == FIGURES
    figures = {name: value for name, value in row.items() if name != "group"}
    texts = {value for value in leaves(figures) if isinstance(value, str)}
    assert texts <= ({HIDDEN} if profile is not Profile.INTERNAL else set())
    rates = [each for each in figures.values() if isinstance(each, dict) and "numerator" in each]
    if row["women_share"] != HIDDEN:
        rates += [rate for rate in row["women_share"].values() if rate != HIDDEN]
    for rate in rates:
        if isinstance(rate, dict):
            assert set(rate) == PARTS
            assert (rate["denominator"] == 0) == (rate["value"] is None)
            assert (rate["value"] is None) == (rate["low"] is None) == (rate["high"] is None)
    counts = [count for count in row["counts"].values() if count != HIDDEN]
    if profile is not Profile.INTERNAL:
        assert not [count for count in counts if 0 < count < 5]
    if profile is Profile.PUBLIC:
        assert not [count for count in counts if count % 5]
        shown = [rate["value"] for rate in rates if isinstance(rate, dict)]
        assert [round(each, 2) for each in shown if each is not None] == [
            each for each in shown if each is not None
        ]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("first", Breakdown)
def test_every_breakdown_and_any_two_inside(session: Session, first: Breakdown) -> None:
    for by in [(first,), *((first, second) for second in Breakdown if second is not first)]:
        rows = rows_of(session, Profile.INTERNAL, by)
        in_order(rows, [key.value for key in by])
        for row in rows:
            well_formed(row, Profile.INTERNAL)
        assert rows[-1]["counts"]["hired"] == 72


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("profile", [Profile.MINISTRY, Profile.PUBLIC])
@pytest.mark.parametrize(
    "by", [(), *((key,) for key in Breakdown), (Breakdown.COHORT, Breakdown.SEX)], ids=str
)
def test_what_is_published(session: Session, profile: Profile, by: tuple[Breakdown, ...]) -> None:
    rows = rows_of(session, profile, by)
    in_order(rows, [key.value for key in by])
    for row in rows:
        well_formed(row, profile)


@pytest.mark.usefixtures("people")
def test_figures_inside_have_their_full_precision(session: Session) -> None:
    total = rows_of(session, Profile.INTERNAL, ())[-1]
    rate = total["hire_rate"]
    assert (rate["numerator"], rate["denominator"]) == (72, 114)
    assert rate["value"] == 72 / 114
    assert rate["low"] != round(rate["low"], 4)
