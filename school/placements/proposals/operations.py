"""What can be done with proposals: make, answer, withdraw, and let records close them."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.closing import check_open
from school.accounts.models import School
from school.cohorts.models import Enrolment
from school.cohorts.queries import enrolment_of_pair
from school.core import audit
from school.core.clock import today
from school.core.errors import DomainError, InvalidInput, NotAllowed, mark
from school.core.periods import written_day
from school.core.references import new_reference
from school.placements import operations as placement_operations
from school.placements import queries as placement_queries
from school.placements.models import Placement
from school.placements.operations import Proposal, Step
from school.placements.posts.models import Post
from school.placements.proposals import direct_operations, limits, queries
from school.placements.proposals.models import PlacementProposal, ProposalDelay, ProposalStep
from school.placements.proposals.rules import (
    LONGEST_DELAY_DAYS,
    LONGEST_POSTPONEMENT,
    OPEN_STATES,
    STATE_SENTENCES,
    TRANSITIONS,
    Party,
    ProposalReason,
    ProposalState,
    lapses_on,
    may_move,
)
from school.placements.rules import EndReason, PlacementStatus, overlap
from school.placements.rules import Party as PlacementParty

RECORDS = frozenset({Party.RECORD})

UNAVAILABLE = mark(
    "Entre-temps, cette personne n’est plus disponible à ces dates. Appelez l’école : elle vous "
    "en proposera une autre."
)


@dataclass(frozen=True)
class ProposalAnswer:
    """A step to a state, with what the state may ask for.

    `confirmed`: the enterprise takes a person more than its post had places for.
    """

    target: ProposalState
    reason: ProposalReason | None = None
    detail: str | None = None
    shared: bool = False
    until: date | None = None
    confirmed: bool = False


def today_of(post: Post) -> date:
    """Give the civil date where the school of a post is."""
    return today(post.school.timezone)


def propose(
    session: Session, actor: str, post: Post, enrolment: Enrolment, *, confirmed: bool = False
) -> PlacementProposal:
    """Propose an enrolled person for a post.

    Raises `NotAllowed` once the school or the post is closed, or the post filled, for a person
    proposed already, and when the enterprise wants no more proposals this month; `InvalidInput`
    for somebody not enrolled, or gone before it begins; `NeedsConfirmation` where the days are
    taken or the enterprise does not seem to look for anybody.
    """
    check_open(post.school)
    day = today_of(post)
    queries.hold_enterprise(session, post.enterprise_id)
    limits.check_post(session, post, day)
    earlier = queries.proposals_of_pair(session, post.id, enrolment.trainee_id)
    if any(one.state in OPEN_STATES | {ProposalState.ACCEPTED} for one in earlier):
        raise NotAllowed(mark("Cette personne est déjà proposée pour ce poste."))
    limits.check_person(session, post, enrolment, confirmed=confirmed)
    limits.check_enterprise(session, post.enterprise_id, post.starts_on, day, confirmed=confirmed)
    proposal = PlacementProposal(
        reference=new_reference("PR"),
        post=post,
        trainee=enrolment.trainee,
        cohort=enrolment.cohort,
        number=len(earlier) + 1,
        state=ProposalState.NEW,
        since=day,
        proposed_on=day,
        proposed_by=actor,
        shared_with_apprentice=False,
        beside_another=limits.is_taken(session, post, enrolment),
    )
    session.add(proposal)
    audit.record(session, actor, "proposal.make", proposal)
    _note_step(session, actor, proposal, day)
    return proposal


def move(
    session: Session,
    actor: str,
    proposal: PlacementProposal,
    answer: ProposalAnswer,
    parties: AbstractSet[Party],
) -> bool:
    """Take a proposal to a state, by the table of transitions; false when it is there already.

    Raises `NotAllowed` when neither the state nor the parties allow the step, `InvalidInput` when
    a reason or a day is missing or impossible. An acceptance makes a confirmed placement; of one
    person more than the post has places, the enterprise is asked first, by `NeedsConfirmation`.
    """
    queries.hold(session, proposal)
    transition = TRANSITIONS.get(answer.target)
    if transition is None or not transition.parties & parties:
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    if proposal.state is answer.target:
        return False
    if not any(may_move(proposal.state, answer.target, party) for party in parties):
        raise NotAllowed(STATE_SENTENCES[proposal.state])
    day = today_of(proposal.post)
    _check_given(answer, day)
    if answer.target is ProposalState.ACCEPTED:
        proposal.placement = _place(session, actor, proposal, day, confirmed=answer.confirmed)
    _enter(session, actor, proposal, answer, day)
    if answer.target is ProposalState.ACCEPTED:
        free_elsewhere(session, actor, proposal.placement)
    return True


def answer_directly(
    session: Session,
    actor: str,
    placement: Placement,
    step: Step,
    parties: AbstractSet[PlacementParty],
) -> bool:
    """Take a placement to a state, as `placements.operations.move`; a yes frees the person.

    What others were asked for the same days, for a post or directly, is closed by it.
    """
    changed = placement_operations.move(session, actor, placement, step, parties)
    if changed and step.target is PlacementStatus.CONFIRMED:
        free_elsewhere(session, actor, placement)
    return changed


def make_obsolete(
    session: Session,
    actor: str,
    proposals: Iterable[PlacementProposal],
    reason: ProposalReason = ProposalReason.HIRED,
) -> list[PlacementProposal]:
    """Close the open ones of some proposals, as their people are hired or placed elsewhere."""
    answer, closed = ProposalAnswer(ProposalState.OBSOLETE, reason), []
    for one in proposals:
        # An answer that came since the list was read has closed it already.
        queries.hold(session, one)
        if one.state in OPEN_STATES and move(session, actor, one, answer, RECORDS):
            closed.append(one)
    return closed


def lapse(session: Session, actor: str) -> list[PlacementProposal]:
    """Refuse what enterprises left without an answer for longer than their school waits.

    They are counted apart from what enterprises refused in words (`ProposalState.LAPSED`).
    """
    waiting = queries.waiting_for_answer(session)
    days = queries.delays(session, {one.post.school_id for one in waiting})
    answer, closed = ProposalAnswer(ProposalState.LAPSED), []
    for one in waiting:
        delay = days[one.post.school_id]
        if not _is_overdue(one, delay):
            continue
        # An answer that came since the list was read puts the day off, or closes it.
        queries.hold(session, one)
        if _is_overdue(one, delay) and move(session, actor, one, answer, RECORDS):
            closed.append(one)
    return closed


def _is_overdue(proposal: PlacementProposal, delay_days: int) -> bool:
    last = lapses_on(proposal.state, proposal.since, proposal.postponed_until, delay_days)
    return last is not None and last < today_of(proposal.post)


def set_delay(session: Session, actor: str, school: School, days: int) -> ProposalDelay | None:
    """Say after how many days of silence a school has a proposal refused; nothing new is kept.

    Raises `InvalidInput` for less than a day or more than four months.
    """
    if not 1 <= days <= LONGEST_DELAY_DAYS:
        raise InvalidInput(mark("Entre 1 et %(most)s jours."), "days", {"most": LONGEST_DELAY_DAYS})
    if queries.delays(session, [school.id])[school.id] == days:
        return None
    delay = ProposalDelay(reference=new_reference("DL"), school=school, days=days, decided_by=actor)
    session.add(delay)
    audit.record(session, actor, "proposal_delay.set", delay)
    return delay


def _check_given(answer: ProposalAnswer, day: date) -> None:
    transition = TRANSITIONS[answer.target]
    if transition.reasons and answer.reason not in transition.reasons:
        raise InvalidInput(mark("Choisissez la raison."), "reason")
    if not transition.needs_day:
        return
    if answer.until is None or answer.until <= day:
        raise InvalidInput(mark("Dites quel jour à venir vous répondrez."), "until")
    if answer.until > day + LONGEST_POSTPONEMENT:
        raise InvalidInput(mark("Au plus tard dans six mois : sinon, gardez le profil."), "until")


def _enter(
    session: Session, actor: str, proposal: PlacementProposal, answer: ProposalAnswer, day: date
) -> None:
    has_reasons = bool(TRANSITIONS[answer.target].reasons)
    proposal.state, proposal.since = answer.target, day
    proposal.reason = answer.reason if has_reasons else None
    proposal.detail = answer.detail
    proposal.postponed_until = answer.until if TRANSITIONS[answer.target].needs_day else None
    proposal.shared_with_apprentice = answer.target is ProposalState.REFUSED and answer.shared
    audit.record(session, actor, f"proposal.{answer.target.value}", proposal)
    _note_step(session, actor, proposal, day)


def _note_step(session: Session, actor: str, proposal: PlacementProposal, day: date) -> None:
    session.flush()
    session.add(
        ProposalStep(
            reference=new_reference("PS"),
            proposal=proposal,
            number=queries.last_step(session, proposal) + 1,
            state=proposal.state,
            taken_on=day,
            actor=actor,
            reason=proposal.reason,
            detail=proposal.detail,
        )
    )
    session.flush()


def _place(
    session: Session, actor: str, proposal: PlacementProposal, day: date, *, confirmed: bool
) -> Placement:
    post = proposal.post
    queries.hold_post(session, post)
    if post.ends_on < day:
        ended = {"day": written_day(post.ends_on)}
        raise NotAllowed(mark("Ce poste a pris fin le %(day)s."), None, ended)
    if not confirmed:
        limits.ask_about_room(session, post)
    enrolment = enrolment_of_pair(session, proposal.cohort_id, proposal.trainee_id)
    if enrolment is None:
        raise NotAllowed(UNAVAILABLE)
    details = Proposal(
        post.enterprise, post.tutor, post.title, post.starts_on, post.ends_on, post.weekly_hours
    )
    try:
        placement = placement_operations.place(
            session, actor, enrolment, details, confirmed=proposal.beside_another, accepted=True
        )
    except DomainError as refusal:
        # Why is another enterprise's matter, or the person's own: it is not told here.
        raise NotAllowed(UNAVAILABLE) from refusal
    placement.proposed_on = proposal.proposed_on
    parties = frozenset({PlacementParty.ENTERPRISE})
    step = Step(PlacementStatus.CONFIRMED)
    session.flush()
    placement_operations.move(session, actor, placement, step, parties)
    return placement


def free_elsewhere(session: Session, actor: str, placement: Placement | None) -> None:
    """Close what other enterprises were asked about a person for the days of a placement."""
    if placement is None:
        return
    people = [placement.trainee_id]
    proposals = [
        one
        for one in queries.open_of_people(session, people)
        if _share_days(placement, one.post.starts_on, one.post.ends_on)
    ]
    make_obsolete(session, actor, proposals, ProposalReason.PLACED)
    asked = [
        one
        for one in placement_queries.asked_of_people(session, people)
        if one is not placement and _share_days(placement, one.starts_on, one.ends_on)
    ]
    direct_operations.close_asked(session, actor, asked, EndReason.PLACED_ELSEWHERE)


def _share_days(placement: Placement, starts_on: date | None, ends_on: date | None) -> bool:
    first = placement.starts_on or date.min
    return overlap(starts_on or date.min, ends_on, first, placement.ends_on)
