"""No page asks more of the database because there is more in it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.core.clock import today
from school.hiring.rules import SituationKind
from school.placements.agreements.rules import Party
from school.placements.rules import PlacementStatus
from tests.contract.objects import LINKS, OBJECTS, OWN
from tests.contract.routes import routes
from tests.factories.agreements import make_draft, make_in_force, make_scan, make_sent
from tests.factories.certification import make_certificate, make_jury, module_of
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
from tests.support.people import People
from tests.support.shipped import shipped_pack
from tests.support.statements import count_statements

FEW, MANY = 10, 200
MOST = 8
READERS = {
    "director": ("director",),
    "others": ("trainer", "ministry", "apprentice", "enterprise"),
}
"""Who reads the pages; a director reads as many as all others."""

ELSEWHERE = {
    "exchange.download": "writes every row there is, a table at a time",
    "exchange.preview": "tests/feature/exchange/test_pages.py",
    "hiring.report_pdf": "tests/feature/hiring/test_indicator_pages.py",
    "learning.lesson_file": "tests/feature/learning/test_attachments.py",
    "assets.serve": "reads no database",
}


QUERIES = {
    "hiring.persons": "measure=hired",
    "hiring.persons_csv": "measure=offered",
    "placements.end_step": "action=plan",
    "placements.agreement_on_paper": "party=representative",
    "placements.agreement_scan": "party=representative",
    "placements.close_agreement": "action=reject",
    "placements.new_agreement": "kind=place",
    "placements.move": "target=cancelled",
    "practicals.new": "cohort={cohort}&task=PA-05&trainee={trainee}",
    "sealing.new_sealed_report": "months=6",
    "visits.new": "placement={placement}",
}
"""What is asked of pages beside their address."""


def timetable_records(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
    """Give the records of the pages of timetables."""
    held = make_session(session, crowd.cohort, date=today())
    return {
        "cohorts.cancel_session": {"reference": held.reference},
        "cohorts.days_off": {"reference": crowd.people.school.reference},
        "cohorts.edit_session": {"reference": held.reference},
        "cohorts.person_hours": {"reference": crowd.enrolment.trainee.reference},
    }


CURRICULUM: dict[str, dict[str, object]] = {
    "curriculum.changes": {"code": "fibre", "version": shipped_pack().version},
    "curriculum.module": {"reference": "F0"},
    "curriculum.path": {"reference": "deployment"},
    "curriculum.task": {"reference": "PA-05"},
}
"""Parts of the curricula that every test has."""


def competency_pages(crowd: Crowd) -> dict[str, dict[str, object]]:
    """Give the addresses of the pages about what the crowd's people can do."""
    trainee = crowd.enrolment.trainee.reference
    return {
        "competencies.cohort": {"reference": crowd.cohort.reference},
        "competencies.livret": {"reference": trainee},
        "competencies.livret_pdf": {"reference": trainee},
        "competencies.rate": {"reference": trainee, "module": "F0"},
    }


def certification_records(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
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


def hiring_records(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
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


def consultation_records(crowd: Crowd) -> dict[str, dict[str, object]]:
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


def agreement_records(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
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


def practical_records(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
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


def post_records(crowd: Crowd) -> dict[str, dict[str, object]]:
    """Give the records of the pages of posts and proposals."""
    post, asked = crowd.post.reference, crowd.asked.reference
    return {
        "placements.edit_post": {"reference": post},
        "placements.post": {"reference": post},
        "placements.propose_for_post": {
            "reference": post,
            "trainee": crowd.enrolment.trainee.reference,
        },
        "placements.proposal": {"reference": asked},
        "placements.withdraw_proposal": {"reference": asked},
    }


def records_of(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
    """Give, by the first part of a page's name, the record that the crowd stands around."""
    trainee = crowd.enrolment.trainee
    return (
        timetable_records(crowd, session)
        | competency_pages(crowd)
        | hiring_records(crowd, session)
        | {
            "accounts.photo_places": {"reference": crowd.people.school.reference},
            "accounts.school": {"reference": crowd.people.school.reference},
            "accounts.staff_page": {"staff_id": crowd.people.staff("trainer").id},
            **certification_records(crowd, session),
            "clauses.contract": {"reference": crowd.contract.reference},
            "clauses.participant": {"reference": crowd.participant.reference},
            "cohorts.": {"reference": crowd.cohort.reference, "trainee": trainee.reference},
            "cohorts.edit_trainee": {"reference": trainee.reference},
            **CURRICULUM,
            **consultation_records(crowd),
            "enterprises.": {"reference": crowd.enterprise.reference},
            "enterprises.edit_representative": {
                "reference": make_representative(session, crowd.enterprise).reference
            },
            "enterprises.edit_site": {"reference": make_site(session, crowd.enterprise).reference},
            "enterprises.edit_tutor": {"reference": crowd.tutor.reference},
            "enterprises.tutor": {"reference": crowd.tutor.reference},
            "learning.lesson": {"reference": make_lesson(session).reference},
            "offline.module": {"reference": "F0"},
            "oversight.enterprise_history": {"reference": crowd.enterprise.reference},
            "oversight.progress": {"reference": trainee.reference},
            "offline.tasks": {"reference": crowd.cohort.reference},
            "oversight.trainee": {"reference": trainee.reference},
            "oversight.matching": {"reference": crowd.post.reference},
            "placements.": {"reference": crowd.placement.reference},
            **post_records(crowd),
            "placements.absence": {"reference": crowd.absence.reference},
            "placements.accident": {"reference": crowd.accident.reference},
            "placements.edit": {"reference": crowd.proposal.reference},
            "placements.move": {"reference": crowd.proposal.reference},
            **agreement_records(crowd, session),
            **practical_records(crowd, session),
            "sealing.": {
                "code": make_sealed_report(session, crowd.people.school).code,
                "name": "report.pdf",
            },
            "visits.": {"reference": make_visit(session, crowd.placement).reference},
            "visits.contact": {"placement": crowd.placement.reference},
            "visits.contact_rules": {"reference": crowd.people.school.reference},
            "visits.edit_contact": {"placement": crowd.placement.reference},
            "visits.unplanned": {"placement": crowd.placement.reference},
        }
    )


def quizzes_of(crowd: Crowd, session: Session) -> dict[str, dict[str, object]]:
    """Give the records of the pages of quizzes."""
    return {
        "quizzes.": {"reference": crowd.cohort.reference, "module": "F0"},
        "quizzes.attempt": {"reference": "F0"},
        "quizzes.bank": {"reference": "F0"},
        "quizzes.home": {"reference": "F0"},
        "quizzes.practice": {"reference": "F0-01"},
        "quizzes.result": {"reference": make_attempt(session, crowd.enrolment).reference},
    }


def pages(app: Flask, crowd: Crowd, session: Session) -> Iterator[tuple[str, str, Permission]]:
    """List the pages to read, each with its address and what it asks of a reader."""
    known = records_of(crowd, session) | quizzes_of(crowd, session)
    session.commit()
    for route in routes(app):
        if route.method != "GET" or route.endpoint in {*ELSEWHERE, *LINKS, *OWN}:
            continue
        if not isinstance(route.requirement, Permission):
            continue
        feature = f"{route.endpoint.partition('.')[0]}."
        values = known.get(route.endpoint, known.get(feature, {})) if route.arguments else {}
        wanted = {name: values[name] for name in route.arguments}
        address = app.url_map.bind("localhost").build(route.endpoint, wanted)
        asked = QUERIES.get(route.endpoint, "").format(
            cohort=crowd.cohort.reference,
            trainee=crowd.enrolment.trainee.reference,
            placement=crowd.placement.reference,
        )
        yield route.endpoint, f"{address}?{asked}", route.requirement


@pytest.fixture(autouse=True)
def _one_day() -> Iterator[None]:
    """Stop the clock: the days of a crowd are told from today, which ends at midnight."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def unchecked(app: Flask, client: FlaskClient) -> FlaskClient:
    """Give a client of the same person that does not look at the pages it is given."""
    plain = FlaskClient(app, app.response_class)
    with client.session_transaction() as known, plain.session_transaction() as cookie:
        cookie.update(known)
    return plain


def counts(
    app: Flask, people: People, readers: tuple[str, ...], listed: list[tuple[str, str, Permission]]
) -> dict[str, int]:
    """Read each page as everybody who may, and count the statements it sends."""
    found = {}
    for reader in readers:
        client, principal = people.client(reader), people.principal(reader)
        for endpoint, address, requirement in listed:
            if not principal.may(requirement):
                continue
            with count_statements(app) as statements:
                status = client.get(address).status_code
            if status == 200:
                found[f"{endpoint}, {reader}"] = statements.count
    return found


def read_once(
    app: Flask, people: People, readers: tuple[str, ...], listed: list[tuple[str, str, Permission]]
) -> set[str]:
    """Read each page as everybody who may, and give the names of those that are shown."""
    shown = set()
    for reader in readers:
        client, principal = unchecked(app, people.client(reader)), people.principal(reader)
        for endpoint, address, requirement in listed:
            if principal.may(requirement) and client.get(address).status_code == 200:
                shown.add(endpoint)
    return shown


@pytest.mark.parametrize("readers", READERS.values(), ids=READERS)
def test_no_page_asks_more_where_there_is_more(
    app: Flask, people: People, session: Session, readers: tuple[str, ...]
) -> None:
    crowd = Crowd(session, people)
    listed = list(pages(app, crowd, session))
    crowd.grow(FEW)
    # What a process remembers after its first pages is no part of the comparison.
    read_once(app, people, readers, listed)
    few = counts(app, people, readers, listed)
    crowd.grow(MANY)
    many = counts(app, people, readers, listed)
    grown = {page: (few[page], many.get(page)) for page in few if few[page] != many.get(page)}
    assert grown == {}
    assert {page: count for page, count in many.items() if count > MOST} == {}


def test_every_page_is_read_by_somebody(app: Flask, people: People, session: Session) -> None:
    listed = list(pages(app, Crowd(session, people), session))
    everybody = tuple(who for readers in READERS.values() for who in readers)
    assert read_once(app, people, everybody, listed) == {endpoint for endpoint, _, _ in listed}


def test_every_page_that_is_left_out_is_there(app: Flask) -> None:
    endpoints = {route.endpoint for route in routes(app)}
    assert set(ELSEWHERE) <= endpoints
    assert set(OBJECTS) <= endpoints
