"""Matching questions that sort things: several left sides share their right side."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from school.curriculum.pack.questions import MatchingQuestion
from school.learning.answers import Matched
from school.learning.drawing import draw_question
from school.learning.marking import AnswerError, mark_answer
from school.learning.question_files.findings import Destination, Imported
from school.learning.question_files.gift_reading import read_gift
from school.learning.question_files.moodle_xml_reading import read_moodle_xml
from tests.unit.learning.samples import question

DESTINATION = Destination("L0", ["M0-Z"], frozenset())
SORTED = [("grenouille", "amphibien"), ("triton", "amphibien"), ("lézard", "reptile")]
GIFT = (
    "::Animaux::Classez. {=grenouille -> amphibien =triton -> amphibien"
    " =lézard -> reptile = -> oiseau = -> amphibien}\n"
)


def same(text: str) -> dict[str, str]:
    return {"fr": text, "en": text}


def sorting(*distractors: str, sides: list[tuple[str, str]] = SORTED) -> MatchingQuestion:
    pairs = [{"left": same(left), "right": same(right)} for left, right in sides]
    found = question("matching", pairs=pairs, distractors=[same(one) for one in distractors])
    assert isinstance(found, MatchingQuestion)
    return found


def moodle(*sides: tuple[str, str]) -> bytes:
    inside = "".join(
        f"<subquestion format='html'><text>{left}</text>"
        f"<answer><text>{right}</text></answer></subquestion>"
        for left, right in sides
    )
    head = "<name><text>Animaux</text></name><questiontext><text>Classez.</text></questiontext>"
    return f"<quiz><question type='matching'>{head}{inside}</question></quiz>".encode()


def only(found: Imported) -> MatchingQuestion:
    [asked] = found.questions
    assert isinstance(asked, MatchingQuestion)
    return asked


def test_each_right_side_is_offered_once() -> None:
    offered = [one.fr for one in sorting("oiseau").right_sides]
    assert offered == ["amphibien", "reptile", "oiseau"]


@pytest.mark.parametrize(
    ("pairs", "share"),
    [
        (((0, 0), (1, 0), (2, 1)), "1"),
        (((0, 0), (1, 1), (2, 1)), "2/3"),
        (((0, 2), (1, 2), (2, 2)), "0"),
        (((1, 0),), "1/3"),
    ],
)
def test_words_are_marked_and_not_places(pairs: tuple[tuple[int, int], ...], share: str) -> None:
    assert mark_answer(sorting("oiseau"), Matched(pairs)).share == Fraction(share)


def test_a_right_side_that_is_not_offered() -> None:
    with pytest.raises(AnswerError):
        mark_answer(sorting(), Matched(((0, 2),)))
    with pytest.raises(AnswerError):
        mark_answer(sorting("oiseau", "poisson"), Matched(((3, 0),)))


@st.composite
def sortings(draw: st.DrawFn) -> MatchingQuestion:
    """Three to twelve things in two to six drawers, some of which may stay empty."""
    drawers = draw(st.integers(2, 6))
    rest = draw(st.lists(st.integers(0, drawers - 1), min_size=1, max_size=10))
    put = draw(st.permutations([0, 1, *rest]))
    empty = [f"drawer {at}" for at in range(drawers) if at not in put]
    sides = [(f"thing {number}", f"drawer {at}") for number, at in enumerate(put)]
    return sorting(*empty, sides=sides)


@given(data=st.data(), asked=sortings())
def test_the_share_is_that_of_left_sides_with_their_words(
    data: st.DataObject, asked: MatchingQuestion
) -> None:
    offered = asked.right_sides
    places = st.integers(0, len(offered) - 1)
    put = data.draw(st.tuples(*(places for _ in asked.pairs)))
    good = sum(offered[at].fr == pair.right.fr for at, pair in zip(put, asked.pairs, strict=True))
    mark = mark_answer(asked, Matched(tuple(enumerate(put))))
    assert mark.share == Fraction(good, len(asked.pairs))


@given(asked=sortings(), seed=st.text(max_size=12))
def test_what_is_offered_is_drawn_once_each(asked: MatchingQuestion, seed: str) -> None:
    order = draw_question(asked, seed).order
    assert sorted(order) == list(range(len(asked.right_sides)))


def test_two_right_sides_stand_one_way_as_often_as_the_other() -> None:
    orders = Counter(draw_question(sorting(), str(seed)).order for seed in range(200))
    assert set(orders) == {(0, 1), (1, 0)}
    assert min(orders.values()) > 60


@pytest.mark.parametrize(
    ("sides", "distractors", "fault"),
    [
        ([(left, "amphibien") for left, _ in SORTED], [], "all pairs have the same right side"),
        ([*SORTED, ("triton", "reptile")], [], "two pairs have the same left side"),
        (SORTED, ["oiseau", "oiseau"], "a distractor stands there twice"),
        (SORTED, ["reptile"], "is the right side of a pair"),
    ],
)
def test_what_cannot_be_asked(
    sides: list[tuple[str, str]], distractors: list[str], fault: str
) -> None:
    with pytest.raises(ValidationError, match=fault):
        sorting(*distractors, sides=sides)


@pytest.mark.parametrize(
    "found",
    [
        read_gift(GIFT.encode(), DESTINATION),
        read_moodle_xml(moodle(*SORTED, ("", "oiseau"), ("", "amphibien"), ("", "")), DESTINATION),
    ],
    ids=["gift", "xml"],
)
def test_a_file_of_moodle_sorts(found: Imported) -> None:
    asked = only(found)
    assert [(one.left.fr, one.right.fr) for one in asked.pairs] == SORTED
    assert [one.fr for one in asked.distractors] == ["oiseau"]


def test_distractors_past_the_most_are_named() -> None:
    more = [("", f"oiseau {number}") for number in range(10)]
    found = read_moodle_xml(moodle(*SORTED, *more), DESTINATION)
    assert len(only(found).distractors) == 8
    told = [one.reason for one in found.findings if "too many" in one.reason]
    assert [one.split(",")[0] for one in told] == ["« oiseau 8 »", "« oiseau 9 »"]


def test_a_reason_has_the_words_of_the_rule_alone() -> None:
    found = read_moodle_xml(moodle(*SORTED, ("triton", "reptile")), DESTINATION)
    assert [one.reason for one in found.findings] == ["two pairs have the same left side"]
