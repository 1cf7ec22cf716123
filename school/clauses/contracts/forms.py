"""Forms of contracts: what they say, quotas, notices, worked hours, documents, the calculator."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from school.clauses.contracts.labels import CONTRACT_KINDS
from school.clauses.contracts.rules import (
    MOST_CRITERIA,
    MOST_MONTHS,
    SMALLEST_CLAUSE_HOURS,
    USUAL_FULL_TIME_HOURS,
    Criterion,
)
from school.clauses.labels import BUCKETS, COUNTINGS, NOTICES
from school.web.forms import (
    DateField,
    DecimalField,
    Form,
    LengthAtMost,
    Required,
    TextField,
    WholeNumberField,
)

ROWS = 4
"""Criteria that an empty form has room for; one that holds more shows one more row."""

DECIMALS = {"inputmode": "decimal", "autocomplete": "off"}
FIGURES = {"inputmode": "numeric", "autocomplete": "off"}


def _amount(words: Any, *rules: Any, **more: Any) -> DecimalField:
    return DecimalField(words, list(rules) or [Optional()], render_kw=DECIMALS, **more)


def _months(words: Any, hint: Any = "") -> WholeNumberField:
    return WholeNumberField(
        words,
        [Optional(), NumberRange(1, MOST_MONTHS, lazy_gettext("Un nombre de 1 à %(max)s."))],
        description=hint,
        render_kw=FIGURES,
    )


def part_of_one(percent: Decimal | None) -> Decimal | None:
    """Turn what is typed in per cent into a part of one."""
    return None if percent is None else percent / 100


class ContractForm(Form):
    """What a contract says of its clause."""

    name = TextField(lazy_gettext("Nom du contrat"), [Required(), LengthAtMost(200)])
    authority = TextField(
        lazy_gettext("Maître d’ouvrage"),
        [Required(), LengthAtMost(200)],
        description=lazy_gettext("Toujours écrit de même : c’est à ce nom que ses agents lisent."),
        render_kw={"list": "authorities", "autocomplete": "off"},
    )
    operator_id = SelectField(lazy_gettext("Opérateur"), [Required()])
    kind = SelectField(lazy_gettext("Genre de contrat"), [Optional()])
    network = TextField(lazy_gettext("Réseau"), [Optional(), LengthAtMost(200)])
    department = TextField(lazy_gettext("Département"), [Optional(), LengthAtMost(100)])
    starts_on = DateField(lazy_gettext("Premier jour"), [Required()])
    ends_on = DateField(lazy_gettext("Dernier jour"), [Required()])
    globalised = BooleanField(
        lazy_gettext("Les lots sont globalisés : ce qui manque à l’un, un autre le compense")
    )
    training_counting = SelectField(lazy_gettext("La formation"), [Optional()])
    training_cap_share = _amount(
        lazy_gettext("La formation compte jusqu’à"),
        description=lazy_gettext("En part du quota d’insertion."),
    )
    full_time_hours = _amount(
        lazy_gettext("Heures d’une année à temps plein"),
        description=lazy_gettext("Vide : 1 600."),
    )
    currency = TextField(
        lazy_gettext("Monnaie"),
        [Optional(), LengthAtMost(3)],
        description=lazy_gettext("Trois lettres : XOF, EUR."),
    )
    penalty_per_hour = _amount(lazy_gettext("Pénalité par heure manquante"))
    penalty_cap = _amount(lazy_gettext("Plafond des pénalités"))
    late_report_per_day = _amount(lazy_gettext("Pénalité par jour de bilan en retard"))
    report_every_months = _months(lazy_gettext("Un bilan tous les"))
    report_within_days = WholeNumberField(
        lazy_gettext("Rendu au plus tard après"), [Optional()], render_kw=FIGURES
    )

    rows: int = ROWS

    def offer(self, operators: Sequence[tuple[str, str]]) -> None:
        """Fill the lists to choose from."""
        unsaid = SelectChoice("", lazy_gettext("Non précisé"))
        choose = SelectChoice("", lazy_gettext("Choisir…"))
        self.operator_id.choices = [choose, *(SelectChoice(*one) for one in operators)]
        self.kind.choices = [unsaid, *_choices(CONTRACT_KINDS)]
        self.training_counting.choices = [unsaid, *_choices(COUNTINGS)]

    def criterion_rows(self) -> list[tuple[Any, Any]]:
        """Give, for each criterion, the field of its words and that of its months."""
        return [(self[f"criterion_{number}"], self[f"months_{number}"]) for number in _all(self)]

    def criteria(self) -> tuple[Criterion, ...]:
        """Give the criteria that are worded."""
        return tuple(
            Criterion(words.data, months.data)
            for words, months in self.criterion_rows()
            if words.data
        )


def _all(form: ContractForm) -> Iterable[int]:
    return range(form.rows)


def _choices(words: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(one.value, label) for one, label in words.items()]


def contract_form(criteria: Sequence[Criterion] = ()) -> type[ContractForm]:
    """Make the form with a row for each criterion of eligibility, and room for more."""
    rows = min(MOST_CRITERIA, max(ROWS, len(criteria) + 1))
    fields: dict[str, Any] = {"rows": rows}
    for number in range(rows):
        kept = criteria[number] if number < len(criteria) else None
        fields[f"criterion_{number}"] = TextField(
            lazy_gettext("Critère %(number)s", number=number + 1),
            [Optional(), LengthAtMost(200)],
            default=kept.words if kept else None,
        )
        fields[f"months_{number}"] = WholeNumberField(
            lazy_gettext("Mois du critère %(number)s", number=number + 1),
            [Optional(), NumberRange(1, MOST_MONTHS, lazy_gettext("Un nombre de 1 à %(max)s."))],
            default=kept.months if kept else None,
            render_kw=FIGURES,
        )
    return type("ContractFormWithCriteria", (ContractForm,), fields)


def _lot() -> TextField:
    return TextField(
        lazy_gettext("Lot"),
        [Optional(), LengthAtMost(40)],
        description=lazy_gettext("Vide pour un contrat sans lots, ou qui les globalise."),
    )


class QuotaForm(Form):
    """The quota of a lot from a day on."""

    lot = _lot()
    bucket = SelectField(lazy_gettext("Nature"), choices=_choices(BUCKETS))
    valid_from = DateField(
        lazy_gettext("À partir du"),
        [Required()],
        description=lazy_gettext("Avant ce jour, l’ancien quota reste."),
    )
    hours = _amount(lazy_gettext("Quota en heures"))
    share_of_worked = _amount(
        lazy_gettext("Ou part des heures travaillées"),
        description=lazy_gettext("Le quota suit alors les heures travaillées de chaque mois."),
    )


class WorkedForm(Form):
    """All hours worked for a lot in a month."""

    month = TextField(
        lazy_gettext("Mois"),
        [Required(), LengthAtMost(7)],
        description=lazy_gettext("Comme 2026-03."),
        render_kw={"inputmode": "numeric", "placeholder": "2026-03"},
    )
    lot = _lot()
    hours = _amount(lazy_gettext("Heures travaillées, toutes ensemble"), Required())


class NoticeForm(Form):
    """What was notified under a contract."""

    kind = SelectField(lazy_gettext("Avis"), choices=_choices(NOTICES))
    on_date = DateField(lazy_gettext("Notifié le"), [Required()])
    expires_on = DateField(
        lazy_gettext("Délai jusqu’au"),
        [Optional()],
        description=lazy_gettext("Pour une mise en demeure."),
    )
    days = WholeNumberField(
        lazy_gettext("Jours de retard"),
        [Optional()],
        description=lazy_gettext("Pour un bilan en retard."),
        render_kw=FIGURES,
    )


class DocumentForm(Form):
    """A paper of a contract."""

    title = TextField(lazy_gettext("Nom du document"), [Required(), LengthAtMost(200)])
    file = FileField(
        lazy_gettext("Fichier PDF"),
        [FileRequired(lazy_gettext("Choisissez un fichier."))],
        description=lazy_gettext("10 Mo au plus."),
        render_kw={"accept": "application/pdf"},
    )


class SizingForm(Form):
    """What the size of a clause is computed from; it is asked, and nothing is kept."""

    amount = _amount(lazy_gettext("Montant du contrat"), Required())
    labour_share = _amount(
        lazy_gettext("Part de la main-d’œuvre"),
        Required(),
        description=lazy_gettext("Ce que les salaires font du montant."),
    )
    rate = _amount(
        lazy_gettext("Taux d’insertion"),
        Required(),
        description=lazy_gettext("La part de ces heures que la clause demande."),
    )
    hourly_cost = _amount(lazy_gettext("Coût d’une heure de travail"), Required())
    months = WholeNumberField(
        lazy_gettext("Durée du contrat"),
        [Required(), NumberRange(1, MOST_MONTHS, lazy_gettext("Un nombre de 1 à %(max)s."))],
        default=12,
        render_kw=FIGURES,
    )
    full_time_hours = _amount(
        lazy_gettext("Heures d’une année à temps plein"),
        Required(),
        default=USUAL_FULL_TIME_HOURS,
    )
    bound = _amount(
        lazy_gettext("Trop petit au-dessous de"),
        Required(),
        default=SMALLEST_CLAUSE_HOURS,
        description=lazy_gettext("280 h : huit semaines de 35 heures, la durée d’un module."),
    )

    class Meta:
        csrf = False
