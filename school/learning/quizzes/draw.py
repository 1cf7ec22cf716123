"""What somebody gets in an attempt, from nothing but who, what and how many times before.

The page of an attempt writes nothing: what it shows is drawn again when the answers come. The
seed is keyed with the installation's secret, so that nobody can work out a draw to come.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from school.curriculum.pack.questions import Question
from school.learning.drawing import Drawn, draw_attempt

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which attempt of whom: person, quiz, version of the curriculum, number from 1."""

    trainee: str
    quiz: str
    version: str
    number: int

    def seed(self, key: str) -> str:
        """Give the seed of the draw: a keyed digest (HMAC-SHA-256) of what makes the occasion."""
        parts = ("quiz", self.trainee, self.quiz, self.version, str(self.number))
        return hmac.new(key.encode(), SEPARATOR.join(parts).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class DrawnAttempt:
    """The questions of an attempt, in order, each with what was drawn for it."""

    items: tuple[tuple[Question, Drawn], ...]

    @property
    def fingerprint(self) -> str:
        """Sixteen letters that two equal draws share: a page that is too old has others."""
        said = [
            (drawn.code, sorted((name, str(one)) for name, one in drawn.quantities.items()),
             drawn.order)
            for _, drawn in self.items
        ]  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def draw(bank: Sequence[Question], number: int, occasion: Occasion, key: str) -> DrawnAttempt:
    """Draw the questions of an attempt; the same bank, occasion and key always give the same."""
    by_code = {question.code: question for question in bank}
    drawn = draw_attempt(bank, number, occasion.seed(key))
    return DrawnAttempt(tuple((by_code[one.code], one) for one in drawn))
