"""What can be done with why hours count: state, correct and withdraw a criterion, prove it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from school.clauses.hours.rules import Eligible, written_periods
from school.clauses.models import Eligibility, Participant
from school.clauses.people import queries
from school.clauses.people.models import EligibilityPaper, EligibilityPaperPart
from school.clauses.people.operations import name_of
from school.clauses.people.rules import EligibilityFacts, check_listed
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.core.references import new_reference
from school.core.versions import edition_of, stale_record
from school.practicals.parts import digest_of, in_parts, part_reference
from school.practicals.photo_rules import Picture

ELIGIBLE_ALREADY = mark("Cette personne est déjà éligible par ce critère à partir de ce jour.")


def make_eligible(
    session: Session,
    actor: str,
    participant: Participant,
    facts: EligibilityFacts,
    listed: Mapping[str, int | None] | None = None,
    *,
    confirmed: bool = False,
) -> Eligibility:
    """State why and from when a person's hours count.

    `listed` are the criteria of the person's contracts, with the months each counts for. Raises
    `InvalidInput` where the person is eligible on one of these days already, by name, and as
    `check_listed` does.
    """
    check_listed(facts, listed or {}, confirmed=confirmed)
    _check_once(session, participant, facts, None)
    eligibility = Eligibility(participant_id=participant.id, **vars(facts))
    session.add(eligibility)
    audit.record(session, actor, "eligibility.state", eligibility)
    return eligibility


def revise_eligibility(
    session: Session,
    actor: str,
    participant: Participant,
    eligibility: Eligibility,
    facts: EligibilityFacts,
    listed: Mapping[str, int | None],
    *,
    known: int | None,
    confirmed: bool,
) -> None:
    """Correct why a person's hours count, or end it sooner; its papers go with the criterion.

    Hours of days that are out of it then do not count any more. Raises `StaleRecord` on another's
    change, else as `make_eligible` does.
    """
    if known != eligibility_number(eligibility):
        raise stale_record(eligibility_number(eligibility))
    check_listed(facts, listed, confirmed=confirmed)
    _check_once(session, participant, facts, eligibility)
    former = eligibility.criterion
    for name, value in vars(facts).items():
        setattr(eligibility, name, value)
    audit.record(session, actor, "eligibility.revise", eligibility)
    if former != facts.criterion and not _still_stated(session, participant, former):
        session.execute(
            update(EligibilityPaper)
            .where(_papers(participant, former))
            .values(criterion=facts.criterion)
        )


def withdraw_eligibility(
    session: Session, actor: str, participant: Participant, eligibility: Eligibility
) -> None:
    """Take back that hours count by a criterion; the papers that prove nothing else are erased."""
    audit.note(session, actor, "eligibility.withdraw", eligibility, _told(eligibility))
    former = eligibility.criterion
    session.delete(eligibility)
    session.flush()
    if not _still_stated(session, participant, former):
        for paper in session.scalars(select(EligibilityPaper).where(_papers(participant, former))):
            withdraw_paper(session, actor, paper)


def withdraw_paper(session: Session, actor: str, paper: EligibilityPaper) -> None:
    """Erase a paper that was joined by mistake, or shows more than it should."""
    audit.note(session, actor, "eligibility.erase_paper", paper, {"reference": paper.reference})
    session.execute(delete(EligibilityPaperPart).where(EligibilityPaperPart.paper_id == paper.id))
    session.delete(paper)
    session.flush()


def eligibility_number(eligibility: Eligibility) -> int:
    """Number what an eligibility says, by which a form knows whether it changed."""
    return edition_of(*_told(eligibility).values())


def _told(eligibility: Eligibility) -> dict[str, object]:
    return {
        "eligible_from": eligibility.eligible_from.isoformat(),
        "months": eligibility.months,
        "evidence": eligibility.evidence.value if eligibility.evidence else None,
        "criterion": eligibility.criterion,
    }


def _papers(participant: Participant, criterion: str) -> ColumnElement[bool]:
    return and_(
        EligibilityPaper.participant_id == participant.id, EligibilityPaper.criterion == criterion
    )


def _still_stated(session: Session, participant: Participant, criterion: str) -> bool:
    stated = queries.eligibilities_of(session, participant)
    return any(one.criterion == criterion for one in stated)


def _check_once(
    session: Session,
    participant: Participant,
    facts: EligibilityFacts,
    myself: Eligibility | None,
) -> None:
    given = Eligible(facts.criterion, facts.eligible_from, facts.months)
    for one in queries.eligibilities_of(session, participant):
        there = Eligible(one.criterion, one.eligible_from, one.months)
        overlap = given.holds(there.eligible_from) or there.holds(given.eligible_from)
        if one is not myself and overlap:
            raise InvalidInput(
                mark("%(person)s est déjà éligible à ces jours : « %(criterion)s », %(period)s."),
                "eligible_from",
                {
                    "person": name_of(participant),
                    "criterion": one.criterion,
                    "period": written_periods([there]),
                },
            )


def add_paper(
    session: Session,
    actor: str,
    participant: Participant,
    criterion: str,
    picture: Picture,
    today: date,
) -> EligibilityPaper:
    """Keep the picture of a paper that proves a criterion of a person."""
    paper = EligibilityPaper(
        reference=new_reference("EP"),
        participant=participant,
        criterion=criterion,
        size=len(picture.content),
        digest=digest_of(picture.content),
        added_on=today,
        added_by=actor,
    )
    session.add(paper)
    audit.record(session, actor, "eligibility.prove", paper)
    session.add_all(
        EligibilityPaperPart(paper_id=paper.id, reference=part_reference(place), content=piece)
        for place, piece in enumerate(in_parts(picture.content))
    )
    session.flush()
    return paper
