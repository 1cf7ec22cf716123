"""The first page of those who speak for an operator or an authority: contracts, what waits."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.penalties.hearing_rules import turn
from school.clauses.penalties.labels import STATES as HEARING_STATES
from school.clauses.penalties.queries import HeardBy, waiting_hearings
from school.clauses.practices.actions.labels import standing
from school.clauses.practices.actions.models import ClauseAction
from school.clauses.practices.actions.queries import own_overdue
from school.clauses.queries import PendingHours, contracts, pending_hours
from school.clauses.reports.labels import STATES as REPORT_STATES
from school.clauses.reports.labels import period_words
from school.clauses.reports.queries import ReportLine, waiting_reports
from school.oversight.turns import Turn
from school.web.filters import day, day_short, number

TURNS_SHOWN = 7


def clauses_home(session: Session, principal: Principal, today: date) -> dict[str, Any]:
    """Gather the contracts of a person, late actions, reports owed, hearings, hours that wait."""
    validates = principal.may(Permission.VALIDATE_HOURS)
    waiting = pending_hours(session, principal, today, TURNS_SHOWN)
    return {
        "contracts": contracts(session, principal, 1),
        "turns": [
            *(_late(one, today) for one in own_overdue(session, principal, today, TURNS_SHOWN)),
            *(
                _report(*one, manages=principal.may(Permission.MANAGE_CLAUSES))
                for one in waiting_reports(session, principal, today, TURNS_SHOWN)
            ),
            *(_hearing(one, today) for one in waiting_hearings(session, principal, TURNS_SHOWN)),
            *(_turn(one, validates=validates) for one in waiting),
        ],
        "today": today,
    }


def _turn(one: PendingHours, *, validates: bool) -> Turn:
    return Turn(
        title=gettext(
            "%(hours)s h déclarées pour « %(contract)s »",
            hours=number(one.hours),
            contract=one.name,
        ),
        url=url_for("clauses.contract", reference=one.reference),
        who_kind="ours" if validates else "theirs",
        who_label=gettext("à vous") if validates else gettext("au maître d’ouvrage"),
        text=gettext("à valider ou à rejeter"),
        since=gettext("depuis le %(day)s", day=day_short(one.since)),
    )


def _report(contract: Contract, line: ReportLine, *, manages: bool) -> Turn:
    title = gettext(
        "Bilan %(period)s, « %(contract)s »",
        period=period_words(line.period),
        contract=contract.name,
    )
    due_on = line.period.due_on
    if due_on is None:
        since = gettext("depuis le %(day)s", day=day_short(line.period.ends_on))
    else:
        since = gettext("échéance : %(day)s", day=day(due_on))
    return Turn(
        title=title,
        url=url_for("clauses.reports", reference=contract.reference),
        who_kind="late" if line.days_late else ("ours" if manages else "theirs"),
        who_label=gettext("à vous") if manages else gettext("à l’opérateur"),
        text=str(REPORT_STATES[line.state]),
        since=since,
    )


def _hearing(one: HeardBy, today: date) -> Turn:
    hearing = one.hearing
    side, since = turn(hearing.said, today)
    is_ours = side is one.side
    return Turn(
        title=gettext("Audition avant pénalité, « %(contract)s »", contract=hearing.contract.name),
        url=url_for("penalties.good_faith", reference=hearing.contract.reference),
        who_kind="ours" if is_ours else "theirs",
        who_label=gettext("à vous") if is_ours else gettext("à l’autre partie"),
        text=gettext(
            "%(state)s ; réponses attendues jusqu’au %(day)s",
            state=HEARING_STATES[hearing.state],
            day=day_short(hearing.answer_by),
        ),
        since=gettext("depuis le %(day)s", day=day_short(since)),
    )


def _late(one: ClauseAction, today: date) -> Turn:
    return Turn(
        title=one.wording,
        url=url_for("practices.action", reference=one.reference),
        who_kind="late",
        who_label=gettext("à vous"),
        text=standing(one, today).state,
        since=gettext("échéance : %(day)s", day=day(one.due_on)),
    )
