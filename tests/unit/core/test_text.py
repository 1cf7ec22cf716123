"""Folding of names, for searching and for spotting doubles."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.text import fold


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("AÏCHA  Sanni", "aicha sanni"),
        ("Aïcha", unicodedata.normalize("NFD", "Aïcha")),
        ("Houngbédji", "HOUNGBEDJI"),
        ("Ɖossou", "dossou"),
        ("Kɔ́kú", "koku"),
        ("Sɛ̀nan", "Senan"),
        ("N’Dah", "n'dah"),
        ("Jean-Marie", "JEAN MARIE"),
        ("Jean\u2011Marie", "Jean\u00a0 Marie"),
        ("Sœur Agnès", "soeur agnes"),
        ("Straße", "STRASSE"),
        ("  Kossi\t", "kossi"),
        ("ADÉBÁYỌ̀", "adebayo"),
    ],
)
def test_spellings_that_meet(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(
    ("first", "second"), [("Kossi", "Kofi"), ("De Souza", "Desouza"), ("F0", "FO")]
)
def test_spellings_that_stay_apart(first: str, second: str) -> None:
    assert fold(first) != fold(second)


def test_folding_says_what_it_gives() -> None:
    assert fold("  Ɖàgbó-HOUNON  N’Koué ") == "dagbo hounon n'koue"


@given(text=st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=st.text())
def test_composed_and_decomposed_text_meet(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(words=st.lists(st.sampled_from(["Fibres", "du", "Golfe"]), min_size=1))
def test_spaces_do_not_matter(words: list[str]) -> None:
    assert fold("  ".join(words)) == fold(" ".join(words))
