"""An apprentice before a quiz with one question of each kind, and the page as it was filled in."""

import re
from collections.abc import Mapping

import html5lib
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Trainee
from school.curriculum.pack.questions import Question
from school.learning.drawing import Drawn
from school.learning.quizzes.operations import draw_for
from school.learning.quizzes.targets import QuizTarget
from tests.factories.lessons import make_figure, newest_version_id
from tests.factories.quizzes import replace_bank
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.quizzes import page_fields, right_answer
from tests.unit.learning.samples import KINDS, question

ATTEMPT = "/quizzes/modules/F0/attempt"
PRACTICE = "/quizzes/lessons/F0-01/practice"
CHANGING = re.compile(
    r'<input [^>]*name="(?:submission|csrf_token|once|shown)"[^>]*>|nonce="[^"]*"'
)


def bank_of_each(changes: Mapping[str, Mapping[str, object]] | None = None) -> list[Question]:
    """Make a bank with one question of each kind, with what a test changes of some."""
    told = changes or {}
    return [
        question(kind, code=f"K-{kind}", lesson="F0-01", **told.get(kind, {})) for kind in KINDS
    ]


def sit_down(people: People, session: Session) -> Cohort:
    """Enrol the apprentice in a cohort that runs now, whose common core asks each kind once."""
    cohort = make_cohort(
        session, people.school, curriculum_version_id=newest_version_id(session), ends_on=None
    )
    make_enrolment(session, cohort, session.get(Trainee, people.account("apprentice").trainee_id))
    make_figure(session, reference="connector")
    replace_bank(session, bank_of_each())
    session.commit()
    return cohort


def drawn_items(app: Flask, target: QuizTarget, number: int = 1) -> list[tuple[Question, Drawn]]:
    """Give what an attempt shows, as the server draws it."""
    return list(draw_for(target, number, app.config["SECRET_KEY"]).items)


def right_fields(app: Flask, target: QuizTarget, number: int = 1) -> dict[str, str]:
    """Fill in an attempt so that every answer is right."""
    fields: dict[str, str] = {}
    for asked, drawn in drawn_items(app, target, number):
        fields |= page_fields(asked, drawn, right_answer(asked, drawn))
    return fields


def lasting(text: str) -> str:
    """Give a page without what each view of it has of its own."""
    return CHANGING.sub("", text)


def filled_in(text: str) -> dict[str, str]:
    """Read what the page of an attempt would send, by the names of its answers."""
    root = html5lib.parse(text, namespaceHTMLElements=False)
    found: dict[str, str] = {}
    for box in root.iter("input"):
        ticked = box.get("type") not in {"radio", "checkbox"} or box.get("checked") is not None
        if ticked and box.get("type") != "hidden":
            found[box.get("name") or ""] = box.get("value") or ""
    for box in root.iter("select"):
        chosen = [one.get("value") for one in box.iter("option") if "selected" in one.attrib]
        found[box.get("name") or ""] = (chosen or [""])[0] or ""
    return {name: value for name, value in found.items() if name.startswith("q-") and value}
