"""Formulas and drawn quantities as Moodle's calculated questions have them."""

import ast
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, DecimalException
from math import gcd, pi

from school.curriculum.formulas import Formula
from school.curriculum.pack.questions import ParameterisedQuestion
from school.learning.question_files.findings import CannotKeep

MILLIONTH = 1_000_000
MOST = 10**9 * MILLIONTH
LONGEST = 300
_WILDCARD = re.compile(r"\{([^{}\s=]{1,60})\}")
_OURS = re.compile(r"[a-z][a-z_]{0,29}")
_DIGITS = str.maketrans("0123456789", "abcdefghij")


def to_moodle(question: ParameterisedQuestion) -> str:
    """Write the formula as Moodle computes it: wildcards in braces, pow() for powers."""
    tree = Formula.parse(question.formula, set(question.parameters)).tree
    return ast.unparse(_ToMoodle(set(question.parameters)).visit(tree))


def from_moodle(text: str, names: dict[str, str]) -> str:
    """Read a formula of Moodle; `names` are ours by those of the wildcards.

    Raises `CannotKeep` for what is not arithmetic; whether its functions are ours is seen when
    the question is made.
    """

    def named(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise CannotKeep(f"there are no values for {{{found[1]}}}")
        return f" {names[found[1]]} "

    bare = _WILDCARD.sub(named, text.strip().removeprefix("="))
    try:
        if len(bare) > LONGEST:
            raise CannotKeep("its formula is too long")
        return ast.unparse(_FromMoodle().visit(ast.parse(bare.strip(), mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotKeep(
            str(error) if isinstance(error, CannotKeep) else "not a formula"
        ) from error


def our_names(wildcards: Iterable[str]) -> dict[str, str]:
    """Give each wildcard a name as our parameters have: small letters and underscores."""
    found: dict[str, str] = {}
    for wildcard in wildcards:
        name = re.sub(r"[^a-z]+", "_", wildcard.casefold().translate(_DIGITS)).strip("_")[:24]
        name = wildcard if _OURS.fullmatch(wildcard) else name or "quantity"
        while name in found.values():
            name += "_b"
        found[wildcard] = name
    return found


def rename(text: str, names: dict[str, str]) -> str:
    """Put our names of the wildcards into the words of a question."""
    return _WILDCARD.sub(lambda found: "{" + names.get(found[1], found[1]) + "}", text)


def read_range(minimum: str, maximum: str, decimals: str, values: Sequence[str]) -> dict[str, str]:
    """Give a parameter that takes every value of the file, in the widest steps that do.

    Without values, the steps are those of the last decimal. Raises `CannotKeep` for numbers that
    are none or have more than six decimals.
    """
    low, high = _millionths(minimum), _millionths(maximum)
    found = [_millionths(value) for value in values]
    least, most = min(low, *found) if found else low, max(high, *found) if found else high
    step = gcd(most - least, *(value - least for value in found))
    if not found:
        digits = decimals.strip() or "0"
        step = MILLIONTH // 10 ** int(digits) if digits in set("0123456") else 1
    if step == 0:
        raise CannotKeep("a quantity of its formula has one value only")
    return {"minimum": _plain(least), "maximum": _plain(most), "step": _plain(step)}


def _millionths(text: str) -> int:
    try:
        number = Decimal(text.strip()) * MILLIONTH
        small = abs(number) < MOST
    except DecimalException as error:
        raise CannotKeep(f"« {text.strip()} » is not a number") from error
    # A number of a million digits fits in a few characters: it is never written out.
    if not small:
        raise CannotKeep(f"« {text.strip()} » is too large")
    whole = int(number)
    if number != whole:
        raise CannotKeep(f"« {text.strip()} » has more than six decimals")
    return whole


def _plain(millionths: int) -> str:
    return f"{Decimal(millionths) / MILLIONTH:f}"


class _ToMoodle(ast.NodeTransformer):
    """Braces around the quantities, pow() for powers."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"{{{node.id}}}") if node.id in self._names else node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        return ast.Call(node.func, [self.visit(one) for one in node.args], [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Pow):
            return ast.Call(ast.Name("pow"), [left, right], [])
        return ast.BinOp(left, node.op, right)


class _FromMoodle(ast.NodeTransformer):
    """Powers for pow() and sqrt(), the number for pi()."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        values: list[ast.expr] = [self.visit(one) for one in node.args]
        match node.func, values:
            case ast.Name(id="pow"), [base, power]:
                return ast.BinOp(base, ast.Pow(), power)
            case ast.Name(id="sqrt"), [base]:
                return ast.BinOp(base, ast.Pow(), ast.Constant(0.5))
            case ast.Name(id="pi"), []:
                return ast.Constant(pi)
        return ast.Call(node.func, values, node.keywords)
