"""Small random worlds of people, cohorts and facts, whose days lie close to every limit."""

from datetime import date, timedelta
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
LIMITS = (-90, -42, -41, -30, -29, -1, 0, 1, 28, 29, 30, 59, 89, 90, 91)
DAYS = sorted(
    {
        months_later(anchor, months) + timedelta(days=days)
        for anchor in ANCHORS
        for months in (0, 6, 12)
        for days in LIMITS
    }
)
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
DAY = st.sampled_from(DAYS)
MAYBE_DAY = st.none() | DAY
EXIT = st.sampled_from(ANCHORS) | DAY


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a world of at most five people in at most four cohorts of two schools."""
    world = World(
        schools=[{"reference": "S1"}, {"reference": "S2"}],
        enterprises=[{"reference": "E1"}, {"reference": "E2"}],
    )
    for number in range(1, draw(st.integers(1, 4)) + 1):
        world.cohorts.append(
            {
                "reference": draw(st.sampled_from(("a", "B", "É", "_"))) + str(number),
                "school_id": draw(st.integers(1, 2)),
                "path": draw(st.sampled_from(("p1", "p2"))),
            }
        )
    for number in range(1, draw(st.integers(1, 5)) + 1):
        world.trainees.append(draw(_trainee()))
        cohorts = st.integers(1, len(world.cohorts))
        for cohort in draw(st.lists(cohorts, min_size=1, max_size=3, unique=True)):
            world.enrolments.append(draw(_enrolment(number, cohort)))
            world.placements += draw(_several(_placement(number, cohort), 2))
        world.hires += draw(_several(_hire(number), 3))
        world.situations += draw(_several(_situation(number), 2))
        world.offers += draw(_several(_offer(number), 2))
    for rows in (world.hires, world.situations, world.offers, world.placements):
        _name(draw, rows)
    return world


def questions() -> st.SearchStrategy[Question]:
    """Draw the parameters of a report."""
    return st.builds(
        Question,
        as_of=DAY | st.just(date(2026, 12, 31)),
        known_on=DAY | st.just(date(2026, 12, 31)),
        months=st.sampled_from((3, 6, 6, 12, 24)),
        evidence=st.sampled_from(EVIDENCE),
        first=st.none() | st.just(ANCHORS[0]),
        last=st.none() | st.just(ANCHORS[2]),
        by=st.lists(st.sampled_from(KEYS), max_size=2, unique=True).map(tuple),
    )


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


def _several(each: st.SearchStrategy[Record], most: int) -> st.SearchStrategy[list[Record]]:
    return st.lists(each, max_size=most)


def _name(draw: st.DrawFn, rows: list[Record]) -> None:
    """Give references: now and then a row supersedes an earlier one."""
    taken: set[tuple[str, Any]] = set()
    for number, row in enumerate(rows):
        earlier = rows[number - 1]["reference"] if number else None
        name = draw(st.sampled_from(("a", "B", "é", "_"))) + str(number)
        repeated = earlier if "recorded_on" in row and draw(st.booleans()) else None
        row["reference"] = repeated or name
        if (row["reference"], row.get("recorded_on")) in taken:
            row["reference"] = name
        taken.add((row["reference"], row.get("recorded_on")))


@st.composite
def _trainee(draw: st.DrawFn) -> Record:
    born = st.sampled_from((date(2006, 6, 1), date(2006, 8, 31), date(1990, 2, 28), None))
    return {
        "sex": draw(st.sampled_from(("F", "M", None))),
        "born_on": draw(born),
        "department": draw(st.sampled_from(("Ouémé", "atlantique", "Zou", None))),
        "disability": draw(st.sampled_from((True, False, None))),
    }


@st.composite
def _enrolment(draw: st.DrawFn, person: int, cohort: int) -> Record:
    left = draw(EXIT)
    entered = left - timedelta(days=draw(st.sampled_from((0, 40, 41, 42, 200))))
    way = draw(st.sampled_from(("applied", "in", "withdrawn", "completed", "certified", "both")))
    return {
        "trainee_id": person,
        "cohort_id": cohort,
        "applied_on": draw(st.none() | st.just(entered - timedelta(days=20))),
        "enrolled_on": None if way == "applied" else entered,
        "withdrawn_on": left if way in ("withdrawn", "applied") else None,
        "completed_on": left if way in ("completed", "both") else None,
        "certified_on": left + timedelta(days=draw(st.sampled_from((0, 1, 30))))
        if way in ("certified", "both")
        else None,
    }


@st.composite
def _placement(draw: st.DrawFn, person: int, cohort: int) -> Record:
    since, until = draw(_spell())
    statuses = ("completed", "broken_off", "live", "cancelled")
    return {
        "trainee_id": person,
        "cohort_id": cohort,
        "enterprise_id": draw(st.integers(1, 2)),
        "starts_on": draw(st.sampled_from((since, None))),
        "ends_on": until,
        "ended_on": draw(MAYBE_DAY),
        "status": draw(st.sampled_from(statuses)),
    }


@st.composite
def _spell(draw: st.DrawFn) -> tuple[date, date | None]:
    since = draw(EXIT)
    lasting = st.sampled_from((None, 27, 28, 29, 30, 89, 90, 91, 180, 400))
    days = draw(lasting)
    return since, None if days is None else since + timedelta(days=days)


@st.composite
def _hire(draw: st.DrawFn, person: int) -> Record:
    since, until = draw(_spell())
    enterprise = draw(st.sampled_from((None, 1, 2)))
    names = ("Delta Réseaux", "DELTA  RÉSEAUX", "Alafia")
    return {
        "trainee_id": person,
        "enterprise_id": enterprise,
        "employer_name": draw(st.sampled_from(names)) if enterprise is None else None,
        "contract": draw(st.sampled_from(WORK)),
        "starts_on": since,
        "ends_on": until,
        "in_trade": draw(st.sampled_from((True, False, None))),
        "evidence": draw(st.sampled_from(EVIDENCE)),
        "contested": draw(st.sampled_from((False, False, False, True))),
        "recorded_on": draw(DAY),
    }


@st.composite
def _situation(draw: st.DrawFn, person: int) -> Record:
    since, until = draw(_spell())
    stated = draw(st.booleans())
    return {
        "trainee_id": person,
        "situation": draw(st.sampled_from(SITUATIONS)),
        "observed_on": draw(MAYBE_DAY),
        "starts_on": since if stated else None,
        "ends_on": until if stated else None,
        "full_time": draw(st.sampled_from((True, False, None))),
        "evidence": draw(st.sampled_from((*EVIDENCE, None))),
        "recorded_on": draw(DAY),
    }


@st.composite
def _offer(draw: st.DrawFn, person: int) -> Record:
    return {
        "trainee_id": person,
        "offered_on": draw(DAY),
        "firm": draw(st.sampled_from((True, True, False))),
        "decision": draw(st.sampled_from(("pending", "accepted", "declined", "withdrawn"))),
        "decided_on": draw(MAYBE_DAY),
        "recorded_on": draw(DAY),
    }
