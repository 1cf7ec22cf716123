"""The report of hiring for the ministry, on screen and on paper: published figures alone."""

from dataclasses import dataclass

from flask_babel import gettext
from reportlab.platypus import Flowable, Spacer

from school.core.statistics import Interval
from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import HIDDEN, Hidden, Published, PublishedRate, PublishedRow
from school.hiring.report.filters import Asked
from school.hiring.report.labels import BREAKDOWNS, PLACES, RATE_MEANINGS, RATES
from school.web.filters import NOTHING, day_long, number, percent


@dataclass(frozen=True)
class Written:
    """A table in words: its heads, its lines, the first cell of each names it; None is hidden."""

    title: str
    heads: list[str]
    lines: list[list[str | None]]


@dataclass(frozen=True)
class PublishedPage:
    """A published report, written out: nothing of it is computed from what is hidden."""

    published: Published
    asked: Asked

    @property
    def whose(self) -> str:
        """The school, or all of them."""
        return self.asked.school.name if self.asked.school else gettext("Toutes les écoles")

    @property
    def days(self) -> str:
        """The day of the count and of what was known: the end of a quarter."""
        options = self.published.options
        return gettext(
            "%(months)s mois après la sortie. Chiffres arrêtés au %(day)s (fin de trimestre).",
            months=options.months,
            day=day_long(options.as_of),
        )

    @property
    def why_hidden(self) -> str:
        """What is hidden outside the schools, and why."""
        return why_hidden()

    @property
    def tables(self) -> list[Written]:
        """Everything that is published, groups first."""
        return [self._groups(), self._rates(), self._sexes()]

    def _groups(self) -> Written:
        key = self.published.options.by[0]
        heads = [
            str(BREAKDOWNS[key]),
            gettext("Sortis"),
            gettext("Certifiés"),
            gettext("Taux d’embauche"),
            gettext("Intervalle à 95 %"),
            gettext("Situations connues"),
        ]
        rows = self.published.rows[-1:] if self.asked.school else self.published.rows
        lines = [[self._name(key, row), *_group_cells(row)] for row in rows]
        return Written(gettext("Taux d’embauche par groupe"), heads, lines)

    def _name(self, key: Breakdown, row: PublishedRow) -> str:
        if not row.group:
            return self.asked.school.name if self.asked.school else gettext("Ensemble")
        code = row.group[key]
        names = {school.reference: school.name for school in self.asked.schools}
        return names.get(code or "", code or NOTHING)

    def _rates(self) -> Written:
        figures = self.published.total.figures
        heads = [gettext("Indicateur"), gettext("Taux"), gettext("Intervalle à 95 %")]
        lines: list[list[str | None]] = [
            [f"{RATES[name]} : {RATE_MEANINGS[name]}", *_rate_cells(figures.rates[name])]
            for name in self.published.rates
        ]
        return Written(gettext("Tous les taux, avec leurs nombres"), heads, lines)

    def _sexes(self) -> Written:
        total = self.published.total
        heads = [gettext("Étape"), gettext("Part des femmes"), gettext("Intervalle à 95 %")]
        lines: list[list[str | None]] = [
            [str(label), *_rate_cells(total.figures.shares[place])]
            for place, label in PLACES.items()
        ]
        rates = (
            (gettext("Taux d’embauche des femmes"), total.women.hire_rate),
            (gettext("Taux d’embauche des hommes"), total.men.hire_rate),
        )
        lines += [[label, *_rate_cells(rate)] for label, rate in rates]
        return Written(gettext("Femmes et hommes"), heads, lines)


def _group_cells(row: PublishedRow) -> list[str | None]:
    counts = (row.figures.counts["leavers"], row.figures.counts["certified"])
    known, _ = _rate_cells(row.figures.coverage)
    return [
        *(None if count is HIDDEN else number(count) for count in counts),
        *_rate_cells(row.figures.hire_rate),
        known,
    ]


def _rate_cells(rate: PublishedRate | Hidden) -> list[str | None]:
    """Write a rate with its counts, and its interval."""
    if rate is HIDDEN:
        return [None, None]
    if not rate.denominator:
        return [NOTHING, NOTHING]
    counts = f"{number(rate.numerator)}/{number(rate.denominator)}"
    return [f"{percent(rate.value)} ({counts})", _between(rate.interval)]


def _between(ends: Interval | None) -> str:
    return f"{percent(ends.low)} – {percent(ends.high)}" if ends else NOTHING


def published_document(page: PublishedPage, language: str) -> bytes:
    """Make the PDF of a published report in the language that is set; same input, same bytes."""
    letterhead = Letterhead(
        school=page.whose,
        title=gettext("Rapport d’embauche"),
        subtitle=page.days,
        language=language,
        page_number=lambda number_, total: gettext(
            "page %(page)s sur %(total)s", page=number_, total=total
        ),
        foot="",
    )
    story: list[Flowable] = [paragraph(why_hidden(), SOFT)]
    for table in page.tables:
        first, *others = table.heads
        columns = [Column(first, 2.4), *(Column(head, 1.2, is_number=True) for head in others)]
        rows = [[cell or gettext("masqué") for cell in line] for line in table.lines]
        story += [Spacer(0, 8), paragraph(table.title, HEADING), data_table(columns, rows)]
    return build(letterhead, story)


def why_hidden() -> str:
    """Say what is hidden outside the schools, and why."""
    return gettext(
        "Un nombre de 1 à 4 personnes n’est pas publié, ni ce qui permettrait de le retrouver ; "
        "un taux porte sur dix personnes au moins."
    )
