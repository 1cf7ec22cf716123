"""The hours of a month in one file: an officer's rows, each held to the rules of a typed sheet."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from school.clauses.hours import queries
from school.clauses.hours.month_operations import Declared, PersonDay, declare_people
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import days_of_month
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourForm
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.exchange.findings import Findings
from school.exchange.intake import MOST_ROWS
from school.exchange.kinds import Choice, Day
from school.exchange.merging import ADDED, CHANGED
from school.exchange.operations import Outcome
from school.exchange.parsing import KeysSeen, Row
from school.exchange.reading import opened_bundle
from school.exchange.resolving import Resolver
from school.exchange.run import Run
from school.exchange.sources import Bundle, Sheet
from school.exchange.specs import Column, TableSpec, refers, text
from school.exchange.specs_clauses import CONTRACT, LOT
from school.exchange.specs_training import HOURS_OF_A_DAY
from school.exchange.table_import import REPEATED_KEY, TableImport
from school.exchange.uploads import SHOWN_FINDINGS, Upload

SPEC = TableSpec(
    IntegrationHours,
    key=("participant", "worked_on"),
    columns=(
        refers("participant", "participants", required=True),
        text("family_name"),
        text("given_names"),
        Column("worked_on", Day(), required=True),
        Column("hours", HOURS_OF_A_DAY),
        Column("form", Choice(HourForm)),
        replace(CONTRACT, required=False),
        LOT,
        Column("bucket", Choice(Bucket)),
    ),
)
"""What a file of a month's hours may say; names are for its reader, and a row without hours says
nothing. Lot and nature of the hours are those of the page where the file does not say them."""

WHOLE_KEY = replace(SPEC, key=("participant", "worked_on", "lot", "bucket"))

OTHER_MONTH = mark("un jour de %(month)s : cette feuille est celle de ce mois")
OTHER_CONTRACT = mark("le contrat de cette page, « %(contract)s », ou rien")
UNKNOWN_PERSON = mark("la référence d’une personne de vos contrats")
UNKNOWN_LOT = mark("un lot du contrat, avec cette nature d’heures")
ONE_TABLE = mark("une seule table : celle des heures du mois")


@dataclass(frozen=True)
class Month:
    """The month whose hours a file brings, and the lot where the file names none.

    `people` are those whose hours the importing person may declare.
    """

    contract: Contract
    month: str
    lot: Lot
    people: ColumnElement[bool]

    @property
    def days(self) -> list[date]:
        """The days that hours may be of."""
        return days_of_month(self.month)

    @property
    def about(self) -> str:
        """Name it, so that a file that was sent for one month is confirmed for no other."""
        return "\x1f".join(
            (self.contract.reference, self.month, self.lot.name, self.lot.bucket.value)
        )


def importer(
    session: Session, actor: str, month: Month, *, today: date
) -> Callable[[Upload], Outcome]:
    """Make what imports an upload as the hours of a month."""

    def run(upload: Upload) -> Outcome:
        with opened_bundle(upload.data, upload.name) as bundle:
            return import_month(session, actor, month, bundle, today=today)

    return run


def import_month(
    session: Session, actor: str, month: Month, bundle: Bundle, *, today: date
) -> Outcome:
    """Write the hours of a month from a file, to be validated, and report what is wrong by row.

    As with any bundle rows are flushed while others are checked: a caller drops the transaction
    when the outcome is refused. Raises `InvalidInput` when there are too many rows.
    """
    run = Run(
        session,
        Findings(),
        Resolver(session, None),
        today,
        lambda weight: None,
        changes_kept=SHOWN_FINDINGS,
        most_rows=MOST_ROWS,
    )
    sheet = _only_sheet(bundle)
    if sheet is None:
        run.findings.wrong(SPEC.name, ONE_TABLE)
    else:
        MonthImport(run, month, sheet).bring_in()
    outcome = Outcome(run.findings, run.counts, today)
    if outcome.changes_something and not outcome.refused:
        count = run.counts[SPEC.name]
        changes = {"month": month.month, "days": count.added + count.changed}
        audit.note(session, actor, "hours.import", month.contract, changes)
        session.flush()
    session.expire_all()
    return outcome


def _only_sheet(bundle: Bundle) -> Sheet | None:
    named = [one for one in bundle.sheets if one.name == SPEC.name]
    found = named or list(bundle.sheets)
    return found[0] if len(found) == 1 else None


class MonthImport(TableImport):
    """Brings the rows of a month in, a thousand at a time, in bounded memory."""

    def __init__(self, run: Run, month: Month, sheet: Sheet) -> None:
        super().__init__(run, SPEC, sheet)
        self.month = month
        self.lots = set(queries.lots_of(run.session, month.contract))
        self.keys = KeysSeen(WHOLE_KEY, run.today)

    def _import_chunk(self, rows: list[Row]) -> None:
        self.count.read += len(rows)
        self.run.refuse_too_many()
        people = self._people({row.cells.get("participant", "") for row in rows})
        by_lot: dict[Lot, list[tuple[Row, PersonDay]]] = defaultdict(list)
        for row in rows:
            self._complete(row, people)
            if row.sound and row.values.get("hours") is not None:
                by_lot[_lot_of(row)].append((row, _day_of(row, people)))
        for lot, days in by_lot.items():
            self._declare(lot, days)
        self.count.wrong += sum(not row.sound for row in rows)

    def _people(self, references: Iterable[str]) -> dict[str, Participant]:
        query = select(Participant).where(
            Participant.reference.in_(sorted(references)), self.month.people
        )
        return {one.reference: one for one in self.run.session.scalars(query)}

    def _complete(self, row: Row, people: dict[str, Participant]) -> None:
        """Say what a row leaves to its page, and refuse what is not of this month or contract."""
        if not row.cells:
            return
        row.values["lot"] = row.values.get("lot") or self.month.lot.name
        row.values["bucket"] = row.values.get("bucket") or self.month.lot.bucket
        self._refuse_repeated(row)
        self._refuse_elsewhere(row)
        named = row.values.get("participant")
        if named is not None and named not in people:
            self.run.refuse(SPEC, row, "participant", UNKNOWN_PERSON, {})

    def _refuse_elsewhere(self, row: Row) -> None:
        contract, day, days = self.month.contract, row.values.get("worked_on"), self.month.days
        if day is not None and not days[0] <= day <= days[-1]:
            self.run.refuse(
                SPEC, row, "worked_on", OTHER_MONTH, {"month": _written(self.month.month)}
            )
        if row.values.get("contract") not in {None, contract.reference}:
            values = {"contract": contract.reference}
            self.run.refuse(SPEC, row, "contract", OTHER_CONTRACT, values)
        if not {"lot", "bucket"} & row.failed and _lot_of(row) not in self.lots:
            self.run.refuse(SPEC, row, "lot", UNKNOWN_LOT, {})

    def _refuse_repeated(self, row: Row) -> None:
        if not {"participant", "worked_on", "lot", "bucket"} & row.failed:
            earlier = self.keys.earlier_row(row)
            if earlier is not None:
                self.run.refuse(SPEC, row, "worked_on", REPEATED_KEY, {"earlier": earlier})

    def _declare(self, lot: Lot, days: list[tuple[Row, PersonDay]]) -> None:
        found = declare_people(
            self.run.session,
            self.month.contract,
            lot,
            self.month.month,
            [day for _, day in days],
            today=self.run.today,
        )
        for (row, _), one in zip(days, found, strict=True):
            if isinstance(one, InvalidInput):
                self.run.refuse(SPEC, row, "hours", one.message, one.values)
            else:
                self._note(row, one)

    def _note(self, row: Row, one: Declared) -> None:
        if not one.changed:
            return
        if one.before is None:
            self.count.added += 1
            self.run.note_change(SPEC, row, ADDED, None)
            return
        self.count.changed += 1
        name, before, after = "hours", _shown("hours", one.before), _shown("hours", one.after)
        if one.before == one.after:
            name, before, after = "form", one.form or "", row.values.get("form") or ""
        self.run.note_change(SPEC, row, CHANGED, name, before=str(before), after=str(after))


def _lot_of(row: Row) -> Lot:
    return Lot(row.values["lot"], row.values["bucket"])


def _day_of(row: Row, people: dict[str, Participant]) -> PersonDay:
    values = row.values
    participant = people[values["participant"]]
    return PersonDay(participant, values["worked_on"], values["hours"], values.get("form"))


def _written(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{number}/{year}"


def _shown(name: str, value: Decimal) -> str:
    return SPEC.by_name[name].kind.show(value)
