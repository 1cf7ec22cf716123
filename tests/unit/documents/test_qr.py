"""The square code, read back module by module."""

import pytest
import segno
from reportlab.graphics.shapes import Drawing, Rect

from school.documents.qr import QUIET, square_code

ADDRESS = "https://exemple.bj/rapports/2026-11?é=1"


def bars(drawing: Drawing) -> list[Rect]:
    return [shape for shape in drawing.contents if isinstance(shape, Rect)]


def darkness(drawing: Drawing, modules: int) -> list[list[bool]]:
    """Tell of each module whether a bar covers its middle."""
    side = drawing.width / (modules + 2 * QUIET)
    middles = [(QUIET + index + 0.5) * side for index in range(modules)]
    return [
        [
            any(
                bar.x < x < bar.x + bar.width and bar.y < drawing.height - y < bar.y + bar.height
                for bar in bars(drawing)
            )
            for x in middles
        ]
        for y in middles
    ]


def test_every_module_is_where_it_belongs() -> None:
    matrix = [[bool(module) for module in line] for line in segno.make(ADDRESS, error="m").matrix]
    assert darkness(square_code(ADDRESS, size=80), len(matrix)) == matrix


def test_a_quiet_edge_surrounds_the_code() -> None:
    drawing = square_code(ADDRESS, size=100)
    assert (drawing.width, drawing.height) == (100, 100)
    assert min(bar.x for bar in bars(drawing)) > 3
    assert max(bar.x + bar.width for bar in bars(drawing)) < 97


def test_an_address_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        square_code("x" * 5000)
