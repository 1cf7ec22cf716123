"""Sealed reports of different schools and days, previews and editions: what they tell together."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.cohorts.models import Enrolment
from school.cohorts.rules import Sex
from school.core.errors import NotAllowed
from school.hiring.publication.publish import HIDDEN
from school.hiring.rules import Evidence, SituationKind
from school.hiring.sealing import operations
from school.hiring.sealing.contents import Contents, contents_of
from school.hiring.sealing.operations import Sealer
from school.hiring.sealing.parameters import Parameters
from tests.factories.careers import Careers
from tests.factories.records import make_cohort, make_school
from tests.support.people import People

FIRST, SECOND = date(2026, 6, 30), date(2026, 7, 31)
ASKED = Parameters(
    ("AUTRE", "EMN"), FIRST, FIRST, 6, Evidence.CONFIRMED, None, None, Language.FRENCH, "https://e"
)


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    return Sealer("Afi Dossou", datetime.fromisoformat("2026-10-01T08:00"), tmp_path / "instance")


@pytest.fixture
def unknown(people: People, session: Session) -> list[Enrolment]:
    """Three schools, the third of three people; those of the first of whom nothing is known."""
    small = make_school(session, reference="PETIT")
    known = []
    for number, school in enumerate((people.school, people.other_school, small)):
        cohort = make_cohort(session, school, reference=f"C-{number}", starts_on=date(2024, 11, 1))
        careers = Careers(session, cohort)
        careers.hired(3 if school is small else 20, Sex.MALE)
        if school is not small:
            careers.found(SituationKind.SEEKING, 10, Sex.FEMALE)
            known.append(careers.certified(15, Sex.MALE))
    session.commit()
    return known[0]


def learn(session: Session, enrolments: list[Enrolment]) -> None:
    """Record hires in July."""
    for one in enrolments:
        Careers(session, one.cohort).hire(one, recorded_on=date(2026, 7, 15))
    session.commit()


def contents(session: Session, *schools: str) -> Contents:
    return contents_of(session, replace(ASKED, schools=schools))


def test_reports_of_the_same_days_agree_count_by_count(
    app: Flask, session: Session, unknown: list[Enrolment]
) -> None:
    """The three of the small school are not the difference of two reports."""
    with app.test_request_context():
        every, some = contents(session, "AUTRE", "EMN", "PETIT"), contents(session, "AUTRE", "EMN")
        alone = {code: contents(session, code) for code in ("AUTRE", "EMN", "PETIT")}
    for row in every.group_rows:
        of_itself = alone[row.group["school"]].total  # type: ignore[index]
        assert of_itself.figures == row.figures
        assert (of_itself.women, of_itself.men) == (row.women, row.men)
    hired, fewer = (one.total.figures.counts["hired"] for one in (every, some))
    assert HIDDEN in {hired, fewer} or hired == fewer
    assert alone["PETIT"].total.figures.counts["hired"] is HIDDEN


def test_enterprises_are_read_in_the_report_of_one_school(
    app: Flask, session: Session, unknown: list[Enrolment]
) -> None:
    with app.test_request_context():
        assert contents(session, "AUTRE", "EMN").withheld == ["enterprises"]
        assert contents(session, "EMN").withheld == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("AUTRE", "EMN"), ("EMN",)),
        (("EMN",), ("AUTRE", "EMN")),
        (("AUTRE", "EMN", "PETIT"), ("EMN",)),
        (("EMN", "PETIT"), ("AUTRE", "EMN")),
    ],
)
def test_other_days_of_overlapping_schools_are_held_against_each_other(
    app: Flask, session: Session, unknown: list[Enrolment], sealer: Sealer,
    first: tuple[str, ...], second: tuple[str, ...],
) -> None:  # fmt: skip
    later = replace(ASKED, schools=second, as_of=SECOND, known_on=SECOND)
    with app.test_request_context():
        code = operations.seal(session, replace(ASKED, schools=first), sealer).code
        session.commit()
        learn(session, unknown[:3])
        with pytest.raises(NotAllowed) as refused:
            operations.seal(session, later, sealer)
        assert refused.value.values["code"] == code
        learn(session, unknown[3:6])
        assert operations.seal(session, later, sealer).code


def test_schools_apart_are_not_held_against_each_other(
    app: Flask, session: Session, unknown: list[Enrolment], sealer: Sealer
) -> None:
    with app.test_request_context():
        operations.seal(session, replace(ASKED, schools=("AUTRE",)), sealer)
        session.commit()
        learn(session, unknown[:3])
        assert operations.seal(
            session, replace(ASKED, schools=("EMN",), as_of=SECOND, known_on=SECOND), sealer
        )


def test_another_delay_does_not_tell_who_left_between_two_days(
    app: Flask, people: People, session: Session, unknown: list[Enrolment], sealer: Sealer
) -> None:
    """What no delay bears on is compared whatever the delay: who left and was certified."""
    with app.test_request_context():
        operations.seal(session, replace(ASKED, schools=("EMN",)), sealer)
        session.commit()
        other_delay = replace(ASKED, schools=("EMN",), months=3)
        operations.seal(session, other_delay, sealer)
        cohort = make_cohort(session, people.school, starts_on=date(2024, 11, 1))
        Careers(session, cohort, left_on=date(2025, 7, 1)).certified(2)
        session.commit()
        with pytest.raises(NotAllowed, match="déjà scellé"):
            operations.seal(session, replace(other_delay, months=12), sealer)


def test_the_ministry_previews_only_what_could_be_sealed(
    app: Flask, people: People, session: Session, unknown: list[Enrolment], sealer: Sealer,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with app.test_request_context():
        operations.seal(session, replace(ASKED, schools=("EMN",)), sealer)
    learn(session, unknown[:3])
    query = f"as_of={SECOND}&known_on={SECOND}&school=EMN"
    refused = people.client("ministry").get(f"/reports/new?{query}")
    assert refused.status_code == 422
    text = refused.get_data(as_text=True)
    assert "moins de cinq personnes" in text.replace("\u00a0", " ")
    assert "Sceller ce rapport" not in text
    assert people.client("ministry").get(f"/reports/preview.pdf?{query}").status_code == 400
    assert people.client("ministry").post(f"/reports/new?{query}").status_code == 422
    assert capsys.readouterr().err.count('"event": "figures_previewed"') >= 2
    inside = people.client("director").get(f"/reports/new?{query}")
    assert "Sceller ce rapport" in inside.get_data(as_text=True)
    assert "figures_previewed" not in capsys.readouterr().err


def test_only_the_school_weighs_an_edition_that_tells_of_few(
    app: Flask, people: People, session: Session, unknown: list[Enrolment], sealer: Sealer
) -> None:
    with app.test_request_context():
        code = operations.seal(session, replace(ASKED, schools=("EMN",)), sealer).code
    learn(session, unknown[:3])
    page = people.client("ministry").get(f"/reports/{code}/edition").get_data(as_text=True)
    assert "tient à moins de cinq personnes" in page
    asked = {"known_on": SECOND.isoformat(), "reason": "Trois contrats.", "confirmed": "1"}
    answer = people.client("ministry").post(f"/reports/{code}/edition", data=asked)
    assert answer.status_code == 422
    assert "Seule la direction" in answer.get_data(as_text=True)
    assert "Embauchés" in people.client("director").get(f"/reports/{code}/edition").text
    sealed = people.client("director").post(f"/reports/{code}/edition", data=asked)
    assert sealed.status_code == 303
