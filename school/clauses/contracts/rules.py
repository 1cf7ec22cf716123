"""What a contract with a clause may say, and what cannot be; the size of a clause."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from re import compile as pattern

from school.clauses.rules import Bucket, ContractKind, NoticeKind, TrainingCounting
from school.core.errors import InvalidInput, mark
from school.core.periods import written_day

CURRENCY = pattern("[A-Z]{3}")
MONTH = pattern("[0-9]{4}-(0[1-9]|1[0-2])")
MOST_MONTHS = 1_200
MOST_CRITERIA = 12

USUAL_FULL_TIME_HOURS = Decimal(1600)
"""Hours of a full-time year where a contract says nothing (INDICATORS §4)."""

SMALLEST_CLAUSE_HOURS = Decimal(280)
"""Hours under which the calculator calls a contract too small for a clause.

No text fixes one for every country. It is one period of eight weeks of 35 hours, the length of
a module: with fewer hours nobody can be hosted for a whole one. The form takes another.
"""


@dataclass(frozen=True)
class Criterion:
    """Who counts under a contract, and for how many months; without end where none is given."""

    words: str
    months: int | None = None


@dataclass(frozen=True)
class ContractDetails:
    """What a contract says; shares are parts of one, money is in the contract's currency."""

    name: str
    starts_on: date
    ends_on: date
    authority: str | None = None
    operator_id: int | None = None
    network: str | None = None
    department: str | None = None
    kind: ContractKind | None = None
    currency: str | None = None
    penalty_per_hour: Decimal | None = None
    penalty_cap: Decimal | None = None
    late_report_per_day: Decimal | None = None
    globalised: bool = False
    training_counting: TrainingCounting | None = None
    training_cap_share: Decimal | None = None
    full_time_hours: Decimal | None = None
    report_every_months: int | None = None
    report_within_days: int | None = None

    def check(self) -> None:
        """Refuse, by `InvalidInput` on its field, what cannot be."""
        if self.ends_on < self.starts_on:
            raise InvalidInput(mark("La fin vient avant le début."), "ends_on")
        self._check_money()
        self._check_training()
        if self.full_time_hours is not None and self.full_time_hours <= 0:
            raise InvalidInput(mark("Une année à temps plein a plus de zéro heure."),
                               "full_time_hours")  # fmt: skip
        if self.report_within_days is not None and not self.report_every_months:
            raise InvalidInput(
                mark("Dites d’abord tous les combien de mois un bilan est dû."),
                "report_every_months",
            )

    def _check_money(self) -> None:
        amounts = ("penalty_per_hour", "penalty_cap", "late_report_per_day")
        stated = [name for name in amounts if getattr(self, name) is not None]
        for name in stated:
            if getattr(self, name) < 0:
                raise InvalidInput(mark("Un montant n’est pas négatif."), name)
        if self.currency is not None and not CURRENCY.fullmatch(self.currency):
            raise InvalidInput(
                mark("Écrivez la monnaie en trois lettres, comme XOF ou EUR."), "currency"
            )
        if stated and self.currency is None:
            raise InvalidInput(mark("Dites dans quelle monnaie sont ces montants."), "currency")
        if self.penalty_cap is not None and not self.penalty_per_hour:
            raise InvalidInput(
                mark("Ce plafond n’a pas de base : dites d’abord la pénalité par heure manquante."),
                "penalty_cap",
            )

    def _check_training(self) -> None:
        share, capped = self.training_cap_share, TrainingCounting.CAPPED
        if share is None and self.training_counting is capped:
            raise InvalidInput(
                mark("Dites jusqu’à quelle part du quota la formation compte."),
                "training_cap_share",
            )
        if share is None:
            return
        if self.training_counting is not capped:
            raise InvalidInput(
                mark("Ce plafond n’a pas de base : la formation ne compte pas avec un plafond."),
                "training_cap_share",
            )
        check_share(share, "training_cap_share")


def check_share(share: Decimal, field: str) -> None:
    """Refuse a part that is not between nothing and all."""
    if not 0 <= share <= 1:
        raise InvalidInput(mark("Une part va de 0 à 100 pour cent."), field)


@dataclass(frozen=True)
class QuotaDetails:
    """The quota of a lot and bucket from a day on: hours, or a part of the hours worked."""

    lot: str
    bucket: Bucket
    valid_from: date
    hours: Decimal | None = None
    share_of_worked: Decimal | None = None

    def check(self, starts_on: date | None, ends_on: date | None, *, globalised: bool) -> None:
        """Refuse, by `InvalidInput` on its field, what cannot be under a contract."""
        if globalised and self.lot:
            raise InvalidInput(mark("Ce contrat globalise ses lots : laissez le lot vide."), "lot")
        _check_within(self.valid_from, starts_on, ends_on)
        if self.hours is None and self.share_of_worked is None:
            raise InvalidInput(
                mark("Écrivez des heures, ou une part des heures travaillées."), "hours"
            )
        if self.hours is not None and self.share_of_worked is not None:
            raise InvalidInput(
                mark("Écrivez des heures ou une part, pas les deux."), "share_of_worked"
            )
        if self.hours is not None and self.hours < 0:
            raise InvalidInput(mark("Des heures ne sont pas négatives."), "hours")
        if self.share_of_worked is not None:
            check_share(self.share_of_worked, "share_of_worked")


def _check_within(day: date, starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is not None and day < starts_on:
        raise InvalidInput(
            mark("Le contrat ne commence que le %(day)s : un quota ne peut changer avant."),
            "valid_from",
            {"day": written_day(starts_on)},
        )
    if ends_on is not None and day > ends_on:
        raise InvalidInput(
            mark("Le contrat finit le %(day)s : un quota ne peut changer après."),
            "valid_from",
            {"day": written_day(ends_on)},
        )


@dataclass(frozen=True)
class NoticeDetails:
    """What was notified, when, until when it leaves time, and days of lateness."""

    kind: NoticeKind
    on_date: date
    expires_on: date | None = None
    days: int | None = None

    def check(self) -> None:
        """Refuse, by `InvalidInput` on its field, what cannot be."""
        if self.expires_on is not None and self.expires_on < self.on_date:
            raise InvalidInput(mark("Le délai finit avant la notification."), "expires_on")
        if self.kind is NoticeKind.FORMAL_NOTICE and self.expires_on is None:
            raise InvalidInput(
                mark("Dites jusqu’à quel jour la mise en demeure laisse du temps."), "expires_on"
            )
        if self.kind is NoticeKind.LATE_REPORT and not self.days:
            raise InvalidInput(mark("Dites de combien de jours le bilan est en retard."), "days")
        if self.kind is not NoticeKind.LATE_REPORT and self.days is not None:
            raise InvalidInput(mark("Des jours de retard ne vont qu’avec un bilan."), "days")


@dataclass(frozen=True)
class Clause:
    """The size of a clause: its hours, and how many full-time people they occupy."""

    hours: Decimal
    people: Decimal
    bound: Decimal

    @property
    def is_too_small(self) -> bool:
        """Tell whether the hours are fewer than the bound."""
        return self.hours < self.bound


@dataclass(frozen=True)
class Sizing:
    """What the size of a clause is computed from; shares are parts of one, months the length."""

    amount: Decimal
    labour_share: Decimal
    rate: Decimal
    hourly_cost: Decimal
    months: int = 12
    full_time_hours: Decimal = USUAL_FULL_TIME_HOURS
    bound: Decimal = SMALLEST_CLAUSE_HOURS

    def clause(self) -> Clause:
        """Give amount × labour share × rate ÷ hourly cost as hours, to the tenth, and people.

        Raises `InvalidInput` for a share outside of 0–1, and for a cost, a length or a full-time
        year that is not positive.
        """
        check_share(self.labour_share, "labour_share")
        check_share(self.rate, "rate")
        if self.amount < 0:
            raise InvalidInput(mark("Un montant n’est pas négatif."), "amount")
        for name in ("hourly_cost", "months", "full_time_hours"):
            if getattr(self, name) <= 0:
                raise InvalidInput(mark("Écrivez plus que zéro."), name)
        exact = self.amount * self.labour_share * self.rate / self.hourly_cost
        people = exact * 12 / (self.full_time_hours * self.months)
        return Clause(_tenths(exact), _tenths(people), self.bound)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
