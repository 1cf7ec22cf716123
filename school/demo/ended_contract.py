"""A contract with a clause that ended last month, and the hours done for it."""

from datetime import date, timedelta
from decimal import Decimal

from school.clauses.models import Commitment, Contract, Eligibility, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourForm, HourStatus
from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.demo.draft import Draft
from school.demo.rules import is_working_day

OUEME = "CT-OUEME"
OPERATOR = "ENT-01"
MONTHS = 18
DAYS_OF_A_MONTH = (4, 11, 18, 25)
PEOPLE = (
    ("PAR-91", "Dossou", "Rachidatou", Sex.FEMALE),
    ("PAR-92", "Gbaguidi", "Wilfried", Sex.MALE),
    ("PAR-93", "Sossa", "Mireille", Sex.FEMALE),
)


def sign_ended_contract(draft: Draft, today: date) -> None:
    """Write the contract, its quota, who worked for it and their hours."""
    first = add_months(today.replace(day=1), -MONTHS)
    draft.add(
        Contract,
        reference=OUEME,
        name="Raccordement de la vallée de l’Ouémé",
        authority="Agence des réseaux publics (démonstration)",
        operator=OPERATOR,
        network="Réseau de la vallée",
        department="Ouémé",
        starts_on=first,
        ends_on=today.replace(day=1) - timedelta(days=1),
        currency="XOF",
        penalty_per_hour=Decimal(2000),
        globalised=True,
    )
    draft.add(
        Commitment,
        contract=OUEME,
        lot="",
        bucket=Bucket.INTEGRATION,
        valid_from=first,
        hours=Decimal(1500),
    )
    for reference, family_name, given_names, sex in PEOPLE:
        draft.add(
            Participant,
            reference=reference,
            family_name=family_name,
            given_names=given_names,
            sex=sex,
        )
        draft.add(
            Eligibility,
            participant=reference,
            criterion="demandeur d’emploi de moins de 35 ans",
            eligible_from=first,
        )
        _work(draft, reference, first)


def _work(draft: Draft, participant: str, first: date) -> None:
    """Write more days a month as the contract goes on: networks ramp up."""
    for month in range(MONTHS):
        for day in DAYS_OF_A_MONTH[: 2 + (month > 5) + (month > 10)]:
            worked_on = add_months(first, month).replace(day=day)
            if is_working_day(worked_on):
                draft.add(
                    IntegrationHours,
                    reference=f"HR-{participant}-{worked_on:%Y%m%d}",
                    contract=OUEME,
                    lot="",
                    bucket=Bucket.INTEGRATION,
                    participant=participant,
                    enterprise=OPERATOR,
                    form=HourForm.DIRECT_HIRE,
                    worked_on=worked_on,
                    hours=Decimal(8),
                    status=HourStatus.VALIDATED,
                    recorded_on=min(worked_on + timedelta(days=9), add_months(first, MONTHS)),
                )
