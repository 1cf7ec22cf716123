"""The PDF of a sealed report: what the ministry reads, on paper, with the code that checks it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from reportlab.lib.units import cm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from school.documents.charts import Mark, legend
from school.documents.page import Letterhead, build, chart
from school.documents.styles import FIGURE, HEADING, LEAD, SOFT, paragraph
from school.documents.tables import data_table, headed_table
from school.hiring.indicators.options import Breakdown
from school.hiring.publication.publish import Hidden, PublishedRow
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.sealing import pictures, tables
from school.hiring.sealing.comparison import comparison_of
from school.hiring.sealing.contents import Contents
from school.hiring.sealing.definitions import method
from school.hiring.sealing.document_seal import Stamp, changed_parts, seal_parts
from school.hiring.sealing.sentences import (
    enterprise_sentence,
    gap_sentence,
    headline_sentence,
    known_sentence,
    median_sentence,
    offer_sentence,
    once_sentence,
    sexes_title,
    trend_sentence,
    withheld_sentence,
)
from school.hiring.sealing.tables import WrittenTable
from school.hiring.sealing.wording import figure_in_words
from school.web.filters import day_long, percent

LEAST_BELOW_WORDS = 5 * cm
"""So much room a heading and the first lines of its table need on a page."""


def report_paper(
    contents: Contents, stamp: Stamp | None, changes: Sequence[dict[str, Any]] = ()
) -> bytes:
    """Make the PDF of a report in the language that is set; without a stamp it says « preview ».

    The same contents and stamp give the same bytes: nothing of the day it is made goes in.
    """
    parameters = contents.parameters
    letterhead = Letterhead(
        school=contents.whose or gettext("Toutes les écoles du rapport"),
        title=gettext("Rapport d’embauche pour le ministère"),
        subtitle=gettext(
            "%(months)s mois après la sortie. Arrêté au %(day)s, faits connus au %(known)s.",
            months=parameters.months,
            day=day_long(parameters.as_of),
            known=day_long(parameters.known_on),
        ),
        language=parameters.language.value,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=stamp.foot if stamp else gettext("Aperçu : ce document n’est pas scellé."),
    )
    rates = tables.rates_table(contents)
    story = [
        *(seal_parts(stamp) if stamp else []),
        *changed_parts(changes),
        *_headline(contents),
        *_offers(contents.total),
        *_sexes(contents.total),
        *_way(contents.total),
        *_after_hire(contents.total),
        *_groups(contents),
        *_enterprises(contents),
        *headed_table(rates.caption, _set(rates)),
        *_method(contents),
    ]
    return build(letterhead, story)


def _headline(contents: Contents) -> list[Flowable]:
    published, figures = contents.groups, contents.total.figures
    rate = figures.hire_rate
    name = paragraph(str(RATE_NAMES["hire_rate"]), HEADING)
    sentence = paragraph(headline_sentence(figures, contents.parameters.months), LEAD)
    parts: list[Flowable] = [name]
    if not isinstance(rate, Hidden) and rate.value is not None:
        parts.append(paragraph(percent(rate.value), FIGURE))
    parts.append(sentence)
    if not isinstance(rate, Hidden) and rate.value is None:
        return parts
    marks = [
        (Mark.OBSERVED, gettext("taux observé")),
        (Mark.INTERVAL, gettext("intervalle à 95 %")),
        (Mark.UNKNOWN, gettext("si les sans nouvelles étaient embauchés, ou non publié")),
    ]
    parts += [
        chart(pictures.headline(published)),
        chart(lambda width: legend(marks, width=width)),
        Spacer(0, 8),
        chart(pictures.what_is_known(figures)),
        paragraph(known_sentence(figures), SOFT),
    ]
    if published.provisional:
        day = day_long(published.settles_on)
        parts.append(paragraph(gettext("Provisoire jusqu’au %(day)s.", day=day), SOFT))
    return [KeepTogether(parts)]


def _offers(row: PublishedRow) -> list[Flowable]:
    table = tables.offers_table(row)
    sentence = paragraph(offer_sentence(row.figures))
    return [KeepTogether([paragraph(table.caption, HEADING), sentence, _set(table)])]


def _sexes(row: PublishedRow) -> list[Flowable]:
    index = gettext(
        "Indice de parité à l’embauche : %(index)s ; la parité va de 0,97 à 1,03.",
        index=figure_in_words(row.figures.gender_parity_index, 2),
    )
    drawing = [
        paragraph(sexes_title(row.figures.gender_gap), HEADING),
        paragraph(gap_sentence(row.figures.gender_gap)),
        chart(pictures.women_and_men(row)),
        chart(lambda width: legend(_sex_marks(), width=width)),
        Spacer(0, 6),
    ]
    return [
        KeepTogether(drawing),
        _set(tables.sexes_table(row)),
        Spacer(0, 4),
        paragraph(index, SOFT),
    ]


def _way(row: PublishedRow) -> list[Flowable]:
    table = tables.way_table(row)
    drawing = [
        paragraph(table.caption, HEADING),
        chart(pictures.way_by_sex(row)),
        chart(lambda width: legend(_sex_marks(), width=width)),
        Spacer(0, 6),
        _set(table),
    ]
    return [KeepTogether(drawing)]


def _sex_marks() -> list[tuple[Mark, str]]:
    return [(Mark.WOMEN, gettext("femmes")), (Mark.MEN, gettext("hommes"))]


def _after_hire(row: PublishedRow) -> list[Flowable]:
    table = tables.after_hire_table(row)
    sentence = paragraph(median_sentence(row.figures))
    return [KeepTogether([paragraph(table.caption, HEADING), sentence, _set(table)])]


def _groups(contents: Contents) -> list[Flowable]:
    table = tables.group_table(contents)
    parts: list[Flowable] = [paragraph(table.caption, HEADING)]
    if "groups" in contents.withheld:
        return [KeepTogether([*parts, paragraph(_why_withheld(contents))])]
    drawing, compared = pictures.group_by_group(contents), comparison_of(contents)
    if compared.schools:
        parts.append(paragraph(compared.title))
    if drawing is not None:
        caution = compared.caution if compared.schools else trend_sentence()
        parts += [chart(drawing), Spacer(0, 6), paragraph(caution, SOFT)]
    parts.append(paragraph(once_sentence(), SOFT))
    return [KeepTogether(parts), _set(table)]


def _why_withheld(contents: Contents) -> str:
    return withheld_sentence(several_schools=contents.of_several)


def _enterprises(contents: Contents) -> list[Flowable]:
    table = tables.enterprise_table(contents)
    head: list[Flowable] = [paragraph(table.caption, HEADING)]
    if "enterprises" in contents.withheld:
        return [KeepTogether([*head, paragraph(_why_withheld(contents))])]
    head.append(paragraph(enterprise_sentence(), SOFT))
    # Else the words could end a page, and the table begin the next.
    return [CondPageBreak(LEAST_BELOW_WORDS), KeepTogether(head), _set(table)]


def _set(table: WrittenTable) -> Flowable:
    return data_table(table.columns, table.rows, total=table.total)


def _method(contents: Contents) -> list[Flowable]:
    heading = paragraph(gettext("Comment c’est compté"), HEADING)
    schools = gettext(
        "Écoles du rapport : %(names)s.",
        names=", ".join(
            contents.name_of(Breakdown.SCHOOL, code) for code in contents.parameters.schools
        ),
    )
    sentences = [paragraph(one, SOFT) for one in (schools, *method(contents.parameters))]
    return [KeepTogether([heading, *sentences])]
