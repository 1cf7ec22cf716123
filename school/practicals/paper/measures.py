"""The measures of a sheet on paper: each with its limit, and the series value by value."""

from flask_babel import gettext
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from school.curriculum.wording import UNIT_SIGNS
from school.documents.styles import HEADING, SMALL, SOFT, paragraph
from school.documents.tables import FIRST_ROWS, Column, data_table, headed_table
from school.practicals.paper.contents import Series, SheetPaper
from school.practicals.presentation import Reading
from school.web.filters import NO_BREAK_SPACE, NOTHING

OUTSIDE = f"{NO_BREAK_SPACE}*"
"""Stands behind a value that is outside its limits."""


def measures_story(paper: SheetPaper) -> list[Flowable]:
    """Give the measures with their limits, then the values of each series."""
    heading = gettext("Mesures")
    if not paper.judged.measures:
        words = gettext("Aucune mesure n’a été notée.")
        return [KeepTogether([paragraph(heading, HEADING), paragraph(words)])]
    columns = [
        Column(gettext("Mesure"), 2.4),
        Column(gettext("Valeur"), 1, is_number=True),
        Column(gettext("Il faut"), 2.2),
        Column(gettext("Verdict"), 1),
    ]
    rows = [
        [one.label, _with_unit(one.value, one.unit), one.bound, one.word]
        for one in paper.judged.measures
    ]
    story = headed_table(heading, data_table(columns, rows))
    for series in paper.series:
        story += _series(series)
    return [*story, Spacer(0, 4), paragraph(_version_words(paper), SMALL)]


def _with_unit(value: str, unit: str) -> str:
    return f"{value}{NO_BREAK_SPACE}{unit}" if unit and value != NOTHING else value


def _version_words(paper: SheetPaper) -> str:
    version = paper.sheet.curriculum_version
    if version is None:
        return gettext("La feuille ne dit pas par quelle version elle a été jugée.")
    if paper.is_other_version:
        return gettext(
            "Jugée par la version %(version)s, qui n’est pas chargée ici : les limites montrées "
            "sont celles que suit la promotion.",
            version=version,
        )
    return gettext("Limites de la version %(version)s du programme.", version=version)


def _series(series: Series) -> list[Flowable]:
    row = series.row or gettext("N°")
    columns = [
        Column(row, 0.8),
        *(Column(_head(head, unit), 1, is_number=True) for head, unit in series.heads),
    ]
    rows = [
        [str(place), *(_reading(one) for one in line)] for place, line in enumerate(series.lines, 1)
    ]
    story: list[Flowable] = [
        Spacer(0, 12),
        CondPageBreak(FIRST_ROWS),
        data_table(columns, rows),
    ]
    if any(one and not one.passes for line in series.lines for one in line):
        story.append(paragraph(gettext("* hors limite"), SOFT))
    return story


def _head(head: str, unit: str) -> str:
    sign = UNIT_SIGNS.get(unit, unit)
    return f"{head} ({sign})" if sign else head


def _reading(reading: Reading | None) -> str:
    if reading is None:
        return NOTHING
    return reading.value if reading.passes else f"{reading.value}{OUTSIDE}"
