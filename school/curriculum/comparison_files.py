"""What changed between two versions, as text to read and as JSON for other programs."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from school.curriculum.compared_parts import Value
from school.curriculum.comparison import Change, Comparison, FieldChange, How


def as_text(comparison: Comparison) -> str:
    """Write a line for each change, and under it what is said otherwise: before → after."""
    return "\n".join(_text_lines(comparison)) + "\n"


def as_json(comparison: Comparison) -> str:
    """Write the changes as one JSON object; decimals are text, so that none is rounded."""
    return (
        json.dumps(
            {
                "older": _name(comparison.older),
                "newer": _name(comparison.newer),
                "changes": [_plain(change) for change in comparison.changes],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def plain_value(value: Value) -> str:
    """Write a value in one line: lists with commas, nothing as a dash."""
    if isinstance(value, tuple):
        return ", ".join(value) or "-"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value in (None, "") else str(value)


def _text_lines(comparison: Comparison) -> Iterator[str]:
    numbers = ", ".join(f"{comparison.count(how)} {how.value}" for how in How)
    older, newer = (" ".join(name) for name in (comparison.older, comparison.newer))
    yield f"{older} → {newer}: {numbers if comparison.changes else 'nothing changed'}"
    for change in comparison.changes:
        item = change.item
        source = f" (source: {item.source})" if item.source else ""
        title = f"{item.title.fr} / {item.title.en}"
        yield f"{item.kind} {item.name} {change.how.value}: {title}{source}"
        for field in change.fields:
            yield from _field_lines(field)


def _field_lines(field: FieldChange) -> Iterator[str]:
    texts = [one for one in (field.before, field.after) if isinstance(one, str)]
    if not any("\n" in one for one in texts):
        before, after = plain_value(field.before), plain_value(field.after)
        yield f"    {field.name}: {before} → {after}"
        return
    yield f"    {field.name}:"
    for sign, value in (("-", field.before), ("+", field.after)):
        yield from (f"    {sign} {line}" for line in str(value or "").splitlines() if line.strip())


def _name(name: tuple[str, str]) -> dict[str, str]:
    return {"code": name[0], "version": name[1]}


def _plain(change: Change) -> dict[str, Any]:
    item = change.item
    return {
        "kind": item.kind.value,
        "parent": item.parent or None,
        "code": item.code,
        "change": change.how.value,
        "title": {"fr": item.title.fr, "en": item.title.en},
        "source": item.source or None,
        "fields": [
            {"name": one.name, "before": _json_value(one.before), "after": _json_value(one.after)}
            for one in change.fields
        ],
    }


def _json_value(value: Value) -> object:
    if isinstance(value, Decimal):
        return plain_value(value)
    return list(value) if isinstance(value, tuple) else value
