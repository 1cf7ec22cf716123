"""SVG for pages: well-formed, coloured by the style sheet, without styles or scripts."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Drawing, Ellipse, Group, Line, Rect, String
from reportlab.lib.colors import HexColor

from school.documents.chart import chart
from school.documents.charts import Estimate, interval_bar, sparkline
from school.documents.palette import COLOURS, Tone
from school.documents.sheet import Anchor, Sheet, Words
from school.documents.svg import both_sizes, elastic, fixed
from school.paths import STATIC
from tests.unit.documents.samples import CHARTS, percent, tick

VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{svg}</div>")  # noqa: S314


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_well_formed_and_clean(name: str) -> None:
    svg = both_sizes(CHARTS[name], label=f"Figure « {name} » <&>", identity="figure")
    drawings = list(tree(svg))
    assert drawings
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label") == f"Figure « {name} » <&>"
    for element in tree(svg).iter():
        assert element.tag not in {"style", "script", "image", "foreignObject", "a"}
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]
    assert "<?xml" not in svg
    assert "#" not in svg.replace("url(#figure", "")


@pytest.mark.parametrize("name", CHARTS)
def test_identities_are_unique_and_every_reference_is_met(name: str) -> None:
    svg = both_sizes(CHARTS[name], label="x", identity="figure")
    identities = re.findall(r' id="([^"]+)"', svg)
    assert len(identities) == len(set(identities))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(identities)


def test_every_colour_and_class_is_in_the_style_sheet() -> None:
    css = (STATIC / "css" / "epissure.css").read_text(encoding="utf-8")
    for name, draw in CHARTS.items():
        svg = both_sizes(draw, label="x", identity="figure")
        for variable in VARIABLE.findall(svg):
            assert f"--{variable}:" in css, name
        for classes in re.findall(r'class="([^"]+)"', svg):
            for each in classes.split():
                assert f".{each}" in css, name


def test_the_palette_of_paper_is_that_of_the_style_sheet() -> None:
    css = (STATIC / "css" / "epissure.css").read_text(encoding="utf-8")
    for tone, colour in COLOURS.items():
        first = re.search(rf"--{tone}: (#[0-9a-f]+);", css)
        assert first, tone
        written = first[1] if len(first[1]) == 7 else "#" + "".join(2 * one for one in first[1][1:])
        assert HexColor(written) == colour, tone


def test_what_stretches_is_in_shares_and_what_hangs_in_pixels() -> None:
    sheet = Sheet(200, 100)
    sheet.bar((50, 10), (100, 20), Tone.PRIMARY, opacity=0.5)
    sheet.square((100, 40), Tone.MEN, side=10)
    sheet.words((200, 90), "fin", Words.TINY)
    svg = tree(elastic(sheet.drawing, label="x", identity="i"))[0]
    assert (svg.get("width"), svg.get("height"), svg.get("viewBox")) == ("100%", "100", None)
    bar, hanging, words = list(svg)
    assert (bar.get("x"), bar.get("width"), bar.get("y"), bar.get("height")) == (
        "25%",
        "50%",
        "10",
        "20",
    )
    assert (bar.get("fill"), bar.get("fill-opacity")) == ("var(--primary)", "0.5")
    assert (hanging.get("x"), hanging.get("y"), hanging.get("overflow")) == ("50%", "40", "visible")
    assert (hanging[0].get("x"), hanging[0].get("y"), hanging[0].get("width")) == ("-5", "-5", "10")
    assert (words.get("x"), words.get("y"), words.text) == ("100%", "90", "fin")
    assert words.get("class") == "t-soft t-tiny halo"


def test_a_path_stretches_and_keeps_its_weight() -> None:
    sheet = Sheet(200, 100)
    sheet.path([(0, 10), (100, 20.5), (200, 90)], Tone.INK, weight=1.5)
    (inner,) = tree(elastic(sheet.drawing, label="x", identity="i"))[0]
    assert (inner.tag, inner.get("width"), inner.get("height")) == ("svg", "100%", "100")
    assert (inner.get("viewBox"), inner.get("preserveAspectRatio")) == ("0 0 200 100", "none")
    (line,) = inner
    assert line.get("points") == "0,10 100,20.5 200,90"
    assert line.get("vector-effect") == "non-scaling-stroke"
    assert line.get("stroke-width") == "1.5"


def test_what_is_linked_leads_somewhere_and_is_drawn_on_paper_alike() -> None:
    sheet = Sheet(200, 100)
    with sheet.linked("#row-3", "Événement 3 <&>"):
        sheet.dot((50, 40), Tone.PRIMARY)
        sheet.words((50, 20), "3", anchor=Anchor.MIDDLE, plate=True)
    sheet.dot((100, 40), Tone.PRIMARY)
    for write in (elastic, fixed):
        picture = tree(write(sheet.drawing, label="x", identity="i"))[0]
        assert picture.get("role") == "group", "links in an image are not found"
        link, dot = list(picture)
        assert (link.tag, link.get("href"), link.get("tabindex")) == ("a", "#row-3", "-1")
        assert [one.tag for one in link] == ["title", "circle", "svg"]
        assert link[0].text == "Événement 3 <&>"
        assert dot.tag == "circle"
    assert tree(elastic(sheet.drawing, label="x", identity="i"))[0][0][1].get("cx") == "25%"
    copied: Any = sheet.drawing.copy()
    assert copied.contents[0].address == "#row-3"
    paper: Any = sheet.drawing.asString("pdf")
    assert paper.startswith(b"%PDF")


def test_a_fixed_drawing_keeps_its_pixels() -> None:
    svg = tree(fixed(sparkline([0.0, 1.0]), label="tendance", identity="s"))[0]
    assert svg.get("viewBox") == "0 0 96 28"
    assert [one.get("points") for one in svg if one.tag == "polyline"] == ["4,24 92,4"]


def test_one_size_is_enough_when_both_are_alike() -> None:
    def draw(width: int) -> Drawing:
        sheet = Sheet(width, 10)
        sheet.line((0, 5), (width, 5), Tone.LINE)
        return sheet.drawing

    assert both_sizes(draw, label="x", identity="i").count("<svg") == 1


@given(
    label=st.text(),
    words=st.text(),
    identity=st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
)
def test_whatever_is_said_is_escaped(label: str, words: str, identity: str) -> None:
    drawing = interval_bar(
        Estimate(None, hidden=words or "x"), width=300, percent=percent, tick=tick
    )
    svg = elastic(drawing, label=label, identity=identity)
    inside = svg.replace(f'aria-label="{label}"', "")
    assert inside.count("<svg ") == inside.count("</svg>")
    assert "<script" not in svg


@pytest.mark.parametrize(
    "shape",
    [
        Ellipse(5, 5, 3, 2),
        String(0, 0, "x", fontName="Helvetica", fontSize=40),
        Rect(0, 0, 5, 5, fillColor=HexColor("#123456")),  # type: ignore[arg-type]
        Line(0, 0, 5, 5, strokeColor=HexColor("#654321")),
        Group(transform=(2, 0, 0, 2, 0, 0)),
    ],
)
def test_what_the_kit_does_not_draw_is_refused(shape: object) -> None:
    drawing = Drawing(10, 10)
    drawing.add(shape)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"palette|cannot|can be moved|no words"):
        elastic(drawing, label="x", identity="i")


def test_equal_charts_are_drawn_once() -> None:
    """The same data in the same language gives the very same markup, without drawing again."""
    drawn = []

    def bar(share: float, *, width: int) -> Drawing:
        drawn.append(width)
        return Drawing(width, 10 * share)

    first = both_sizes(chart("fr", bar, 0.5), label="Part", identity="part")
    times = len(drawn)
    assert both_sizes(chart("fr", bar, 0.5), label="Part", identity="part") is first
    assert len(drawn) == times
    both_sizes(chart("en", bar, 0.5), label="Part", identity="part")
    both_sizes(chart("fr", bar, 0.6), label="Part", identity="part")
    assert len(drawn) == 3 * times
