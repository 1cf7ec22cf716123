"""The head of a row: its name, and words at the far right or under the name."""

from collections.abc import Sequence

from school.documents.sheet import Anchor, Sheet, Words

LINE = 17.0
GAP = 10.0


def head_height(heads: Sequence[tuple[str, str]], width: float) -> float:
    """Give the height that every head needs: two lines where a name would meet its words."""
    meets = any(
        detail and Words.STRONG.width(label) + GAP + Words.TINY.width(detail) > width
        for label, detail in heads
    )
    return 24 + (LINE if meets else 0)


def write_head(sheet: Sheet, top: float, height: float, label: str, detail: str) -> None:
    """Write a name, and its words beside it, or under it where heads have two lines."""
    sheet.words((0, top + 16), label, Words.STRONG)
    if not detail:
        return
    if height > 24:
        sheet.words((0, top + 16 + LINE), detail, Words.TINY)
    else:
        sheet.words((sheet.width, top + 16), detail, Words.TINY, anchor=Anchor.END)
