"""What an apprentice read on a trace beside the key, as a page shows it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from flask_babel import gettext

from school.practicals.traces.answer_key import Correction, Found, Reading
from school.practicals.traces.labels import KINDS
from school.practicals.traces.places import exact
from school.web.filters import number


@dataclass(frozen=True)
class CorrectionRow:
    """An event of the key or of the answer: what was right, what was read, and the verdict.

    Its number is its place in the table, and that of its mark where the curve is drawn.
    """

    key: Reading | None
    answer: Reading | None
    verdict: str
    verdict_kind: str
    reasons: tuple[str, ...] = ()
    number: int = 0

    @property
    def anchor(self) -> str:
        """Where the mark of the event leads in the table."""
        return f"lecture-{self.number}"

    @property
    def of_key(self) -> str:
        """The event of the key in words, a dash when there is none."""
        return _words(self.key)

    @property
    def of_answer(self) -> str:
        """The event that was read in words, a dash when it was missed."""
        return _words(self.answer)

    @property
    def place(self) -> float:
        """Where the row stands in the table, in metres."""
        reading = self.key or self.answer
        return 0.0 if reading is None else reading.distance_m


class CorrectionSheet:
    """All that is shown of an answer beside its key, in the order of the fibre."""

    def __init__(self, correction: Correction) -> None:
        self.correction = correction
        rows = [
            *(_found_row(one, correction) for one in correction.found),
            *(CorrectionRow(one, None, gettext("manqué"), "redo") for one in correction.missed),
            *(CorrectionRow(None, one, gettext("en trop"), "redo") for one in correction.false),
        ]
        in_order = sorted(rows, key=lambda row: row.place)
        self.rows = [replace(row, number=number) for number, row in enumerate(in_order, 1)]

    @property
    def title(self) -> str:
        """How many events of the key were read right."""
        correction = self.correction
        right, events = len(correction.within), len(correction.found) + len(correction.missed)
        return gettext(
            "Événements lus juste : %(right)s sur %(all)s", right=number(right), all=number(events)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return gettext("N°"), gettext("Corrigé"), gettext("Lu par l’apprenti"), gettext("Avis")


def _found_row(found: Found, correction: Correction) -> CorrectionRow:
    tolerance = correction.tolerance
    if found.is_within(tolerance):
        return CorrectionRow(found.key, found.answer, gettext("juste"), "pass")
    reasons = []
    if found.position_error_m > exact(tolerance.position_m):
        reasons.append(
            gettext(
                "À %(gap)s m de sa place ; %(most)s m au plus.",
                gap=number(found.position_error_m),
                most=number(round(tolerance.position_m, 2)),
            )
        )
    loss = found.loss_error_db
    if loss is not None and loss > tolerance.loss_db:
        reasons.append(
            gettext(
                "Perte à %(gap)s dB de la bonne ; %(most)s dB au plus.",
                gap=number(loss),
                most=number(tolerance.loss_db),
            )
        )
    if found.is_loss_missing:
        reasons.append(gettext("La perte n’est pas dite."))
    if not found.is_kind_right:
        reasons.append(gettext("Ce n’est pas le bon type d’événement."))
    return CorrectionRow(found.key, found.answer, gettext("à revoir"), "limit", tuple(reasons))


def _words(reading: Reading | None) -> str:
    if reading is None:
        return "—"
    place, kind = number(reading.distance_m / 1000, 4), KINDS[reading.kind]
    loss: Decimal | None = reading.loss_db
    if loss is None:
        return gettext("%(place)s km, %(kind)s", place=place, kind=kind)
    return gettext(
        "%(place)s km, %(kind)s, %(loss)s dB", place=place, kind=kind, loss=number(loss, 3)
    )
