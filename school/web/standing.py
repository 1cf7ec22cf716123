"""Where something stands, as the pages say it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A state in words, the look of its pill, and whose turn it is, in the words beside it."""

    state: str
    kind: str
    turn: str
