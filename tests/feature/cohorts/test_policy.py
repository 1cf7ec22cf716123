"""Who may see and change which cohorts, people and enrolments."""

import pytest
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import ANONYMOUS
from school.cohorts import queries
from school.cohorts.models import Cohort, Trainee
from school.core.errors import NotFound
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People


def reached(session: Session, people: People, who: str, cohort: Cohort) -> bool:
    """Tell whether somebody finds a cohort."""
    try:
        queries.cohort_by_reference(session, people.principal(who), cohort.reference)
    except NotFound:
        return False
    return True


def test_a_cohort_is_its_schools(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    found = {
        who: reached(session, people, who, cohort)
        for who in ("director", "trainer", "ministry", "foreign_director", "foreign_trainer")
    }
    assert found == {
        "director": True,
        "trainer": True,
        "ministry": False,
        "foreign_director": False,
        "foreign_trainer": False,
    }
    with pytest.raises(NotFound):
        queries.cohort_by_reference(session, ANONYMOUS, cohort.reference)


def test_seeing_a_cohort_is_not_changing_it(people: People, session: Session) -> None:
    cohort = make_cohort(session, people.school)
    manage = Permission.MANAGE_COHORTS
    director, trainer = people.principal("director"), people.principal("trainer")
    assert queries.cohort_by_reference(session, director, cohort.reference, manage) is cohort
    with pytest.raises(NotFound):
        queries.cohort_by_reference(session, trainer, cohort.reference, manage)


def test_a_person_is_seen_by_the_schools_of_their_cohorts(people: People, session: Session) -> None:
    trainee = make_trainee(session)
    director, foreign = people.principal("director"), people.principal("foreign_director")
    for principal in (director, foreign):
        with pytest.raises(NotFound):
            queries.trainee_by_reference(session, principal, trainee.reference)
    make_enrolment(session, make_cohort(session, people.school), trainee, enrolled_on=None)
    assert queries.trainee_by_reference(session, director, trainee.reference) is trainee
    with pytest.raises(NotFound):
        queries.trainee_by_reference(session, foreign, trainee.reference)


def test_each_school_sees_its_own_enrolments_of_a_person(people: People, session: Session) -> None:
    apprentice = people.principal("apprentice")
    trainee = session.get_one(Trainee, apprentice.trainee_id)
    ours = make_enrolment(session, make_cohort(session, people.school), trainee)
    theirs = make_enrolment(session, make_cohort(session, people.other_school), trainee)
    enrolments = {
        who: set(queries.enrolments_of(session, people.principal(who), trainee))
        for who in ("director", "foreign_director", "apprentice", "ministry")
    }
    assert enrolments == {
        "director": {ours},
        "foreign_director": {theirs},
        "apprentice": {ours, theirs},
        "ministry": set(),
    }


def test_apprentices_read_themselves_and_change_nothing(people: People, session: Session) -> None:
    apprentice = people.principal("apprentice")
    own = session.get_one(Trainee, apprentice.trainee_id)
    other = make_trainee(session)
    cohort = make_cohort(session, people.school)
    make_enrolment(session, cohort, own)
    make_enrolment(session, cohort, other)
    assert queries.trainee_by_reference(session, apprentice, own.reference) is own
    enrolment = queries.enrolment_of(session, apprentice, cohort.reference, own.reference)
    assert enrolment.trainee is own
    with pytest.raises(NotFound):
        queries.trainee_by_reference(session, apprentice, other.reference)
    with pytest.raises(NotFound):
        queries.trainee_by_reference(session, apprentice, own.reference, Permission.MANAGE_TRAINEES)
    with pytest.raises(NotFound):
        queries.enrolment_of(session, apprentice, cohort.reference, other.reference)
    with pytest.raises(NotFound):
        queries.enrolment_of(
            session, apprentice, cohort.reference, own.reference, Permission.MANAGE_COHORTS
        )


def test_choices_and_rosters(people: People, session: Session) -> None:
    director = people.principal("director")
    make_cohort(session, people.other_school)
    cohort = make_cohort(session, people.school)
    second = make_enrolment(session, cohort, make_trainee(session, family_name="Zinsou"))
    first = make_enrolment(session, cohort, make_trainee(session, family_name="Élégbédé"))
    assert queries.visible_cohorts(session, director) == [cohort]
    assert list(queries.roster(session, cohort)) == [first, second]
