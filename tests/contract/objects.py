"""Whose is what: for each page about a record, how to make one of a school.

A page whose address names a record has a line here, or the test of foreign records fails; one
that takes a record in its query belongs in `QUERIES`. A maker is given the session and the
school, and gives the values of the address.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from school.accounts.models import School, Staff
from school.clauses.models import Participant
from school.cohorts.models import Enrolment
from school.core.delivery import MessageState
from school.core.outbox import enqueue
from school.enterprises.consultations.rules import ConsultationState
from school.hiring.rules import SituationKind
from school.placements.ends.rules import EndAction
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories import records
from tests.factories.agreements import make_draft, make_in_force
from tests.factories.certification import make_certificate, make_jury
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.consultations import invite, make_consultation
from tests.factories.contact import make_agreed_action
from tests.factories.evaluations import make_evaluation
from tests.factories.immersion import make_absence, make_accident
from tests.factories.partners import make_places, make_representative, make_site
from tests.factories.posts import make_post, make_proposal
from tests.factories.practicals import make_equipment, make_photo, make_sheet, make_trace
from tests.factories.quizzes import make_attempt
from tests.factories.readings import make_key
from tests.factories.sealing import make_sealed_report
from tests.factories.timetable import make_session

Values = dict[str, object]
Maker = Callable[[Session, School], Values]

MONDAY = date(2026, 3, 2)


def _allowance(session: Session, school: School) -> Values:
    return {"reference": records.make_cohort(session, school).reference, "task": "PA-05"}


def _enrolment(session: Session, school: School) -> Enrolment:
    return records.make_enrolment(session, records.make_cohort(session, school))


def _live(session: Session, school: School) -> Placement:
    return records.make_placement(
        session, _enrolment(session, school), status=PlacementStatus.LIVE, confirmed_on=MONDAY
    )


def _school(session: Session, school: School) -> Values:
    return {"reference": school.reference}


def _message(session: Session, school: School) -> Values:
    message = enqueue(session, "awa@example.test", "Sujet", "Mot", school_id=school.id)
    message.state = MessageState.GIVEN_UP
    session.flush()
    return {"message_id": message.id}


def _staff(session: Session, school: School) -> Values:
    staff: Staff = records.make_staff(session, school=school)
    return {"staff_id": staff.id}


def _consultation(session: Session, school: School) -> Values:
    return {"reference": make_consultation(session, school).reference}


def _asked_enterprise(session: Session, school: School) -> Values:
    made, enterprise = make_consultation(session, school), records.make_enterprise(session, school)
    invite(session, made, enterprise)
    return {"reference": made.reference, "enterprise": enterprise.reference}


def _consultation_item(session: Session, school: School) -> Values:
    made = make_consultation(session, school, state=ConsultationState.CLOSED)
    return {"reference": made.reference, "item": made.items[0].reference}


def _enterprise(session: Session, school: School) -> Values:
    return {"reference": records.make_enterprise(session, school).reference}


def _site(session: Session, school: School) -> Values:
    return {"reference": make_site(session, records.make_enterprise(session, school)).reference}


def _representative(session: Session, school: School) -> Values:
    enterprise = records.make_enterprise(session, school)
    return {"reference": make_representative(session, enterprise).reference}


def _places(session: Session, school: School) -> Values:
    return {"reference": make_places(session, records.make_enterprise(session, school)).reference}


def _tutor(session: Session, school: School) -> Values:
    enterprise = records.make_enterprise(session, school)
    return {"reference": records.make_tutor(session, enterprise).reference}


def _cohort(session: Session, school: School) -> Values:
    return {"reference": records.make_cohort(session, school).reference}


def _trainee(session: Session, school: School) -> Values:
    return {"reference": _enrolment(session, school).trainee.reference}


def _person_of_cohort(session: Session, school: School) -> Values:
    enrolment = _enrolment(session, school)
    return {"reference": enrolment.cohort.reference, "trainee": enrolment.trainee.reference}


def _session(session: Session, school: School) -> Values:
    held = make_session(session, records.make_cohort(session, school))
    return {"reference": held.reference}


def _module_of_person(session: Session, school: School) -> Values:
    return {**_trainee(session, school), "module": "F0"}


def _known_person(session: Session, school: School) -> Values:
    enrolment = _enrolment(session, school)
    other = records.make_cohort(session, school)
    return {"reference": other.reference, "trainee": enrolment.trainee.reference}


def _assessment(session: Session, school: School) -> Values:
    return {"reference": records.make_assessment(session, _enrolment(session, school)).reference}


def _sheet(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, _enrolment(session, school))
    return {"reference": make_sheet(session, assessment).reference}


def _photo(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, _enrolment(session, school))
    return {"reference": make_photo(session, make_sheet(session, assessment)).reference}


def _trace(session: Session, school: School) -> Values:
    assessment = records.make_assessment(session, _enrolment(session, school))
    return {"reference": make_trace(session, make_sheet(session, assessment)).reference}


def _equipment(session: Session, school: School) -> Values:
    return {"reference": make_equipment(session, school).reference}


def _key(session: Session, school: School) -> Values:
    return {"reference": make_key(session, school).reference}


def _placement(session: Session, school: School) -> Values:
    return {"reference": records.make_placement(session, _enrolment(session, school)).reference}


def _post(session: Session, school: School) -> Values:
    return {"reference": make_post(session, school).reference}


def _person_for_post(session: Session, school: School) -> Values:
    return {**_post(session, school), "trainee": _enrolment(session, school).trainee.reference}


def _proposal(session: Session, school: School) -> Values:
    proposal = make_proposal(session, make_post(session, school), _enrolment(session, school))
    return {"reference": proposal.reference}


def _step_of_placement(session: Session, school: School) -> Values:
    return {**_placement(session, school), "target": PlacementStatus.CANCELLED.value}


def _evaluation(session: Session, school: School) -> Values:
    return {"reference": make_evaluation(session, _live(session, school)).reference}


def _question(session: Session, school: School) -> Values:
    return {**_school(session, school), "key": "work"}


def _ended_placement(session: Session, school: School) -> Values:
    return {**_placement(session, school), "action": EndAction.PLAN.value}


def _live_placement(session: Session, school: School) -> Values:
    return {"reference": _live(session, school).reference}


def _absence(session: Session, school: School) -> Values:
    return {"reference": make_absence(session, _live(session, school)).reference}


def _accident(session: Session, school: School) -> Values:
    return {"reference": make_accident(session, _live(session, school)).reference}


def _agreement(session: Session, school: School) -> Values:
    return {"reference": make_in_force(session, _live(session, school)).reference}


def _draft(session: Session, school: School) -> Values:
    return {"reference": make_draft(session, _live(session, school)).reference}


def _visit(session: Session, school: School) -> Values:
    return {"reference": records.make_visit(session, _live(session, school)).reference}


def _agreed(session: Session, school: School) -> Values:
    visit = records.make_visit(session, _live(session, school))
    return {"reference": make_agreed_action(session, visit).reference}


def _offer(session: Session, school: School) -> Values:
    return {"reference": records.make_offer(session, _enrolment(session, school).trainee).reference}


def _hire(session: Session, school: School) -> Values:
    return {"reference": records.make_hire(session, _enrolment(session, school).trainee).reference}


def _situation(session: Session, school: School) -> Values:
    trainee = _enrolment(session, school).trainee
    return {"reference": records.make_situation(session, trainee).reference}


def _studies(session: Session, school: School) -> Values:
    trainee = _enrolment(session, school).trainee
    studies = records.make_situation(session, trainee, situation=SituationKind.STUDYING)
    return {"reference": studies.reference}


def _left(session: Session, school: School) -> Values:
    enrolment = _enrolment(session, school)
    return {"cohort": enrolment.cohort.reference, "trainee": enrolment.trainee.reference}


def _contested_hire(session: Session, school: School) -> Values:
    trainee = _enrolment(session, school).trainee
    return {"reference": records.make_hire(session, trainee, contested=True).reference}


def _contract(session: Session, school: School) -> Values:
    contract, participant = make_contract(session), _participant_of(session, school)
    make_hours(session, contract, participant)
    return {"reference": contract.reference}


def _participant_of(session: Session, school: School) -> Participant:
    return make_participant(session, _enrolment(session, school).trainee)


def _participant(session: Session, school: School) -> Values:
    return {"reference": _participant_of(session, school).reference}


def _module_of_cohort(session: Session, school: School) -> Values:
    return {**_cohort(session, school), "module": "F0"}


def _quiz_attempt(session: Session, school: School) -> Values:
    return {"reference": make_attempt(session, _enrolment(session, school)).reference}


def _sealed_report(session: Session, school: School) -> Values:
    return {"code": make_sealed_report(session, school).code, "name": "report.pdf"}


def _jury(session: Session, school: School) -> Values:
    return {"reference": make_jury(session, records.make_cohort(session, school)).reference}


def _judged(session: Session, school: School) -> Values:
    enrolment = _enrolment(session, school)
    jury = make_jury(session, enrolment.cohort)
    return {"reference": jury.reference, "trainee": enrolment.trainee.reference}


def _certificate(session: Session, school: School) -> Values:
    code = make_certificate(session, _enrolment(session, school)).code
    return {"code": code, "name": "badge.jwt"}


def _asked_placement(session: Session, school: School) -> Values:
    return {"placement": _live(session, school).reference}


OBJECTS: dict[str, Maker] = {
    "accounts.photo_places": _school,
    "accounts.school": _school,
    "accounts.staff_page": _staff,
    "messages.send_again": _message,
    "certification.certificate": _certificate,
    "certification.certificate_file": _certificate,
    "certification.certify": _jury,
    "certification.completion": _cohort,
    "certification.decide": _judged,
    "certification.edit_jury": _jury,
    "certification.jury": _jury,
    "certification.minutes": _jury,
    "certification.new_jury": _cohort,
    "certification.person": _trainee,
    "certification.revoke": _certificate,
    "clauses.contract": _contract,
    "clauses.participant": _participant,
    "cohorts.admit": _cohort,
    "cohorts.apply": _cohort,
    "cohorts.apply_known": _known_person,
    "cohorts.attendance": _cohort,
    "cohorts.cancel_session": _session,
    "cohorts.certify": _cohort,
    "cohorts.complete": _cohort,
    "cohorts.copy_week": _cohort,
    "cohorts.days_off": _school,
    "cohorts.change_version": _cohort,
    "cohorts.edit": _cohort,
    "cohorts.edit_plan": _cohort,
    "cohorts.edit_session": _session,
    "cohorts.edit_trainee": _trainee,
    "cohorts.enrolment": _person_of_cohort,
    "cohorts.forget_day": _school,
    "cohorts.half_days": _cohort,
    "cohorts.hours": _cohort,
    "cohorts.new_series": _cohort,
    "cohorts.new_session": _cohort,
    "cohorts.person_hours": _trainee,
    "cohorts.plan": _cohort,
    "cohorts.show": _cohort,
    "cohorts.sign_in_sheet": _cohort,
    "cohorts.week": _cohort,
    "competencies.ask_tutor": _live_placement,
    "competencies.cohort": _cohort,
    "competencies.livret": _trainee,
    "competencies.livret_pdf": _trainee,
    "competencies.rate": _module_of_person,
    "competencies.speak_as_tutor": _live_placement,
    "consultations.decide": _consultation_item,
    "consultations.edit": _consultation,
    "consultations.enterprises": _consultation,
    "consultations.move": _consultation,
    "consultations.results_pdf": _consultation,
    "consultations.send_link": _asked_enterprise,
    "consultations.show": _consultation,
    "enterprises.ask_interest": _enterprise,
    "enterprises.edit": _enterprise,
    "enterprises.edit_representative": _representative,
    "enterprises.edit_site": _site,
    "enterprises.edit_tutor": _tutor,
    "enterprises.hosting": _enterprise,
    "enterprises.interest": _enterprise,
    "enterprises.merge": _enterprise,
    "enterprises.new_places": _enterprise,
    "enterprises.new_representative": _enterprise,
    "enterprises.new_site": _enterprise,
    "enterprises.new_technique": _enterprise,
    "enterprises.new_tutor": _enterprise,
    "enterprises.show": _enterprise,
    "enterprises.tutor": _tutor,
    "enterprises.withdraw": _places,
    "hiring.ask_employer": _hire,
    "hiring.ask_for_document": _studies,
    "hiring.ask_offer": _live_placement,
    "hiring.document": _studies,
    "hiring.edit_hire": _hire,
    "hiring.edit_offer": _offer,
    "hiring.edit_situation": _situation,
    "hiring.follow_up_person": _left,
    "hiring.hire": _hire,
    "hiring.log_attempt": _left,
    "hiring.offer": _offer,
    "hiring.send_question": _left,
    "hiring.settle_hire": _contested_hire,
    "hiring.situation": _situation,
    "oversight.matching": _post,
    "oversight.consultation": _consultation,
    "oversight.enterprise_history": _enterprise,
    "oversight.progress": _trainee,
    "oversight.trainee": _trainee,
    "placements.absence": _absence,
    "placements.accident": _accident,
    "placements.close_accident": _accident,
    "placements.declare_accident": _accident,
    "placements.agreement": _live_placement,
    "placements.agreement_link": _agreement,
    "placements.agreement_on_paper": _agreement,
    "placements.agreement_pdf": _agreement,
    "placements.agreement_scan": _agreement,
    "placements.close_agreement": _agreement,
    "placements.answer_proposal": _proposal,
    "placements.close_post": _post,
    "placements.declare_offer": _live_placement,
    "placements.edit_agreement": _draft,
    "placements.new_agreement": _live_placement,
    "placements.send_agreement": _draft,
    "placements.sign_agreement": _agreement,
    "placements.validate_agreement": _agreement,
    "placements.edit": _placement,
    "placements.ask_evaluation": _live_placement,
    "placements.end": _placement,
    "placements.end_step": _ended_placement,
    "placements.immersion": _live_placement,
    "placements.edit_post": _post,
    "placements.evaluation_questions": _school,
    "placements.evaluations": _live_placement,
    "placements.handle_evaluation": _evaluation,
    "placements.logbook": _live_placement,
    "placements.move": _step_of_placement,
    "placements.new_absence": _live_placement,
    "placements.new_accident": _live_placement,
    "placements.new_link": _placement,
    "placements.new_proposal_link": _proposal,
    "placements.open_tutor_calendar": _live_placement,
    "placements.post": _post,
    "placements.proposal": _proposal,
    "placements.propose_for_post": _person_for_post,
    "placements.retire_question": _question,
    "placements.send_week": _live_placement,
    "placements.settle_absence": _absence,
    "placements.show": _placement,
    "placements.validate_week": _live_placement,
    "placements.withdraw_proposal": _proposal,
    "offline.tasks": _cohort,
    "practicals.correct": _assessment,
    "practicals.edit_equipment": _equipment,
    "practicals.allowance": _allowance,
    "practicals.figures": _cohort,
    "practicals.edit_key": _key,
    "practicals.grid": _cohort,
    "practicals.key": _key,
    "practicals.key_paper": _key,
    "practicals.key_trace": _key,
    "practicals.photo": _photo,
    "practicals.sheet": _sheet,
    "practicals.sheet_file": _sheet,
    "practicals.show": _assessment,
    "practicals.trace_file": _trace,
    "quizzes.close": _module_of_cohort,
    "quizzes.cohort": _cohort,
    "quizzes.result": _quiz_attempt,
    "quizzes.results": _module_of_cohort,
    "quizzes.statistics": _module_of_cohort,
    "quizzes.window": _module_of_cohort,
    "sealing.new_edition": _sealed_report,
    "sealing.sealed_file": _sealed_report,
    "sealing.sealed_report": _sealed_report,
    "visits.contact": _asked_placement,
    "visits.contact_rules": _school,
    "visits.edit_contact": _asked_placement,
    "visits.finish_action": _agreed,
    "visits.log": _visit,
    "visits.missed": _visit,
    "visits.move": _visit,
    "visits.report_pdf": _visit,
    "visits.share_actions": _visit,
    "visits.show": _visit,
    "visits.unplanned": _asked_placement,
}


def _asked_cohort(session: Session, school: School) -> Values:
    return {"cohort": records.make_cohort(session, school).reference}


def _asked_task(session: Session, school: School) -> Values:
    return {**_asked_cohort(session, school), "task": "PA-05"}


def _asked_person(session: Session, school: School) -> Values:
    enrolment = _enrolment(session, school)
    cohort, trainee = enrolment.cohort.reference, enrolment.trainee.reference
    return {"cohort": cohort, "task": "PA-05", "trainee": trainee}


def _asked_trainee(session: Session, school: School) -> Values:
    return {"trainee": _enrolment(session, school).trainee.reference}


def _asked_offer(session: Session, school: School) -> Values:
    return {"offer": _offer(session, school)["reference"]}


QUERIES: list[tuple[str, Maker]] = [
    ("hiring.new_hire", _asked_offer),
    ("hiring.new_hire", _asked_trainee),
    ("hiring.new_offer", _asked_trainee),
    ("hiring.new_situation", _asked_trainee),
    ("placements.new", _asked_cohort),
    ("placements.new", _asked_trainee),
    ("practicals.new", _asked_cohort),
    ("practicals.new", _asked_person),
    ("practicals.new", _asked_task),
    ("visits.new", _asked_placement),
]
"""Pages that take a record's reference in their query, under its name there."""

SHARED: dict[str, str] = {
    "assets.serve": "files of the program",
    "certification.revocations": "the public list of revocations, without a name",
    "certification.verify": "the code on a paper tells anybody whether it is in force",
    "curriculum.changes": "curricula are common to every school",
    "curriculum.module": "curricula are common to every school",
    "offline.module": "curricula are common to every school",
    "curriculum.path": "curricula are common to every school",
    "curriculum.task": "curricula are common to every school",
    "learning.lesson": "lessons are common to every school; foreign paths: tests/feature/learning",
    "learning.lesson_file": "lessons are common to every school; tests/feature/learning",
    "learning.read": "lessons are common to every school; foreign paths: tests/feature/learning",
    "quizzes.bank": "questions are common to every school",
    "quizzes.attempt": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "quizzes.home": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "quizzes.practice": "quizzes are common to every school; foreign paths: tests/feature/learning",
    "sealing.verify": "the code on a paper tells anybody who sealed it and when",
}
"""Pages about things that belong to no school, and why."""

OWN: dict[str, str] = {
    "accounts.end_session": "tests/feature/accounts/test_sessions.py",
    "exchange.cancel": "tests/feature/exchange/test_pages.py",
    "exchange.confirm": "tests/feature/exchange/test_pages.py",
    "exchange.preview": "tests/feature/exchange/test_pages.py",
    "offline.file": "tests/feature/offline/test_files.py",
    "placements.evaluate": "tests/feature/placements/test_evaluations.py",
    "placements.save_week": "tests/feature/placements/test_logbook.py",
    "practicals.acknowledge": "tests/feature/practicals/test_sheets.py",
}
"""Pages about something of the person's own account, and where that is tested."""

LINKS: dict[str, str] = {
    "messages.preferences": "tests/feature/messages/test_preferences.py",
    "messages.stop_news": "tests/feature/messages/test_preferences.py",
    "consultations.link": "tests/feature/enterprises/test_consultation_links.py",
    "consultations.renew": "tests/feature/enterprises/test_consultation_links.py",
    "oversight.link_consultation": "tests/feature/enterprises/test_consultation_links.py",
    "oversight.renew_consultation": "tests/feature/enterprises/test_consultation_links.py",
    "accounts.choose_password": "tests/feature/accounts/test_password_links.py",
    "cohorts.calendar": "tests/feature/cohorts/test_calendars.py",
    "competencies.link": "tests/feature/competencies/test_links.py",
    "competencies.renew_link": "tests/feature/competencies/test_links.py",
    "enterprises.link_interest": "tests/feature/enterprises/test_interest_links.py",
    "enterprises.renew_interest": "tests/feature/enterprises/test_interest_links.py",
    "hiring.link_employment": "tests/feature/hiring/test_employment_links.py",
    "hiring.link_offer": "tests/feature/hiring/test_offer_links.py",
    "hiring.link_situation": "tests/feature/hiring/test_situation_links.py",
    "hiring.renew_employment_link": "tests/feature/hiring/test_employment_links.py",
    "hiring.renew_situation_link": "tests/feature/hiring/test_situation_links.py",
    "hiring.renew_offer_link": "tests/feature/hiring/test_offer_links.py",
    "placements.link_agreement": "tests/feature/placements/test_agreements.py",
    "placements.link_agreement_again": "tests/feature/placements/test_agreements.py",
    "placements.link_agreement_pdf": "tests/feature/placements/test_agreements.py",
    "visits.link_actions": "tests/feature/visits/test_agreed.py",
    "visits.renew_actions_link": "tests/feature/visits/test_agreed.py",
    "placements.link_confirm": "tests/feature/placements/test_confirmation_links.py",
    "placements.evaluation_to_offer": "tests/feature/placements/test_evaluations.py",
    "placements.link_evaluation": "tests/feature/placements/test_evaluations.py",
    "placements.renew_evaluation": "tests/feature/placements/test_evaluations.py",
    "placements.link_decline": "tests/feature/placements/test_confirmation_links.py",
    "placements.link_proposal": "tests/feature/placements/test_proposals.py",
    "placements.renew_proposal": "tests/feature/placements/test_proposals.py",
    "placements.renew_confirm": "tests/feature/placements/test_confirmation_links.py",
    "placements.link_to_offer": "tests/feature/placements/test_logbook.py",
    "placements.link_to_calendar": "tests/feature/placements/test_tutor_calendar.py",
    "placements.tutor_feed": "tests/feature/placements/test_tutor_calendar.py",
    "placements.link_week": "tests/feature/placements/test_logbook.py",
    "placements.renew_week": "tests/feature/placements/test_logbook.py",
}
"""Pages opened by the secret of a signed link, and where other people's links are tested."""
