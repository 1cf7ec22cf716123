"""A school consults its enterprises: who is asked, who answers, what is decided and told."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import StaffAssignment
from school.accounts.rules import StaffRole
from school.core.clock import today
from school.core.outbox import MailMessage
from school.curriculum.lesson_models import CurriculumVersion
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationDecision,
    ConsultationInvitation,
)
from school.enterprises.consultations.operations import technologies_in
from school.enterprises.consultations.rules import ConsultationState, ItemKind, Weighting
from tests.factories import records
from tests.factories.consultations import invite, make_answer, make_consultation
from tests.support.people import People


def asked(**changes: object) -> dict[str, object]:
    return {
        "title": "Le programme de l’an prochain",
        "closes_on": (today() + timedelta(days=20)).isoformat(),
        "weighting": "by_places",
        "modules": ["F0", "D1"],
        "technologies": "Soudure ruban (D1)\nMesure OTDR\nsoudure RUBAN",
        **changes,
    }


def state(session: Session) -> str:
    session.rollback()
    return session.scalars(select(Consultation.state)).one().value


def test_technologies_are_read_a_line_each_once() -> None:
    found = technologies_in("Ruban (F3)\n\n ruban \nOTDR (portable)", {"F3": 7})
    assert [(one.label, one.module_id) for one in found] == [
        ("Ruban", 7),
        ("OTDR (portable)", None),
    ]


def made(people: People, session: Session) -> str:
    """Write the draft of a consultation of two partners on screen, and change it."""
    client, school = people.client("director"), people.school
    records.make_enterprise(session, school, name="Avec adresse", email="contact@a.example")
    records.make_enterprise(session, school, name="Sans adresse")
    session.commit()
    page = client.post("/consultations/new", data=asked(school=str(school.id))).location
    consultation = session.scalars(select(Consultation)).one()
    labels = [one.label for one in consultation.items if one.kind is ItemKind.TECHNOLOGY]
    assert labels == ["Soudure ruban", "Mesure OTDR"]
    assert consultation.weighting is Weighting.BY_PLACES
    assert client.post(f"{page}/edit", data=asked(version="9")).status_code == 422
    changed = asked(version=str(consultation.version), modules=["D2"], school=str(school.id))
    assert client.post(f"{page}/edit", data=changed).status_code == 303
    session.rollback()
    return page


def test_a_second_consultation_of_the_year_is_asked_about(people: People, session: Session) -> None:
    made(people, session)
    client, again = people.client("director"), asked(school=str(people.school.id), title="Bis")
    refused = client.post("/consultations/new", data=again)
    assert refused.status_code == 422
    assert 'value="Bis"' in refused.text
    assert 'name="confirmed"' in refused.text
    assert client.post("/consultations/new", data={**again, "confirmed": "y"}).status_code == 303
    session.rollback()
    assert len(session.scalars(select(Consultation)).all()) == 2


def test_a_consultation_is_about_a_cohort_of_its_own_school(
    people: People, session: Session
) -> None:
    director, other = people.staff("director"), people.other_school
    session.add(StaffAssignment(staff_id=director.id, role=StaffRole.DIRECTOR, school_id=other.id))
    cohort = records.make_cohort(session, other, name="Ailleurs")
    session.commit()
    school, number, elsewhere = str(people.school.id), str(cohort.id), str(other.id)
    named = f"Ailleurs, {other.name}"
    client = people.client("director")
    session.rollback()
    form = client.get("/consultations/new").text
    assert named in form
    refused = client.post("/consultations/new", data=asked(school=school, cohort=number))
    assert refused.status_code == 422
    assert "celle d’une autre école" in refused.text
    session.rollback()
    assert session.scalars(select(Consultation)).all() == []
    own = client.post("/consultations/new", data=asked(school=elsewhere, cohort=number))
    assert own.status_code == 303
    page = f"{own.location}/edit"
    assert (
        client.post(page, data=asked(cohort=number, school=school, version="1")).status_code == 303
    )


def test_questions_written_by_two_at_once_are_not_lost(people: People, session: Session) -> None:
    page, client = made(people, session), people.client("director")
    opened = str(session.scalars(select(Consultation.version)).one())
    first = asked(version=opened, modules=["D2"], technologies="Soufflage")
    second = asked(version=opened, modules=["D2"], technologies="Levage")
    assert client.post(f"{page}/edit", data=first).status_code == 303
    refused = client.post(f"{page}/edit", data=second)
    assert refused.status_code == 422
    assert "Levage" in refused.text
    session.rollback()
    session.expire_all()
    asked_now = session.scalars(select(Consultation)).one().items
    assert [one.label for one in asked_now if one.label] == ["Soufflage"]


def test_partners_are_asked_once_each_as_they_can_be_reached(
    people: People, session: Session
) -> None:
    page, client = made(people, session), people.client("director")
    for step in ("send_back", "open", "open"):
        client.post(f"{page}/move", data={"step": step})
    assert state(session) == "open"
    invitations = session.scalars(select(ConsultationInvitation)).all()
    written = session.scalars(select(MailMessage.recipient)).all()
    assert written.count("contact@a.example") == 1
    silent = next(one for one in invitations if one.enterprise.name == "Sans adresse")
    where = f"{page}/enterprises"
    client.post(f"{where}/{silent.enterprise.reference}/link", data={"channel": "mail"})
    assert "/link/consultation/" in client.get(where).text
    assert "pas de réponse" in client.get(where).text


def test_the_committee_decides_and_the_enterprises_are_told(
    people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school, state=ConsultationState.CLOSED)
    partner = records.make_enterprise(session, people.school, email="contact@a.example")
    make_answer(session, invite(session, consultation, partner), (1, 2), places=3)
    page = f"/consultations/{consultation.reference}"
    decision = f"{page}/items/{consultation.items[0].reference}/decision"
    version = session.scalars(select(CurriculumVersion)).first()
    assert version is not None
    number, client = str(version.id), people.client("director")
    session.commit()
    decided = {"verdict": "strengthen", "reason": "Trois le disent", "version": "0"}
    decided |= {"decided_on": today().isoformat(), "version_of_change": number}
    client.post(f"{page}/move", data={"step": "send_back"})
    assert state(session) == "closed"
    assert client.post(decision, data=decided).status_code == 303
    assert client.post(decision, data=decided).status_code == 422
    wrong = decided | {"verdict": "keep", "version": "1"}
    assert client.post(decision, data=wrong).status_code == 422
    session.rollback()
    assert len(session.scalars(select(ConsultationDecision)).all()) == 1
    asked_again = client.post(f"{page}/move", data={"step": "send_back"})
    assert state(session) == "closed"
    question = "attendent encore le comité. Répondre aux entreprises sans attendre"
    assert question in client.get(asked_again.location).text
    assert question not in client.get(page).text
    client.post(f"{page}/move", data={"step": "send_back", "confirmed": "y"})
    assert state(session) == "returned"
    bodies = session.scalars(select(MailMessage.body).order_by(MailMessage.id)).all()
    assert "/link/consultation-return/" in bodies[-1]
    assert "Trois le disent" in client.get(page).text


def test_a_change_waits_for_the_version_that_carries_it_out(
    people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school, state=ConsultationState.CLOSED)
    version = session.scalars(select(CurriculumVersion)).first()
    assert version is not None
    number, client = str(version.id), people.client("director")
    session.commit()
    page = f"/consultations/{consultation.reference}"
    forms = [f"{page}/items/{one.reference}/decision" for one in consultation.items]
    kept = {"verdict": "keep", "reason": "Bien ainsi", "version": "0"}
    kept |= {"decided_on": today().isoformat()}
    for form in forms[1:]:
        assert client.post(form, data=kept).status_code == 303
    less = kept | {"verdict": "reduce"}
    assert client.post(forms[0], data=less).status_code == 303
    client.post(f"{page}/move", data={"step": "send_back"})
    assert state(session) == "returned"
    waits = client.get(page).text
    assert "la version du référentiel qui applique les décisions est à nommer" in waits
    assert waits.count("version à nommer") == 1
    named = less | {"version": "1", "version_of_change": number}
    assert client.post(forms[0], data=named).status_code == 303
    assert "à nommer" not in client.get(page).text


def test_places_weigh_as_the_school_says_and_a_corrected_answer_counts_once(
    people: People, session: Session
) -> None:
    consultation = make_consultation(session, people.school, weighting=Weighting.BY_PLACES)
    small, large = (
        invite(session, consultation, records.make_enterprise(session, people.school, name=name))
        for name in ("Petite", "Grande")
    )
    make_answer(session, small, (1,), places=1)
    make_answer(session, large, (1,), places=50)
    make_answer(session, large, (2,), places=2, number=2, lacking="Le terrain")
    session.commit()
    page = people.client("trainer").get(f"/consultations/{consultation.reference}").text
    assert page.index("D1 ·") < page.index("F0 ·")
    assert "2 entreprises ont répondu, sur 2 consultées." in page
    paper = people.client("director").get(f"/consultations/{consultation.reference}/results.pdf")
    words = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.data)).pages)
    for said in ("Le terrain", "Petite", "Grande", "à décider"):
        assert said in words


def test_a_consultation_without_partner_or_question_does_not_open(
    people: People, session: Session
) -> None:
    client = people.client("director")
    empty = asked(modules=[], technologies="", school=str(people.school.id))
    assert client.post("/consultations/new", data=empty).status_code == 422
    past = asked(closes_on="2020-01-01", school=str(people.school.id))
    assert client.post("/consultations/new", data=past).status_code == 422
    foreign = records.make_school(session)
    session.commit()
    other = client.post("/consultations/new", data=asked(school=str(foreign.id)))
    assert other.status_code == 422
