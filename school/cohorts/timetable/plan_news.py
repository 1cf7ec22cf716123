"""A place for telling of a changed plan, filled by a feature above this one."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.timetable.plan_rules import Week

PlanNews = Callable[[Session, Cohort, Sequence[Week], Sequence[Week]], None]
"""Tells those concerned of a cohort's plan: as it was, and as it is."""

_EXTENSION = "school_plan_news"


def install(app: Flask, news: PlanNews) -> None:
    """Let changes of plans be told."""
    app.extensions[_EXTENSION] = news


def tell(session: Session, cohort: Cohort, before: Sequence[Week], after: Sequence[Week]) -> None:
    """Tell those concerned that a plan was changed."""
    news: PlanNews = current_app.extensions[_EXTENSION]
    news(session, cohort, before, after)
