"""Random courses and lives of trainees, kept as rows and told to the plain rules alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.certification.facts import terms_of
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.rules import AttendanceState, HalfDay
from school.cohorts.timetable.rules import Place
from school.curriculum.models import Module, Path
from school.curriculum.rule_queries import rules_of_path
from school.learning.quizzes.rules import Purpose
from school.placements.rules import PlacementStatus
from school.practicals.rules import Verdict
from tests.factories import records
from tests.factories.quizzes import make_attempt
from tests.factories.timetable import make_session, make_week
from tests.support import plain_completion as plain

STARTS_ON = date(2026, 1, 5)
WEEKS = 40
"""Weeks of a life: eight more than the path asks."""


@dataclass
class World:
    """A cohort, what is known of its course, and everybody's life by reference."""

    cohort: Cohort
    course: plain.Course
    modules: dict[str, Module]
    lives: dict[str, plain.Life]


def make_world(session: Session, chance: Random, school: School, *, planned: bool) -> World:
    """Make a cohort with or without a plan, and five people.

    The first of them does everything that is asked, and of the second nothing is recorded.
    """
    path = session.scalars(select(Path).where(Path.reference == "deployment")).one()
    cohort = records.make_cohort(session, school, starts_on=STARTS_ON, path=path)
    weeks = rules_of_path(session, cohort.curriculum_version_id, path.id)
    modules = {one.module.reference: one.module for one in weeks}
    lengths = {one.module.reference: one.weeks for one in weeks}
    asked = [
        plain.Rules(
            one.module, lengths[one.module], float(one.centre_needed), float(one.enterprise_needed),
            one.quiz_mark, list(one.tasks), list(one.safety),
        )
        for one in terms_of(session, cohort).terms
    ]  # fmt: skip
    world = World(cohort, plain.Course(STARTS_ON, asked), modules, {})
    if planned:
        _plan(session, chance, world)
    _sessions(session, chance, world)
    for number in range(5):
        enrolment = records.make_enrolment(session, cohort)
        living = _Living(session, chance, world, enrolment, does_all=number == 0)
        life = plain.Life() if number == 1 else living.led()
        world.lives[enrolment.trainee.reference] = life
    return world


def _plan(session: Session, chance: Random, world: World) -> None:
    """Plan the modules in another order than the path's, with weeks off between them."""
    monday, order = STARTS_ON + timedelta(weeks=1), list(world.modules)
    chance.shuffle(order)
    for code in order:
        for _ in range(chance.choice((6, 7, 8))):
            is_off = chance.random() < 0.1
            values = {"place": Place.OFF} if is_off else {"module": world.modules[code]}
            make_week(session, world.cohort, monday, **values)
            world.course.plan[monday] = None if is_off else code
            monday += timedelta(weeks=1)


def _sessions(session: Session, chance: Random, world: World) -> None:
    """Hold sessions of other modules than the week's on some Mondays."""
    for week in chance.sample(range(WEEKS), 12):
        day, code = STARTS_ON + timedelta(weeks=week), chance.choice(list(world.modules))
        make_session(session, world.cohort, date=day, module=world.modules[code], hours=Decimal(4))
        world.course.sessions[day] = (code, 4.0)


@dataclass
class _Living:
    session: Session
    chance: Random
    world: World
    enrolment: Enrolment
    does_all: bool

    def led(self) -> plain.Life:
        """Write down a life, and give it."""
        life = plain.Life()
        self._attend(life)
        if self.does_all or self.chance.random() < 0.8:
            self._work(life)
        tasks = {task for one in self.world.course.path for task in (*one.tasks, *one.safety)}
        for task in sorted(tasks):
            self._practise(life, task)
        for code in self.world.modules:
            self._answer(life, code)
        return life

    def _attend(self, life: plain.Life) -> None:
        chance = self.chance
        for week in range(WEEKS):
            if not self.does_all and chance.random() < 0.4:
                continue
            day = STARTS_ON + timedelta(weeks=week, days=chance.randrange(5))
            state = chance.choice((*AttendanceState, AttendanceState.PRESENT))
            hours = chance.choice((None, Decimal(0), Decimal(40), Decimal("35.5"), Decimal(100)))
            if self.does_all:
                # Never a Monday, whose session may be of another module.
                day = STARTS_ON + timedelta(weeks=week, days=1)
                state, hours = AttendanceState.PRESENT, Decimal(100)
            records.make_attendance(
                self.session, self.enrolment, date=day, half_day=HalfDay.MORNING,
                state=state, hours=hours,
            )  # fmt: skip
            life.attendance.append({"date": day, "state": state.value, "hours": hours})

    def _work(self, life: plain.Life) -> None:
        live = PlacementStatus.LIVE
        placement = records.make_placement(self.session, self.enrolment, status=live)
        for week in range(WEEKS):
            day = STARTS_ON + timedelta(weeks=week)
            validated = self.does_all or self.chance.random() < 0.8
            hours = Decimal(24) if self.does_all else self.chance.choice((Decimal(8), Decimal(24)))
            records.make_logbook_day(
                self.session, placement, date=day, hours=hours,
                validated_on=day if validated else None,
            )  # fmt: skip
            life.logbook.append({"date": day, "hours": hours, "validated": validated})

    def _practise(self, life: plain.Life, task: str) -> None:
        chance = self.chance
        for attempt in range(1 if self.does_all else chance.choice((0, 1, 1, 1, 2))):
            verdict = Verdict.ACQUIRED if self.does_all else chance.choice(list(Verdict))
            day = STARTS_ON + timedelta(days=chance.randrange(3))
            row = records.make_assessment(
                self.session, self.enrolment, task=records.task_of(self.session, task),
                verdict=verdict, assessed_on=day,
                recorded_on=STARTS_ON + timedelta(days=10 + attempt),
            )  # fmt: skip
            life.assessments.append(
                {"task": task, "assessed_on": day, "serial": row.id, "verdict": verdict.value}
            )

    def _answer(self, life: plain.Life, code: str) -> None:
        chance = self.chance
        for _ in range(2 if self.does_all else chance.choice((0, 1, 2))):
            mark = Decimal(
                chance.choice(("100", "92.5") if self.does_all else ("12.5", "59", "80"))
            )
            counts = chance.random() < 0.7
            self._attempt(life, code, mark, counts=counts)
        if self.does_all:
            self._attempt(life, code, Decimal("87.5"), counts=True)

    def _attempt(self, life: plain.Life, code: str, mark: Decimal, *, counts: bool) -> None:
        make_attempt(
            self.session, self.enrolment, module_id=self.world.modules[code].id, quiz=code,
            mark=mark, purpose=Purpose.MODULE if counts else Purpose.PRACTICE,
        )  # fmt: skip
        life.quiz.append({"module": code, "mark": mark, "counts": counts})
