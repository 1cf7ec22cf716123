"""Counting the plain careers of `plain_indicators` in groups, each person once in each count."""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median
from typing import Any

from tests.support.plain_indicators import STATUSES, Career, Question, Record, World


def once(careers: list[Career], wanted: str, months: int) -> list[Career]:
    """Choose, for each person, the enrolment that stands for a count."""
    people: dict[int, list[Career]] = defaultdict(list)
    for career in careers:
        flag = getattr(career, wanted)
        if flag() if callable(flag) else flag:
            people[career.person].append(career)
    return [
        max(
            several,
            key=lambda one: (
                one.mature(months),
                one.exit or date.min,
                one.cohort["reference"],
            ),
        )
        for several in people.values()
    ]


def plain_rows(world: World, question: Question) -> tuple[list[Record], bool]:
    """Give the rows of a report, each with its numbers, and whether it is provisional."""
    careers = [Career(world, enrolment, question) for enrolment in world.enrolments]
    careers = [career for career in careers if career.leaver or career.applied]
    tables: list[tuple[str, ...]] = [question.by]
    if len(question.by) == 2:
        tables += [question.by[:1], question.by[1:]]
    if question.by:
        tables.append(())
    rows = []
    for keys in tables:
        groups: dict[tuple[str | None, ...], list[Career]] = defaultdict(list)
        for career in careers:
            groups[tuple(career.key(key) for key in keys)].append(career)
        if not keys and not groups:
            groups[()] = []
        for values in sorted(groups, key=lambda key: [(v is None, v or "") for v in key]):
            row = numbers(groups[values], question)
            rows.append({"group": dict(zip(keys, values, strict=True)), **row})
    settled = timedelta(days=30)
    provisional = any(
        (career.certified or career.entrant)
        and career.mature(question.months)
        and question.known_on < career.due(question.months) + settled
        for career in careers
    )
    return rows, provisional


class Crowd:
    """One group of careers, counted."""

    def __init__(self, careers: list[Career], question: Question) -> None:
        self.question = question
        self.months = months = question.months
        self.careers = careers
        self.leavers = once(careers, "leaver", months)
        self.completed = once(careers, "completed", months)
        self.certified = once(careers, "certified", months)
        self.entrants = once(careers, "entrant", months)
        self.placed = once(careers, "placed", months)
        self.applied = once(careers, "applied", months)
        self.status = {
            name: [one for one in self.certified if one.status(months) == name] for name in STATUSES
        }
        self.hired = self.status["hired"]
        self.counted = [one for name in STATUSES[3:] for one in self.status[name]]
        found = [(one, one.first_hire(one.due(months))) for one in self.hired]
        self.first_hires = [(one, *first) for one, first in found if first]

    def ways(self) -> Record:
        """Give the rates of training."""
        leavers, completed, certified = (
            len(people) for people in (self.leavers, self.completed, self.certified)
        )
        entrants = [
            one.status(self.months)
            for one in self.entrants
            if one.mature(self.months) and one.status(self.months) != "excluded"
        ]
        return {
            "yield_rate": (entrants.count("hired"), len(entrants)),
            "retention_rate": (completed, leavers),
            "pass_rate": (certified, completed),
            "certification_rate": (certified, leavers),
        }

    def destinations(self) -> Record:
        """Give the rates of what became of the certified."""
        n, hired, unknown = len(self.counted), len(self.hired), len(self.status["unknown"])
        on, good = len(self.status["continuing"]), hired + len(self.status["self_employed"])
        employed = sum(bool(one.employers(one.due(self.months))) for one in self.counted)
        trades = [hire["in_trade"] for _, _, hire in self.first_hires]
        known = trades.count(True) + trades.count(False)
        return {
            "hire_rate": (hired, n),
            "hire_rate_known": (hired, n - unknown),
            "coverage": (n - unknown, n),
            "integration_rate": (good, n),
            "positive_destination_rate": (good + on, n + on),
            "employed_at_rate": (employed, n),
            "same_employer_rate": self._kept(),
            "in_trade_rate": (trades.count(True), hired),
            "in_trade_rate_known": (trades.count(True), known),
        }

    def offers(self) -> Record:
        """Give the rates of offers."""
        placed, as_of = len(self.placed), self.question.as_of
        offered = sum(bool(one.offers) for one in self.placed)
        either = sum(bool(one.offers or one.first_hire(as_of)) for one in self.placed)
        decisions = [
            offer["decision"]
            for one in self.placed
            for offer in one.offers
            if offer["decided_on"] is None or offer["decided_on"] <= as_of
        ]
        accepted, declined = (decisions.count(word) for word in ("accepted", "declined"))
        return {
            "offer_rate": (either, placed),
            "offer_rate_recorded": (offered, placed),
            "offer_acceptance_rate": (accepted, accepted + declined),
        }

    def shown(self) -> Record:
        """Give what follows from the counts of the hired: bounds, gap and index of the sexes."""
        n, unknown = len(self.counted), len(self.status["unknown"])
        women, men = self._hired_share("F"), self._hired_share("M")
        both = women is not None and men is not None
        return {
            "bounds": (len(self.hired) / n, (len(self.hired) + unknown) / n) if n else None,
            "bounds_only": 5 * (n - unknown) < 3 * n,
            "gender_gap": women - men if both else None,
            "gender_parity_index": women / men if both and men else None,
        }

    def _hired_share(self, sex: str) -> Any:
        people = _of_sex(self.counted, sex)
        return _of_sex(self.hired, sex) / people if people else None

    def _kept(self) -> tuple[int, int]:
        year = [
            (one.employers(one.due(6)), one.employers(one.due(12)))
            for one in once(self.careers, "certified", 12)
            if one.status(12) in STATUSES[3:]
        ]
        employed = [(six, twelve) for six, twelve in year if six]
        return sum(bool(six & twelve) for six, twelve in employed), len(employed)


def numbers(careers: list[Career], question: Question) -> Record:
    """Count one group."""
    crowd = Crowd(careers, question)
    counts = {
        name: len(getattr(crowd, name))
        for name in ("entrants", "leavers", "completed", "certified")
    }
    delays = [(start - one.left_on).days for one, start, _ in crowd.first_hires]
    return {
        "counts": counts | {name: len(people) for name, people in crowd.status.items()},
        "rates": crowd.ways() | crowd.destinations() | crowd.offers(),
        "median_days_to_hire": median(delays) if delays else None,
        **crowd.shown(),
        "women_share": {
            "applied": _women(crowd.applied),
            "intake": _women(crowd.entrants),
            "completion": _women(crowd.completed),
            "certification": _women(crowd.certified),
            "hire": _women(crowd.hired),
        },
        "hired_of_sex": {
            sex: (_of_sex(crowd.hired, sex), _of_sex(crowd.counted, sex)) for sex in ("F", "M")
        },
    }


def _women(several: list[Career]) -> tuple[int, int]:
    return _of_sex(several, "F"), _of_sex(several, "F") + _of_sex(several, "M")


def _of_sex(several: list[Career], sex: str) -> int:
    return sum(one.trainee["sex"] == sex for one in several)
