"""The page by which a tutor rates stays light however much a path teaches: a module at a time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.cohorts.competency_queries import competencies_of
from school.competencies.models import CompetencyRecord
from school.curriculum.lesson_models import Competency
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.lessons import module_of, newest_version_id
from tests.factories.records import add, make_logbook_day
from tests.support.people import People
from tests.support.placements import link, placed

LIMIT = 30_000
COMPETENCIES = 60


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-09-21 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    """Make a placement of half a year in a path of sixty competencies."""
    placement = placed(people, session, status=PlacementStatus.LIVE)
    taught = competencies_of(session, [placement.cohort_id])
    modules = list(dict.fromkeys(one.module for one in taught))
    for number in range(len(taught), COMPETENCIES):
        module = modules[number % len(modules)]
        add(
            session,
            Competency(
                version_id=newest_version_id(session),
                module_id=module_of(session, module).id,
                reference=f"{module}.X{number}",
                position=number,
                title_fr=f"Préparer, raccorder et mesurer une liaison d’abonné entière {number}",
                title_en=f"Prepare, splice and measure the whole link of a subscriber {number}",
            ),
        )
    for week in range(26):
        day = date(2026, 3, 17) + timedelta(weeks=week)
        make_logbook_day(session, placement, date=day, validated_on=day + timedelta(days=4))
    session.commit()
    assert len(competencies_of(session, [placement.cohort_id])) >= COMPETENCIES
    return placement


@pytest.fixture
def address(session: Session, placement: Placement) -> str:
    return f"/link/competencies/{link(session, placement, LinkPurpose.RATE_COMPETENCIES)}"


def records(session: Session) -> list[CompetencyRecord]:
    session.rollback()
    return list(session.scalars(select(CompetencyRecord)))


def shown(page: str) -> dict[str, str]:
    """Read what a page would send: its levels chosen, and those it carries."""
    fields = re.findall(r'<input type="hidden" name="(level-[^"]+)" value="([^"]+)">', page)
    chosen = re.findall(r'name="(level-[^"]+)" value="([^"]+)" checked', page)
    return dict(fields + chosen)


def test_every_module_is_reached_and_no_answer_is_lost(
    app: Flask, session: Session, placement: Placement, address: str
) -> None:
    client = app.test_client()
    page = client.get(address).text
    answers: dict[str, str] = {}
    for module in ["", *re.findall(r'name="turn" value="([^"]+)"', page)]:
        if module:
            turned = client.post(address, data={**answers, "comment": "Soigneux.", "turn": module})
            assert turned.status_code == 200
            page = turned.text
        assert len(page.encode()) <= LIMIT
        assert "Soigneux." in page or not module
        assert shown(page) == answers
        answers |= dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page), "2")
    assert records(session) == []
    taught = competencies_of(session, [placement.cohort_id])
    assert len(answers) == len(taught)
    assert client.post(address, data=answers).status_code == 303
    assert {(one.module, one.competency) for one in records(session)} == {one.key for one in taught}


@pytest.mark.parametrize("module", ["", "nothing", "\x00", "x" * 5000])
def test_a_module_that_is_not_taught_opens_the_first(
    app: Flask, session: Session, address: str, module: str
) -> None:
    sent = {"level-F0-F0.4": "2", "level-F0-F0.1": "9", "turn": module}
    turned = app.test_client().post(address, data=sent)
    assert turned.status_code == 200
    assert shown(turned.text) == {"level-F0-F0.4": "2"}
    assert records(session) == []


def test_what_is_wrong_in_a_closed_module_is_shown(
    app: Flask, session: Session, placement: Placement, address: str
) -> None:
    last = competencies_of(session, [placement.cohort_id])[-1]
    sent = {"level-F0-F0.4": "2", f"level-{last.module}-{last.reference}": "9"}
    refused = app.test_client().post(address, data=sent)
    assert refused.status_code == 422
    assert f'type="radio" name="level-{last.module}-{last.reference}"' in refused.text
    assert shown(refused.text) == {"level-F0-F0.4": "2"}
    assert records(session) == []
