"""Names compared inside the database whatever their case and spaces, alike on both."""

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, String, literal_column
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


LOWEST_LETTER = literal_column("'\x01'", String())
"""Set between the parts of a text that is compared: « A » then comes before « AB » as it should.

It is the lowest letter that both databases keep, and stands in no text of a person's.
"""


class LetterFromEnd(FunctionElement[str]):
    """A letter of a text, counted from its end."""

    name = "letter_from_end"
    type = String()
    inherit_cache = True


def letter_from_end(text: ColumnElement[str], place: int) -> ColumnElement[str]:
    """Give the letter at a place of a text long enough, where 1 is the last; null stays null."""
    return LetterFromEnd(text, literal_column(str(int(place)), Integer()))


@compiles(LetterFromEnd, "sqlite")
def _letter_from_end_on_sqlite(
    element: LetterFromEnd, compiler: SQLCompiler, **options: Any
) -> str:
    text, place = (compiler.process(part, **options) for part in element.clauses)
    return f"substr({text}, -{place}, 1)"


@compiles(LetterFromEnd, "postgresql")
def _letter_from_end_on_postgresql(
    element: LetterFromEnd, compiler: SQLCompiler, **options: Any
) -> str:
    text, place = (compiler.process(part, **options) for part in element.clauses)
    return f"left(right({text}, {place}), 1)"


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
