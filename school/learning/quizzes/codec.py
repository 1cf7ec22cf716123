"""Answers and draws as the text that is kept: JSON in one way of writing, read back strictly."""

import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from school.learning.answers import Answer, Chosen, Judged, Matched, Ordered, Pointed, Written
from school.learning.drawing import Drawn


class UnreadableText(ValueError):
    """A kept text that is no answer, or no draw."""


def write_answer(answer: Answer | None) -> str | None:
    """Write an answer; nothing for a blank one."""
    return None if answer is None else _dump(_plain(answer))


def _plain(answer: Answer) -> dict[str, object]:
    match answer:
        case Chosen(options=options):
            return {"chosen": sorted(options)}
        case Judged(right=right):
            return {"judged": right}
        case Written(text=text):
            return {"written": text}
        case Matched(pairs=pairs):
            return {"matched": [list(pair) for pair in sorted(pairs)]}
        case Ordered(items=items):
            return {"ordered": list(items)}
        case Pointed(x=x, y=y):
            return {"pointed": [str(x), str(y)]}


def read_answer(text: str | None) -> Answer | None:
    """Read an answer that was kept; raise `UnreadableText` when it is none."""
    if text is None:
        return None
    try:
        [(name, value)] = _object(text).items()
        return _READERS[name](value)
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise UnreadableText(text) from error


def write_draw(drawn: Drawn) -> str:
    """Write what was drawn for a question: its quantities and the order of its parts."""
    quantities = {name: str(one) for name, one in drawn.quantities.items()}
    return _dump({"order": list(drawn.order), "quantities": quantities})


def read_draw(code: str, text: str) -> Drawn:
    """Read what was drawn for a question; raise `UnreadableText` when it is no draw."""
    try:
        said = _object(text)
        quantities = {str(name): _decimal(one) for name, one in said["quantities"].items()}
        return Drawn(code, quantities, _places(said["order"]))
    except (KeyError, AttributeError, TypeError, ValueError, InvalidOperation) as error:
        raise UnreadableText(text) from error


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise UnreadableText(text) from error
    if not isinstance(found, dict):
        raise UnreadableText(text)
    return found


def _place(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 100:
        raise UnreadableText(str(value))
    return value


def _places(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise UnreadableText(str(value))
    return tuple(_place(one) for one in value)


def _decimal(value: object) -> Decimal:
    found = Decimal(str(value))
    if not found.is_finite():
        raise UnreadableText(str(value))
    return found


def _judged(value: object) -> Judged:
    if not isinstance(value, bool):
        raise UnreadableText(str(value))
    return Judged(value)


def _written(value: object) -> Written:
    if not isinstance(value, str):
        raise UnreadableText(str(value))
    return Written(value)


def _matched(value: list[Any]) -> Matched:
    pairs = [_places(pair) for pair in value]
    return Matched(tuple((left, right) for left, right in pairs))


def _pointed(value: list[Any]) -> Pointed:
    x, y = value
    return Pointed(_decimal(x), _decimal(y))


_READERS: dict[str, Callable[[Any], Answer]] = {
    "chosen": lambda value: Chosen(frozenset(_places(value))),
    "judged": _judged,
    "written": _written,
    "matched": _matched,
    "ordered": lambda value: Ordered(_places(value)),
    "pointed": _pointed,
}
