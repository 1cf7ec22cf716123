"""What a bad line does to each exchange: drawn from a seed, the same each time it is asked."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

LONGEST_DELAY = 0.03
"""Seconds: enough for exchanges to overtake one another, and short enough for many seeds."""

LONGEST_WAIT = 4
"""Exchanges that may go by before a copy that was held up arrives."""


class Fault(StrEnum):
    """What happens to one exchange between a browser and its server."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    REQUEST_HALVED = "request halved"
    REQUEST_LATE = "request given up by the browser, and arrived later"
    REQUEST_TWICE = "request twice, one after the other"
    REQUEST_TWICE_AT_ONCE = "request twice at once"
    REQUEST_AGAIN_LATER = "request again later"
    ANSWER_LOST = "answer lost"
    ANSWER_RESET = "connection reset before the answer"
    HEAD_CUT = "answer cut in its head"
    BODY_CUT = "answer cut in its body"
    BODY_HALVED = "half a body that says it is whole"
    OTHER_PAGE = "a page of somebody else's in place of the answer"
    ERROR_UNASKED = "an error, the server never asked"
    ERROR_AFTERWARDS = "an error, the server having done its work"


UNASKED = frozenset({Fault.REQUEST_LOST, Fault.OTHER_PAGE, Fault.ERROR_UNASKED})
"""The server never sees these requests whole, or only later."""

HARMS = tuple(fault for fault in Fault if fault is not Fault.NONE)


@dataclass(frozen=True)
class Turn:
    """What is done to one exchange: the fault, where it cuts, after how many a copy arrives."""

    fault: Fault
    delay: float = 0.0
    share: float = 0.5
    wait: int = 0


GOOD = Turn(Fault.NONE)


@dataclass(frozen=True)
class Weather:
    """The faults of a line, by a seed: each exchange has its own, whatever order threads run in.

    `calm` is the share of exchanges to which nothing happens.
    """

    seed: int
    calm: float = 0.5

    def turn(self, kind: str, number: int) -> Turn:
        """Give what happens to the exchange of a number among those of its kind."""
        random = Random(f"{self.seed} {kind} {number}")  # noqa: S311
        quiet = random.random() < self.calm
        return Turn(
            fault=Fault.NONE if quiet else random.choice(HARMS),
            delay=random.choice((0.0, 0.0, random.uniform(0.0, LONGEST_DELAY))),
            share=random.uniform(0.05, 0.95),
            wait=random.randint(1, LONGEST_WAIT),
        )
