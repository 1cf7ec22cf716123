"""What a signed sheet says, judged by the thresholds of its day: for the page and for the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from school.curriculum.models import TaskMeasure
from school.curriculum.rule_queries import measures_in_version
from school.curriculum.wording import row_of, short_of
from school.practicals import queries, sheet_queries
from school.practicals.circumstance_rules import PhotoMoment
from school.practicals.figures.allowed import allowed_for
from school.practicals.models import Measure
from school.practicals.presentation import Judged, JudgedMeasure, Reading, judged
from school.practicals.readings.pages import ShownReading, shown_reading
from school.practicals.sheet_models import PracticalSheet
from school.practicals.trace_opinions import opinions
from school.practicals.trace_presentation import ShownTraces, shown_traces
from school.practicals.trace_queries import last_traces


@dataclass(frozen=True)
class Series:
    """Measures taken several times, side by side: a row's name, heads with units, values."""

    row: str
    heads: tuple[tuple[str, str], ...]
    lines: tuple[tuple[Reading | None, ...], ...]


@dataclass(frozen=True)
class SheetPaper:
    """A sheet with all that belongs to it on paper.

    `chain` holds every sheet of the attempt about the same person, the first one first. Photos and
    traces that a correction did not bring again are those of `photographed` and of the sheet that
    each trace names.
    `limits` are those of the version that the sheet names, unless `is_other_version` says that
    it is not loaded here.
    """

    sheet: PracticalSheet
    judged: Judged
    limits: Sequence[TaskMeasure]
    is_other_version: bool
    photographed: PracticalSheet | None
    photos: Sequence[bytes]
    traces: ShownTraces
    reading: ShownReading | None
    chain: Sequence[PracticalSheet]

    @property
    def moments(self) -> Sequence[PhotoMoment]:
        """Whether each photo shows the work before or after, where that was said."""
        return self.photographed.said.moments if self.photographed else ()

    @property
    def opinions(self) -> tuple[str, ...]:
        """What to know beside the verdict."""
        return opinions_of_sheet(self.sheet, self.limits, self.traces)

    @property
    def last(self) -> PracticalSheet:
        """The sheet signed last, which may be another one."""
        return self.chain[-1]

    @property
    def series(self) -> Iterator[Series]:
        """The measures that were taken several times, those of one table together."""
        pairs = zip(self.limits, self.judged.measures, strict=False)
        repeated = [(limit, one) for limit, one in pairs if limit.repeats > 1]
        for (row, size), group in groupby(repeated, key=_table_of):
            found = [(limit, one) for limit, one in group if one.readings]
            if found:
                yield _series(row, size, found)


def sheet_paper(session: Session, sheet: PracticalSheet) -> SheetPaper:
    """Gather a sheet as it is printed, with its files and the sheets it corrects or that do.

    Paper goes from hand to hand: no other person is named by whom a trace was handed in.
    """
    limits, is_other = limits_of_sheet(session, sheet)
    chain = sheet_queries.sheets_of(session, sheet.assessment_reference)
    until = sheet_queries.sheets_until(session, sheet)
    photographed = sheet_queries.with_photos(until)
    traces = last_traces(session, until)
    own = {trace.reference: trace for trace, _ in traces}
    return SheetPaper(
        sheet,
        judged_sheet(sheet, limits),
        limits,
        is_other,
        photographed,
        sheet_queries.photos_of(session, photographed) if photographed else (),
        shown_traces(traces, limits, own),
        shown_reading(session, sheet),
        [one for one in reversed(chain) if one.trainee_id == sheet.trainee_id],
    )


def limits_of_sheet(session: Session, sheet: PracticalSheet) -> tuple[Sequence[TaskMeasure], bool]:
    """Give the thresholds by which a sheet was judged, and whether they are of another version.

    A sheet from elsewhere may name a version that is not loaded here: then they are those that
    the cohort follows.
    """
    if sheet.curriculum_version is not None:
        found = measures_in_version(session, sheet.curriculum_version, sheet.task_id)
        if found:
            return found, False
    limits = queries.limits_for(session, sheet.cohort, sheet.task)
    return limits, sheet.curriculum_version is not None


def judged_sheet(sheet: PracticalSheet, limits: Sequence[TaskMeasure]) -> Judged:
    """Judge what a sheet holds by given thresholds, beside the time allowed when it was signed."""
    said = sheet.said
    measures = [
        Measure(
            assessment_reference=sheet.assessment_reference,
            reference=one.name,
            value=one.value,
            unit=one.unit or None,
        )
        for one in said.measures
    ]
    allowed = allowed_for(sheet)
    stopped = bool(said.stopped_by)
    return judged(sheet.verdict, limits, measures, stopped=stopped, allowed=allowed)


def opinions_of_sheet(
    sheet: PracticalSheet, limits: Sequence[TaskMeasure], traces: ShownTraces
) -> tuple[str, ...]:
    """Say what to know beside the verdict of a sheet: what its traces and estimates are worth."""
    values = {one.name: one.value for one in sheet.said.measures}
    return opinions(sheet.verdict, limits, values, traces)


def _table_of(pair: tuple[TaskMeasure, JudgedMeasure]) -> tuple[str, int]:
    limit, _ = pair
    return row_of(limit), limit.repeats


def _series(row: str, size: int, found: list[tuple[TaskMeasure, JudgedMeasure]]) -> Series:
    by_place = [{reading.number: reading for reading in one.readings} for _, one in found]
    return Series(
        row,
        tuple((short_of(limit), limit.unit) for limit, _ in found),
        tuple(tuple(readings.get(place) for readings in by_place) for place in range(1, size + 1)),
    )
