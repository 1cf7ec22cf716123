"""The hiring indicators once more, slowly: loops over plain records, read off INDICATORS.md.

Nothing here comes from the program's own rules or statements, so that agreement means something.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Record = dict[str, Any]

STATUSES = (
    "immature",
    "excluded",
    "continuing",
    "hired",
    "self_employed",
    "not_hired",
    "unknown",
)
WORK = ("open_ended", "fixed_term", "temporary")
FOREVER = date(2999, 12, 31)


@dataclass
class World:
    """Plain records, as they would be inserted; ids are positions from 1."""

    schools: list[Record] = field(default_factory=list)
    cohorts: list[Record] = field(default_factory=list)
    enterprises: list[Record] = field(default_factory=list)
    trainees: list[Record] = field(default_factory=list)
    enrolments: list[Record] = field(default_factory=list)
    placements: list[Record] = field(default_factory=list)
    offers: list[Record] = field(default_factory=list)
    hires: list[Record] = field(default_factory=list)
    situations: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """The parameters of a report."""

    as_of: date
    known_on: date
    months: int
    evidence: str
    first: date | None = None
    last: date | None = None
    by: tuple[str, ...] = ()


def months_later(day: date, months: int) -> date:
    """Keep the day of the month, or take the last day there is."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def inclusive(since: date, until: date) -> int:
    """Count the days of a spell with both its ends."""
    return (until - since).days + 1


def newest(rows: list[Record], known_on: date) -> list[Record]:
    """Keep of each reference the row that was recorded last on or before a day."""
    kept: dict[str, Record] = {}
    for row in sorted(rows, key=lambda row: row["recorded_on"]):
        if row["recorded_on"] <= known_on:
            kept[row["reference"]] = row
    return list(kept.values())


class Career:
    """One enrolment, with what is known of the person."""

    def __init__(self, world: World, enrolment: Record, question: Question) -> None:
        self.question = question
        self.trainee = world.trainees[enrolment["trainee_id"] - 1]
        self.cohort = world.cohorts[enrolment["cohort_id"] - 1]
        self.person = enrolment["trainee_id"]
        self.world = world
        days = {
            name: day if isinstance(day, date) and day <= question.as_of else None
            for name, day in enrolment.items()
        }
        self.enrolled_on: date | None = days["enrolled_on"]
        self.exit: date | None = None
        if self.enrolled_on:
            self.exit = days["certified_on"] or days["completed_on"] or days["withdrawn_on"]
        self.leaver = self._within(self.exit)
        self.applied = self._within(days["applied_on"])
        self.certified = self.leaver and days["certified_on"] is not None
        self.completed = self.certified or (self.leaver and days["completed_on"] is not None)
        self.entrant = self.leaver and inclusive(self.entered_on, self.left_on) >= 42
        self.enrolment = enrolment
        self.hires = [
            hire
            for hire in self._known(world.hires)
            if not hire["contested"] and hire["evidence"] >= question.evidence
        ]
        self.situations = self._known(world.situations)
        self.offers = [
            offer
            for offer in self._known(world.offers)
            if offer["firm"] and offer["offered_on"] <= question.as_of
        ]

    def _known(self, facts: list[Record]) -> list[Record]:
        rows = newest(facts, self.question.known_on)
        return [row for row in rows if row["trainee_id"] == self.person]

    @property
    def left_on(self) -> date:
        assert self.exit is not None
        return self.exit

    @property
    def entered_on(self) -> date:
        assert self.enrolled_on is not None
        return self.enrolled_on

    def _within(self, day: date | None) -> bool:
        asked = self.question
        last = min(asked.last or asked.as_of, asked.as_of)
        return day is not None and (asked.first or date.min) <= day <= last

    def due(self, months: int) -> date:
        return months_later(self.left_on, months)

    def mature(self, months: int) -> bool:
        return self.exit is not None and self.due(months) <= self.question.as_of

    def first_hire(self, until: date) -> tuple[date, Record] | None:
        found = []
        for hire in self.hires:
            if hire["contract"] not in WORK or hire["starts_on"] > until:
                continue
            start = max(hire["starts_on"], self.left_on)
            if inclusive(start, hire["ends_on"] or FOREVER) >= 30:
                found.append((start, hire["reference"], hire))
        if not found:
            return None
        start, _, hire = min(found, key=lambda one: one[:2])
        return start, hire

    def status(self, months: int) -> str:
        day = self.due(months)
        if day > self.question.as_of:
            return "immature"
        rules = {
            "excluded": any(self._excludes(each, day) for each in self.situations),
            "continuing": self._continues(day),
            "hired": self.first_hire(day) is not None,
            "self_employed": any(self._own_business(each, day) for each in self.situations),
            "not_hired": any(self._without_work(each, day) for each in self.situations),
        }
        return next((name for name, holds in rules.items() if holds), "unknown")

    def _continues(self, day: date) -> bool:
        return any(self._studies(each, day) for each in self.situations) or any(
            hire["contract"] == "apprenticeship"
            and self.left_on < hire["starts_on"] <= day <= (hire["ends_on"] or FOREVER)
            for hire in self.hires
        )

    def _own_business(self, each: Record, day: date) -> bool:
        since = each["starts_on"] or each["observed_on"]
        return bool(
            each["situation"] == "self_employed"
            and self._shown(each)
            and since
            and since <= day
            and inclusive(max(since, self.left_on), each["ends_on"] or FOREVER) >= 30
        )

    def _without_work(self, each: Record, day: date) -> bool:
        return bool(
            each["situation"] in ("seeking", "inactive")
            and each["observed_on"]
            and day <= each["observed_on"] <= self.question.as_of
        )

    def _shown(self, situation: Record) -> bool:
        return (situation["evidence"] or "") >= self.question.evidence

    def _studies(self, each: Record, day: date) -> bool:
        since = each["starts_on"] or each["observed_on"]
        return bool(
            each["situation"] == "studying"
            and each["full_time"]
            and self._shown(each)
            and since
            and since <= day <= (each["ends_on"] or FOREVER)
        )

    @staticmethod
    def _excludes(each: Record, day: date) -> bool:
        since = each["starts_on"] or each["observed_on"]
        if each["evidence"] != "E3" or since is None or since > day:
            return False
        until = each["ends_on"] or FOREVER
        if each["situation"] == "deceased":
            return True
        if each["situation"] == "institutionalised":
            return bool(until >= day)
        return bool(
            each["situation"] == "medical" and until >= day and inclusive(since, until) > 90
        )

    def placed(self) -> bool:
        return self.leaver and any(
            placement["status"] in ("completed", "broken_off")
            and (placement["ended_on"] or placement["ends_on"] or FOREVER) <= self.question.as_of
            for placement in self._placements()
        )

    def _placements(self) -> list[Record]:
        return [
            placement
            for placement in self.world.placements
            if placement["trainee_id"] == self.person
            and placement["cohort_id"] == self.enrolment["cohort_id"]
        ]

    def employers(self, day: date) -> set[Any]:
        return {
            hire["enterprise_id"] or " ".join(hire["employer_name"].lower().split())
            for hire in self.hires
            if hire["contract"] in WORK and hire["starts_on"] <= day <= (hire["ends_on"] or FOREVER)
        }

    def key(self, name: str) -> str | None:
        makers = {
            "school": lambda: self.world.schools[self.cohort["school_id"] - 1]["reference"],
            "path": lambda: self.cohort["path"],
            "cohort": lambda: self.cohort["reference"],
            "contract": lambda: self._of_first_hire("contract"),
            "evidence": lambda: self._of_first_hire("evidence"),
            "disability": lambda: {True: "yes", False: "no"}.get(self.trainee["disability"]),
            "enterprise": self._enterprise,
            "age_band": self._age_band,
        }
        value = makers[name]() if name in makers else self.trainee[name]
        return None if value is None else str(value)

    def _of_first_hire(self, name: str) -> str | None:
        months = self.question.months
        if self.exit is None or self.status(months) != "hired":
            return None
        found = self.first_hire(self.due(months))
        return str(found[1][name]) if found else None

    def _enterprise(self) -> str | None:
        stayed = [
            ((each["starts_on"] or date.min), each["reference"], each["enterprise_id"])
            for each in self._placements()
            if each["status"] in ("live", "completed", "broken_off")
        ]
        if not stayed:
            return None
        return str(self.world.enterprises[max(stayed)[2] - 1]["reference"])

    def _age_band(self) -> str | None:
        born, day = self.trainee["born_on"], self.enrolled_on
        if born is None or day is None:
            return None
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return "-17" if age < 18 else "18-25" if age < 26 else "26-34" if age < 35 else "35+"
