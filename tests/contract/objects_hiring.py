"""Whose is what on pages of offers, hires, situations and contracts with clauses."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.clauses.models import Participant
from school.hiring.rules import SituationKind
from tests.contract.objects_common import Maker, Values, asked_trainee, enrolled, of_live_placement
from tests.factories import records
from tests.factories.clauses import make_contract, make_hours, make_participant


def of_offer(session: Session, school: School) -> Values:
    return {"reference": records.make_offer(session, enrolled(session, school).trainee).reference}


def _hire(session: Session, school: School) -> Values:
    return {"reference": records.make_hire(session, enrolled(session, school).trainee).reference}


def _situation(session: Session, school: School) -> Values:
    trainee = enrolled(session, school).trainee
    return {"reference": records.make_situation(session, trainee).reference}


def _studies(session: Session, school: School) -> Values:
    trainee = enrolled(session, school).trainee
    studies = records.make_situation(session, trainee, situation=SituationKind.STUDYING)
    return {"reference": studies.reference}


def _left(session: Session, school: School) -> Values:
    enrolment = enrolled(session, school)
    return {"cohort": enrolment.cohort.reference, "trainee": enrolment.trainee.reference}


def _contested_hire(session: Session, school: School) -> Values:
    trainee = enrolled(session, school).trainee
    return {"reference": records.make_hire(session, trainee, contested=True).reference}


def _contract(session: Session, school: School) -> Values:
    contract, participant = make_contract(session), _participant_of(session, school)
    make_hours(session, contract, participant)
    return {"reference": contract.reference}


def _participant_of(session: Session, school: School) -> Participant:
    return make_participant(session, enrolled(session, school).trainee)


def _participant(session: Session, school: School) -> Values:
    return {"reference": _participant_of(session, school).reference}


def asked_offer(session: Session, school: School) -> Values:
    return {"offer": of_offer(session, school)["reference"]}


OBJECTS: dict[str, Maker] = {
    "clauses.contract": _contract,
    "clauses.reports": _contract,
    "clauses.terms": _contract,
    "clauses.participant": _participant,
    "hiring.ask_employer": _hire,
    "hiring.ask_for_document": _studies,
    "hiring.ask_offer": of_live_placement,
    "hiring.document": _studies,
    "hiring.edit_hire": _hire,
    "hiring.edit_offer": of_offer,
    "hiring.edit_situation": _situation,
    "hiring.follow_up_person": _left,
    "hiring.hire": _hire,
    "hiring.log_attempt": _left,
    "hiring.offer": of_offer,
    "hiring.send_question": _left,
    "hiring.settle_hire": _contested_hire,
    "hiring.situation": _situation,
}

QUERIES: list[tuple[str, Maker]] = [
    ("hiring.new_hire", asked_offer),
    ("hiring.new_hire", asked_trainee),
    ("hiring.new_offer", asked_trainee),
    ("hiring.new_situation", asked_trainee),
]
