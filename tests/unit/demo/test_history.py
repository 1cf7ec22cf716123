"""What a demo school tells could have happened, and shows every kind of record."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from school.cohorts.models import Attendance, Cohort, Enrolment, Trainee
from school.core.calendar import monday_of
from school.demo import story
from school.demo.draft import Row
from school.demo.rules import is_working_day
from school.enterprises.models import Enterprise
from school.hiring.models import Hire, Offer, Situation
from school.hiring.rules import Decision, SituationKind
from school.placements.models import LogbookDay, Placement
from school.placements.rules import (
    OCCUPYING_STATES,
    TRANSITIONS,
    PlacementDates,
    PlacementStatus,
    may_be_logged,
    overlap,
    read_reason,
    whose_turn,
)
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from school.visits.contact.rules import (
    DEFAULT_DIRECTOR_DELAY,
    DEFAULT_RHYTHM,
    Kept,
    concerns_director,
    next_due,
)
from school.visits.models import Visit
from school.visits.rules import VisitKind, VisitState, state_of
from tests.support.demo_scenes import DRAWS, latest, rows, scene

pytestmark = pytest.mark.parametrize(("seed", "today"), DRAWS)


def dates_of(row: Row) -> PlacementDates:
    return PlacementDates(
        row["proposed_on"], row["confirmed_on"], row["starts_on"], row["ends_on"], row["ended_on"]
    )


def in_order(*days: date | None) -> bool:
    known = [day for day in days if day is not None]
    return known == sorted(known)


def test_the_way_of_a_person_goes_forward(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    starts = {row["reference"]: row["starts_on"] for row in rows(drawn, Cohort)}
    for row in rows(drawn, Enrolment):
        enrolled_on, left_on = row.get("enrolled_on"), row.get("withdrawn_on")
        done_on, certified_on = row.get("completed_on"), row.get("certified_on")
        assert row["applied_on"] <= today
        assert in_order(row["applied_on"], enrolled_on, left_on)
        assert in_order(row["applied_on"], enrolled_on, done_on, certified_on)
        assert enrolled_on in {None, starts[row["cohort"]]}
        assert not (left_on and done_on)
        assert bool(left_on) == bool(row.get("withdrawal_reason"))
        ends = [day for day in (left_on, done_on, certified_on) if day and day > today]
        assert ends == [], "what is planned is not a fact"


def test_everything_in_the_centre_happened_while_enrolled(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    last = {
        (row["trainee"], row["cohort"]): row.get("withdrawn_on") or row.get("completed_on") or today
        for row in rows(drawn, Enrolment)
        if row.get("enrolled_on")
    }
    for table, column in ((Attendance, "date"), (Assessment, "assessed_on")):
        for row in rows(drawn, table):
            assert row[column] < today
            assert row[column] <= last[row["trainee"], row["cohort"]]


def test_nothing_is_known_before_it_happened_or_after_today(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    columns = {Hire: "starts_on", Offer: "offered_on", Situation: "observed_on"}
    for table, column in {**columns, Assessment: "assessed_on"}.items():
        for row in rows(drawn, table):
            assert row[column] <= row["recorded_on"] <= today
    for row in rows(drawn, Offer):
        assert (row["decided_on"] is None) == (row["decision"] is Decision.PENDING)
        assert in_order(row["offered_on"], row["decided_on"], row["recorded_on"])


def test_placements_stand_in_every_state(seed: int, today: date) -> None:
    found = rows(scene(seed, today), Placement)
    assert {row["status"] for row in found} == set(PlacementStatus)
    proposed = [row for row in found if row["status"] is PlacementStatus.PROPOSED]
    late = [whose_turn(row["status"], dates_of(row), today).late for row in proposed]
    assert True in late
    assert False in late


def test_placements_went_by_the_table_of_steps(seed: int, today: date) -> None:
    for row in rows(scene(seed, today), Placement):
        status, dates = row["status"], dates_of(row)
        assert in_order(dates.proposed_on, dates.confirmed_on, today)
        assert in_order(dates.proposed_on, dates.starts_on, dates.ends_on)
        begun = status in OCCUPYING_STATES - {PlacementStatus.PROPOSED}
        assert bool(dates.confirmed_on) == begun
        assert not begun or in_order(dates.confirmed_on, dates.starts_on)
        if status is PlacementStatus.CONFIRMED:
            assert row["starts_on"] > today
        if status is PlacementStatus.LIVE:
            assert row["starts_on"] <= today <= row["ends_on"]
        reason, _ = read_reason(row["end_reason"])
        wanted = TRANSITIONS[status].reasons if status in TRANSITIONS else ()
        assert reason in wanted if wanted else reason is None
        over = status not in {
            PlacementStatus.PROPOSED,
            PlacementStatus.CONFIRMED,
            PlacementStatus.LIVE,
        }
        assert bool(dates.ended_on) == over
        assert dates.ended_on is None or dates.ended_on <= today


def test_nobody_is_in_two_enterprises_at_once(seed: int, today: date) -> None:
    stays = defaultdict(list)
    for row in rows(scene(seed, today), Placement):
        if row["status"] in OCCUPYING_STATES:
            stays[row["trainee"]].append((row["starts_on"], row["ended_on"] or row["ends_on"]))
    for periods in stays.values():
        assert not any(overlap(*first, *second) for first, second in combinations(periods, 2))


def test_the_logbook_keeps_to_its_placement(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    placements = {row["reference"]: row for row in rows(drawn, Placement)}
    days = rows(drawn, LogbookDay)
    for row in days:
        assert may_be_logged(row["date"], dates_of(placements[row["placement"]]), today)
        assert row["validated_on"] is None or row["date"] <= row["validated_on"] <= today
    assert {row["validated_on"] is None for row in days} == {True, False}
    assert len({(row["placement"], row["date"]) for row in days}) == len(days)


def test_visits_are_late_planned_and_made(seed: int, today: date) -> None:
    found = rows(scene(seed, today), Visit)
    states = {
        state_of(row["planned_on"], row["done_on"], today, row.get("missed_on")) for row in found
    }
    assert states == set(VisitState)
    assert {row["kind"] for row in found} == set(VisitKind)
    for row in found:
        assert row["done_on"] is None or row["done_on"] <= today
        assert bool(row["done_on"]) == bool(row["summary"])
        assert bool(row.get("missed_on")) == bool(row.get("missed_reason"))


def test_most_running_placements_had_contact_in_time(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    kept: dict[str, tuple[list[date], list[date]]] = defaultdict(lambda: ([], []))
    for row in rows(drawn, Visit):
        if row["done_on"] is not None:
            kept[row["placement"]][0].append(row["done_on"])
            if row["kind"] is VisitKind.VISIT:
                kept[row["placement"]][1].append(row["done_on"])
    running = [row for row in rows(drawn, Placement) if row["status"] is PlacementStatus.LIVE]
    silent = 0
    for row in running:
        contacts, visits = kept[row["reference"]]
        found = Kept(max(contacts, default=None), max(visits, default=None))
        due = next_due(DEFAULT_RHYTHM, row["starts_on"], row["ends_on"], found)
        silent += concerns_director(due, today, DEFAULT_DIRECTOR_DELAY)
    assert 0 < silent <= len(running) / 5, f"{silent} of {len(running)}"


def test_facts_are_of_every_kind_that_is_told(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    decisions = {row["decision"] for row in latest(drawn, Offer)}
    assert {Decision.ACCEPTED, Decision.DECLINED, Decision.PENDING} <= decisions
    kinds = {row["situation"] for row in latest(drawn, Situation)}
    assert {SituationKind.SEEKING, SituationKind.STUDYING, SituationKind.SELF_EMPLOYED} <= kinds


def test_the_apprentice_works_this_week_and_last_week_waits(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    given, family = story.APPRENTICE
    [person] = [
        row["reference"]
        for row in rows(drawn, Trainee)
        if (row["given_names"], row["family_name"]) == (given, family)
    ]
    own = [row for row in rows(drawn, Placement) if row["trainee"] == person]
    assert [row["status"] for row in own] == [PlacementStatus.LIVE, PlacementStatus.PROPOSED]
    days = [row for row in rows(drawn, LogbookDay) if row["placement"] == own[0]["reference"]]
    waiting = [row for row in days if row["validated_on"] is None]
    last_week = monday_of(today) - timedelta(weeks=1)
    assert any(row["date"] >= monday_of(today) for row in waiting)
    assert any(last_week <= row["date"] < monday_of(today) for row in waiting)
    assert all(row["date"] >= last_week for row in waiting)


def test_enterprises_were_partners_when_they_were_asked(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    since = {row["reference"]: row["partner_since"] for row in rows(drawn, Enterprise)}
    assert len(since) == 14
    for row in rows(drawn, Placement):
        assert since[row["enterprise"]] <= row["proposed_on"]
        assert is_working_day(row["proposed_on"])


def test_visits_were_made_on_working_days_of_the_placement(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    placements = {row["reference"]: row for row in rows(drawn, Placement)}
    for row in rows(drawn, Visit):
        placement, day = placements[row["placement"]], row["done_on"] or row["planned_on"]
        assert is_working_day(day)
        assert day <= (placement["ended_on"] or placement["ends_on"])
        assert row["done_on"] is None or placement["starts_on"] <= row["done_on"]


def test_people_are_of_an_age_to_learn_a_trade(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    born = {row["reference"]: row["born_on"] for row in rows(drawn, Trainee)}
    for row in rows(drawn, Enrolment):
        if row.get("enrolled_on"):
            assert 17 <= (row["enrolled_on"] - born[row["trainee"]]).days / 365.25 < 39


def test_a_grid_shows_every_verdict(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    [current] = [group for group in drawn.groups if group.has_apprentice]
    verdicts = [
        row["verdict"] for row in latest(drawn, Assessment) if row["cohort"] == current.reference
    ]
    shares = {verdict: verdicts.count(verdict) / len(verdicts) for verdict in Verdict}
    assert 0.45 < shares[Verdict.ACQUIRED] < 0.85
    assert min(shares.values()) > 0.05
