"""Posts: one that waits to be filled, with what was answered, and one that the apprentice got."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.cohorts.models import Cohort, Enrolment
from school.demo import story
from school.placements.models import Placement
from school.placements.posts.models import Post, PostDuty, PostDutyCompetency
from school.placements.posts.queries import competencies_to_ask
from school.placements.proposals.models import PlacementProposal, ProposalStep
from school.placements.proposals.rules import ProposalReason, ProposalState

MISSIONS = (
    "Préparer et tirer les câbles en aérien",
    "Souder et ranger les fibres en boîtier",
    "Mesurer les liaisons et remplir les fiches",
)
ANSWERS = (
    (ProposalState.PROCESSING, None),
    (ProposalState.REFUSED, ProposalReason.DISTANCE),
    (ProposalState.NEW, None),
)


def offer_posts(session: Session, today: date) -> None:
    """Offer a post with the tutor of the demo, and propose the demo's apprentice and two more."""
    apprentice = _placement_of_apprentice(session)
    post = _post(session, apprentice, today)
    others = session.scalars(
        select(Enrolment)
        .join(Enrolment.trainee)
        .where(
            Enrolment.cohort_id == apprentice.cohort_id,
            Enrolment.enrolled_on.is_not(None),
            Enrolment.withdrawn_on.is_(None),
            Enrolment.trainee_id != apprentice.trainee_id,
        )
        .order_by(Enrolment.id)
        .limit(len(ANSWERS) - 1)
    ).all()
    people = [apprentice.trainee_id, *(one.trainee_id for one in others)]
    for number, (trainee_id, (state, reason)) in enumerate(zip(people, ANSWERS, strict=True), 1):
        _propose(session, post, trainee_id, number, (state, reason), apprentice.cohort_id, today)
    if apprentice.confirmed_on is not None:
        _show_accepted(session, apprentice, apprentice.confirmed_on)


def _placement_of_apprentice(session: Session) -> Placement:
    given, family = story.APPRENTICE
    query = (
        select(Placement)
        .join(Placement.trainee)
        .options(joinedload(Placement.cohort).joinedload(Cohort.school))
        .where(Placement.trainee.has(given_names=given, family_name=family))
        .order_by(Placement.reference)
    )
    return session.scalars(query).first()  # type: ignore[return-value]


def _post(session: Session, placement: Placement, today: date) -> Post:
    asked = [one for one in competencies_to_ask(session) if one.module in {"F0", "D1"}]
    starts_on = today + timedelta(days=40)
    post = Post(
        reference="PO-0001",
        school=placement.cohort.school,
        enterprise_id=placement.enterprise_id,
        tutor_id=placement.tutor_id,
        path_id=placement.cohort.path_id,
        title="Aide monteur en réseaux optiques",
        department="Littoral",
        place="Chantier de Fidjrossè",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=60),
        weekly_hours=Decimal(40),
        places=2,
        opened_on=today - timedelta(days=12),
        duties=[],
    )
    for position, wording in enumerate(MISSIONS):
        keys = asked[position :: len(MISSIONS)][:2]
        competencies = [
            PostDutyCompetency(module=one.module, competency=one.reference) for one in keys
        ]
        duty = PostDuty(
            reference=f"PD-{position + 1:04d}",
            position=position,
            wording=wording,
            competencies=competencies,
        )
        post.duties.append(duty)
    session.add(post)
    session.flush()
    return post


def _show_accepted(session: Session, placement: Placement, answered_on: date) -> None:
    """Show the post and the proposal of which the placement of the apprentice came."""
    asked_on = placement.proposed_on or answered_on
    post = Post(
        reference="PO-0002",
        school=placement.cohort.school,
        enterprise_id=placement.enterprise_id,
        tutor_id=placement.tutor_id,
        path_id=placement.cohort.path_id,
        title=placement.position or "Aide monteur en réseaux optiques",
        department="Littoral",
        place="Dépôt d’Akpakpa",
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        weekly_hours=placement.weekly_hours,
        places=1,
        opened_on=asked_on - timedelta(days=10),
        duties=[PostDuty(reference="PD-0004", position=0, wording=MISSIONS[0], competencies=[])],
    )
    proposal = PlacementProposal(
        reference=f"PR-{len(ANSWERS) + 1:04d}",
        post=post,
        trainee_id=placement.trainee_id,
        cohort_id=placement.cohort_id,
        state=ProposalState.ACCEPTED,
        since=answered_on,
        proposed_on=asked_on,
        proposed_by=" ".join(story.COTONOU.director),
        placement=placement,
    )
    session.add_all([post, proposal])
    session.flush()
    session.add_all(_steps(proposal, len(ANSWERS) + 1))
    session.flush()


def _propose(
    session: Session,
    post: Post,
    trainee_id: int,
    number: int,
    answer: tuple[ProposalState, ProposalReason | None],
    cohort_id: int,
    today: date,
) -> None:
    state, reason = answer
    proposed_on, since = today - timedelta(days=8), today - timedelta(days=3)
    proposal = PlacementProposal(
        reference=f"PR-{number:04d}",
        post=post,
        trainee_id=trainee_id,
        cohort_id=cohort_id,
        state=state,
        since=proposed_on if state is ProposalState.NEW else since,
        proposed_on=proposed_on,
        proposed_by=" ".join(story.COTONOU.director),
        reason=reason,
    )
    session.add(proposal)
    session.flush()
    session.add_all(_steps(proposal, number))
    session.flush()


def _steps(proposal: PlacementProposal, number: int) -> list[ProposalStep]:
    """Give the proposal's first step, and the enterprise's answer if it gave one."""
    steps: list[tuple[ProposalState, ProposalReason | None, date, str]]
    steps = [(ProposalState.NEW, None, proposal.proposed_on, proposal.proposed_by)]
    if proposal.state is not ProposalState.NEW:
        answered = (proposal.state, proposal.reason, proposal.since, " ".join(story.TUTOR))
        steps.append(answered)
    return [
        ProposalStep(
            reference=f"PS-{number:04d}-{place}",
            proposal=proposal,
            number=place,
            state=reached,
            taken_on=day,
            actor=actor,
            reason=why,
        )
        for place, (reached, why, day, actor) in enumerate(steps, 1)
    ]
