"""Two ways of one fibre as a page and a paper show them: both losses, their mean, what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from reportlab.platypus import Flowable, Spacer

from school.documents.styles import HEADING, SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.practicals.sor import Event
from school.practicals.traces.limits import (
    FindingKind,
    Limits,
    Standing,
    judge_pairing,
)
from school.practicals.traces.pairing import (
    CAUTIONS,
    EXPLANATIONS,
    Pair,
    Pairing,
    PairReading,
)
from school.practicals.traces.presentation import JudgedRow, finding_words
from school.web.filters import number

SAID_BY_READING = {FindingKind.ONE_WAY_GAIN, FindingKind.ONE_WAY_LOSS, FindingKind.IMPOSSIBLE}
"""What the explanation of the pair says already."""


@dataclass(frozen=True)
class PairRow(JudgedRow):
    """An event as both ways saw it, in words and numbers."""

    pair: Pair

    @property
    def distance(self) -> str:
        """Kilometres from end A."""
        return number(self.pair.distance_m / 1000, 4)

    @property
    def from_a(self) -> str:
        """The loss in dB that A saw, a dash when it saw none."""
        return _loss(self.pair.a)

    @property
    def from_b(self) -> str:
        """The loss in dB that B saw, a dash when it saw none."""
        return _loss(self.pair.b)

    @property
    def mean(self) -> str:
        """The mean of both, to a tenth of a thousandth: half of an odd sum is not rounded away."""
        return number(self.pair.average_db, 4)

    @property
    def reasons(self) -> list[str]:
        """Why it stands so, and what a gain means; a plain mean needs no words."""
        findings = [one for one in self.standing.findings if one.kind not in SAID_BY_READING]
        said = [finding_words(finding) for finding in findings]
        if self.pair.reading is not PairReading.MEASURED:
            said.append(gettext(EXPLANATIONS[self.pair.reading]))
        return said


class PairSheet:
    """All that is shown of two paired traces; without limits, events are not judged."""

    def __init__(self, pairing: Pairing, limits: Limits | None = None) -> None:
        self.pairing = pairing
        judged = judge_pairing(pairing, limits or Limits())
        self.rows = [
            PairRow(standing, pair) for pair, standing in zip(pairing.pairs, judged, strict=True)
        ]

    @property
    def title(self) -> str:
        """What was found, in a line: what is beyond a limit first."""
        if self.beyond:
            return str(
                ngettext(
                    "%(num)s événement hors seuil dans les deux sens",
                    "%(num)s événements hors seuil dans les deux sens",
                    self.beyond,
                )
            )
        return str(
            ngettext(
                "%(num)s événement mesuré dans les deux sens",
                "%(num)s événements mesurés dans les deux sens",
                self.measured,
            )
        )

    @property
    def beyond(self) -> int:
        """Count the events that are beyond a limit of the task."""
        return sum(row.standing.standing is Standing.BEYOND for row in self.rows)

    @property
    def measured(self) -> int:
        """Count the events whose loss is the mean of both ways."""
        return sum(row.pair.average_db is not None for row in self.rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (
            gettext("Distance de A (km)"),
            gettext("De A vers B (dB)"),
            gettext("De B vers A (dB)"),
            gettext("Moyenne (dB)"),
            gettext("Avis"),
        )

    @property
    def warnings(self) -> list[str]:
        """Why the two traces may not be the two ways of one fibre."""
        return [gettext(CAUTIONS[caution]) for caution in self.pairing.cautions]


def pair_story(sheet: PairSheet) -> list[Flowable]:
    """Give two paired traces as part of a document, in the language that is set."""
    story: list[Flowable] = []
    if sheet.rows:
        shares: Sequence[float] = (1.2, 1.1, 1.1, 1.0, 4.0)
        columns = [
            Column(name, share, is_number=0 < place < 4)
            for place, (name, share) in enumerate(zip(sheet.columns, shares, strict=True))
        ]
        story += headed_table(sheet.title, data_table(columns, [_cells(row) for row in sheet.rows]))
    else:
        story.append(paragraph(sheet.title, HEADING))
    if sheet.warnings:
        story += [Spacer(0, 6), paragraph(gettext("À savoir avant de s’y fier"), SOFT)]
        story += [paragraph(warning, SMALL) for warning in sheet.warnings]
    return story


def _cells(row: PairRow) -> list[str]:
    said = "\n".join(text for text in (row.verdict, *row.reasons) if text)
    return [row.distance, row.from_a, row.from_b, row.mean, said]


def _loss(event: Event | None) -> str:
    return number(None if event is None else event.loss_db, 3)
