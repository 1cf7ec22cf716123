"""The scale from 0 to 100 % that charts of rates share."""

from dataclasses import dataclass

from school.documents.charts.estimate import WritePercent
from school.documents.palette import Tone
from school.documents.sheet import Anchor, Sheet, Words

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Shares between 0 and 1 laid out from `start` to `end`, in pixels of a board."""

    start: float
    end: float

    def __call__(self, share: float) -> float:
        """Give the place of a share; beyond 0 and 1 it is held at the ends."""
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)

    def anchor(self, share: float) -> Anchor:
        """Tell how words stand at a share so that they stay on the board."""
        if share <= 0:
            return Anchor.START
        return Anchor.END if share >= 1 else Anchor.MIDDLE


def draw_quarters(
    sheet: Sheet, scale: Scale, *, top: float, bottom: float, words_at: float, percent: WritePercent
) -> None:
    """Draw the lines of 0, 25, 50, 75 and 100 %, and their numbers at a baseline.

    Where five numbers would touch, only 0, 50 and 100 % are written.
    """
    needed = 6 * Words.TINY.width(percent(1))
    numbered = QUARTERS if scale.end - scale.start >= needed else QUARTERS[::2]
    for share in QUARTERS:
        x = scale(share)
        sheet.line((x, top), (x, bottom), Tone.GRID)
        if share in numbered:
            sheet.words((x, words_at), percent(share), Words.TINY, anchor=scale.anchor(share))
