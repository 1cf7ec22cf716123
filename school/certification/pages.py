"""What the pages of juries are made of; the views only ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.certification import queries
from school.certification.facts import CohortStandings, standings_of
from school.certification.labels import OUTCOME_PILLS, OUTCOMES, STANDING_KINDS, STANDINGS
from school.certification.models import Jury, JuryDecision
from school.certification.operations import PATH, Subject, standing_to
from school.certification.presentation import Line, Row
from school.certification.rules import ConditionKind, Standing
from school.cohorts.models import Cohort, Trainee
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.curriculum.models import Module
from school.web.filters import title

WORDS: dict[str, Any] = {
    "standings": STANDINGS,
    "standing_kinds": STANDING_KINDS,
    "outcomes": OUTCOMES,
    "outcome_pills": OUTCOME_PILLS,
}


@dataclass(frozen=True)
class Board:
    """Everybody of a cohort before a jury, on one subject: a module, or the whole path."""

    cohort: Cohort
    modules: Sequence[Module]
    subject: Subject
    rows: Sequence[Row]

    @property
    def code(self) -> str:
        """The code of the subject."""
        return self.subject.code

    @property
    def name(self) -> str:
        """The name of the subject."""
        module = self.subject.module
        return title(module) if module else title(self.cohort.path)

    @property
    def kinds(self) -> list[ConditionKind]:
        """The conditions that the module asks for, in order; none for the path."""
        return [one.condition.kind for one in self.rows[0].lines] if self.rows else []

    @property
    def met(self) -> int:
        """How many people meet everything."""
        return sum(row.standing is Standing.MET for row in self.rows)

    @property
    def ready(self) -> list[Row]:
        """Those who meet everything and have no certificate of it in force."""
        return [
            row for row in self.rows if row.standing is Standing.MET and row.certificate is None
        ]


def board(session: Session, cohort: Cohort, code: str, jury: Jury | None = None) -> Board:
    """Gather everybody of a cohort on a subject; raises `NotFound` for a module of another path."""
    decisions = queries.decisions_of(session, jury) if jury else ()
    return _board(session, cohort, code, queries.candidates(session, cohort), decisions)


def person_page(session: Session, jury: Jury, code: str, reference: str) -> dict[str, Any]:
    """Gather what the page shows on which a jury decides about one person."""
    people = queries.candidates(session, jury.cohort, reference)
    if not people[0]:
        raise NotFound(queries.NOBODY)
    found, person = _board(session, jury.cohort, code, people, ()), people[0][0].id
    history = queries.history_of(session, jury, person)
    about = [one for one in history if one.module_id == found.subject.module_id]
    return {
        "jury": jury,
        "board": found,
        "edition": queries.edition_of_rows(about),
        "history": history,
        **WORDS,
    }


def _board(
    session: Session,
    cohort: Cohort,
    code: str,
    found: tuple[list[Trainee], queries.Valid],
    decisions: Sequence[JuryDecision],
) -> Board:
    people, valid = found
    standings = standings_of(session, cohort, [one.id for one in people], today())
    subject = subject_of(standings, code)
    decided = {one.trainee_id: one for one in decisions if one.module_id == subject.module_id}
    key = None if subject.module is None else subject.code
    rows = []
    for one in people:
        modules = frozenset(module for who, module in valid if who == one.id and module)
        rows.append(
            Row(
                one,
                standing_to(standings, one.id, subject, modules),
                _lines(standings, one.id, subject),
                _open_parts(standings, one.id, modules) if subject.module is None else (),
                decided.get(one.id),
                valid.get((one.id, key)),
            )
        )
    return Board(cohort, standings.terms.modules, subject, rows)


def subject_of(standings: CohortStandings, code: str) -> Subject:
    """Find what is decided about by its code; raises `NotFound` for anything else."""
    if code in ("", PATH):
        return Subject()
    for module in standings.terms.modules:
        if module.reference == code:
            return Subject(module)
    raise NotFound(mark("Ce module n’est pas de ce parcours."))


def _lines(standings: CohortStandings, trainee_id: int, subject: Subject) -> tuple[Line, ...]:
    if subject.module is None:
        return ()
    found = standings.of(trainee_id, subject.code)
    return tuple(Line(one) for one in found.conditions)


def _open_parts(
    standings: CohortStandings, trainee_id: int, certified: frozenset[str]
) -> tuple[str, ...]:
    """Name the modules of a path that are not completed, each with its standing."""
    return tuple(
        gettext("%(module)s : %(standing)s", module=one.module, standing=STANDINGS[one.standing])
        for one in standings.standings[trainee_id]
        if one.module not in certified and one.standing is not Standing.MET
    )
