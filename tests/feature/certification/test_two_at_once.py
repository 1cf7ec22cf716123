"""Two juries, two hands of one jury and two revocations at the same moment: one outcome."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.certification import certificate_operations, operations, queries
from school.certification.jury_rules import Outcome, Revocation, Ruling
from school.certification.models import Certificate, Jury, JuryDecision
from school.certification.operations import JuryDetails, Subject
from school.cohorts.models import Cohort, Enrolment
from school.core.clock import today
from school.core.database import Database
from school.core.errors import NotAllowed, StaleRecord
from tests.factories import records
from tests.factories.certification import make_certificate, make_issuer, make_jury, module_of
from tests.support.overlapping import overlapping
from tests.support.people import People

EXCEPTION = Ruling(Outcome.CERTIFIED, derogation="Dossier papier.")
ADJOURNED = Ruling(Outcome.ADJOURNED, "Examen à repasser.")

Decision = Callable[[Session], object]


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    cohort = records.make_cohort(
        session, people.school, starts_on=today() - timedelta(days=200),
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip
    return records.make_enrolment(session, cohort)


@pytest.fixture
def director(people: People) -> Principal:
    return people.principal("director")


def deciding(
    director: Principal, jury: Jury, who: Enrolment, ruling: Ruling, module: str | None = None
) -> Decision:
    """Decide as a request does: everything is read in the transaction that writes."""
    reference, person = jury.reference, who.trainee.reference

    def decide(session: Session) -> object:
        held = queries.jury_by_reference(session, director, reference)
        enrolment = queries.candidate(session, held.cohort, person)
        subject = Subject(module_of(session, module) if module else None)
        return operations.decide(session, director, held, subject, enrolment, ruling, make_issuer())

    return decide


def in_force(session: Session) -> int:
    session.rollback()
    query = select(func.count()).where(Certificate.revoked_on.is_(None))
    return session.scalar(query.select_from(Certificate)) or 0


@pytest.mark.parametrize("module", [None, "F0"])
def test_two_juries_give_one_certificate(
    database: Database, session: Session, director: Principal, enrolment: Enrolment,
    module: str | None,
) -> None:  # fmt: skip
    first, second = (make_jury(session, enrolment.cohort) for _ in range(2))
    session.commit()
    refusal = overlapping(
        database,
        deciding(director, first, enrolment, EXCEPTION, module),
        deciding(director, second, enrolment, EXCEPTION, module),
    )
    assert isinstance(refusal, NotAllowed)
    assert in_force(session) == 1


def test_two_people_get_places_and_codes_of_their_own(
    database: Database, session: Session, director: Principal, enrolment: Enrolment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    # Two places alone: whoever chooses among those that seem free would meet the other's.
    monkeypatch.setattr("school.certification.certificate_operations.PLACES", 2)
    another = records.make_enrolment(session, enrolment.cohort)
    juries = [make_jury(session, enrolment.cohort) for _ in range(2)]
    session.commit()
    refusal = overlapping(
        database,
        deciding(director, juries[0], enrolment, EXCEPTION),
        deciding(director, juries[1], another, EXCEPTION),
    )
    assert refusal is None
    session.rollback()
    given = session.scalars(select(Certificate)).all()
    assert {one.status_index for one in given} == {0, 1}
    assert len({one.code for one in given}) == 2


def test_a_module_is_certified_once_in_two_cohorts(
    database: Database, session: Session, director: Principal, enrolment: Enrolment
) -> None:
    cohort: Cohort = enrolment.cohort
    other = records.make_cohort(session, cohort.school, starts_on=cohort.starts_on)
    again = records.make_enrolment(session, other, enrolment.trainee)
    juries = make_jury(session, cohort), make_jury(session, other)
    session.commit()
    refusal = overlapping(
        database,
        deciding(director, juries[0], enrolment, EXCEPTION, "F0"),
        deciding(director, juries[1], again, EXCEPTION, "F0"),
    )
    assert isinstance(refusal, NotAllowed)
    assert in_force(session) == 1


@pytest.mark.parametrize(("first", "left"), [(EXCEPTION, 1), (ADJOURNED, 0)])
def test_the_second_hand_of_a_jury_is_told_of_the_first(
    database: Database, session: Session, director: Principal, enrolment: Enrolment,
    first: Ruling, left: int,
) -> None:  # fmt: skip
    jury = make_jury(session, enrolment.cohort)
    session.commit()
    last = ADJOURNED if first is EXCEPTION else EXCEPTION
    refusal = overlapping(
        database,
        deciding(director, jury, enrolment, first),
        deciding(director, jury, enrolment, last),
    )
    assert isinstance(refusal, StaleRecord)
    assert in_force(session) == left
    assert session.scalars(select(JuryDecision)).one().outcome is first.outcome


def test_who_sits_does_not_change_while_the_jury_decides(
    database: Database, session: Session, director: Principal, enrolment: Enrolment
) -> None:
    jury = make_jury(session, enrolment.cohort)
    members = [one.staff_id for one in jury.members]
    session.commit()

    def revise(session: Session) -> None:
        held = queries.jury_by_reference(session, director, jury.reference)
        details = JuryDetails(today(), "Ailleurs", members, members[0])
        operations.revise_jury(session, director, held, details, held.version)

    refusal = overlapping(database, deciding(director, jury, enrolment, EXCEPTION), revise)
    assert isinstance(refusal, NotAllowed)


def test_the_first_revocation_stands(
    database: Database, session: Session, director: Principal, enrolment: Enrolment
) -> None:
    given = make_certificate(session, enrolment)
    session.commit()

    def revoking(kind: Revocation) -> Decision:
        def revoke(session: Session) -> None:
            found = session.get_one(Certificate, given.id)
            certificate_operations.revoke(session, director, found, kind, kind.value)

        return revoke

    refusal = overlapping(database, revoking(Revocation.ERROR), revoking(Revocation.FRAUD))
    assert isinstance(refusal, NotAllowed)
    session.rollback()
    session.refresh(given)
    assert given.revocation is Revocation.ERROR
