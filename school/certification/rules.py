"""What completes a module or a path: each condition met, not met, or unknown, with its numbers.

The limits are data of the curriculum's version (`school.curriculum.rule_models.ModuleRule`). Of
what nothing was recorded nothing is known: that is never met, and never counted as zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from school.practicals.rules import Verdict


class Standing(StrEnum):
    """How a person stands to a condition, a module or a path."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class ConditionKind(StrEnum):
    """What is asked of a person in a module."""

    SAFETY = "safety"
    CENTRE_HOURS = "centre_hours"
    ENTERPRISE_HOURS = "enterprise_hours"
    PRACTICALS = "practicals"
    QUIZ = "quiz"


@dataclass(frozen=True)
class ModuleTerms:
    """What a version asks of a module; hours are those planned, shares go from 0 to 1."""

    module: str
    centre_hours: int
    enterprise_hours: int
    centre_share: Decimal
    enterprise_share: Decimal
    quiz_mark: int
    tasks: tuple[str, ...]
    safety: tuple[str, ...]

    @property
    def centre_needed(self) -> Decimal:
        """Hours in the centre without which the module is not completed."""
        return self.centre_hours * self.centre_share

    @property
    def enterprise_needed(self) -> Decimal:
        """Validated hours in the enterprise without which the module is not completed."""
        return self.enterprise_hours * self.enterprise_share


@dataclass(frozen=True)
class Hours:
    """Hours as they are recorded: those that count, and what else the records hold.

    `unstated` is how many more there may be at most, where somebody attended and nobody stated
    the hours; `waiting` those of the logbook that the tutor has still to validate.
    """

    counted: Decimal
    unstated: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)


@dataclass(frozen=True)
class ModuleFacts:
    """What is recorded of a person in a module; None: nothing at all.

    `verdicts` holds the latest verdict of each practical task that was tried, `quiz` the best
    mark in per cent.
    """

    centre: Hours | None = None
    enterprise: Hours | None = None
    verdicts: Mapping[str, Verdict] | None = None
    quiz: Decimal | None = None


NOTHING_RECORDED = ModuleFacts()


@dataclass(frozen=True)
class Condition:
    """One condition: how one stands, what is done of what is needed, and what is missing.

    `done` is None when nothing is recorded. `missing` are the tasks tried without success, and
    `untried` those of which nothing is recorded.
    """

    kind: ConditionKind
    standing: Standing
    needed: Decimal
    done: Decimal | None
    unstated: Decimal = Decimal(0)
    waiting: Decimal = Decimal(0)
    missing: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()

    @property
    def lacking(self) -> Decimal:
        """How much is still to be done, as far as it is known; never below zero."""
        return max(self.needed - (self.done or Decimal(0)), Decimal(0))


@dataclass(frozen=True)
class ModuleStanding:
    """How a person stands to a module, condition by condition."""

    module: str
    conditions: tuple[Condition, ...]

    @property
    def standing(self) -> Standing:
        """Met when every condition is; not met when one is not; otherwise not known."""
        return together(one.standing for one in self.conditions)

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """The conditions that are not met, or of which nothing is known."""
        return tuple(one for one in self.conditions if one.standing is not Standing.MET)


def judge_module(terms: ModuleTerms, facts: ModuleFacts) -> ModuleStanding:
    """Tell how a person stands to a module (issue 4, « rules in the pack »).

    A condition that asks for nothing, such as a quiz whose mark is 0, is left out. Safety comes
    first: without it nothing else counts.
    """
    found = (
        _tasks(ConditionKind.SAFETY, terms.safety, facts.verdicts),
        _hours(ConditionKind.CENTRE_HOURS, terms.centre_needed, facts.centre),
        _hours(ConditionKind.ENTERPRISE_HOURS, terms.enterprise_needed, facts.enterprise),
        _tasks(ConditionKind.PRACTICALS, terms.tasks, facts.verdicts),
        _quiz(Decimal(terms.quiz_mark), facts.quiz),
    )
    return ModuleStanding(terms.module, tuple(one for one in found if one.needed > 0))


def judge_path(
    modules: Sequence[ModuleStanding], certified: frozenset[str] = frozenset()
) -> Standing:
    """Tell how a person stands to a path: every module certified by a jury, or its rules met.

    A path without modules asks for nothing that could be known.
    """
    if not modules:
        return Standing.UNKNOWN
    return together(Standing.MET if one.module in certified else one.standing for one in modules)


def together(standings: Iterable[Standing]) -> Standing:
    """Join standings: one not met decides, then one unknown; met only when all are."""
    found = set(standings)
    for one in (Standing.NOT_MET, Standing.UNKNOWN):
        if one in found:
            return one
    return Standing.MET if found else Standing.UNKNOWN


def _hours(kind: ConditionKind, needed: Decimal, hours: Hours | None) -> Condition:
    if hours is None:
        return Condition(kind, Standing.UNKNOWN, needed, None)
    if hours.counted >= needed:
        standing = Standing.MET
    else:
        may_do = hours.counted + hours.unstated >= needed
        standing = Standing.UNKNOWN if may_do else Standing.NOT_MET
    return Condition(kind, standing, needed, hours.counted, hours.unstated, hours.waiting)


def _tasks(
    kind: ConditionKind, tasks: Sequence[str], verdicts: Mapping[str, Verdict] | None
) -> Condition:
    known = verdicts or {}
    acquired = sum(known.get(task) is Verdict.ACQUIRED for task in tasks)
    missing = tuple(task for task in tasks if task in known and known[task] is not Verdict.ACQUIRED)
    untried = tuple(task for task in tasks if task not in known)
    found = Standing.UNKNOWN if untried else Standing.MET
    standing = Standing.NOT_MET if missing else found
    done = None if len(untried) == len(tasks) else Decimal(acquired)
    return Condition(kind, standing, Decimal(len(tasks)), done, missing=missing, untried=untried)


def _quiz(needed: Decimal, mark: Decimal | None) -> Condition:
    if mark is None:
        return Condition(ConditionKind.QUIZ, Standing.UNKNOWN, needed, None)
    standing = Standing.MET if mark >= needed else Standing.NOT_MET
    return Condition(ConditionKind.QUIZ, standing, needed, mark)
