"""Lessons as HTML: what they may show, and that nothing else comes through."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.curriculum.figures import Drawing
from school.curriculum.pack.markdown import CALLOUTS
from school.curriculum.rendering import LessonWords, TermWords, render_body
from tests.factories.lessons import DRAWING

WORDS = LessonWords(
    terms={"core": TermWords("cœur", 'Le verre du "milieu" <b>', "/curriculum/glossary#core")},
    figures={"fibre": Drawing("Une <fibre>", "Le cœur & la gaine", {"core": "cœur <1>"}, DRAWING)},
    callouts={kind: f"nom de {kind}" for kind in CALLOUTS},
    table="Tableau",
)
FIGURE = '![Ce que l’on voit](figure:fibre "La légende")'
HOSTILE = [
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "[x](javascript:alert(1))",
    '[x](glossary:core" onmouseover="alert(1))',
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](https://elsewhere.test/x.png)",
    '![<script>](figure:none "t")',
    "::: safety <script>alert(1)</script>\nx\n:::",
    "<svg onload=alert(1)>",
    "| a |\n|--:|\n| <iframe src=x> |",
    "[x]: javascript:alert(1)\n\n[x]",
    "<style>*{}</style>",
    "figure-0",
]
ALLOWED = {
    "html", "head", "body", "a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead",
    "tr", "ul", "figure", "figcaption", "svg", "title", "desc", "path", "text", "defs", "marker",
}  # fmt: skip


def assert_harmless(html: str) -> None:
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    for element in root.iter():
        if not isinstance(element.tag, str):
            pytest.fail("a comment came through")
        assert element.tag.rpartition("}")[2] in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "src", "srcset", "action"}, name
            if name == "href":
                assert value == "/curriculum/glossary#core"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text: str) -> None:
    assert_harmless(render_body(text, WORDS))


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*HOSTILE, FIGURE, "::: note", ":::", "- ", "> ", "`", "[", "](", '"', "<"])
        | st.text(max_size=8),
        max_size=12,
    )
)
def test_no_mixture_comes_through(parts: list[str]) -> None:
    assert_harmless(render_body("\n".join(parts), WORDS))
    assert_harmless(render_body(" ".join(parts), WORDS))


def test_a_term_leads_to_the_glossary_and_says_what_it_means() -> None:
    html = render_body("Le [cœur](glossary:core) et [autre](glossary:other).", WORDS)
    assert 'href="/curriculum/glossary#core"' in html
    assert 'title="Le verre du &quot;milieu&quot; &lt;b&gt;"' in html
    assert "<a>autre</a>" in html


def test_a_figure_is_drawn_in_the_readers_words() -> None:
    html = render_body(f"{FIGURE}\n\n{FIGURE}", WORDS)
    assert html.count("<figure") == 2
    assert '<title id="figure-1-title">Une &lt;fibre&gt;</title>' in html
    assert '<desc id="figure-2-description">Le cœur &amp; la gaine</desc>' in html
    assert 'aria-labelledby="figure-1-title figure-1-description"' in html
    assert "cœur &lt;1&gt;</text>" in html
    assert "<figcaption>La légende</figcaption>" in html
    identifiers = re.findall(r'\bid="([^"]*)"', html)
    assert len(identifiers) == len(set(identifiers)) == 6
    assert 'marker-end="url(#figure-2-tip)"' in html
    assert 'class="drawn-line"' in html
    assert "{{" not in html


def test_a_figure_that_is_not_there_leaves_its_words() -> None:
    assert "<p>Ce &lt;b&gt; voit</p>" in render_body("![Ce <b> voit](figure:none)", WORDS)
    inline = render_body(f"Avant {FIGURE} après", WORDS)
    assert "Avant Ce que l’on voit après" in inline
    assert "<figure" not in inline


@pytest.mark.parametrize("kind", CALLOUTS)
def test_a_callout_bears_its_name(kind: str) -> None:
    html = render_body(f"::: {kind} Un titre\nLe texte.\n:::", WORDS)
    assert f'<div class="callout {kind}" role="note">' in html
    assert f"nom de {kind} · Un titre</p>" in html
    for title in ("", f" Nom de {kind}"):
        html = render_body(f"::: {kind}{title}\nLe texte.\n:::", WORDS)
        assert f'"callout-name">nom de {kind}</p>' in html


def test_a_table_scrolls_within_its_box() -> None:
    html = render_body("| A | B | |\n|---|--:|---|\n| a | 2 | x |", WORDS)
    assert '<div class="table-box" role="group" aria-label="Tableau" tabindex="0">' in html
    assert '<th scope="col" class="num">B</th>' in html
    assert '<td class="num">2</td>' in html
    assert "<td></td>\n</tr>\n</thead>" in html
    assert html.count("</div>") == 1
