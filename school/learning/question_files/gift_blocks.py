"""The blocks of a GIFT file: categories, comments, and questions cut into their parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from school.core.text import UNWRITABLE
from school.learning.question_files.findings import CannotKeep

# Escaped signs become characters that no text holds, so that they part nothing.
_SIGNS = "~=#{}:\\n"
_PLACES = {sign: chr(0xFDD0 + 4 + at) for at, sign in enumerate(_SIGNS)}
_BACK = str.maketrans({place: "\n" if sign == "n" else sign for sign, place in _PLACES.items()})
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_MARK = re.compile(r"\[(id|tag):((?:\\.|[^\\\]])*)\]")
_CATEGORY = re.compile(r"\$CATEGORY:\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
DEFAULT_FORMAT = "moodle"


@dataclass(frozen=True, slots=True)
class Block:
    """A question as it stands in the file, with its category and the marks of its comments."""

    text: str
    category: str
    identifier: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A question cut into title, words with their format, answers, and the general feedback."""

    title: str
    words: str
    markup: str
    answers: str
    feedback: str


@dataclass
class _Comments:
    identifier: str = ""
    tags: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        for kind, text in _MARK.findall(line):
            plain = re.sub(r"\\(.)", r"\1", text)
            if kind == "id":
                self.identifier = plain
            else:
                self.tags.append(plain)


def blocks(text: str) -> Iterator[Block]:
    """Part a file at its empty lines; lines that begin with // are comments."""
    category, comments, lines = "", _Comments(), list[str]()
    for line in [*_LINE_END.split(UNWRITABLE.sub("", text)), ""]:
        bare = line.strip()
        if bare.startswith("//"):
            comments.add(bare)
        elif not lines and (found := _CATEGORY.match(bare)):
            category = bare[found.end() :].strip()
        elif bare:
            lines.append(line)
        elif lines:
            joined = "\n".join(lines)
            yield Block(joined, category, comments.identifier, tuple(comments.tags))
            comments, lines = _Comments(), []


def cut(block: Block) -> Cut:
    """Cut a question into its parts; raise `CannotKeep` when its braces do not fit.

    Words after the braces make a gap of them, which is shown as a line to fill.
    """
    text = _ESCAPE.sub(lambda found: _PLACES[found[1]], block.text.strip())
    title = ""
    if text.startswith("::"):
        title, _, text = text[2:].partition("::")
    start, end = text.find("{"), text.rfind("}")
    if start < 0 and end < 0:
        raise CannotKeep("it asks nothing: a description has no like here")
    if not 0 <= start < end or "{" in text[start + 1 :] or "}" in text[:end]:
        raise CannotKeep("its braces do not fit together")
    before, inside, after = text[:start], text[start + 1 : end], text[end + 1 :]
    markup, words = take_format(before.strip(), DEFAULT_FORMAT)
    if after.strip():
        words = f"{words.rstrip()} _____ {after.strip()}"
    answers, _, feedback = inside.partition("####")
    return Cut(plain(title).strip(), words, markup, answers.strip(), feedback.strip())


def take_format(text: str, default: str) -> tuple[str, str]:
    """Give the format that a text begins with, or the one it stands under, and the rest."""
    found = _FORMAT.match(text.lstrip())
    return (found[1], text.lstrip()[found.end() :]) if found else (default, text)


def plain(text: str) -> str:
    """Put the escaped signs back."""
    return text.translate(_BACK)
