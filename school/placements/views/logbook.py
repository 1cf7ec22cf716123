"""The logbook: the apprentice writes it, the school reads it, the tutor validates it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.access.guard import requires
from school.access.permissions import Permission
from school.accounts.rules import LinkPurpose
from school.core.calendar import monday_of
from school.core.errors import DomainError
from school.placements import operations_logbook, queries, queries_logbook
from school.placements.blueprint import blueprint
from school.placements.forms import WeekForm, week_form
from school.placements.immersion.duty_operations import duties_of_week, waiting_duties
from school.placements.immersion.duty_queries import duties_done_in
from school.placements.immersion.labels import LEVELS
from school.placements.immersion.models import LogbookDuty
from school.placements.link_words import handed_on_words
from school.placements.logbook_actions import save_form, week_address
from school.placements.models import LogbookDay, Placement
from school.placements.operations import today_of
from school.placements.operations_links import recipient_of
from school.placements.policy import is_staff_of, keeps_logbook, parties_of
from school.placements.rules import (
    Party,
    PlacementDates,
    PlacementStatus,
    days_of_week,
    may_be_logged,
)
from school.placements.views.sending import deliver_week
from school.web.addresses import day_asked
from school.web.context import principal, session
from school.web.copied_texts import take_text
from school.web.submit import submit

PAGE = "placements/logbook.html"


@blueprint.get("/placements/<reference>/logbook")
@requires(Permission.SEE_PLACEMENTS)
def logbook(reference: str) -> ResponseReturnValue:
    """Show a week of the logbook, open to its apprentice while the placement runs."""
    placement = queries.placement_by_reference(session, principal, reference)
    monday = _monday(placement)
    days = queries_logbook.week_of_logbook(session, placement, monday)
    done = duties_done_in(session, placement, monday)
    form = _form(placement, monday)
    form.show(days)
    form.show_duties(done)
    return render_template(PAGE, form=form, **_week_words(placement, monday, days, done))


@blueprint.post("/placements/<reference>/logbook")
@requires(Permission.KEEP_LOGBOOK)
def save_week(reference: str) -> ResponseReturnValue:
    """Keep what the apprentice wrote in a week of the logbook."""
    placement = queries.placement_by_reference(session, principal, reference)
    monday = _monday(placement)
    if not keeps_logbook(principal, placement):
        return _not_yours(placement, monday)
    form = _form(placement, monday)
    days = queries_logbook.week_of_logbook(session, placement, monday)
    words = _week_words(placement, monday, days, duties_done_in(session, placement, monday))
    return submit(
        form, PAGE, lambda: save_form(session, principal, placement, monday, form), **words
    )


def _form(placement: Placement, monday: date) -> WeekForm:
    return week_form(duties_of_week(session, placement, monday))


def _not_yours(placement: Placement, monday: date) -> ResponseReturnValue:
    flash(gettext("Le carnet s’écrit par l’apprenti et se valide par le tuteur."), "warning")
    return redirect(week_address(placement, monday), 303)


def _monday(placement: Placement) -> date:
    asked = day_asked("week")
    return monday_of(asked or _nearest(today_of(placement), placement.dates))


def _nearest(day: date, dates: PlacementDates) -> date:
    last = dates.ended_on or dates.ends_on
    if last is not None and last < day:
        return last
    return max(day, dates.starts_on) if dates.starts_on else day


def _week_words(
    placement: Placement, monday: date, days: Sequence[LogbookDay], done: Sequence[LogbookDuty]
) -> dict[str, Any]:
    own = keeps_logbook(principal, placement)
    noted = {day.date: day for day in days}
    open_days = _open_days(placement, monday, noted) if own else []
    waiting = operations_logbook.waiting_days(days)
    waits = bool(waiting) or bool(waiting_duties(done))
    return {
        "placement": placement,
        "monday": monday,
        "week": days_of_week(monday),
        "noted": noted,
        "open_days": open_days,
        "later_days": _later_days(placement, monday) if own else [],
        "done": done,
        "levels": LEVELS,
        "own": own,
        "total": sum(day.hours for day in days),
        "waiting": waiting,
        "seen": operations_logbook.seen_mark(days, done),
        "may_send": waits and (own or is_staff_of(principal, placement)),
        "may_validate": waits and Party.ENTERPRISE in parties_of(principal, placement),
        "handed_on": _handed_on(placement, monday),
        "recipient": recipient_of(placement),
        "message": take_text(placement.reference),
        **_neighbours(placement, monday),
    }


def _handed_on(placement: Placement, monday: date) -> str:
    """Say to the school who validated a week by the link of somebody else."""
    if not is_staff_of(principal, placement):
        return ""
    link = queries.latest_link(session, LinkPurpose.VALIDATE_WEEK, placement, monday)
    return handed_on_words(link)


def _open_days(placement: Placement, monday: date, noted: dict[date, LogbookDay]) -> list[date]:
    if placement.status is not PlacementStatus.LIVE:
        return []
    dates, today = placement.dates, today_of(placement)
    return [
        day
        for day in days_of_week(monday)
        if may_be_logged(day, dates, today)
        and (day not in noted or noted[day].validated_on is None)
    ]


def _later_days(placement: Placement, monday: date) -> list[date]:
    """Give the days of this week that are still to come, for a copy that is filled in later."""
    if placement.status is not PlacementStatus.LIVE:
        return []
    dates, today = placement.dates, today_of(placement)
    if monday != monday_of(today):
        return []
    return [day for day in days_of_week(monday) if day > today and may_be_logged(day, dates, day)]


def _neighbours(placement: Placement, monday: date) -> dict[str, str | None]:
    dates = placement.dates
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    first = monday_of(dates.starts_on) if dates.starts_on else before
    last = min(today_of(placement), dates.ended_on or dates.ends_on or date.max)
    return {
        "previous_url": week_address(placement, before) if first <= before else None,
        "next_url": week_address(placement, after) if after <= last else None,
    }


@blueprint.post("/placements/<reference>/logbook/send")
@requires(Permission.SEE_PLACEMENTS)
def send_week(reference: str) -> ResponseReturnValue:
    """Send the tutor the link by which a week is validated."""
    placement = queries.placement_by_reference(session, principal, reference)
    monday, staff = _monday(placement), is_staff_of(principal, placement)
    if not staff and not keeps_logbook(principal, placement):
        return _not_yours(placement, monday)
    try:
        token = operations_logbook.send_week(session, placement, monday, again=staff)
        # The apprentice must never hold the secret that validates their own hours.
        deliver_week(placement, monday, token, request.form.get("channel", "") if staff else "")
    except DomainError as refusal:
        flash(gettext(refusal.message, **refusal.values), "warning")
    return redirect(week_address(placement, monday), 303)


@blueprint.post("/placements/<reference>/logbook/validate")
@requires(Permission.SEE_PLACEMENTS)
def validate_week(reference: str) -> ResponseReturnValue:
    """Validate a week as the signed-in tutor of the placement."""
    placement = queries.placement_by_reference(session, principal, reference)
    monday = _monday(placement)
    if Party.ENTERPRISE not in parties_of(principal, placement):
        return _not_yours(placement, monday)
    try:
        operations_logbook.validate_week(
            session, principal.name, placement, monday, request.form.get("seen", "")
        )
        flash(gettext("La semaine est validée."), "success")
    except DomainError as refusal:
        flash(gettext(refusal.message, **refusal.values), "warning")
    return redirect(week_address(placement, monday), 303)
