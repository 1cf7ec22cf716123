"""The school's rule on what « acquired » and « expert » rest on (DOMAIN §5, set by the school).

A hint and no gate: whoever rates decides, and sees what the rule would still ask for. The rule
also asks that an expert has coached somebody, which no record says: it stays to be attested. An
assessment of which nobody said that it was formative may be summative: it is taken for one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from school.competencies.rules import Cited, EvidenceKind, Level

PASSES_FOR_ACQUIRED = 3
DAYS_FOR_ACQUIRED = 2
PASSES_FOR_EXPERT = 10
FIRST_TIME_SHARE = Fraction(4, 5)
"""Numbers proposed by DOMAIN §5 and set by the school, not by a standard."""

ON_SITE = frozenset({EvidenceKind.VISIT, EvidenceKind.WEEK})
"""Evidence that comes from work in an enterprise."""


@dataclass(frozen=True)
class Attempt:
    """A practical assessment of a person, as it is known today.

    `formative` and `on_site` are what its trainer said: made to learn, made on a site.
    """

    reference: str
    task: str
    assessed_on: date
    trainer: int | None
    passed: bool
    formative: bool = False
    on_site: bool = False


class Lack(StrEnum):
    """What the rule still asks for."""

    PASSES = "passes"
    DAYS = "days"
    OTHER_TRAINER = "other_trainer"
    FIRST_TIME = "first_time"
    ON_SITE = "on_site"
    COACHING = "coaching"


@dataclass(frozen=True)
class Missing:
    """One thing the rule asks for: how much there is, and how much is needed."""

    lack: Lack
    have: int = 0
    needed: int = 1


def missing_for(
    level: Level, cited: Iterable[Cited], attempts: Sequence[Attempt]
) -> tuple[Missing, ...]:
    """List what the school's rule still asks for a level, from what was cited for a competency.

    `attempts` are all of the person's, so that a first attempt is known as such and the usual
    trainer is the one who assessed them most. Levels below « acquired » ask for nothing.
    """
    if level not in (Level.ACQUIRED, Level.EXPERT):
        return ()
    evidence = set(cited)
    named = {one.reference for one in evidence if one.kind is EvidenceKind.PRACTICAL}
    passes = [one for one in attempts if one.passed and one.reference in named]
    found = [*_for_acquired(level, passes, attempts)]
    if level is Level.EXPERT:
        found += _for_expert(passes, attempts, evidence)
    return tuple(found)


def _for_acquired(
    level: Level, passes: Sequence[Attempt], attempts: Sequence[Attempt]
) -> Iterable[Missing]:
    needed = PASSES_FOR_ACQUIRED if level is Level.ACQUIRED else PASSES_FOR_EXPERT
    if len(passes) < needed:
        yield Missing(Lack.PASSES, len(passes), needed)
    days = len({one.assessed_on for one in passes})
    if days < DAYS_FOR_ACQUIRED:
        yield Missing(Lack.DAYS, days, DAYS_FOR_ACQUIRED)
    usual = usual_trainer(attempts)
    summative = [one for one in passes if not one.formative]
    if not any(one.trainer is not None and one.trainer != usual for one in summative):
        yield Missing(Lack.OTHER_TRAINER)


def _for_expert(
    passes: Sequence[Attempt], attempts: Sequence[Attempt], evidence: Iterable[Cited]
) -> Iterable[Missing]:
    share = first_time_share({one.task for one in passes}, attempts)
    if share < FIRST_TIME_SHARE:
        needed = int(FIRST_TIME_SHARE * 100)
        yield Missing(Lack.FIRST_TIME, int(share * 100), needed)
    worked_there = any(one.kind in ON_SITE for one in evidence)
    if not worked_there and not any(one.on_site for one in passes):
        yield Missing(Lack.ON_SITE)
    yield Missing(Lack.COACHING)


def usual_trainer(attempts: Iterable[Attempt]) -> int | None:
    """Find the trainer who assessed a person most; the lower number when two did alike."""
    counts = Counter(one.trainer for one in attempts if one.trainer is not None)
    return min(counts, key=lambda trainer: (-counts[trainer], trainer), default=None)


def first_time_share(tasks: Iterable[str], attempts: Iterable[Attempt]) -> Fraction:
    """Give the share of tasks that were passed at the first attempt; 0 of none."""
    wanted = set(tasks)
    first: dict[str, Attempt] = {}
    for one in sorted(attempts, key=lambda one: (one.assessed_on, one.reference)):
        if one.task in wanted:
            first.setdefault(one.task, one)
    if not first:
        return Fraction(0)
    return Fraction(sum(one.passed for one in first.values()), len(first))
