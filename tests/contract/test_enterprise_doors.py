"""What an enterprise can open: each link weighs little, and none shows anything of another's."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.guard import requirement_of
from school.access.roles import PERMISSIONS, Role
from school.cohorts.models import Cohort, Enrolment
from school.competencies.rules import Voice
from school.core.questions import MOST_QUESTIONS, Question, QuestionKind
from school.curriculum.models import Module
from school.enterprises.consultations.models import Consultation, ConsultationItem
from school.enterprises.consultations.operations import MOST_TECHNOLOGIES
from school.enterprises.consultations.rules import ConsultationState, ItemKind, Weighting
from school.enterprises.models import Tutor
from school.placements.evaluations.rules import EvaluationVoice
from tests.factories.competencies import make_competency_record
from tests.factories.consultations import TECHNOLOGIES, make_consultation
from tests.factories.evaluations import make_questions
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_enterprise,
    make_trainee,
    make_tutor,
    number,
)
from tests.support.hosts import LONG, Host, letters_of, make_host
from tests.support.people import People

LIGHT = 30_000
"""Bytes that a page behind a tutor's link may weigh (DESIGN, « Weak lines »)."""

OWN, OTHER = "Delta", "Zzsecret"
OWN_COUNT, OTHER_COUNT = 11, 187
NAME = re.compile(OTHER, re.IGNORECASE)
COUNT = re.compile(rf"\b({OTHER_COUNT}|{OTHER_COUNT + OWN_COUNT})\b")
"""What the other says it takes, and what both make together."""

OTHERS_LINKS = {
    "hiring.link_situation": "somebody who was an apprentice",
    "messages.preferences": "whoever was written to",
    "practices.link_survey": "a production team",
    "placements.link_agreement_pdf": "a file, read with the pages",
}
"""Pages behind a secret that are no question to a tutor, and whose they are."""

SHARED = "Koutangni"
"""The family name of somebody whom two enterprises take."""

NO_PERSON = {"enterprises.link_interest", "consultations.link", "oversight.link_consultation"}
"""Pages behind a link that are about an enterprise, and about nobody in training."""

OUTSIDE = re.compile(r"<script|<iframe|<img[^>]+src=\"(?!data:)|<link[^>]+stylesheet")
MOST_PAGES = 200


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Pages are read, and read the same from either database."""
    name: str = request.param
    return name


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-03-11 09:00+00:00", tick=False):
        yield


@pytest.fixture
def host(people: People, session: Session) -> Host:
    """An enterprise whose tutor can sign in, and another of the same school and cohort."""
    return _two_hosts(people, session, make_cohort(session, people.school))


@pytest.fixture
def sharing(people: People, session: Session) -> Host:
    """The same two, which both take one person, ask for them and are asked about them."""
    cohort = make_cohort(session, people.school)
    person = make_enrolment(session, cohort, make_trainee(session, family_name=SHARED))
    made = _two_hosts(people, session, cohort, person)
    for word in (OTHER, OWN):
        make_competency_record(
            session, person.trainee, author=f"Prosper {word}", voice=Voice.TUTOR, comment=word
        )
    session.commit()
    return made


def _two_hosts(
    people: People, session: Session, cohort: Cohort, person: Enrolment | None = None
) -> Host:
    surveys = (
        make_consultation(session, people.school, weighting=Weighting.BY_PLACES),
        make_consultation(session, people.school, state=ConsultationState.RETURNED, year=2025),
    )
    _ask_the_most(session, surveys[0])
    tutor = session.get(Tutor, people.account("enterprise").tutor_id)
    assert tutor is not None
    another = make_tutor(session, make_enterprise(session))
    make_host(session, cohort, another, OTHER, surveys, OTHER_COUNT, person)
    made = make_host(session, cohort, tutor, OWN, surveys, OWN_COUNT, person)
    session.commit()
    return made


def _ask_the_most(session: Session, survey: Consultation) -> None:
    """Ask about every module and as much else as a school may ask."""
    items = survey.items
    asked = {one.module_id for one in items}
    about: list[dict[str, Any]] = [
        {"module_id": one} for one in session.scalars(select(Module.id)) if one not in asked
    ]
    about += [{"label": f"Technologie courante {place}"} for place in range(MOST_TECHNOLOGIES)]
    for one in about[: -len(TECHNOLOGIES)]:
        kind = ItemKind.MODULE if "module_id" in one else ItemKind.TECHNOLOGY
        items.append(
            ConsultationItem(reference=f"CI-{number()}", position=len(items) + 1, kind=kind, **one)
        )
    questions = [
        Question(f"q{place}", QuestionKind.LIKERT, LONG, LONG, tuple(EvaluationVoice)).as_plain()
        for place in range(MOST_QUESTIONS)
    ]
    make_questions(session, survey.school, questions=questions)


@pytest.fixture
def letters(app: Flask, session: Session, host: Host) -> list[tuple[str, str]]:
    with app.test_request_context():
        made = list(letters_of(session, host))
    session.commit()
    return made


def test_each_link_of_a_tutor_is_one_light_request(
    app: Flask, letters: list[tuple[str, str]]
) -> None:
    behind_secrets = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/link/")
        and "token" in rule.arguments
        and "GET" in (rule.methods or ())
    }
    assert behind_secrets == {name for name, _ in letters} | OTHERS_LINKS.keys()
    browser = app.test_client()
    for name, address in letters:
        page = browser.get(address)
        assert page.status_code == 200, name
        assert OWN in page.text, f"{name} is about something else"
        assert len(page.data) <= LIGHT, f"{name} weighs {len(page.data)}"
        assert OUTSIDE.findall(page.text) == [], name


def test_no_link_shows_anything_of_another_enterprise(
    app: Flask, letters: list[tuple[str, str]]
) -> None:
    browser = app.test_client()
    for name, address in letters:
        page = browser.get(address)
        assert page.status_code == 200, name
        assert _tells(page.text) == [], name
        if name == "placements.link_agreement":
            paper = browser.get(f"{address}/agreement.pdf")
            assert _tells(_words_of(paper.data)) == []
    week = dict(letters)["placements.link_week"]
    browser.post(week, data={"seen": _seen(browser, week)})
    calendar = browser.post(f"{week}/calendar", follow_redirects=True)
    feed = re.search(r"https?://[^/\s]+(/\S+\.ics)", calendar.text)
    assert feed is not None
    for address in (week, unescape(feed[1])):
        assert _tells(browser.get(address).text) == []


def test_who_hosts_somebody_with_another_enterprise_reads_nothing_of_it(
    app: Flask, people: People, session: Session, sharing: Host
) -> None:
    with app.test_request_context():
        letters = list(letters_of(session, sharing))
    session.commit()
    browser = app.test_client()
    for name, address in letters:
        page = browser.get(address)
        assert SHARED in page.text or name in NO_PERSON, f"{name} is about nobody they share"
        assert _tells(page.text) == [], name
    read = dict(_walk(app, people.client("enterprise")))
    assert f"/placements/{sharing.live.reference}" in read
    for address, text in read.items():
        assert _tells(text) == [], address


def test_no_page_of_a_tutor_shows_anything_of_another_enterprise(
    app: Flask, people: People, host: Host
) -> None:
    browser = people.client("enterprise")
    read = dict(_walk(app, browser))
    assert f"/placements/{host.live.reference}" in read
    assert len(read) > 8
    for address, text in read.items():
        assert _tells(text) == [], address
    for asked in (OTHER[:5], host.live.cohort.reference, "", "%"):
        for path in ("/placements", "/proposals", "/visits/actions", "/placements/alerts"):
            for name in ("name", "q", "enterprise", "cohort", "state"):
                answer = browser.get(path, query_string={name: asked})
                assert _tells(answer.text) == [], (path, name)


def _tells(text: str) -> list[str]:
    shown = re.sub(r"<[^>]*>", " ", text)
    return NAME.findall(text) + COUNT.findall(shown)


def _walk(app: Flask, browser: FlaskClient) -> Iterator[tuple[str, str]]:
    """Read every page to which a tutor is led, and every page that their role may open."""
    waiting = ["/", *_pages_of_role(app)]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        if address in seen or len(seen) > MOST_PAGES:
            continue
        seen.add(address)
        answer = browser.get(address)
        if answer.mimetype == "application/pdf":
            yield address, _words_of(answer.data)
        elif answer.mimetype == "text/html":
            found = (unescape(one) for one in re.findall(r'href="(/[^"#]*)', answer.text))
            waiting += [one for one in found if not urlsplit(one).path.startswith("/static")]
            yield address, answer.text


def _pages_of_role(app: Flask) -> list[str]:
    allowed = PERMISSIONS[Role.ENTERPRISE]
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and requirement_of(app.view_functions[rule.endpoint]) in allowed
    ]


def _words_of(paper: bytes) -> str:
    if not paper.startswith(b"%PDF"):
        return paper.decode()
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def _seen(browser: FlaskClient, week: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', browser.get(week).text)
    assert found is not None
    return found[1]
