"""Which rows of the bundle are those of the own schools of who imports or exports it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School, Staff, StaffAssignment
from school.certification.models import Certificate, Jury, JuryDecision, JuryMember
from school.cohorts.models import Attendance, Cohort, Trainee
from school.cohorts.policy import enrolment_visible_to, trainee_visible_to
from school.cohorts.policy import visible_to as cohort_visible_to
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationChoice,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.models import (
    Enterprise,
    EnterpriseRepresentative,
    EnterpriseSite,
    Partnership,
    Tutor,
)
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseMerge,
    EnterprisePlaces,
    EnterpriseTechnique,
    InterestQuestion,
)
from school.enterprises.policy import Owned, owned_visible_to
from school.enterprises.policy import known_to as enterprise_known_to
from school.hiring.models import FollowUp, Hire, HireCheck, Offer, Situation, SituationCheck
from school.learning.models import LessonProgress
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.messages.models import MessagePreference
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementScan,
    AgreementScanPart,
    AgreementVersion,
    PlacementDuty,
)
from school.placements.ends.models import PlacementEnd
from school.placements.evaluations.models import Evaluation, EvaluationQuestions
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.models import LogbookDay, Placement
from school.placements.posts.models import Post, PostDuty, PostDutyCompetency
from school.placements.proposals.models import PlacementProposal, ProposalDelay, ProposalStep
from school.practicals.equipment_models import Equipment
from school.practicals.figures.models import TaskAllowance
from school.practicals.models import Assessment, Measure
from school.practicals.readings.models import (
    ReadingKey,
    ReadingKeyPart,
    ReadingKeyVersion,
    SheetReading,
)
from school.practicals.sheet_models import (
    PhotoPart,
    PracticalSheet,
    SheetAcknowledgement,
    SheetPhoto,
)
from school.practicals.trace_models import SheetTrace, TracePart
from school.visits.contact.models import AgreedAction, ContactPlan, ContactRules
from school.visits.models import Visit

EXCHANGE = Permission.EXCHANGE_RECORDS


Clauses = Mapping[str, ColumnElement[bool]]


Reachable = Staff | Trainee | Enterprise | Tutor | EnterpriseRepresentative
"""Those whose records hold a mail address and a telephone number."""


SHORTEST_NUMBER = 8
"""Figures of a number without the code of its country; fewer would be the end of many."""


def changeable_by(principal: Principal) -> Clauses:
    """Give, for each table of a school, the rows that an import by this person may change.

    Tables that are not named (those of integration clauses) belong to no school.
    """
    schools = sorted(principal.school_ids(EXCHANGE))
    cohorts = select(Cohort.id).where(cohort_visible_to(principal, EXCHANGE))
    trainees = select(Trainee.id).where(trainee_visible_to(principal, EXCHANGE))
    assessments = select(Assessment.reference).where(Assessment.cohort_id.in_(cohorts))
    hires = select(Hire.reference).where(Hire.trainee_id.in_(trainees))
    situations = select(Situation.reference).where(Situation.trainee_id.in_(trainees))
    own = {
        **_learnt_by(trainees),
        **_hosted_in(schools, cohorts),
        **_quizzed_in(cohorts),
        **_signed_in(schools, cohorts),
        "schools": School.id.in_(schools),
        "staff": Staff.school_id.in_(schools),
        "staff_assignments": StaffAssignment.school_id.in_(schools),
        **_said_of_enterprises(principal, schools),
        "partnerships": Partnership.school_id.in_(schools),
        "cohorts": cohort_visible_to(principal, EXCHANGE),
        "trainees": trainee_visible_to(principal, EXCHANGE),
        "enrolments": enrolment_visible_to(principal, EXCHANGE),
        "attendance": Attendance.cohort_id.in_(cohorts),
        "assessments": Assessment.cohort_id.in_(cohorts),
        "measures": Measure.assessment_reference.in_(assessments),
        "offers": Offer.trainee_id.in_(trainees),
        "hires": Hire.trainee_id.in_(trainees),
        "situations": Situation.trainee_id.in_(trainees),
        "follow_ups": FollowUp.cohort_id.in_(cohorts),
        "hire_checks": HireCheck.hire_reference.in_(hires),
        "situation_checks": SituationCheck.situation_reference.in_(situations),
        **_offered_to(schools),
        **_planned_in(schools, cohorts),
        **_decided_in(cohorts),
        **_consulted_by(schools),
    }
    return {**own, "message_preferences": _read_by_people_of(own)}


def _read_by_people_of(own: Clauses) -> ColumnElement[bool]:
    """Give the choices of those whom the school's own records say how to write to."""
    reader = MessagePreference.address
    people: dict[str, type[Reachable]] = {
        "staff": Staff,
        "trainees": Trainee,
        "enterprises": Enterprise,
        "tutors": Tutor,
        "enterprise_representatives": EnterpriseRepresentative,
    }
    return or_(
        *(
            select(model.id)
            .where(own[name], or_(func.lower(model.email) == reader, _calls(model.phone, reader)))
            .exists()
            for name, model in people.items()
        )
    )


def _calls(
    typed: InstrumentedAttribute[str | None], number: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """Compare a telephone number as somebody typed it with its international form."""
    figures: ColumnElement[str] = func.replace(func.replace(typed, " ", ""), ".", "")
    local = func.replace(figures, "+", "")
    return and_(func.length(local) >= SHORTEST_NUMBER, number.like(literal("%").concat(local)))


def _hosted_in(schools: Sequence[int], cohorts: Select[int]) -> Clauses:
    placements = select(Placement.id).where(Placement.cohort_id.in_(cohorts))
    agreements = select(AgreementVersion.id).where(AgreementVersion.placement_id.in_(placements))
    scans = select(AgreementScan.id).where(AgreementScan.agreement_id.in_(agreements))
    duties = select(PlacementDuty.id).where(PlacementDuty.placement_id.in_(placements))
    visits = select(Visit.id).where(Visit.placement_id.in_(placements))
    return {
        "placements": Placement.cohort_id.in_(cohorts),
        "agreement_versions": AgreementVersion.placement_id.in_(placements),
        "agreement_parties": AgreementParty.agreement_id.in_(agreements),
        "agreement_confirmations": AgreementConfirmation.agreement_id.in_(agreements),
        "agreement_scans": AgreementScan.agreement_id.in_(agreements),
        "agreement_scan_parts": AgreementScanPart.scan_id.in_(scans),
        "placement_duties": PlacementDuty.placement_id.in_(placements),
        "logbook": LogbookDay.placement_id.in_(placements),
        "logbook_duties": LogbookDuty.duty_id.in_(duties),
        "placement_absences": Absence.placement_id.in_(placements),
        "accidents": Accident.placement_id.in_(placements),
        "visits": Visit.placement_id.in_(placements),
        "contact_plans": ContactPlan.placement_id.in_(placements),
        "agreed_actions": AgreedAction.visit_id.in_(visits),
        "placement_ends": PlacementEnd.placement_id.in_(placements),
        "evaluation_questions": EvaluationQuestions.school_id.in_(schools),
        "evaluations": Evaluation.placement_id.in_(placements),
    }


def _said_of_enterprises(principal: Principal, schools: Sequence[int]) -> Clauses:
    known = select(Enterprise.id).where(enterprise_known_to(principal, EXCHANGE))
    owned: dict[str, type[Owned]] = {
        "tutors": Tutor,
        "enterprise_sites": EnterpriseSite,
        "enterprise_representatives": EnterpriseRepresentative,
        "enterprise_interests": EnterpriseInterest,
        "enterprise_places": EnterprisePlaces,
        "enterprise_techniques": EnterpriseTechnique,
    }
    return {
        "enterprises": enterprise_known_to(principal, EXCHANGE),
        **{name: owned_visible_to(model, principal, EXCHANGE) for name, model in owned.items()},
        "interest_questions": and_(
            InterestQuestion.school_id.in_(schools), InterestQuestion.enterprise_id.in_(known)
        ),
        "enterprise_merges": and_(
            EnterpriseMerge.double_id.in_(known), EnterpriseMerge.enterprise_id.in_(known)
        ),
    }


def _signed_in(schools: Sequence[int], cohorts: Select[int]) -> Clauses:
    sheets = select(PracticalSheet.id).where(PracticalSheet.cohort_id.in_(cohorts))
    photos = select(SheetPhoto.id).where(SheetPhoto.sheet_id.in_(sheets))
    keys = select(ReadingKey.id).where(ReadingKey.school_id.in_(schools))
    traces = select(SheetTrace.id).where(SheetTrace.sheet_id.in_(sheets))
    return {
        "equipment": Equipment.school_id.in_(schools),
        "contact_rules": ContactRules.school_id.in_(schools),
        "task_allowances": TaskAllowance.school_id.in_(schools),
        "practical_sheets": PracticalSheet.cohort_id.in_(cohorts),
        "sheet_acknowledgements": SheetAcknowledgement.sheet_id.in_(sheets),
        "sheet_photos": SheetPhoto.sheet_id.in_(sheets),
        "photo_parts": PhotoPart.photo_id.in_(photos),
        "sheet_traces": SheetTrace.sheet_id.in_(sheets),
        "trace_parts": TracePart.trace_id.in_(traces),
        "reading_keys": ReadingKey.school_id.in_(schools),
        "reading_key_versions": ReadingKeyVersion.key_id.in_(keys),
        "reading_key_parts": ReadingKeyPart.key_id.in_(keys),
        "sheet_readings": SheetReading.sheet_id.in_(sheets),
    }


def _quizzed_in(cohorts: Select[int]) -> Clauses:
    attempts = select(QuizAttempt.id).where(QuizAttempt.cohort_id.in_(cohorts))
    return {
        "quiz_windows": QuizWindow.cohort_id.in_(cohorts),
        "quiz_attempts": QuizAttempt.cohort_id.in_(cohorts),
        "quiz_answers": QuizAnswer.attempt_id.in_(attempts),
    }


def _learnt_by(trainees: Select[int]) -> Clauses:
    records = select(CompetencyRecord.id).where(CompetencyRecord.trainee_id.in_(trainees))
    return {
        "lesson_progress": LessonProgress.trainee_id.in_(trainees),
        "competency_records": CompetencyRecord.trainee_id.in_(trainees),
        "competency_evidence": CompetencyEvidence.record_id.in_(records),
    }


def _offered_to(schools: Sequence[int]) -> Clauses:
    posts = select(Post.id).where(Post.school_id.in_(schools))
    duties = select(PostDuty.id).where(PostDuty.post_id.in_(posts))
    proposals = select(PlacementProposal.id).where(PlacementProposal.post_id.in_(posts))
    return {
        "posts": Post.school_id.in_(schools),
        "post_duties": PostDuty.post_id.in_(posts),
        "post_duty_competencies": PostDutyCompetency.duty_id.in_(duties),
        "placement_proposals": PlacementProposal.post_id.in_(posts),
        "proposal_steps": ProposalStep.proposal_id.in_(proposals),
        "proposal_delays": ProposalDelay.school_id.in_(schools),
    }


def _planned_in(schools: Sequence[int], cohorts: Select[int]) -> Clauses:
    return {
        "cohort_weeks": CohortWeek.cohort_id.in_(cohorts),
        "calendar_days": CalendarDay.school_id.in_(schools),
        "rooms": Room.school_id.in_(schools),
        "class_sessions": ClassSession.cohort_id.in_(cohorts),
    }


def _decided_in(cohorts: Select[int]) -> Clauses:
    juries = select(Jury.id).where(Jury.cohort_id.in_(cohorts))
    return {
        "juries": Jury.cohort_id.in_(cohorts),
        "jury_members": JuryMember.jury_id.in_(juries),
        "jury_decisions": JuryDecision.jury_id.in_(juries),
        "certificates": Certificate.cohort_id.in_(cohorts),
    }


def _consulted_by(schools: Sequence[int]) -> Clauses:
    ours = select(Consultation.id).where(Consultation.school_id.in_(schools))
    items = select(ConsultationItem.id).where(ConsultationItem.consultation_id.in_(ours))
    answers = select(ConsultationAnswer.id).where(ConsultationAnswer.consultation_id.in_(ours))
    return {
        "consultations": Consultation.school_id.in_(schools),
        "consultation_items": ConsultationItem.consultation_id.in_(ours),
        "consultation_invitations": ConsultationInvitation.consultation_id.in_(ours),
        "consultation_answers": ConsultationAnswer.consultation_id.in_(ours),
        "consultation_choices": ConsultationChoice.answer_id.in_(answers),
        "consultation_decisions": ConsultationDecision.item_id.in_(items),
    }
