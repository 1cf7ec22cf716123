"""The typeface: its letters, its digits, and what cannot be set."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from school.documents import fonts

LETTERS = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿƉɖƆɔƐɛẸẹỌọŊŋ’«»…–—−≥≤→€°×·\u00a0\u0300\u0301"


def glyphs(name: str) -> dict[int, int]:
    fonts.register()
    face: Any = pdfmetrics.getFont(name)
    known: dict[int, int] = face.face.charToGlyph
    return known


@pytest.mark.parametrize(
    "name", [fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.FIGURES, fonts.BOLD_FIGURES]
)
def test_the_letters_of_the_country_are_there(name: str) -> None:
    known = glyphs(name)
    assert not [letter for letter in LETTERS if ord(letter) not in known]


@pytest.mark.parametrize("name", [fonts.FIGURES, fonts.BOLD_FIGURES])
def test_digits_of_tables_have_one_width(name: str) -> None:
    assert {fonts.width_of(digit, name, 1000) for digit in "0123456789"} == {560}
    assert len({fonts.width_of(digit, fonts.REGULAR, 1000) for digit in "0123456789"}) > 1


def test_digits_of_tables_are_other_glyphs_of_the_same_digits() -> None:
    plain, equal = glyphs(fonts.REGULAR), glyphs(fonts.FIGURES)
    assert all(plain[ord(digit)] != equal[ord(digit)] for digit in "0123456789")
    assert plain[ord("A")] == equal[ord("A")]


def test_spaces_that_the_files_lack_become_one_that_does_not_break() -> None:
    assert fonts.printable("1\u202f000\u20095\u2007%") == "1\u00a0000\u00a05\u00a0%"


@given(text=st.text())
def test_what_is_printable_stays_so(text: str) -> None:
    once = fonts.printable(text)
    assert fonts.printable(once) == once
    assert len(once) == len(text)
    assert fonts.width_of(text, fonts.REGULAR, 10) >= 0
