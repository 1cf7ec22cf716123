"""The jury's page and the rules told a second time agree, through the database, on both engines."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.certification import pages, queries
from school.certification.facts import terms_of
from school.certification.rules import ConditionKind
from school.cohorts.models import Enrolment
from school.cohorts.rules import AttendanceState, HalfDay
from school.curriculum.models import Path
from school.placements.rules import PlacementStatus
from school.practicals.rules import Verdict
from tests.factories import records
from tests.support import plain_completion as plain

STARTS_ON = date(2026, 1, 5)
SHARES = ("0.5", "0.8", "1")


def _life(session: Session, chance: Random, enrolment: Enrolment, tasks: list[str]) -> plain.Life:
    life = plain.Life()
    full = chance.random() < 0.5
    for week in range(34):
        if not full and chance.random() < 0.3:
            continue
        day = STARTS_ON + timedelta(weeks=week, days=chance.randrange(5))
        state = chance.choice((*AttendanceState, AttendanceState.PRESENT))
        hours = chance.choice((None, Decimal(0), Decimal(40), Decimal("35.5"), Decimal(100)))
        if chance.random() < 0.7:
            records.make_attendance(
                session, enrolment, date=day, half_day=HalfDay.MORNING, state=state, hours=hours
            )
            life.attendance.append({"date": day, "state": state.value, "hours": hours})
    if chance.random() < 0.8:
        placement = records.make_placement(session, enrolment, status=PlacementStatus.LIVE)
        for week in range(34):
            day, validated = STARTS_ON + timedelta(weeks=week), chance.random() < 0.8
            hours = chance.choice((Decimal(8), Decimal(24)))
            records.make_logbook_day(
                session, placement, date=day, hours=hours, validated_on=day if validated else None
            )
            life.logbook.append({"date": day, "hours": hours, "validated": validated})
    for task in tasks:
        for attempt in range(chance.choice((0, 1, 1, 1, 1, 2)) if not full else 1):
            verdict = Verdict.ACQUIRED if full else chance.choice(list(Verdict))
            day = STARTS_ON + timedelta(days=chance.randrange(3))
            row = records.make_assessment(
                session, enrolment, task=records.task_of(session, task), verdict=verdict,
                assessed_on=day, recorded_on=STARTS_ON + timedelta(days=10 + attempt),
            )  # fmt: skip
            life.assessments.append(
                {"task": task, "assessed_on": day, "serial": row.id, "verdict": verdict.value}
            )
    return life


@pytest.mark.parametrize("seed", range(6))
def test_the_board_and_the_plain_rules_agree(session: Session, seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    path = session.scalars(select(Path).where(Path.reference == "deployment")).one()
    cohort = records.make_cohort(session, starts_on=STARTS_ON, path=path)
    terms = terms_of(session, cohort)
    weeks = {name: (last - first).days // 7 + 1 for name, (first, last) in terms.periods.items()}
    rules = [
        plain.Rules(
            one.module, weeks[one.module], float(one.centre_needed), float(one.enterprise_needed),
            one.quiz_mark, list(one.tasks), list(one.safety),
        )
        for one in terms.terms
    ]  # fmt: skip
    tasks = sorted({task for one in terms.terms for task in one.tasks})
    lives = {}
    for _ in range(5):
        enrolment = records.make_enrolment(session, cohort)
        lives[enrolment.trainee.reference] = _life(session, chance, enrolment, tasks)
    for one in terms.terms:
        board = pages.board(session, cohort, one.module)
        for row in board.rows:
            found = {line.condition.kind.value: line.condition.standing.value for line in row.lines}
            found["all"] = row.standing.value
            life = lives[row.trainee.reference]
            assert found == plain.standing(one.module, STARTS_ON, rules, life), one.module
    whole = pages.board(session, cohort, "path")
    for row in whole.rows:
        life = lives[row.trainee.reference]
        parts = [plain.standing(one.module, STARTS_ON, rules, life)["all"] for one in rules]
        assert row.standing.value == plain.whole(parts)


def test_nobody_without_an_admission_comes_before_a_jury(session: Session) -> None:
    cohort = records.make_cohort(session)
    records.make_enrolment(session, cohort, enrolled_on=None)
    assert queries.candidates(session, cohort) == ([], {})
    assert pages.board(session, cohort, "F0").rows == []


def test_the_conditions_of_a_module_are_in_order(session: Session) -> None:
    cohort = records.make_cohort(session)
    records.make_enrolment(session, cohort)
    kinds = pages.board(session, cohort, "F0").kinds
    assert kinds == [one for one in ConditionKind if one in kinds]
