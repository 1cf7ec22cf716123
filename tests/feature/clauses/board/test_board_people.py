"""Who does the hours of the board: persons once, women, ways of working, exits to jobs."""

import csv
import io
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.clauses.board.figures import Board, board_of
from school.clauses.board.rules import Grouped
from school.clauses.rules import Bucket, HourForm
from school.clauses.standing.options import Asked
from school.clauses.standing.rules import LEAST_FOLLOWED, People, Way
from school.cohorts.models import Trainee
from school.cohorts.rules import Sex
from school.hiring.rules import Contract, Evidence
from tests.factories.clauses import make_commitment, make_contract, make_eligible, make_hours
from tests.factories.records import make_cohort, make_enrolment, make_hire
from tests.support.people import People as Accounts

WORKED = date(2025, 3, 3)
HIRED = date(2025, 6, 2)


def board_on(session: Session) -> Board:
    session.flush()
    return board_of(session, Asked(date(2025, 9, 30), date(2030, 1, 1)))


def whole(board: Board) -> People:
    return board.standings[Bucket.INTEGRATION].people


def test_a_person_under_several_contracts_counts_once(session: Session) -> None:
    zou = [make_contract(session, department="Zou") for _ in range(2)]
    mono = make_contract(session, department="Mono")
    for contract in (*zou, mono):
        make_commitment(session, contract)
    everywhere, twice = make_eligible(session, sex=Sex.FEMALE), make_eligible(session, sex=Sex.MALE)
    once = make_eligible(session)
    for number, contract in enumerate((*zou, mono), start=1):
        make_hours(session, contract, everywhere, worked_on=date(2025, 3, number))
    for number, contract in enumerate(zou, start=1):
        make_hours(session, contract, twice, worked_on=date(2025, 4, number))
        make_hours(session, contract, twice, worked_on=date(2025, 5, number), lot="2")
    make_hours(session, mono, once, worked_on=WORKED)
    board = board_on(session)
    by_contract = {line.contract.id: line.standings[Bucket.INTEGRATION] for line in board.lines}
    assert [by_contract[one.id].people for one in (*zou, mono)] == [People(2, 1, 1)] * 2 + [
        People(2, 1, 0)
    ]
    assert whole(board) == People(3, 1, 1)
    groups = {one.value: one.standings[Bucket.INTEGRATION].people for one in
              board.grouped(Grouped.DEPARTMENT)}  # fmt: skip
    assert groups == {"Zou": People(2, 1, 1), "Mono": People(2, 1, 0)}
    narrowed = board.narrowed(lambda line: line.contract.id in (zou[0].id, mono.id))
    assert whole(narrowed) == People(3, 1, 1)


def test_hours_by_way_of_working(session: Session) -> None:
    contract = make_contract(session)
    one, other = make_eligible(session, sex=Sex.FEMALE), make_eligible(session, sex=Sex.MALE)
    direct, agency = HourForm.DIRECT_HIRE, HourForm.TEMPORARY_WORK
    make_hours(session, contract, one, form=direct)
    make_hours(session, contract, other, form=direct)
    make_hours(session, contract, other, form=agency, worked_on=date(2026, 3, 3), lot="2")
    make_hours(session, contract, other, form=agency, worked_on=date(2026, 3, 4), lot="2",
               status="rejected")  # fmt: skip
    session.flush()
    board = board_of(session, Asked(date(2026, 9, 30), date(2030, 1, 1)))
    [line] = board.lines
    seven = Decimal(7)
    assert [row.standing.ways for row in line.units] == [
        {direct: Way(seven * 2, 2)},
        {agency: Way(seven, 1)},
    ]
    assert line.standings[Bucket.INTEGRATION].ways == {direct: Way(seven * 2), agency: Way(seven)}


def trainees(session: Session, number: int) -> list[Trainee]:
    cohort = make_cohort(session)
    return [make_enrolment(session, cohort).trainee for _ in range(number)]


def test_exits_to_jobs_come_from_the_hiring_records(session: Session) -> None:
    contract = make_contract(session)
    people = trainees(session, 8)
    for trainee in people:
        make_hours(session, contract, make_eligible(session, trainee), worked_on=WORKED)
    make_hours(session, contract, make_eligible(session), worked_on=WORKED)
    proven = {"starts_on": HIRED, "evidence": Evidence.CONFIRMED, "recorded_on": HIRED}
    counts = {**proven, "contract": Contract.OPEN_ENDED, "ends_on": None}
    for trainee, values in zip(
        people,
        (
            counts,
            {**counts, "ends_on": date(2025, 7, 1)},
            {**counts, "ends_on": date(2025, 6, 30)},
            {**counts, "starts_on": WORKED},
            {**counts, "evidence": Evidence.DECLARED},
            {**counts, "contested": True},
            {**counts, "contract": Contract.APPRENTICESHIP},
            {**counts, "starts_on": date(2025, 10, 1)},
        ),
        strict=True,
    ):
        make_hire(session, trainee, **values)
    found = whole(board_on(session))
    assert (found.everybody, found.followed, found.hired) == (9, 8, 2)


def test_exits_of_a_few_are_not_told(session: Session, people: Accounts) -> None:
    contract = make_contract(session)
    make_commitment(session, contract)
    for trainee in trainees(session, LEAST_FOLLOWED - 1):
        make_hours(session, contract, make_eligible(session, trainee), worked_on=WORKED)
        make_hire(session, trainee, starts_on=HIRED, recorded_on=HIRED, ends_on=None,
                  contract=Contract.OPEN_ENDED, evidence=Evidence.CONFIRMED)  # fmt: skip
    session.commit()
    client = people.client("ministry")
    address = f"/clauses/contracts/{contract.reference}"
    for page in (address, "/clauses/board"):
        assert "trop peu pour le dire" in client.get(page).text
    [line] = csv.DictReader(io.StringIO(client.get("/clauses/board.csv").text))
    assert (line["people"], line["followed"], line["exits_to_jobs"]) == ("4", "", "")
    [more] = trainees(session, 1)
    make_hours(session, contract, make_eligible(session, more), worked_on=WORKED)
    session.commit()
    assert "4 sur 5" in client.get(address).text
    [line] = csv.DictReader(io.StringIO(client.get("/clauses/board.csv").text))
    assert (line["followed"], line["exits_to_jobs"]) == ("5", "4")
    assert client.get("/clauses/board.pdf").data.startswith(b"%PDF-")
