"""What a quiz refuses: in words, with all that was typed, and never with a fault of the server."""

from decimal import Decimal

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.learning.marking import Verdict
from school.learning.quizzes.models import QuizAnswer, QuizAttempt
from school.learning.quizzes.targets import module_target, practice_target
from tests.support.people import People
from tests.support.quiz_scenes import ATTEMPT, PRACTICE, filled_in, right_fields, sit_down
from tests.support.quizzes import hidden_fields
from tests.unit.learning.samples import KINDS

LONG = "9" * 10_000
ODD_NUMBERS = (
    "NaN", "1e999", "-1e999", "Infinity", "1e-999", "sNaN", "0x10", "1,2,3", "٣", "--1", "=1",
    "9" * 200,
)  # fmt: skip


@pytest.fixture(autouse=True)
def cohort(people: People, session: Session) -> None:
    """The apprentice sits before a quiz with every kind of question."""
    sit_down(people, session)


def kept(session: Session) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(QuizAttempt)).one()


def test_what_was_typed_stays_for_every_kind(app: Flask, people: People, session: Session) -> None:
    client = people.client("apprentice")
    typed = right_fields(app, module_target(session, people.principal("apprentice"), "F0"))
    assert {name.split("-")[2] for name in typed} == set(KINDS)
    sent = hidden_fields(client.get(ATTEMPT).text) | typed
    refused = client.post(ATTEMPT, data=sent | {"draw": "other"})
    assert refused.status_code == 422
    assert "Cette page ne correspond plus au quiz" in refused.text
    assert filled_in(refused.text) == typed
    for change in ({"q-K-short_answer": LONG}, {"q-K-numeric": LONG}, {"q-K-parameterised": LONG}):
        refused = client.post(ATTEMPT, data=sent | change)
        assert refused.status_code == 422
        assert filled_in(refused.text) == typed | change
        assert "200" in refused.text
    assert kept(session) == 0


def test_two_items_in_one_place(app: Flask, people: People, session: Session) -> None:
    client = people.client("apprentice")
    typed = right_fields(app, module_target(session, people.principal("apprentice"), "F0"))
    typed |= {"q-K-ordering-0": "2", "q-K-ordering-1": "2"}
    refused = client.post(ATTEMPT, data=hidden_fields(client.get(ATTEMPT).text) | typed)
    assert refused.status_code == 422
    assert refused.text.count("Deux éléments ont la même place") >= 1
    assert filled_in(refused.text) == typed
    assert kept(session) == 0


@pytest.mark.parametrize("name", ["single", "true_false", "hotspot", "matching-0", "ordering-3"])
def test_what_no_page_offers(people: People, session: Session, name: str) -> None:
    client = people.client("apprentice")
    sent = hidden_fields(client.get(ATTEMPT).text) | {"q-K-numeric": "0,35"}
    for value in ("9", "-1", "x", "1e999", "NaN", "0.0", "00", LONG):
        refused = client.post(ATTEMPT, data=sent | {f"q-K-{name}": value})
        assert refused.status_code == 422, value
        assert filled_in(refused.text)["q-K-numeric"] == "0,35"
        assert "aria-invalid" in refused.text or 'class="field wrong"' in refused.text
    assert kept(session) == 0


@pytest.mark.parametrize("name", ["q-K-multiple-9", "q-K-ordering-4", "q-X", "q-", "q-K-single-0"])
def test_answers_to_other_questions(people: People, session: Session, name: str) -> None:
    client = people.client("apprentice")
    sent = hidden_fields(client.get(ATTEMPT).text)
    refused = client.post(ATTEMPT, data=sent | {name: "1"})
    assert refused.status_code == 422
    assert "Certaines réponses vont à d’autres questions" in refused.text
    assert kept(session) == 0


def test_hidden_fields_that_cannot_be(people: People, session: Session) -> None:
    client = people.client("apprentice")
    good = hidden_fields(client.get(ATTEMPT).text)
    odd = ("", "0", "-1", "2", "x", "NaN", "1e999", "²", "999999", LONG, "\x00")
    bad = [{name: value} for name in ("number", "edition", "draw") for value in odd]
    for change in [*bad, {"answered_at": "2199-01-01T00:00:00Z"}]:
        refused = client.post(ATTEMPT, data=good | change | {"q-K-numeric": "0,35"})
        assert refused.status_code == 422, change
        assert filled_in(refused.text) == {"q-K-numeric": "0,35"}
    alone = client.post(ATTEMPT, data={"q-K-numeric": "0,35"})
    assert (alone.status_code, filled_in(alone.text)) == (422, {"q-K-numeric": "0,35"})
    assert kept(session) == 0


def test_hidden_fields_that_say_nothing_are_passed_over(people: People, session: Session) -> None:
    client = people.client("apprentice")
    odd = [
        {"submission": "x"}, {"purpose": "other"}, {"quiz": LONG}, {"version": "NaN"},
        {"answered_at": "NaN"}, {"answered_at": LONG}, {"answered_at": "0001-01-01T00:00:00+23:59"},
    ]  # fmt: skip
    for number, change in enumerate(odd, start=1):
        sent = hidden_fields(client.get(PRACTICE).text) | change
        taken = client.post(PRACTICE, data=sent)
        assert taken.status_code in {303, 422}, change
        assert kept(session) <= number


@pytest.mark.parametrize("kind", ["numeric", "parameterised"])
def test_numbers_that_are_none_are_wrong_answers(
    people: People, session: Session, kind: str
) -> None:
    client = people.client("apprentice")
    for typed in ODD_NUMBERS:
        sent = hidden_fields(client.get(PRACTICE).text)
        taken = client.post(PRACTICE, data=sent | {f"q-K-{kind}": typed})
        assert taken.status_code == 303, typed
        assert client.get(taken.headers["Location"]).status_code == 200
    session.rollback()
    query = select(QuizAnswer.verdict, QuizAnswer.share).where(QuizAnswer.question == f"K-{kind}")
    rows = session.execute(query).all()
    assert len(rows) == len(ODD_NUMBERS)
    assert {share for _, share in rows} == {Decimal(0)}
    assert {verdict for verdict, _ in rows} <= {
        Verdict.NOT_A_NUMBER,
        Verdict.WRONG,
        Verdict.OTHER_UNIT,
    }


def test_a_field_sent_twice_and_fields_left_out(
    app: Flask, people: People, session: Session
) -> None:
    client = people.client("apprentice")
    right = right_fields(app, practice_target(session, people.principal("apprentice"), "F0-01"))
    sent = hidden_fields(client.get(PRACTICE).text)
    doubled = {name: [value, "9"] for name, value in (sent | right).items()}
    taken = client.post(PRACTICE, data=doubled)
    assert taken.status_code in {303, 422}
    before = kept(session)
    blank = client.post(PRACTICE, data=hidden_fields(client.get(PRACTICE).text))
    assert blank.status_code == 303
    assert kept(session) == before + 1
    last = session.scalars(select(QuizAttempt).order_by(QuizAttempt.id.desc()).limit(1)).one()
    verdicts = select(QuizAnswer.verdict).where(QuizAnswer.attempt_id == last.id)
    assert (set(session.scalars(verdicts)), last.mark) == ({Verdict.UNANSWERED}, Decimal(0))


def test_a_place_of_a_figure_is_chosen_by_its_zone(people: People, session: Session) -> None:
    client = people.client("apprentice")
    # By what is seen alone: the zone drawn over the ferrule, at 10, has the number to choose.
    for x, verdict in (("10", Verdict.RIGHT), ("60", Verdict.WRONG)):
        page = client.get(PRACTICE).text
        root = html5lib.parse(page, namespaceHTMLElements=False)
        zones = {
            next(one.get("x") for one in zone.iter() if one.get("class") == "zone-edge"): zone
            for zone in root.iter()
            if zone.get("data-zone") is not None
        }
        number = next(one.text for one in zones[x].iter() if one.get("class") == "zone-number")
        chosen = str(zones[x].get("data-zone"))
        assert number == str(int(chosen) + 1)
        taken = client.post(PRACTICE, data=hidden_fields(page) | {"q-K-hotspot": chosen})
        result = client.get(taken.headers["Location"]).text
        assert f"Zone {number} · {'Férule' if x == '10' else 'Corps'}" in result
        session.rollback()
        query = select(QuizAnswer.verdict).where(QuizAnswer.question == "K-hotspot")
        assert session.scalars(query.order_by(QuizAnswer.id.desc())).first() is verdict
