"""Pages by which sessions are held, moved and cancelled, one by one or many at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.cohorts.attendance_rules import HALF_DAY_HOURS
from school.cohorts.blueprint import blueprint
from school.cohorts.cohort_queries import period_of
from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable import operations, queries, series_operations
from school.cohorts.timetable.forms import (
    NOBODY,
    CancelForm,
    CopyForm,
    SeriesForm,
    SessionForm,
    TeachingForm,
)
from school.cohorts.timetable.models import ClassSession
from school.cohorts.timetable.plan_rules import ONE_WEEK, week_of
from school.cohorts.timetable.presentation import module_words
from school.cohorts.timetable.rules import TEACHING_DAYS
from school.cohorts.timetable.series_operations import Series
from school.cohorts.views.cohorts import managed
from school.core.calendar import monday_of
from school.core.clock import today
from school.web.addresses import day_asked
from school.web.context import principal, session
from school.web.submit import submit
from school.web.template_words import language


@blueprint.route("/cohorts/<reference>/sessions/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def new_session(reference: str) -> ResponseReturnValue:
    """Hold a session of a cohort on a half-day."""
    cohort, form = managed(reference), SessionForm()
    context = _offer(form, cohort)
    template = "cohorts/timetable/new_session.html"
    if not form.is_submitted():
        _suggest(form, cohort)
        return render_template(template, form=form, **context)
    return submit(form, template, lambda: _hold(form, cohort), **context)


@blueprint.route("/sessions/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def edit_session(reference: str) -> ResponseReturnValue:
    """Move a session, or change who holds it, where and about what."""
    held, form = queries.session_by_reference(session, principal, reference), SessionForm()
    context = {**_offer(form, held.cohort), "held": held}
    template = "cohorts/timetable/edit_session.html"
    if not form.is_submitted():
        form.show(held)
        return render_template(template, form=form, **context)
    return submit(form, template, lambda: _move(form, held), **context)


@blueprint.route("/sessions/<reference>/cancel", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def cancel_session(reference: str) -> ResponseReturnValue:
    """Cancel a session, saying why."""
    held, form = queries.session_by_reference(session, principal, reference), CancelForm()
    context = {"cohort": held.cohort, "held": held}
    template = "cohorts/timetable/cancel_session.html"
    if not form.is_submitted():
        form.version.data = str(held.version)
        return render_template(template, form=form, **context)
    return submit(form, template, lambda: _cancel(form, held), **context)


@blueprint.route("/cohorts/<reference>/sessions/series", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def new_series(reference: str) -> ResponseReturnValue:
    """Hold the same session on several half-days of each week."""
    cohort, form = managed(reference), SeriesForm()
    context = _offer(form, cohort)
    template = "cohorts/timetable/new_series.html"
    if not form.is_submitted():
        form.first.data = _week_asked(cohort)
        form.last.data = period_of(cohort).nearest(_friday(form.first.data))
        _suggest_teaching(form, cohort, form.first.data)
        return render_template(template, form=form, **context)
    return submit(form, template, lambda: _hold_series(form, cohort), **context)


@blueprint.route("/cohorts/<reference>/sessions/copy", methods=["GET", "POST"])
@requires(Permission.MANAGE_COHORTS)
def copy_week(reference: str) -> ResponseReturnValue:
    """Hold in one week what is held in another: the one before, unless another is named."""
    cohort, form = managed(reference), CopyForm()
    template = "cohorts/timetable/copy_week.html"
    if not form.is_submitted():
        form.target.data = _week_asked(cohort)
        form.source.data = monday_of(form.target.data) - ONE_WEEK
        return render_template(template, form=form, cohort=cohort)
    return submit(form, template, lambda: _copy(form, cohort), cohort=cohort)


def _offer(form: TeachingForm, cohort: Cohort) -> dict[str, Any]:
    modules = queries.modules_of(session, cohort)
    trainers = queries.trainers_of(session, cohort.school_id)
    form.offer_teaching(
        [(one.id, module_words(one)) for one in modules], [(one.id, one.name) for one in trainers]
    )
    return {"cohort": cohort, "rooms": queries.rooms_of(session, cohort.school_id)}


def _suggest(form: SessionForm, cohort: Cohort) -> None:
    form.date.data = day_asked("date") or period_of(cohort).nearest(today())
    half_day = request.args.get("half_day", "")
    form.half_day.data = half_day if half_day in set(HalfDay) else HalfDay.MORNING.value
    _suggest_teaching(form, cohort, form.date.data)


def _suggest_teaching(form: TeachingForm, cohort: Cohort, day: date) -> None:
    week = week_of(queries.plan_of(session, cohort.id), day)
    modules = queries.titles_of(queries.modules_of(session, cohort))
    module = modules.get(week.module or "") if week else None
    form.module.data = str(module.id) if module else NOBODY
    form.hours.data = HALF_DAY_HOURS


def _week_asked(cohort: Cohort) -> date:
    day = day_asked("week") or today()
    return period_of(cohort).nearest(monday_of(day))


def _friday(day: date) -> date:
    return monday_of(day) + timedelta(days=TEACHING_DAYS - 1)


def _hold(form: SessionForm, cohort: Cohort) -> str:
    confirmed = form.confirmed.data
    held = operations.hold_session(
        session, principal, cohort, form.details, language=language(), confirmed=confirmed
    )
    flash(gettext("La séance est à l’emploi du temps."), "success")
    return _week_address(held)


def _move(form: SessionForm, held: ClassSession) -> str:
    operations.move_session(
        session,
        principal,
        held,
        form.details,
        known_version=form.known_version,
        language=language(),
        confirmed=form.confirmed.data,
    )
    flash(gettext("La séance est changée."), "success")
    return _week_address(held)


def _cancel(form: CancelForm, held: ClassSession) -> str:
    version = form.known_version
    operations.cancel_session(
        session, principal, held, form.reason.data, known_version=version, today=today()
    )
    flash(gettext("La séance est annulée."), "success")
    return _week_address(held)


def _hold_series(form: SeriesForm, cohort: Cohort) -> str:
    return _many(
        cohort,
        form.first.data,
        lambda: series_operations.hold_series(
            session,
            principal,
            cohort,
            form.chosen_slots(),
            form.details,
            last=form.last.data,
            language=language(),
        ),
    )


def _copy(form: CopyForm, cohort: Cohort) -> str:
    source, target = form.source.data, form.target.data
    return _many(
        cohort,
        target,
        lambda: series_operations.copy_week(
            session, principal, cohort, source, target, language=language()
        ),
    )


def _many(cohort: Cohort, day: date, hold: Callable[[], Series]) -> str:
    series = hold()
    words = [ngettext("%(num)s séance ajoutée.", "%(num)s séances ajoutées.", series.held)]
    if series.taken:
        words.append(
            ngettext(
                "%(num)s demi-journée avait déjà sa séance.",
                "%(num)s demi-journées avaient déjà leur séance.",
                series.taken,
            )
        )
    if series.closed:
        words.append(
            ngettext(
                "%(num)s demi-journée sans cours est laissée.",
                "%(num)s demi-journées sans cours sont laissées.",
                series.closed,
            )
        )
    flash(" ".join(words), "success" if series.held else "info")
    monday = monday_of(day).isoformat()
    return url_for("cohorts.week", reference=cohort.reference, week=monday)


def _week_address(held: ClassSession) -> str:
    monday = monday_of(held.date).isoformat()
    return url_for("cohorts.week", reference=held.cohort.reference, week=monday)
