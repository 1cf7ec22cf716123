"""What two publications, read one after the other, would say together (INDICATORS §3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import HIDDEN, Published, PublishedRow
from school.hiring.publication.suppression import is_small

Group = tuple[tuple[Breakdown, str | None], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A count of a group that changed by fewer than five persons from one report to the next.

    `sex` is F or M where the count is that of the group's women or men, else empty.
    """

    group: Group
    sex: str
    count: str
    before: int
    after: int


def differences_revealed(previous: Published, new: Published) -> list[Difference]:
    """List the counts that, subtracted from those of an earlier report, single out 1 to 4 persons.

    Two reports with a period longer by a day, one cohort more, or a later day of knowledge each
    hide what is small in them, and yet their difference may be one person's fate. So a report is
    held against each one that was released before it: wherever both publish the same count of the
    same group, a change of 1 to 4 is revealed; none at all, or five and more, is not. Both are of
    the same schools: of others, a group of the same name is not the same people. A group that only
    one of them has is protected where it stands, and what it adds to the total is seen there.
    Counts of `public` are multiples of 5, and never differ by less. Whoever seals refuses a report
    for which this is not empty, or hides those counts; between editions of one report, where the
    change is the reason to publish, it is for the person who seals to decide.
    """
    before = {tuple(row.group.items()): row for row in previous.rows}
    found: list[Difference] = []
    for row in new.rows:
        group = tuple(row.group.items())
        if group in before:
            found += _between(group, before[group], row)
    return found


def _between(group: Group, before: PublishedRow, after: PublishedRow) -> Iterator[Difference]:
    pairs = (
        ("", before.figures, after.figures),
        ("F", before.women, after.women),
        ("M", before.men, after.men),
    )
    for sex, one, other in pairs:
        for name, count in other.counts.items():
            earlier = one.counts[name]
            if earlier is HIDDEN or count is HIDDEN or not is_small(abs(count - earlier)):
                continue
            yield Difference(group, sex, name, earlier, count)
