"""Chance in a demo school is its seed's alone."""

from school.cohorts.models import Trainee
from tests.support.demo_scenes import DRAWS, draw, rows, scene

SEED, TODAY = DRAWS[0]


def test_the_same_seed_and_day_give_the_same_school() -> None:
    assert draw(SEED, TODAY).draft.rows == scene(SEED, TODAY).draft.rows


def test_another_seed_gives_other_people() -> None:
    assert rows(draw(SEED + 1, TODAY), Trainee) != rows(scene(SEED, TODAY), Trainee)
