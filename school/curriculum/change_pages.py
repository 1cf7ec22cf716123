"""What the page « Ce qui a changé » shows: the comparison of the command, in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from flask_babel import gettext

from school.curriculum.change_labels import FIELDS
from school.curriculum.compared_parts import Kind, Value
from school.curriculum.comparison import Change, Comparison, FieldChange, compare
from school.curriculum.lesson_models import CurriculumVersion
from school.curriculum.pack.reading import Pack
from school.web.filters import number, percent

LONGEST = 600
"""Signs of a text that the page shows; the command shows all of it."""

SHARES = frozenset({"centre_share", "enterprise_share"})


@dataclass(frozen=True)
class FieldRow:
    """A thing that is said otherwise, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeGroup:
    """What changed among the parts of one kind."""

    kind: Kind
    changes: Sequence[Change]


def comparison_of(older: CurriculumVersion, newer: CurriculumVersion) -> Comparison | None:
    """Compare two loaded versions; None when one of them was loaded without what it says."""
    if older.content is None or newer.content is None:
        return None
    return _compared(older.content, newer.content)


def groups_of(comparison: Comparison) -> list[ChangeGroup]:
    """Group the changes by kind, without the kinds in which nothing changed."""
    groups = [ChangeGroup(kind, comparison.of(kind)) for kind in Kind]
    return [group for group in groups if group.changes]


def rows_of(change: Change) -> list[FieldRow]:
    """Say in words what a part says otherwise."""
    return [_row(field) for field in change.fields]


def previous_of(
    versions: Sequence[CurriculumVersion], version: CurriculumVersion
) -> list[CurriculumVersion]:
    """List the versions of the same curriculum that were loaded before one, the newest first."""
    return [one for one in versions if one.code == version.code and one.id < version.id]


# Versions never change: what was compared once stays so.
@lru_cache(maxsize=4)
def _compared(older: str, newer: str) -> Comparison:
    return compare(Pack.model_validate_json(older), Pack.model_validate_json(newer))


def _row(field: FieldChange) -> FieldRow:
    before, after = (_words(field.name, value) for value in (field.before, field.after))
    return FieldRow(str(FIELDS[field.name]), before, after)


def _words(name: str, value: Value) -> str:
    if value is None or value in ("", ()):
        return str(gettext("rien"))
    if isinstance(value, bool):
        return str(gettext("oui") if value else gettext("non"))
    if isinstance(value, tuple):
        return _short(" · ".join(value))
    if isinstance(value, str):
        return _short(value)
    return percent(value) if name in SHARES else number(Decimal(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
