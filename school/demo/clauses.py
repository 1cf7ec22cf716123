"""Two public contracts with an integration clause, and the hours done for them."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from school.clauses.contracts.models import ContractCriterion
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Notice,
    Participant,
    PlannedHours,
    WorkedHours,
)
from school.clauses.rules import (
    Bucket,
    ContractKind,
    HourForm,
    HourStatus,
    NoticeKind,
    TrainingCounting,
)
from school.cohorts.models import Trainee
from school.core.calendar import add_months
from school.demo.draft import Draft, Row
from school.demo.rules import is_working_day
from school.hiring.models import Hire
from school.hiring.rules import Evidence

LITTORAL, BORGOU = "CT-LITTORAL", "CT-BORGOU"
PARTICIPANTS = 16
DAYS_LOOKED_BACK = 240
DAYS_BETWEEN_ENTRIES = 6
MONTHS_WORKED = 14
AMENDED_AFTER_MONTHS = 8


def sign_contracts(draft: Draft, random: Random, today: date) -> None:
    """Write the contracts, what they ask for, who works for them and the notices given."""
    first = add_months(today.replace(day=1), -MONTHS_WORKED)
    _contracts(draft, first)
    _criteria(draft)
    _commitments(draft, first)
    _worked(draft, random, first)
    proven = [row for row in draft.rows[Hire] if row["evidence"] is not Evidence.DECLARED]
    hires = sorted(proven, key=lambda row: (row["starts_on"], row["reference"]))
    for number, hire in enumerate(hires[-PARTICIPANTS:], start=1):
        _participate(draft, random, number, hire, today)
    _plans(draft, today)
    _notices(draft, today)


def _contracts(draft: Draft, first: date) -> None:
    draft.add(
        Contract,
        reference=LITTORAL,
        name="Desserte en fibre du Littoral, deuxième tranche",
        authority="Agence des réseaux publics (démonstration)",
        operator="ENT-01",
        network="Réseau d’accès du Littoral",
        department="Littoral",
        starts_on=first,
        ends_on=add_months(first, 24) - timedelta(days=1),
        currency="XOF",
        penalty_per_hour=Decimal(2500),
        penalty_cap=Decimal(5_000_000),
        late_report_per_day=Decimal(10_000),
        globalised=False,
        training_counting=TrainingCounting.CAPPED,
        training_cap_share=Decimal("0.15"),
        full_time_hours=Decimal(1600),
        kind=ContractKind.WORKS,
        report_every_months=3,
        report_within_days=15,
    )
    _rural_contract(draft, first)


def _rural_contract(draft: Draft, first: date) -> None:
    draft.add(
        Contract,
        reference=BORGOU,
        name="Réseau rural du Borgou",
        authority="Agence des réseaux publics (démonstration)",
        operator="ENT-03",
        network="Dorsale Parakou–Nikki",
        department="Borgou",
        starts_on=first,
        ends_on=add_months(first, 36) - timedelta(days=1),
        currency="XOF",
        penalty_per_hour=Decimal(1800),
        globalised=True,
        training_counting=TrainingCounting.FULL,
        full_time_hours=Decimal(1600),
        kind=ContractKind.CONCESSION,
        report_every_months=6,
        report_within_days=30,
    )


def _criteria(draft: Draft) -> None:
    for contract, criterion, months in (
        (LITTORAL, "demandeur d’emploi de moins de 35 ans", 24),
        (LITTORAL, "personne reconnue handicapée", None),
        (BORGOU, "demandeur d’emploi de moins de 35 ans", 24),
    ):
        draft.add(ContractCriterion, contract=contract, criterion=criterion, months=months)


def _commitments(draft: Draft, first: date) -> None:
    quotas = (
        (LITTORAL, "1", Bucket.INTEGRATION, Decimal(1600)),
        (LITTORAL, "2", Bucket.INTEGRATION, Decimal(1100)),
        (LITTORAL, "1", Bucket.TRAINING, Decimal(200)),
    )
    for contract, lot, bucket, hours in quotas:
        draft.add(
            Commitment, contract=contract, lot=lot, bucket=bucket, valid_from=first, hours=hours
        )
    draft.add(
        Commitment,
        contract=LITTORAL,
        lot="2",
        bucket=Bucket.INTEGRATION,
        valid_from=add_months(first, AMENDED_AFTER_MONTHS),
        hours=Decimal(1250),
    )
    draft.add(
        Commitment,
        contract=BORGOU,
        lot="1",
        bucket=Bucket.INTEGRATION,
        valid_from=first,
        share_of_worked=Decimal("0.07"),
    )


def _worked(draft: Draft, random: Random, first: date) -> None:
    for month in range(MONTHS_WORKED):
        draft.add(
            WorkedHours,
            contract=BORGOU,
            lot="1",
            month=f"{add_months(first, month):%Y-%m}",
            hours=Decimal(random.randrange(700, 1400, 10)),
        )


def _participate(draft: Draft, random: Random, number: int, hire: Row, today: date) -> None:
    reference = f"PAR-{number:02d}"
    person = next(row for row in draft.rows[Trainee] if row["reference"] == hire["trainee"])
    draft.add(
        Participant,
        reference=reference,
        family_name=person["family_name"],
        given_names=person["given_names"],
        sex=person["sex"],
        born_on=person["born_on"],
        trainee=hire["trainee"],
    )
    draft.add(
        Eligibility,
        participant=reference,
        criterion="demandeur d’emploi de moins de 35 ans",
        eligible_from=hire["starts_on"],
        months=24,
        evidence=Evidence.DOCUMENT_SEEN,
    )
    contract, lot = ((LITTORAL, "1"), (LITTORAL, "2"), (BORGOU, "1"))[number % 3]
    first = max(hire["starts_on"], today - timedelta(days=DAYS_LOOKED_BACK))
    for offset in range(number % DAYS_BETWEEN_ENTRIES, (today - first).days, DAYS_BETWEEN_ENTRIES):
        day = first + timedelta(days=offset)
        if is_working_day(day):
            _hours(draft, random, (contract, lot, reference), hire, day, today)


def _hours(
    draft: Draft, random: Random, place: tuple[str, str, str], hire: Row, day: date, today: date
) -> None:
    contract, lot, participant = place
    training = contract == LITTORAL and lot == "1" and random.random() < 0.15
    status = random.choices((HourStatus.VALIDATED, HourStatus.REJECTED), (95, 5))[0]
    if day > today - timedelta(days=25):
        status = HourStatus.PENDING
    draft.add(
        IntegrationHours,
        reference=f"HR-{len(draft.rows[IntegrationHours]) + 1:05d}",
        contract=contract,
        lot=lot,
        bucket=Bucket.TRAINING if training else Bucket.INTEGRATION,
        participant=participant,
        enterprise=hire["enterprise"],
        form=HourForm.TRAINING if training else HourForm.DIRECT_HIRE,
        worked_on=day,
        hours=Decimal(random.choice((7, 8))),
        status=status,
        recorded_on=min(day + timedelta(days=random.randint(1, 20)), today),
    )


def _plans(draft: Draft, today: date) -> None:
    plans = (
        (LITTORAL, "1", "Équipe de raccordement, deux postes", 420, "0.95"),
        (LITTORAL, "1", "Renfort de fin de tranche", 300, "0.8"),
        (LITTORAL, "2", "Chantier de l’est, si l’accès est accordé", 200, "0.4"),
    )
    for number, (contract, lot, label, hours, probability) in enumerate(plans, start=1):
        draft.add(
            PlannedHours,
            reference=f"PL-{number:02d}",
            contract=contract,
            lot=lot,
            bucket=Bucket.INTEGRATION,
            label=label,
            starts_on=today + timedelta(days=10 * number),
            ends_on=today + timedelta(days=10 * number + 150),
            hours=Decimal(hours),
            probability=Decimal(probability),
        )


def _notices(draft: Draft, today: date) -> None:
    draft.add(
        Notice,
        contract=LITTORAL,
        reference="N-1",
        kind=NoticeKind.LATE_REPORT,
        on_date=today - timedelta(days=40),
        days=8,
    )
    draft.add(
        Notice,
        contract=LITTORAL,
        reference="N-2",
        kind=NoticeKind.FORMAL_NOTICE,
        on_date=today - timedelta(days=12),
        expires_on=today + timedelta(days=48),
    )
