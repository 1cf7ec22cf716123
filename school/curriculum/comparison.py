"""What changed between two versions of a curriculum, for the command and for the page alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from school.curriculum.compared_parts import Item, Kind, Value, items_of
from school.curriculum.pack.reading import Pack


class How(StrEnum):
    """What became of a part of a curriculum."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A thing that a part says otherwise, before and after.

    Of words that run over several lines there are only the lines that differ.
    """

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Change:
    """A part that came, went or says something else, with what it says otherwise.

    `item` is the part as it is now, or as it was when it is gone.
    """

    how: How
    item: Item
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two versions, and what changed from the older to the newer, kind by kind."""

    older: tuple[str, str]
    newer: tuple[str, str]
    changes: tuple[Change, ...]

    def of(self, kind: Kind) -> list[Change]:
        """List what changed among the parts of a kind."""
        return [change for change in self.changes if change.item.kind is kind]

    def count(self, how: How) -> int:
        """Count the parts that came, went or changed."""
        return sum(change.how == how for change in self.changes)


def compare(older: Pack, newer: Pack) -> Comparison:
    """Find all that differs between two packs; nothing when they say the same.

    Parts are known by their kind, by what they belong to and by their code. An order counts where
    people see it: of what both versions have, whatever came or went in between.
    """
    before = {item.key: item for item in items_of(older)}
    after = {item.key: item for item in items_of(newer)}
    changes = list(_changes(before, after))
    places = {kind: place for place, kind in enumerate(Kind)}
    changes.sort(key=lambda change: places[change.item.kind])
    return Comparison((older.code, older.version), (newer.code, newer.version), tuple(changes))


def _changes(
    before: Mapping[tuple[str, ...], Item], after: Mapping[tuple[str, ...], Item]
) -> Iterator[Change]:
    for key, item in after.items():
        if key not in before:
            yield Change(How.ADDED, item)
        elif fields := tuple(_fields(before[key], item)):
            yield Change(How.CHANGED, item, fields)
    yield from (Change(How.REMOVED, item) for key, item in before.items() if key not in after)


def _fields(before: Item, after: Item) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*before.fields, *after.fields]):
        old, new = before.fields.get(name), after.fields.get(name)
        if old != new:
            yield FieldChange(name, *_differing(old, new))
    for name in after.orders:
        kept = {*before.orders.get(name, ())} & {*after.orders[name]}
        old_order, new_order = (
            tuple(code for code in one.orders.get(name, ()) if code in kept)
            for one in (before, after)
        )
        if old_order != new_order:
            yield FieldChange(name, old_order, new_order)


def _differing(before: Value, after: Value) -> tuple[Value, Value]:
    """Leave the lines out that two texts share; what has but one line is given whole."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return before, after
    if "\n" not in before.strip() and "\n" not in after.strip():
        return before, after
    old, new = before.splitlines(), after.splitlines()
    gone: list[str] = []
    come: list[str] = []
    for tag, start, end, new_start, new_end in _steps(old, new):
        if tag != "equal":
            gone += old[start:end]
            come += new[new_start:new_end]
    return "\n".join(gone), "\n".join(come)


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
