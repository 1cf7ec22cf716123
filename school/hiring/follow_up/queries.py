"""Reads of the follow-up: what is known of a person, what was tried, what is to be settled."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import SignedLink
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.core.paging import Slice, paginate
from school.core.sql_text import fold_case_and_spaces, folded
from school.enterprises.models import Enterprise, Partnership
from school.hiring.follow_up.turns import unsettled
from school.hiring.models import FollowUp, Hire, HireCheck, Offer, Situation, SituationCheck
from school.hiring.policy import visible_to
from school.hiring.rules import Decision
from school.placements.models import Placement

KnownHire = tuple[Hire, HireCheck | None]


def enrolment_of_link(session: Session, link: SignedLink) -> Enrolment:
    """Find the enrolment a signed link is about; raise `NotFound` when it is gone."""
    found = session.scalar(
        select(Enrolment)
        .where(Enrolment.id == link.object_id)
        .options(
            joinedload(Enrolment.trainee), joinedload(Enrolment.cohort).joinedload(Cohort.school)
        )
    )
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def attempts_of(session: Session, enrolment: Enrolment) -> Sequence[FollowUp]:
    """List the attempts about somebody's way through a cohort, the newest first."""
    query = select(FollowUp).where(
        FollowUp.trainee_id == enrolment.trainee_id, FollowUp.cohort_id == enrolment.cohort_id
    )
    return session.scalars(query.order_by(FollowUp.attempted_on.desc(), FollowUp.id.desc())).all()


def hires_of(session: Session, trainee: Trainee, known_on: date) -> list[KnownHire]:
    """List the hires known of a person, each with its check if it has one, the latest first."""
    query = (
        select(Hire, HireCheck)
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(Hire.trainee_id == trainee.id, is_known_row(Hire, known_on))
        .options(joinedload(Hire.enterprise))
        .order_by(Hire.starts_on.desc(), Hire.reference)
    )
    return [(hire, check) for hire, check in session.execute(query)]


def situations_of(session: Session, trainee: Trainee, known_on: date) -> Sequence[Situation]:
    """List the situations known of a person, the latest observed first."""
    query = select(Situation).where(
        Situation.trainee_id == trainee.id, is_known_row(Situation, known_on)
    )
    newest = (Situation.observed_on.is_(None), Situation.observed_on.desc(), Situation.reference)
    return session.scalars(query.order_by(*newest)).all()


def partner_named(session: Session, school_id: int, name: str) -> Enterprise | None:
    """Find the one partner of a school of a name, whatever its case and spaces."""
    query = (
        select(Enterprise)
        .join(Partnership, Partnership.enterprise_id == Enterprise.id)
        .where(
            Partnership.school_id == school_id,
            folded(Enterprise.name) == (fold_case_and_spaces(name) or ""),
        )
        .limit(2)
    )
    found = session.scalars(query).all()
    return found[0] if len(found) == 1 else None


def running_hire(
    session: Session, trainee: Trainee, enterprise: Enterprise | None, name: str, day: date
) -> Hire | None:
    """Find an uncontested hire by an employer that still runs on a day, the latest to start."""
    employer = folded(Hire.employer_name) == (fold_case_and_spaces(name) or "")
    if enterprise is not None:
        employer = or_(employer, Hire.enterprise_id == enterprise.id)
    query = (
        select(Hire)
        .where(
            Hire.trainee_id == trainee.id,
            is_known_row(Hire, day),
            ~Hire.contested,
            Hire.starts_on <= day,
            or_(Hire.ends_on.is_(None), Hire.ends_on >= day),
            employer,
        )
        .order_by(Hire.starts_on.desc(), Hire.reference)
    )
    return session.scalars(query).first()


def check_of(session: Session, hire_reference: str) -> HireCheck | None:
    """Find the check of a hire, if its employer was ever asked or is to be."""
    return session.scalar(select(HireCheck).where(HireCheck.hire_reference == hire_reference))


def situation_check(session: Session, reference: str) -> SituationCheck | None:
    """Find what was asked for and seen of a situation, if anything was."""
    return session.scalar(
        select(SituationCheck).where(SituationCheck.situation_reference == reference)
    )


def check_of_link(session: Session, link: SignedLink) -> tuple[HireCheck, Sequence[Hire]]:
    """Find the check a signed link is about, with the rows of its hire, the oldest first."""
    check = session.get(HireCheck, link.object_id)
    rows = (
        session.scalars(
            select(Hire)
            .where(Hire.reference == check.hire_reference)
            .options(joinedload(Hire.trainee), joinedload(Hire.enterprise))
            .order_by(Hire.recorded_on)
        ).all()
        if check
        else []
    )
    if check is None or not rows:
        raise NotFound(mark("Ce lien n’existe pas."))
    return check, rows


def cohort_left(session: Session, trainee_id: int) -> Cohort | None:
    """Find the cohort that somebody left last, with its school: the one that asks about them."""
    query = (
        select(Cohort)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.trainee_id == trainee_id)
        .options(joinedload(Cohort.school))
        .order_by(Enrolment.enrolled_on.is_(None), Cohort.starts_on.desc(), Cohort.reference)
    )
    return session.scalars(query).first()


def contested_page(
    session: Session, principal: Principal, known_on: date, number: int
) -> Slice[Hire]:
    """List one page of the hires that are contested and not settled, the longest known first."""
    query = (
        select(Hire)
        .join(Trainee, Trainee.id == Hire.trainee_id)
        .outerjoin(HireCheck, HireCheck.hire_reference == Hire.reference)
        .where(
            visible_to(principal, Hire, Permission.MANAGE_HIRING_FACTS),
            is_known_row(Hire, known_on),
            unsettled(),
        )
        .options(joinedload(Hire.trainee), joinedload(Hire.enterprise))
        .order_by(Hire.recorded_on, Trainee.sort_name, Hire.reference)
    )
    return paginate(session, query, number)


def checks_of(session: Session, hires: Sequence[Hire]) -> dict[str, HireCheck]:
    """Give the checks of several hires by the hires' references."""
    references = [hire.reference for hire in hires]
    query = select(HireCheck).where(HireCheck.hire_reference.in_(references))
    return {check.hire_reference: check for check in session.scalars(query)}


def tutors_offers(
    session: Session, principal: Principal, known_on: date, limit: int
) -> Sequence[Offer]:
    """List the firm offers that tutors declared by link and nobody answered yet, oldest first."""
    query = (
        select(Offer)
        .join(Placement, Offer.reference == "O-" + Placement.reference)
        .where(
            visible_to(principal, Offer, Permission.MANAGE_HIRING_FACTS),
            is_known_row(Offer, known_on),
            Offer.decision == Decision.PENDING,
            Offer.firm,
        )
        .options(joinedload(Offer.trainee), joinedload(Offer.enterprise))
        .order_by(Offer.offered_on, Offer.reference)
        .limit(limit)
    )
    return session.scalars(query).all()
