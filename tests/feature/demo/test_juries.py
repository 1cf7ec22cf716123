"""The jury of the demo: most people meet the rules, a few are certified by exception."""

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.certification.facts import standings_of
from school.certification.jury_rules import Outcome
from school.certification.models import Jury, JuryDecision
from school.certification.rules import ConditionKind, Standing, judge_path
from school.command import run
from tests.support.demo_scenes import DRAWS


@pytest.mark.parametrize(
    ("engine_name", "seed", "day"),
    [*(("sqlite", *draw) for draw in DRAWS), ("postgresql", *DRAWS[0])],
)
def test_most_are_certified_by_the_rules_and_a_few_by_exception(
    seed: int, day: date, database_url: str, session: Session, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    with time_machine.travel(datetime.combine(day, time(12)), tick=False):
        assert run(["demo", "--seed", str(seed), "--today", str(day)]) == 0
    jury = session.scalars(select(Jury)).one()
    decisions = session.scalars(select(JuryDecision)).all()
    people = [one.trainee_id for one in decisions]
    standings = standings_of(session, jury.cohort, people, day)
    for one in decisions:
        modules = standings.standings[one.trainee_id]
        assert one.standing is judge_path(modules)
        assert (one.derogation is None) == (
            one.standing is Standing.MET or one.outcome is Outcome.ADJOURNED
        )
        lacking = {condition.kind for module in modules for condition in module.open_conditions}
        if one.derogation is not None:
            assert lacking <= {ConditionKind.CENTRE_HOURS, ConditionKind.ENTERPRISE_HOURS}
    kinds = Counter((one.outcome, one.derogation is not None) for one in decisions)
    assert kinds[Outcome.CERTIFIED, False] > len(decisions) / 2
    assert 0 < kinds[Outcome.CERTIFIED, True] < len(decisions) / 3
    assert kinds[Outcome.ADJOURNED, False] > 0
