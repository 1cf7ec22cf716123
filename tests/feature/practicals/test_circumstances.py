"""Where, when and on what an attempt was made: signed, shown, printed, corrected, said again."""

from datetime import time
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.practicals.circumstance_rules import Circumstances, Occasion, PhotoMoment, Setting
from school.practicals.equipment_rules import Calibration, EquipmentKind
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet
from tests.factories.practicals import make_equipment
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import LOSS, address_of, sent
from tests.feature.practicals.test_sheet_photos import photo
from tests.support.people import People

SAID = {
    "occasion": "summative",
    "setting": "site",
    "site": "PM-118",
    "cable": "C12",
    "tube": "bleu",
    "fibre": "7 rouge",
    "start": "PM-118",
    "end": "PBO-4",
    "started_at": "08:30",
    "ended_at": "09h15",
    "arcs": "1 204",
}
WORDS = ("sommatif", "chantier, PM-118", "7 rouge", "de PM-118 à PBO-4", "08:30 à 09:15 (45 min)")


def last(session: Session) -> PracticalSheet:
    session.rollback()
    session.expire_all()
    query = select(PracticalSheet).order_by(PracticalSheet.id.desc()).limit(1)
    return session.scalars(query).one()


def test_all_that_was_said_is_signed_shown_printed_and_corrected(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    assert client.post(address_of(training), data=sent(**SAID)).status_code == 303
    sheet = last(session)
    assert sheet.said.circumstances == Circumstances(
        Occasion.SUMMATIVE,
        Setting.SITE,
        *("PM-118", "C12", "bleu", "7 rouge", "PM-118", "PBO-4"),
        time(8, 30),
        time(9, 15),
        1204,
    )
    shown = client.get(f"/practicals/{sheet.assessment_reference}").text.replace("\u00a0", " ")
    paper = PdfReader(BytesIO(client.get(f"/practicals/sheets/{sheet.reference}.pdf").data))
    printed = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for words in WORDS:
        assert words in shown
        assert words in printed
    address = f"/practicals/{sheet.assessment_reference}/correct"
    form = client.get(address).text
    for value in ("7 rouge", "PBO-4", "08:30", "09:15", "1204"):
        assert f'value="{value}"' in form
    assert '<option selected value="summative">' in form


def test_the_next_attempt_is_at_the_same_place_on_another_fibre(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    said = {**SAID, "other_kind": "cleaver", "other_serial": "CT-50 991", "then": "next"}
    location = client.post(address_of(training), data=sent(**said)).headers["Location"]
    page = client.get(location).text
    for name in ("site", "cable", "tube", "start", "end", "other_serial"):
        assert f'value="{said[name]}"' in page
    for chosen in ("summative", "site", "cleaver"):
        assert f'<option selected value="{chosen}">' in page
    for value in ("7 rouge", "08:30", "09:15", "1204"):
        assert f'value="{value}"' not in page


def test_equipment_from_elsewhere_is_noted_and_the_schools_own_is_recognised(
    people: People, training: TrainingClass, session: Session
) -> None:
    own = make_equipment(session, people.school)
    session.commit()
    others = {
        "other_kind": "splicer",
        "other_serial": own.serial.lower(),
        "other_2_serial": "EXFO 7",
    }
    people.client("trainer").post(address_of(training), data=sent(**others))
    used = [(one.kind, one.serial, one.calibration) for one in last(session).said.equipment]
    assert used == [
        (EquipmentKind.SPLICER, own.serial, Calibration.VALID),
        (EquipmentKind.OTHER, "EXFO 7", Calibration.UNKNOWN),
    ]


def test_photos_before_and_after_say_so(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    files: dict[str, Any] = {
        "photos_before": [(photo(), "a.jpg")],
        "photos": [(photo((50, 30)), "b.jpg"), (photo((60, 30)), "c.jpg")],
    }
    assert client.post(address_of(training), data={**sent(), **files}).status_code == 303
    sheet = last(session)
    assert sheet.said.moments == (PhotoMoment.BEFORE, PhotoMoment.AFTER, PhotoMoment.AFTER)
    assert [one.width for one in sheet.photos] == [40, 50, 60]
    shown = client.get(f"/practicals/{sheet.assessment_reference}").text
    assert shown.count("Après le travail") == 2
    many = {
        "photos_before": [(photo(), "a.jpg")],
        "photos": [(photo(), f"{one}.jpg") for one in range(6)],
    }
    refused = client.post(address_of(training), data={**sent(**SAID), **many})
    assert refused.status_code == 422
    assert "6 photos au plus" in refused.text
    assert 'value="7 rouge"' in refused.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"started_at": "09:15", "ended_at": "08:30"}, "finirait avant d’avoir commencé"),
        ({"started_at": "25:00"}, "Écrivez l’heure comme 08:30."),
        ({"arcs": "beaucoup"}, "Écrivez un nombre entier"),
        ({"occasion": "exam"}, "Choisissez une des réponses proposées."),
        ({"other_kind": "otdr"}, "Écrivez le n° de série."),
        ({"cable": "C" * 81}, "80 caractères au plus."),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed(
    people: People, training: TrainingClass, values: dict[str, str], words: str
) -> None:
    refused = people.client("trainer").post(address_of(training), data=sent(**values))
    assert refused.status_code == 422
    assert words in refused.text


def test_a_loss_far_beyond_its_limit_is_asked_about_and_not_refused(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    address = address_of(training, "PA-05")
    typed = {LOSS: "", **{f"measure-estimate-{place:02d}": "0,03" for place in range(1, 13)}}
    odd = sent(**{**typed, "measure-estimate-07": "3,01"})
    asked = client.post(address, data=odd)
    assert asked.status_code == 422
    assert "dépasse trente fois sa limite" in asked.text
    assert "J’ai vérifié, continuer quand même" in asked.text
    assert 'value="3,01"' in asked.text
    assert session.scalars(select(PracticalSheet)).all() == []
    assert client.post(address, data={**odd, "confirmed": "y"}).status_code == 303
    assert last(session).verdict is Verdict.NOT_ACQUIRED
    plain = sent(**{**typed, "measure-estimate-07": "3"})
    assert client.post(address_of(training, "PA-05", 1), data=plain).status_code == 303
