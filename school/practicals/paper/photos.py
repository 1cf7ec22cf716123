"""The photos of a sheet on paper, two side by side, made small enough to be sent."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, repeat

from flask_babel import gettext
from reportlab.platypus import CondPageBreak, Flowable, Image

from school.core.errors import InvalidInput
from school.documents.page import WIDTH
from school.documents.styles import SMALL, TABLE_HEADING, paragraph
from school.practicals.circumstance_labels import MOMENTS
from school.practicals.circumstance_rules import PhotoMoment
from school.practicals.paper.layout import side_by_side
from school.practicals.photos import smaller_photo

LONGEST_SIDE = 1000
"""Pixels: half a page wide, a photo then prints at about 300 to the inch."""

ROW_HEIGHT = 175.0
"""Points: three rows of photos and the heading stand on one page."""

GAP = 12.0
ACROSS = 2


def photo_story(
    photos: Sequence[bytes], moments: Sequence[PhotoMoment], *, is_earlier: bool
) -> list[Flowable]:
    """Give the photos in order, each under its number; one that cannot be read is said.

    So is that they are of an earlier sheet, which this one corrects.
    """
    if not photos:
        return []
    told = zip(photos, chain(moments, repeat(None)), strict=False)
    cells = [_cell(place, content, when) for place, (content, when) in enumerate(told, 1)]
    cells += [[]] * (-len(cells) % ACROSS)
    rows = [cells[place : place + ACROSS] for place in range(0, len(cells), ACROSS)]
    table = side_by_side(rows, [WIDTH / ACROSS] * ACROSS)
    heading = paragraph(gettext("Photos"), TABLE_HEADING)
    return [CondPageBreak(ROW_HEIGHT + 60), heading, *_origin(is_earlier), table]


def _origin(is_earlier: bool) -> Iterator[Flowable]:
    if is_earlier:
        words = gettext(
            "Ces photos sont d’une feuille corrigée depuis ; celle-ci n’en a pas d’autres."
        )
        yield paragraph(words, SMALL)


def _cell(place: int, content: bytes, when: PhotoMoment | None) -> list[Flowable]:
    name = gettext("Photo %(number)s de l’essai", number=place)
    name = gettext("%(photo)s, %(when)s", photo=name, when=MOMENTS[when]) if when else name
    try:
        picture = smaller_photo(content, LONGEST_SIDE)
    except InvalidInput:
        words = gettext("%(photo)s : elle ne peut pas être lue.", photo=name)
        return [paragraph(words, SMALL)]
    scale = min((WIDTH / ACROSS - GAP) / picture.width, ROW_HEIGHT / picture.height)
    image = Image(
        BytesIO(picture.content), width=picture.width * scale, height=picture.height * scale
    )
    image.hAlign = "LEFT"
    return [image, paragraph(name, SMALL)]
