"""Sealing the board: its files under the same seal, code and page of checking as hiring's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.clauses.board.documents import board_paper, method
from school.clauses.board.figures import Board, board_of
from school.clauses.board.files import as_csv
from school.clauses.board.filters import unfiltered
from school.clauses.board.presentation import BoardPage
from school.clauses.standing.files import as_data
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.database import one_at_a_time
from school.core.errors import InvalidInput, mark
from school.hiring.sealing.document_seal import Stamp, seal_parts
from school.hiring.sealing.files import PROGRAM, Written
from school.hiring.sealing.models import SealedReport
from school.hiring.sealing.operations import Sealer, keep_sealed
from school.hiring.sealing.rules import (
    CLAUSES,
    DEFINITIONS,
    FIGURES,
    PDF,
    TABLE,
    Statement,
    as_canonical,
    code_of,
)


@dataclass(frozen=True)
class BoardParameters:
    """All that the figures and the words of a sealed board follow from."""

    as_of: date
    known_on: date
    language: str
    checked_at: str

    def as_plain(self) -> dict[str, Any]:
        """Give the parameters as values of JSON."""
        return {
            "subject": CLAUSES,
            "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat(),
            "language": self.language,
            "checked_at": self.checked_at,
        }


def seal_board(session: Session, parameters: BoardParameters, sealer: Sealer) -> SealedReport:
    """Seal the board of every contract. Raises `InvalidInput`, which names the field.

    A day to come has no figures yet, and on a day that is not over hours may still be recorded:
    the same parameters would then give other figures. Without a contract nothing is sealed.
    """
    if parameters.as_of > today():
        message = mark("Un rapport scellé ne porte pas sur des jours à venir.")
        raise InvalidInput(message, "as_of")
    if parameters.known_on >= today():
        raise InvalidInput(mark("Hier au plus tard : le jour doit être fini."), "known_on")
    one_at_a_time(session, SealedReport)
    board = board_of(session, Asked(parameters.as_of, parameters.known_on))
    if not board.lines:
        raise InvalidInput(mark("Il n’y a aucun contrat à sceller."))
    said = Statement(parameters.as_plain(), 1, sealer.at, sealer.name, PROGRAM)
    return keep_sealed(session, written(board, said, parameters), sealer, said)


def written(board: Board, said: Statement, parameters: BoardParameters) -> Written:
    """Make every file of a sealed board; the same input gives the same bytes."""
    with force_locale(parameters.language):
        files = {
            FIGURES: as_canonical({**as_data(board.units), "parameters": dict(said.parameters)}),
            TABLE: as_csv(board).encode(),
            DEFINITIONS: _definitions(),
        }
        code = code_of(said, files)
        stamp = Stamp(code, said, f"{parameters.checked_at}/{code}")
        page = BoardPage(board, board, unfiltered(board.asked))
        files[PDF] = board_paper(page, seal_parts(stamp), stamp.foot)
    return Written(code, files)


def _definitions() -> bytes:
    lines = [f"# {gettext('Comment c’est compté')}", *method()]
    return ("\n\n".join(lines) + "\n").encode()
