"""A director uploads a file, sees what it would do, and confirms or forgets it."""

import os
import re
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.cohorts.models import Trainee
from school.exchange import intake, uploads
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.statements import count_statements

TRAINEES = "trainee,family_name,given_names,born_on\nT-1,Zannou,Aïcha,2004-05-17\n"
ENROLMENTS = "trainee,cohort,enrolled_on\nT-1,C1,2026-01-12\n"


@pytest.fixture
def director(people: People, session: Session) -> CheckingClient:
    """A director's browser; the school has a class of one person."""
    cohort = make_cohort(session, people.school, reference="C1")
    make_enrolment(session, cohort, make_trainee(session, reference="T-0"))
    session.commit()
    return people.client("director")


def archive(**tables: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as made:
        for name, text in tables.items():
            made.writestr(f"{name}.csv", text)
    return stream.getvalue()


def send(client: CheckingClient, data: bytes, name: str = "classe.zip") -> TestResponse:
    return client.post("/exchange", data={"file": (BytesIO(data), name)})


def uploaded(client: CheckingClient, **tables: str) -> str:
    response = send(client, archive(**tables))
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.location


def kept_files(app: Flask) -> list[Path]:
    folder: Path = app.config["SETTINGS"].instance / "uploads"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def people_called(session: Session, name: str) -> int:
    session.rollback()
    return session.scalar(select(func.count()).where(Trainee.family_name == name)) or 0


def submission_of(page: str) -> str:
    found = re.search(r'name="submission"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_an_upload_is_shown_then_confirmed_once(
    director: CheckingClient, session: Session, app: Flask
) -> None:
    address = uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    page = director.get(address).get_data(as_text=True)
    assert "Importer 2 fiches" in page
    assert "ligne nouvelle" in page
    assert people_called(session, "Zannou") == 0
    form = {"submission": submission_of(page)}
    for _ in range(2):
        response = director.post(f"{address}/confirm", data=form)
        assert (response.status_code, response.location) == (303, "/exchange")
    assert people_called(session, "Zannou") == 1
    assert kept_files(app) == []
    assert "2 fiches sont importées" in director.get("/exchange").get_data(as_text=True)
    assert director.get(address).status_code == 404


def test_what_is_wrong_is_shown_row_by_row(director: CheckingClient, session: Session) -> None:
    wrong = TRAINEES + "T-2,Dossou,Yves,2004-02-30\nT-3,,Ayi,\n"
    address = uploaded(director, trainees=wrong, enrolments=ENROLMENTS)
    page = director.get(address).get_data(as_text=True)
    assert "2 choses à corriger" in page
    assert "2004-02-30" in page
    assert "une date qui existe au calendrier" in page
    assert "Importer" not in page
    response = director.post(f"{address}/confirm")
    assert response.status_code == 422
    assert people_called(session, "Zannou") == 0


def test_what_is_odd_is_shown_and_imported(director: CheckingClient, session: Session) -> None:
    address = uploaded(
        director,
        trainees=TRAINEES + "T-2,ZANNOU,Aïcha,2004-05-17\n",
        enrolments=ENROLMENTS + "T-2,C1,2026-01-12\n",
    )
    page = director.get(address).get_data(as_text=True)
    assert "1 chose à vérifier" in page
    assert "même nom et même date de naissance que T-1" in page
    assert director.post(f"{address}/confirm").status_code == 303
    assert people_called(session, "ZANNOU") == 1


def test_a_change_is_shown_before_and_after(director: CheckingClient, session: Session) -> None:
    address = uploaded(director, trainees="trainee,family_name,phone\nT-0,Zannou,+22901\n")
    page = director.get(address).get_data(as_text=True)
    assert "devient «\u00a0Zannou\u00a0»" in page
    assert "Importer 1 fiche" in page


def test_a_file_that_changes_nothing_says_so(director: CheckingClient) -> None:
    address = uploaded(director, enrolments="trainee,cohort\nT-0,C1\n")
    assert "Ce fichier ne change rien" in director.get(address).get_data(as_text=True)


def test_a_forgotten_upload_is_deleted(
    director: CheckingClient, session: Session, app: Flask
) -> None:
    address = uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    assert director.post(f"{address}/cancel").status_code == 303
    assert kept_files(app) == []
    assert director.post(f"{address}/confirm").status_code == 404
    assert people_called(session, "Zannou") == 0


def test_an_upload_is_its_owners_alone(
    director: CheckingClient, people: People, session: Session
) -> None:
    address = uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    other = people.client("foreign_director")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/confirm").status_code == 404
    assert other.post(f"{address}/cancel").status_code == 404
    assert director.get(address).status_code == 200


def test_records_that_changed_meanwhile_are_shown_again(
    director: CheckingClient, session: Session
) -> None:
    address = uploaded(director, trainees="trainee,family_name\nT-0,Zannou\n")
    trainee = session.scalars(select(Trainee).where(Trainee.reference == "T-0")).one()
    trainee.family_name = "Zannou"
    session.commit()
    response = director.post(f"{address}/confirm")
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert "Des fiches ont changé depuis l’aperçu" in page
    assert "Ce fichier ne change rien" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lettre.pdf", b"%PDF-1.7"),
        ("vieux.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("coupe.zip", archive(trainees=TRAINEES)[:60]),
        ("vide.csv", b""),
        ("../../ailleurs.pdf", b"x"),
    ],
    ids=["letter", "old workbook", "cut archive", "empty table", "path"],
)
def test_a_broken_file_is_refused_with_a_message(
    director: CheckingClient, app: Flask, name: str, data: bytes
) -> None:
    response = send(director, data, name)
    if response.status_code == 303:
        page = director.get(response.location).get_data(as_text=True)
        assert "à corriger" in page
        return
    assert response.status_code == 422
    assert "Ce fichier n’a pas été pris" in response.get_data(as_text=True)
    assert kept_files(app) == []


def test_no_file_at_all_is_refused(director: CheckingClient) -> None:
    response = director.post("/exchange", data={})
    assert response.status_code == 422
    assert "Choisissez un fichier." in response.get_data(as_text=True)


def test_a_file_that_is_too_heavy_is_refused(director: CheckingClient, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    response = send(director, os.urandom(5_000))
    assert response.status_code == 413
    assert kept_files(app) == []


def test_a_file_of_too_many_rows_is_left_to_the_command(
    director: CheckingClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_ROWS", 1)
    response = send(director, archive(trainees=TRAINEES, enrolments=ENROLMENTS))
    assert response.status_code == 422
    assert "plus de 1 lignes" in response.get_data(as_text=True)
    assert kept_files(app) == []


@pytest.mark.parametrize(("blanks", "status"), [(5, 303), (6, 422)])
def test_blank_rows_take_time_and_are_counted(
    director: CheckingClient, monkeypatch: pytest.MonkeyPatch, blanks: int, status: int
) -> None:
    monkeypatch.setattr(intake, "MOST_ROWS", 5)
    response = send(director, archive(trainees="trainee,family_name\n" + ",\n" * blanks))
    assert response.status_code == status


def test_a_long_list_of_faults_is_cut_and_counted(director: CheckingClient) -> None:
    rows = "".join(f"X{one},\n" for one in range(uploads.SHOWN_FINDINGS + 30))
    address = uploaded(director, trainees=f"trainee,family_name\n{rows}")
    page = director.get(address).get_data(as_text=True)
    assert page.count('<tr class="wrong">') == uploads.SHOWN_FINDINGS
    assert "Et 30 autres" in page


def test_uploads_of_yesterday_are_deleted(director: CheckingClient, app: Flask) -> None:
    first = uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    yesterday = time.time() - uploads.LIFETIME_SECONDS - 60
    for path in kept_files(app):
        assert path.stat().st_mode & 0o077 == 0
        os.utime(path, (yesterday, yesterday))
    uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    assert director.get(first).status_code == 404
    assert len(kept_files(app)) == 2


def test_a_file_that_goes_while_old_ones_are_looked_for_is_passed_over(
    director: CheckingClient, app: Flask
) -> None:
    uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    folder = kept_files(app)[0].parent
    (folder / "listed.draft").symlink_to(folder / "gone already")
    uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)


@pytest.mark.parametrize("form", ["zip", "xlsx"])
def test_the_schools_file_comes_back_unchanged(director: CheckingClient, form: str) -> None:
    response = director.get(f"/exchange/download?form={form}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f".{form}")
    assert response.headers["Cache-Control"] == "private, no-store"
    back = send(director, response.data, f"ecole.{form}")
    page = director.get(back.location).get_data(as_text=True)
    assert "Ce fichier ne change rien" in page


def test_only_known_forms_can_be_downloaded(director: CheckingClient) -> None:
    assert director.get("/exchange/download?form=exe").status_code == 404


@pytest.mark.parametrize("who", ["trainer", "apprentice", "enterprise", "ministry"])
def test_the_exchange_is_the_directors(people: People, who: str) -> None:
    client = people.client(who)
    for address in ("/exchange", "/exchange/download", "/exchange/" + "x" * 22):
        assert client.get(address).status_code == 403


def test_a_preview_asks_the_database_for_next_to_nothing(
    director: CheckingClient, app: Flask
) -> None:
    few = uploaded(director, trainees=TRAINEES, enrolments=ENROLMENTS)
    rows = "".join(f"N{one},Zannou,Aïcha,\n" for one in range(150))
    enrolled = "".join(f"N{one},C1,\n" for one in range(150))
    many = uploaded(director, trainees=TRAINEES + rows, enrolments=ENROLMENTS + enrolled)
    director.get(few)
    counted = []
    for address in (few, many):
        with count_statements(app) as statements:
            director.get(address)
        counted.append(statements.count)
    assert counted[0] == counted[1] <= 8
