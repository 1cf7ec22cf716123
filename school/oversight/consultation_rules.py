"""What may be told of a consultation outside the school, and what is asked but hardly taught."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from school.hiring.publication.suppression import LEAST_COUNT


def told(count: int, own: int, all_of_them: int) -> int | None:
    """Give a count of persons as an enterprise may read it, or nothing.

    It is hidden when fewer than five persons, but for none, are counted, are left once the
    reader's own are taken off, or are those who are not counted: each could be derived.
    """
    parts = (count, count - own, all_of_them - count)
    return None if any(0 < part < LEAST_COUNT for part in parts) else count


def order_may_be_told(weights_of_others: Sequence[int]) -> bool:
    """Tell whether an enterprise may read the order of all answers: it knows its own.

    At least five others count, and none for more than half of what the others count together.
    """
    counted = [weight for weight in weights_of_others if weight]
    return len(counted) >= LEAST_COUNT and 2 * max(counted) <= sum(counted)


@dataclass(frozen=True)
class Gap:
    """A module: its place and share of points among hiring enterprises, its hours and share.

    Shares go from 0 to 1, of all points and of all hours in the centre of the modules asked about.
    """

    words: str
    place: int | None
    demanded: Decimal
    hours: int
    taught: Decimal
    is_short: bool


def gap(words: str, place: int | None, demanded: Decimal, hours: int, of: tuple[int, int]) -> Gap:
    """Compare what is asked of a module with what is taught; `of`: how many modules, all hours.

    It falls short when it stands in the upper half and has a smaller share of hours than of
    points.
    """
    number, total = of
    taught = Decimal(hours) / total if total else Decimal(0)
    high = place is not None and 2 * place <= number + 1
    return Gap(words, place, demanded, hours, taught, high and taught < demanded)


def widest_first(gaps: Sequence[Gap]) -> list[Gap]:
    """Put those that fall short first, the widest difference before the others."""
    return sorted(gaps, key=lambda one: (not one.is_short, one.taught - one.demanded))
