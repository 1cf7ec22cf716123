"""A photo made smaller on the telephone: with its place only where the school keeps it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.practicals.place_rules import Place
from school.practicals.sheet_models import SheetPhoto
from tests.browser.conftest import PHONE
from tests.browser.gates import answer
from tests.browser.test_practicals import enrolments, form_of, trainer_in

__all__ = ["enrolments"]

pytestmark = pytest.mark.browser

HERE = Place(Decimal("-6.36536"), Decimal("2.41833"))
NOTES = {1: "S", 2: (6, 21, 55.3), 3: "E", 4: (2, 25, 6)}
HEAD = """document.querySelector('[name=photos]').files[0].slice(0, 400).text()
  .then((text) => text.includes('Exif'))"""


def large_photo(path: Path, order: str) -> Path:
    """Make a photo that is made smaller, with notes of a place in either order of bytes."""
    exif = Image.Exif()
    exif.endian = "<" if order == "little" else ">"
    exif[0x010F] = "Telephone of Aïcha"
    exif.get_ifd(0x8825).update(NOTES)
    taken = Image.effect_noise((2400, 1800), 60).filter(ImageFilter.GaussianBlur(3))
    taken.convert("RGB").save(path, quality=95, exif=exif)
    head = path.read_bytes()[:100]
    assert (b"II*" if order == "little" else b"MM\x00*") in head
    return path


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("keeps", [True, False])
def test_a_photo_made_smaller_keeps_its_place_if_the_school_does(
    open_browser: Callable[..., Page],
    records: Session,
    enrolments: list[Enrolment],
    tmp_path: Path,
    keeps: bool,
    order: str,
) -> None:
    photo = large_photo(tmp_path / "photo.jpg", order)
    enrolments[0].cohort.school.keeps_photo_places = keeps
    records.commit()
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06"))
    answer(page)
    page.get_by_label("Perte d’insertion").fill("0,2")
    page.get_by_text("Matériel, photos et courbes").click()
    page.locator("#photos").set_input_files(photo)
    sign = page.get_by_role("button", name="Signer l’essai")
    expect(sign).to_be_enabled()
    chosen = "document.querySelector('[name=photos]').files[0]"
    assert page.evaluate(f"{chosen}.size") < photo.stat().st_size / 2
    assert page.evaluate(HEAD) == keeps
    assert not page.evaluate(f"{chosen}.text().then((text) => text.includes('Telephone'))")
    sign.click()
    expect(page.get_by_role("img", name="Photo 1 de l’essai")).to_be_visible()
    records.rollback()
    assert records.scalars(select(SheetPhoto)).one().place == (HERE if keeps else None)
