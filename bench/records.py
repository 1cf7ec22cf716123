"""What the people of the measured school did: roll calls, assessments, placements, outcomes."""

from datetime import date, timedelta
from decimal import Decimal

from school.cohorts.models import Attendance
from school.cohorts.rules import AttendanceState, HalfDay
from school.demo.draft import Draft
from school.demo.rules import chance
from school.hiring.models import Hire, Situation
from school.hiring.rules import Contract, Evidence, SituationKind
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from school.visits.models import Visit
from school.visits.rules import VisitKind

TASKS = ("PA-01", "PA-02", "PA-03", "PA-04", "PA-05", "PA-06", "PA-09", "PA-10", "PA-16", "PA-17")
"""Those of the modules F0 and D1, which make up the path that is measured."""

DAYS_OF_TRAINING = 112
ENTERPRISES = 20
FACTS = (Evidence.CONFIRMED, Evidence.DOCUMENT_SEEN, Evidence.CONFIRMED, Evidence.DECLARED)


def attendance(draft: Draft, number: int, cohort: str, starts_on: date) -> None:
    """Write ten half-days of presence."""
    for offset in range(5):
        for half_day in HalfDay:
            draft.add(
                Attendance,
                trainee=f"T-{number:04d}",
                cohort=cohort,
                date=starts_on + timedelta(days=offset),
                half_day=half_day,
                state=AttendanceState.PRESENT,
                hours=Decimal("3.5"),
            )


def assessments(draft: Draft, number: int, cohort: str, starts_on: date, trainer: str) -> None:
    """Write ten assessments with two measures each."""
    random = chance(number, "assessments")
    for position, task in enumerate(TASKS):
        reference = f"A-{number:04d}-{position}"
        day = starts_on + timedelta(days=1 + 2 * position)
        draft.add(
            Assessment,
            reference=reference,
            trainee=f"T-{number:04d}",
            cohort=cohort,
            task=task,
            trainer=trainer,
            assessed_on=day,
            verdict=random.choices(list(Verdict), (70, 15, 15))[0],
            note=None,
            recorded_on=day,
        )
        for place in range(2):
            draft.add(
                Measure,
                assessment_reference=reference,
                reference=f"measure-{place}",
                value=Decimal(random.randrange(100)) / 100,
                unit="dB",
            )


def placement(
    draft: Draft, number: int, cohort: str, starts_on: date, today: date, trainer: str
) -> None:
    """Write a placement, as far as its days have gone, with a visit once it has begun."""
    first, last = starts_on + timedelta(days=42), starts_on + timedelta(days=DAYS_OF_TRAINING)
    status = PlacementStatus.COMPLETED if last < today else PlacementStatus.LIVE
    if first > today:
        status = PlacementStatus.PROPOSED
    proposed_on = min(first - timedelta(days=30), today)
    draft.add(
        Placement,
        reference=f"P-{number:04d}",
        trainee=f"T-{number:04d}",
        cohort=cohort,
        enterprise=f"ENT-{number % ENTERPRISES:02d}",
        tutor=f"TUT-{number % ENTERPRISES:02d}",
        position="Aide monteur",
        starts_on=first,
        ends_on=last,
        weekly_hours=Decimal(40),
        status=status,
        proposed_on=proposed_on,
        confirmed_on=None if status is PlacementStatus.PROPOSED else proposed_on,
        ended_on=last if status is PlacementStatus.COMPLETED else None,
    )
    if status is PlacementStatus.PROPOSED:
        return
    draft.add(
        Visit,
        reference=f"V-{number:04d}",
        placement=f"P-{number:04d}",
        trainer=trainer,
        kind=VisitKind.VISIT,
        planned_on=first + timedelta(days=14),
        done_on=first + timedelta(days=14) if last < today else None,
        summary="Tout va bien." if last < today else None,
    )


def outcome(draft: Draft, number: int, exit_on: date, today: date) -> None:
    """Write a hire of seven people in ten, that two more seek work, and nothing of the tenth."""
    day = min(exit_on + timedelta(days=10 + number % 120), today)
    known = {"trainee": f"T-{number:04d}", "recorded_on": day}
    if number % 10 < 7:
        draft.add(
            Hire,
            reference=f"H-{number:04d}",
            enterprise=f"ENT-{number % ENTERPRISES:02d}",
            contract=Contract.OPEN_ENDED,
            starts_on=day,
            in_trade=True,
            evidence=FACTS[number % len(FACTS)],
            contested=False,
            **known,
        )
    elif number % 10 < 9:
        seen = min(exit_on + timedelta(days=190), today)
        draft.add(
            Situation,
            reference=f"X-{number:04d}",
            situation=SituationKind.SEEKING,
            observed_on=seen,
            evidence=Evidence.DECLARED,
            **{**known, "recorded_on": seen},
        )
