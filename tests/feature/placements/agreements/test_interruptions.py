"""An interruption: an amendment that stops the work for some days, and asks nobody about them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, NotAllowed
from school.placements.agreements import operations
from school.placements.agreements.contents import Content, changed_sections
from school.placements.agreements.rules import AgreementKind, AgreementStatus, Party, Section
from school.placements.immersion.alert_queries import alerts_of
from school.placements.immersion.alert_rules import AlertKind
from school.placements.models import LogbookDay, Placement
from school.placements.rules import PlacementStatus
from school.visits.contact.queries import concerning_director, standings
from school.visits.contact.route_queries import stops_for
from tests.factories.agreements import make_in_force, make_in_review
from tests.factories.immersion import make_duty
from tests.support.agreements import DAY, newest
from tests.support.people import People
from tests.support.placements import reread

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)
INTERRUPTION = AgreementKind.INTERRUPTION


def test_an_interruption_resets_itself_and_the_dates_it_moves(
    people: People, session: Session, placement: Placement
) -> None:
    first = make_in_force(session, placement)
    session.commit()
    director, page = people.client("director"), f"/placements/{placement.reference}/agreement"
    asked = {
        "kind": "interruption",
        "justification": "Intempéries",
        "starts_on": "2026-03-02",
        "ends_on": "2026-04-24",
        "interrupted_from": "2026-03-16",
        "interrupted_until": "2026-03-27",
        "representative_name": first.representative_name,
        "representative_job": first.representative_job,
        "representative_email": first.representative_email,
    }
    director.post(f"{page}/new", data=asked)
    director.post(f"/agreements/{newest(session).reference}/send")
    version = newest(session)
    assert (version.kind, version.status) == (INTERRUPTION, AgreementStatus.READY_TO_SIGN)
    left = operations.progress_of(version)
    assert left.left(Party.APPRENTICE) == [Section.INTERRUPTION]
    assert left.left(Party.TUTOR) == []
    shown = director.get(page).text
    assert "interruption, n° 2" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Pas de travail du" in shown


def test_an_interruption_in_force_moves_the_end_and_no_week_of_it_is_missed(
    people: People, session: Session, placement: Placement
) -> None:
    def missed() -> bool:
        found = alerts_of(session, people.principal("director"), DAY, 50)
        return AlertKind.LOGBOOK_EMPTY in {one.kind for one in found}

    first = make_in_force(session, placement)
    session.commit()
    assert missed()
    values = {"interrupted_from": FIRST, "interrupted_until": LAST, "renewed_from": 1}
    version = make_in_review(session, placement, number=2, kind=INTERRUPTION, **values)
    version.ends_on = date(2026, 5, 8)
    session.commit()
    assert missed()
    people.client("director").post(f"/agreements/{version.reference}/validate")
    assert reread(session, placement).ends_on == date(2026, 5, 8)
    assert not missed()
    moved = {**values, "interrupted_from": LAST}
    make_in_force(session, placement, number=3, kind=INTERRUPTION, **moved)
    session.commit()
    assert missed()
    later = make_in_review(session, placement, number=4, kind=AgreementKind.PLACE)
    assert Section.INTERRUPTION not in changed_sections(first, later)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (None, LAST, "interrupted_from"),
        (FIRST, None, "interrupted_until"),
        (LAST, FIRST, "interrupted_until"),
        (date(2026, 3, 1), LAST, "interrupted_from"),
        (FIRST, date(2026, 4, 25), "interrupted_until"),
    ],
)
def test_an_interruption_has_its_days_within_the_placement(
    session: Session, placement: Placement, first: date | None, last: date | None, field: str
) -> None:
    make_in_force(session, placement)
    dates = date(2026, 3, 2), date(2026, 4, 24)
    content = Content(*dates, interrupted_from=first, interrupted_until=last)
    with pytest.raises(InvalidInput) as refusal:
        operations.begin(session, "A", placement, INTERRUPTION, content, justification="Pluie")
    assert refusal.value.field == field


def test_what_has_not_begun_is_moved_and_not_interrupted(
    session: Session, placement: Placement
) -> None:
    make_in_force(session, placement)
    placement.status = PlacementStatus.CONFIRMED
    content = Content(FIRST, LAST, interrupted_from=FIRST, interrupted_until=LAST)
    with pytest.raises(NotAllowed, match="changez plutôt ses dates"):
        operations.begin(session, "A", placement, INTERRUPTION, content, justification="Pluie")


def test_nothing_is_asked_of_an_interrupted_placement_until_work_starts_again(
    people: People, session: Session, placement: Placement
) -> None:
    placement.starts_on = date(2026, 2, 2)
    make_duty(session, placement)
    make_in_force(session, placement)
    values = {"interrupted_from": date(2026, 3, 9), "interrupted_until": date(2026, 3, 20)}
    stop = make_in_review(session, placement, number=2, kind=INTERRUPTION, **values)
    session.commit()
    director = people.principal("director")

    def asked(day: date) -> tuple[set[AlertKind], bool, bool]:
        silent = concerning_director(standings(session, director, day), day)
        stops = stops_for(session, director, day, everybody=True)
        late = any(one.day < day for one in stops)
        return {one.kind for one in alerts_of(session, director, day, 50)}, bool(silent), late

    everything = ({AlertKind.LOGBOOK_EMPTY, AlertKind.DUTIES_NOT_GIVEN}, True, True)
    during, after = date(2026, 3, 18), date(2026, 3, 30)
    assert asked(during) == everything
    stop.status, stop.in_force_on = AgreementStatus.VALIDATED, DAY
    session.commit()
    assert asked(during) == (set(), False, False)
    assert asked(after) == everything
    address = f"/visits/placements/{placement.reference}/contact"
    shown = people.client("director").get(address).text
    assert "aucun contact n’est attendu" in shown
    assert "en retard" not in shown
    assert "dès la reprise du travail" in shown


def test_hours_of_an_interrupted_day_are_asked_about_and_kept_when_they_were_worked(
    people: People, session: Session, placement: Placement
) -> None:
    make_in_force(session, placement)
    values = {"interrupted_from": date(2026, 3, 10), "interrupted_until": LAST}
    make_in_force(session, placement, number=2, kind=INTERRUPTION, **values)
    session.commit()
    client, page = people.client("apprentice"), f"/placements/{placement.reference}/logbook"
    week = {"hours_0": "7", "activities_0": "Tirage", "hours_1": "3", "activities_1": "Soudure"}
    asked = client.post(f"{page}?week=2026-03-09", data=week)
    assert asked.status_code == 422
    assert "Avez-vous travaillé ce jour-là" in asked.text
    assert 'value="Soudure"' in asked.text
    session.rollback()
    assert session.scalars(select(LogbookDay)).all() == []
    assert (
        client.post(f"{page}?week=2026-03-09", data={**week, "confirmed": "y"}).status_code == 303
    )
    session.rollback()
    assert len(session.scalars(select(LogbookDay)).all()) == 2
    again = {**week, "hours_0": "6"}
    assert client.post(f"{page}?week=2026-03-09", data=again).status_code == 303
