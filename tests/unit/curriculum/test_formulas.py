"""Formulas of questions: right for every tree, and nothing else than arithmetic."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.formulas import LONGEST, Formula, FormulaError

QUANTITIES = {"length": Decimal("7.5"), "splices": Decimal(4)}
QUICK = 0.5
"""Seconds within which any text is computed or refused, on a slow machine too."""


@dataclass(frozen=True)
class Sum:
    """A formula as it is written, and its exact value by fractions (none: it has no result)."""

    text: str
    exact: Fraction | None


def leaf(number: Decimal) -> Sum:
    return Sum(f"({number})" if number < 0 else str(number), Fraction(number))


def joined(sign: str, compute: Callable[[Fraction, Fraction], Fraction]) -> Callable[..., Sum]:
    def build(left: Sum, right: Sum) -> Sum:
        text = f"({left.text} {sign} {right.text})"
        if left.exact is None or right.exact is None or (sign == "/" and right.exact == 0):
            return Sum(text, None)
        return Sum(text, compute(left.exact, right.exact))

    return build


def called(name: str, compute: Callable[..., Fraction]) -> Callable[..., Sum]:
    def build(*parts: Sum) -> Sum:
        text = f"{name}({', '.join(part.text for part in parts)})"
        exact = [part.exact for part in parts if part.exact is not None]
        return Sum(text, compute(*exact) if len(exact) == len(parts) else None)

    return build


LEAVES = st.decimals("-99", "99", places=2).map(leaf) | st.sampled_from(
    [Sum(name, Fraction(number)) for name, number in QUANTITIES.items()]
)


def grown(parts: st.SearchStrategy[Sum]) -> st.SearchStrategy[Sum]:
    return st.one_of(
        st.builds(joined("+", lambda a, b: a + b), parts, parts),
        st.builds(joined("-", lambda a, b: a - b), parts, parts),
        st.builds(joined("*", lambda a, b: a * b), parts, parts),
        st.builds(joined("/", lambda a, b: a / b), parts, parts),
        st.builds(called("abs", abs), parts),
        st.builds(called("min", min), parts, parts),
        st.builds(called("max", max), parts, parts, parts),
        parts.map(lambda one: Sum(f"-{one.text}", None if one.exact is None else -one.exact)),
    )


def named(text: str) -> set[str]:
    return {name for name in QUANTITIES if name in text}


@given(tree=st.recursive(LEAVES, grown, max_leaves=8))
def test_a_formula_gives_what_fractions_give(tree: Sum) -> None:
    if len(tree.text) > LONGEST:
        return
    formula = Formula.parse(tree.text, named(tree.text))
    if tree.exact is None:
        # Rounded to thirty digits, a divisor that is exactly 0 may be a trifle instead.
        return
    found = formula.value(QUANTITIES)
    # Thirty digits are kept at each step: near cancellation a few of them are lost.
    assert abs(Fraction(found) - tree.exact) <= max(Fraction(1), abs(tree.exact)) / 10**9


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("length * 0.35 + splices * 0.1 + 2 * 0.5", "4.025"),
        ("length - splices - 1", "2.5"),
        ("length + splices * 2 ** 2", "23.5"),
        ("-splices ** 2 + length", "-8.5"),
        ("2 ** 3 ** 2 + splices * 0 + length * 0", "512"),
        ("10 * log10(length * 0 + splices * 25)", "20"),
        ("round(length / splices, 2)", "1.88"),
        ("round(length) + splices * 0", "8"),
        ("10 ** (splices / 4) + length * 0", "10"),
        ("max(length, splices) - min(length, splices)", "3.5"),
        ("length + splices * 0.1234567890123", "7.9938271560492"),
    ],
)
def test_operations_bind_and_round_as_in_a_lesson(text: str, value: str) -> None:
    assert Formula.parse(text, set(QUANTITIES)).value(QUANTITIES) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("length.real * splices", "only + - "),
        ("__import__('os')", "not arithmetic"),
        ("length + splices + other", "other is not one of the parameters"),
        ("length + splices + eval(1)", "only log10, min, max, abs and round can be called"),
        ("length(splices)", "can be called"),
        ("(length)(splices)", "can be called"),
        ("min(length, *splices)", "only + - "),
        ("min(length, key=splices)", "not arithmetic"),
        ("max(length)", "another number of values"),
        ("log10(length, splices)", "another number of values"),
        ("length[splices]", "not arithmetic"),
        ("length if splices else 1", "only + - "),
        ("length // splices", "only + - "),
        ("length @ splices", "not arithmetic"),
        ("length % splices", "not arithmetic"),
        ("length < splices", "not arithmetic"),
        ("(length, splices)", "only + - "),
        ("lambda length, splices", "not arithmetic"),
        ("not length - splices", "only + - "),
        ("length and splices", "only + - "),
        ("True + length + splices", "only numbers"),
        ("1j + length + splices", "only numbers"),
        ("'a' + length + splices", "not arithmetic"),
        ("length + splices # a", "not arithmetic"),
        ("length +\n splices", "not arithmetic"),
        ("length + splices + １", "not arithmetic"),
        ("length", "it does not use splices"),
        ("", "not arithmetic"),
        ("length + splices + 1e15", "a number is too high"),
        ("length + splices + 0x" + "f" * 200, "a number is too high"),
        ("length + splices + 1e999", "a number is too high"),
        ("length + splices + 0." + "1" * 20, "too many digits"),
        ("length + splices + " + "9" * 20, "too many digits"),
        ("length + splices + 9" + "9" * LONGEST, "too long"),
        ("length * splices" + " + 1" * 60, "too long"),
    ],
)
def test_what_is_not_arithmetic_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason.replace("+", r"\+")):
        Formula.parse(text, set(QUANTITIES))


def test_a_parameter_never_bears_the_name_of_a_function() -> None:
    with pytest.raises(FormulaError, match="max cannot be a parameter"):
        Formula.parse("max + max(max, 1)", {"max"})


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "0 / 0",
        "log10(0)",
        "1 / log10(0)",
        "log10(0 - 1)",
        "0 ** 0",
        "0 ** -1",
        "(0 - 8) ** 0.5",
        "9 ** 9 ** 9",
        "9 ** 21",
        "(9 ** 20) ** 20",
        "round(1, 7)",
        "round(1, 0.5)",
        "round(1, -1)",
        "round(9 ** 20 * 9 ** 20, 2)",
        "min + 1",
        "abs",
    ],
)
def test_what_has_no_result_says_so(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula.parse(text, set()).value({})


def test_a_quantity_that_is_not_given_is_said() -> None:
    with pytest.raises(FormulaError, match="stands where a value should"):
        Formula.parse("length + 1", {"length"}).value({})


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9",
        "9**9**9**9**9**9",
        "((((9**20)**20)**20)**20)",
        "1" * 10**6,
        "0x" + "f" * 10**6,
        "(" * 10**5,
        "(" * 140 + "1" + ")" * 140,
        "-" * 10**5 + "1",
        "-" * 290 + "1",
        "abs(" * 60 + "1" + ")" * 60,
        "log10(" * 33 + "9" + ")" * 33,
        "1 + " * 10**5 + "1",
        "10 ** 20 * " * 20 + "1",
        "0.9 ** 0.000000001" + " ** 0.5" * 30,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    with suppress(FormulaError):
        assert Formula.parse(text, set()).value({}).is_finite()
    assert time.perf_counter() - begun < QUICK


SCRAPS = st.lists(
    st.sampled_from(
        ["length", "splices", "log10", "round", "(", ")", ",", "+", "-", "**", "/", "0", "9.5"]
    ),
    max_size=30,
).map("".join)


@given(text=st.text(max_size=80) | st.text("0123456789.eExX_()*+-/, ", max_size=60) | SCRAPS)
def test_any_text_is_computed_or_refused(text: str) -> None:
    with suppress(FormulaError):
        assert Formula.parse(text, named(text)).value(QUANTITIES).is_finite()
