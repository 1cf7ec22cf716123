"""What is counted of a group of persons: the counts of INDICATORS §3, before any rate."""

from collections.abc import Iterable
from typing import NamedTuple


class Tally(NamedTuple):
    """What was counted of one group: persons, but for the offers.

    `yield_base` are mature entrants less the excluded, `yield_hired` the hired among them;
    `placed` are leavers with an ended placement, `offered` those with a firm offer, and
    `offered_or_hired` with that or a hire; `employed` hold a contract on the day that is looked
    at; `employed_at_six` and `kept` bear on twelve months.
    """

    applied: int = 0
    entrants: int = 0
    leavers: int = 0
    completed: int = 0
    certified: int = 0
    immature: int = 0
    excluded: int = 0
    continuing: int = 0
    hired: int = 0
    self_employed: int = 0
    not_hired: int = 0
    unknown: int = 0
    yield_base: int = 0
    yield_hired: int = 0
    placed: int = 0
    offered: int = 0
    offered_or_hired: int = 0
    offers_decided: int = 0
    offers_accepted: int = 0
    employed: int = 0
    in_trade: int = 0
    trade_known: int = 0
    employed_at_six: int = 0
    kept: int = 0

    @property
    def n(self) -> int:
        """The denominator of the rates: certified, mature, neither excluded nor studying."""
        return self.hired + self.self_employed + self.not_hired + self.unknown

    @property
    def known(self) -> int:
        """Those of the denominator whose situation is known."""
        return self.n - self.unknown


NOBODY = Tally()


SUMS = Tally._fields
"""What the database counts, in the order of `Tally`."""


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Add tallies of different people; of the many groups most have one tally of each sex."""
    first, *others = tallies
    return Tally(*map(sum, zip(first, *others, strict=True))) if others else first
