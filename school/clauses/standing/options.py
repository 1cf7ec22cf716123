"""What is asked of the figures of clauses: the day, the knowledge, the grouping (INDICATORS §6)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.hiring.indicators.options import refuse_far_day


class Grouping(StrEnum):
    """What the rows of the figures are of; the bucket is always told apart."""

    LOT = "lot"
    CONTRACT = "contract"
    DEPARTMENT = "department"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Asked:
    """The parameters of the figures; the same ones give the same figures (INDICATORS §1).

    Raises `InvalidInput`, which names the parameter, for a day too far away.
    """

    as_of: date
    known_on: date
    by: Grouping = Grouping.LOT

    def __post_init__(self) -> None:
        refuse_far_day("as_of", self.as_of)
        refuse_far_day("known_on", self.known_on)
