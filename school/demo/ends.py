"""How the placements of the demo school ended: most agreed to, one contested, one answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.cohorts.models import Cohort
from school.demo import story
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.models import Placement
from school.placements.rules import EndReason, PlacementStatus, read_reason

DIRECTORS = {one.reference: " ".join(one.director) for one in story.SCHOOLS}
SAID_ON_THE_DAY, ANSWERED_AFTER = timedelta(days=1), timedelta(days=4)
MISSED_HOURS = Decimal(14)
DECIDERS = {
    EndReason.APPRENTICE_CHOICE: Decider.APPRENTICE,
    EndReason.ENTERPRISE_DIFFICULTY: Decider.ENTERPRISE,
    EndReason.HEALTH: Decider.TOGETHER,
}
CONTESTED = "Je voulais continuer, et personne ne m’a demandé mon avis."
UPHELD = "Nous vous avons entendu, et l’entreprise aussi : la rupture reste, sans reproche."


@dataclass(frozen=True)
class _Said:
    """What was said after the school told the end: by whom, and where that leaves it."""

    action: EndAction
    state: EndState
    party: EndParty = EndParty.APPRENTICE
    comment: str | None = None


@dataclass(frozen=True)
class _Told:
    """What one end is told to be; of one that waits, the school spoke `waits` days ago."""

    said: tuple[_Said, ...] = (_Said(EndAction.AGREE, EndState.AGREED),)
    waits: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


_CONTESTS = _Said(EndAction.CONTEST, EndState.CONTESTED, comment=CONTESTED)
_UPHOLDS = _Said(EndAction.UPHOLD, EndState.SETTLED, EndParty.SCHOOL, UPHELD)
_CLOSES = _Said(EndAction.CLOSE, EndState.UNANSWERED, EndParty.SCHOOL)
STORIES = {
    PlacementStatus.BROKEN_OFF: (
        _Told((_CONTESTS,), waits=5),
        _Told((_CONTESTS, _UPHOLDS)),
        _Told((), waits=2),
    ),
    PlacementStatus.COMPLETED: (
        _Told(facts={"outcome": EndOutcome.PARTLY, "missed_hours": MISSED_HOURS}),
        _Told((_CLOSES,)),
    ),
}
"""The newest ends of each kind, in turn; all the others were agreed to."""


def write_ends(session: Session, today: date) -> None:
    """Write how every placement ended that was closed, and what the apprentices said of it."""
    seen = dict.fromkeys(STORIES, 0)
    rows: list[dict[str, Any]] = []
    for placement in _ended(session):
        stories, place = STORIES[placement.status], seen[placement.status]
        seen[placement.status] += 1
        told = stories[place] if place < len(stories) else _Told()
        rows += _lines(placement, told, today)
    session.execute(insert(PlacementEnd), rows)


def _ended(session: Session) -> Sequence[Placement]:
    """List the placements that ended, the newest first, those of the first school before all."""
    query = (
        select(Placement)
        .join(Placement.cohort)
        .join(Cohort.school)
        .where(Placement.status.in_(STORIES), Placement.ended_on.is_not(None))
        .options(
            contains_eager(Placement.cohort).contains_eager(Cohort.school),
            joinedload(Placement.trainee),
        )
        .order_by(
            Cohort.reference.not_like(f"{story.COTONOU.reference}%"),
            Placement.ended_on.desc(),
            Placement.reference,
        )
    )
    return session.scalars(query).all()


def _lines(placement: Placement, told: _Told, today: date) -> Iterator[dict[str, Any]]:
    last_day = placement.ended_on or today
    said_on = min(last_day + SAID_ON_THE_DAY, today)
    if told.waits is not None:
        said_on = max(last_day, today - timedelta(days=told.waits))
    line = _facts(placement, last_day) | told.facts
    line |= {"next_since": said_on, "state_since": said_on, "noted_on": said_on}
    yield line
    for number, said in enumerate(told.said, start=2):
        wait = timedelta(days=2) if told.waits is not None else ANSWERED_AFTER * (number - 1)
        day = min(said_on + wait, today)
        line = line | {
            "reference": f"PE-{placement.reference}-{number}",
            "number": number,
            "action": said.action,
            "party": said.party,
            "author": _author(placement, said.party),
            "noted_on": day,
            "comment": said.comment,
            "state": said.state,
            "state_since": day,
        }
        yield line


def _author(placement: Placement, party: EndParty) -> str:
    if party is EndParty.APPRENTICE:
        return placement.trainee.full_name
    return DIRECTORS[placement.cohort.school.reference]


def _facts(placement: Placement, last_day: date) -> dict[str, Any]:
    """Give the first line: the school says how it ended, in the words that closed the placement."""
    reason, detail = read_reason(placement.end_reason)
    broken = placement.status is PlacementStatus.BROKEN_OFF
    outcome = EndOutcome.BROKEN_OFF if broken else EndOutcome.COMPLETED
    follows = NextStep.RE_PLACEMENT
    if reason is EndReason.APPRENTICE_CHOICE:
        follows = NextStep.LEAVES
    return {
        "reference": f"PE-{placement.reference}-1",
        "placement_id": placement.id,
        "number": 1,
        "action": EndAction.DECLARE,
        "party": EndParty.SCHOOL,
        "author": _author(placement, EndParty.SCHOOL),
        "comment": None,
        "state": EndState.DECLARED,
        "outcome": outcome,
        "last_day": last_day,
        "missed_hours": None,
        "cause": reason if broken else None,
        "detail": detail if broken else None,
        "decided_by": DECIDERS.get(reason, Decider.SCHOOL) if broken and reason else None,
        "next_step": follows if broken else NextStep.NOTHING,
    }
