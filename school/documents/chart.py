"""A chart with its data: drawn at any width, for page and paper, and once for the same data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True)
class Chart:
    """A drawing function, what it draws and in which language.

    Two charts that are equal give the same drawing, so that a page may keep the first one's: the
    numbers of a school change a few times a day, and its first page is opened all day long.
    """

    function: Callable[..., Drawing]
    values: tuple[Any, ...]
    words: tuple[tuple[str, Any], ...]
    language: str

    def __call__(self, width: int) -> Drawing:
        """Draw the chart, `width` pixels wide."""
        return self.function(*self.values, width=width, **dict(self.words))


def chart(language: str, function: Callable[..., Drawing], *values: Any, **words: Any) -> Chart:
    """Describe a chart; its data must not change later, so series are tuples."""
    return Chart(function, values, tuple(sorted(words.items())), language)
