"""Drawings of figures: nothing runs, nothing is fetched, every label is known and used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.pack.drawings import CLASSES, LONGEST, ViewBox, drawing_faults, view_box

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'


def drawn(inside: str, head: str = HEAD) -> str:
    return f"{head}{inside}</svg>"


def found(text: str, *labels: str) -> list[str]:
    return list(drawing_faults(text, set(labels)))


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<g transform="translate(1 2)"><circle cx="1" cy="2" r="3" fill="#ff8800"/></g>',
        '<defs><marker id="tip"/></defs><line x2="9" y2="9" marker-end="url(#tip)"/>',
        "<text>&lt;script&gt; 12 dB</text>",
        *(f'<path d="M0 0 H9" class="{one} f-line"/>' for one in sorted(CLASSES)),
    ],
)
def test_a_plain_drawing_is_accepted(inside: str) -> None:
    assert found(drawn(inside)) == []


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<script>alert(1)</script>", "the element script may not"),
        ("<style>*{fill:red}</style>", "the element style may not"),
        ("<foreignObject/>", "the element foreignObject may not"),
        ('<image href="a.png"/>', "the element image may not"),
        ('<use href="#a"/>', "the element use may not"),
        ("<a><path/></a>", "the element a may not"),
        ('<animate attributeName="x"/>', "the element animate may not"),
        ('<script xmlns="http://www.w3.org/1999/xhtml"/>', "xhtml}script may not"),
        ('<path onclick="alert(1)"/>', "the attribute onclick may not"),
        ('<path style="fill:red"/>', "the attribute style may not"),
        ('<path href="https://example.org"/>', "the attribute href may not"),
        (
            '<path xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
            "xlink}href may not",
        ),
        ('<path role="img"/>', "the attribute role may not"),
        ('<path fill="url(https://example.org/a)"/>', "fill may refer to a marker of the drawing"),
        ('<path fill="URL(https://example.org/a)"/>', "fill may refer to a marker of the drawing"),
        (r'<path fill="u\72l(https://example.org/a)"/>', "fill may refer to a marker"),
        ('<path class="f-line f-red"/>', "there is no class f-red"),
        ('<path fill="{{loss}}"/>', "fill holds a label"),
        ("<!-- remark -->", "no document type, no comments"),
        ("<!--> <script>alert(1)</script> -->", "no document type, no comments"),
        ("<![CDATA[<script>]]>", "no document type, no comments"),
        ("<?php echo 1 ?>", "no document type, no comments"),
        ("<path>", "this is not SVG: mismatched tag"),
        ("<g>" * 7000 + "</g>" * 7000, "more than 20 elements stand within one another"),
        ("<text>&nbsp;</text>", "this is not SVG: undefined entity"),
    ],
)
def test_what_could_run_or_fetch_is_refused(inside: str, fault: str) -> None:
    faults = found(drawn(inside))
    assert any(fault in one for one in faults), faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "this is not SVG"),
        ("plain words", "this is not SVG"),
        ('<svg viewBox="0 0 1 1"/>', "a drawing is an svg element with a viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "a drawing is an svg element with a viewBox"),
        (drawn("", HEAD.replace("0 0 40 20", "0 0 40")), "the viewBox has four numbers"),
        (drawn("", HEAD.replace("0 0 40 20", "0 0 0 20")), "the viewBox has four numbers"),
        (drawn("", HEAD.replace("0 0 40 20", "0 0 nan 20")), "the viewBox has four numbers"),
        (drawn("", HEAD.replace(">", ' width="40">')), "no width or height of its own"),
        (drawn("", HEAD.replace(">", ' height="20">')), "no width or height of its own"),
        (f"<!DOCTYPE svg>{drawn('')}", "no document type"),
        (
            f'<!DOCTYPE svg [<!ENTITY a "b">]>{drawn("<text>&a;</text>")}',
            "no document type",
        ),
        (drawn("<g>" * 20_000 + "</g>" * 20_000), f"longer than {LONGEST} characters"),
    ],
)
def test_the_drawing_itself(text: str, fault: str) -> None:
    faults = found(text)
    assert any(fault in one for one in faults), faults


def test_labels_are_those_of_the_text() -> None:
    text = drawn("<text>{{loss}} <tspan>{{gain}}</tspan></text>")
    assert found(text, "loss", "gain") == []
    assert found(text, "loss") == ["there is no label gain"]
    assert found(text, "loss", "gain", "end") == ["the label end is not used"]


def test_a_view_box_holds_what_is_inside_edges_included() -> None:
    box = view_box(drawn("", HEAD.replace("0 0 40 20", "-10 5 40.5 20")))
    assert box == ViewBox(-10, 5, 40.5, 20)
    assert box.holds(-10, 5, 40.5, 20)
    assert not box.holds(-11, 5, 2, 2)
    assert not box.holds(-10, 4, 2, 2)
    assert not box.holds(29, 5, 2, 2)
    assert not box.holds(0, 24, 2, 2)


@given(
    inside=st.text(max_size=60)
    | st.lists(st.sampled_from(["<g>", "</g>", "<", "{{", "}}"])).map("".join)
)
def test_any_text_is_a_drawing_or_has_faults(inside: str) -> None:
    assert all(found(drawn(inside)))
    assert found(inside)
