"""The pages of sealed reports: choose, preview, seal, download, check, correct; who may what."""

import json
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school import seal_keys as keys
from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from school.hiring.sealing import rules
from school.hiring.sealing.models import SealedFile, SealedReport
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.factories.sealing import make_sealed_report
from tests.support.people import People
from tests.support.sessions import read_afresh

DAYS = "as_of=2026-06-30&known_on=2026-06-30&months=6"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-11-02 12:00+00:00", tick=False):
        yield


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(12, Sex.FEMALE)
    careers.hired(14, Sex.MALE)
    careers.found(SituationKind.SEEKING, 14, Sex.FEMALE)
    careers.certified(10, Sex.MALE)
    session.commit()
    return careers


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def seal(people: People, session: Session, who: str = "director", more: str = "") -> SealedReport:
    answer = people.client(who).post(f"/reports/new?{DAYS}{more}")
    assert answer.status_code == 303, words(answer)
    read_afresh(session)
    report = session.scalars(select(SealedReport).order_by(SealedReport.id.desc())).first()
    assert report is not None
    assert answer.headers["Location"] == f"/reports/{report.code}"
    return report


@pytest.mark.parametrize("who", ["director", "ministry"])
def test_a_report_is_previewed_sealed_listed_and_downloaded(
    people: People, session: Session, careers: Careers, who: str
) -> None:
    client = people.client(who)
    assert "Sceller ce rapport" not in words(client.get("/reports/new"))
    preview = words(client.get(f"/reports/new?{DAYS}&school=EMN"))
    assert "26 personnes embauchées sur 50 certifiées" in preview
    assert "Sceller ce rapport" in preview
    paper = client.get(f"/reports/preview.pdf?{DAYS}&school=EMN").data
    assert (
        "Aperçu : ce document n’est pas scellé" in PdfReader(BytesIO(paper)).pages[0].extract_text()
    )
    report = seal(people, session, who, "&school=EMN")
    assert report.code in words(client.get("/reports"))
    shown = words(client.get(f"/reports/{report.code}"))
    assert "Le sceau est intact" in shown
    archive = client.get(f"/reports/{report.code}/archive.zip")
    names = set(ZipFile(BytesIO(archive.data)).namelist())
    assert {rules.PDF, rules.FIGURES, rules.TABLE, rules.MANIFEST, rules.SIGNATURE} <= names
    assert client.get(f"/reports/{report.code}/{rules.PDF}").data.startswith(b"%PDF")
    assert client.get(f"/reports/{report.code}/else.txt").status_code == 404


def test_the_same_form_sent_twice_seals_once(
    people: People, session: Session, careers: Careers
) -> None:
    client = people.client("director")
    text = client.get(f"/reports/new?{DAYS}").get_data(as_text=True)
    key = re.search('name="submission"[^>]*value="([^"]+)"', text)
    assert key is not None
    sent = [client.post(f"/reports/new?{DAYS}", data={"submission": key[1]}) for _ in range(2)]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    read_afresh(session)
    assert len(session.scalars(select(SealedReport)).all()) == 1


def test_a_copy_is_checked_without_an_account(
    app: Flask, people: People, session: Session, careers: Careers
) -> None:
    report = seal(people, session)
    mine, stranger = people.client("director"), app.test_client()
    page = words(stranger.get(f"/verify/{report.code.lower()}"))
    for said in (
        "Le sceau est intact",
        "mardi 30 juin 2026",
        "EMN",
        people.account("director").name,
    ):
        assert said in page
    assert "52,0" not in page, "no figure is shown in public"
    for name in (rules.PDF, rules.FIGURES, rules.TABLE, "archive.zip"):
        body = mine.get(f"/reports/{report.code}/{name}").data
        same = stranger.post(
            f"/verify/{report.code}", data={"copy": (BytesIO(body), f"copie-{name}")}
        )
        assert "Votre copie est celle qui a été scellée" in words(same), name
        spoilt = body[:-30] + bytes([body[-30] ^ 1]) + body[-29:]
        other = stranger.post(f"/verify/{report.code}", data={"copy": (BytesIO(spoilt), name)})
        assert other.status_code in {200, 422}
        assert "Votre copie est celle qui a été scellée" not in words(other), name


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 400, b"\xff" * 50])
def test_nonsense_is_answered_and_never_the_sealed_copy(
    app: Flask, people: People, session: Session, body: bytes
) -> None:
    report = make_sealed_report(session, people.school)
    session.commit()
    answer = app.test_client().post(
        f"/verify/{report.code}", data={"copy": (BytesIO(body), "copie.zip")}
    )
    assert answer.status_code in {200, 422}
    assert "Votre copie est celle" not in words(answer)
    empty = app.test_client().post(f"/verify/{report.code}")
    assert empty.status_code == 422
    assert "Choisissez un fichier" in words(empty)


def test_a_code_is_typed_as_it_comes(app: Flask, people: People, session: Session) -> None:
    report = make_sealed_report(session, people.school)
    session.commit()
    client = app.test_client()
    typed = report.code.replace("-", " ").lower()
    answer = client.get("/verify", query_string={"code": typed})
    assert answer.headers["Location"] == f"/verify/{report.code}"
    wrong = client.get("/verify?code=abc")
    assert wrong.status_code == 422
    assert "dix lettres" in words(wrong)
    assert 'value="abc"' in words(wrong)
    assert client.get("/verify").status_code == 200
    unknown = client.get("/verify/AAAAA-AAAAA")
    assert unknown.status_code == 404
    assert "Aucun rapport n’est scellé sous ce code." in words(unknown)
    assert 'value="AAAAA-AAAAA"' in words(unknown)


def test_a_spoilt_report_says_so(
    app: Flask, people: People, session: Session, careers: Careers
) -> None:
    report = seal(people, session)
    spoil = update(SealedFile).where(SealedFile.name == rules.FIGURES)
    session.execute(spoil.values(content=b"{}"))
    session.commit()
    for page in (f"/verify/{report.code}", f"/reports/{report.code}"):
        text = words(people.client("director").get(page))
        assert "Le sceau est rompu" in text
        assert rules.FIGURES in text
    assert people.client("director").get(f"/reports/{report.code}/edition").status_code == 404
    odd = report.manifest.replace(b'"months": 6', b'"months": "six"').replace(b"report.pdf", b"odd")
    plain = json.loads(report.manifest)
    shapes = [{**plain, "files": []}, {**plain, "parameters": ["EMN"]}, [plain]]
    for manifest in (b"\xff no manifest", odd, *(json.dumps(one).encode() for one in shapes)):
        session.execute(update(SealedReport).values(manifest=manifest))
        session.commit()
        for page in (f"/verify/{report.code}", f"/reports/{report.code}", "/reports"):
            assert people.client("director").get(page).status_code == 200
        edition = people.client("director").get(f"/reports/{report.code}/edition")
        assert edition.status_code == 404


def test_a_key_that_changed_is_told(
    app: Flask, people: People, session: Session, careers: Careers
) -> None:
    report = seal(people, session)
    instance: Path = app.config["SETTINGS"].instance
    (instance / keys.KEY_FILE).unlink()
    text = words(app.test_client().get(f"/verify/{report.code}"))
    assert "autre clé" in text
    assert "intact" not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("known_on=2999-01-01", "trop éloignée"),
        ("known_on=2190-01-01", "choisissez hier"),
        ("as_of=2190-01-01", "jours à venir"),
        ("from=2026-02-01&to=2026-01-01", "La période finit avant de commencer."),
        ("language=de", "français ou l’anglais"),
        ("months=7", "Le délai est de"),
    ],
)
def test_what_cannot_be_sealed_is_said(people: People, query: str, said: str) -> None:
    client = people.client("director")
    for answer in (client.get(f"/reports/new?{query}"), client.post(f"/reports/new?{query}")):
        assert answer.status_code == 422
        assert said in words(answer)
    assert client.get(f"/reports/preview.pdf?{query}").status_code == 400


def test_a_period_without_exits_and_days_before_everything(people: People) -> None:
    client = people.client("director")
    for query in (DAYS, "as_of=1950-01-01&known_on=1950-01-01", "known_on=1950-01-01&months=24"):
        page = client.get(f"/reports/new?{query}")
        assert page.status_code == 200
        assert "Il n’y a rien à sceller" in words(page)
        refused = client.post(f"/reports/new?{query}")
        assert refused.status_code == 422
        assert "rien à sceller" in words(refused)


@pytest.mark.parametrize("sex", [Sex.MALE, None])
def test_a_cohort_without_women_or_all_unknown_or_of_two(
    people: People, session: Session, sex: Sex | None
) -> None:
    cohort = make_cohort(session, people.school, starts_on=date(2024, 11, 1))
    Careers(session, cohort).certified(2, sex)
    session.commit()
    page = people.client("director").get(f"/reports/new?{DAYS}")
    assert page.status_code == 200
    assert not re.search(r"(?<![\d])0,0 %", words(page))
    report = seal(people, session)
    assert people.client("director").get(f"/reports/{report.code}").status_code == 200


def test_an_edition_is_prepared_and_refused_with_what_was_typed(
    people: People, session: Session, careers: Careers
) -> None:
    report = seal(people, session)
    client, address = people.client("director"), f"/reports/{report.code}/edition"
    assert "Aucun chiffre n’a changé" in words(client.get(address))
    for one in careers.certified(6, Sex.MALE):
        careers.hire(one)
    session.commit()
    shown = words(client.get(address))
    assert "52,0 % (26/50)" in shown
    assert "57,1 % (32/56)" in shown
    refused = client.post(address, data={"reason": "", "known_on": "2999-01-01"})
    assert refused.status_code == 422
    late = client.post(address, data={"reason": "Reçu ensuite", "known_on": "2190-01-01"})
    assert late.status_code == 422
    assert "Reçu ensuite" in words(late)
    done = client.post(address, data={"reason": "Reçu ensuite", "known_on": "2026-07-30"})
    assert done.status_code == 303
    old = words(client.get(f"/verify/{report.code}"))
    assert "Une édition plus récente" in old
    newest = words(client.get(done.headers["Location"].replace("/reports/", "/verify/")))
    assert "Reçu ensuite" in newest


@pytest.mark.parametrize("who", ["trainer", "apprentice", "enterprise"])
def test_nobody_else_seals_or_lists(people: People, who: str) -> None:
    client = people.client(who)
    for address in ("/reports", "/reports/new", "/reports/preview.pdf"):
        assert client.get(address).status_code == 403


def test_another_school_cannot_be_sealed(people: People, careers: Careers) -> None:
    client = people.client("foreign_director")
    assert client.get(f"/reports/new?{DAYS}&school=EMN").status_code == 404
    assert client.post(f"/reports/new?{DAYS}&school=EMN").status_code == 404


def test_a_spoilt_key_is_told_and_nothing_is_sealed(
    people: People, session: Session, careers: Careers, tmp_path: Path
) -> None:
    report = seal(people, session)
    [key] = tmp_path.rglob(keys.KEY_FILE)
    key.write_bytes(b"not a key")
    client = people.client("director")
    for path in (f"/reports/{report.code}", f"/verify/{report.code}"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "Un fichier de l’installation" in words(answer)
    later = DAYS.replace("months=6", "months=3")
    assert client.post(f"/reports/new?{later}").status_code == 503
    read_afresh(session)
    assert len(session.scalars(select(SealedReport)).all()) == 1
