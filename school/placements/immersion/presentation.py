"""The page of an immersion: duties drawn and mapped to modules, hours, weeks, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.cohorts.timetable import queries as timetable
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.presentation import WeekMark, week_label, week_marks
from school.cohorts.timetable.rules import Place
from school.core.calendar import monday_of
from school.curriculum.models import Module
from school.documents.chart import chart
from school.documents.svg import both_sizes
from school.placements.immersion import queries
from school.placements.immersion.coverage_drawing import DutyRow, draw_duties
from school.placements.immersion.coverage_rules import (
    Coverage,
    KnownDuty,
    coverage_by_module,
    coverage_of,
    mondays_drawn,
)
from school.placements.immersion.duty_queries import work_done
from school.placements.immersion.hours_rules import ImmersionHours, hours_of
from school.placements.immersion.labels import LEVELS
from school.placements.immersion.models import Absence, Accident
from school.placements.models import Placement
from school.web.template_words import language


@dataclass(frozen=True)
class ImmersionPage:
    """What the page of an immersion shows."""

    coverage: Coverage
    drawing: Markup | None
    finding: str
    modules: list[tuple[Module, Coverage]]
    hours: ImmersionHours
    weeks: list[WeekMark]
    absences: Sequence[Absence]
    accidents: Sequence[Accident]

    def best_words(self, duty: KnownDuty) -> str:
        """Say how well a duty was done at its best."""
        return str(LEVELS[duty.best]) if duty.best else gettext("Jamais donnée")

    def best_kind(self, duty: KnownDuty) -> str:
        """Give the look of that."""
        return "done" if duty.is_alone else "ours" if duty.is_given else "off"


def immersion_page(session: Session, placement: Placement, today: date) -> ImmersionPage:
    """Gather the page of an immersion."""
    work = work_done(session, placement)
    coverage = coverage_of(work.duties)
    plan = _own_weeks(timetable.plan_of(session, placement.cohort_id), placement)
    modules = timetable.modules_of(session, placement.cohort)
    absences = queries.absences_of(session, placement)
    by_module = coverage_by_module(coverage, [one.reference for one in modules])
    return ImmersionPage(
        coverage=coverage,
        drawing=_drawing(coverage, plan, today),
        finding=_finding(coverage),
        modules=[(one, by_module[one.reference]) for one in modules],
        hours=hours_of(
            placement.dates,
            placement.weekly_hours,
            plan,
            absences,
            work.noted,
            work.validated,
            today,
        ),
        weeks=week_marks(plan, {}, today),
        absences=absences,
        accidents=queries.accidents_of(session, placement),
    )


def _own_weeks(plan: Sequence[Week], placement: Placement) -> list[Week]:
    first = placement.starts_on
    last = placement.ended_on or placement.ends_on
    return [
        week
        for week in plan
        if (first is None or week.sunday >= first) and (last is None or week.monday <= last)
    ]


def _finding(coverage: Coverage) -> str:
    total = len(coverage.duties)
    if not total:
        return gettext("Aucune mission n’est encore convenue")
    if not coverage.never:
        return ngettext(
            "La mission a été donnée (%(num)s sur %(num)s)",
            "Les %(num)s missions ont été données",
            total,
        )
    return ngettext(
        "%(num)s mission sur %(total)s n’a jamais été donnée",
        "%(num)s missions sur %(total)s n’ont jamais été données",
        coverage.never,
        total=total,
    )


def _drawing(coverage: Coverage, plan: Sequence[Week], today: date) -> Markup | None:
    if not coverage.duties:
        return None
    planned = [week.monday for week in plan if week.place is Place.ENTERPRISE]
    mondays = mondays_drawn(coverage, planned, today) or [monday_of(today)]
    rows = tuple(_row(one, mondays) for one in coverage.duties)
    labels = tuple(week_label(monday) for monday in mondays)
    label = gettext("Missions du poste, semaine par semaine ; les nombres sont dans la liste")
    return both_sizes(
        chart(language(), draw_duties, rows, labels), label=label, identity="duties-drawn"
    )


def _row(duty: KnownDuty, mondays: Sequence[date]) -> DutyRow:
    met = {week.monday: week.level for week in duty.weeks}
    detail = str(LEVELS[duty.best]) if duty.best else gettext("Jamais donnée")
    return DutyRow(duty.wording, detail, tuple(met.get(monday) for monday in mondays))
