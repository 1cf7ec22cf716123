"""Every demo school shows the same figures, whatever the seed and the day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.core.statistics import newcombe, wilson
from school.demo.rules import Destiny
from school.hiring.indicators.rules import DAYS_TO_SETTLE
from school.hiring.models import Hire
from school.hiring.rules import Evidence, Status
from tests.support.demo_scenes import DRAWS, latest, rows, scene, statuses

COUNTED = (Status.HIRED, Status.SELF_EMPLOYED, Status.NOT_HIRED, Status.UNKNOWN)

pytestmark = pytest.mark.parametrize(("seed", "today"), DRAWS)


def tally(seed: int, today: date, school: str) -> Counter[Status]:
    return Counter(status for _, status in statuses(scene(seed, today), today, school))


def test_hiring_rate_of_cotonou(seed: int, today: date) -> None:
    counts = tally(seed, today, "EFC")
    n = sum(counts[status] for status in COUNTED)
    assert (counts[Status.HIRED], n) == (53, 92)
    assert counts[Status.UNKNOWN] == 17
    assert counts[Status.SELF_EMPLOYED] == 5
    assert counts[Status.CONTINUING] == 4
    assert counts[Status.EXCLUDED] == 1
    interval = wilson(counts[Status.HIRED], n)
    assert interval is not None
    assert interval.high - interval.low < 0.21


def test_hiring_rate_of_parakou(seed: int, today: date) -> None:
    counts = tally(seed, today, "CFP")
    assert counts[Status.HIRED] == 8
    assert sum(counts[status] for status in COUNTED) == 15


def test_three_schools_can_be_compared(seed: int, today: date) -> None:
    counts = tally(seed, today, "IRO")
    n = sum(counts[status] for status in COUNTED)
    assert (counts[Status.HIRED], n) == (8, 22)
    schools = {row["school"] for row in rows(scene(seed, today), Cohort)}
    assert schools == {"CFP", "EFC", "IRO"}
    assert 10 <= n < sum(tally(seed, today, "EFC")[status] for status in COUNTED)


def test_women_are_hired_less_and_nothing_is_established(seed: int, today: date) -> None:
    hired: Counter[Sex] = Counter()
    counted: Counter[Sex] = Counter()
    for person, status in statuses(scene(seed, today), today, "EFC"):
        if status in COUNTED:
            counted[person["sex"]] += 1
            hired[person["sex"]] += status is Status.HIRED
    women, men = Sex.FEMALE, Sex.MALE
    assert hired[women] / counted[women] < hired[men] / counted[men]
    gap = newcombe(hired[women], counted[women], hired[men], counted[men])
    assert gap is not None
    assert gap.contains(0)


def test_a_third_of_those_admitted_are_women_and_fewer_of_those_who_apply(
    seed: int, today: date
) -> None:
    drawn = scene(seed, today)
    women = {row["reference"] for row in rows(drawn, Trainee) if row["sex"] is Sex.FEMALE}
    of_cotonou = [row for row in rows(drawn, Enrolment) if row["cohort"].startswith("EFC")]
    admitted = [row["trainee"] for row in of_cotonou if row.get("enrolled_on")]
    applied = [row["trainee"] for row in of_cotonou]
    share_admitted = sum(name in women for name in admitted) / len(admitted)
    share_applied = sum(name in women for name in applied) / len(applied)
    assert 175 <= len(admitted) <= 190
    assert 0.31 <= share_admitted <= 0.36
    assert share_applied < share_admitted


def test_cohorts_stand_at_every_stage(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    cohorts = [row for row in rows(drawn, Cohort) if row["school"] == "EFC"]
    assert len(cohorts) == 9
    assert {row["path"] for row in cohorts} == {"deployment", "planning", "maintenance"}
    assert sum(row["starts_on"] > today for row in cohorts) == 1
    assert sum(row["starts_on"] <= today <= row["ends_on"] for row in cohorts) == 2
    oldest = min(row["starts_on"] for row in cohorts)
    assert timedelta(days=1000) < today - oldest < timedelta(days=1110)


def test_the_last_mature_cohort_is_still_provisional(seed: int, today: date) -> None:
    exits = {
        add_months(group.timeline.certified_on, 6)
        for group in scene(seed, today).groups
        if any(person.destiny is Destiny.SEEKING for person in group.people)
    }
    newest = max(exits)
    assert newest <= today < newest + timedelta(days=DAYS_TO_SETTLE)


def test_known_later_counts_more(seed: int, today: date) -> None:
    hires = latest(scene(seed, today), Hire)
    assert {row["evidence"] for row in hires} == set(Evidence)
    assert sum(row["contested"] for row in hires) == 1
    assert sum(row["in_trade"] is False for row in hires) == 2
    assert any(row["in_trade"] is None for row in hires)
    assert len(hires) < len(rows(scene(seed, today), Hire))


def test_two_people_came_back(seed: int, today: date) -> None:
    admitted = Counter(
        row["trainee"] for row in rows(scene(seed, today), Enrolment) if row.get("enrolled_on")
    )
    assert sorted(admitted.values())[-3:] == [1, 2, 2]
