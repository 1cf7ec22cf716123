"""Measures drawn for an attempt say what the attempt was destined to."""

import pytest

from school.curriculum.pack.structure import TaskPack
from school.demo.rules import chance
from school.demo.training import measured, thresholds
from school.practicals.rules import Verdict, judge
from tests.support.shipped import shipped_pack

TASKS = shipped_pack().tasks
DRAWS = 60


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.code)
def test_a_success_is_within_every_limit(task: TaskPack) -> None:
    for seed in range(DRAWS):
        values = measured(chance(seed, task.code), task, success=True)
        assert judge(values, thresholds(task), safety_ok=True).verdict is Verdict.ACQUIRED


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.code)
def test_a_failure_breaks_a_limit_or_misses_a_measure(task: TaskPack) -> None:
    found = {
        judge(
            measured(chance(seed, task.code), task, success=False), thresholds(task), safety_ok=True
        ).verdict
        for seed in range(DRAWS)
    }
    assert Verdict.NOT_ACQUIRED in found
    assert Verdict.ACQUIRED not in found
