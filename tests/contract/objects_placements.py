"""Whose is what on pages of posts, placements and visits."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.placements.ends.rules import EndAction
from school.placements.rules import PlacementStatus
from tests.contract.objects_common import (
    Maker,
    Values,
    asked_cohort,
    asked_trainee,
    enrolled,
    live_placement,
    of_live_placement,
    of_school,
)
from tests.factories import records
from tests.factories.agreements import make_draft, make_in_force
from tests.factories.contact import make_agreed_action
from tests.factories.evaluations import make_evaluation
from tests.factories.immersion import make_absence, make_accident
from tests.factories.posts import make_post, make_proposal


def of_placement(session: Session, school: School) -> Values:
    return {"reference": records.make_placement(session, enrolled(session, school)).reference}


def of_post(session: Session, school: School) -> Values:
    return {"reference": make_post(session, school).reference}


def _person_for_post(session: Session, school: School) -> Values:
    return {**of_post(session, school), "trainee": enrolled(session, school).trainee.reference}


def _proposal(session: Session, school: School) -> Values:
    proposal = make_proposal(session, make_post(session, school), enrolled(session, school))
    return {"reference": proposal.reference}


def _step_of_placement(session: Session, school: School) -> Values:
    return {**of_placement(session, school), "target": PlacementStatus.CANCELLED.value}


def _evaluation(session: Session, school: School) -> Values:
    return {"reference": make_evaluation(session, live_placement(session, school)).reference}


def _question(session: Session, school: School) -> Values:
    return {**of_school(session, school), "key": "work"}


def _ended_placement(session: Session, school: School) -> Values:
    return {**of_placement(session, school), "action": EndAction.PLAN.value}


def _absence(session: Session, school: School) -> Values:
    return {"reference": make_absence(session, live_placement(session, school)).reference}


def _accident(session: Session, school: School) -> Values:
    return {"reference": make_accident(session, live_placement(session, school)).reference}


def _agreement(session: Session, school: School) -> Values:
    return {"reference": make_in_force(session, live_placement(session, school)).reference}


def _draft(session: Session, school: School) -> Values:
    return {"reference": make_draft(session, live_placement(session, school)).reference}


def _visit(session: Session, school: School) -> Values:
    return {"reference": records.make_visit(session, live_placement(session, school)).reference}


def _agreed(session: Session, school: School) -> Values:
    visit = records.make_visit(session, live_placement(session, school))
    return {"reference": make_agreed_action(session, visit).reference}


def asked_placement(session: Session, school: School) -> Values:
    return {"placement": live_placement(session, school).reference}


OBJECTS: dict[str, Maker] = {
    "placements.absence": _absence,
    "placements.accident": _accident,
    "placements.agreement": of_live_placement,
    "placements.agreement_link": _agreement,
    "placements.agreement_on_paper": _agreement,
    "placements.agreement_pdf": _agreement,
    "placements.agreement_scan": _agreement,
    "placements.answer_proposal": _proposal,
    "placements.ask_evaluation": of_live_placement,
    "placements.close_accident": _accident,
    "placements.close_agreement": _agreement,
    "placements.close_post": of_post,
    "placements.declare_accident": _accident,
    "placements.declare_offer": of_live_placement,
    "placements.edit": of_placement,
    "placements.edit_agreement": _draft,
    "placements.edit_post": of_post,
    "placements.end": of_placement,
    "placements.end_step": _ended_placement,
    "placements.evaluation_questions": of_school,
    "placements.evaluations": of_live_placement,
    "placements.close_job": _evaluation,
    "placements.handle_evaluation": _evaluation,
    "placements.immersion": of_live_placement,
    "placements.logbook": of_live_placement,
    "placements.move": _step_of_placement,
    "placements.new_absence": of_live_placement,
    "placements.new_accident": of_live_placement,
    "placements.new_agreement": of_live_placement,
    "placements.new_link": of_placement,
    "placements.new_proposal_link": _proposal,
    "placements.open_tutor_calendar": of_live_placement,
    "placements.post": of_post,
    "placements.proposal": _proposal,
    "placements.propose_for_post": _person_for_post,
    "placements.retire_question": _question,
    "placements.send_agreement": _draft,
    "placements.send_week": of_live_placement,
    "placements.settle_absence": _absence,
    "placements.show": of_placement,
    "placements.sign_agreement": _agreement,
    "placements.validate_agreement": _agreement,
    "placements.validate_week": of_live_placement,
    "placements.withdraw_proposal": _proposal,
    "visits.contact": asked_placement,
    "visits.contact_rules": of_school,
    "visits.edit_contact": asked_placement,
    "visits.finish_action": _agreed,
    "visits.log": _visit,
    "visits.missed": _visit,
    "visits.move": _visit,
    "visits.report_pdf": _visit,
    "visits.share_actions": _visit,
    "visits.show": _visit,
    "visits.unplanned": asked_placement,
}

QUERIES: list[tuple[str, Maker]] = [
    ("placements.new", asked_cohort),
    ("placements.new", asked_trainee),
    ("visits.new", asked_placement),
]
