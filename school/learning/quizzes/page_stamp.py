"""When the page of an attempt was shown, in words that the page carries and nobody can make up.

A page may be answered without a network and sent long after, so the instant of the answer is the
phone's word alone. That it is not older than the page itself is ours to know: the page of an
attempt is given out while its quiz is open, and the next one once the one before has arrived.
"""

import hashlib
import hmac
from datetime import datetime

from school.learning.quizzes.draw import SEPARATOR
from school.learning.quizzes.rules import read_instant
from school.learning.quizzes.targets import QuizTarget

LONGEST_STAMP = 100


def stamp(target: QuizTarget, number: int, key: str, shown_at: datetime) -> str:
    """Write when a page was shown (UTC) with a keyed digest of it, the person and the attempt."""
    instant = f"{shown_at.isoformat(timespec='seconds')}Z"
    return f"{instant} {_seal(target, number, key, instant)}"


def stamped_at(target: QuizTarget, number: int, key: str, text: str) -> datetime | None:
    """Read when the page was shown; nothing for what this installation did not write for it."""
    instant, _, seal = text[:LONGEST_STAMP].partition(" ")
    expected = _seal(target, number, key, instant)
    if not hmac.compare_digest(expected.encode(), seal.encode()):
        return None
    return read_instant(instant)


def _seal(target: QuizTarget, number: int, key: str, instant: str) -> str:
    trainee = target.enrolment.trainee.reference
    parts = ("quiz page", trainee, target.purpose.value, target.quiz, str(number), instant)
    return hmac.new(key.encode(), SEPARATOR.join(parts).encode(), hashlib.sha256).hexdigest()
