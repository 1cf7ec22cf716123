"""Whose is what on pages of enterprises and of what they are consulted about."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.enterprises.consultations.rules import ConsultationState
from tests.contract.objects_common import Maker, Values, of_enterprise
from tests.factories import records
from tests.factories.consultations import invite, make_consultation
from tests.factories.partners import make_places, make_representative, make_site


def of_consultation(session: Session, school: School) -> Values:
    return {"reference": make_consultation(session, school).reference}


def _asked_enterprise(session: Session, school: School) -> Values:
    made, enterprise = make_consultation(session, school), records.make_enterprise(session, school)
    invite(session, made, enterprise)
    return {"reference": made.reference, "enterprise": enterprise.reference}


def _consultation_item(session: Session, school: School) -> Values:
    made = make_consultation(session, school, state=ConsultationState.CLOSED)
    return {"reference": made.reference, "item": made.items[0].reference}


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


OBJECTS: dict[str, Maker] = {
    "consultations.decide": _consultation_item,
    "consultations.edit": of_consultation,
    "consultations.enterprises": of_consultation,
    "consultations.move": of_consultation,
    "consultations.results_pdf": of_consultation,
    "consultations.send_link": _asked_enterprise,
    "consultations.show": of_consultation,
    "enterprises.ask_interest": of_enterprise,
    "enterprises.edit": of_enterprise,
    "enterprises.edit_representative": _representative,
    "enterprises.edit_site": _site,
    "enterprises.edit_tutor": _tutor,
    "enterprises.hosting": of_enterprise,
    "enterprises.interest": of_enterprise,
    "enterprises.merge": of_enterprise,
    "enterprises.new_places": of_enterprise,
    "enterprises.new_representative": of_enterprise,
    "enterprises.new_site": of_enterprise,
    "enterprises.new_technique": of_enterprise,
    "enterprises.new_tutor": of_enterprise,
    "enterprises.show": of_enterprise,
    "enterprises.tutor": _tutor,
    "enterprises.withdraw": _places,
}
