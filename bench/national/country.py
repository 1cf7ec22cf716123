"""Writing the generated country, one school after the other, each in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.national.lives import Course, Lives
from school.accounts.models import School, Staff
from school.accounts.operations import account_for_staff, set_password
from school.accounts.rules import StaffRole
from school.accounts.school_operations import initialise
from school.cohorts.models import Cohort, Enrolment, Trainee, sort_name
from school.core import migrate
from school.core.database import Database
from school.curriculum.models import Path
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.hiring.models import Hire, Offer, Situation
from school.paths import MIGRATIONS
from school.placements.models import Placement

PASSWORD = "une phrase assez longue"  # noqa: S105
MINISTRY = "ministere@bench.example"
PATHS = ("fibre", "reseaux", "mesures")
DEPARTMENTS = ("Littoral", "Atlantique", "Ouémé", "Borgou", "Zou", None)
ENTERPRISES = 40
CLASS_SIZE = 25
YEARS = 10
TWICE = 0.03
"""The share of the people who train in a second cohort of their school."""

FACTS: dict[str, type[Any]] = {
    "enrolments": Enrolment,
    "placements": Placement,
    "offers": Offer,
    "hires": Hire,
    "situations": Situation,
}


@dataclass(frozen=True)
class Size:
    """How large the country is."""

    schools: int = 200
    trainees: int = 5000

    @property
    def classes(self) -> int:
        """The cohorts of each school."""
        return -(-self.trainees // CLASS_SIZE)


def write(database: Database, size: Size, today: date, tell: Callable[[int], None]) -> None:
    """Write what is missing of the country; `tell` hears the number of each school written.

    Every school is drawn by itself: the first of two hundred is the same as the first of one.
    """
    migrate.upgrade(database, MIGRATIONS)
    with database.transaction() as session:
        if session.scalar(select(Path.id)) is None:
            initialise(session)
            _insert(session, Path, _paths())
            _engage(session, MINISTRY, StaffRole.MINISTRY, None)
        written = set(session.scalars(select(School.id)))
    for number in range(1, size.schools + 1):
        if number not in written:
            with database.transaction() as session:
                _school(session, number, size, today)
            tell(number)


def director(number: int) -> str:
    """Give the address by which a school's director signs in."""
    return f"direction{number}@bench.example"


def _school(session: Session, number: int, size: Size, today: date) -> None:
    name = f"École {number:03d}"
    _insert(
        session,
        School,
        [
            {
                "id": number,
                "reference": f"S-{number:03d}",
                "name": name,
                "country": "BJ",
                "department": DEPARTMENTS[number % 5],
                "version": 1,
            }
        ],
    )
    _engage(session, director(number), StaffRole.DIRECTOR, number)
    _enterprises(session, number)
    random = Random(f"school {number}")  # noqa: S311
    courses = _courses(session, number, size, today)
    first = (number - 1) * size.trainees + 1
    _insert(session, Trainee, [_person(random, first + place) for place in range(size.trainees)])
    lives = Lives(random, today)
    for place in range(size.trainees):
        taken = place // CLASS_SIZE
        lives.live(first + place, courses[taken])
        if random.random() < TWICE and taken + 12 < len(courses):
            lives.live(first + place, courses[taken + 12])
    for table, model in FACTS.items():
        _insert(session, model, lives.rows[table])


def _engage(session: Session, email: str, role: StaffRole, school: int | None) -> None:
    member = Staff(email=email, name=email.partition("@")[0].title(), role=role, school_id=school)
    session.add(member)
    session.flush()
    # Making a password costs a tenth of a second on purpose: only those who sign in have one.
    if school is None or school == 1:
        set_password(session, account_for_staff(session, member), PASSWORD)


def _enterprises(session: Session, number: int) -> None:
    ids = range((number - 1) * ENTERPRISES + 1, number * ENTERPRISES + 1)
    named = [
        {"id": one, "reference": f"ENT-{one:05d}", "name": f"Entreprise {one}", "version": 1}
        for one in ids
    ]
    _insert(session, Enterprise, named)
    tutors = [
        {
            "id": one,
            "reference": f"TUT-{one:05d}",
            "enterprise_id": one,
            "name": f"Tuteur {one}",
            "version": 1,
        }
        for one in ids
    ]
    _insert(session, Tutor, tutors)
    _insert(session, Partnership, [{"school_id": number, "enterprise_id": one} for one in ids])


def _courses(session: Session, number: int, size: Size, today: date) -> list[Course]:
    """Open the school's cohorts, spread evenly over the years before today, and describe them."""
    courses, rows = [], []
    for place in range(size.classes):
        cohort_id = (number - 1) * size.classes + place + 1
        ago = (size.classes - place) * YEARS * 365 // size.classes
        starts_on = today - timedelta(days=ago)
        courses.append(Course(cohort_id, starts_on, (number - 1) * ENTERPRISES + 1, ENTERPRISES))
        rows.append(
            {
                "id": cohort_id,
                "reference": f"C-{number:03d}-{place:04d}",
                "school_id": number,
                "path_id": place % len(PATHS) + 1,
                "name": f"Promotion {place}",
                "starts_on": starts_on,
                "version": 1,
            }
        )
    _insert(session, Cohort, rows)
    return courses


def _paths() -> list[dict[str, Any]]:
    return [
        {
            "id": place,
            "reference": name,
            "version": "1",
            "title_fr": name.title(),
            "title_en": name.title(),
        }
        for place, name in enumerate(PATHS, 1)
    ]


def _person(random: Random, number: int) -> dict[str, Any]:
    family, given = f"Famille {random.randrange(4000)}", f"Prénom {random.randrange(400)}"
    return {
        "id": number,
        "reference": f"T-{number:07d}",
        "family_name": family,
        "given_names": given,
        "sex": random.choices(("F", "M", None), (36, 62, 2))[0],
        "born_on": date(1985, 1, 1) + timedelta(days=random.randrange(8500)),
        "department": random.choice(DEPARTMENTS),
        "disability": random.choices((True, False, None), (4, 80, 16))[0],
        "sort_name": sort_name(family, given),
        "version": 1,
    }


def _insert(session: Session, model: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model.__table__), rows)
