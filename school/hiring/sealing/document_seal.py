"""The seal on paper: code, square code, who and when; and of a new edition what changed and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from school.documents import fonts
from school.documents.page import WIDTH
from school.documents.palette import COLOURS, Tone
from school.documents.qr import square_code
from school.documents.styles import HEADING, LEAD, SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.hiring.sealing.changes import change_in_words
from school.hiring.sealing.rules import Statement
from school.web.filters import moment

CODE_SIDE = 84.0
CHANGES_SHOWN = 60

PANEL = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (1, 0), (1, 0), "RIGHT"),
        ("BOX", (0, 0), (-1, -1), 0.75, COLOURS[Tone.LINE]),
        ("BACKGROUND", (0, 0), (0, 0), COLOURS[Tone.SUNK]),
        ("LEFTPADDING", (0, 0), (0, 0), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
)


@dataclass(frozen=True)
class Stamp:
    """What the seal says on the paper itself."""

    code: str
    statement: Statement
    address: str

    @property
    def foot(self) -> str:
        """The line at the foot of every page."""
        return gettext(
            "Rapport scellé %(code)s. Se vérifie à %(address)s",
            code=self.code,
            address=self.address,
        )


def seal_parts(stamp: Stamp) -> list[Flowable]:
    """Set the panel of the seal: words at the left, the square code at the right."""
    said = stamp.statement
    words: list[Flowable] = [
        paragraph(gettext("Rapport scellé %(code)s", code=stamp.code), LEAD),
        paragraph(
            gettext(
                "Édition %(edition)s, scellée le %(at)s par %(name)s.",
                edition=said.edition,
                at=moment(said.sealed_at),
                name=said.sealed_by,
            )
        ),
    ]
    if said.replaces:
        words.append(
            paragraph(
                gettext(
                    "Remplace l’édition %(code)s. Raison : %(reason)s",
                    code=said.replaces,
                    reason=said.reason or "",
                )
            )
        )
    words.append(
        paragraph(
            gettext(
                "Pour vérifier que cette copie est celle qui a été scellée, ouvrez le code carré "
                "ou %(address)s, et déposez-y le fichier.",
                address=stamp.address,
            ),
            SMALL,
        )
    )
    return [_panel(words, square_code(stamp.address, size=CODE_SIDE)), Spacer(0, 8)]


def _panel(words: list[Flowable], code: Drawing) -> Flowable:
    panel = Table([[words, code]], colWidths=[WIDTH - CODE_SIDE - 20, CODE_SIDE + 20])
    panel.setStyle(PANEL)
    return panel


def changed_parts(changes: Sequence[dict[str, Any]]) -> list[Flowable]:
    """Set what a new edition changed, figure by figure; nothing in a first one."""
    if not changes:
        return []
    columns = [
        Column(gettext("Chiffre"), 2.6),
        Column(gettext("Édition d’avant"), 1.2, is_number=True),
        Column(gettext("Cette édition"), 1.2, is_number=True),
    ]
    rows = [list(change_in_words(one)) for one in changes[:CHANGES_SHOWN]]
    parts: list[Flowable] = [
        paragraph(gettext("Ce que cette édition change"), HEADING),
        data_table(columns, rows),
    ]
    if len(changes) > CHANGES_SHOWN:
        more = gettext(
            "Les %(count)s changements sont tous dans le fichier des chiffres.", count=len(changes)
        )
        parts.append(paragraph(more, SOFT))
    return parts
