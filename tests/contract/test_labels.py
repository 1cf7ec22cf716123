"""Every state that the database keeps has its words for the screen."""

import importlib
from collections.abc import Iterator
from enum import StrEnum

import pytest
from sqlalchemy import Enum

from school import tables  # noqa: F401 - so that every table is known
from school.core.database import Base
from tests.support.sources import python_files, relative

NEVER_SHOWN = {
    "Answer": "a measure is shown with the field that answers it",
    "CheckAnswer": "what an employer answers is shown as the evidence or the contest of the hire",
    "LinkPurpose": "a link is shown as the page it opens",
    "Outcome": "an entry of a phone is shown with its reasons, or no more",
}


def kept_enumerations() -> list[type[StrEnum]]:
    """List the enumerations that some column holds."""
    found = {
        column.type.enum_class
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum)
        and column.type.enum_class is not None
        and issubclass(column.type.enum_class, StrEnum)
    }
    return sorted(found, key=lambda one: one.__name__)


def word_lists() -> Iterator[tuple[str, dict[StrEnum, object]]]:
    """Walk the dictionaries of words by member of an enumeration, in every labels file."""
    for path in python_files("school"):
        if "labels" not in path.stem and "words" not in path.stem:
            continue
        module = importlib.import_module(relative(path).removesuffix(".py").replace("/", "."))
        for name, value in vars(module).items():
            if isinstance(value, dict) and value and all(isinstance(key, StrEnum) for key in value):
                yield f"{module.__name__}.{name}", value


@pytest.mark.parametrize("enumeration", kept_enumerations(), ids=lambda one: one.__name__)
def test_an_enumeration_has_all_its_words(enumeration: type[StrEnum]) -> None:
    if enumeration.__name__ in NEVER_SHOWN:
        return
    lists = {name: set(words) for name, words in word_lists() if enumeration in map(type, words)}
    complete = [name for name, members in lists.items() if members == set(enumeration)]
    assert complete, f"no labels file has a word for each of {list(enumeration)}; found {lists}"


def test_no_list_of_words_mixes_enumerations_or_is_empty() -> None:
    for name, words in word_lists():
        assert len({type(key) for key in words}) == 1, name
        assert all(str(word).strip() for word in words.values()), name
