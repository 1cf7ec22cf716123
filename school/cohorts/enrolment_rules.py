"""From the application to the certificate: the steps, what each needs, and which dates agree."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from school.cohorts.rules import EnrolmentDates, EnrolmentState
from school.core.errors import InvalidInput, NotAllowed, mark


class CohortStage(StrEnum):
    """Where a cohort stands on a day; follows from its dates."""

    COMING = "coming"
    RUNNING = "running"
    FINISHED = "finished"


@dataclass(frozen=True)
class Transition:
    """A step to a state: from which states, the date that makes it, and what else is needed."""

    from_states: frozenset[EnrolmentState]
    date_field: str
    needs_reason: bool = False


TRANSITIONS = {
    EnrolmentState.ENROLLED: Transition(frozenset({EnrolmentState.APPLIED}), "enrolled_on"),
    EnrolmentState.WITHDRAWN: Transition(
        frozenset({EnrolmentState.APPLIED, EnrolmentState.ENROLLED}),
        "withdrawn_on",
        needs_reason=True,
    ),
    EnrolmentState.COMPLETED: Transition(frozenset({EnrolmentState.ENROLLED}), "completed_on"),
    EnrolmentState.CERTIFIED: Transition(
        frozenset({EnrolmentState.ENROLLED, EnrolmentState.COMPLETED}), "certified_on"
    ),
}


@dataclass(frozen=True)
class CohortPeriod:
    """The days of a cohort; without an end it runs on."""

    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Tell whether a day belongs to the cohort, both ends counted."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def nearest(self, day: date) -> date:
        """Give the day of the cohort that is nearest to a day."""
        not_before = max(day, self.starts_on)
        return not_before if self.ends_on is None else min(not_before, self.ends_on)

    def stage(self, today: date) -> CohortStage:
        """Tell where the cohort stands; its last day is still part of it."""
        if today < self.starts_on:
            return CohortStage.COMING
        if self.ends_on is not None and self.ends_on < today:
            return CohortStage.FINISHED
        return CohortStage.RUNNING


def next_step(dates: EnrolmentDates, period: CohortPeriod, today: date) -> EnrolmentState | None:
    """Name the state that the school must bring a person to next; nothing while all goes well.

    An open application waits to be admitted until the cohort is over; from then on whoever still
    trains waits to be declared at the end, and whoever is there waits for the certificate.
    """
    over = period.stage(today) is CohortStage.FINISHED
    if dates.state is EnrolmentState.APPLIED:
        return EnrolmentState.ENROLLED if dates.is_open_application and not over else None
    if dates.state is EnrolmentState.COMPLETED:
        return EnrolmentState.CERTIFIED
    if dates.state is EnrolmentState.ENROLLED and over:
        return EnrolmentState.COMPLETED
    return None


def advance(dates: EnrolmentDates, target: EnrolmentState, day: date) -> EnrolmentDates:
    """Give the dates after a step; raises `NotAllowed` from a state that has no such step."""
    transition = TRANSITIONS[target]
    turned_away = dates.state is EnrolmentState.APPLIED and not dates.is_open_application
    if turned_away or dates.state not in transition.from_states:
        raise NotAllowed(mark("Cette personne n’en est plus là : rechargez la page."))
    return replace(dates, **{transition.date_field: day})


def check_dates(dates: EnrolmentDates, period: CohortPeriod, today: date) -> None:
    """Refuse dates that cannot stand together, on the field at fault.

    What comes after the admission needs it and does not precede it; a leaver either withdrew or
    reached the end; nothing but an admission may be announced ahead. Raises `InvalidInput`.
    """
    _check_admission(dates, period)
    for field in ("withdrawn_on", "completed_on", "certified_on"):
        _check_exit(dates, field)
    if dates.withdrawn_on is not None and (dates.completed_on or dates.certified_on):
        raise InvalidInput(
            mark("Un retrait et une fin de parcours ne vont pas ensemble : gardez l’un des deux."),
            "withdrawn_on",
        )
    if dates.completed_on and dates.certified_on and dates.certified_on < dates.completed_on:
        raise InvalidInput(
            mark("La certification ne peut pas précéder la fin du parcours."), "certified_on"
        )
    for field in ("applied_on", "withdrawn_on", "completed_on", "certified_on"):
        _check_past(getattr(dates, field), today, field)


def check_step_day(
    target: EnrolmentState, day: date, period: CohortPeriod, today: date, field: str = "day"
) -> None:
    """Refuse a day on which nobody at all can take a step; raises `InvalidInput`."""
    if target is EnrolmentState.ENROLLED:
        _check_not_over(day, period, field)
    else:
        _check_past(day, today, field)


def check_reason(dates: EnrolmentDates, reason: str | None) -> None:
    """Ask for the reason of a withdrawal; raises `InvalidInput` without it."""
    if dates.withdrawn_on is not None and not reason:
        raise InvalidInput(mark("Dites pourquoi : c’est ce qui sert ensuite."), "withdrawal_reason")


def missing_places(capacity: int | None, taken: int, wanted: int) -> int:
    """Count the places that are lacking to admit so many more; 0 when all fit or none is set."""
    return 0 if capacity is None else max(0, taken + wanted - capacity)


def _check_admission(dates: EnrolmentDates, period: CohortPeriod) -> None:
    if dates.enrolled_on is None:
        return
    if dates.applied_on is not None and dates.enrolled_on < dates.applied_on:
        raise InvalidInput(mark("L’admission ne peut pas précéder la candidature."), "enrolled_on")
    _check_not_over(dates.enrolled_on, period, "enrolled_on")


def _check_not_over(day: date, period: CohortPeriod, field: str) -> None:
    if period.ends_on is not None and day > period.ends_on:
        raise InvalidInput(mark("La promotion est déjà terminée à cette date."), field)


def _check_past(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        raise InvalidInput(mark("Cette date est encore à venir."), field)


def _check_exit(dates: EnrolmentDates, field: str) -> None:
    value: date | None = getattr(dates, field)
    if value is None:
        return
    if dates.enrolled_on is None and field != "withdrawn_on":
        raise InvalidInput(mark("Sans date d’admission, il n’y a pas de fin de parcours."), field)
    if dates.enrolled_on is not None and value < dates.enrolled_on:
        raise InvalidInput(mark("La fin ne peut pas précéder l’admission."), field)
    if dates.applied_on is not None and value < dates.applied_on:
        raise InvalidInput(mark("La fin ne peut pas précéder la candidature."), field)
