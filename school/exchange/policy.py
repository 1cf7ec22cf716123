"""Which rows of the bundle a director may read and name beside those of the own schools."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from school.access.principal import Principal
from school.accounts.models import School, Staff, StaffAssignment
from school.certification.models import Jury, JuryMember
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.timetable.models import ClassSession
from school.enterprises.consultations.models import (
    ConsultationAnswer,
    ConsultationInvitation,
)
from school.enterprises.models import (
    Enterprise,
    Tutor,
)
from school.exchange.own_rows import EXCHANGE, Clauses, changeable_by
from school.hiring.models import Hire, Offer
from school.placements.agreements.models import (
    AgreementVersion,
)
from school.placements.models import Placement
from school.placements.posts.models import Post
from school.practicals.models import Assessment
from school.practicals.sheet_models import (
    PracticalSheet,
)
from school.visits.contact.models import ContactPlan
from school.visits.models import Visit


def nameable_by(principal: Principal) -> Clauses:
    """Give the rows that an import may name: one's own, and colleagues of other schools.

    Curricula are everybody's.
    """
    changeable = changeable_by(principal)
    assigned = _assigned_staff(principal)
    return {
        **changeable,
        "staff": or_(changeable["staff"], assigned),
        "curriculum_versions": true(),
        "paths": true(),
        "practical_tasks": true(),
        "modules": true(),
    }


def exported_to(principal: Principal) -> Clauses:
    """Give the rows of a school's bundle: its own, and whatever these name.

    Without the named ones the bundle could not be imported into an empty database.
    """
    own = changeable_by(principal)
    staff = or_(
        own["staff"],
        _assigned_staff(principal),
        *(Staff.id.in_(trainer) for trainer in _trainers_named(own)),
    )
    tutors = or_(
        own["tutors"],
        Tutor.id.in_(_named_by(Placement.tutor_id, own["placements"])),
        Tutor.id.in_(_named_by(AgreementVersion.tutor_id, own["agreement_versions"])),
    )
    employers = [*_employers_named(own), _named_by(Tutor.enterprise_id, tutors)]
    return {
        **own,
        "schools": or_(own["schools"], School.id.in_(_named_by(Staff.school_id, staff))),
        "staff": staff,
        "enterprises": or_(
            own["enterprises"], *(Enterprise.id.in_(employer) for employer in employers)
        ),
        "tutors": tutors,
        "enrolments": Enrolment.cohort_id.in_(select(Cohort.id).where(own["cohorts"])),
    }


def _trainers_named(own: Clauses) -> list[Select[int]]:
    return [
        _named_by(Assessment.trainer_id, own["assessments"]),
        _named_by(PracticalSheet.trainer_id, own["practical_sheets"]),
        _named_by(Visit.trainer_id, own["visits"]),
        _named_by(AgreementVersion.trainer_id, own["agreement_versions"]),
        _named_by(ContactPlan.keeper_id, own["contact_plans"]),
        _named_by(ClassSession.trainer_id, own["class_sessions"]),
        _named_by(Jury.president_id, own["juries"]),
        _named_by(JuryMember.staff_id, own["jury_members"]),
    ]


def _employers_named(own: Clauses) -> list[Select[int]]:
    return [
        _named_by(Placement.enterprise_id, own["placements"]),
        _named_by(Post.enterprise_id, own["posts"]),
        _named_by(Offer.enterprise_id, own["offers"]),
        _named_by(Hire.enterprise_id, own["hires"]),
        _named_by(ConsultationInvitation.enterprise_id, own["consultation_invitations"]),
        _named_by(ConsultationAnswer.enterprise_id, own["consultation_answers"]),
    ]


def _assigned_staff(principal: Principal) -> ColumnElement[bool]:
    schools = sorted(principal.school_ids(EXCHANGE))
    return Staff.id.in_(
        select(StaffAssignment.staff_id).where(StaffAssignment.school_id.in_(schools))
    )


def _named_by(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    rows: ColumnElement[bool],
) -> Select[Any]:
    return select(column).where(rows, column.is_not(None))
