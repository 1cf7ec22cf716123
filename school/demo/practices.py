"""Doing better in the demo: action plans, and good practices that a team writes."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from school.clauses.models import Contract
from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.actions.rules import ActionMeasure, ActionState
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.rules import PracticeState, search_key
from school.clauses.practices.surveys.models import TeamSurvey
from school.clauses.practices.surveys.rules import DEFAULT_QUESTIONS
from school.clauses.rules import Bucket
from school.core.questions import Answer
from school.demo import names, story
from school.demo.clauses import BORGOU, LITTORAL
from school.demo.draft import Draft

OWNER = " ".join(story.OFFICER)
OWNER_EMAIL = names.address(*story.OFFICER, story.OFFICER_HOST)


USUAL: dict[str, Any] = {
    "contract": LITTORAL,
    "lot": "1",
    "bucket": Bucket.INTEGRATION,
    "owner_name": OWNER,
    "owner_email": None,
    "expected_hours": None,
    "measure": ActionMeasure.DECLARED,
    "reason": None,
    "version": 1,
}
"""What an action of the demo is unless it says otherwise."""

ACTIONS: tuple[tuple[int, int, int, dict[str, Any]], ...] = (
    (
        *(-45, -4, -40),
        {
            "wording": "Accueillir trois apprentis de la promotion en cours, huit semaines",
            "owner_email": OWNER_EMAIL,
            "expected_hours": Decimal(840),
            "state": ActionState.RUNNING,
        },
    ),
    (
        *(-120, 40, -100),
        {
            "wording": "Embaucher deux raccordeurs avec l’aide de l’école",
            "expected_hours": Decimal(560),
            "measure": ActionMeasure.ENTRIES,
            "state": ActionState.RUNNING,
        },
    ),
    (
        *(-90, -30, -35),
        {
            "wording": "Former les chefs de chantier à l’accueil des apprentis",
            "state": ActionState.DONE,
            "reason": "Six chefs de chantier formés en une journée.",
        },
    ),
    (
        *(-80, 10, -20),
        {
            "contract": BORGOU,
            "wording": "Confier le tirage de câble à une association d’insertion",
            "owner_name": "Moussa Sanni",
            "expected_hours": Decimal(300),
            "state": ActionState.DROPPED,
            "reason": "L’association n’a pas l’agrément pour ce chantier.",
        },
    ),
)
"""When each begins, is due and came into its state, in days from today, and what it says."""


def plan_actions(draft: Draft, today: date) -> None:
    """Write the plan of two contracts: late, counted among the entries, done and dropped."""
    operator = next(row["operator"] for row in draft.rows[Contract] if row["reference"] == LITTORAL)
    for number, (starts, due, since, stated) in enumerate(ACTIONS, start=1):
        counted = stated.get("measure") is ActionMeasure.ENTRIES
        draft.add(
            ClauseAction,
            reference=f"AC-DEMO-{number}",
            **{
                **USUAL,
                **stated,
                "enterprise": operator if counted else None,
                "starts_on": today + timedelta(days=starts),
                "due_on": today + timedelta(days=due),
                "since": today + timedelta(days=since),
            },
        )
    for number, (days, hours) in enumerate(((21, 180), (7, 315)), start=1):
        draft.add(
            DeclaredActionHours,
            reference=f"AH-DEMO-{number}",
            action="AC-DEMO-1",
            number=number,
            hours=Decimal(hours),
            note="Feuilles de chantier signées",
            declared_on=today - timedelta(days=days),
            declared_by=OWNER,
        )


TEAM = "Équipe de raccordement du Littoral"

PRACTICES: tuple[dict[str, Any], ...] = (
    {
        "title": "Un binôme pour le premier mois",
        "done": "Chaque apprenti travaille un mois avec le même ancien.\n"
        "Le chef de chantier demande aux deux, le vendredi, ce qui a manqué.",
        "meant_for": "Apprentis, premiers contrats",
        "state": PracticeState.PUBLISHED,
    },
    {
        "title": "Dire les heures le premier lundi du mois",
        "done": "Le conducteur de travaux et l’école relisent ensemble les carnets du mois passé.",
        "meant_for": None,
        "state": PracticeState.DRAFT,
    },
)
"""What the operator's team writes."""


def write_practices(draft: Draft, today: date) -> None:
    """Write the practices of a team; its own contract follows the one that is published."""
    operator = next(row["operator"] for row in draft.rows[Contract] if row["reference"] == LITTORAL)
    for number, stated in enumerate(PRACTICES, start=1):
        draft.add(
            GoodPractice,
            reference=f"GP-DEMO-{number}",
            operator=operator,
            team=TEAM,
            search_key=search_key(stated["title"], stated["done"], stated["meant_for"], TEAM),
            made_on=today - timedelta(days=160),
            since=today - timedelta(days=150),
            version=1,
            **stated,
        )
    draft.add(
        PracticeUse,
        reference="GU-DEMO-1",
        practice="GP-DEMO-1",
        contract=LITTORAL,
        used_since=today - timedelta(days=120),
        note="Le binôme dure six semaines",
        stated_by=OWNER,
        version=1,
    )


def ask_teams(draft: Draft, today: date) -> None:
    """Ask one team twice, which answered once, and write what it answered."""
    marks = ("4", "2", "3", "4", "2")
    answers = [
        Answer(one, (value,), why="Nous l’apprenons trop tard" if value == "2" else None)
        for one, value in zip(DEFAULT_QUESTIONS, marks, strict=False)
    ]
    asked = (
        (-95, -90, [one.as_plain() for one in answers]),
        (-5, None, None),
    )
    for number, (first, answered, given) in enumerate(asked, start=1):
        draft.add(
            TeamSurvey,
            reference=f"TS-DEMO-{number}",
            contract=LITTORAL,
            team=TEAM,
            recipient_name="Moussa Sanni",
            asked_by=OWNER,
            asked_on=today + timedelta(days=first),
            answered_on=None if answered is None else today + timedelta(days=answered),
            answers=given,
        )
