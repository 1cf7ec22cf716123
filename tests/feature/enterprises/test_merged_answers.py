"""Two records of one enterprise were both asked the same: it counts once, and nothing is lost."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.clock import today
from school.core.database import Database
from school.enterprises import interest_operations, merge_operations
from school.enterprises.consultations import answer_queries, link_operations, operations, queries
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
)
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import ConsultationState, Said, Step
from school.enterprises.models import Enterprise
from school.enterprises.partner_models import EnterpriseInterest
from school.enterprises.partner_rules import InterestAnswer, InterestStatus
from tests.factories.consultations import invite, make_answer, make_consultation
from tests.factories.records import make_enterprise
from tests.support.overlapping import overlapping
from tests.support.people import People

DAY = date(2026, 11, 20)


def _merge(people: People, session: Session, double: Enterprise, kept: Enterprise) -> None:
    merge_operations.merge(session, people.principal("director"), double, kept, DAY)


def _counted(session: Session, consultation: Consultation) -> list[tuple[int, int]]:
    found = answer_queries.latest_answers(session, consultation)
    return [(answer.enterprise_id, answer.number) for answer, _ in found]


def _asked(session: Session, consultation: Consultation) -> list[int]:
    rows = answer_queries.asked_enterprises(session, consultation, 1).items
    assert [one.enterprise_id for one in queries.invitations_of(session, consultation)] == [
        one.enterprise.id for one in rows
    ]
    assert answer_queries.asked_count(session, consultation) == len(rows)
    return [one.enterprise.id for one in rows]


def test_an_answer_that_only_the_double_gave_is_the_others(
    people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school)
    kept, double = (make_enterprise(session, people.school) for _ in range(2))
    asked = invite(session, consultation, double)
    make_answer(session, asked, (1,))
    make_answer(session, asked, (2,), number=2)
    _merge(people, session, double, kept)
    assert _counted(session, consultation) == [(kept.id, 2)]
    assert _asked(session, consultation) == [kept.id]


def test_where_both_answered_the_corrections_of_the_double_stay_with_it(
    people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school)
    kept, double = (make_enterprise(session, people.school) for _ in range(2))
    make_answer(session, invite(session, consultation, kept), (1,))
    asked = invite(session, consultation, double)
    make_answer(session, asked, (2,))
    make_answer(session, asked, (3,), number=2)
    _merge(people, session, double, kept)
    assert _counted(session, consultation) == [(kept.id, 1)]
    assert _asked(session, consultation) == [kept.id]
    query = select(ConsultationAnswer.enterprise_id).order_by(ConsultationAnswer.id)
    assert session.scalars(query).all() == [kept.id, double.id, double.id]


def test_the_link_that_the_double_was_sent_answers_for_the_other(
    app: Flask, people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school)
    kept, double = (make_enterprise(session, people.school) for _ in range(2))
    invite(session, consultation, kept)
    asked = invite(session, consultation, double)
    token = link_operations.issue(
        session, link_operations.ANSWER, asked, Recipient("Le double", None)
    )
    _merge(people, session, double, kept)
    session.commit()
    page = f"/link/consultation/{token}"
    typed = {"version": "0", "lacking": "La soudure ruban"}
    assert app.test_client().post(page, data=typed).status_code == 303
    session.rollback()
    session.expire_all()
    assert _counted(session, consultation) == [(kept.id, 1)]


def test_an_answer_by_the_link_of_a_double_counts_though_it_is_merged_at_that_moment(
    people: People, session: Session, database: Database
) -> None:
    consultation = make_consultation(session, people.school)
    kept, double = (make_enterprise(session, people.school) for _ in range(2))
    answerer = Recipient("Le double", None)
    asked = invite(session, consultation, double)
    token = link_operations.issue(session, link_operations.ANSWER, asked, answerer)
    _, _, question = interest_operations.ask(session, "Directrice", double, people.school, 2026)
    director = people.principal("director")
    session.commit()

    def merge(records: Session) -> None:
        both = [records.get_one(Enterprise, one) for one in (double.id, kept.id)]
        merge_operations.merge(records, director, both[0], both[1], DAY)

    def answer(records: Session) -> None:
        said = Said(lacking="La soudure ruban")
        assert link_operations.answer(records, token, said, None) is not None
        given = InterestAnswer(InterestStatus.INTERESTED)
        assert interest_operations.answer_by_link(records, question, given, "Gérante") is not None

    assert overlapping(database, merge, answer) is None
    session.expire_all()
    assert _counted(session, consultation) == [(kept.id, 1)]
    assert session.scalars(select(EnterpriseInterest.enterprise_id)).all() == [kept.id]


def test_a_double_is_not_asked_again(people: People, session: Session) -> None:
    kept, double = (make_enterprise(session, people.school) for _ in range(2))
    _merge(people, session, double, kept)
    consultation = make_consultation(
        session,
        people.school,
        state=ConsultationState.DRAFT,
        closes_on=today() + timedelta(days=9),
    )
    director = people.principal("director")
    operations.take_step(session, director, consultation, Step.OPEN, today())
    session.flush()
    invited = session.scalars(select(ConsultationInvitation.enterprise_id)).all()
    assert kept.id in invited
    assert double.id not in invited
