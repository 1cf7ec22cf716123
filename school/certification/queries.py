"""Every SELECT about juries and their decisions."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Account, Staff, StaffAssignment
from school.certification.models import Certificate, Jury, JuryDecision, JuryMember
from school.certification.policy import visible_to
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.facts import is_known_row
from school.core.versions import edition_of
from school.curriculum.models import Module
from school.enterprises.models import Tutor
from school.placements.models import Placement
from school.practicals.cohort_queries import IN_TRAINING

NOBODY = mark("Cette personne n’est pas de cette promotion.")

Valid = dict[tuple[int, str | None], Certificate]
"""Certificates in force by person and module; of the path without one."""


def jury_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_JURIES,
) -> Jury:
    """Find a jury with its members and cohort; raise `NotFound` when out of reach."""
    query = (
        select(Jury)
        .options(
            joinedload(Jury.cohort).joinedload(Cohort.school),
            joinedload(Jury.cohort).joinedload(Cohort.path),
            joinedload(Jury.president),
            joinedload(Jury.members).joinedload(JuryMember.staff),
        )
        .where(Jury.reference == reference, visible_to(principal, permission))
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(mark("Ce jury n’existe pas."))
    return found


def hold(session: Session, jury: Jury) -> None:
    """Read a jury again and let nobody else change it, or decide in it, until the end.

    SQLite has one writer at a time. Whoever holds people too holds the jury before.
    """
    query = select(Jury).where(Jury.id == jury.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def juries_of(session: Session, cohort: Cohort) -> Sequence[Jury]:
    """List the juries of a cohort, the latest first."""
    query = (
        select(Jury)
        .options(joinedload(Jury.president))
        .where(Jury.cohort_id == cohort.id)
        .order_by(Jury.held_on.desc(), Jury.id.desc())
    )
    return session.scalars(query).all()


def possible_members(session: Session, school_id: int) -> Sequence[Staff]:
    """List the staff of a school, those assigned to it too, by name."""
    assigned = select(StaffAssignment.staff_id).where(StaffAssignment.school_id == school_id)
    query = (
        select(Staff)
        .where(or_(Staff.school_id == school_id, Staff.id.in_(assigned)))
        .order_by(Staff.name, Staff.id)
    )
    return session.scalars(query).all()


def tutors_among_staff(session: Session, cohort: Cohort) -> set[int]:
    """Find the members of staff who are tutors of somebody in a cohort.

    They are known by an account that is both, or by the same e-mail address.
    """
    tutors = select(Placement.tutor_id).where(Placement.cohort_id == cohort.id)
    addresses = select(func.lower(Tutor.email)).where(
        Tutor.id.in_(tutors.where(Placement.tutor_id.is_not(None))), Tutor.email.is_not(None)
    )
    accounts = select(Account.staff_id).where(
        Account.tutor_id.in_(tutors.where(Placement.tutor_id.is_not(None))),
        Account.staff_id.is_not(None),
    )
    query = select(Staff.id).where(
        or_(func.lower(Staff.email).in_(addresses), Staff.id.in_(accounts))
    )
    return set(session.scalars(query))


def candidates(
    session: Session, cohort: Cohort, reference: str | None = None
) -> tuple[list[Trainee], Valid]:
    """List those a jury may decide about, by name, with their certificates in force.

    They are in training or at the end; with a reference, that person alone. One statement.
    """
    given = and_(Certificate.trainee_id == Trainee.id, in_force(cohort))
    query = (
        select(Trainee, Certificate, Module.reference)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .outerjoin(Certificate, given)
        .outerjoin(Module, Module.id == Certificate.module_id)
        .where(Enrolment.cohort_id == cohort.id, IN_TRAINING)
        .order_by(Trainee.sort_name, Trainee.reference, Certificate.id)
    )
    if reference is not None:
        query = query.where(Trainee.reference == reference)
    people: dict[int, Trainee] = {}
    valid: Valid = {}
    for trainee, certificate, module in session.execute(query):
        people[trainee.id] = trainee
        if certificate is not None:
            valid[trainee.id, module] = certificate
    return list(people.values()), valid


def in_force(cohort: Cohort) -> ColumnElement[bool]:
    """Tell, of a certificate, whether it counts in a cohort.

    Modules certified in another cohort do; the certificate of a path is this cohort's alone.
    """
    return and_(
        Certificate.revoked_on.is_(None),
        or_(Certificate.module_id.is_not(None), Certificate.cohort_id == cohort.id),
    )


def candidate(session: Session, cohort: Cohort, reference: str) -> Enrolment:
    """Find one of them with the enrolment; raise `NotFound` for anybody else."""
    query = (
        select(Enrolment)
        .join(Enrolment.trainee)
        .options(joinedload(Enrolment.trainee))
        .where(Enrolment.cohort_id == cohort.id, IN_TRAINING, Trainee.reference == reference)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(NOBODY)
    return found


def decisions_of(session: Session, jury: Jury) -> Sequence[JuryDecision]:
    """List what a jury decided, as it is known now, with the persons, by name and module."""
    query = (
        select(JuryDecision)
        .join(JuryDecision.trainee)
        .options(joinedload(JuryDecision.trainee), joinedload(JuryDecision.module))
        .where(JuryDecision.jury_id == jury.id, is_known_row(JuryDecision, today()))
        .order_by(Trainee.sort_name, Trainee.reference, JuryDecision.module_id)
    )
    return session.scalars(query).all()


def history_of(session: Session, jury: Jury, trainee_id: int) -> Sequence[JuryDecision]:
    """List every row of a jury's decisions about somebody, the newest first."""
    query = (
        select(JuryDecision)
        .options(joinedload(JuryDecision.module))
        .where(JuryDecision.jury_id == jury.id, JuryDecision.trainee_id == trainee_id)
        .order_by(JuryDecision.recorded_on.desc(), JuryDecision.id.desc())
    )
    return session.scalars(query).all()


def decision_rows(
    session: Session, jury: Jury, trainee_id: int, module_id: int | None
) -> Sequence[JuryDecision]:
    """List the rows of one decision, the newest first; none when nothing is decided yet."""
    query = (
        select(JuryDecision)
        .where(
            JuryDecision.jury_id == jury.id,
            JuryDecision.trainee_id == trainee_id,
            JuryDecision.module_id.is_(None)
            if module_id is None
            else JuryDecision.module_id == module_id,
        )
        .order_by(JuryDecision.recorded_on.desc(), JuryDecision.id.desc())
    )
    return session.scalars(query).all()


def edition_of_decision(
    session: Session, jury: Jury, trainee_id: int, module_id: int | None
) -> int:
    """Number what a jury has written about somebody and a subject; 0 for nothing."""
    return edition_of_rows(decision_rows(session, jury, trainee_id, module_id))


def edition_of_rows(rows: Sequence[JuryDecision]) -> int:
    """Number the rows of one decision, the newest first; 0 for none."""
    if not rows:
        return edition_of()
    one = rows[0]
    return edition_of(one.id, one.outcome.value, one.reason, one.derogation)


def valid_certificates(session: Session, cohort: Cohort, trainee_ids: Sequence[int]) -> Valid:
    """Give the certificates of people that count in a cohort, by person and module."""
    query = (
        select(Certificate, Module.reference)
        .outerjoin(Module, Module.id == Certificate.module_id)
        .where(Certificate.trainee_id.in_(trainee_ids), in_force(cohort))
        .order_by(Certificate.id)
    )
    return {(one.trainee_id, module): one for one, module in session.execute(query)}


def own_trainees(session: Session, principal: Principal) -> set[int]:
    """Find who a person is among the trainees: by the account, or a further one of theirs."""
    found = {principal.trainee_id} if principal.trainee_id else set()
    if principal.staff_id is not None:
        query = select(Account.trainee_id).where(
            Account.staff_id == principal.staff_id, Account.trainee_id.is_not(None)
        )
        found |= {one for one in session.scalars(query) if one is not None}
    return found
