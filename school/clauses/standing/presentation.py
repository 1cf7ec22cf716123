"""Where a contract stands, in words and as a picture, unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext
from markupsafe import Markup

from school.clauses.labels import BUCKETS
from school.clauses.standing.hour_words import hours_told, money_told
from school.clauses.standing.people_words import people_sentences
from school.clauses.standing.report import Report, UnitRow
from school.clauses.standing.rules import NO_HOURS, Standing
from school.documents.chart import Chart, chart
from school.documents.charts import Progress, progress
from school.documents.svg import both_sizes
from school.web.filters import day_long, percent, small_initial
from school.web.template_words import language


def unit_name(row: UnitRow) -> str:
    """Name a unit: its lot and what kind of hours."""
    if row.contract.globalised:
        lot = gettext("Tous les lots")
    else:
        lot = gettext("Lot %(lot)s", lot=row.lot) if row.lot else gettext("Sans lot")
    return f"{lot}, {small_initial(str(BUCKETS[row.bucket]))}"


@dataclass(frozen=True)
class UnitLine:
    """A unit as a page tells it."""

    row: UnitRow

    @property
    def name(self) -> str:
        """The unit's name."""
        return unit_name(self.row)

    @property
    def standing(self) -> Standing:
        """Its figures."""
        return self.row.standing

    @property
    def ratio_sentence(self) -> str:
        """How much of the quota is done."""
        return ratio_sentence(self.standing)

    @property
    def gap_sentence(self) -> str:
        """Whether it is ahead of its target or behind."""
        return gap_sentence(self.standing)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What the declared hours came to; parts without an hour are left out."""
        hours = self.standing.hours
        parts = (
            (gettext("validées"), hours.validated),
            (gettext("formation comptée"), self.standing.training_counted),
            (gettext("en attente"), hours.pending),
            (gettext("rejetées"), hours.rejected),
            (gettext("non éligibles"), hours.ineligible),
            (gettext("comptées deux fois"), hours.double_counted),
        )
        first, *others = parts
        return [(name, hours_told(sum_)) for name, sum_ in (first, *(o for o in others if o[1]))]

    @property
    def people_sentence(self) -> str:
        """Who worked, in which ways, and who left for a job."""
        return people_sentences(self.standing)

    @property
    def outlook_sentence(self) -> str:
        """What is foretold for the contract's end; nothing where nothing can be."""
        return outlook_sentence(self.standing)

    @property
    def penalty_sentence(self) -> str:
        """What the shortfall may cost; nothing where it costs nothing."""
        penalty = self.standing.penalty
        if not penalty.potential:
            return ""
        return gettext(
            "Pénalité possible s’il manque autant d’heures à la fin : %(potential)s ; "
            "due à ce jour : %(due)s.",
            potential=money_told(penalty.potential, penalty.currency),
            due=money_told(penalty.due, penalty.currency),
        )


def ratio_sentence(standing: Standing) -> str:
    """Say how much of a quota is done."""
    done = hours_told(standing.counted)
    if standing.ratio is None:
        return gettext("%(done)s validées, sans quota à ce jour.", done=done)
    return gettext(
        "%(done)s sur %(quota)s, soit %(ratio)s.",
        done=done,
        quota=hours_told(standing.quota),
        ratio=percent(standing.ratio),
    )


def gap_sentence(standing: Standing) -> str:
    """Say whether hours are ahead of what should be done by now, or behind; nothing without."""
    gap = standing.gap
    if gap is None or not standing.quota:
        return ""
    values = {"hours": hours_told(abs(gap)), "target": hours_told(standing.pro_rata_target)}
    if gap < 0:
        return gettext("En retard de %(hours)s : à ce jour, il en faudrait %(target)s.", **values)
    return gettext("En avance de %(hours)s : à ce jour, il en faudrait %(target)s.", **values)


def outlook_sentence(standing: Standing) -> str:
    """Say what is foretold for the contract's end; nothing where nothing can be."""
    outlook = standing.outlook
    if outlook.shortfall is None or not standing.quota:
        return ""
    if outlook.shortfall > NO_HOURS:
        words = gettext("il manquerait %(hours)s", hours=hours_told(outlook.shortfall))
    else:
        words = gettext("le quota serait atteint")
    if outlook.pipeline is not None:
        return gettext("À la fin du contrat, avec les heures prévues : %(words)s.", words=words)
    return gettext("À la fin du contrat, au rythme des mois passés : %(words)s.", words=words)


def bar_of(standing: Standing, label: str = "", detail: str = "") -> Progress:
    """Make the bar of some figures."""
    quota = standing.quota
    if not quota:
        return Progress(label, detail, None)
    target = standing.pro_rata_target
    return Progress(
        label,
        detail,
        float(standing.counted / quota),
        float(standing.hours.pending / quota),
        None if target is None else float(target / quota),
    )


@dataclass(frozen=True)
class ContractStanding:
    """Where one contract stands on a day."""

    report: Report

    @cached_property
    def lines(self) -> Sequence[UnitLine]:
        """Its units, lot by lot."""
        return [UnitLine(row) for row in self.report.rows if isinstance(row, UnitRow)]

    @property
    def as_of(self) -> date:
        """The day."""
        return self.report.asked.as_of

    @property
    def title(self) -> str:
        """The finding: what is missing over all units, none of which makes up for another."""
        missing = sum((line.standing.shortfall for line in self.lines), NO_HOURS)
        if not any(line.standing.quota for line in self.lines):
            return gettext("Aucun quota n’est en vigueur")
        if missing == NO_HOURS:
            return gettext("Tous les quotas sont atteints")
        return gettext("Il manque %(hours)s pour atteindre les quotas", hours=hours_told(missing))

    @property
    def sub(self) -> str:
        """How the picture is read."""
        return gettext(
            "Au %(day)s. Plein : heures qui comptent ; hachuré : en attente ; trait : ce qui "
            "devrait être fait à ce jour. Les lots ne se compensent pas.",
            day=day_long(self.as_of),
        )

    @property
    def drawing(self) -> Chart:
        """The bars of all units."""
        rows = tuple(
            bar_of(line.standing, line.name, percent(line.standing.ratio)) for line in self.lines
        )
        return chart(language(), progress, rows)

    @cached_property
    def picture(self) -> Markup:
        """The bars, for the page."""
        label = gettext("Part de chaque quota déjà faite ; les nombres sont dessous")
        return both_sizes(self.drawing, label=label, identity="standing")
