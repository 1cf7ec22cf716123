"""What is drawn for an attempt: the questions, their quantities, the order things are shown in.

All of it follows from the bank and the seed of the attempt (see `chance`); the server draws once
and keeps the result, so that a new version of a bank never changes an attempt that was begun.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from school.curriculum.formulas import FormulaError
from school.curriculum.pack.questions import (
    PLACE,
    HotspotQuestion,
    MatchingQuestion,
    MultipleQuestion,
    OrderingQuestion,
    ParameterisedQuestion,
    Question,
    SingleQuestion,
)
from school.learning.chance import Chance
from school.learning.marking import expected_number

MOST_DRAWS = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of an attempt: its code, its quantities, and what is shown at each place.

    `order` holds places of the bank: options (single, multiple), right sides, each once
    (matching), items (ordering), areas (hotspot); it is empty for the other kinds.
    """

    code: str
    quantities: Mapping[str, Decimal]
    order: tuple[int, ...]


def draw_attempt(bank: Sequence[Question], number: int, seed: str) -> list[Drawn]:
    """Draw `number` questions (all, when the bank has fewer) and what each of them needs."""
    return [draw_question(question, seed) for question in draw_questions(bank, number, seed)]


def draw_questions(bank: Sequence[Question], number: int, seed: str) -> list[Question]:
    """Draw questions so that the lessons are covered as evenly as their questions allow.

    The lessons are put in a drawn order, and so are the questions of each; lesson after lesson
    gives one question, round after round, until there are enough. Those are then shuffled.
    """
    lessons: dict[str, list[Question]] = defaultdict(list)
    for question in bank:
        lessons[question.lesson].append(question)
    turns = Chance(seed, "lessons").shuffled(lessons)
    piles = [Chance(seed, f"questions/{code}").shuffled(lessons[code]) for code in turns]
    rounds = max((len(pile) for pile in piles), default=0)
    taken = [pile[turn] for turn in range(rounds) for pile in piles if turn < len(pile)]
    return Chance(seed, "order").shuffled(taken[: max(number, 0)])


def draw_question(question: Question, seed: str) -> Drawn:
    """Draw the quantities of a question and the order in which its parts are shown.

    Raises `FormulaError` when the formula had no result for any of `MOST_DRAWS` draws.
    """
    quantities: dict[str, Decimal] = {}
    if isinstance(question, ParameterisedQuestion):
        quantities = _draw_quantities(question, Chance(seed, f"quantities/{question.code}"))
    chance = Chance(seed, f"order/{question.code}")
    return Drawn(question.code, quantities, tuple(_draw_order(question, chance)))


def with_quantities(words: str, said: Mapping[str, str]) -> str:
    """Put quantities, as the reader's language writes them, into the words of a question."""
    return PLACE.sub(lambda found: said.get(found[1], found[0]), words)


def _draw_quantities(question: ParameterisedQuestion, chance: Chance) -> dict[str, Decimal]:
    """Draw each parameter in the order of the bank, again while the formula has no result."""
    for _ in range(MOST_DRAWS):
        drawn = {}
        for name, one in question.parameters.items():
            steps = int((one.maximum - one.minimum) / one.step)
            drawn[name] = one.minimum + one.step * chance.below(steps + 1)
        try:
            expected_number(question, drawn)
        except FormulaError:
            continue
        return drawn
    raise FormulaError("no draw of the parameters gave a result")


def _draw_order(question: Question, chance: Chance) -> list[int]:
    match question:
        case SingleQuestion(options=options) | MultipleQuestion(options=options):
            return chance.shuffled(range(len(options)))
        case HotspotQuestion(areas=areas):
            return chance.shuffled(range(len(areas)))
        case MatchingQuestion():
            return _matching_order(question, chance)
        case OrderingQuestion(items=items):
            return _disordered(len(items), chance)
        case _:
            return []


def _matching_order(question: MatchingQuestion, chance: Chance) -> list[int]:
    """Shuffle the right sides; where several pairs share one, no order of them is the answer.

    Two right sides in an order that is never the first would always stand the other way round.
    """
    sides = len(question.right_sides)
    if sides < len(question.pairs) + len(question.distractors):
        return chance.shuffled(range(sides))
    return _disordered(sides, chance)


def _disordered(number: int, chance: Chance) -> list[int]:
    """Shuffle until something moved: the right order would be an answer already given."""
    right = list(range(number))
    order = chance.shuffled(right)
    while order == right:
        order = chance.shuffled(right)
    return order
