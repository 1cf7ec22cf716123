"""People who apply, doubles, corrections, and the list of people."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cohorts import queries, trainee_operations, trainee_queries
from school.cohorts.models import Cohort, Trainee
from school.cohorts.person_rules import PersonDetails
from school.cohorts.rules import EnrolmentState, Sex
from school.cohorts.trainee_queries import UNSTATED, TraineeFilter
from school.core.audit import AuditEntry
from school.core.errors import InvalidInput, NeedsConfirmation, StaleRecord
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People

BORN = date(2004, 5, 17)
TODAY = date(2026, 3, 2)
AICHA = PersonDetails(
    family_name="Houngbédji",
    given_names="Aïcha",
    sex=Sex.FEMALE,
    born_on=BORN,
    phone="01 97 00 00 03",
    disability=False,
)


def enter(
    session: Session,
    people: People,
    cohort: Cohort,
    details: PersonDetails = AICHA,
    *,
    confirmed: bool = False,
    applied_on: date = TODAY,
) -> Trainee:
    """Enter a new person's application as the director."""
    director = people.principal("director")
    return trainee_operations.apply_newcomer(
        session,
        director,
        cohort,
        details,
        applied_on,
        today=TODAY,
        doubles=trainee_queries.likely_doubles(session, director, details),
        confirmed=confirmed,
    )


def test_a_newcomer_applies(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    trainee = enter(session, people, cohort)
    assert (trainee.phone, trainee.disability, trainee.sort_name) == (
        "+2290197000003",
        False,
        "houngbedji aicha",
    )
    enrolment = queries.enrolments_of(session, people.principal("director"), trainee)[0]
    assert enrolment.cohort is cohort
    assert (enrolment.applied_on, enrolment.enrolled_on) == (TODAY, None)
    actions = set(session.scalars(select(AuditEntry.action)))
    assert {"trainee.register", "enrolment.applied"} <= actions


@pytest.mark.parametrize(
    ("details", "applied_on", "field"),
    [
        (replace(AICHA, born_on=date(2026, 3, 3)), TODAY, "born_on"),
        (replace(AICHA, phone="?"), TODAY, "phone"),
        (replace(AICHA, email="?"), TODAY, "email"),
        (AICHA, date(2026, 3, 3), "applied_on"),
    ],
)
def test_what_cannot_be_is_refused(
    people: People, session: Session, details: PersonDetails, applied_on: date, field: str
) -> None:
    cohort = make_cohort(session, people.school)
    with pytest.raises(InvalidInput) as refused:
        enter(session, people, cohort, details, applied_on=applied_on)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "details",
    [
        AICHA,
        replace(AICHA, family_name="HOUNGBEDJI", given_names="aicha"),
        replace(AICHA, family_name="Aïcha", given_names="Houngbédji"),
        replace(AICHA, born_on=None),
    ],
)
def test_a_likely_double_is_asked_about_and_may_be_kept(
    people: People, session: Session, details: PersonDetails
) -> None:
    cohort = make_cohort(session, people.school, name="Janvier")
    known = enter(session, people, cohort)
    director = people.principal("director")
    doubles = trainee_queries.likely_doubles(session, director, details)
    assert [(one.reference, one.name, one.born_on, one.cohorts) for one in doubles] == [
        (known.reference, "Aïcha Houngbédji", BORN, "Janvier")
    ]
    with pytest.raises(NeedsConfirmation):
        enter(session, people, cohort, details)
    assert enter(session, people, cohort, details, confirmed=True).reference != known.reference


@pytest.mark.parametrize(
    "details",
    [
        replace(AICHA, born_on=date(2004, 5, 18)),
        replace(AICHA, given_names="Aïssa"),
        replace(AICHA, given_names=None),
    ],
)
def test_somebody_else_is_not_asked_about(
    people: People, session: Session, details: PersonDetails
) -> None:
    cohort = make_cohort(session, people.school)
    enter(session, people, cohort)
    assert enter(session, people, cohort, details).reference


def test_another_schools_people_are_not_betrayed(people: People, session: Session) -> None:
    make_enrolment(
        session,
        make_cohort(session, people.other_school),
        make_trainee(session, family_name="Houngbédji", given_names="Aïcha", born_on=BORN),
    )
    assert enter(session, people, make_cohort(session, people.school)).reference


def test_a_known_person_applies_to_another_cohort_once(people: People, session: Session) -> None:
    director = people.principal("director")
    trainee = enter(session, people, make_cohort(session, people.school))
    second = make_cohort(session, people.school)
    trainee_operations.apply_known(session, director, second, trainee, TODAY, today=TODAY)
    cohorts = {one.cohort_id for one in queries.enrolments_of(session, director, trainee)}
    assert len(cohorts) == 2
    with pytest.raises(IntegrityError):
        trainee_operations.apply_known(session, director, second, trainee, TODAY, today=TODAY)


def revise(
    session: Session, people: People, trainee: Trainee, details: PersonDetails, version: int
) -> None:
    """Correct a person as the director."""
    director = people.principal("director")
    trainee_operations.revise_trainee(
        session,
        director,
        trainee,
        details,
        known_version=version,
        today=TODAY,
        doubles=trainee_queries.likely_doubles(session, director, details, trainee.id),
    )


def test_a_person_is_corrected(people: People, session: Session) -> None:
    trainee = enter(session, people, make_cohort(session, people.school))
    revise(session, people, trainee, replace(AICHA, family_name="Sossa", phone=None), 1)
    assert (trainee.full_name, trainee.sort_name, trainee.phone) == (
        "Aïcha Sossa",
        "sossa aicha",
        None,
    )
    with pytest.raises(StaleRecord):
        revise(session, people, trainee, AICHA, 1)


def test_spelling_ones_own_name_otherwise_makes_no_double(people: People, session: Session) -> None:
    trainee = enter(session, people, make_cohort(session, people.school))
    revise(session, people, trainee, replace(AICHA, family_name="HOUNGBEDJI"), 1)
    assert trainee.family_name == "HOUNGBEDJI"


def test_becoming_somebody_elses_double_is_asked_about(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    enter(session, people, cohort)
    other = enter(session, people, cohort, replace(AICHA, family_name="Sossa"))
    with pytest.raises(NeedsConfirmation):
        revise(session, people, other, AICHA, 1)
    twin = enter(session, people, cohort, confirmed=True)
    revise(session, people, twin, replace(AICHA, department="Zou"), 1)
    assert twin.department == "Zou"


def test_the_list_of_people_and_its_filters(people: People, session: Session) -> None:
    first_cohort, second_cohort = (make_cohort(session, people.school) for _ in range(2))
    ada = make_trainee(session, family_name="Élégbédé", given_names="Ada", sex=Sex.FEMALE)
    koffi = make_trainee(session, family_name="Zinsou", given_names="Koffi", sex=Sex.MALE)
    dona = make_trainee(session, family_name="Dona_100%", given_names=None, sex=None)
    make_enrolment(session, first_cohort, ada, enrolled_on=None)
    make_enrolment(session, second_cohort, ada)
    make_enrolment(session, first_cohort, koffi, withdrawn_on=TODAY)
    make_enrolment(session, second_cohort, dona)
    make_enrolment(session, make_cohort(session, people.other_school))
    director = people.principal("director")

    def shown(**wanted: object) -> list[Trainee]:
        page = trainee_queries.trainee_list(
            session,
            director,
            TraineeFilter(**wanted),  # type: ignore[arg-type]
            1,
        )
        return [row.trainee for row in page.items]

    assert shown() == [dona, ada, koffi]
    assert shown(text="ada ELEG") == [ada]
    assert shown(text="_100%") == [dona]
    assert shown(text="%") == [dona]
    assert shown(sex="M") == [koffi]
    assert shown(sex=UNSTATED) == [dona]
    assert shown(cohort=first_cohort.reference) == [ada, koffi]
    assert shown(state=EnrolmentState.APPLIED) == [ada]
    assert shown(cohort=second_cohort.reference, state=EnrolmentState.APPLIED) == []
    assert shown(state=EnrolmentState.WITHDRAWN, sex="M") == [koffi]
    assert shown(cohort="nowhere") == []
    row = trainee_queries.trainee_list(session, director, TraineeFilter(text="ada"), 1).items[0]
    assert {one.cohort for one in row.enrolments} == {first_cohort, second_cohort}
