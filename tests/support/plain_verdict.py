"""The verdict of a practical again, in the plainest way: whole millionths, and one loop a rule."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from school.curriculum.rules import Threshold

MILLION = 10**6


def millionths(value: Decimal) -> int:
    """Give a value as a whole number of millionths, half to even."""
    return int((value * MILLION).to_integral_value(ROUND_HALF_EVEN))


def halved(total: int) -> int:
    """Halve a whole number; an odd one goes to the even neighbour."""
    low = total // 2
    return low if total % 2 == 0 or low % 2 == 0 else low + 1


def plain_verdict(
    values: Mapping[str, Decimal | None], thresholds: Sequence[Threshold], *, safety_ok: bool
) -> tuple[str, list[tuple[str, str | None, str | None]]]:
    """Give the verdict and its grounds as kind, code and name."""
    if not safety_ok:
        return "not_acquired", [("safety", None, None)]
    whole = {name: millionths(value) for name, value in values.items() if value is not None}
    for one in thresholds:
        if not one.average_of:
            continue
        first, second = one.average_of
        for number in range(1, one.repeats + 1):
            ending = "" if one.repeats == 1 else f"-{number:02d}"
            if first + ending in whole and second + ending in whole:
                total = whole[first + ending] + whole[second + ending]
                whole[one.code + ending] = halved(total)
    if not any(name in whole for one in thresholds for name in one.names):
        return "in_progress", [("nothing_measured", None, None)]
    grounds = [ground for one in thresholds for ground in _grounds(one, whole)]
    if not grounds:
        return "acquired", []
    only_missing = all(kind == "missing" for kind, _, _ in grounds)
    return ("in_progress" if only_missing else "not_acquired"), grounds


def _grounds(one: Threshold, whole: Mapping[str, int]) -> list[tuple[str, str | None, str | None]]:
    found: list[tuple[str, str | None, str | None]] = []
    low = None if one.minimum is None else int(one.minimum * MILLION)
    high = _highest(one, whole)
    total, count = 0, 0
    for name in one.names:
        if name not in whole:
            if one.required:
                found.append(("missing", one.code, name))
            continue
        total, count = total + whole[name], count + 1
        if low is not None and whole[name] < low:
            found.append(("below_minimum", one.code, name))
        elif high is not None and whole[name] > high:
            found.append(("above_maximum", one.code, name))
    most = None if one.mean_maximum is None else int(one.mean_maximum * MILLION)
    if most is not None and count == one.repeats and total > most * count:
        found.append(("mean_above_maximum", one.code, None))
    return found


def _highest(one: Threshold, whole: Mapping[str, int]) -> int | None:
    found = [] if one.maximum is None else [int(one.maximum * MILLION)]
    related = one.related
    for part in related.parts if related else ():
        value = whole.get(part.measure)
        if value is None:
            continue
        if part.times is not None:
            found.append(millionths(part.times * value / MILLION))
        elif part.limit is not None and (
            (part.below is not None and value < part.below * MILLION)
            or (part.up_to is not None and value <= part.up_to * MILLION)
        ):
            found.append(int(part.limit * MILLION))
    if not found:
        return None
    return sorted(found)[-1 if related and related.take == "larger" else 0]
