"""What holds of an enterprise's answers, and merging it with its double."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, NotAllowed, NotFound
from school.enterprises import interest_operations, merge_operations, queries
from school.enterprises.interest_queries import answers_of, newest_terms, terms_of
from school.enterprises.models import Tutor
from school.enterprises.partner_rules import InterestAnswer, InterestReason, InterestStatus
from school.hiring.models import Hire
from school.placements.models import Placement
from tests.factories.partners import (
    make_interest,
    make_places,
    make_question,
    make_representative,
    make_site,
)
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_hire,
    make_placement,
    make_tutor,
)
from tests.support.people import People

DAY = date(2026, 6, 1)
LOOKING, NOT_OPEN = InterestStatus.ACTIVELY_LOOKING, InterestStatus.NOT_OPEN


def test_the_answer_of_the_year_counts_else_the_last_one(session: Session) -> None:
    one, two, silent = (make_enterprise(session) for _ in range(3))
    make_interest(session, one, answered_on=date(2025, 2, 1), status=NOT_OPEN)
    make_interest(session, one, answered_on=date(2026, 2, 1), status=LOOKING)
    make_interest(session, one, answered_on=date(2026, 3, 1), max_proposals_per_month=2)
    make_interest(session, one, answered_on=date(2026, 5, 1), year=2027, status=NOT_OPEN)
    make_interest(session, one, answered_on=date(2026, 6, 2), status=NOT_OPEN)
    make_interest(session, two, answered_on=date(2024, 2, 1), status=NOT_OPEN)
    terms = terms_of(session, [one.id, two.id, silent.id], DAY)
    assert (terms[one.id].status, terms[one.id].max_proposals_per_month) == ("interested", 2)
    assert (terms[two.id].status, terms[two.id].year) == (NOT_OPEN, 2024)
    assert terms[silent.id].answered_on is None
    assert newest_terms(answers_of(session, one), DAY) == terms[one.id]
    assert terms_of(session, [one.id], date(2027, 1, 1))[one.id].status is NOT_OPEN
    assert terms_of(session, [], DAY) == {}


def test_an_answer_closes_the_questions_about_its_year(people: People, session: Session) -> None:
    enterprise = make_enterprise(session, people.school)
    asked = make_question(session, enterprise, people.school)
    other = make_question(session, enterprise, people.school, year=2027)
    answer = interest_operations.record_answer(
        session, "Directrice", enterprise, 2026,
        InterestAnswer(LOOKING, InterestReason.COST, max_proposals_per_month=3),
        answered_by="Gérante", day=DAY,
    )  # fmt: skip
    assert (asked.interest_id, other.interest_id) == (answer.id, None)
    assert answer.reason is None


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (InterestAnswer(LOOKING, max_proposals_per_month=100), "max_proposals_per_month"),
        (InterestAnswer(LOOKING, next_available_on=date(2026, 5, 31)), "next_available_on"),
        (InterestAnswer(NOT_OPEN, InterestReason.OTHER), "detail"),
    ],
)
def test_bad_answers_are_refused_on_their_field(
    session: Session, answer: InterestAnswer, field: str
) -> None:
    enterprise = make_enterprise(session)
    with pytest.raises(InvalidInput) as refused:
        interest_operations.record_answer(
            session, "Directrice", enterprise, 2026, answer, answered_by="G", day=DAY
        )
    assert refused.value.field == field


def test_who_signs_and_has_an_address_is_asked(session: Session) -> None:
    enterprise = make_enterprise(session, email="contact@example.test")
    assert interest_operations.recipient_of(session, enterprise, DAY).email == enterprise.email
    make_representative(session, enterprise, name="Partie", ends_on=date(2026, 1, 1))
    make_representative(session, enterprise, name="Sans courriel", email=None)
    make_representative(session, enterprise, name="Ne signe pas", may_sign=False)
    make_representative(session, enterprise, name="Signe")
    assert interest_operations.recipient_of(session, enterprise, DAY).name == "Signe"


def test_a_double_gives_everything_to_the_other(people: People, session: Session) -> None:
    kept = make_enterprise(session, people.school)
    double = make_enterprise(session, people.other_school, tax_id="32", department="Zou")
    make_interest(session, double)
    make_places(session, double, site=make_site(session, double))
    question = make_question(session, double, people.other_school)
    tutor = make_tutor(session, double)
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    placement = make_placement(session, enrolment, tutor=tutor)
    hire = make_hire(session, enrolment.trainee, enterprise=double)
    director = people.principal("director")
    moved = merge_operations.merge(session, director, double, kept, DAY)
    assert moved["placements"] == moved["tutors"] == moved["enterprise_sites"] == 1
    for model, thing in ((Placement, placement), (Hire, hire), (Tutor, tutor)):
        stored = session.scalar(select(model.enterprise_id).where(model.id == thing.id))
        assert stored == kept.id
    assert (kept.tax_id, question.enterprise_id) == ("32", kept.id)
    assert queries.partner_schools(session, kept) == [people.school.id, people.other_school.id]
    assert queries.kept_of(session, director, double.reference) is kept
    with pytest.raises(NotFound):
        queries.enterprise_by_reference(session, director, double.reference)
    with pytest.raises(NotAllowed):
        merge_operations.merge(session, director, double, kept, DAY)
    third = make_enterprise(session, people.school)
    merge_operations.merge(session, director, kept, third, DAY)
    assert queries.kept_of(session, director, double.reference) is third
    with pytest.raises(InvalidInput):
        merge_operations.merge(session, director, third, third, DAY)
