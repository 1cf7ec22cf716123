"""Answers to questions, named by the places of the bank and never by those of the screen."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, by its place in the bank from 0: options, or the area of a hotspot."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether the sentence was said to be true (true_false)."""

    right: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed (numeric, parameterised, short_answer)."""

    text: str


@dataclass(frozen=True, slots=True)
class Matched:
    """For left sides that got one: the right side, each by its place (matching).

    That of the left side is the place of its pair, that of the right side its place among those
    that are offered, where each stands once.
    """

    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The items in the order they were put in, by their place in the bank (ordering)."""

    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """The point of the figure, in the units of its viewBox (hotspot)."""

    x: Decimal
    y: Decimal


Answer = Chosen | Judged | Written | Matched | Ordered | Pointed


def is_blank(answer: Answer | None) -> bool:
    """Tell whether nothing was answered: no choice, only spaces, nothing put anywhere."""
    match answer:
        case None:
            return True
        case Chosen(options=places):
            return not places
        case Written(text=text):
            return not text.strip()
        case Matched(pairs=pairs):
            return not pairs
        case Ordered(items=items):
            return not items
        case _:
            return False
