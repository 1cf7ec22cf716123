"""What happens in the centre: roll calls and practical assessments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.cohorts.models import Attendance, Trainee
from school.cohorts.rules import AttendanceState, HalfDay
from school.curriculum.pack.structure import TaskPack
from school.curriculum.rules import Threshold
from school.demo.draft import Draft
from school.demo.people import Group, Person
from school.demo.rules import next_working_day
from school.demo.story import APPRENTICE
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict, judge

HOURS_OF_HALF_DAY = {
    AttendanceState.PRESENT: Decimal("3.5"),
    AttendanceState.LATE: Decimal(3),
    AttendanceState.ABSENT: Decimal(0),
    AttendanceState.EXCUSED: Decimal(0),
}
PLACES = {"dB": 2, "deg": 1, "dBm": 1, "N": 0, "m": 1, "cm": 0, "min": 0, "%": 0, "": 0}
"""Decimals that an instrument of the workshop shows, by unit."""

TIME = "minutes"
BESIDE = {
    "link_length": (300, 1_400),
    "computed_loss": (1.2, 1.9),
    "fault_distance": (400, 3_000),
}
"""Between what the measures lie that others have their limits from."""
SHARE_MEASURED_BOTH_WAYS = 0.3
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
                        write_assessment(draft, random, group, person, session)


def _sessions(random: Random, person: Person, task: TaskPack, first: date) -> Iterator[Session]:
    """Give the attempts of a person: until one succeeds, all are used, or nobody comes back."""
    day = first
    if random.random() < 0.04:
        return
    for attempt in range(task.attempts):
        success = random.random() < 0.25 + 0.5 * person.skill + 0.1 * attempt
        yield Session(task, success, day)
        if success or random.random() < 0.2:
            return
        day = next_working_day(day, random.randint(1, 4))


def write_assessment(
    draft: Draft, random: Random, group: Group, person: Person, session: Session
) -> None:
    """Write an attempt with its measures and the verdict that follows from them."""
    reference = f"A-{len(draft.rows[Assessment]) + 1:05d}"
    values = measured(random, session.task, success=session.success)
    verdict = judge(values, thresholds(session.task), safety_ok=True).verdict
    words = PRAISE if verdict is Verdict.ACQUIRED else ADVICE
    draft.add(
        Assessment,
        reference=reference,
        trainee=person.reference,
        cohort=group.reference,
        task=session.task.code,
        trainer=group.trainer,
        assessed_on=session.day,
        verdict=verdict,
        note=random.choice(words) if random.random() < 0.25 else None,
        recorded_on=session.day,
    )
    units = {name: one.unit or None for one in thresholds(session.task) for name in one.names}
    for name, value in values.items():
        draft.add(
            Measure,
            assessment_reference=reference,
            reference=name,
            value=value,
            unit=units[name],
        )


def thresholds(task: TaskPack) -> list[Threshold]:
    """Give the limits of a task's measures as the rules of assessments read them."""
    return [one.threshold for one in task.measures]


def measured(random: Random, task: TaskPack, *, success: bool) -> dict[str, Decimal]:
    """Draw the values of one attempt: all good, or one beyond its limit, or one still missing."""
    limits = [one for one in thresholds(task) if not one.average_of]
    beside = _beside(random, limits)
    limits = [one.at(beside) for one in limits]
    judged = [one for one in limits if one.minimum is not None or one.maximum is not None]
    values = beside | {
        name: value
        for limit in judged
        for name, value in zip(limit.names, series(random, limit), strict=True)
    }
    if any(limit.code == TIME for limit in limits if limit not in judged):
        values[TIME] = Decimal(round((task.minutes or 30) * random.uniform(0.6, 1.2)))
    if random.random() < SHARE_MEASURED_BOTH_WAYS:
        values |= _both_ways(random, task)
    if success:
        return values
    limit = random.choice(judged)
    name = random.choice(limit.names)
    if limit.required and len(values) > 1 and random.random() < 0.4:
        del values[name]
    else:
        values[name] = outside(random, limit)
    return values


def _beside(random: Random, limits: Sequence[Threshold]) -> dict[str, Decimal]:
    """Draw the measures that others have their limits from; what a reading gives is left out."""
    asked = [one.code for one in limits if one.code in BESIDE]
    return {code: Decimal(str(round(random.uniform(*BESIDE[code]), 1))) for code in asked}


def _both_ways(random: Random, task: TaskPack) -> dict[str, Decimal]:
    """Draw both values of each average: as far apart as two fibres that differ a little."""
    values = {}
    for limit in thresholds(task):
        for place in range(limit.repeats if limit.average_of else 0):
            mean = random.uniform(0.1, 0.8) * float(limit.maximum or 0)
            apart = random.uniform(-0.09, 0.09)
            for code, value in zip(limit.average_of, (mean + apart, mean - apart), strict=True):
                values[limit.name_in(code, place)] = Decimal(str(round(value, 3)))
    return values


def series(random: Random, limit: Threshold) -> list[Decimal]:
    """Draw the values of a measure, all within its limits."""
    return [_inside(random, limit) for _ in limit.names]


def _inside(random: Random, limit: Threshold) -> Decimal:
    low, high = _bounds(limit)
    if limit.mean_maximum is not None:
        # A mean below its limit for certain: every value is.
        high = min(high, float(limit.mean_maximum))
    elif limit.minimum is None:
        high = low + (high - low) * random.betavariate(4, 3)
    value = random.uniform(low + (high - low) * 0.3, high)
    return _rounded(value, limit, low, high)


def outside(random: Random, limit: Threshold) -> Decimal:
    """Draw a value of a measure that lies beyond one of its limits."""
    low, high = _bounds(limit)
    step = 10.0 ** -PLACES.get(limit.unit, 1)
    if limit.maximum is not None:
        value = float(limit.maximum) + max(step, abs(high - low) * random.uniform(0.05, 0.9))
    else:
        value = low - max(step, abs(high - low) * random.uniform(0.05, 0.3), abs(low) * 0.1)
    worst = float(limit.plausible_minimum or 0)
    return _rounded(value, limit, worst, float(limit.plausible_maximum or value))


def _bounds(limit: Threshold) -> tuple[float, float]:
    low = limit.minimum
    if low is None:
        low = max(limit.plausible_minimum or Decimal(0), Decimal(0))
    high = limit.maximum
    if high is None:
        plausible = limit.plausible_maximum
        high = min(plausible, low * 2) if plausible is not None else low * 2
    return float(low), float(high)


def _rounded(value: float, limit: Threshold, low: float, high: float) -> Decimal:
    places = PLACES.get(limit.unit, 1)
    return Decimal(str(round(min(max(value, low), high), places)))


def correct_last(draft: Draft, today: date) -> None:
    """Let a success of the apprentice one may sign in as have been called a failure for a day."""
    own = {
        row["reference"]
        for row in draft.rows[Trainee]
        if (row["given_names"], row["family_name"]) == APPRENTICE
    }
    successes = [
        row
        for row in draft.rows[Assessment]
        if row["trainee"] in own and row["verdict"] is Verdict.ACQUIRED
    ]
    row = max(successes, key=lambda one: (one["recorded_on"], one["reference"]), default=None)
    if row is not None and row["recorded_on"] < today:
        corrected_on = row["recorded_on"] + timedelta(days=1)
        draft.add(Assessment, **{**row, "recorded_on": corrected_on})
        row["verdict"] = Verdict.NOT_ACQUIRED
