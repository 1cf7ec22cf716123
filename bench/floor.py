"""The floor: the same rows from the same database by bare Flask and SQLAlchemy.

One query for each page, a plain HTML table, no accounts, no forms' protection, no layout. What
a page of the product takes is told as a multiple of what this takes.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from gunicorn.app.base import BaseApplication
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from bench import plain_marks, plain_rates
from bench.servers import WORKERS
from school import tables  # noqa: F401
from school.accounts.models import SignedLink
from school.accounts.secrets import token_hash
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.audit import AuditEntry
from school.core.database import Database
from school.curriculum.models import PracticalTask
from school.placements.models import Placement
from school.practicals.models import Assessment, Measure
from school.practicals.rules import Verdict
from school.visits.models import Visit

DATABASE = "BENCH_DATABASE"
ROWS, VISITS = 50, 8
PAGE = """<!doctype html><html lang="fr"><head><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><table><thead><tr>{% for head in heads %}<th>{{ head }}</th>{% endfor %}
</tr></thead><tbody>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}
</tr>{% endfor %}</tbody></table></body></html>"""

app = Flask("floor")
database = Database(os.environ.get(DATABASE, "sqlite://"))
template = app.jinja_env.from_string(PAGE)


def page(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Render rows as a plain table."""
    return template.render(title=title, heads=heads, rows=rows)


@app.get("/health")
def health() -> str:
    """Say that the server answers."""
    return "ok"


@app.get("/report")
def report() -> str:
    """Show the figures of each cohort."""
    with database.session(write=False) as session:
        return page("Rapport", plain_rates.HEADS, plain_rates.rows(session))


@app.get("/day")
def day() -> str:
    """Show the visits that are due."""
    with database.session(write=False) as session:
        visits = session.scalars(
            select(Visit)
            .join(Visit.placement)
            .options(
                contains_eager(Visit.placement).joinedload(Placement.trainee),
                contains_eager(Visit.placement).joinedload(Placement.enterprise),
            )
            .where(Visit.done_on.is_(None))
            .order_by(Visit.planned_on)
            .limit(VISITS)
        ).all()
        rows = [
            (
                one.planned_on,
                one.placement.trainee.full_name,
                one.placement.enterprise.name,
                one.kind,
            )
            for one in visits
        ]
    return page("Visites", ("Jour", "Personne", "Entreprise", "Forme"), rows)


@app.get("/cohorts/<reference>")
def cohort(reference: str) -> str:
    """Show the people of a cohort, each with the way that the product draws."""
    with database.session(write=False) as session:
        enrolments = session.scalars(
            select(Enrolment)
            .join(Enrolment.trainee)
            .join(Enrolment.cohort)
            .options(contains_eager(Enrolment.trainee))
            .where(Cohort.reference == reference)
            .order_by(Trainee.sort_name)
            .limit(ROWS)
        ).all()
        marks = plain_marks.marks(session, reference, ROWS)
        rows = [
            (
                one.trainee.full_name,
                one.trainee.phone,
                one.applied_on,
                one.enrolled_on,
                one.completed_on,
                one.certified_on,
                marks.get(one.trainee_id, ""),
            )
            for one in enrolments
        ]
    heads = ("Personne", "Téléphone", "Candidature", "Entrée", "Fin", "Certification", "Parcours")
    return page(reference, heads, rows)


@app.get("/cohorts/<reference>/grid")
def grid(reference: str) -> str:
    """Show the latest verdict of each person and task."""
    with database.session(write=False) as session:
        assessments = session.scalars(
            select(Assessment)
            .join(Assessment.trainee)
            .join(Assessment.task)
            .join(Assessment.cohort)
            .options(contains_eager(Assessment.trainee), contains_eager(Assessment.task))
            .where(Cohort.reference == reference)
            .order_by(Trainee.sort_name, Assessment.recorded_on)
        ).all()
        tasks = sorted({one.task.reference for one in assessments})
        verdicts: dict[str, dict[str, str]] = {}
        for one in assessments:
            verdicts.setdefault(one.trainee.full_name, {})[one.task.reference] = one.verdict
    rows = [(name, *(by.get(task, "—") for task in tasks)) for name, by in verdicts.items()]
    return page(reference, ("Personne", *tasks), rows)


@app.post("/assessments")
def save() -> ResponseReturnValue:
    """Keep an assessment, its measures and a line of audit."""
    today = date.fromisoformat(request.form["assessed_on"])
    with database.transaction() as session:
        number = session.scalar(select(func.max(Assessment.id))) or 0
        assessment = Assessment(
            reference=f"F-{number + 1}",
            trainee=session.scalars(_by_reference(Trainee, request.form["trainee"])).one(),
            cohort=session.scalars(_by_reference(Cohort, request.form["cohort"])).one(),
            task=session.scalars(_by_reference(PracticalTask, request.form["task"])).one(),
            assessed_on=today,
            verdict=Verdict.ACQUIRED,
            recorded_on=today,
        )
        session.add(assessment)
        for name, value in request.form.items():
            if name.startswith("measure:"):
                measure = Measure(assessment_reference=assessment.reference, reference=name[8:])
                measure.value = Decimal(value)
                session.add(measure)
        session.flush()
        line = {"table_name": "assessments", "object_id": assessment.id, "changes": {}}
        session.add(AuditEntry(actor="bench", action="assessment.log", **line))
    return redirect("/", 303)


def _by_reference(model: Any, reference: str) -> Any:
    return select(model).where(model.reference == reference)


@app.get("/link/<token>")
def link(token: str) -> str:
    """Show the placement that a link asks to confirm."""
    with database.session(write=False) as session:
        one = session.scalars(
            select(Placement)
            .join(SignedLink, SignedLink.object_id == Placement.id)
            .options(
                joinedload(Placement.trainee),
                joinedload(Placement.enterprise),
                joinedload(Placement.tutor),
            )
            .where(SignedLink.token_hash == token_hash(token))
        ).one()
        tutor = one.tutor.name if one.tutor else ""
        row = (
            one.trainee.full_name,
            one.enterprise.name,
            tutor,
            one.position,
            one.starts_on,
            one.ends_on,
        )
    heads = ("Personne", "Entreprise", "Tuteur", "Poste", "Début", "Fin")
    return page("Confirmer", heads, [row])


class FloorServer(BaseApplication):
    """Gunicorn with the settings of the product's server."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """Bind to a port of this machine with as many workers as the product has."""
        self.cfg.set("bind", f"127.0.0.1:{self.port}")
        self.cfg.set("workers", WORKERS)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("timeout", 60)

    def load(self) -> Flask:
        """Give the application to each worker."""
        return app


if __name__ == "__main__":
    FloorServer(int(sys.argv[1])).run()
