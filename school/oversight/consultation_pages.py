"""What came of a consultation: all of it for its director, its part for an enterprise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.enterprises.consultations import pages, queries
from school.enterprises.consultations.labels import item_words
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.pages import ResultRow
from school.enterprises.consultations.rules import ItemKind, Said
from school.oversight.consultation_queries import (
    Outcome,
    hiring_enterprises,
    hours_taught,
    outcomes,
)
from school.oversight.consultation_rules import Gap, gap, order_may_be_told, told, widest_first


@dataclass(frozen=True)
class Untaught:
    """A technology that hiring enterprises name, and the module that teaches it, if one does."""

    row: ResultRow
    module: str | None


@dataclass(frozen=True)
class Change:
    """A decision with what came of it."""

    words: str
    decision: ConsultationDecision
    outcome: Outcome | None


@dataclass(frozen=True)
class DirectorPage:
    """What hiring enterprises ask beside what is taught, and what came of each decision."""

    hiring: int
    gaps: Sequence[Gap]
    technologies: Sequence[Untaught]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Told:
    """What came of a decision as one enterprise may read it; nothing stands for what is hidden."""

    words: str
    decision: ConsultationDecision
    has_version: bool
    followers: int | None
    placed: int | None
    hired: int | None
    own_placed: int
    own_hired: int


@dataclass(frozen=True)
class ReturnPage:
    """« You asked, we changed, this came of it », for one enterprise."""

    said: Said | None
    words: Mapping[int, str]
    order: Mapping[ItemKind, Sequence[ResultRow]]
    changes: Sequence[Told]


def director_page(session: Session, consultation: Consultation, today: date) -> DirectorPage:
    """Read what hiring enterprises ask, what the school teaches, and what came of decisions."""
    voices = pages.voices_of(session, consultation)
    known = hiring_enterprises(session, consultation.school_id, today)
    hiring = [one for one in voices if one.answer.hires or one.answer.enterprise_id in known]
    rank = {kind: pages.ranked(consultation, kind, hiring, {}) for kind in ItemKind}
    return DirectorPage(
        hiring=len(hiring),
        gaps=_gaps(session, consultation, rank[ItemKind.MODULE]),
        technologies=[
            Untaught(row, row.item.module.reference if row.item.module else None)
            for row in rank[ItemKind.TECHNOLOGY]
            if row.result.named_by
        ],
        changes=_changes(session, consultation, today),
    )


def _gaps(session: Session, consultation: Consultation, rows: Sequence[ResultRow]) -> list[Gap]:
    taught = hours_taught(session, consultation)
    hours = {row.item.id: taught.get(row.item.module_id or 0, 0) for row in rows}
    of = (len(rows), sum(hours.values()))
    return widest_first(
        [gap(row.words, row.result.place, row.share, hours[row.item.id], of) for row in rows]
    )


def _changes(
    session: Session, consultation: Consultation, today: date, enterprise_id: int | None = None
) -> list[Change]:
    decisions = queries.latest_decisions(session, consultation)
    versions = sorted({one.version_id for one in decisions.values() if one.version_id is not None})
    found = outcomes(session, consultation.school_id, versions, today, enterprise_id)
    decided: list[tuple[ConsultationItem, ConsultationDecision]] = [
        (item, decisions[item.id]) for item in consultation.items if item.id in decisions
    ]
    return [
        Change(
            item_words(item),
            one,
            None if one.version_id is None else found.get(one.version_id, Outcome()),
        )
        for item, one in decided
    ]


def return_page(session: Session, invitation: ConsultationInvitation, today: date) -> ReturnPage:
    """Read what one enterprise may know: its own answer and people, and the whole where it may."""
    consultation, own = invitation.consultation, invitation.enterprise_id
    voices = pages.voices_of(session, consultation)
    mine = next((one.answer for one in voices if one.answer.enterprise_id == own), None)
    others = [
        one.weight(consultation.weighting) for one in voices if one.answer.enterprise_id != own
    ]
    order = {}
    if order_may_be_told(others):
        order = {
            kind: [row for row in rows if row.result.place]
            for kind in ItemKind
            for rows in [pages.ranked(consultation, kind, voices, {})]
        }
    return ReturnPage(
        said=pages.said_in(consultation, mine) if mine else None,
        words=pages.words_of(consultation),
        order=order,
        changes=[_told(one) for one in _changes(session, consultation, today, own)],
    )


def _told(change: Change) -> Told:
    one = change.outcome or Outcome()
    return Told(
        change.words,
        change.decision,
        change.outcome is not None,
        followers=told(one.followers, 0, one.followers),
        placed=told(one.placed, one.own_placed, one.followers),
        hired=told(one.hired, one.own_hired, one.followers),
        own_placed=one.own_placed,
        own_hired=one.own_hired,
    )
