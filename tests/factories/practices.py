"""Builders of what makes contracts better: actions, good practices, questionnaires."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.clauses.models import Contract
from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.actions.rules import ActionMeasure, ActionState
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.rules import PracticeState, search_key
from school.clauses.practices.surveys.models import TeamSurvey
from school.clauses.rules import Bucket
from tests.factories.records import add, number


def make_action(session: Session, contract: Contract, **values: Any) -> ClauseAction:
    """Make an action that is to be done by the end of May, its hours declared."""
    defaults = {
        "reference": f"AC-{number()}",
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "wording": "Accueillir trois apprentis",
        "owner_name": "Ida Houngbo",
        "starts_on": date(2026, 3, 2),
        "due_on": date(2026, 5, 29),
        "expected_hours": Decimal(840),
        "measure": ActionMeasure.DECLARED,
        "state": ActionState.TO_DO,
        "since": date(2026, 3, 2),
    }
    return add(session, ClauseAction(contract_id=contract.id, **{**defaults, **values}))


def make_action_hours(session: Session, action: ClauseAction, **values: Any) -> DeclaredActionHours:
    """Declare a hundred hours of an action, for the first time."""
    defaults = {
        "reference": f"AH-{number()}",
        "number": 1,
        "hours": Decimal(100),
        "declared_on": date(2026, 4, 1),
        "declared_by": "Ida Houngbo",
    }
    return add(session, DeclaredActionHours(action_id=action.id, **{**defaults, **values}))


def make_practice(session: Session, **values: Any) -> GoodPractice:
    """Make a practice that the ministry published."""
    serial = number()
    defaults = {
        "reference": f"GP-{serial}",
        "team": "Équipe du Littoral",
        "title": f"Accueillir à deux {serial}",
        "done": "Un ancien et un nouveau sur chaque chantier.",
        "state": PracticeState.PUBLISHED,
        "made_on": date(2026, 1, 5),
        "since": date(2026, 1, 12),
    }
    stated = {**defaults, **values}
    stated.setdefault("search_key", search_key(stated["title"], stated["done"]))
    return add(session, GoodPractice(**stated))


def make_use(
    session: Session, practice: GoodPractice, contract: Contract, **values: Any
) -> PracticeUse:
    """Let a contract follow a practice since March."""
    defaults = {
        "reference": f"GU-{number()}",
        "used_since": date(2026, 3, 2),
        "stated_by": "Ida Houngbo",
    }
    named = {"practice_id": practice.id, "contract_id": contract.id}
    return add(session, PracticeUse(**{**named, **defaults, **values}))


def make_survey(session: Session, contract: Contract, **values: Any) -> TeamSurvey:
    """Ask a team of a contract, which has not answered."""
    defaults = {
        "reference": f"TS-{number()}",
        "team": "Équipe de raccordement",
        "recipient_name": "Moussa Sanni",
        "asked_by": "Ida Houngbo",
        "asked_on": date(2026, 3, 2),
    }
    return add(session, TeamSurvey(contract_id=contract.id, **{**defaults, **values}))
