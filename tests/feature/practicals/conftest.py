"""A class that trains, and a day on which it does."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.curriculum.models import PracticalTask
from tests.factories.records import make_cohort, make_enrolment, make_trainee, task_of
from tests.support.people import People


@dataclass
class TrainingClass:
    """A cohort of the school of `people`, with three people enrolled, in the order of the list."""

    cohort: Cohort
    enrolments: list[Enrolment]

    @property
    def first(self) -> Enrolment:
        return self.enrolments[0]


@pytest.fixture(autouse=True)
def _on_a_training_day() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def training(people: People, session: Session) -> TrainingClass:
    cohort = make_cohort(session, people.school)
    names = ("Adjovi", "Bio", "Codjo")
    enrolments = [
        make_enrolment(session, cohort, make_trainee(session, family_name=name)) for name in names
    ]
    session.commit()
    return TrainingClass(cohort, enrolments)


@pytest.fixture
def splice(session: Session) -> PracticalTask:
    """Mechanical splicing: one required measure, 0.30 dB at most."""
    return task_of(session, "PA-06")


@pytest.fixture
def fusion(session: Session) -> PracticalTask:
    """Fusion splicing: twelve required estimates with a mean, and measures one may leave out."""
    return task_of(session, "PA-05")


@pytest.fixture
def apprentice(people: People, training: TrainingClass, session: Session) -> Trainee:
    """The apprentice's account is that of the first person of the class."""
    account: Account = people.account("apprentice")
    account.trainee_id = training.first.trainee_id
    session.commit()
    return training.first.trainee
