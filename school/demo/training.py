"""What happens in the centre: roll calls and practical assessments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.cohorts.models import Attendance
from school.cohorts.rules import AttendanceState, HalfDay
from school.curriculum.pack import MeasurePack, TaskPack
from school.demo.draft import Draft
from school.demo.people import Group, Person
from school.demo.rules import next_working_day
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict

HOURS_OF_HALF_DAY = {
    AttendanceState.PRESENT: Decimal("3.5"),
    AttendanceState.LATE: Decimal(3),
    AttendanceState.ABSENT: Decimal(0),
    AttendanceState.EXCUSED: Decimal(0),
}
PLACES = {"dB": 2, "deg": 1, "dBm": 1, "N": 0, "m": 1, "cm": 0, "min": 0, "%": 0, "": 0}
"""Decimals that an instrument of the workshop shows, by unit."""

PRAISE = ("Geste sûr, poste propre.", "Très régulier.", "Travaille seul, vérifie avant de fermer.")
ADVICE = (
    "À refaire : nettoyer avant chaque clivage.",
    "Va trop vite, reprendre la préparation.",
    "Mesure mal référencée, recommencer la série.",
    "Résultat hors seuil, en parler avec le tuteur.",
)


def take_attendance(draft: Draft, random: Random, group: Group, today: date) -> None:
    """Write the roll calls of a cohort up to yesterday: today's is still to be taken."""
    for person in group.people:
        last = person.last_day(group.timeline, today - timedelta(days=1))
        days = group.timeline.days(in_centre=True, first=person.enrolled_on, last=last)
        for day in days:
            states = _states_of_day(random, person)
            for half_day, state in zip(HalfDay, states, strict=True):
                draft.add(
                    Attendance,
                    trainee=person.reference,
                    cohort=group.reference,
                    date=day,
                    half_day=half_day,
                    state=state,
                    hours=HOURS_OF_HALF_DAY[state],
                )


def _states_of_day(random: Random, person: Person) -> tuple[AttendanceState, AttendanceState]:
    # Who misses a day mostly misses both halves of it.
    missed = random.random()
    slack = 1 - person.diligence
    if missed < 0.01 + 0.09 * slack:
        return AttendanceState.ABSENT, AttendanceState.ABSENT
    if missed < 0.03 + 0.14 * slack:
        return AttendanceState.EXCUSED, AttendanceState.EXCUSED
    morning = AttendanceState.LATE if random.random() < 0.3 * slack else AttendanceState.PRESENT
    absent = random.random() < 0.05 * slack
    return morning, AttendanceState.ABSENT if absent else AttendanceState.PRESENT


@dataclass(frozen=True)
class Session:
    """One attempt at a task, on a day."""

    task: TaskPack
    success: bool
    day: date


def assess(
    draft: Draft, random: Random, group: Group, modules: list[list[TaskPack]], today: date
) -> None:
    """Write the assessments of a cohort, module by module, up to yesterday."""
    for module, tasks in enumerate(modules):
        days = group.timeline.module_days(module)
        for position, task in enumerate(tasks):
            first = days[min(2 + position * (len(days) - 2) // max(len(tasks), 1), len(days) - 1)]
            for person in group.people:
                for session in _sessions(random, person, task, first):
                    if session.day <= person.last_day(group.timeline, today - timedelta(days=1)):
                        _write(draft, random, group, person, session)


def _sessions(random: Random, person: Person, task: TaskPack, first: date) -> Iterator[Session]:
    """Give the attempts of a person: until one succeeds, or all are used."""
    day = first
    for attempt in range(task.attempts):
        success = random.random() < 0.35 + 0.5 * person.skill + 0.1 * attempt
        yield Session(task, success, day)
        if success:
            return
        day = next_working_day(day, random.randint(1, 4))


def _write(draft: Draft, random: Random, group: Group, person: Person, session: Session) -> None:
    reference = f"A-{len(draft.rows[Assessment]) + 1:05d}"
    verdict = Verdict.ACQUIRED if session.success else Verdict.NOT_ACQUIRED
    if not session.success and random.random() < 0.5:
        verdict = Verdict.IN_PROGRESS
    note = random.choice(PRAISE if session.success else ADVICE) if random.random() < 0.25 else None
    draft.add(
        Assessment,
        reference=reference,
        trainee=person.reference,
        cohort=group.reference,
        task=session.task.code,
        trainer=group.trainer,
        assessed_on=session.day,
        verdict=verdict,
        note=note,
        recorded_on=session.day,
    )
    failing = None if session.success else random.randrange(max(len(session.task.measures), 1))
    for position, measure in enumerate(session.task.measures):
        values = series(random, measure, passes=position != failing)
        for number, value in enumerate(values, start=1):
            draft.add(
                Measure,
                assessment_reference=reference,
                reference=measure.code if measure.repeats == 1 else f"{measure.code}-{number:02d}",
                value=value,
                unit=measure.unit or None,
            )


def series(random: Random, measure: MeasurePack, *, passes: bool) -> list[Decimal]:
    """Draw the values of a measure, all within its thresholds or one of them outside."""
    values = [_inside(random, measure) for _ in range(measure.repeats)]
    if not passes:
        values[random.randrange(measure.repeats)] = _outside(random, measure)
    return values


def _inside(random: Random, measure: MeasurePack) -> Decimal:
    low, high = _limits(measure)
    if measure.mean_maximum is not None:
        # A mean below its limit for certain: every value is.
        high = min(high, float(measure.mean_maximum))
    elif measure.minimum is None:
        high = low + (high - low) * random.betavariate(4, 3)
    value = random.uniform(low + (high - low) * 0.3, high)
    return _rounded(value, measure, low, high)


def _outside(random: Random, measure: MeasurePack) -> Decimal:
    low, high = _limits(measure)
    step = 10.0 ** -PLACES.get(measure.unit, 1)
    if measure.maximum is not None:
        value = float(measure.maximum) + max(step, abs(high - low) * random.uniform(0.05, 0.9))
    else:
        value = low - max(step, abs(high - low) * random.uniform(0.05, 0.3), abs(low) * 0.1)
    worst = float(measure.plausible_minimum or 0)
    return _rounded(value, measure, worst, float(measure.plausible_maximum or value))


def _limits(measure: MeasurePack) -> tuple[float, float]:
    low = measure.minimum
    if low is None:
        low = max(measure.plausible_minimum or Decimal(0), Decimal(0))
    high = measure.maximum
    if high is None:
        plausible = measure.plausible_maximum
        high = min(plausible, low * 2) if plausible is not None else low * 2
    return float(low), float(high)


def _rounded(value: float, measure: MeasurePack, low: float, high: float) -> Decimal:
    places = PLACES.get(measure.unit, 1)
    return Decimal(str(round(min(max(value, low), high), places)))


def correct_last(draft: Draft, today: date) -> None:
    """Correct the last failed attempt that was written down: measured again the day after."""
    failed = [row for row in draft.rows[Assessment] if row["verdict"] is Verdict.NOT_ACQUIRED]
    row = max(failed, key=lambda one: (one["recorded_on"], one["reference"]), default=None)
    if row is not None and row["recorded_on"] < today:
        corrected = {
            "verdict": Verdict.IN_PROGRESS,
            "note": "Corrigé : la référence du photomètre était fausse, à reprendre.",
            "recorded_on": row["recorded_on"] + timedelta(days=1),
        }
        draft.add(Assessment, **{**row, **corrected})
