"""Formulas of questions: plain arithmetic on named quantities, read and computed exactly.

Nothing is ever evaluated as a program: a formula is a tree of the few operations below, of bounded
size, and each result is a decimal of bounded size, so that no text can take long or break out.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

_ARITHMETIC = Context(prec=30, Emin=-60, Emax=60)
LONGEST = 300
MOST_NODES = 100
HIGHEST_POWER = 20
HIGHEST_NUMBER = 10**15
NO_RESULT = "it has no result for some of the values"
# Python's own parser takes far more than arithmetic: texts, comments, hidden line ends.
_WRITTEN = re.compile(r"[A-Za-z0-9_. +\-*/(),]*")
# A number of up to fifteen digits and a point is the same after being read as a float.
_LONG_NUMBER = re.compile(r"[0-9._]{17}")


class FormulaError(ValueError):
    """A formula that cannot be read or computed."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read, with the names it uses."""

    tree: ast.expr
    names: frozenset[str]

    @classmethod
    def parse(cls, text: str, names: set[str]) -> "Formula":
        """Read a formula over these names; raise `FormulaError` for anything else it holds.

        It may have numbers, names, + - * / **, parentheses, and log10, min, max, abs, round.
        """
        if shared := names & set(FUNCTIONS):
            raise FormulaError(f"{', '.join(sorted(shared))} cannot be a parameter")
        if len(text) > LONGEST:
            raise FormulaError("too long")
        if not _WRITTEN.fullmatch(text):
            raise FormulaError("this is not arithmetic")
        if _LONG_NUMBER.search(text):
            raise FormulaError("a number has too many digits")
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise FormulaError("this is not arithmetic") from error
        nodes = list(ast.walk(tree))
        if len(nodes) > MOST_NODES:
            raise FormulaError("too long")
        used = frozenset(_check(node, names) for node in nodes) - {""}
        if missing := names - used:
            raise FormulaError(f"it does not use {', '.join(sorted(missing))}")
        return cls(tree, used)

    def value(self, quantities: Mapping[str, Decimal]) -> Decimal:
        """Compute the formula; raise `FormulaError` where there is no result, as 1 / 0."""
        try:
            return _value(self.tree, quantities)
        except DecimalException as error:
            raise FormulaError(NO_RESULT) from error


def _log10(number: Decimal) -> Decimal:
    return _ARITHMETIC.log10(number)


def _round(number: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    if digits != int(digits) or not 0 <= digits <= 6:
        raise FormulaError("round takes 0 to 6 digits")
    return number.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP, _ARITHMETIC)


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "log10": _log10,
    "min": min,
    "max": max,
    "abs": _ARITHMETIC.abs,
    "round": _round,
}
ARGUMENTS = {"log10": (1, 1), "min": (2, 8), "max": (2, 8), "abs": (1, 1), "round": (1, 2)}


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > HIGHEST_POWER:
        raise FormulaError("a power is too high")
    return _ARITHMETIC.power(base, exponent)


OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: _ARITHMETIC.add,
    ast.Sub: _ARITHMETIC.subtract,
    ast.Mult: _ARITHMETIC.multiply,
    ast.Div: _ARITHMETIC.divide,
    ast.Pow: _power,
}


def _check(node: ast.AST, names: set[str]) -> str:
    """Refuse what is not arithmetic; give the name of a quantity, else nothing."""
    if isinstance(node, ast.Name):
        if node.id in names:
            return node.id
        if node.id not in FUNCTIONS:
            raise FormulaError(f"{node.id} is not one of the parameters")
        return ""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise FormulaError("only numbers may stand in it")
        if node.value >= HIGHEST_NUMBER:
            raise FormulaError("a number is too high")
        return ""
    if isinstance(node, ast.Call):
        _check_call(node)
        return ""
    plain = (ast.BinOp, ast.UnaryOp, ast.UAdd, ast.USub, ast.Load, *OPERATIONS)
    if not isinstance(node, plain):
        raise FormulaError("only + - * / ** and log10, min, max, abs, round may stand in it")
    return ""


def _check_call(node: ast.Call) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        raise FormulaError("only log10, min, max, abs and round can be called")
    fewest, most = ARGUMENTS[name]
    if not fewest <= len(node.args) <= most:
        raise FormulaError(f"{name} takes another number of values")


def _value(node: ast.expr, quantities: Mapping[str, Decimal]) -> Decimal:
    """Compute a node; log10(0) and 0 ** -1 are infinite for decimals, and no result here."""
    result = _compute(node, quantities)
    if not result.is_finite():
        raise FormulaError(NO_RESULT)
    return result


def _compute(node: ast.expr, quantities: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=number):
            return _ARITHMETIC.create_decimal(str(number))
        case ast.Name(id=name) if name in quantities:
            return quantities[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _ARITHMETIC.minus(_value(operand, quantities))
        case ast.UnaryOp(operand=operand):
            return _value(operand, quantities)
        case ast.BinOp(left=left, op=operator, right=right):
            sides = _value(left, quantities), _value(right, quantities)
            return OPERATIONS[type(operator)](*sides)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_value(one, quantities) for one in arguments))
    raise FormulaError("a name stands where a value should")
