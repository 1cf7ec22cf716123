"""A signed sheet on paper: the verdict and why, safety, measures, equipment, files, signatures."""

from flask_babel import gettext
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.documents import fonts
from school.documents.page import WIDTH, Letterhead, build
from school.documents.qr import square_code
from school.documents.styles import BODY, HEADING, LEAD, SMALL, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.practicals.circumstance_labels import circumstance_rows
from school.practicals.equipment_labels import CALIBRATIONS
from school.practicals.equipment_wording import name_of
from school.practicals.labels import VERDICTS
from school.practicals.paper.contents import SheetPaper
from school.practicals.paper.layout import side_by_side
from school.practicals.paper.measures import measures_story
from school.practicals.paper.photos import photo_story
from school.practicals.paper.readings import reading_story
from school.practicals.paper.traces import traces_story
from school.practicals.sheet_models import PracticalSheet
from school.practicals.sheet_rules import Gate
from school.web.filters import NOTHING, capital, day_long, day_short, localised, moment, of, title
from school.web.template_words import language

VERDICT = ParagraphStyle("verdict", LEAD, fontName=fonts.BOLD, fontSize=15, leading=20)
STRONG = ParagraphStyle("strong", BODY, fontName=fonts.BOLD)
CODE_SIDE = 74.0


def sheet_pdf(paper: SheetPaper, address: str) -> bytes:
    """Make the PDF in the reader's language; the same sheet gives the same bytes.

    `address` is that of the sheet's page, where whoever may see it compares the two.
    """
    sheet = paper.sheet
    letterhead = Letterhead(
        school=sheet.cohort.school.name,
        title=f"{sheet.task.reference} {title(sheet.task)}",
        subtitle=gettext(
            "Feuille de pratique %(of_person)s, %(day)s",
            of_person=of(sheet.trainee.full_name),
            day=day_long(sheet.assessed_on),
        ),
        language=language(),
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=gettext("Feuille %(reference)s", reference=sheet.reference),
    )
    story = [
        *_corrected(paper),
        *_verdict(paper),
        *_facts(sheet, address),
        *_safety(sheet),
        *measures_story(paper),
        *reading_story(paper.reading),
        *_equipment(sheet),
        *photo_story(paper.photos, paper.moments, is_earlier=paper.photographed is not sheet),
        *traces_story(paper.traces, sheet),
        *_chain(paper),
        *_signatures(sheet),
    ]
    return build(letterhead, story)


def file_name(sheet: PracticalSheet) -> str:
    """Name the file: task, day and sheet, in letters that every file system takes."""
    name = f"{sheet.task.reference}-{sheet.assessed_on.isoformat()}-{sheet.reference}"
    safe = "".join(one if one.isascii() and (one.isalnum() or one == "-") else "-" for one in name)
    return f"{safe}.pdf"


def _corrected(paper: SheetPaper) -> list[Flowable]:
    last = paper.last
    if last.number == paper.sheet.number:
        return []
    words = gettext(
        "Cette feuille a été corrigée : la feuille %(reference)s, signée le %(moment)s, la "
        "remplace.",
        reference=last.reference,
        moment=moment(last.signed_at),
    )
    return [paragraph(words, STRONG)]


def _verdict(paper: SheetPaper) -> list[Flowable]:
    sheet, judged = paper.sheet, paper.judged
    words = gettext("Verdict : %(verdict)s", verdict=VERDICTS[sheet.verdict])
    story: list[Flowable] = [Spacer(0, 6), paragraph(words, VERDICT)]
    if sheet.is_overridden and sheet.computed:
        story += [
            paragraph(gettext("Verdict changé par %(name)s", name=sheet.signed_by), STRONG),
            paragraph(
                gettext(
                    "Les mesures donnent « %(computed)s » ; le verdict gardé est « %(kept)s ».",
                    computed=VERDICTS[sheet.computed],
                    kept=VERDICTS[sheet.verdict],
                )
            ),
            paragraph(_said(gettext("Raison"), sheet.decision_reason)),
        ]
    if sheet.stop_reason:
        words = gettext("Arrêt pour la sécurité : %(reason)s", reason=sheet.stop_reason)
        story.append(paragraph(words, STRONG))
    story += [paragraph(f"– {reason}") for reason in judged.reasons]
    if judged.holds and not sheet.is_overridden:
        story.append(paragraph(gettext("Chaque mesure tient ses limites.")))
    story += [paragraph(words, STRONG) for words in paper.opinions]
    return story


def _said(name: str, value: str | None) -> str:
    return gettext("%(name)s : %(value)s", name=name, value=value or NOTHING)


def _facts(sheet: PracticalSheet, address: str) -> list[Flowable]:
    attempt = gettext(
        "%(number)s sur %(attempts)s", number=sheet.attempt, attempts=sheet.task.attempts
    )
    rows = [
        (gettext("Personne"), sheet.trainee.full_name),
        (gettext("Promotion"), sheet.cohort.name),
        (gettext("Essai"), attempt),
        (gettext("Jour"), capital(day_long(sheet.assessed_on))),
        (gettext("Par"), sheet.trainer.name if sheet.trainer else sheet.signed_by),
        *circumstance_rows(sheet.said.circumstances),
    ]
    room = WIDTH - CODE_SIDE - 16
    facts = data_table([Column("", 1), Column("", 3)], rows, width=room)
    code = square_code(address, size=CODE_SIDE)
    beside = side_by_side([[facts, code]], [room + 16, CODE_SIDE])
    where = gettext(
        "Le code carré ouvre la feuille dans la plateforme de l’école, pour qui a le droit de "
        "la voir : %(address)s",
        address=address,
    )
    story: list[Flowable] = [Spacer(0, 6), beside, paragraph(where, SMALL)]
    if sheet.note:
        heading = gettext("Ce que dit la personne qui évalue")
        story += [paragraph(heading, HEADING), *_lines(sheet.note)]
    return story


def _lines(text: str) -> list[Flowable]:
    """Set a long text line by line, so that it may go on over pages."""
    return [paragraph(line) for line in text.splitlines() if line.strip()]


def _safety(sheet: PracticalSheet) -> list[Flowable]:
    gates = sheet.said.gates
    if not gates:
        return []
    columns = [Column(gettext("Question"), 4), Column(gettext("Réponse"), 1)]
    rows = [[localised(gate, "question"), _answer(gate)] for gate in gates]
    return headed_table(gettext("Sécurité avant de commencer"), data_table(columns, rows))


def _answer(gate: Gate) -> str:
    if gate.held is None:
        return gettext("sans réponse")
    return gettext("Oui") if gate.held else gettext("Non")


def _equipment(sheet: PracticalSheet) -> list[Flowable]:
    used = sheet.said.equipment
    if not used:
        return []
    columns = [
        Column(gettext("Matériel"), 2.6),
        Column(gettext("Étalonné le"), 1),
        Column(gettext("Valable jusqu’au"), 1.1),
        Column(gettext("Ce jour-là"), 1.4),
    ]
    rows = [
        [
            name_of(one),
            day_short(one.calibrated_on),
            day_short(one.calibration_due_on),
            str(CALIBRATIONS[one.calibration]),
        ]
        for one in used
    ]
    return headed_table(gettext("Matériel"), data_table(columns, rows))


def _chain(paper: SheetPaper) -> list[Flowable]:
    if len(paper.chain) == 1:
        return []
    columns = [
        Column(gettext("Feuille"), 1.5),
        Column(gettext("Signée par"), 1.4),
        Column(gettext("Le"), 1.3),
        Column(gettext("Verdict"), 0.9),
        Column(gettext("Raison de la correction"), 2.2),
    ]
    rows = [
        [
            f"{one.number} · {one.reference}",
            one.signed_by,
            moment(one.signed_at),
            str(VERDICTS[one.verdict]),
            one.correction_reason or NOTHING,
        ]
        for one in paper.chain
    ]
    return headed_table(gettext("Feuilles de cet essai"), data_table(columns, rows))


def _signatures(sheet: PracticalSheet) -> list[Flowable]:
    read = sheet.acknowledgement
    rows = [(gettext("Signé par"), _by(sheet.signed_by, moment(sheet.signed_at)))]
    if read:
        rows.append((gettext("Lu par"), _by(read.acknowledged_by, moment(read.acknowledged_at))))
        if read.remark:
            rows.append((gettext("Sa remarque"), read.remark))
    else:
        nobody = gettext("pas encore lu par %(name)s", name=sheet.trainee.full_name)
        rows.append((gettext("Lu par"), nobody))
    if sheet.correction_reason:
        rows.append((gettext("Raison de la correction"), sheet.correction_reason))
    table = data_table([Column("", 1), Column("", 3.6)], rows)
    return [KeepTogether([paragraph(gettext("Signatures"), HEADING), table])]


def _by(name: str, when: str) -> str:
    return gettext("%(name)s, le %(when)s", name=name, when=when)
