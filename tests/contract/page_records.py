"""For each page about a record, the record of the crowd that its test reads."""

from sqlalchemy.orm import Session

from school.core.clock import today
from school.hiring.rules import SituationKind
from school.placements.agreements.rules import Party
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_draft, make_in_force, make_scan, make_sent
from tests.factories.certification import make_certificate, make_jury, module_of
from tests.factories.clause_hours import make_eligibility, make_link, make_paper
from tests.factories.clauses import make_commitment, make_hours, make_plan
from tests.factories.contact import make_contact_plan, make_contact_rules
from tests.factories.forecasts import make_hearing, make_scenario
from tests.factories.lessons import make_lesson
from tests.factories.partners import make_representative, make_site
from tests.factories.practicals import make_equipment, make_photo, make_sheet, make_trace
from tests.factories.quizzes import make_attempt
from tests.factories.readings import make_key, make_reading
from tests.factories.records import (
    make_assessment,
    make_hire,
    make_offer,
    make_placement,
    make_situation,
    make_visit,
)
from tests.factories.sealing import make_sealed_report
from tests.factories.timetable import make_session
from tests.support.crowds import Crowd
from tests.support.shipped import shipped_pack

Records = dict[str, dict[str, object]]
"""The values of addresses, by the name of a page or by its first part."""


def timetable_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of timetables."""
    held = make_session(session, crowd.cohort, date=today())
    return {
        "cohorts.cancel_session": {"reference": held.reference},
        "cohorts.days_off": {"reference": crowd.people.school.reference},
        "cohorts.edit_session": {"reference": held.reference},
        "cohorts.person_hours": {"reference": crowd.enrolment.trainee.reference},
    }


CURRICULUM: Records = {
    "curriculum.changes": {"code": "fibre", "version": shipped_pack().version},
    "curriculum.module": {"reference": "F0"},
    "curriculum.path": {"reference": "deployment"},
    "curriculum.task": {"reference": "PA-05"},
}
"""Parts of the curricula that every test has."""


def competency_pages(crowd: Crowd) -> Records:
    """Give the addresses of the pages about what the crowd's people can do."""
    trainee = crowd.enrolment.trainee.reference
    return {
        "competencies.cohort": {"reference": crowd.cohort.reference},
        "competencies.livret": {"reference": trainee},
        "competencies.livret_pdf": {"reference": trainee},
        "competencies.rate": {"reference": trainee, "module": "F0"},
    }


def certification_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of juries and certificates."""
    cohort, trainee = crowd.cohort.reference, crowd.enrolment.trainee.reference
    certificate = make_certificate(session, crowd.enrolment, module_of(session))
    return {
        "certification.": {
            "reference": make_jury(session, crowd.cohort).reference,
            "trainee": trainee,
            "code": certificate.code,
            "name": "certificate.pdf",
        },
        "certification.completion": {"reference": cohort},
        "certification.new_jury": {"reference": cohort},
        "certification.person": {"reference": trainee},
    }


def hiring_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages about what becomes of people."""
    trainee, cohort = crowd.enrolment.trainee, crowd.cohort.reference
    studies = make_situation(session, trainee, situation=SituationKind.STUDYING)
    return {
        "hiring.ask_employer": {"reference": make_hire(session, trainee).reference},
        "hiring.follow_up_person": {"cohort": cohort, "trainee": trainee.reference},
        "hiring.settle_hire": {"reference": make_hire(session, trainee).reference},
        "hiring.document": {"reference": studies.reference},
        "hiring.edit_hire": {"reference": make_hire(session, trainee).reference},
        "hiring.edit_offer": {"reference": make_offer(session, trainee).reference},
        "hiring.edit_situation": {"reference": make_situation(session, trainee).reference},
        "hiring.hire": {"reference": make_hire(session, trainee).reference},
        "hiring.offer": {"reference": make_offer(session, trainee).reference},
        "hiring.situation": {"reference": make_situation(session, trainee).reference},
    }


def clause_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of people and hours of clauses."""
    day = min(today(), crowd.contract.ends_on or today())
    contract: dict[str, object] = {"reference": crowd.contract.reference, "month": f"{day:%Y-%m}"}
    participant: dict[str, object] = {"reference": crowd.participant.reference}
    make_eligibility(session, crowd.participant)
    make_hours(session, crowd.contract, crowd.participant)
    paper = make_paper(session, crowd.participant)
    link = make_link(session, crowd.contract, crowd.placement, crowd.participant)
    return {
        "clauses.count_placement": contract,
        "clauses.edit_count": {**contract, "placement": link.placement.reference},
        "clauses.edit_eligibility": {**participant, "since": "2025-01-01"},
        "clauses.edit_participant": participant,
        "clauses.join_contract": participant,
        "clauses.month": contract,
        "clauses.months": contract,
        "clauses.new_eligibility": participant,
        "clauses.new_paper": participant,
        "clauses.paper": {"reference": paper.reference},
        "clauses.sheet": {**contract, "participant": crowd.participant.reference},
        "clauses.uncount_placement": {**contract, "placement": link.placement.reference},
    }


def consultation_records(crowd: Crowd) -> Records:
    """Give the records of the pages of consultations: one that is open, one that is closed."""
    closed = crowd.closed
    return {
        "consultations.": {"reference": crowd.consultation.reference},
        "consultations.decide": {
            "reference": closed.reference,
            "item": closed.items[0].reference,
        },
        "consultations.edit": {"reference": crowd.draft.reference},
        "oversight.consultation": {"reference": closed.reference},
    }


def agreement_records(crowd: Crowd, session: Session) -> Records:
    """Give the versions of the pages of agreements: in force, sent and still a draft."""
    signed = make_in_force(session, crowd.placement)
    others = [
        make_placement(session, crowd.enrolment, tutor=crowd.tutor, status=PlacementStatus.LIVE)
        for _ in range(2)
    ]
    sent = make_sent(session, others[0])
    make_scan(session, sent, Party.REPRESENTATIVE)
    pages = ("agreement_on_paper", "agreement_scan", "close_agreement", "sign_agreement")
    return {
        "placements.agreement_pdf": {"reference": signed.reference},
        "placements.edit_agreement": {"reference": make_draft(session, others[1]).reference},
        **{f"placements.{page}": {"reference": sent.reference} for page in pages},
    }


KEY_PAGES = (
    "practicals.edit_key",
    "practicals.key",
    "practicals.key_paper",
    "practicals.key_trace",
)


def practical_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of practicals: an attempt with its sheet and its files."""
    assessment = make_assessment(session, crowd.enrolment)
    sheet = make_sheet(session, assessment)
    equipment = make_equipment(session, crowd.people.school)
    other = make_sheet(session, make_assessment(session, crowd.enrolment))
    like = [[make_trace(session, other).reference, "same_trace"]]
    trace = make_trace(session, sheet, likeness=like)
    key = make_key(session, crowd.people.school)
    make_reading(session, sheet, key)
    return {
        "practicals.": {"reference": assessment.reference},
        "practicals.edit_equipment": {"reference": equipment.reference},
        "practicals.allowance": {"reference": crowd.cohort.reference, "task": "PA-05"},
        "practicals.figures": {"reference": crowd.cohort.reference},
        **{page: {"reference": key.reference} for page in KEY_PAGES},
        "practicals.grid": {"reference": crowd.cohort.reference},
        "practicals.photo": {"reference": make_photo(session, sheet).reference},
        "practicals.sheet": {"reference": sheet.reference},
        "practicals.sheet_file": {"reference": sheet.reference},
        "practicals.trace_file": {"reference": trace.reference},
    }


def post_records(crowd: Crowd) -> Records:
    """Give the records of the pages of posts and proposals."""
    post, asked = crowd.post.reference, crowd.asked.reference
    return {
        "oversight.matching": {"reference": post},
        "placements.edit_post": {"reference": post},
        "placements.post": {"reference": post},
        "placements.propose_for_post": {
            "reference": post,
            "trainee": crowd.enrolment.trainee.reference,
        },
        "placements.proposal": {"reference": asked},
        "placements.withdraw_proposal": {"reference": asked},
    }


def school_records(crowd: Crowd) -> Records:
    """Give the records of the pages of a school, its cohorts and its contracts."""
    cohort, trainee = crowd.cohort.reference, crowd.enrolment.trainee.reference
    school = crowd.people.school.reference
    period: dict[str, object] = {"reference": crowd.contract.reference, "ends_on": "2025-01-31"}
    return {
        "accounts.photo_places": {"reference": school},
        "accounts.school": {"reference": school},
        "accounts.school_closing": {"reference": school},
        "accounts.staff_page": {"staff_id": crowd.people.staff("trainer").id},
        "clauses.contract": {"reference": crowd.contract.reference},
        "clauses.file_report": period,
        "clauses.receive_report": period,
        "clauses.reports": {"reference": crowd.contract.reference},
        "clauses.terms": {"reference": crowd.contract.reference},
        "clauses.participant": {"reference": crowd.participant.reference},
        "cohorts.": {"reference": cohort, "trainee": trainee},
        "cohorts.edit_trainee": {"reference": trainee},
        "offline.module": {"reference": "F0"},
        "offline.tasks": {"reference": cohort},
        "oversight.progress": {"reference": trainee},
        "oversight.trainee": {"reference": trainee},
    }


def enterprise_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of an enterprise and its people."""
    enterprise = crowd.enterprise
    representative = make_representative(session, enterprise)
    return {
        "enterprises.": {"reference": enterprise.reference},
        "enterprises.edit_representative": {"reference": representative.reference},
        "enterprises.edit_site": {"reference": make_site(session, enterprise).reference},
        "enterprises.edit_tutor": {"reference": crowd.tutor.reference},
        "enterprises.tutor": {"reference": crowd.tutor.reference},
        "oversight.enterprise_history": {"reference": enterprise.reference},
    }


def placement_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of a placement, from its proposal to its evaluations."""
    return {
        "placements.": {"reference": crowd.placement.reference},
        "placements.absence": {"reference": crowd.absence.reference},
        "placements.accident": {"reference": crowd.accident.reference},
        "placements.edit": {"reference": crowd.proposal.reference},
        "placements.end": {"reference": crowd.ended.reference},
        "placements.end_step": {"reference": crowd.ended.reference},
        "placements.evaluation_questions": {"reference": crowd.people.school.reference},
        "placements.handle_evaluation": {"reference": crowd.evaluation.reference},
        "placements.move": {"reference": crowd.proposal.reference},
        **agreement_records(crowd, session),
    }


def contact_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of visits and of permanent contact."""
    make_contact_rules(session, crowd.people.school)
    make_contact_plan(session, crowd.placement)
    placement: dict[str, object] = {"placement": crowd.placement.reference}
    return {
        "visits.": {"reference": make_visit(session, crowd.placement).reference},
        "visits.contact": placement,
        "visits.contact_rules": {"reference": crowd.people.school.reference},
        "visits.edit_contact": placement,
        "visits.unplanned": placement,
    }


def common_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of lessons, quizzes and sealed reports."""
    sealed = make_sealed_report(session, crowd.people.school)
    return {
        "learning.lesson": {"reference": make_lesson(session).reference},
        "quizzes.": {"reference": crowd.cohort.reference, "module": "F0"},
        "quizzes.attempt": {"reference": "F0"},
        "quizzes.bank": {"reference": "F0"},
        "quizzes.home": {"reference": "F0"},
        "quizzes.practice": {"reference": "F0-01"},
        "quizzes.result": {"reference": make_attempt(session, crowd.enrolment).reference},
        "sealing.": {"code": sealed.code, "name": "report.pdf"},
    }


def practice_records(crowd: Crowd) -> Records:
    """Give the records of the pages about doing better."""
    contract: dict[str, object] = {"reference": crowd.contract.reference}
    return {
        "practices.": {"reference": crowd.action.reference},
        "practices.ask_team": contract,
        "practices.edit_practice": {"reference": crowd.draft_practice.reference},
        "practices.end_practice_use": {"reference": crowd.use.reference},
        "practices.follow_practice": {"reference": crowd.practice.reference},
        "practices.followed": contract,
        "practices.new_action": contract,
        "practices.plan": contract,
        "practices.practice": {"reference": crowd.practice.reference},
        "practices.practice_step": {"reference": crowd.practice.reference},
        "practices.survey": {"reference": crowd.survey.reference},
        "practices.surveys": contract,
    }


def forecast_records(crowd: Crowd, session: Session) -> Records:
    """Give the records of the pages of forecasts, scenarios, penalties and hearings."""
    contract: dict[str, object] = {"reference": crowd.contract.reference}
    scenario: dict[str, object] = {"reference": make_scenario(session, crowd.contract).reference}
    hearing: dict[str, object] = {"reference": make_hearing(session, crowd.contract).reference}
    make_commitment(session, crowd.contract)
    return {
        "forecasts.": contract,
        "forecasts.edit_part": {**scenario, "position": 1},
        "forecasts.edit_plan": {"reference": make_plan(session, crowd.contract).reference},
        "forecasts.edit_scenario": scenario,
        "forecasts.new_part": scenario,
        "forecasts.scenario": scenario,
        "penalties.": contract,
        "penalties.decide": hearing,
        "penalties.hear_authority": hearing,
        "penalties.hear_operator": hearing,
    }


def records_of(crowd: Crowd, session: Session) -> Records:
    """Give, by the name of a page or its first part, the record that the crowd stands around."""
    return {
        **CURRICULUM,
        **school_records(crowd),
        **timetable_records(crowd, session),
        **competency_pages(crowd),
        **common_records(crowd, session),
        **certification_records(crowd, session),
        **hiring_records(crowd, session),
        **practical_records(crowd, session),
        **enterprise_records(crowd, session),
        **clause_records(crowd, session),
        **consultation_records(crowd),
        **post_records(crowd),
        **placement_records(crowd, session),
        **contact_records(crowd, session),
        **practice_records(crowd),
        **forecast_records(crowd, session),
    }
