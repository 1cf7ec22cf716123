"""From application to hire, by sex: two wings on one scale of persons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from school.documents.charts.rows import head_height, write_head
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

BAR = 24.0
FOOT = 12.0
GAP = 2.0
STUB = 26.0
"""The length of a hatched wing, which says nothing of the number it hides."""

WriteCount = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way: women, men, and words such as the women's share at the far right.

    A count that is None is not published; the reason belongs into `detail`.
    """

    label: str
    women: int | None
    men: int | None
    detail: str = ""


def funnel(stages: Sequence[Stage], *, width: float, count: WriteCount) -> Drawing:
    """Draw women to the left of a line and men to its right, one length per person."""
    head = head_height([(stage.label, stage.detail) for stage in stages], width)
    row = head + BAR + FOOT
    sheet = Sheet(width, row * len(stages))
    room = max((Words.STRONG.width(_written(each, count)) for each in _counts(stages)), default=0)
    middle, unit = _middle_and_unit(stages, width, room + 10)
    for index, stage in enumerate(stages):
        top = row * index
        write_head(sheet, top, head, stage.label, stage.detail)
        _draw_women(sheet, middle - GAP / 2, unit, top + head, stage.women, count)
        _draw_men(sheet, middle + GAP / 2, unit, top + head, stage.men, count)
    return sheet.drawing


def _counts(stages: Sequence[Stage]) -> list[int | None]:
    return [number for stage in stages for number in (stage.women, stage.men)]


def _written(number: int | None, count: WriteCount) -> str:
    return "" if number is None else count(number)


def _middle_and_unit(
    stages: Sequence[Stage], width: float, label_room: float
) -> tuple[float, float]:
    """Place the line between the wings, and give the length of one person."""
    women = max((stage.women or 0 for stage in stages), default=0)
    men = max((stage.men or 0 for stage in stages), default=0)
    length = max(width - 2 * label_room - GAP, 2 * STUB)
    unit = length / max(women + men, 1)
    # Neither wing may be shorter than a stub, lest a small or hidden number leave the board.
    left = min(max(women * unit, STUB), length - STUB)
    unit = min(unit, left / max(women, 1), (length - left) / max(men, 1))
    return label_room + left + GAP / 2, unit


def _draw_women(
    sheet: Sheet, right: float, unit: float, top: float, number: int | None, count: WriteCount
) -> None:
    if number is None:
        sheet.hatch((right - STUB, top), (STUB, BAR))
        return
    left = right - number * unit
    sheet.bar((left, top), (right - left, BAR), Tone.WOMEN)
    sheet.words((left, top + 17), count(number), Words.STRONG, anchor=Anchor.END, shift=-6)


def _draw_men(
    sheet: Sheet, left: float, unit: float, top: float, number: int | None, count: WriteCount
) -> None:
    if number is None:
        sheet.hatch((left, top), (STUB, BAR))
        return
    right = left + number * unit
    sheet.bar((left, top), (right - left, BAR), Tone.MEN)
    sheet.words((right, top + 17), count(number), Words.STRONG, shift=6)
