"""The certificate on paper, in French or in English: for the holder, an employer, a ministry."""

from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, gettext
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from school.certification.contents import Content, Words
from school.documents import fonts
from school.documents.page import WIDTH, Letterhead, build
from school.documents.palette import COLOURS, Tone
from school.documents.qr import square_code
from school.documents.seal import seal
from school.documents.styles import HEADING, LEAD, SMALL, SOFT, paragraph
from school.web.filters import day_long

NAME = ParagraphStyle(
    "holder", LEAD, fontName=fonts.BOLD, fontSize=26, leading=31, spaceBefore=2, spaceAfter=2
)
SUBJECT = ParagraphStyle(
    "subject",
    LEAD,
    fontName=fonts.BOLD,
    fontSize=16,
    leading=21,
    textColor=COLOURS[Tone.PRIMARY],
    spaceBefore=2,
    spaceAfter=8,
)
SKILL = ParagraphStyle("skill", LEAD, fontSize=9, leading=11.5, spaceAfter=1)
CODE_SIDE = 78.0
SIGNATURE_ROOM = 40.0

PLAIN = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
MIDDLE = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def certificate_paper(content: Content, code: str, address: str, language: str) -> bytes:
    """Make the PDF in the language that is set; the same certificate gives the same bytes."""
    letterhead = Letterhead(
        school=content.school,
        title=_kind(content),
        subtitle=gettext("Formation aux métiers de la fibre optique"),
        language=language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=gettext(
            "Certificat %(code)s. Se vérifie à %(address)s", code=short(code), address=address
        ),
    )
    return build(
        letterhead,
        [
            *_statement(content, language),
            *_modules(content, language),
            *_competencies(content, language),
            KeepTogether([*_jury(content), _check(content, address)]),
        ],
    )


def short(code: str) -> str:
    """Shorten a code to its first ten letters in fives, to be compared by eye."""
    return f"{code[:5]}-{code[5:10]}"


def _birthday(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale=get_locale() or "fr"))


def _kind(content: Content) -> str:
    if content.whole_path:
        return gettext("Certificat de fin de parcours")
    return gettext("Attestation de réussite d’un module")


def _statement(content: Content, language: str) -> list[Flowable]:
    verb = (
        gettext("a suivi le parcours entier et rempli les conditions de certification :")
        if content.whole_path
        else gettext("a suivi le module et rempli les conditions de réussite :")
    )
    hours = gettext(
        "%(centre)s heures au centre et %(enterprise)s heures en entreprise, selon le programme "
        "%(curriculum)s.",
        centre=content.centre_hours,
        enterprise=content.enterprise_hours,
        curriculum=content.curriculum,
    )
    parts: list[Flowable] = [
        paragraph(gettext("Le jury atteste que"), SOFT),
        paragraph(content.holder, NAME),
    ]
    if content.born_on:
        born = _birthday(date.fromisoformat(content.born_on))
        parts.append(paragraph(gettext("Date de naissance : %(day)s", day=born), SOFT))
    title = f"{content.title.within(language)} ({content.title.code})"
    if content.whole_path:
        title = content.title.within(language)
    return [
        *parts,
        Spacer(0, 4),
        paragraph(verb, LEAD),
        paragraph(title, SUBJECT),
        paragraph(hours),
    ]


def _modules(content: Content, language: str) -> list[Flowable]:
    if not content.whole_path:
        return []
    return [
        paragraph(gettext("Modules du parcours"), HEADING),
        _in_columns(content.modules, language, 2),
    ]


def _competencies(content: Content, language: str) -> list[Flowable]:
    if not content.competencies:
        return []
    heading = paragraph(gettext("Compétences attestées"), HEADING)
    return [heading, _in_columns(content.competencies, language, 2)]


def _in_columns(words: tuple[Words, ...], language: str, columns: int) -> Flowable:
    lines = -(-len(words) // columns)
    cells = [paragraph(f"{one.code}  {one.within(language)}", SKILL) for one in words]
    cells += [paragraph("", SKILL)] * (lines * columns - len(cells))
    rows = [cells[place::lines] for place in range(lines)]
    table = Table(rows, colWidths=[WIDTH / columns] * columns)
    table.setStyle(PLAIN)
    table.hAlign = "LEFT"
    return table


def _jury(content: Content) -> list[Flowable]:
    done = gettext(
        "Fait à %(place)s, par décision du jury du %(day)s.",
        place=content.place,
        day=day_long(content.day),
    )
    members = gettext(
        "Jury : %(president)s, présidence ; %(members)s.",
        president=content.president,
        members=", ".join(content.members),
    )
    signatures = Table(
        [
            [
                paragraph(gettext("Signature de la présidence du jury"), SMALL),
                paragraph(gettext("Signature de la personne certifiée"), SMALL),
            ],
            ["", ""],
        ],
        colWidths=[WIDTH / 2, WIDTH / 2],
        rowHeights=[14, SIGNATURE_ROOM],
    )
    signatures.setStyle(PLAIN)
    signatures.hAlign = "LEFT"
    return [Spacer(0, 10), paragraph(done, LEAD), paragraph(members, SOFT), signatures]


def _check(content: Content, address: str) -> Flowable:
    words: list[Flowable] = [
        paragraph(gettext("Pour vérifier ce certificat"), SKILL),
        paragraph(
            gettext(
                "Ouvrez le code carré ou %(address)s : la page dit si le certificat est en "
                "vigueur. Elle vérifie aussi le badge numérique, sans compte.",
                address=address,
            ),
            SMALL,
        ),
    ]
    room = WIDTH - 2 * (CODE_SIDE + 16)
    panel = Table(
        [[seal(content.school, size=CODE_SIDE), words, square_code(address, size=CODE_SIDE)]],
        colWidths=[CODE_SIDE + 16, room, CODE_SIDE + 16],
    )
    panel.setStyle(PLAIN)
    panel.setStyle(MIDDLE)
    panel.hAlign = "LEFT"
    return panel
