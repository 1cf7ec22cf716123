"""Certificates and minutes on paper: read back from their pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.certification.certificate_document import certificate_paper
from school.certification.contents import Words
from school.certification.minutes_document import minutes_paper
from school.core.clock import today
from school.curriculum.lesson_models import Competency
from school.curriculum.models import Module, Path, PathModule
from tests.factories.certification import make_content, make_decision, make_jury
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.people import People

ADDRESS = "https://formation.ecole-de-la-fibre.example.bj/attest/Z0S4ZJ8KB7BX4AEWV36FSX1948"


def pages(paper: bytes) -> list[str]:
    """Read the words of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper)).pages]


def words_of(session: Session, path: Path) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Name the modules of a path and all that they teach, as a certificate does."""
    modules = session.scalars(
        select(Module)
        .join(PathModule, PathModule.module_id == Module.id)
        .where(PathModule.path_id == path.id)
        .order_by(PathModule.position)
    ).all()
    taught = session.scalars(
        select(Competency)
        .where(
            Competency.version_id == newest_version_id(session),
            Competency.module_id.in_([one.id for one in modules]),
        )
        .order_by(Competency.reference)
    ).all()
    named = [Words(one.reference, one.title_fr, one.title_en) for one in modules]
    return tuple(named), tuple(Words(one.reference, one.title_fr, one.title_en) for one in taught)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_certificate_of_every_path_is_one_page(
    app: Flask, people: People, session: Session, language: str
) -> None:
    for path in session.scalars(select(Path)).all():
        modules, competencies = words_of(session, path)
        content = make_content(whole_path=True, modules=modules, competencies=competencies)
        with app.test_request_context(), force_locale(language):
            [page] = pages(certificate_paper(content, "Z0S4ZJ8KB7", ADDRESS, language))
        assert all(one.code in page for one in (*modules, *competencies))


def test_minutes_give_each_reason_once_with_those_it_concerns(
    app: Flask, people: People, session: Session
) -> None:
    start = today() - timedelta(days=200)
    cohort = make_cohort(session, people.school, starts_on=start, ends_on=today())
    jury = make_jury(session, cohort)
    reasons = ("Dossier papier.", "Dossier papier.", "Malade le jour du quiz.", None)
    decisions = [
        make_decision(
            session,
            jury,
            make_enrolment(session, cohort, make_trainee(session, family_name=f"Nom{place}")),
            derogation=reason,
        )
        for place, reason in enumerate(reasons)
    ]
    with app.test_request_context(), force_locale("fr"):
        text = " ".join(pages(minutes_paper(jury, decisions, "fr")))
    told = text.split("Dérogations et leurs raisons")[1]
    assert told.count("Dossier papier.") == 1
    assert told.index("Nom0") < told.index("Nom1") < told.index("Malade") < told.index("Nom2")
    assert "Nom3" not in told
