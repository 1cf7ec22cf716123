"""Hours of a month: what a sheet refuses, what flows in from a logbook, what is decided."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.clauses.hours import queries
from school.clauses.hours.deciding import Chosen, Decision, decide
from school.clauses.hours.flow import flow
from school.clauses.hours.linking import Terms, count_placement
from school.clauses.hours.operations import (
    Sheet,
    declare_days,
    declare_month,
    edition_of_sheet,
)
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import DayHours, HourStep, MonthState
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourForm, HourReason, HourStatus
from school.cohorts.models import Trainee
from school.core.audit import AuditEntry
from school.core.errors import DomainError, InvalidInput, NotAllowed, StaleRecord
from school.core.facts import is_known_row
from school.placements.models import LogbookDay, Placement
from school.placements.rules import PlacementStatus
from tests.factories.clause_hours import make_eligibility, make_engagement, make_link
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_logbook_day,
    make_placement,
    make_school,
)

LOT = Lot("1", Bucket.INTEGRATION)
MARCH = "2026-03"
TODAY = date(2026, 4, 2)
LATER = date(2026, 4, 9)


def day(number: int) -> date:
    return date(2026, 3, number)


def person(session: Session, contract: Contract, trainee: Trainee | None = None) -> Participant:
    participant = make_participant(session, trainee)
    make_eligibility(session, participant)
    make_engagement(session, contract, participant)
    return participant


def sheet_of(contract: Contract, participant: Participant, month: str = MARCH) -> Sheet:
    return Sheet(contract, LOT, participant, month, HourForm.DIRECT_HIRE)


def declare(
    session: Session, sheet: Sheet, *typed: tuple[date, str | None], today: date = TODAY
) -> int:
    """Write days on a sheet as whoever has just read it."""
    entries = queries.entries_of(
        session, sheet.contract, sheet.lot, sheet.participant, sheet.month, today
    )
    days = [DayHours(one, Decimal(hours) if hours else None) for one, hours in typed]
    known = edition_of_sheet(entries)
    return declare_days(session, "Awa", sheet, days, today=today, known=known)


def standing(
    session: Session, contract: Contract, today: date = TODAY
) -> dict[tuple[int, str], Decimal]:
    """Give the hours of each day and state of a contract, as known on a day."""
    rows = session.execute(
        select(IntegrationHours.worked_on, IntegrationHours.status, IntegrationHours.hours).where(
            IntegrationHours.contract_id == contract.id,
            IntegrationHours.hours > 0,
            is_known_row(IntegrationHours, today),
        )
    )
    return {(row[0].day, row[1].value): row[2] for row in rows}


def placed(session: Session, *days: tuple[int, str, bool]) -> tuple[Contract, Placement]:
    """Make a contract, and a placement of March whose logbook has days, validated or not."""
    enrolment = make_enrolment(session, make_cohort(session, make_school(session)))
    placement = make_placement(
        session,
        enrolment,
        status=PlacementStatus.LIVE,
        starts_on=day(1),
        ends_on=day(31),
    )
    for number, hours, validated in days:
        make_logbook_day(
            session,
            placement,
            date=day(number),
            hours=Decimal(hours),
            validated_on=TODAY if validated else None,
        )
    return make_contract(session, operator_id=placement.enterprise_id), placement


def test_a_day_of_several_declarations_is_corrected_as_one(session: Session) -> None:
    """An import may leave several: the sheet shows their sum, and what is typed replaces all."""
    contract = make_contract(session)
    sheet = sheet_of(contract, person(session, contract))
    for hours in ("3", "4"):
        pending = {"status": HourStatus.PENDING, "worked_on": day(2)}
        make_hours(session, contract, sheet.participant, hours=Decimal(hours), **pending)
    assert declare(session, sheet, (day(2), "7")) == 0
    declare(session, sheet, (day(2), "6"))
    assert standing(session, contract) == {(2, "pending"): Decimal(6)}
    make_hours(session, contract, sheet.participant, hours=Decimal(1), worked_on=day(2))
    with pytest.raises(InvalidInput, match="est validé"):
        declare(session, sheet, (day(2), "5"))


def test_a_sheet_is_written_whole_and_corrected_by_a_later_row(session: Session) -> None:
    """Exact hours; a blank day counts none; what was said before is still known as of before."""
    contract = make_contract(session)
    sheet = sheet_of(contract, person(session, contract))
    assert declare(session, sheet, (day(2), "7.25"), (day(3), "0.1"), (day(4), None)) == 2
    assert standing(session, contract) == {
        (2, "pending"): Decimal("7.25"),
        (3, "pending"): Decimal("0.1"),
    }
    assert declare(session, sheet, (day(2), "6"), (day(3), None), today=LATER) == 2
    assert standing(session, contract, LATER) == {(2, "pending"): Decimal(6)}
    assert standing(session, contract)[2, "pending"] == Decimal("7.25")
    assert declare(session, sheet, (day(2), "6"), today=LATER) == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((day(2), "25"), "entre 0 et 24"),
        ((date(2026, 4, 3), "7"), "à venir"),
        ((date(2027, 1, 1), "7"), "hors du contrat"),
        ((date(2024, 12, 31), "7"), "hors du contrat"),
        ((date(2025, 1, 1), "7"), "pas éligible"),
    ],
)
def test_a_day_that_cannot_be_is_named_and_nothing_is_written(
    session: Session, typed: tuple[date, str], words: str
) -> None:
    contract = make_contract(session)
    participant = make_participant(session)
    make_eligibility(session, participant, eligible_from=date(2025, 2, 1))
    today = LATER if typed[0] < LATER and typed[0] != date(2026, 4, 3) else TODAY
    if typed[0].year == 2027:
        today = date(2027, 2, 1)
    sheet = sheet_of(contract, participant, f"{typed[0]:%Y-%m}")
    with pytest.raises(InvalidInput) as refused:
        declare(session, sheet, (typed[0].replace(day=20), "0"), typed, today=today)
    assert words in str(refused.value)
    assert refused.value.field == f"day_{typed[0].day}"
    assert f"{typed[0]:%d/%m/%Y}" in str(refused.value)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(IntegrationHours)) == 0


def test_an_hour_counts_once_and_the_refusal_says_why(session: Session) -> None:
    """K12: seven hours in the logbook, five counted by another contract: two are left."""
    contract, placement = placed(session, (2, "7", True))
    participant = person(session, contract, placement.trainee)
    other = make_contract(session)
    make_hours(session, other, participant, worked_on=day(2), hours=Decimal(5))
    sheet = sheet_of(contract, participant)
    with pytest.raises(InvalidInput, match=r"5 h comptent déjà.*sur 7 h.*reste 2"):
        declare(session, sheet, (day(2), "3"))
    assert declare(session, sheet, (day(2), "2")) == 1
    with pytest.raises(InvalidInput, match="plus de 24 heures"):
        declare(session, sheet, (day(2), "20"))


def test_two_people_on_one_sheet_do_not_write_over_each_other(session: Session) -> None:
    contract = make_contract(session)
    sheet = sheet_of(contract, person(session, contract))
    declare(session, sheet, (day(2), "7"))
    with pytest.raises(StaleRecord):
        declare_days(session, "Awa", sheet, [DayHours(day(3), Decimal(7))], today=TODAY, known=0)


def test_validated_days_of_a_logbook_flow_in_once(session: Session) -> None:
    """They wait for validation; a corrected day supersedes its entry, which waits again."""
    contract, placement = placed(session, (2, "7", True), (3, "8", True), (4, "8", False))
    terms = Terms(LOT, HourForm.MADE_AVAILABLE)
    done = count_placement(session, "Awa", contract, placement, terms, TODAY)
    assert (done.added, done.changed) == (2, 0)
    assert flow(session, "cron", TODAY).added == 0
    apprentice = session.scalars(select(Participant)).one()
    make_eligibility(session, apprentice)
    known = [apprentice.id]
    decide(
        session, "Komi", contract, LOT, MARCH, Chosen(known),
        Decision(HourStep.VALIDATE), today=TODAY,
    )  # fmt: skip
    assert standing(session, contract) == {
        (2, "validated"): Decimal(7),
        (3, "validated"): Decimal(8),
    }
    logged = session.scalars(select(LogbookDay).order_by(LogbookDay.date)).all()
    logged[1].hours = Decimal("6.5")
    logged[0].validated_on = None
    logged[2].validated_on = LATER
    session.flush()
    done = flow(session, "cron", LATER, [placement.id])
    assert (done.added, done.changed) == (1, 2)
    assert standing(session, contract, LATER) == {
        (3, "pending"): Decimal("6.5"),
        (4, "pending"): Decimal(8),
    }
    assert standing(session, contract)[2, "validated"] == Decimal(7)


def test_what_was_typed_does_not_flow_in_again(session: Session) -> None:
    """A day typed for the contract stays one entry; days outside the link do not enter."""
    contract, placement = placed(session, (2, "7", True), (3, "8", True), (20, "8", True))
    participant = person(session, contract, placement.trainee)
    declare(session, sheet_of(contract, participant), (day(2), "7"))
    make_link(session, contract, placement, participant, until_on=day(10))
    assert flow(session, "cron", TODAY).added == 1
    assert {key[0] for key in standing(session, contract)} == {2, 3}
    with pytest.raises(InvalidInput, match="vient du carnet"):
        declare(session, sheet_of(contract, participant), (day(3), "5"))


def test_decisions_ask_their_reason_and_their_state(session: Session) -> None:
    """Rejecting and taking back ask why; what is validated cannot be typed over."""
    contract = make_contract(session)
    participant = person(session, contract)
    sheet = sheet_of(contract, participant)
    declare(session, sheet, (day(2), "7"), (day(3), "7"))

    def decided(step: HourStep, reason: HourReason | None = None) -> int:
        return decide(
            session, "Komi", contract, LOT, MARCH, Chosen([participant.id]),
            Decision(step, reason), today=LATER,
        )  # fmt: skip

    for step, reason in (
        (HourStep.REJECT, None),
        (HourStep.REJECT, HourReason.OTHER),
        (HourStep.CLAW_BACK, HourReason.MISTAKE),
    ):
        with pytest.raises(DomainError):
            decided(step, reason)
    assert decided(HourStep.VALIDATE) == 2
    with pytest.raises(InvalidInput, match="est validé"):
        declare(session, sheet, (day(2), "8"), today=LATER)
    assert decided(HourStep.CLAW_BACK, HourReason.NOT_PROVEN) == 2
    trail = session.scalars(select(AuditEntry.changes).order_by(AuditEntry.id.desc())).first()
    assert trail is not None
    assert [one[1] for one in trail["replaced"]] == ["validated", "validated"]
    assert set(standing(session, contract, LATER)) == {(2, "rejected"), (3, "rejected")}
    assert standing(session, contract, TODAY)[2, "pending"] == 7
    assert declare(session, sheet, (day(2), "8"), today=LATER) == 1


def test_an_undeclared_month_is_unknown_and_not_zero(session: Session) -> None:
    """Only a word or hours make a month known; a month with hours is not without."""
    contract = make_contract(session, starts_on=date(2026, 1, 15))
    participant = person(session, contract)
    declare(session, sheet_of(contract, participant), (day(2), "7"))
    declare_month(session, "Awa", contract, "1", "2026-02", has_hours=False, today=TODAY)
    with pytest.raises(NotAllowed):
        declare_month(session, "Awa", contract, "1", MARCH, has_hours=False, today=TODAY)
    states = {one.month: one.state for one in queries.month_totals(session, contract, TODAY)}
    assert states == {
        "2026-04": MonthState.PARTIAL,
        "2026-03": MonthState.HOURS,
        "2026-02": MonthState.NO_HOURS,
        "2026-01": MonthState.PARTIAL,
    }
