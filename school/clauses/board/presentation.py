"""The board in words, lines and bars, for its page and its paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from school.clauses.board.figures import VALUES, Board, ContractLine, GroupLine
from school.clauses.board.filters import NARROWING, NOT_STATED, Filters
from school.clauses.board.rules import Alert, Grouped
from school.clauses.labels import BUCKETS
from school.clauses.rules import Bucket
from school.clauses.standing.hour_words import hours_told, money_told
from school.clauses.standing.people_words import people_sentences, people_told
from school.clauses.standing.presentation import bar_of
from school.clauses.standing.rules import NO_HOURS, Standing
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.documents.chart import Chart, chart
from school.documents.charts import progress, small_progress
from school.documents.svg import fixed
from school.web.filters import capital, month, number, percent, several, small_initial
from school.web.template_words import language

MONTHS_NAMED = 3
"""How many missing months a line names; of more it gives the number."""


@dataclass(frozen=True)
class Part:
    """The hours of one bucket in a line."""

    bucket: Bucket
    standing: Standing
    identity: str

    @property
    def name(self) -> str:
        """What kind of hours."""
        return str(BUCKETS[self.bucket])

    @property
    def ratio(self) -> str:
        """How much of the quota is done."""
        return percent(self.standing.ratio)

    @property
    def done(self) -> str:
        """Hours that count, of how many."""
        return gettext(
            "%(done)s sur %(quota)s",
            done=hours_told(self.standing.counted),
            quota=hours_told(self.standing.quota),
        )

    @property
    def people(self) -> str:
        """The persons who did them."""
        return people_told(self.standing.people)

    @property
    def picture(self) -> Markup:
        """The bar."""
        label = gettext("%(ratio)s du quota", ratio=self.ratio)
        return fixed(small_progress(bar_of(self.standing)), label=label, identity=self.identity)


@dataclass(frozen=True)
class Line:
    """A contract or a group of contracts as a row of the board."""

    name: str
    detail: str
    url: str
    parts: Sequence[Part]
    missing: str
    foretold: str
    months: str
    alerts: Sequence[Alert]


@dataclass(frozen=True)
class BoardPage:
    """The board that a page shows. `everything` is the reader's; `board` what filters left."""

    everything: Board
    board: Board
    filters: Filters
    number: int = 1

    @property
    def as_of(self) -> date:
        """The day of the figures."""
        return self.board.asked.as_of

    @property
    def headline(self) -> str:
        """What is missing in all."""
        return hours_told(self.board.shortfall)

    @property
    def sentence(self) -> str:
        """What the headline adds up."""
        missing = [
            gettext(
                "%(bucket)s : %(hours)s",
                bucket=small_initial(str(BUCKETS[bucket])),
                hours=hours_told(standing.shortfall),
            )
            for bucket, standing in self.board.standings.items()
        ]
        return capital(several([*missing, gettext("aucun lot ne compense un autre")]))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The sums beside the headline."""
        standings = self.board.standings.values()
        quota = sum((one.quota for one in standings), NO_HOURS)
        counted = sum((one.counted for one in standings), NO_HOURS)
        return [
            (gettext("contrats"), number(len(self.board.lines))),
            (gettext("heures demandées"), number(quota, 0)),
            (gettext("heures qui comptent"), number(counted, 0)),
        ]

    @property
    def people_sentences(self) -> list[str]:
        """Who did the hours, in which ways, and who left for a job, by bucket."""
        return [
            f"{BUCKETS[bucket]}. {people_sentences(one)}"
            for bucket, one in self.board.standings.items()
            if one.people.everybody
        ]

    @property
    def penalty_sentences(self) -> list[str]:
        """What shortfalls may cost and what is due, a sentence for each currency."""
        return [
            gettext(
                "Pénalités possibles s’il manque autant d’heures à la fin : %(potential)s ; dues "
                "à ce jour : %(due)s.",
                potential=money_told(potential, currency),
                due=money_told(due, currency),
            )
            for currency, (potential, due) in self.board.penalties.items()
        ]

    @property
    def alerts(self) -> list[tuple[Alert, int, str]]:
        """Each alert that holds somewhere, for how many contracts, and the way to them."""
        counts = [(alert, self.everything.count(alert)) for alert in Alert]
        return [(alert, held, self.address(alert=alert.value)) for alert, held in counts if held]

    @cached_property
    def rows(self) -> Slice[Line]:
        """The lines of this page of the list, the furthest behind first."""
        found: Sequence[ContractLine | GroupLine] = self.board.lines
        if self.filters.by is not Grouped.CONTRACT:
            found = self.board.grouped(self.filters.by)
        page = clamp(self.number, len(found))
        first = (page - 1) * PAGE_SIZE
        shown = found[first : first + PAGE_SIZE]
        lines = [self._line(one, rank) for rank, one in enumerate(shown, start=first)]
        return Slice(lines, page, len(found))

    @property
    def choices(self) -> Mapping[Grouped, list[tuple[str, str]]]:
        """The values of departments, operators and authorities, to choose from."""
        return {key: self._choices(key) for key in NARROWING}

    def address(self, **more: str) -> str:
        """Lead to this board with something else asked for."""
        kept: dict[str, Any] = {
            name: value for name, value in self.filters.kept.items() if name != "by"
        }
        return url_for("clauses.board", **{**kept, **more})

    def file_address(self, kind: str) -> str:
        """Lead to this board as a file: « pdf », « xlsx » or « csv »."""
        kept: dict[str, Any] = dict(self.filters.kept)
        return url_for(f"clauses.board_{kind}", **kept)

    def _choices(self, key: Grouped) -> list[tuple[str, str]]:
        found = {
            VALUES[key](line.contract) or NOT_STATED: name_of(key, line)
            for line in self.everything.lines
        }
        return sorted(found.items(), key=lambda pair: (pair[0] == NOT_STATED, pair[1]))

    def _line(self, one: ContractLine | GroupLine, rank: int) -> Line:
        parts = [Part(*pair, f"bar-{rank}-{pair[0].value}") for pair in one.standings.items()]
        missing = sum((part.standing.shortfall for part in parts), NO_HOURS)
        if isinstance(one, ContractLine):
            contract = one.contract
            return Line(
                contract.name,
                several(filter(None, (contract.authority, contract.department))),
                url_for("clauses.contract", reference=contract.reference),
                parts,
                hours_told(missing),
                foretold(one),
                months_told(one.months_missing),
                one.alerts,
            )
        count = len(one.lines)
        return Line(
            name_of(one.by, one.lines[0]),
            gettext("contrats : %(count)s", count=number(count)),
            self.address(by="contract", **{one.by.value: one.value or NOT_STATED}),
            parts,
            hours_told(missing),
            "—",
            number(one.months_missing) if one.months_missing else "—",
            one.alerts,
        )

    def drawing(self, most: int) -> Chart:
        """Draw the first lines with a quota, the furthest behind first."""
        bars = [
            bar_of(standing, f"{line.contract.name}, {small_initial(str(BUCKETS[bucket]))}", ratio)
            for line in self.board.lines
            for bucket, standing in line.standings.items()
            if (ratio := percent(standing.ratio)) and standing.quota
        ]
        return chart(language(), progress, tuple(bars[:most]))


def name_of(key: Grouped, line: ContractLine) -> str:
    """Name the value of a contract by which it is brought together with others."""
    contract = line.contract
    if key is Grouped.OPERATOR and contract.operator is not None:
        return contract.operator.name
    return VALUES[key](contract) or gettext("non précisé")


def foretold(line: ContractLine) -> str:
    """Say what would be missing at the contract's end; a dash where nothing can be foretold."""
    return "—" if line.foretold is None else hours_told(line.foretold)


def months_told(months: Sequence[date]) -> str:
    """Name the months without a declaration, or count them."""
    if not months:
        return "—"
    if len(months) > MONTHS_NAMED:
        return number(len(months))
    return several(month(f"{one:%Y-%m}") for one in months)
