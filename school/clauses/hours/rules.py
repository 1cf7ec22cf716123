"""Hours of a clause: their states, who may change them, and what a day can hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.clauses.rules import HourReason, HourStatus
from school.core.calendar import add_months, last_of_month
from school.core.errors import InvalidInput, mark
from school.core.periods import written_day

MOST_HOURS_OF_A_DAY = Decimal(24)
"""Hours of one person on one day (INDICATORS §4)."""

HOURS_WITHOUT_LOGBOOK = Decimal(10)
"""What a person's day may count for where no logbook tells of it (INDICATORS §4)."""

NOTHING = Decimal(0)


class Side(StrEnum):
    """Who may act on hours, and whose turn it is."""

    DECLARER = "declarer"
    VALIDATOR = "validator"


class HourStep(StrEnum):
    """What can be done with declared hours."""

    DECLARE = "declare"
    VALIDATE = "validate"
    REJECT = "reject"
    CLAW_BACK = "claw_back"


@dataclass(frozen=True)
class HourTransition:
    """A step with hours: from which states, to which, by whom, and whether a reason is asked."""

    from_states: frozenset[HourStatus]
    to_state: HourStatus
    side: Side
    needs_reason: bool = False


TRANSITIONS = {
    HourStep.DECLARE: HourTransition(
        frozenset({HourStatus.PENDING, HourStatus.REJECTED}), HourStatus.PENDING, Side.DECLARER
    ),
    HourStep.VALIDATE: HourTransition(
        frozenset({HourStatus.PENDING}), HourStatus.VALIDATED, Side.VALIDATOR
    ),
    HourStep.REJECT: HourTransition(
        frozenset({HourStatus.PENDING}), HourStatus.REJECTED, Side.VALIDATOR, needs_reason=True
    ),
    HourStep.CLAW_BACK: HourTransition(
        frozenset({HourStatus.VALIDATED}), HourStatus.REJECTED, Side.VALIDATOR, needs_reason=True
    ),
}

TURNS = {
    HourStatus.PENDING: Side.VALIDATOR,
    HourStatus.REJECTED: Side.DECLARER,
    HourStatus.VALIDATED: None,
}
"""Whose turn it is, since the day the state was recorded; nobody's once hours are validated."""

DECISION_REASONS = tuple(one for one in HourReason if one is not HourReason.LOGBOOK_CHANGED)
"""The reasons a person gives; a changed logbook says so by itself."""


def may_step(status: HourStatus, step: HourStep, side: Side) -> bool:
    """Tell whether a side may take hours of a state through a step."""
    transition = TRANSITIONS[step]
    return status in transition.from_states and side is transition.side


def check_reason(step: HourStep, reason: HourReason | None, detail: str | None) -> None:
    """Refuse a decision against hours without its reason; « other » is said in words."""
    if not TRANSITIONS[step].needs_reason:
        return
    if reason is None:
        raise InvalidInput(mark("Pour quelle raison ?"), "reason")
    if reason is HourReason.OTHER and not detail:
        raise InvalidInput(mark("Dites la raison en quelques mots."), "detail")


class MonthState(StrEnum):
    """What is known of a month of a lot: silence is not zero."""

    HOURS = "hours"
    NO_HOURS = "no_hours"
    UNKNOWN = "unknown"
    PARTIAL = "partial"


def month_state(*, declared: bool | None, has_entries: bool, complete: bool = True) -> MonthState:
    """Tell what is known of a month: entries and declarations speak, nothing else does.

    A month that still runs, or is not wholly in the contract, is not missing where it is silent.
    """
    if has_entries or declared:
        return MonthState.HOURS
    if declared is not None:
        return MonthState.NO_HOURS
    return MonthState.UNKNOWN if complete else MonthState.PARTIAL


def months_known(by_lot: Mapping[str, set[date]]) -> set[date]:
    """Give the months of which something is known for every lot: one lot speaks for no other."""
    return set.intersection(*by_lot.values()) if by_lot else set()


@dataclass(frozen=True)
class Period:
    """Days from a first to a last, both counted; an empty end is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Eligible:
    """An eligibility: from a day, for a number of months; none has no end (INDICATORS §4)."""

    criterion: str
    eligible_from: date
    months: int | None

    @property
    def first_day_out(self) -> date | None:
        """The first day that does not count any more."""
        return None if self.months is None else add_months(self.eligible_from, self.months)

    def holds(self, day: date) -> bool:
        """Tell whether a person is eligible on a day: [from, from + months)."""
        out = self.first_day_out
        return self.eligible_from <= day and (out is None or day < out)


def eligible_on(day: date, eligibilities: Iterable[Eligible]) -> bool:
    """Tell whether any eligibility holds a day, whatever its evidence."""
    return any(one.holds(day) for one in eligibilities)


def days_of_month(month: str) -> list[date]:
    """List the days of a month such as `2026-03`; raises `ValueError` for anything else."""
    first = date.fromisoformat(f"{month}-01")
    count = last_of_month(first).day
    return [first + timedelta(days=number) for number in range(count)]


def months_between(first: date | None, last: date | None, today: date) -> list[str]:
    """List the months of a contract that have begun, the latest first."""
    if first is None:
        return []
    end = min(last, today) if last is not None else today
    count = (end.year - first.year) * 12 + end.month - first.month + 1
    start = first.replace(day=1)
    return [f"{add_months(start, number):%Y-%m}" for number in reversed(range(max(0, count)))]


class Proof(StrEnum):
    """What tells of declared hours: a logbook that a tutor validated, a sheet, or a file."""

    LOGBOOK = "logbook"
    SHEET = "sheet"
    FILE = "file"


class Hindrance(StrEnum):
    """Why hours do not count for a contract even where they are validated (INDICATORS §4)."""

    OUTSIDE = "outside"
    NOT_ELIGIBLE = "not_eligible"
    COUNTED_TWICE = "counted_twice"
    BEYOND_DAY = "beyond_day"


def hindrance_of(
    hours: Decimal, *, inside: bool, eligible: bool, taken: Decimal, allowance: Decimal
) -> Hindrance | None:
    """Tell why hours of a day do not all count (INDICATORS §4).

    `inside` the contract, its person `eligible`, after hours `taken` of the `allowance` of a day.
    """
    if not inside:
        return Hindrance.OUTSIDE
    if not eligible:
        return Hindrance.NOT_ELIGIBLE
    if hours <= allowance - taken:
        return None
    return Hindrance.COUNTED_TWICE if taken > 0 else Hindrance.BEYOND_DAY


REFUSALS = {
    Hindrance.OUTSIDE: mark("Le %(day)s est hors du contrat : il va du %(first)s au %(last)s."),
    Hindrance.NOT_ELIGIBLE: mark("Le %(day)s, cette personne n’est pas éligible : %(periods)s."),
    Hindrance.COUNTED_TWICE: mark(
        "Le %(day)s : %(taken)s h comptent déjà pour un autre contrat ou lot, "
        "sur %(allowance)s h possibles ce jour-là. Il en reste %(room)s."
    ),
}
"""What refuses hours of a day; a day that is merely long counts for what a day can."""


@dataclass(frozen=True)
class DayLimits:
    """What a day of a person can hold for one contract.

    `counted` are the hours of the day validated elsewhere, `declared` all those that stand
    elsewhere, `logged` those of the logbooks, or nothing without a logbook.
    """

    contract: Period
    eligibilities: tuple[Eligible, ...]
    counted: Mapping[date, Decimal]
    declared: Mapping[date, Decimal]
    logged: Mapping[date, Decimal]
    today: date

    def allowance(self, day: date) -> Decimal:
        """Give the hours of a day that may count over all contracts (INDICATORS §4)."""
        return self.logged.get(day, HOURS_WITHOUT_LOGBOOK)

    def room(self, day: date) -> Decimal:
        """Give the hours of a day that other contracts leave."""
        return max(NOTHING, self.allowance(day) - self.counted.get(day, NOTHING))

    def hindrance(self, day: date, hours: Decimal) -> Hindrance | None:
        """Tell why hours of a day would not all count."""
        return hindrance_of(
            hours,
            inside=self.contract.holds(day),
            eligible=eligible_on(day, self.eligibilities),
            taken=self.counted.get(day, NOTHING),
            allowance=self.allowance(day),
        )

    def check(self, day: date, hours: Decimal, field: str) -> None:
        """Refuse hours that cannot be: named by their day, on a field."""
        for broken, message in (
            (not 0 <= hours <= MOST_HOURS_OF_A_DAY, mark("Le %(day)s : entre 0 et 24 heures.")),
            (day > self.today, mark("Le %(day)s est encore à venir.")),
            (
                hours + self.declared.get(day, NOTHING) > MOST_HOURS_OF_A_DAY,
                mark("Le %(day)s : plus de 24 heures avec celles d’autres contrats."),
            ),
        ):
            if broken:
                raise InvalidInput(message, field, {"day": written_day(day)})
        if hours > 0:
            self._check_counting(day, hours, field)

    def _check_counting(self, day: date, hours: Decimal, field: str) -> None:
        found = self.hindrance(day, hours)
        if found in REFUSALS:
            raise InvalidInput(REFUSALS[found], field, self._said(day))

    def _said(self, day: date) -> dict[str, object]:
        return {
            "day": written_day(day),
            "first": written_day(self.contract.first),
            "last": written_day(self.contract.last),
            "periods": written_periods(self.eligibilities),
            "taken": written_hours(self.counted.get(day, NOTHING)),
            "allowance": written_hours(self.allowance(day)),
            "room": written_hours(self.room(day)),
        }


def written_hours(hours: Decimal) -> str:
    """Write hours for a refusal, whose words know no reader's language."""
    return f"{hours.normalize():f}".replace(".", ",")


def written_periods(eligibilities: Iterable[Eligible]) -> str:
    """Write the days between which somebody is eligible, for a refusal."""
    written = [f"{written_day(one.eligible_from)} – {_last_day(one)}" for one in eligibilities]
    return ", ".join(written) or "–"


def _last_day(one: Eligible) -> str:
    out = one.first_day_out
    return "…" if out is None else written_day(out - timedelta(days=1))


@dataclass(frozen=True)
class DayHours:
    """What was typed for one day; nothing is no hours."""

    day: date
    hours: Decimal | None


def field_of(day: date) -> str:
    """Name the field of a day on a sheet."""
    return f"day_{day.day}"
