"""Who is asked next: those whose situation is unknown, who raises coverage most first."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Enrolment
from school.hiring.follow_up.due_list import Campaign, Due, campaign, due_page
from school.hiring.follow_up.rules import Turn
from school.hiring.rules import AttemptOutcome, Channel, Evidence, Settlement
from tests.factories.careers import DUE_ON, Careers
from tests.factories.records import (
    make_follow_up,
    make_hire,
    make_hire_check,
    make_situation,
)
from tests.support.follow_up import careers_at
from tests.support.people import People

PRESENT = DUE_ON + timedelta(days=60)


@pytest.fixture
def director(people: People) -> Principal:
    return people.principal("director")


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """People of a cohort who left eight months ago."""
    return careers_at(session, people.school, "C-1")


def listed(session: Session, director: Principal, months: int = 6, cohort: str = "") -> list[Due]:
    session.flush()
    counted = campaign(session, director, months, PRESENT, cohort)
    page = due_page(
        session, director, months, PRESENT, total=counted.listed, number=1, cohort=cohort
    )
    assert page.total == len(page.items)
    return list(page.items)


def turn_of(session: Session, director: Principal, enrolment: Enrolment) -> Turn | None:
    found = {one.trainee: one.turn for one in listed(session, director)}
    return found.get(enrolment.trainee.reference)


def tried(session: Session, enrolment: Enrolment, outcome: AttemptOutcome, days: int) -> None:
    day = PRESENT - timedelta(days=days)
    make_follow_up(session, enrolment, outcome=outcome, attempted_on=day, channel=Channel.CALL)


def test_who_is_known_or_not_left_is_not_asked(
    session: Session, careers: Careers, director: Principal
) -> None:
    (unknown,) = careers.certified()
    careers.hired(2)
    (seeking,) = careers.certified()
    make_situation(session, seeking.trainee, observed_on=DUE_ON, recorded_on=DUE_ON)
    careers.certified()[0].certified_on = None
    names = [one.trainee for one in listed(session, director)]
    assert names[0] == unknown.trainee.reference
    assert len(names) == 2
    assert listed(session, director, months=24) == []


def test_who_seeks_before_the_delay_ends_is_still_asked(
    session: Session, careers: Careers, director: Principal
) -> None:
    (early,) = careers.certified()
    day = DUE_ON - timedelta(days=1)
    make_situation(session, early.trainee, observed_on=day, recorded_on=day)
    assert turn_of(session, director, early) is Turn.DUE


@pytest.mark.parametrize(
    ("outcome", "days", "turn"),
    [
        (AttemptOutcome.NO_ANSWER, 6, Turn.WAITING),
        (AttemptOutcome.NO_ANSWER, 7, Turn.DUE),
        (AttemptOutcome.LINK_SENT, 0, Turn.WAITING),
        (AttemptOutcome.REFUSED, 400, Turn.REFUSED),
        (AttemptOutcome.WRONG_CONTACT, 30, Turn.DUE),
    ],
)
def test_an_attempt_is_given_a_week(
    session: Session, careers: Careers, director: Principal,
    outcome: AttemptOutcome, days: int, turn: Turn,
) -> None:  # fmt: skip
    (one,) = careers.certified()
    tried(session, one, AttemptOutcome.REACHED, 500)
    tried(session, one, outcome, days)
    assert turn_of(session, director, one) is turn


def test_who_is_to_be_called_back_comes_first_on_that_day(
    session: Session, careers: Careers, director: Principal
) -> None:
    careers.certified(3)
    (promised,) = careers.certified()
    (later,) = careers.certified()
    for one, days in ((promised, 0), (later, 1)):
        make_follow_up(
            session, one, outcome=AttemptOutcome.CALL_BACK, attempted_on=PRESENT,
            call_back_on=PRESENT + timedelta(days=days),
        )  # fmt: skip
    found = listed(session, director)
    assert (found[0].trainee, found[0].turn) == (promised.trainee.reference, Turn.PROMISED)
    assert (found[-1].trainee, found[-1].turn) == (later.trainee.reference, Turn.WAITING)
    assert found[-1].next_on == PRESENT + timedelta(days=1)


def test_a_declared_hire_is_for_the_employer_to_confirm(
    session: Session, careers: Careers, director: Principal
) -> None:
    one, other, third = careers.certified(3)
    hires = [
        make_hire(
            session, each.trainee, starts_on=DUE_ON, evidence=Evidence.DECLARED, recorded_on=DUE_ON
        )
        for each in (one, other, third)
    ]
    make_hire_check(session, hires[1], asked_on=PRESENT - timedelta(days=6))
    make_hire_check(session, hires[2], asked_on=PRESENT - timedelta(days=7))
    assert turn_of(session, director, one) is Turn.EMPLOYER
    assert turn_of(session, director, other) is Turn.WAITING
    assert turn_of(session, director, third) is Turn.EMPLOYER
    hires[0].starts_on = DUE_ON + timedelta(days=1)
    assert turn_of(session, director, one) is Turn.DUE


def test_a_contested_hire_is_to_be_settled_until_it_is_withdrawn(
    session: Session, careers: Careers, director: Principal
) -> None:
    (one,) = careers.certified()
    hire = make_hire(
        session, one.trainee, contested=True, evidence=Evidence.DECLARED,
        starts_on=DUE_ON, recorded_on=DUE_ON,
    )  # fmt: skip
    assert turn_of(session, director, one) is Turn.SETTLE
    make_hire_check(session, hire, settlement=Settlement.WITHDRAWN, settled_on=PRESENT)
    assert turn_of(session, director, one) is Turn.DUE


def test_the_cohort_with_the_lowest_coverage_comes_first(
    people: People, session: Session, careers: Careers, director: Principal
) -> None:
    careers.hired(3)
    careers.certified()
    other = careers_at(session, people.school, "C-2")
    other.hired(1)
    other.certified(2)
    foreign = careers_at(session, people.other_school, "C-3")
    foreign.certified()
    assert [one.cohort for one in listed(session, director)] == ["C-2", "C-2", "C-1"]
    assert [one.cohort for one in listed(session, director, cohort="C-1")] == ["C-1"]


def test_certified_people_come_before_the_others_and_those_with_a_number_first(
    session: Session, careers: Careers, director: Principal
) -> None:
    (withdrawn,) = careers.withdrawn()
    (silent,) = careers.certified()
    (reachable,) = careers.certified()
    withdrawn.trainee.phone = reachable.trainee.phone = "+2290197000001"
    order = [one.trainee for one in listed(session, director)]
    assert order == [one.trainee.reference for one in (reachable, silent, withdrawn)]


def test_a_delay_about_to_end_is_listed_as_coming(
    people: People, session: Session, director: Principal
) -> None:
    left_on = PRESENT - timedelta(days=175)
    coming = careers_at(session, people.school, "C-1", left_on)
    (one,) = coming.certified()
    assert turn_of(session, director, one) is Turn.COMING
    assert campaign(session, director, 6, PRESENT) == Campaign(coming=1, listed=1)


def test_how_a_campaign_stands_is_counted(
    session: Session, careers: Careers, director: Principal
) -> None:
    asked, answered, refused, silent = careers.certified(4)
    careers.withdrawn()
    for one in (asked, answered, refused):
        one.trainee.phone = "+2290197000001"
    for one in (asked, answered):
        tried(session, one, AttemptOutcome.LINK_SENT, 30)
    tried(session, refused, AttemptOutcome.REFUSED, 30)
    make_follow_up(session, silent, months=12, attempted_on=PRESENT)
    make_situation(session, answered.trainee, observed_on=DUE_ON, recorded_on=DUE_ON)
    session.flush()
    assert campaign(session, director, 6, PRESENT) == Campaign(
        open=4, certified_open=3, reachable=1, asked=3, answered=1, coming=0, listed=4
    )


def test_nobody_at_all_is_nothing_to_do(session: Session, director: Principal) -> None:
    assert campaign(session, director, 6, PRESENT) == Campaign()
    assert listed(session, director) == []


def test_an_employer_to_ask_about_a_certified_person_comes_before_the_uncertified(
    session: Session, careers: Careers, director: Principal
) -> None:
    (withdrawn,) = careers.withdrawn()
    (declared,) = careers.certified()
    make_hire(
        session, declared.trainee, starts_on=DUE_ON, evidence=Evidence.DECLARED, recorded_on=DUE_ON
    )
    order = [one.trainee for one in listed(session, director)]
    assert order == [declared.trainee.reference, withdrawn.trainee.reference]
