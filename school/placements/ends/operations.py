"""What can be done about the end of a placement: declare it, answer it, settle it, go on."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.placements import operations as placement_operations
from school.placements import queries as placement_queries
from school.placements.ends import queries
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import (
    BREAK_OFF_REASONS,
    ENDED_STATES,
    MOST_MISSED_HOURS,
    STATE_SENTENCES,
    TRANSITIONS,
    BreakOff,
    EndAction,
    EndFacts,
    EndOutcome,
    EndParty,
    EndStanding,
    EndState,
    NextStep,
    status_of,
)
from school.placements.models import Placement
from school.placements.operations import Step, today_of
from school.placements.rules import EndReason, Party, PlacementStatus, written_reason

PREFIX = "PE"


@dataclass(frozen=True)
class EndStep:
    """A step about an end, with what it may ask for."""

    action: EndAction
    comment: str | None = None
    facts: EndFacts | None = None
    next_step: NextStep | None = None


def declare(session: Session, placement: Placement, facts: EndFacts, actor: str) -> PlacementEnd:
    """End a placement: how it ended is written down, and the apprentice may contest it.

    The one way to end a placement that began, or to which nobody came. Raises `InvalidInput` for
    facts that are missing or impossible, `NotAllowed` when the placement is not under way.
    """
    placement_queries.hold(session, placement)
    _check(facts)
    target = status_of(facts.outcome, started=placement.status is not PlacementStatus.CONFIRMED)
    step = Step(target, _reason(facts), facts.detail, facts.last_day, ahead=facts.ahead)
    if not placement_operations.move(session, actor, placement, step, frozenset({Party.SCHOOL})):
        raise NotAllowed(mark("La fin de ce placement est déjà déclarée."))
    end = _first(placement, facts, actor)
    return _add(session, actor, end)


def break_off(session: Session, placement: Placement, facts: BreakOff, actor: str) -> PlacementEnd:
    """Break a placement off: its cause, who decided, the last day, what comes next.

    The last day may be one to come, as an amendment that everybody signed may say. Raises as
    `declare` does.
    """
    return declare(session, placement, facts.facts, actor)


def act(
    session: Session,
    placement: Placement,
    step: EndStep,
    actor: str,
    parties: AbstractSet[EndParty],
) -> PlacementEnd:
    """Take a step about an end, by the table of transitions; a line is added, none is changed.

    Raises `NotAllowed` when neither the state nor the parties allow it, `InvalidInput` when a
    comment or a fact is missing or impossible. Doing again what was just done adds nothing.
    """
    placement_queries.hold(session, placement)
    before = queries.newest(session, placement)
    if before is not None and _is_repeated(before, step, parties):
        return before
    party = _party_of(before, step, parties, today_of(placement))
    if TRANSITIONS[step.action].needs_comment and not step.comment:
        raise InvalidInput(mark("Dites-le en quelques mots."), "comment")
    if before is None:
        return _describe(session, placement, step, actor)
    end = _next_line(placement, before, step, party, actor)
    if step.action is EndAction.CORRECT:
        _correct(placement, end, step)
    return _add(session, actor, end)


def _describe(session: Session, placement: Placement, step: EndStep, actor: str) -> PlacementEnd:
    """Write down how a placement ended that was closed before, without a word of how."""
    if step.facts is None or placement.status not in ENDED_STATES:
        raise NotAllowed(STATE_SENTENCES[None])
    _check(step.facts)
    end = _first(placement, step.facts, actor)
    _correct(placement, end, step)
    return _add(session, actor, end)


def _is_repeated(before: PlacementEnd, step: EndStep, parties: AbstractSet[EndParty]) -> bool:
    same = before.action is step.action and before.party in parties
    says_no_more = step.facts is None and step.comment in {None, before.comment}
    return same and says_no_more and step.next_step in {None, before.next_step}


def _party_of(
    before: PlacementEnd | None, step: EndStep, parties: AbstractSet[EndParty], day: date
) -> EndParty:
    standing = (
        EndStanding(None, day) if before is None else queries.standing_of(before, is_followed=False)
    )
    if not TRANSITIONS[step.action].parties & parties:
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    party = next((one for one in parties if standing.may(step.action, one, day)), None)
    if party is None:
        raise NotAllowed(STATE_SENTENCES[standing.state])
    return party


def _first(placement: Placement, facts: EndFacts, actor: str) -> PlacementEnd:
    day = today_of(placement)
    return PlacementEnd(
        reference=new_reference(PREFIX),
        placement_id=placement.id,
        number=1,
        action=EndAction.DECLARE,
        party=EndParty.SCHOOL,
        author=actor,
        noted_on=day,
        state=EndState.DECLARED,
        state_since=day,
        outcome=facts.outcome,
        last_day=facts.last_day or placement.ended_on or day,
        missed_hours=facts.missed_hours,
        cause=_reason(facts),
        detail=facts.detail,
        decided_by=facts.decided_by,
        next_step=facts.what_follows,
        next_since=day,
    )


def _next_line(
    placement: Placement, before: PlacementEnd, step: EndStep, party: EndParty, actor: str
) -> PlacementEnd:
    day = today_of(placement)
    end = PlacementEnd(
        reference=new_reference(PREFIX),
        number=before.number + 1,
        action=step.action,
        party=party,
        author=actor,
        noted_on=day,
        comment=step.comment,
        **{name: getattr(before, name) for name in CARRIED},
    )
    to_state = TRANSITIONS[step.action].to_state
    if to_state is not None:
        end.state, end.state_since = to_state, day
    if step.action is EndAction.PLAN:
        if step.next_step is None:
            raise InvalidInput(mark("Choisissez ce qui vient ensuite."), "next_step")
        end.next_step, end.next_since = step.next_step, day
    return end


CARRIED = (
    "placement_id",
    "state",
    "state_since",
    "outcome",
    "last_day",
    "missed_hours",
    "cause",
    "detail",
    "decided_by",
    "next_step",
    "next_since",
)
"""What a line says again of the one before it."""


def _correct(placement: Placement, end: PlacementEnd, step: EndStep) -> None:
    facts = step.facts
    if facts is None:
        raise InvalidInput(mark("Choisissez comment le placement s’est terminé."), "outcome")
    _check(facts)
    started = placement.status is not PlacementStatus.CANCELLED
    last_day = facts.last_day or end.last_day
    reason, status = _reason(facts), status_of(facts.outcome, started=started)
    if status is not PlacementStatus.CANCELLED:
        placement_operations.check_last_day(placement, last_day, today_of(placement))
    placement.status = status
    placement.ended_on = last_day
    placement.end_reason = written_reason(reason, facts.detail) if reason else None
    end.outcome, end.last_day, end.missed_hours = facts.outcome, last_day, facts.missed_hours
    end.cause, end.detail, end.decided_by = reason, facts.detail, facts.decided_by
    if facts.what_follows is not end.next_step:
        end.next_step, end.next_since = facts.what_follows, end.noted_on


def _reason(facts: EndFacts) -> EndReason | None:
    if facts.outcome is EndOutcome.DID_NOT_SHOW:
        return EndReason.DID_NOT_SHOW
    return facts.cause if facts.outcome is EndOutcome.BROKEN_OFF else None


def _check(facts: EndFacts) -> None:
    hours = facts.missed_hours
    if hours is not None and not 0 <= hours <= MOST_MISSED_HOURS:
        raise InvalidInput(
            mark("Entre 0 et %(limit)s heures manquées."),
            "missed_hours",
            {"limit": MOST_MISSED_HOURS},
        )
    if facts.outcome is EndOutcome.PARTLY and hours is None:
        raise InvalidInput(mark("Combien d’heures ont été manquées ?"), "missed_hours")
    if facts.outcome is EndOutcome.BROKEN_OFF:
        if facts.cause not in BREAK_OFF_REASONS:
            raise InvalidInput(mark("Choisissez la raison."), "reason")
        if facts.cause is EndReason.OTHER and not facts.detail:
            raise InvalidInput(mark("Dites la raison en quelques mots."), "detail")


def _add(session: Session, actor: str, end: PlacementEnd) -> PlacementEnd:
    session.add(end)
    audit.record(session, actor, f"placement_end.{end.action.value}", end)
    return end
