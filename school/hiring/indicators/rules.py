"""What one enrolment counts as after its exit: the rules of INDICATORS §2, one person at a time.

Figures are counted in the database by `facts`, which says the same thing for everybody
at once; tests hold the two against each other. This form explains a person's case on screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from school.core.calendar import add_months, days_inclusive
from school.hiring.rules import (
    EMPLOYMENT_CONTRACTS,
    Contract,
    Evidence,
    SituationKind,
    Status,
)

LEAST_DAYS_OF_WORK = 30
"""A shorter contract or own business is not yet a hire (INDICATORS §2, rules 4 and 5)."""

LEAST_DAYS_OF_ILLNESS = 91
"""A medical spell that lasts more than 90 days excludes (INDICATORS §2, rule 2)."""

LEAST_DAYS_OF_TRAINING = 42
"""Who leaves earlier is no entrant (INDICATORS §3, yield_rate)."""

DAYS_TO_SETTLE = 30
"""Figures are provisional until this many days after the last delay (INDICATORS §1)."""


@dataclass(frozen=True)
class HireFact:
    """A contract of work, as known on the day of knowledge."""

    reference: str
    contract: Contract
    starts_on: date
    ends_on: date | None
    evidence: Evidence
    contested: bool


@dataclass(frozen=True)
class SituationFact:
    """A situation other than work under a contract, as known on the day of knowledge."""

    reference: str
    situation: SituationKind
    observed_on: date | None
    starts_on: date | None
    ends_on: date | None
    full_time: bool | None
    evidence: Evidence | None

    @property
    def since(self) -> date | None:
        """The day the spell starts: the one stated, else the one it was observed on."""
        return self.starts_on or self.observed_on


@dataclass(frozen=True)
class Terms:
    """Day of the count, months after the exit, least evidence (INDICATORS §1)."""

    as_of: date
    months: int
    evidence: Evidence


@dataclass(frozen=True)
class Outcome:
    """The status of an enrolment, and the fact that gives it; none for immature and unknown."""

    status: Status
    hire: HireFact | None = None
    situation: SituationFact | None = None
    hired_on: date | None = None


def outcome(
    exit_on: date, hires: Sequence[HireFact], situations: Sequence[SituationFact], terms: Terms
) -> Outcome:
    """Give the status of an enrolment that ended on `exit_on`: the first rule that matches.

    The facts are those of the person as known on the day of knowledge (INDICATORS §2).
    """
    measured_on = add_months(exit_on, terms.months)
    if measured_on > terms.as_of:
        return Outcome(Status.IMMATURE)
    known = [each for each in hires if not each.contested and each.evidence >= terms.evidence]
    shown = [each for each in situations if each.evidence and each.evidence >= terms.evidence]
    return (
        _excluded(situations, measured_on)
        or _continuing(known, shown, exit_on, measured_on)
        or _hired(known, exit_on, measured_on)
        or _self_employed(shown, exit_on, measured_on)
        or _not_hired(situations, measured_on, terms.as_of)
        or Outcome(Status.UNKNOWN)
    )


def first_hire(hires: Sequence[HireFact], exit_on: date, until: date) -> HireFact | None:
    """Give the first qualifying hire that starts by a day: earliest after the exit, then reference.

    The hires are uncontested and of the evidence asked for (INDICATORS §2, rule 4).
    """
    qualifying = [
        each
        for each in hires
        if each.contract in EMPLOYMENT_CONTRACTS
        and each.starts_on <= until
        and _lasts(each.starts_on, each.ends_on, exit_on)
    ]
    return min(
        qualifying, key=lambda each: (max(each.starts_on, exit_on), each.reference), default=None
    )


def covers(since: date | None, until: date | None, day: date) -> bool:
    """Tell whether a spell covers a day, both ends counted; an empty end is open."""
    return since is not None and since <= day and (until is None or until >= day)


def _lasts(since: date, until: date | None, exit_on: date) -> bool:
    return until is None or days_inclusive(max(since, exit_on), until) >= LEAST_DAYS_OF_WORK


def _excluded(situations: Sequence[SituationFact], measured_on: date) -> Outcome | None:
    for each in situations:
        if each.evidence is Evidence.DOCUMENT_SEEN and _excludes(each, measured_on):
            return Outcome(Status.EXCLUDED, situation=each)
    return None


def _excludes(fact: SituationFact, measured_on: date) -> bool:
    if fact.since is None:
        return False
    if fact.situation is SituationKind.DECEASED:
        return fact.since <= measured_on
    covering = covers(fact.since, fact.ends_on, measured_on)
    if fact.situation is SituationKind.INSTITUTIONALISED:
        return covering
    if fact.situation is not SituationKind.MEDICAL:
        return False
    days = None if fact.ends_on is None else days_inclusive(fact.since, fact.ends_on)
    return covering and (days is None or days >= LEAST_DAYS_OF_ILLNESS)


def _continuing(
    hires: Sequence[HireFact],
    situations: Sequence[SituationFact],
    exit_on: date,
    measured_on: date,
) -> Outcome | None:
    for study in situations:
        if (
            study.situation is SituationKind.STUDYING
            and study.full_time
            and covers(study.since, study.ends_on, measured_on)
        ):
            return Outcome(Status.CONTINUING, situation=study)
    for each in hires:
        if (
            each.contract is Contract.APPRENTICESHIP
            and each.starts_on > exit_on
            and covers(each.starts_on, each.ends_on, measured_on)
        ):
            return Outcome(Status.CONTINUING, hire=each)
    return None


def _hired(hires: Sequence[HireFact], exit_on: date, measured_on: date) -> Outcome | None:
    hire = first_hire(hires, exit_on, measured_on)
    if hire is None:
        return None
    return Outcome(Status.HIRED, hire=hire, hired_on=max(hire.starts_on, exit_on))


def _self_employed(
    situations: Sequence[SituationFact], exit_on: date, measured_on: date
) -> Outcome | None:
    for each in situations:
        if (
            each.situation is SituationKind.SELF_EMPLOYED
            and each.since is not None
            and each.since <= measured_on
            and _lasts(each.since, each.ends_on, exit_on)
        ):
            return Outcome(Status.SELF_EMPLOYED, situation=each)
    return None


def _not_hired(
    situations: Sequence[SituationFact], measured_on: date, as_of: date
) -> Outcome | None:
    for each in situations:
        if (
            each.situation in {SituationKind.SEEKING, SituationKind.INACTIVE}
            and each.observed_on is not None
            and measured_on <= each.observed_on <= as_of
        ):
            return Outcome(Status.NOT_HIRED, situation=each)
    return None
