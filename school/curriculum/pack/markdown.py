"""The Markdown of lessons: what it may hold, and what is wrong with a body.

CommonMark with tables, without HTML. Besides: callouts (`::: safety` … `:::`), terms of the
glossary (`[word](glossary:code)`) and figures (`![text](figure:code "caption")`, alone in a
paragraph).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

CALLOUTS = ("safety", "example", "note", "remember", "school")
GLOSSARY, FIGURE = "glossary", "figure"
ELEMENT = re.compile(r"</?[A-Za-z!]")
CALLOUT_LINE = re.compile(r"^\s*:::", re.MULTILINE)
CALLOUT_END = re.compile(r"[>\s]*:{3,}\s*")
LINE_END = re.compile(r"\r\n?|\n")
LONGEST_BODY = 40_000
"""Characters of a body: some six thousand words, which nobody reads on a phone at once."""

HIGHEST_HEADING = 2
"""The title of the lesson is the page's first heading: those of the body are below it."""


MOST_BODIES = 256
"""Bodies whose parts are remembered: those of a curriculum, asked for faults, names and words."""


@dataclass(frozen=True)
class BodyNames:
    """What a body refers to, each with the line where it first does."""

    terms: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)


def parser() -> MarkdownIt:
    """Give the parser of lessons: no HTML, tables, callouts, and the addresses of our own."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for name in CALLOUTS:
        markdown.use(container_plugin, name)
    # Its own rule refuses schemes that it does not know; ours are looked up, never followed.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_parser = cache(parser)
"""The parser that nobody adds rules to."""


@lru_cache(maxsize=MOST_BODIES)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(_parser().parse(text))


def body_faults(text: str) -> Iterator[tuple[int, str]]:
    """Find what a body may not hold; give the line, counted from 1, and what is wrong."""
    tokens = _tokens(text)
    if not text.strip():
        yield 1, "nothing is written here"
    yield from _blocks(tokens)
    yield from _open_callouts(tokens, LINE_END.split(text))
    for line, token in _inline(tokens):
        if token.type == "link_open":
            yield from _link(line, str(token.attrs.get("href", "")))
        if token.type == "text" and ELEMENT.search(token.content):
            yield line, "HTML has no effect here: it would be shown as it is written"
        if token.type == "image" and not str(token.attrs.get("src", "")).startswith(f"{FIGURE}:"):
            yield line, "a picture must be a figure of the curriculum (figure:code)"
        if token.type == "image" and not token.content.strip():
            yield line, "the figure has no text for those who cannot see it"


def names_in(text: str) -> BodyNames:
    """List the terms and figures that a body refers to."""
    found = BodyNames()
    for line, token in _inline(_tokens(text)):
        href = str(token.attrs.get("href", "") or token.attrs.get("src", ""))
        scheme, _, code = href.partition(":")
        if scheme == GLOSSARY:
            found.terms.setdefault(code, line)
        if scheme == FIGURE:
            found.figures.setdefault(code, line)
    return found


def words_in(text: str) -> int:
    """Count the words of a body, those of tables and callouts too, not those of addresses."""
    return sum(len(token.content.split()) for _, token in _inline(_tokens(text)))


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        line = _line_of(token)
        if token.type == "heading_open" and int(token.tag[1]) < HIGHEST_HEADING:
            yield line, "headings begin with ##: the title of the lesson stands above"
        if token.type == "inline" and CALLOUT_LINE.search(token.content):
            kinds = ", ".join(CALLOUTS)
            yield line, f"this callout is not opened or closed as it should be ({kinds})"
        if token.type == "inline" and _crowds_a_figure(token.children or []):
            yield line, "a figure stands alone in its paragraph"


def _open_callouts(tokens: Sequence[Token], lines: list[str]) -> Iterator[tuple[int, str]]:
    """Find the callouts that nothing ends: the parser closes them itself.

    Its mark is empty then, unless it is left from a line that it looked at in vain.
    """
    opened: list[Token] = []
    for token in tokens:
        if token.type.startswith("container_") and token.nesting == 1:
            opened.append(token)
        elif token.type.startswith("container_"):
            start = opened.pop()
            end = start.map[1] if start.map else len(lines)
            if not (token.markup and end < len(lines) and CALLOUT_END.fullmatch(lines[end])):
                yield _line_of(start), "this callout is not closed: a line with ::: alone ends it"


def _crowds_a_figure(children: list[Token]) -> bool:
    said = [one for one in children if one.content.strip()]
    return len(said) > 1 and any(one.type == "image" for one in children)


def _link(line: int, href: str) -> Iterator[tuple[int, str]]:
    if not href.startswith(f"{GLOSSARY}:"):
        yield line, "a link leads to the glossary (glossary:code); films and files go to the head"


def _inline(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        for child in token.children or []:
            yield _line_of(token), child


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
