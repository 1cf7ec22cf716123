"""Rows of certificates that somebody changed by hand in a bundle: named, and nothing is kept."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.certification.models import Certificate
from school.core.database import Database
from tests.factories import records
from tests.factories.certification import make_certificate, make_decision, make_jury
from tests.support.bundles import bring_in, exported, wrongs

Row = dict[str, str]


def _credential_of_another(row: Row) -> None:
    head, payload, signature = row["credential"].split(".")
    row["credential"] = ".".join([head, payload[:-4] + "AAAA", signature])


def _content_without_a_name(row: Row) -> None:
    content = json.loads(row["content"])
    del content["holder"]
    row["content"] = json.dumps(content)


ALTERATIONS: dict[str, tuple[str, Callable[[Row], None]]] = {
    "a badge altered": ("credential", _credential_of_another),
    "no badge": ("credential", lambda row: row.update(credential="a.b.c")),
    "a content without the name": ("content", _content_without_a_name),
    "no JSON": ("content", lambda row: row.update(content="{")),
    "deep JSON": ("content", lambda row: row.update(content="[" * 20_000)),
    "an unknown reason": ("revocation", lambda row: row.update(revocation="whim")),
    "a reason without its day": ("revocation", lambda row: row.update(revocation="fraud")),
    "an unknown person": ("trainee", lambda row: row.update(trainee="NOBODY")),
    "a place beyond the list": ("status_index", lambda row: row.update(status_index="99999999")),
    "a place below the list": ("status_index", lambda row: row.update(status_index="-1")),
}


@pytest.mark.parametrize("alteration", sorted(ALTERATIONS))
def test_an_altered_row_is_named(
    database: Database, session: Session, tmp_path: Path, alteration: str
) -> None:
    enrolment = records.make_enrolment(session, records.make_cohort(session))
    jury = make_jury(session, enrolment.cohort)
    decision = make_decision(session, jury, enrolment)
    make_certificate(session, enrolment, decision_reference=decision.reference)
    session.commit()
    folder = tmp_path / "bundle"
    text = exported(database, folder)["certificates"].decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(text))
    column, alter = ALTERATIONS[alteration]
    alter(row)
    row["certificate"] = f"{row['certificate'][:-2]}ZZ"
    with folder.joinpath("certificates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    found = [
        (table, number, where) for table, number, where, _ in wrongs(bring_in(database, folder))
    ]
    assert found == [("certificates", 2, column)]
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Certificate)) == 1
