"""Every SELECT about certificates, and what they are made of."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.certification.models import Certificate
from school.certification.policy import certificate_visible_to
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.cohorts.policy import sees_self
from school.core.errors import NotFound, mark
from school.curriculum.lesson_models import Competency, CurriculumVersion
from school.curriculum.models import Module
from school.curriculum.rule_models import ModuleRule
from school.curriculum.rule_queries import rules_of_path

MISSING = mark("Aucun certificat n’est connu sous ce code.")


def hold_holders(session: Session, trainee_ids: Collection[int]) -> None:
    """Let nobody else give people certificates, or revoke them, until the end.

    Of two juries at once the second waits, and then reads what the first gave. Those who held
    them before are read again, with their ways through cohorts.
    """
    people = (
        select(Trainee)
        .where(Trainee.id.in_(sorted(trainee_ids)))
        .order_by(Trainee.id)
        .with_for_update(key_share=True)
    )
    session.scalars(people).all()
    ways = select(Enrolment).where(Enrolment.trainee_id.in_(sorted(trainee_ids)))
    session.scalars(ways.execution_options(populate_existing=True)).all()


def certificate_by_code(session: Session, code: str) -> Certificate:
    """Find a certificate by the code on its paper, whoever asks; raise `NotFound` without one."""
    found = session.scalar(select(Certificate).where(Certificate.code == code))
    if found is None:
        raise NotFound(MISSING)
    return found


def certificate_for(
    session: Session,
    principal: Principal,
    code: str,
    permission: Permission = Permission.SEE_CERTIFICATES,
) -> Certificate:
    """Find a certificate that a person may open; raise `NotFound` for any other."""
    query = (
        select(Certificate)
        .options(
            joinedload(Certificate.trainee),
            joinedload(Certificate.cohort).joinedload(Cohort.school),
        )
        .where(Certificate.code == code, certificate_visible_to(principal, permission))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(MISSING)
    return found


def holder(session: Session, principal: Principal, reference: str) -> Trainee:
    """Find somebody whose certificates a person may list; raise `NotFound` for anybody else."""
    ids = sorted(principal.school_ids(Permission.SEE_CERTIFICATES))
    taught = select(Enrolment.trainee_id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    own = [Trainee.id == principal.trainee_id] if sees_self(principal) else []
    query = select(Trainee).where(
        Trainee.reference == reference,
        or_(Trainee.id.in_(taught.where(Cohort.school_id.in_(ids))), *own),
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def certificates_of(
    session: Session, principal: Principal, trainee: Trainee
) -> Sequence[Certificate]:
    """List the certificates of somebody that the one who asks may see, the newest first."""
    query = (
        select(Certificate)
        .where(Certificate.trainee_id == trainee.id, certificate_visible_to(principal))
        .order_by(Certificate.issued_on.desc(), Certificate.id.desc())
    )
    return session.scalars(query).all()


def revoked_places(session: Session, status_list: str) -> Sequence[int]:
    """List the places of a list that belong to revoked certificates, in order."""
    query = (
        select(Certificate.status_index)
        .where(Certificate.status_list == status_list, Certificate.revoked_on.is_not(None))
        .order_by(Certificate.status_index)
    )
    return session.scalars(query).all()


def taken_places(session: Session, status_list: str) -> set[int]:
    """Give the places of a list that certificates have already."""
    query = select(Certificate.status_index).where(Certificate.status_list == status_list)
    return set(session.scalars(query))


def modules_with_rules(
    session: Session, cohort: Cohort, module_id: int | None
) -> list[tuple[Module, ModuleRule]]:
    """List the modules a certificate is about, with their rules: one, or all of the path."""
    rules = rules_of_path(session, cohort.curriculum_version_id, cohort.path_id)
    return [(one.module, one) for one in rules if module_id in (None, one.module_id)]


def competencies_of(
    session: Session, modules: Sequence[tuple[Module, ModuleRule]]
) -> list[Competency]:
    """List the competencies of modules in the versions of their rules, in order."""
    found: list[Competency] = []
    wanted = {(module.id, rule.version_id) for module, rule in modules}
    query = (
        select(Competency)
        .where(Competency.module_id.in_({module for module, _ in wanted}))
        .order_by(Competency.position)
    )
    every = [one for one in session.scalars(query) if (one.module_id, one.version_id) in wanted]
    for module, _ in modules:
        found += [one for one in every if one.module_id == module.id]
    return found


def version_of(session: Session, cohort: Cohort) -> CurriculumVersion | None:
    """Give the version of the curriculum that a cohort follows."""
    number = cohort.curriculum_version_id
    return session.get(CurriculumVersion, number) if number else None
