"""The Markdown of lessons: what may stand in it, and on which line the faults are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.pack.markdown import (
    CALLOUTS,
    body_faults,
    names_in,
    parser,
    words_in,
)

GOOD = """\
Un [coeur](glossary:core) **de verre**, `<b>` et 1 < 2.

## Titre

![Un trait](figure:trace "Le trait")

::: safety Attention
Des lunettes.

- un
- deux
:::

| a | b |
|---|---|
| 1 | [gaine](glossary:cladding) |

### Plus loin

Encore le [coeur](glossary:core).
"""


def test_a_good_body_has_no_fault() -> None:
    assert list(body_faults(GOOD)) == []


@pytest.mark.parametrize("kind", CALLOUTS)
def test_every_callout_is_known(kind: str) -> None:
    text = f"::: {kind} Titre\nCorps.\n:::\n"
    assert list(body_faults(text)) == []
    kinds = [token.type for token in parser().parse(text)]
    assert kinds[0] == f"container_{kind}_open"
    assert kinds[-1] == f"container_{kind}_close"


def test_terms_and_figures_are_named_with_their_first_line() -> None:
    names = names_in(GOOD)
    assert names.terms == {"core": 1, "cladding": 16}
    assert names.figures == {"trace": 5}


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("", 1, "nothing is written here"),
        (" \n\n", 1, "nothing is written here"),
        ("a\n\n# Titre", 3, "headings begin with ##"),
        ("Titre\n=====", 1, "headings begin with ##"),
        ("a\n\n::: danger\nb\n:::", 3, "not opened or closed as it should be (safety, example"),
        ("a\n\n:::\n", 3, "not opened or closed as it should be"),
        ("a\n\n::: note\nb\n", 3, "not closed: a line with ::: alone ends it"),
        ("::: note\nb\n\n::: safety\nc\n:::\n", 4, "not closed"),
        ("::: note\nb\n::: fin\n", 1, "not closed"),
        ("- ::: note\n  b\n\nc", 1, "not closed"),
        ("a\n\n[b](https://example.org)", 3, "a link leads to the glossary"),
        ("[b](javascript:alert)", 1, "a link leads to the glossary"),
        ("[b](GLOSSARY:core)", 1, "a link leads to the glossary"),
        ("[b](other.md)", 1, "a link leads to the glossary"),
        ("[b](http://[)", 1, "a link leads to the glossary"),
        ("[b]()", 1, "a link leads to the glossary"),
        ("<https://example.org>", 1, "a link leads to the glossary"),
        ("[b][c]\n\n[c]: https://example.org", 1, "a link leads to the glossary"),
        ("![a](trace.png)", 1, "a picture must be a figure of the curriculum"),
        ("![a](https://example.org/a.png)", 1, "a picture must be a figure of the curriculum"),
        ("![a](data:image/png;base64,AA)", 1, "a picture must be a figure of the curriculum"),
        ("![a](http://[)", 1, "a picture must be a figure of the curriculum"),
        ("![](figure:trace)", 1, "no text for those who cannot see it"),
        ("a\n\nb ![c](figure:trace)", 3, "a figure stands alone"),
        ("![c](figure:trace) ![d](figure:trace)", 1, "a figure stands alone"),
        ("a\n\n<script>alert(1)</script>", 3, "HTML has no effect here"),
        ("a <b>c</b>", 1, "HTML has no effect here"),
        ("<!-- a -->", 1, "HTML has no effect here"),
        ("| a |\n|---|\n| <br/> |", 3, "HTML has no effect here"),
    ],
)
def test_each_fault_is_named_with_its_line(text: str, line: int, fault: str) -> None:
    found = list(body_faults(text))
    assert any(at == line and fault in words for at, words in found), found


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)>", "<style>p{}</style>"]
)
def test_html_is_never_more_than_text(text: str) -> None:
    shown = parser().render(text)
    assert "&lt;" in shown
    for element in ("<script", "<img", "<style"):
        assert element not in shown


def test_words_are_counted_as_they_are_read() -> None:
    assert (
        words_in("Un [coeur de verre](glossary:core).\n\n| a | b c |\n|---|---|\n| d | e |") == 10
    )
    assert words_in("::: note Titre\nDeux mots.\n:::\n") == 2
    assert words_in("") == 0


PIECES = ["::: note\n", ":::\n", "\n", "![", "](figure:a)", "[x](", "glossary:b)", "| a |\n|--|\n"]


@given(
    text=st.text(max_size=100)
    | st.lists(st.sampled_from([*PIECES, "<", "- ", "# ", "a"])).map("".join)
)
def test_any_body_is_read(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= line <= lines and words for line, words in body_faults(text))
    names_in(text)
    assert words_in(text) <= len(text)
