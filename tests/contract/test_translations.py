"""Every word a person reads is in both languages."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.support.sources import ROOT

FOLDER = ROOT / "school" / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|%(?![\s\u00a0\u202f]|$)(.)")

Words = str | tuple[str, ...]


@cache
def extracted() -> frozenset[Words]:
    """Find every word marked for translation in the program and its templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: set[Words] = set()
    for name, _, words, *_ in extract_from_dir(ROOT, methods, options, KEYWORDS):
        if name.startswith(("school/", "templates/")):
            found.add(words)
    assert len(found) > 40
    return frozenset(found)


@cache
def catalogue(language: str = "en") -> Catalog:
    """Read the words of a language as people keep them."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def key(message: Message) -> Words:
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def texts(message: Message) -> list[str]:
    strings = message.string
    return [text or "" for text in ([strings] if isinstance(strings, str | None) else strings)]


def test_the_catalogue_holds_what_the_program_says_and_no_more() -> None:
    kept = {key(message) for message in messages()}
    assert extracted() - kept == set(), "run `make translations` and translate these"
    assert kept - extracted() == set(), "nobody says these any more"


def test_everything_is_in_english() -> None:
    missing = [key(one) for one in messages() if not all(text.strip() for text in texts(one))]
    assert missing == []
    assert [key(one) for one in messages() if one.fuzzy] == []


def placeholders(text: str) -> Counter[tuple[str, ...]]:
    return Counter(PLACEHOLDER.findall(text))


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = []
    for message in messages():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [set(placeholders(source)) for source in sources]
        wrong += [
            (source, text)
            for text in texts(message)
            for source in sources
            if set(placeholders(text)) not in allowed
        ]
    assert wrong == []


def test_english_words_are_not_french_ones() -> None:
    """A word is the same in both languages only where it has no French letter or sign."""
    left = [
        text
        for message in messages()
        for text in texts(message)
        if re.search(r"[«»œ\u00a0]| [:;?!]", text)
    ]
    assert left == []


def test_french_has_its_own_signs() -> None:
    """Typographic apostrophes and quotes, and a space before double signs."""
    wrong = []
    for words in extracted():
        for text in (words,) if isinstance(words, str) else words:
            plain = PLACEHOLDER.sub("x", re.sub(r"https?://\S+", "", text))
            if re.search(r"\w'\w|\"|\.\.\.|[^\s\u00a0][;!?»](?:\s|$)|«[^\s\u00a0]", plain):
                wrong.append(text)
    assert wrong == []


def test_what_is_compiled_is_what_is_kept(tmp_path: Path) -> None:
    compiled = FOLDER / "en" / "LC_MESSAGES" / "messages.mo"
    fresh = tmp_path / "messages.mo"
    with fresh.open("wb") as file:
        write_mo(file, catalogue())
    with fresh.open("rb") as new, compiled.open("rb") as old:
        expected, kept = read_mo(new), read_mo(old)
    assert {key(one): one.string for one in kept} == {key(one): one.string for one in expected}


def test_english_is_there() -> None:
    assert (FOLDER / "en" / "LC_MESSAGES" / "messages.po").is_file()
