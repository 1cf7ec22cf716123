"""What two publications, read one after the other, would say together (INDICATORS §3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from school.hiring.indicators.options import Breakdown, Options
from school.hiring.publication.publish import HIDDEN, Published, PublishedRow
from school.hiring.publication.suppression import is_small

Group = tuple[tuple[Breakdown, str | None], ...]

OF_ANY_DELAY = ("applied", "entrants", "leavers", "completed", "certified", "placed")
"""The counts that no delay and no evidence bears on."""


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


@dataclass(frozen=True)
class Release:
    """A publication, and the codes of the schools that it is about."""

    schools: frozenset[str]
    published: Published

    @property
    def question(self) -> tuple[object, ...]:
        """The delay and the evidence: what a situation is asked by."""
        options = self.published.options
        return options.months, options.evidence

    @property
    def rows(self) -> Mapping[Group, PublishedRow]:
        """The lines by whom they are about: the total of one school is the line of that school."""
        rows = {tuple(row.group.items()): row for row in self.published.rows}
        if len(self.schools) == 1:
            rows[((Breakdown.SCHOOL, min(self.schools)),)] = rows.pop(())
        return rows


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
    nobody = frozenset[str]()
    return differences_between(Release(nobody, previous), Release(nobody, new))


def differences_between(previous: Release, new: Release) -> list[Difference]:
    """List the same for reports whose schools overlap, equal or not.

    The same people are: a school, in its line or as the total of its own report; the total of the
    very same schools; a cohort. Where one report has all schools of the other and more, their
    totals are subtracted too: that is what the schools of one alone did. Reports without a common
    school have nothing to be held against, nor have those of periods without a common day: who left
    in one year is nobody who left in the other. Of another delay or evidence the same people are
    looked at on another day or by other facts, and a difference is who moved in less who moved out;
    only the counts that hang on neither are compared then. Two reports are compared, not three:
    what could be had from more of other days is not sought.
    """
    if new.schools.isdisjoint(previous.schools) and new.schools != previous.schools:
        return []
    if _apart(previous.published.options, new.published.options):
        return []
    names = None if new.question == previous.question else OF_ANY_DELAY
    earlier, later = previous.rows, new.rows
    found: list[Difference] = []
    for group in [group for group in later if group in earlier and (group or _same(previous, new))]:
        found += _between(group, earlier[group], later[group], names)
    if previous.schools < new.schools or new.schools < previous.schools:
        found += _between((), previous.published.total, new.published.total, names)
    return found


def _apart(one: Options, other: Options) -> bool:
    """Tell whether two periods have no day in common; one without a day is open at that end."""
    first = min(one.period_to or date.max, other.period_to or date.max)
    return first < max(one.period_from or date.min, other.period_from or date.min)


def _same(previous: Release, new: Release) -> bool:
    return previous.schools == new.schools


def _between(
    group: Group, before: PublishedRow, after: PublishedRow, names: tuple[str, ...] | None
) -> Iterator[Difference]:
    pairs = (
        ("", before.figures, after.figures),
        ("F", before.women, after.women),
        ("M", before.men, after.men),
    )
    for sex, one, other in pairs:
        for name, count in other.counts.items():
            earlier = one.counts[name]
            if names is not None and name not in names:
                continue
            if earlier is HIDDEN or count is HIDDEN or not is_small(abs(count - earlier)):
                continue
            yield Difference(group, sex, name, earlier, count)
