"""Cohorts opened and corrected; people admitted, withdrawn, brought to the end and certified."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.accounts.models import StaffAssignment
from school.accounts.rules import StaffRole
from school.cohorts import cohort_queries, operations, queries
from school.cohorts.cohort_queries import CohortView
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.operations import CohortDetails
from school.cohorts.rules import EnrolmentDates, EnrolmentState, Sex
from school.core.audit import AuditEntry
from school.core.errors import (
    InvalidInput,
    NeedsConfirmation,
    NotAllowed,
    NotFound,
    StaleRecord,
)
from tests.factories.records import make_cohort, make_enrolment, make_trainee, path_of
from tests.support.people import People

START, END = date(2026, 1, 12), date(2026, 9, 11)
TODAY = date(2026, 3, 2)


def details_of(session: Session, **values: object) -> CohortDetails:
    """State a cohort."""
    stated = {"name": "Déploiement", "starts_on": START, "ends_on": END, "capacity": 24}
    return CohortDetails(path_of(session).id, **{**stated, **values})  # type: ignore[arg-type]


def applicant(session: Session, cohort: Cohort, **values: object) -> Enrolment:
    """Make somebody who applied."""
    return make_enrolment(
        session, cohort, make_trainee(session, **values), enrolled_on=None, applied_on=START
    )


def admit(
    session: Session, people: People, cohort: Cohort, *chosen: Enrolment, **options: object
) -> None:
    """Admit people as the director."""
    operations.take_step(
        session,
        people.principal("director"),
        cohort,
        EnrolmentState.ENROLLED,
        [one.trainee.reference for one in chosen],
        **{"day": TODAY, "today": TODAY, **options},  # type: ignore[arg-type]
    )


def test_a_cohort_is_opened_in_ones_own_school(people: People, session: Session) -> None:
    director = people.principal("director")
    made = operations.open_cohort(
        session, director, people.school.id, "2026-1", details_of(session)
    )
    assert queries.cohort_by_reference(session, director, "2026-1") is made
    assert (made.path.reference, made.capacity) == ("deployment", 24)
    with pytest.raises(NotAllowed):
        operations.open_cohort(
            session, director, people.other_school.id, "2026-2", details_of(session)
        )
    with pytest.raises(NotAllowed):
        operations.open_cohort(
            session, people.principal("trainer"), people.school.id, "2026-2", details_of(session)
        )
    with pytest.raises(IntegrityError):
        operations.open_cohort(session, director, people.school.id, "2026-1", details_of(session))


def test_an_end_before_the_start_is_refused(people: People, session: Session) -> None:
    director = people.principal("director")
    backwards = details_of(session, ends_on=date(2026, 1, 11))
    with pytest.raises(InvalidInput) as refused:
        operations.open_cohort(session, director, people.school.id, "2026-1", backwards)
    assert refused.value.field == "ends_on"
    cohort = make_cohort(session, people.school)
    with pytest.raises(InvalidInput):
        operations.revise_cohort(session, director, cohort, backwards, cohort.version)


def test_a_correction_is_kept_once_and_audited(people: People, session: Session) -> None:
    director = people.principal("director")
    cohort = make_cohort(session, people.school, name="Avant")
    operations.revise_cohort(session, director, cohort, details_of(session, name="Après"), 1)
    with pytest.raises(StaleRecord):
        operations.revise_cohort(session, director, cohort, details_of(session), 1)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "cohort.revise")).one()
    assert entry.changes["name"] == ["Avant", "Après"]
    assert entry.actor == director.name


def test_several_are_admitted_together(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    first, second, third = (applicant(session, cohort) for _ in range(3))
    admit(session, people, cohort, first, third)
    assert [one.dates.state for one in (first, second, third)] == [
        EnrolmentState.ENROLLED,
        EnrolmentState.APPLIED,
        EnrolmentState.ENROLLED,
    ]
    assert first.enrolled_on == TODAY
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "enrolment.enrolled")
    ).all()
    assert {entry.object_id for entry in entries} == {first.id, third.id}


def test_an_admission_past_the_capacity_is_asked_about(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school, capacity=2)
    make_enrolment(session, cohort)
    make_enrolment(session, cohort, withdrawn_on=START, withdrawal_reason="travail")
    first, second = applicant(session, cohort), applicant(session, cohort)
    with pytest.raises(NeedsConfirmation) as asked:
        admit(session, people, cohort, first, second)
    assert asked.value.values == {"capacity": 2, "taken": 1, "lacking": 1}
    assert first.enrolled_on is None
    admit(session, people, cohort, first)
    admit(session, people, cohort, second, confirmed=True)
    assert second.enrolled_on == TODAY


def test_who_is_not_waiting_is_not_admitted(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    waiting, admitted = applicant(session, cohort), make_enrolment(session, cohort)
    closed = make_enrolment(session, cohort, enrolled_on=None, withdrawn_on=TODAY)
    elsewhere = applicant(session, make_cohort(session, people.school))
    for other in (admitted, closed, elsewhere):
        with pytest.raises(NotAllowed):
            admit(session, people, cohort, waiting, other)
    assert waiting.enrolled_on is None


def test_a_date_that_one_of_them_cannot_have_names_them(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    late = make_enrolment(
        session, cohort, make_trainee(session, family_name="Sossa"), enrolled_on=date(2026, 2, 1)
    )
    early = make_enrolment(session, cohort)
    with pytest.raises(InvalidInput) as refused:
        operations.take_step(
            session,
            people.principal("director"),
            cohort,
            EnrolmentState.COMPLETED,
            [early.trainee.reference, late.trainee.reference],
            day=date(2026, 1, 20),
            today=TODAY,
        )
    assert refused.value.field == "day"
    assert "Sossa" in str(refused.value)


def test_the_end_and_the_certificate(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    one = make_enrolment(session, cohort)
    director = people.principal("director")
    for target in (EnrolmentState.COMPLETED, EnrolmentState.CERTIFIED):
        operations.take_step(
            session, director, cohort, target, [one.trainee.reference], day=TODAY, today=TODAY
        )
    assert one.dates == EnrolmentDates(START, START, None, TODAY, TODAY)


def test_a_withdrawal_is_recorded_with_its_reason(people: People, session: Session) -> None:
    director = people.principal("director")
    one = make_enrolment(session, make_cohort(session, people.school))
    left = EnrolmentDates(START, START, withdrawn_on=TODAY)
    with pytest.raises(InvalidInput) as refused:
        operations.revise_enrolment(
            session, director, one, left, None, known_version=1, today=TODAY
        )
    assert refused.value.field == "withdrawal_reason"
    operations.revise_enrolment(
        session, director, one, left, "distance", known_version=1, today=TODAY
    )
    assert (one.dates.state, one.withdrawal_reason) == (EnrolmentState.WITHDRAWN, "distance")
    with pytest.raises(StaleRecord):
        operations.revise_enrolment(
            session, director, one, left, "distance", known_version=1, today=TODAY
        )
    back = EnrolmentDates(START, START)
    operations.revise_enrolment(
        session, director, one, back, "distance", known_version=2, today=TODAY
    )
    assert (one.dates.state, one.withdrawal_reason) == (EnrolmentState.ENROLLED, None)


def test_an_impossible_date_is_refused_on_its_field(people: People, session: Session) -> None:
    one = make_enrolment(session, make_cohort(session, people.school))
    backwards = EnrolmentDates(START, START, completed_on=date(2026, 1, 11))
    with pytest.raises(InvalidInput) as refused:
        operations.revise_enrolment(
            session,
            people.principal("director"),
            one,
            backwards,
            None,
            known_version=1,
            today=TODAY,
        )
    assert refused.value.field == "completed_on"


def test_numbers_by_sex(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    sexes = [Sex.FEMALE, Sex.FEMALE, Sex.MALE, Sex.MALE, None]
    women_men_unstated = [make_trainee(session, sex=sex) for sex in sexes]
    first, second, third, fourth, fifth = women_men_unstated
    make_enrolment(session, cohort, first, completed_on=TODAY, certified_on=TODAY)
    make_enrolment(session, cohort, second, withdrawn_on=TODAY)
    make_enrolment(session, cohort, third, completed_on=TODAY)
    make_enrolment(session, cohort, fourth, enrolled_on=None, applied_on=date(2026, 1, 20))
    make_enrolment(session, cohort, fifth)
    numbers = cohort_queries.numbers_of(session, cohort)
    by_stage = {
        name: (count.women, count.men, count.unstated, count.total)
        for name, count in vars(numbers).items()
        if isinstance(count, cohort_queries.StageCount)
    }
    assert by_stage == {
        "applied": (2, 2, 1, 5),
        "admitted": (2, 1, 1, 4),
        "withdrawn": (1, 0, 0, 1),
        "completed": (1, 1, 0, 2),
        "certified": (1, 0, 0, 1),
        "waiting": (0, 1, 0, 1),
        "training": (0, 0, 1, 1),
        "to_certify": (0, 1, 0, 1),
    }
    assert (numbers.waiting_since, numbers.places) == (date(2026, 1, 20), 3)
    assert numbers.admitted.women_share == 2 / 3
    counts = cohort_queries.counts_of(session, [cohort.id])[cohort.id]
    assert vars(counts) == {
        "applicants": 1,
        "places": 3,
        "training": 1,
        "completed": 1,
        "certified": 1,
        "women": 1,
        "men": 1,
    }


def test_the_numbers_of_nobody(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    numbers = cohort_queries.numbers_of(session, cohort)
    assert (numbers.applied.total, numbers.waiting_since) == (0, None)
    assert numbers.admitted.women_share is None
    assert cohort_queries.counts_of(session, [cohort.id]) == {}


def test_lists_of_open_finished_and_all(people: People, session: Session) -> None:
    director = people.principal("director")
    over = make_cohort(session, people.school, ends_on=date(2026, 3, 1))
    last_day = make_cohort(session, people.school, ends_on=TODAY, starts_on=date(2026, 1, 13))
    endless = make_cohort(session, people.school, ends_on=None, starts_on=date(2026, 1, 14))
    make_cohort(session, people.other_school)
    shown = {
        view: [
            row.cohort
            for row in cohort_queries.cohort_list(session, director, view, TODAY, 1).items
        ]
        for view in CohortView
    }
    assert shown == {
        CohortView.OPEN: [endless, last_day],
        CohortView.FINISHED: [over],
        CohortView.ALL: [endless, last_day, over],
    }


def test_a_trainer_here_who_directs_elsewhere_changes_nothing_here(
    people: People, session: Session
) -> None:
    staff = people.staff("trainer")
    session.add(
        StaffAssignment(
            staff_id=staff.id, role=StaffRole.DIRECTOR, school_id=people.other_school.id
        )
    )
    session.commit()
    both = people.principal("trainer")
    here = make_cohort(session, people.school)
    there = operations.open_cohort(
        session, both, people.other_school.id, "2026-9", details_of(session)
    )
    manage = Permission.MANAGE_COHORTS
    assert queries.cohort_by_reference(session, both, here.reference) is here
    assert queries.cohort_by_reference(session, both, there.reference, manage) is there
    with pytest.raises(NotFound):
        queries.cohort_by_reference(session, both, here.reference, manage)
    with pytest.raises(NotAllowed):
        operations.open_cohort(session, both, people.school.id, "2026-8", details_of(session))
