"""The results of a consultation on paper, for the programme committee."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from reportlab.platypus import Flowable

from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, LEAD, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.enterprises.consultations.labels import KINDS, VERDICTS, WEIGHTINGS
from school.enterprises.consultations.models import Consultation
from school.enterprises.consultations.pages import ResultRow, Results, Voice
from school.web.filters import day_long, number, percent


def results_paper(
    consultation: Consultation,
    found: Results,
    voices: Sequence[Voice],
    silent: Sequence[str],
    language: str,
) -> bytes:
    """Make the PDF in the language that is set; the same answers give the same bytes."""
    letterhead = Letterhead(
        school=consultation.school.name,
        title=consultation.title,
        subtitle=gettext(
            "Consultation des entreprises, réponses jusqu’au %(day)s. %(weight)s.",
            day=day_long(consultation.closes_on),
            weight=WEIGHTINGS[consultation.weighting],
        ),
        language=language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=gettext("Consultation %(reference)s", reference=consultation.reference),
    )
    story: list[Flowable] = [paragraph(who_answered(found), LEAD)]
    for kind, rows in found.by_kind.items():
        if rows:
            story += headed_table(str(KINDS[kind]), _ranking(rows))
    return build(letterhead, [*story, *_voices(voices), *_silent(silent)])


def who_answered(found: Results) -> str:
    """Say how many enterprises answered of those that were asked."""
    return ngettext(
        "%(num)s entreprise a répondu, sur %(asked)s consultées.",
        "%(num)s entreprises ont répondu, sur %(asked)s consultées.",
        found.answered,
        asked=number(found.asked),
    )


def _ranking(rows: Sequence[ResultRow]) -> Flowable:
    columns = [
        Column(gettext("Demandé"), 3),
        Column(gettext("Place"), 0.85, is_number=True),
        Column(gettext("Points"), 0.8, is_number=True),
        Column(gettext("Part"), 0.8, is_number=True),
        Column(gettext("Cité par"), 0.8, is_number=True),
        Column(gettext("Décision"), 3),
    ]
    return data_table(
        columns,
        [
            [
                row.words,
                number(row.result.place),
                number(row.result.points),
                percent(row.share),
                number(row.result.named_by),
                _decision(row),
            ]
            for row in rows
        ],
    )


def _decision(row: ResultRow) -> str:
    if row.decision is None:
        return gettext("à décider")
    return gettext(
        "%(verdict)s : %(reason)s",
        verdict=VERDICTS[row.decision.verdict],
        reason=row.decision.reason,
    )


def _voices(voices: Sequence[Voice]) -> list[Flowable]:
    if not voices:
        return []
    columns = [
        Column(gettext("Entreprise"), 1.6),
        Column(gettext("Places"), 0.8, is_number=True),
        Column(gettext("Embauches"), 1.2, is_number=True),
        Column(gettext("Pour quels travaux"), 2.2),
        Column(gettext("Ce qui manque"), 2.6),
    ]
    rows = [
        [
            one.answer.enterprise.name,
            number(one.places),
            number(one.answer.hires),
            one.answer.hiring_for or "—",
            one.answer.lacking or "—",
        ]
        for one in voices
    ]
    return headed_table(gettext("Ce que dit chaque entreprise"), data_table(columns, rows))


def _silent(names: Sequence[str]) -> list[Flowable]:
    if not names:
        return []
    return [
        paragraph(gettext("N’ont pas répondu"), HEADING),
        paragraph(", ".join(names), SOFT),
    ]
