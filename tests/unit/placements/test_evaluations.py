"""Questions of six kinds, low marks, and whose turn one is."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.core.questions import MOST_CHOICES, Answer, Question, QuestionKind, check_answers
from school.placements.evaluations.rules import (
    DEFAULT_QUESTIONS,
    TRAINER_WITHIN,
    EvaluationState,
    EvaluationTurn,
    EvaluationVoice,
    answer_from_plain,
    asked_of,
    check_question,
    may_handle,
    question_from_plain,
    state_after,
    turn_of,
)

DAY = date(2026, 3, 11)
QUESTIONS = st.builds(
    Question,
    st.text("abc", min_size=1, max_size=4),
    st.sampled_from(QuestionKind),
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(st.sampled_from(EvaluationVoice), unique=True).map(tuple),
    st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=3).map(tuple),
)


@given(QUESTIONS, st.lists(st.sampled_from("12345"), max_size=2), st.none() | st.text(max_size=4))
def test_what_is_kept_of_an_answer_is_what_was_answered(
    question: Question, values: list[str], why: str | None
) -> None:
    assert question_from_plain(question.as_plain()) == question
    answer = Answer(question, tuple(values), why, why)
    assert answer_from_plain(answer.as_plain()) == answer


def test_every_voice_is_asked_something_and_every_question_holds() -> None:
    for voice in EvaluationVoice:
        assert asked_of(DEFAULT_QUESTIONS, voice)
    for question in DEFAULT_QUESTIONS:
        check_question(question)
    assert len({one.key for one in DEFAULT_QUESTIONS}) == len(DEFAULT_QUESTIONS)


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_low_mark_asks_what_was_wrong(kind: QuestionKind) -> None:
    choices = (("Un", "One"), ("Deux", "Two"))
    question = Question("q", kind, "Q", "Q", tuple(EvaluationVoice), choices)
    rest = Answer(DEFAULT_QUESTIONS[0], ("5",))
    for value in question.values:
        low = Answer(question, (value,))
        assert low.is_low == (value in question.low_marks)
        if low.is_low:
            with pytest.raises(InvalidInput) as refusal:
                check_answers([rest, low])
            assert refusal.value.field == "q-why"
            said = Answer(question, (value,), why="Trop vite")
            check_answers([rest, said])
            assert state_after([rest, said]) is EvaluationState.OPEN
        else:
            check_answers([rest, low])
    assert state_after([rest]) is EvaluationState.PLAIN
    with pytest.raises(InvalidInput):
        check_answers([Answer(question, ("9",), why="x"), rest])
    with pytest.raises(InvalidInput):
        check_answers([Answer(question)])


@given(st.sampled_from(EvaluationState), st.integers(0, 400))
@example(EvaluationState.OPEN, TRAINER_WITHIN.days)
@example(EvaluationState.OPEN, TRAINER_WITHIN.days + 1)
def test_a_low_mark_is_always_in_somebodys_hands(state: EvaluationState, days: int) -> None:
    turn = turn_of(state, DAY, DAY + timedelta(days=days))
    assert (turn is not None) == may_handle(state)
    if turn is not None:
        late = days > TRAINER_WITHIN.days
        assert turn is (EvaluationTurn.DIRECTOR if late else EvaluationTurn.TRAINER)


@pytest.mark.parametrize("kind", QuestionKind)
def test_words_and_several_choices_alone_may_be_left_out(kind: QuestionKind) -> None:
    choices = (("Un", "One"), ("Deux", "Two"))
    silent = Answer(Question("q", kind, "Q", "Q", tuple(EvaluationVoice), choices))
    rest = Answer(DEFAULT_QUESTIONS[0], ("5",))
    if kind in {QuestionKind.TEXT, QuestionKind.MULTIPLE}:
        check_answers([rest, silent])
    else:
        with pytest.raises(InvalidInput) as refusal:
            check_answers([rest, silent])
        assert refusal.value.field == "q"


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.MULTIPLE])
@pytest.mark.parametrize(
    ("count", "holds"), [(1, False), (2, True), (MOST_CHOICES, True), (MOST_CHOICES + 1, False)]
)
def test_a_list_has_two_choices_or_more_and_not_too_many(
    kind: QuestionKind, count: int, holds: bool
) -> None:
    choices = tuple((f"Choix {number}", f"Choice {number}") for number in range(count))
    question = Question("q", kind, "Q", "Q", tuple(EvaluationVoice), choices)
    if holds:
        check_question(question)
    else:
        with pytest.raises(InvalidInput) as refusal:
            check_question(question)
        assert refusal.value.field == "choices_text"
