"""What was made of duties, and the hours of an immersion."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place
from school.placements.immersion.coverage_rules import (
    Coverage,
    DutyWeek,
    KnownDuty,
    coverage_by_module,
    coverage_of,
    mondays_drawn,
)
from school.placements.immersion.hours_rules import expected_hours, hours_of
from school.placements.immersion.rules import AbsenceStatus, DutyLevel
from school.placements.rules import PlacementDates

MONDAY = date(2026, 3, 2)
DATES = PlacementDates(starts_on=MONDAY, ends_on=date(2026, 4, 24))


@dataclass(frozen=True)
class Missing:
    hours: Decimal | None
    status: AbsenceStatus

    @property
    def is_excused(self) -> bool:
        return self.status is AbsenceStatus.EXCUSED


def weeks_met() -> st.SearchStrategy[tuple[DutyWeek, ...]]:
    levels = st.lists(st.sampled_from(DutyLevel), max_size=4)
    return levels.map(
        lambda met: tuple(
            DutyWeek(MONDAY + timedelta(weeks=number), level, False)
            for number, level in enumerate(met)
        )
    )


duties = st.builds(
    KnownDuty,
    st.just("DU"),
    st.just("Souder"),
    st.lists(st.sampled_from(["F0/C1", "F0/C2", "D1/C1"]), max_size=2).map(tuple),
    weeks_met(),
    st.booleans(),
)


@given(st.lists(duties, max_size=6))
def test_each_duty_is_given_or_never_and_alone_is_given(known: list[KnownDuty]) -> None:
    coverage = coverage_of(known)
    assert coverage.given + coverage.never == len(coverage.duties)
    assert coverage.alone <= coverage.given
    assert coverage.alone == sum(
        any(week.level is DutyLevel.ALONE for week in one.weeks) for one in coverage.duties
    )
    left_out = [one for one in known if one not in coverage.duties]
    assert all(not one.in_force and not one.weeks for one in left_out)
    by_module = coverage_by_module(coverage, ["F0", "D1", "M1"])
    assert by_module["M1"] == Coverage([])
    for module, part in by_module.items():
        wanted = [
            one
            for one in coverage.duties
            if any(c.startswith(module + "/") for c in one.competencies)
        ]
        assert part.duties == wanted


def test_weeks_drawn_are_those_planned_until_today_and_those_met() -> None:
    met = KnownDuty("D", "D", (), (DutyWeek(MONDAY, DutyLevel.SHOWN, True),))
    planned = [MONDAY + timedelta(weeks=number) for number in (1, 2, 3)]
    drawn = mondays_drawn(Coverage([met]), planned, planned[1])
    assert drawn == [MONDAY, *planned[:2]]


def test_hours_are_expected_in_weeks_of_the_enterprise_until_the_last_full_one() -> None:
    thursday = date(2026, 3, 19)
    assert expected_hours(DATES, Decimal(35), [], thursday) == 70
    plan = [Week(MONDAY, Place.CENTRE, "F0"), Week(date(2026, 3, 9), Place.ENTERPRISE, "F0")]
    assert expected_hours(DATES, Decimal(35), plan, thursday) == 35
    assert expected_hours(DATES, Decimal(35), [], MONDAY) == 0
    assert expected_hours(DATES, None, [], thursday) is None
    late = date(2026, 8, 1)
    assert expected_hours(DATES, Decimal(35), [], late) == 8 * 35


def test_hours_missed_are_those_of_absences_that_were_no_mistake() -> None:
    told = [
        Missing(Decimal(7), AbsenceStatus.EXCUSED),
        Missing(Decimal(14), AbsenceStatus.DECLARED),
        Missing(Decimal(3), AbsenceStatus.MISTAKE),
        Missing(None, AbsenceStatus.UNEXCUSED),
    ]
    hours = hours_of(DATES, Decimal(35), [], told, Decimal(40), Decimal(35), date(2026, 3, 16))
    assert [hours.excused, hours.unexcused, hours.missed] == [Decimal(7), Decimal(14), Decimal(21)]
    assert hours.silent == 9
