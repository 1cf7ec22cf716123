"""Lessons from Markdown to a page: parsed, cleaned, then given figures, terms and callouts.

The parser knows no HTML, what it gives is cleaned again (nh3), and only what this program draws
itself, from checked drawings and escaped words, is put in afterwards.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from school.core.text import fold
from school.curriculum.figures import Drawing, draw, missing
from school.curriculum.pack.markdown import FIGURE, GLOSSARY, parser

_TAGS = """
    a blockquote br code div em h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul
"""
TAGS = set(_TAGS.split())
ATTRIBUTES = {
    "a": {"class", "href", "title"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "p": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ol": {"start"},
}


@dataclass(frozen=True)
class TermWords:
    """A word of the trade in one language, what it means, and the address of both."""

    title: str
    definition: str
    address: str


@dataclass(frozen=True)
class LessonWords:
    """What a body is rendered with, all of it in the reader's language."""

    terms: Mapping[str, TermWords]
    figures: Mapping[str, Drawing]
    callouts: Mapping[str, str]
    table: str


def render_body(text: str, words: LessonWords) -> Markup:
    """Render the body of a lesson, whatever it holds, as HTML that is safe to show."""
    body = _Body(words)
    markdown = parser()
    tokens = markdown.parse(text)
    _plain_empty_heads(tokens)
    for token in tokens:
        body.prepare(token)
    html = nh3.clean(
        markdown.renderer.render(tokens, markdown.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=set(),
        link_rel=None,
    )
    for number, figure in enumerate(body.figures):
        html = html.replace(f"<p>{body.stand_in(number)}</p>", figure)
    return Markup(html)  # noqa: S704 - cleaned above


@dataclass
class _Body:
    """One rendering: its words, the figures met, and a mark that no author can foresee."""

    words: LessonWords
    figures: list[Markup] = field(default_factory=list)
    mark: str = field(default_factory=lambda: secrets.token_hex(12))

    def stand_in(self, number: int) -> str:
        """Give the text that stands for a figure while the rest is cleaned."""
        return f"figure-{self.mark}-{number}"

    def prepare(self, token: Token) -> None:
        """Turn what our pages write in their own way into the HTML that they write."""
        if token.type == "inline":
            self._prepare_inline(token)
        elif write := BLOCKS.get(token.type):
            token.content = write(token, self.words)
            token.type = "html_block"
        elif token.type.startswith("container_") and token.nesting == 1:
            token.content = _callout(token, self.words)
            token.type = "html_block"

    def _prepare_inline(self, token: Token) -> None:
        children = token.children or []
        said = [one for one in children if one.content.strip() or one.type == "image"]
        if len(said) == 1 and _is_figure(said[0]):
            token.children = [Token("text", "", 0, content=self._add_figure(said[0]))]
            return
        for child in children:
            if child.type == "link_open":
                child.content = self._link(child)
                child.type = "html_inline"
            elif child.type == "image":
                # Only a figure alone in its paragraph is drawn: elsewhere its words stand for it.
                child.type = "text"

    def _link(self, token: Token) -> str:
        scheme, _, code = str(token.attrs.get("href", "")).partition(":")
        term = self.words.terms.get(code) if scheme == GLOSSARY else None
        if term is None:
            return "<a>"
        opening = Markup('<a class="term" href="{}" title="{}">')
        return str(opening.format(term.address, term.definition))

    def _add_figure(self, image: Token) -> str:
        code = str(image.attrs.get("src", "")).partition(":")[2]
        found, number = self.words.figures.get(code), len(self.figures)
        caption = str(image.attrs.get("title", ""))
        name = f"figure-{number + 1}"
        self.figures.append(draw(found, name, caption) if found else missing(image.content))
        return self.stand_in(number)


def _is_figure(token: Token) -> bool:
    return token.type == "image" and str(token.attrs.get("src", "")).startswith(f"{FIGURE}:")


def _table(token: Token, words: LessonWords) -> str:
    if token.nesting == -1:
        return "</table></div>\n"
    opening = Markup('<div class="table-box" role="group" aria-label="{}" tabindex="0"><table>\n')
    return str(opening.format(words.table))


def _cell(token: Token, words: LessonWords) -> str:
    """Open a cell; its alignment is a class, since pages hold no style attributes."""
    del words
    scope = ' scope="col"' if token.tag == "th" else ""
    right = ' class="num"' if "right" in str(token.attrs.get("style", "")) else ""
    return f"<{token.tag}{scope}{right}>"


def _plain_empty_heads(tokens: list[Token]) -> None:
    """Make empty heads of columns plain cells: read aloud, a head without words confuses."""
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not words.content.strip():
            opening.tag = closing.tag = "td"


def _callout(token: Token, words: LessonWords) -> str:
    kind = token.type.removeprefix("container_").removesuffix("_open")
    title = token.info.strip().removeprefix(kind).strip()
    name = words.callouts[kind]
    opening = Markup('<div class="callout {}" role="note"><p class="callout-name">{}</p>\n')
    said = f"{name} · {title}" if title and fold(title) != fold(name) else name
    return str(opening.format(kind, said))


BLOCKS: dict[str, Callable[[Token, LessonWords], str]] = {
    "table_open": _table,
    "table_close": _table,
    "th_open": _cell,
    "td_open": _cell,
}
