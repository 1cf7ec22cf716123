"""What holds for every mark, whatever the question and the answer."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.pack.questions import (
    MatchingQuestion,
    MultipleQuestion,
    OrderingQuestion,
    Question,
)
from school.learning.answers import Answer, Chosen, Matched, Ordered, Pointed, Written
from school.learning.chance import Chance
from school.learning.drawing import draw_question, draw_questions, with_quantities
from school.learning.marking import Verdict, expected_number, mark_answer
from tests.unit.learning.samples import KINDS, question

SEEDS = st.text(max_size=12)


@st.composite
def multiple_questions(draw: st.DrawFn) -> MultipleQuestion:
    right = draw(st.integers(2, 8))
    wrong = draw(st.integers(1, 10 - right))
    marks = draw(st.permutations([True] * right + [False] * wrong))
    options = [{"fr": f"o{at}", "en": f"o{at}", "right": one} for at, one in enumerate(marks)]
    found = question("multiple", options=options)
    assert isinstance(found, MultipleQuestion)
    return found


@st.composite
def answered(draw: st.DrawFn) -> tuple[Question, Answer]:
    """A question of a kind and an answer that it may get."""
    pairs = st.dictionaries(st.integers(0, 2), st.integers(0, 2)).map(
        lambda found: Matched(tuple(found.items()))
    )
    items = st.lists(st.integers(0, 3), unique=True).map(lambda found: Ordered(tuple(found)))
    places = st.integers(0, 4000).map(Decimal)
    return draw(
        st.one_of(
            st.tuples(st.just(question("multiple")), st.frozensets(st.integers(0, 3)).map(Chosen)),
            st.tuples(st.just(question("matching")), pairs),
            st.tuples(st.just(question("ordering")), items),
            st.tuples(
                st.sampled_from([question("numeric"), question("short_answer")]),
                st.text(max_size=70).map(Written),
            ),
            st.tuples(st.just(question("hotspot")), st.builds(Pointed, places, places)),
        )
    )


@given(both=answered())
def test_a_mark_is_from_0_to_1_and_its_verdict_says_so(both: tuple[Question, Answer]) -> None:
    mark = mark_answer(*both)
    assert 0 <= mark.share <= 1
    assert (mark.verdict is Verdict.RIGHT) == (mark.share == 1)
    assert (mark.verdict is Verdict.PARTLY_RIGHT) == (0 < mark.share < 1)


@given(asked=multiple_questions(), data=st.data())
def test_the_order_of_options_never_matters(asked: MultipleQuestion, data: st.DataObject) -> None:
    places = range(len(asked.options))
    chosen = data.draw(st.frozensets(st.sampled_from(places)))
    order = data.draw(st.permutations(places))
    moved = asked.model_copy(update={"options": tuple(asked.options[at] for at in order)})
    there = frozenset(order.index(at) for at in chosen)
    assert mark_answer(moved, Chosen(there)).share == mark_answer(asked, Chosen(chosen)).share


@given(asked=multiple_questions())
def test_all_the_right_options_are_worth_the_point_and_all_options_less(
    asked: MultipleQuestion,
) -> None:
    right = frozenset(at for at, option in enumerate(asked.options) if option.right)
    assert mark_answer(asked, Chosen(right)).share == 1
    assert mark_answer(asked, Chosen(frozenset(range(len(asked.options))))).share < 1


@given(number=st.integers(3, 10), data=st.data())
def test_only_the_right_order_and_the_right_pairs_are_worth_the_point(
    number: int, data: st.DataObject
) -> None:
    words = [{"fr": f"p{at}", "en": f"p{at}"} for at in range(number)]
    ordering = question("ordering", items=words)
    matching = question("matching", pairs=[{"left": one, "right": one} for one in words])
    order = tuple(data.draw(st.permutations(range(number))))
    right = order == tuple(range(number))
    assert (mark_answer(ordering, Ordered(order)).share == 1) == right
    assert (mark_answer(matching, Matched(tuple(enumerate(order)))).share == 1) == right


@given(
    answer=st.decimals(-(10**6), 10**6, places=3),
    tolerance=st.decimals(0, 1000, places=3),
    sign=st.sampled_from([1, -1]),
    mark=st.sampled_from([",", "."]),
)
def test_both_ends_of_the_tolerance_are_right_and_nothing_beyond(
    answer: Decimal, tolerance: Decimal, sign: int, mark: str
) -> None:
    asked = question("numeric", answer=answer, tolerance=tolerance, unit="")
    end = answer + sign * tolerance
    beyond = end + sign * Decimal("0.0001")
    assert mark_answer(asked, Written(f"{end:f}".replace(".", mark))).share == 1
    assert mark_answer(asked, Written(f"{beyond:f}".replace(".", mark))).share == 0


@given(seed=SEEDS)
def test_drawn_quantities_lie_on_their_steps_and_have_an_answer(seed: str) -> None:
    asked = question("parameterised")
    assert asked.kind == "parameterised"
    drawn = draw_question(asked, seed).quantities
    assert drawn == draw_question(asked, seed).quantities
    for name, one in asked.parameters.items():
        assert one.minimum <= drawn[name] <= one.maximum
        assert (drawn[name] - one.minimum) % one.step == 0
    expected = expected_number(asked, drawn)
    assert mark_answer(asked, Written(str(expected)), drawn).share == 1


@given(seed=SEEDS, kind=st.sampled_from(list(KINDS)))
def test_what_is_shown_is_a_drawn_order_of_all_there_is(seed: str, kind: str) -> None:
    asked = question(kind)
    order = draw_question(asked, seed).order
    assert sorted(order) == list(range(len(order)))
    if isinstance(asked, MatchingQuestion | OrderingQuestion):
        assert list(order) != sorted(order)


@given(
    seed=SEEDS,
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=6),
    number=st.integers(0, 40),
)
def test_lessons_are_covered_as_evenly_as_they_can(
    seed: str, sizes: list[int], number: int
) -> None:
    bank = [
        question("true_false", code=f"Q{lesson}-{at}", lesson=f"L{lesson}")
        for lesson, size in enumerate(sizes)
        for at in range(size)
    ]
    drawn = draw_questions(bank, number, seed)
    assert drawn == draw_questions(bank, number, seed)
    assert len({one.code for one in drawn}) == len(drawn) == min(number, len(bank))
    counts = [sum(one.lesson == f"L{lesson}" for one in drawn) for lesson in range(len(sizes))]
    most = max(counts)
    assert all(
        count >= most - 1 or count == size for count, size in zip(counts, sizes, strict=True)
    )


def test_another_seed_draws_otherwise() -> None:
    bank = [question("true_false", code=f"Q{at}") for at in range(12)]
    draws = {tuple(one.code for one in draw_questions(bank, 5, str(seed))) for seed in range(20)}
    assert len(draws) > 15


def test_the_recipe_of_chance_stays_what_phones_were_told() -> None:
    chance = Chance("attempt-1", "order")
    assert [chance.below(1000) for _ in range(4)] == [580, 88, 414, 425]
    assert Chance("attempt-1", "order").shuffled("abcdef") == list("bfacde")


def test_quantities_are_put_into_the_words_once() -> None:
    said = {"length": "{loss}", "loss": "0,35"}
    assert with_quantities("{length} à {loss}, {other}", said) == "{loss} à 0,35, {other}"
