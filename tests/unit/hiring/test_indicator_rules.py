"""The status of one enrolment: every rule at its limits (INDICATORS §2)."""

from datetime import date, timedelta

import pytest

from school.hiring.indicators.rules import (
    HireFact,
    Outcome,
    SituationFact,
    Terms,
    covers,
    first_hire,
    outcome,
)
from school.hiring.rules import Contract, Evidence, SituationKind, Status

LEFT_ON = date(2025, 6, 30)
DUE_ON = date(2025, 12, 30)
TERMS = Terms(date(2026, 6, 30), 6, Evidence.CONFIRMED)


def hire(
    starts_on: date = date(2025, 9, 1),
    ends_on: date | None = None,
    contract: Contract = Contract.OPEN_ENDED,
    *,
    reference: str = "H1",
    evidence: Evidence = Evidence.CONFIRMED,
    contested: bool = False,
) -> HireFact:
    return HireFact(reference, contract, starts_on, ends_on, evidence, contested)


def situation(
    kind: SituationKind,
    starts_on: date | None = None,
    ends_on: date | None = None,
    *,
    observed_on: date | None = None,
    full_time: bool | None = True,
    evidence: Evidence | None = Evidence.DOCUMENT_SEEN,
) -> SituationFact:
    return SituationFact("X1", kind, observed_on, starts_on, ends_on, full_time, evidence)


def status(*facts: HireFact | SituationFact, terms: Terms = TERMS) -> Status:
    return told(*facts, terms=terms).status


def told(*facts: HireFact | SituationFact, terms: Terms = TERMS) -> Outcome:
    hires = [fact for fact in facts if isinstance(fact, HireFact)]
    situations = [fact for fact in facts if isinstance(fact, SituationFact)]
    return outcome(LEFT_ON, hires, situations, terms)


@pytest.mark.parametrize(
    ("as_of", "expected"), [(DUE_ON, Status.UNKNOWN), (date(2025, 12, 29), Status.IMMATURE)]
)
def test_mature_on_the_very_day(as_of: date, expected: Status) -> None:
    assert status(terms=Terms(as_of, 6, Evidence.CONFIRMED)) is expected


@pytest.mark.parametrize(
    ("days", "expected"), [(90, Status.HIRED), (91, Status.EXCLUDED), (None, Status.EXCLUDED)]
)
def test_illness_excludes_when_longer_than_ninety_days(days: int | None, expected: Status) -> None:
    since = DUE_ON - timedelta(days=5)
    until = None if days is None else since + timedelta(days=days - 1)
    assert status(hire(), situation(SituationKind.MEDICAL, since, until)) is expected


def test_illness_that_is_over_does_not_exclude() -> None:
    ill = situation(SituationKind.MEDICAL, date(2025, 7, 1), date(2025, 12, 29))
    assert status(hire(), ill) is Status.HIRED


@pytest.mark.parametrize(
    "kind",
    [SituationKind.DECEASED, SituationKind.INSTITUTIONALISED, SituationKind.MEDICAL],
)
def test_exclusion_needs_a_document_and_a_day(kind: SituationKind) -> None:
    assert status(hire(), situation(kind, DUE_ON)) is Status.EXCLUDED
    confirmed = situation(kind, DUE_ON, evidence=Evidence.CONFIRMED)
    assert status(hire(), confirmed) is Status.HIRED
    assert status(hire(), situation(kind)) is Status.HIRED


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(SituationKind.DECEASED, Status.EXCLUDED), (SituationKind.INSTITUTIONALISED, Status.HIRED)],
)
def test_only_death_lasts_beyond_its_spell(kind: SituationKind, expected: Status) -> None:
    assert status(hire(), situation(kind, date(2025, 7, 1), date(2025, 7, 2))) is expected


def test_full_time_study_on_the_day_wins_over_a_hire() -> None:
    study = situation(SituationKind.STUDYING, observed_on=DUE_ON)
    assert told(hire(), study) == Outcome(Status.CONTINUING, situation=study)
    assert status(situation(SituationKind.STUDYING, DUE_ON, full_time=None)) is Status.UNKNOWN
    declared = situation(SituationKind.STUDYING, DUE_ON, evidence=Evidence.DECLARED)
    assert status(declared) is Status.UNKNOWN


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2025, 7, 1), None, Status.CONTINUING),
        (LEFT_ON, None, Status.UNKNOWN),
        (DUE_ON, DUE_ON, Status.CONTINUING),
        (date(2025, 7, 1), date(2025, 12, 29), Status.UNKNOWN),
    ],
)
def test_an_apprenticeship_after_the_exit_is_study(
    starts_on: date, ends_on: date | None, expected: Status
) -> None:
    assert status(hire(starts_on, ends_on, Contract.APPRENTICESHIP)) is expected


def test_an_internship_is_nothing() -> None:
    assert status(hire(contract=Contract.INTERNSHIP)) is Status.UNKNOWN


def test_the_first_hire_is_the_earliest_then_the_smallest_reference() -> None:
    early = hire(date(2025, 5, 1), reference="b")
    earlier = hire(date(2025, 4, 1), reference="a")
    later = hire(date(2025, 7, 1), reference="A")
    found = told(later, early, earlier)
    assert found == Outcome(Status.HIRED, hire=earlier, hired_on=LEFT_ON)
    assert first_hire([later, early], LEFT_ON, DUE_ON) == early


def test_contested_or_badly_shown_hires_do_not_count() -> None:
    assert status(hire(contested=True)) is Status.UNKNOWN
    assert status(hire(evidence=Evidence.DECLARED)) is Status.UNKNOWN
    lenient = Terms(TERMS.as_of, 6, Evidence.DECLARED)
    assert status(hire(evidence=Evidence.DECLARED), terms=lenient) is Status.HIRED


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (None, Status.SELF_EMPLOYED),
        (date(2025, 7, 29), Status.SELF_EMPLOYED),
        (date(2025, 7, 28), Status.UNKNOWN),
    ],
)
def test_an_own_business_lasts_thirty_days_from_the_exit(
    ends_on: date | None, expected: Status
) -> None:
    own = situation(SituationKind.SELF_EMPLOYED, date(2025, 1, 1), ends_on)
    assert status(own) is expected


@pytest.mark.parametrize("kind", [SituationKind.SEEKING, SituationKind.INACTIVE])
@pytest.mark.parametrize(
    ("observed_on", "expected"),
    [
        (date(2025, 12, 29), Status.UNKNOWN),
        (DUE_ON, Status.NOT_HIRED),
        (TERMS.as_of, Status.NOT_HIRED),
        (date(2026, 7, 1), Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_without_work_is_seen_on_the_day_or_later(
    kind: SituationKind, observed_on: date | None, expected: Status
) -> None:
    seen = situation(kind, date(2025, 7, 1), observed_on=observed_on, evidence=None)
    assert status(seen) is expected


def test_a_spell_covers_both_its_ends() -> None:
    assert covers(DUE_ON, DUE_ON, DUE_ON)
    assert covers(LEFT_ON, None, DUE_ON)
    assert not covers(None, None, DUE_ON)
