"""The words of the program in English, kept in step with what the program says.

French is the source and needs no catalogue: `school/web/i18n.py` has its plurals and its spaces.
`python -m tests.support.catalogues` finds the words, keeps the English of those that are still
said, drops the others, compiles, and lists what is left to translate. Running it twice changes
nothing: no dates, no places in the code, one order.
"""

import sys
from functools import cache
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.support.sources import ROOT

FOLDER = ROOT / "school" / "translations" / "en" / "LC_MESSAGES"
WRITTEN = FOLDER / "messages.po"
COMPILED = FOLDER / "messages.mo"
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}

Words = str | tuple[str, ...]


class English(Catalog):
    """A catalogue whose header says what reading it needs, and not when it was written."""

    def __init__(self) -> None:
        super().__init__(
            locale="en",
            header_comment="# The words of the program in English. French is in the source.",
            fuzzy=False,
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the language, its plurals and the encoding."""
        return [
            ("Language", "en"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


@cache
def extracted() -> frozenset[Words]:
    """Find every word marked for translation in the program and its templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: set[Words] = set()
    for name, _, words, *_ in extract_from_dir(ROOT, methods, options, KEYWORDS):
        if name.startswith(("school/", "templates/")):
            found.add(words)
    return frozenset(found)


def kept() -> list[Message]:
    """Read the words as people keep them, in the order of the file."""
    if not WRITTEN.is_file():
        return []
    with WRITTEN.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def key(message: Message) -> Words:
    """Give what the program says: one text, or a singular and a plural."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def texts(message: Message) -> list[str]:
    """Give the English of a message, each form of a plural apart."""
    strings = message.string
    return [text or "" for text in ([strings] if isinstance(strings, str | None) else strings)]


def updated() -> Catalog:
    """Put what the program says now beside the English that is kept of it."""
    english = {key(message): message.string for message in kept()}
    catalogue = English()
    for words in extracted():
        catalogue.add(words, english.get(words))
    return catalogue


def as_written(catalogue: Catalog) -> bytes:
    """Write a catalogue as people read it."""
    file = BytesIO()
    write_po(file, catalogue, no_location=True, sort_output=True)
    return file.getvalue()


def as_compiled(catalogue: Catalog) -> bytes:
    """Write a catalogue as the program reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> None:
    """Bring both files up to date and say what is left to translate."""
    catalogue = updated()
    FOLDER.mkdir(parents=True, exist_ok=True)
    WRITTEN.write_bytes(as_written(catalogue))
    COMPILED.write_bytes(as_compiled(catalogue))
    missing = [key(one) for one in kept() if not all(text.strip() for text in texts(one))]
    lines = [f"{len(kept())} messages, {len(missing)} to translate", *map(repr, missing)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
