"""The paper of a sealed report prints the figures of its file, all of them, and no other."""

import json
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.cohorts.rules import Sex
from school.hiring.rules import Evidence, SituationKind
from school.hiring.sealing.contents import contents_of
from school.hiring.sealing.files import preview_paper, written
from school.hiring.sealing.pages import Preview
from school.hiring.sealing.parameters import Parameters
from school.hiring.sealing.rules import FIGURES, PDF, Statement
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_school
from tests.support.paper_figures import PaperFigures, printed_figures, printed_lines

DAY = date(2026, 6, 30)
ASKED = Parameters(
    schools=("CFP", "EFC", "IRO"),
    as_of=DAY,
    known_on=DAY,
    months=6,
    evidence=Evidence.CONFIRMED,
    period_from=None,
    period_to=None,
    language=Language.FRENCH,
    checked_at="https://ecole.example/verify",
)
SIZES = [10, 20, 50]
"""What the scale of the funnel plot bears for these schools."""


@pytest.fixture
def schools(session: Session) -> None:
    """Three schools with a rate each, some figures hidden; the large one has two cohorts."""
    for code, hired, seeking, unknown in (("CFP", 9, 5, 2), ("EFC", 26, 9, 11), ("IRO", 20, 8, 0)):
        school = make_school(session, code, name=f"École {code} à Sèmè")
        cohort = make_cohort(session, school, reference=f"{code}-1", starts_on=date(2024, 11, 1))
        careers = Careers(session, cohort)
        careers.hired(hired - 6, Sex.MALE, in_trade=True)
        for one in careers.hired(6, Sex.FEMALE):
            careers.placement(one)
        careers.found(SituationKind.SEEKING, seeking, Sex.FEMALE)
        careers.certified(unknown, Sex.MALE)
        careers.withdrawn(5, Sex.MALE)
    second = make_cohort(session, school, reference="IRO-2", starts_on=date(2024, 8, 1))
    careers = Careers(session, second, date(2025, 3, 31))
    careers.hired(12, Sex.MALE)
    careers.hired(10, Sex.FEMALE)
    careers.found(SituationKind.SEEKING, 12, Sex.MALE)
    careers.found(SituationKind.SEEKING, 10, Sex.FEMALE)
    session.commit()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("codes", [("CFP", "EFC", "IRO"), ("EFC",), ("IRO",)], ids="-".join)
def test_every_figure_on_the_paper_is_that_of_the_file(
    app: Flask, session: Session, schools: None, language: Language, codes: tuple[str, ...]
) -> None:
    asked = replace(ASKED, schools=codes, language=language)
    statement = Statement({}, 1, datetime.fromisoformat("2026-07-01T08:00"), "Afi Dossou", "test")
    with app.test_request_context():
        files = written(contents_of(session, asked), statement).files
    figures = PaperFigures(json.loads(files[FIGURES]))
    assert printed_figures(files[PDF]) == figures.every(SIZES)


@pytest.mark.parametrize("codes", [("CFP", "EFC", "IRO"), ("IRO",)], ids="-".join)
def test_the_preview_draws_what_the_paper_draws(
    app: Flask, session: Session, schools: None, codes: tuple[str, ...]
) -> None:
    with app.test_request_context():
        contents = contents_of(session, replace(ASKED, schools=codes))
        lines, page = printed_lines(preview_paper(contents)), Preview(contents)
        names = ("headline", "known", "way", "sexes", "groups")
        drawn = [getattr(page, f"{name}_chart") for name in names]
    for picture in drawn:
        wide = picture.split("<svg")[-1]
        words = [" ".join(text.split()) for text in re.findall(r">([^<]+)</text>", wide)]
        assert words
        assert set(words) <= set(lines)
    assert ("École EFC à Sèmè" in drawn[-1]) == (len(codes) == 3)
