"""Names compared inside the database whatever their case and spaces, alike on both."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

# The databases disagree on the capitals of accented letters, so the pairs are spelled out:
# Latin, Greek and Cyrillic.
_CAPITALS = "".join(
    chr(code)
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x530))
    if chr(code).lower() != chr(code) and len(chr(code).lower()) == 1
)
_SMALL_LETTERS = "".join(letter.lower() for letter in _CAPITALS)
_LETTERS = str.maketrans(_CAPITALS, _SMALL_LETTERS)
_SPACES = " \t\n\r\u00a0\u202f"


class FoldCaseAndSpaces(FunctionElement[str]):
    """The SQL of `fold_case_and_spaces`."""

    name = "fold_case_and_spaces"
    type = String()
    inherit_cache = True


@lru_cache(maxsize=4096)
def fold_case_and_spaces(text: str | None) -> str | None:
    """Write a name in small letters, with single spaces inside and none around; keep accents."""
    if text is None:
        return None
    return re.sub(f"[{_SPACES}]+", " ", text.translate(_LETTERS)).strip(" ")


def folded(text: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """Fold a text column in the database as `fold_case_and_spaces` does."""
    return FoldCaseAndSpaces(text)


@compiles(FoldCaseAndSpaces, "sqlite")
def _fold_on_sqlite(element: FoldCaseAndSpaces, compiler: SQLCompiler, **options: Any) -> str:
    # The function is given to each connection by `database`.
    return f"fold_case_and_spaces({compiler.process(element.clauses, **options)})"


@compiles(FoldCaseAndSpaces, "postgresql")
def _fold_on_postgresql(element: FoldCaseAndSpaces, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    small = f"translate({text}, '{_CAPITALS}', '{_SMALL_LETTERS}')"
    return f"btrim(regexp_replace({small}, '[{_SPACES}]+', ' ', 'g'), ' ')"
