"""A trace to be read, without a word of its events; a reading beside its key, on the curve."""

from collections.abc import Sequence
from functools import partial

from flask_babel import gettext
from markupsafe import Markup
from reportlab.graphics.shapes import Drawing

from school.documents.svg import each_size
from school.practicals.sor import Trace
from school.practicals.traces.answer_key import Reading
from school.practicals.traces.correction_presentation import CorrectionRow, CorrectionSheet
from school.practicals.traces.drawing import Mark, Picture, draw_trace
from school.practicals.traces.envelope import Window, window_of
from school.practicals.traces.labels import KINDS
from school.practicals.traces.limits import Standing
from school.practicals.traces.places import tolerance_m
from school.web.filters import number
from school.web.i18n import NO_BREAK_SPACE

PARTS = 6
"""In so many pieces a fibre may be looked at more closely, without a script."""

OVERLAP = 0.1
"""A piece begins so much of its length before the one before it ends: no event is cut in two."""

STANDINGS = {"pass": Standing.WITHIN, "limit": Standing.UNDECIDED, "redo": Standing.BEYOND}


class TraceToRead:
    """A trace as whoever reads it sees it: the curve and the settings, and no event.

    `part` is one of the pieces of the fibre, counted from 1; nothing is the whole.
    """

    def __init__(self, trace: Trace, title: str, identity: str, part: int | None = None) -> None:
        self.trace, self.title, self.identity, self.part = trace, title, identity, part

    @property
    def subtitle(self) -> str:
        """What is shown of the fibre, and at which wavelength."""
        wavelength = number(self.trace.wavelength_nm).replace(NO_BREAK_SPACE, "")
        if self.part is None:
            return gettext("%(wavelength)s nm, toute la courbe", wavelength=wavelength)
        return gettext(
            "%(wavelength)s nm, partie %(part)s sur %(parts)s",
            wavelength=wavelength,
            part=self.part,
            parts=PARTS,
        )

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The settings that a reader needs, by name."""
        trace = self.trace
        return [
            (gettext("Impulsion"), f"{number(trace.pulse_ns)} ns"),
            (gettext("Indice de groupe"), number(trace.index_of_refraction, 5)),
            (gettext("Écart entre deux points"), f"{number(trace.resolution_m, 2)} m"),
            (gettext("Bobine amorce"), f"{number(trace.user_offset_m, 1)} m"),
        ]

    @property
    def label(self) -> str:
        """The picture in words, for those who do not see it."""
        return gettext(
            "Courbe à lire : %(title)s. %(subtitle)s.", title=self.title, subtitle=self.subtitle
        )

    def picture(self) -> Markup:
        """Draw the trace for a phone and for a laptop; the style sheet shows one."""
        return each_size(self.draw, label=self.label, identity=self.identity)

    def draw(self, width: int) -> Drawing:
        """Draw the trace at a width in pixels, for page or paper."""
        return _drawn(self.trace, (), width, None if self.part is None else self._window())

    def _window(self) -> Window:
        whole, part = window_of(self.trace), (self.part or 1) - 1
        length = whole.length_m / PARTS
        start = whole.from_m + part * length - (OVERLAP * length if part else 0)
        return Window(start, whole.from_m + (part + 1) * length)


class ReadingSheet(CorrectionSheet):
    """A corrected reading with its curve: the rows of the table are the marks on it."""

    def draw(self, trace: Trace, width: int) -> Drawing:
        """Draw the trace at a width in pixels, for page or paper."""
        return _drawn(trace, [_mark(row) for row in self.rows], width)

    def picture(self, trace: Trace) -> Markup:
        """Draw the trace for a phone and for a laptop; the style sheet shows one."""
        label = gettext("Courbe lue : %(title)s.", title=self.title)
        return each_size(partial(self.draw, trace), label=label, identity="lecture")


def _mark(row: CorrectionRow) -> Mark:
    title = gettext("Événement %(number)s : %(verdict)s", number=row.number, verdict=row.verdict)
    standing = STANDINGS[row.verdict_kind]
    return Mark(row.number, row.place, standing, title, f"#{row.anchor}")


def _drawn(
    trace: Trace, marks: Sequence[Mark], width: int, window: Window | None = None
) -> Drawing:
    picture = Picture(
        trace=trace,
        marks=tuple(marks),
        axis=gettext("Distance, en km"),
        launch=gettext("Bobine amorce"),
        write=number,
        window=window,
    )
    return draw_trace(picture, width=width)


class EventWords:
    """An event of a key as a table shows it."""

    def __init__(self, place: int, event: Reading) -> None:
        self.number = place
        self.distance = number(event.distance_m, 1)
        self.kind = str(KINDS[event.kind])
        self.loss = number(event.loss_db, 3)


def blur_words(trace: Trace, position_m: float) -> str | None:
    """Warn that no place of a trace can be read as closely as tasks ask; nothing when it can."""
    blur = tolerance_m(trace, 0.0)
    if blur <= position_m:
        return None
    return gettext(
        "Sur cette courbe, une place ne se lit guère mieux qu’à %(blur)s m (impulsion et écart "
        "entre deux points) : une tâche qui demande %(position)s m y est plus dure.",
        blur=number(round(blur, 1)),
        position=number(position_m),
    )
