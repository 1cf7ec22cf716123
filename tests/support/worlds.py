"""Random worlds of people, cohorts and facts, whose days lie close to every limit.

Everything is drawn from one generator of chance rather than from many small strategies: worlds
are then as full as they are asked to be, and most of them have somebody in every status.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.curriculum.models import Path
from school.enterprises.models import Enterprise
from school.hiring.models import Hire, Offer, Situation
from school.placements.models import Placement
from tests.support.plain_indicators import Question, Record, World, months_later

ANCHORS = (date(2024, 8, 31), date(2025, 1, 31), date(2025, 2, 28))
LIMITS = (-91, -90, -89, -42, -41, -30, -29, -1, 0, 0, 1, 28, 29, 30, 59, 89, 90, 91)
LASTING = (27, 28, 29, 30, 89, 90, 91, 180, 400, 800)
LATE = date(2027, 6, 30)
KEYS = (
    "school",
    "path",
    "cohort",
    "sex",
    "enterprise",
    "department",
    "contract",
    "evidence",
    "age_band",
    "disability",
)
EVIDENCE = ("E1", "E2", "E3")
WORK = ("open_ended", "fixed_term", "temporary", "apprenticeship", "internship")
SITUATIONS = (
    "self_employed",
    "studying",
    "seeking",
    "inactive",
    "deceased",
    "institutionalised",
    "medical",
)
EXCLUDING = SITUATIONS[4:]
EMPLOYERS = ("Delta Réseaux", "DELTA  RÉSEAUX", "Alafia")
WAYS = ("applied", "in", "withdrawn", "completed", "certified", "certified", "both", "both")


def worlds() -> st.SearchStrategy[World]:
    """Draw a world of four to ten people in one to four cohorts of two schools."""
    return st.randoms(use_true_random=True).map(lambda chance: _Maker(chance).world())


def questions() -> st.SearchStrategy[Question]:
    """Draw the parameters of a report: half of them look back from long after every limit."""
    return st.randoms(use_true_random=True).map(_question)


def store(session: Session, world: World) -> None:
    """Put a world in the database, for as long as the session is not rolled back again."""
    session.rollback()
    for name in ("p1", "p2"):
        if session.scalar(select(Path.id).where(Path.reference == name)) is None:
            session.add(Path(reference=name, version="1", title_fr=name, title_en=name))
    session.flush()
    paths = {path.reference: path.id for path in session.scalars(select(Path))}
    _fill(session, School, [{"name": "x", "country": "BJ", **row} for row in world.schools], 1000)
    _fill(session, Enterprise, [{"name": "x", **row} for row in world.enterprises])
    cohorts = [
        {
            "reference": row["reference"],
            "school_id": row["school_id"] + 1000,
            "path_id": paths[row["path"]],
            "name": "x",
            "starts_on": date(2024, 1, 1),
        }
        for row in world.cohorts
    ]
    _fill(session, Cohort, cohorts)
    people = [
        {"reference": f"T{number}", "family_name": "x", **row}
        for number, row in enumerate(world.trainees)
    ]
    _fill(session, Trainee, people)
    for model, rows in (
        (Enrolment, world.enrolments),
        (Placement, world.placements),
        (Hire, world.hires),
        (Situation, world.situations),
        (Offer, world.offers),
    ):
        _fill(session, model, rows)


def _fill(session: Session, model: Any, rows: list[Record], after: int = 0) -> None:
    if rows:
        numbered = [{"id": number, **row} for number, row in enumerate(rows, after + 1)]
        session.execute(insert(model), numbered)


def _question(chance: Random) -> Question:
    months = chance.choice((3, 6, 6, 12, 24))
    due_on = months_later(chance.choice(ANCHORS), chance.choice((months, months, 0, 12)))
    as_of = chance.choice((LATE, due_on + timedelta(days=chance.choice((-1, 0, 0, 0, 1)))))
    settled_on = due_on + timedelta(days=chance.choice((-1, 0, 29, 30)))
    return Question(
        as_of=as_of,
        known_on=chance.choice((LATE, LATE, settled_on)),
        months=months,
        evidence=chance.choice(("E1", "E2", "E2", "E3")),
        first=chance.choice((None, None, None, *ANCHORS[:2])),
        last=chance.choice((None, None, None, *ANCHORS[1:])),
        by=tuple(chance.sample(KEYS, chance.choice((0, 1, 1, 2, 2, 2)))),
    )


class _Maker:
    """Makes one world; `chance` decides everything."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.exits: list[date] = []

    def world(self) -> World:
        """Make the schools, the cohorts, then each person with all that is known of them."""
        world = World(
            schools=[{"reference": "S1"}, {"reference": "S2"}],
            enterprises=[{"reference": "E1"}, {"reference": "E2"}],
        )
        for number in range(1, self.chance.randint(1, 4) + 1):
            world.cohorts.append(
                {
                    "reference": self._one("a", "B", "É", "_") + str(number),
                    "school_id": self._one(1, 2),
                    "path": self._one("p1", "p2"),
                }
            )
        for number in range(1, self.chance.randint(4, 10) + 1):
            self._person(world, number)
        for rows in (world.hires, world.situations, world.offers, world.placements):
            self._name(rows)
        return world

    def _person(self, world: World, number: int) -> None:
        world.trainees.append(self._trainee())
        several = min(self._one(1, 1, 2, 3), len(world.cohorts))
        cohorts = self.chance.sample(range(1, len(world.cohorts) + 1), several)
        self.exits = [self._exit() for _ in cohorts]
        for cohort, left in zip(cohorts, self.exits, strict=True):
            world.enrolments.append(self._enrolment(number, cohort, left))
            stays = range(self._one(0, 1, 1, 2))
            world.placements += [self._placement(number, cohort) for _ in stays]
        world.hires += [self._hire(number) for _ in range(self._one(0, 1, 2, 2, 3))]
        world.situations += [self._situation(number) for _ in range(self._one(0, 1, 1, 2))]
        world.offers += [self._offer(number) for _ in range(self._one(0, 0, 1, 2))]

    def _one(self, *values: Any) -> Any:
        return self.chance.choice(values)

    def _exit(self) -> date:
        anchor = self._one(*ANCHORS)
        days = self._one(0, 0, 0, 0, 1, -1, 30)
        return date.fromordinal(anchor.toordinal() + days)

    def _day(self) -> date:
        """Draw a day at a limit: counted from an exit of the person, or from a delay after it."""
        left = self.chance.choice(self.exits)
        since = months_later(left, self._one(0, 0, 0, 3, 6, 6, 12))
        return since + timedelta(days=self._one(*LIMITS))

    def _spell(self) -> tuple[date, date | None]:
        if self._one(True, False, False):
            return self._one(*self.exits) + timedelta(days=self._one(1, 40)), None
        since = self._day()
        later = sorted(day for day in (self._day(), self._day(), self._day()) if day >= since)
        days = self._one(*LASTING)
        return since, self._one(None, since + timedelta(days=days), *later[:1])

    def _name(self, rows: list[Record]) -> None:
        """Give references: now and then a row supersedes an earlier one."""
        taken: set[tuple[str, Any]] = set()
        for number, row in enumerate(rows):
            earlier = rows[number - 1]["reference"] if number else None
            name = self._one("a", "B", "é", "_") + str(number)
            repeated = earlier if "recorded_on" in row and self._one(1, 0, 0) else None
            row["reference"] = repeated or name
            if (row["reference"], row.get("recorded_on")) in taken:
                row["reference"] = name
            taken.add((row["reference"], row.get("recorded_on")))

    def _trainee(self) -> Record:
        # On these days people turn 18, 26 and 35 on a day of entry, or the day after.
        entered = months_later(self._one(*ANCHORS), 0) - timedelta(days=200)
        years, days = self._one(18, 19, 26, 27, 35, 36), self._one(0, 1)
        birthday = entered.replace(year=entered.year - years) + timedelta(days=days)
        return {
            "sex": self._one("F", "F", "M", "M", None),
            "born_on": self._one(birthday, birthday, birthday, None),
            "department": self._one("Ouémé", "atlantique", "Zou", None),
            "disability": self._one(True, False, None),
        }

    def _enrolment(self, person: int, cohort: int, left: date) -> Record:
        entered = left - timedelta(days=self._one(0, 40, 41, 42, 200, 200, 200, 200))
        way = self._one(*WAYS)
        certified = left + timedelta(days=self._one(0, 0, 0, 1, 30))
        return {
            "trainee_id": person,
            "cohort_id": cohort,
            "applied_on": self._one(None, entered - timedelta(days=20)),
            "enrolled_on": None if way == "applied" else entered,
            "withdrawn_on": left if way in ("withdrawn", "applied") else None,
            "completed_on": left if way in ("completed", "both") else None,
            "certified_on": certified if way in ("certified", "both") else None,
        }

    def _placement(self, person: int, cohort: int) -> Record:
        since, until = self._spell()
        return {
            "trainee_id": person,
            "cohort_id": cohort,
            "enterprise_id": self._one(1, 2),
            "starts_on": self._one(since, since, None),
            "ends_on": until,
            "ended_on": self._one(None, None, self._day()),
            "status": self._one("completed", "completed", "broken_off", "live", "cancelled"),
        }

    def _recorded_on(self) -> date:
        return self.chance.choice((self.exits[0], self.exits[0], self._day()))

    def _hire(self, person: int) -> Record:
        since, until = self._spell()
        enterprise = self._one(None, None, 1, 2)
        return {
            "trainee_id": person,
            "enterprise_id": enterprise,
            "employer_name": self._one(*EMPLOYERS) if enterprise is None else None,
            "contract": self._one(*WORK, *WORK[:3], *WORK[:4]),
            "starts_on": since,
            "ends_on": until,
            "in_trade": self._one(True, False, None),
            "evidence": self._one(*EVIDENCE, "E2", "E3"),
            "contested": self._one(False, False, False, False, True),
            "recorded_on": self._recorded_on(),
        }

    def _situation(self, person: int) -> Record:
        since, until = self._spell()
        stated = self._one(True, True, False)
        kind = self._one(*SITUATIONS, *SITUATIONS[:4], *SITUATIONS[:4])
        shown = ("E3", "E3", "E2") if kind in EXCLUDING else (*EVIDENCE, "E3", None)
        return {
            "trainee_id": person,
            "situation": kind,
            "observed_on": self._one(None, self._day(), self._day(), LATE - timedelta(days=400)),
            "starts_on": since if stated else None,
            "ends_on": until if stated else None,
            "full_time": self._one(True, True, False, None),
            "evidence": self._one(*shown),
            "recorded_on": self._recorded_on(),
        }

    def _offer(self, person: int) -> Record:
        return {
            "trainee_id": person,
            "offered_on": self._day(),
            "firm": self._one(True, True, True, False),
            "decision": self._one("pending", "accepted", "accepted", "declined", "withdrawn"),
            "decided_on": self._one(None, self._day()),
            "recorded_on": self._recorded_on(),
        }
