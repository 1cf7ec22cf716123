"""What each role finds first: the director's figures, the trainer's day, the apprentice's trace."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role
from school.cohorts.labels import HALF_DAYS
from school.cohorts.timetable.queries import next_session
from school.core.clock import now
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Scope, hiring_report
from school.hiring.job_alert_queries import ALERTS_OF_JOBS
from school.hiring.report import labels as report_labels
from school.hiring.sealing import wording
from school.hiring.sealing.queries import reports_for
from school.learning.quizzes.next_steps import NextSteps, next_steps
from school.oversight import home_queries
from school.oversight.clauses_home import clauses_home
from school.oversight.director_pictures import DirectorPictures
from school.oversight.forecasts import forecasts_of
from school.oversight.ministry import portal
from school.oversight.ministry_pictures import MinistryPictures
from school.oversight.next_day import is_in_training, next_day
from school.oversight.person import PersonPage, own_page
from school.oversight.turns import (
    Turn,
    contact_turns,
    in_order,
    placement_turns,
    visit_turns,
)
from school.oversight.waiting_queries import waiting_for_somebody
from school.oversight.waiting_turns import (
    agreement_turns,
    consultation_turns,
    end_turns,
    is_for_reader,
    proposal_turns,
)
from school.placements.immersion.alert_labels import AlertTurn, alert_turns
from school.placements.immersion.alert_queries import alerts_of
from school.placements.models import Placement
from school.placements.rules import CURRENT_STATES, PlacementStatus
from school.practicals.labels import VERDICT_KINDS, VERDICTS
from school.visits.contact.agreed_alert_queries import ALERTS_OF_VISITS
from school.visits.contact.queries import (
    Standing,
    concerning_director,
    overdue_for_keeper,
    standings,
)
from school.visits.models import Visit
from school.visits.rules import is_late
from school.web.template_words import language

TURNS_SHOWN = 7
SEALED_SHOWN = 3
FURTHER_ALERTS = (*ALERTS_OF_JOBS, *ALERTS_OF_VISITS)
"""What hiring and visits add to the alerts about placements."""

WaitingKinds = list[Sequence[Turn | AlertTurn]]
"""What waits, each kind by itself with the oldest first."""


@dataclass(frozen=True)
class Home:
    """A template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def home_of(session: Session, principal: Principal, today: date) -> Home:
    """Choose the first page: of several roles, the one with most to decide."""
    if principal.has_role(Role.DIRECTOR):
        return _director(session, principal, today)
    if principal.has_role(Role.TRAINER):
        return _trainer(session, principal, today)
    if principal.has_role(Role.MINISTRY):
        return _ministry(session, principal, today)
    if principal.has_role(Role.APPRENTICE):
        return _apprentice(session, principal, today)
    if principal.may(Permission.SEE_CLAUSES):
        return Home("oversight/clauses.html", clauses_home(session, principal, today))
    return _enterprise(session, principal, today)


def _director(session: Session, principal: Principal, today: date) -> Home:
    scope = Scope(principal.school_ids(Permission.SEE_INDICATORS))
    options = Options(as_of=today, known_on=today, by=(Breakdown.COHORT,))
    report = hiring_report(session, scope, options)
    found = standings(session, principal, today, CURRENT_STATES)
    silent = concerning_director(found, today)
    waiting = director_turns(session, principal, today, found)
    groups = home_queries.groups_today(session, principal, today)
    in_training = {group.reference: group.people for group in groups if group.people}
    return Home(
        "oversight/director.html",
        {
            "today": today,
            "findings": DirectorPictures(report),
            "forecasts": forecasts_of(report, in_training),
            "labels": report_labels,
            "school": home_queries.school_today(session, principal, today),
            "waiting": in_order(waiting)[:TURNS_SHOWN],
            "silent": len(silent),
        },
    )


def director_turns(
    session: Session,
    principal: Principal,
    today: date,
    found: Sequence[Standing],
    limit: int = TURNS_SHOWN,
) -> WaitingKinds:
    """List what waits in a director's schools, so many of each kind; `found` are all placements."""
    visits = _visits_due(found, principal, today)[:limit]
    silent = concerning_director(found, today)
    alerts = alerts_of(session, principal, today, limit, FURTHER_ALERTS)
    return [
        contact_turns(silent, visits, today, principal.staff_id),
        placement_turns(_waiting(found), today),
        visit_turns(visits, today, principal.staff_id),
        alert_turns(alerts, principal, today),
        *waiting_turns(session, principal, today, limit),
    ]


def _visits_due(found: Sequence[Standing], principal: Principal, today: date) -> list[Visit]:
    """List the next visit of each placement where it is late or due, as `visits_due` does."""
    last = today + home_queries.VISITS_AHEAD
    due = [
        (one.visit.trainer_id != principal.staff_id, one.visit.planned_on, one.visit.reference, one)
        for one in found
        if one.visit is not None
        and one.visit.planned_on is not None
        and one.visit.planned_on <= last
    ]
    due.sort(key=lambda row: row[:3])
    return [one.visit for *_, one in due if one.visit is not None]


def _waiting(found: Sequence[Standing]) -> list[Placement]:
    """List the placements that wait for an answer or a start, as `placements_waiting` does."""
    waiting = [one.placement for one in found if one.placement.status is not PlacementStatus.LIVE]
    waiting.sort(key=lambda one: (one.proposed_on or date.min, one.reference))
    waiting.sort(key=lambda one: one.status.value, reverse=True)
    return waiting[: home_queries.PLACEMENTS_SHOWN]


def forecast_page(
    session: Session, principal: Principal, today: date, months: int
) -> dict[str, Any]:
    """Forecast the rate of the coming cohorts at a delay, for those who direct their schools."""
    scope = Scope(principal.school_ids(Permission.SEE_PERSONS_BEHIND_FIGURES))
    options = Options(as_of=today, known_on=today, months=months, by=(Breakdown.COHORT,))
    report = hiring_report(session, scope, options)
    groups = home_queries.groups_today(session, principal, today)
    in_training = {group.reference: group.people for group in groups if group.people}
    found = forecasts_of(report, in_training)
    return {"today": today, "findings": DirectorPictures(report), "forecasts": found}


def _trainer(session: Session, principal: Principal, today: date) -> Home:
    visits = home_queries.visits_due(session, principal, today)
    silent = overdue_for_keeper(session, principal, today)
    turns = contact_turns(silent, visits, today, principal.staff_id)
    return Home(
        "oversight/trainer.html",
        {
            "today": today,
            "groups": home_queries.groups_today(session, principal, today),
            "coming": next_session(session, principal, today),
            "visit_turns": [
                *turns[:TURNS_SHOWN],
                *visit_turns(visits, today, principal.staff_id),
            ],
            "silent": len(silent),
            "alert_turns": alert_turns(
                alerts_of(session, principal, today, TURNS_SHOWN, FURTHER_ALERTS), principal, today
            ),
            "waiting": in_order(waiting_turns(session, principal, today))[:TURNS_SHOWN],
            "late": sum(is_late(one.planned_on, one.done_on, today) for one in visits),
            "recent": home_queries.recent_assessments(session, principal, today),
            "verdict_words": VERDICTS,
            "verdict_kinds": VERDICT_KINDS,
        },
    )


def _ministry(session: Session, principal: Principal, today: date) -> Home:
    found = portal(session, today)
    return Home(
        "oversight/ministry.html",
        {
            "today": today,
            "portal": found,
            "page": MinistryPictures(found.published),
            "sealed": reports_for(session, principal, 1).items[:SEALED_SHOWN],
            "labels": report_labels,
            "words": wording,
        },
    )


def _apprentice(session: Session, principal: Principal, today: date) -> Home:
    page = own_page(session, principal, today)
    placements = page.record.placements if page else []
    live = next((one for one in placements if one.status is PlacementStatus.LIVE), None)
    steps = _next_steps(session, principal, page)
    waiting = page.record.agreements if page else []
    asked = [one for one in waiting if is_for_reader(one, principal)]
    own = agreement_turns(asked, principal, now())
    found: dict[str, Any] = {"steps": steps, "coming": None, "trains": False, "agreements": own}
    found["ends"] = end_turns(page.record.ends if page else {})
    if page is not None and is_in_training(page.record.main_enrolment, today):
        enrolment = page.record.main_enrolment
        coming = next_day(session, enrolment, placements, today, language())
        found |= {"coming": coming, "trains": True, "half_days": HALF_DAYS}
    return Home("oversight/apprentice.html", {"page": page, "live": live, **found})


def _next_steps(
    session: Session, principal: Principal, page: PersonPage | None
) -> NextSteps | None:
    """Find what an apprentice has to read and to answer, while in a cohort or after it."""
    enrolment = page.record.main_enrolment if page else None
    if enrolment is None or enrolment.enrolled_on is None or enrolment.withdrawn_on is not None:
        return None
    return next_steps(session, principal, enrolment, now())


def waiting_turns(
    session: Session, principal: Principal, today: date, limit: int = TURNS_SHOWN
) -> list[list[Turn]]:
    """List the turns of agreements, of proposals and of consultations."""
    found = waiting_for_somebody(session, principal, today, limit)
    return [
        agreement_turns(found.agreements, principal, now()),
        proposal_turns(found.proposals, principal, today),
        consultation_turns(found.consultations, today),
    ]


def _enterprise(session: Session, principal: Principal, today: date) -> Home:
    waiting = [
        *chain.from_iterable(waiting_turns(session, principal, today)),
        *placement_turns(home_queries.placements_waiting(session, principal), today),
    ]
    return Home("oversight/enterprise.html", {"placement_turns": waiting})
