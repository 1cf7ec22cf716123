"""The board on paper, for a steering committee."""

from flask_babel import gettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.clauses.board.figures import ContractLine
from school.clauses.board.labels import ALERT_MEANINGS, ALERTS, GROUPED, GROUPED_BY
from school.clauses.board.presentation import BoardPage, foretold, months_told, name_of
from school.clauses.board.rules import Alert, Grouped
from school.clauses.labels import BUCKETS
from school.clauses.rules import Bucket
from school.clauses.standing.hour_words import hours_told
from school.clauses.standing.people_words import ways
from school.clauses.standing.rules import Standing
from school.documents.page import Letterhead, build, chart
from school.documents.styles import FIGURE, HEADING, LEAD, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.web.filters import capital, day_long, number, percent, several
from school.web.template_words import language

BARS = 20
"""The first so many lines are drawn; the tables have all."""


def board_paper(page: BoardPage, seal: list[Flowable] | None = None, foot: str = "") -> bytes:
    """Make the PDF in the reader's language. The same board gives the same bytes."""
    asked = page.board.asked
    letterhead = Letterhead(
        school=gettext("Clauses d’insertion"),
        title=gettext("Où en sont les clauses d’insertion"),
        subtitle=gettext(
            "Arrêté au %(day)s, faits connus au %(known)s.",
            day=day_long(asked.as_of),
            known=day_long(asked.known_on),
        ),
        language=language(),
        page_number=lambda number_, total: gettext(
            "page %(page)s sur %(total)s", page=number_, total=total
        ),
        foot=foot,
    )
    story = [*(seal or []), *_headline(page), *_alerts(page), *_bars(page)]
    for by in (Grouped.DEPARTMENT, Grouped.OPERATOR, Grouped.AUTHORITY):
        story += _groups(page, by)
    return build(letterhead, [*story, *_contracts(page), *_people(page), *_method()])


def _headline(page: BoardPage) -> list[Flowable]:
    facts = several(f"{name} : {value}" for name, value in page.facts)
    return [
        paragraph(gettext("Heures qui manquent pour atteindre les quotas"), HEADING),
        paragraph(page.headline, FIGURE),
        paragraph(page.sentence, LEAD),
        *(paragraph(one, SOFT) for one in (facts, *page.people_sentences, *page.penalty_sentences)),
    ]


def _alerts(page: BoardPage) -> list[Flowable]:
    rows = [
        [str(ALERTS[alert]), number(page.board.count(alert)), str(ALERT_MEANINGS[alert])]
        for alert in Alert
        if page.board.count(alert)
    ]
    if not rows:
        return []
    columns = [
        Column(gettext("Alerte"), 1.4),
        Column(gettext("Contrats"), 0.6, is_number=True),
        Column(gettext("Ce que cela veut dire"), 3),
    ]
    return headed_table(gettext("Alertes"), data_table(columns, rows))


def _bars(page: BoardPage) -> list[Flowable]:
    drawn = page.drawing(BARS)
    if not drawn.values[0]:
        return []
    words = gettext(
        "Plein : heures qui comptent ; hachuré : en attente ; trait : ce qui devrait être fait à "
        "ce jour. Les %(count)s premiers, du plus en retard au plus avancé.",
        count=len(drawn.values[0]),
    )
    heading = paragraph(gettext("Du plus en retard au plus avancé"), HEADING)
    return [KeepTogether([heading, paragraph(words, SOFT), chart(drawn), Spacer(0, 6)])]


def _columns(first: str) -> list[Column]:
    return [
        Column(first, 2.1),
        Column(gettext("Nature"), 1.25),
        Column(gettext("Quota"), 1, is_number=True),
        Column(gettext("Comptent"), 1, is_number=True),
        Column(gettext("Part"), 0.8, is_number=True),
        Column(gettext("Manque"), 1, is_number=True),
    ]


def _cells(bucket: Bucket, one: Standing) -> list[str]:
    return [
        str(BUCKETS[bucket]),
        hours_told(one.quota),
        hours_told(one.counted),
        percent(one.ratio),
        hours_told(one.shortfall),
    ]


def _groups(page: BoardPage, by: Grouped) -> list[Flowable]:
    head = str(GROUPED[by])
    rows = [
        [name_of(by, group.lines[0]), *_cells(bucket, one)]
        for group in page.board.grouped(by)
        for bucket, one in group.standings.items()
    ]
    heading = capital(str(GROUPED_BY[by]))
    return headed_table(heading, data_table(_columns(head), rows)) if rows else []


def _contracts(page: BoardPage) -> list[Flowable]:
    columns = [
        *_columns(gettext("Contrat")),
        Column(gettext("À la fin"), 1, is_number=True),
        Column(gettext("Mois inconnus"), 1.1),
    ]
    rows = [row for line in page.board.lines for row in _rows(line)]
    if not rows:
        return [paragraph(gettext("Aucun contrat."), SOFT)]
    return headed_table(gettext("Tous les contrats"), data_table(columns, rows))


def _rows(line: ContractLine) -> list[list[str]]:
    told = [foretold(line), months_told(line.months_missing)]
    return [
        [line.contract.name, *_cells(bucket, one), *(["", ""] if rank else told)]
        for rank, (bucket, one) in enumerate(line.standings.items())
    ]


def _people(page: BoardPage) -> list[Flowable]:
    columns = [
        Column(gettext("Contrat"), 2.1),
        Column(gettext("Nature"), 1.25),
        Column(gettext("Personnes"), 0.9, is_number=True),
        Column(gettext("Femmes"), 0.8, is_number=True),
        Column(gettext("Heures des femmes"), 0.9, is_number=True),
        Column(gettext("Façons d’embaucher"), 2.2),
        Column(gettext("Sorties vers l’emploi"), 1, is_number=True),
    ]
    rows = [
        [line.contract.name, str(BUCKETS[bucket]), *_people_cells(one)]
        for line in page.board.lines
        for bucket, one in line.standings.items()
        if one.people.everybody
    ]
    heading = gettext("Qui fait ces heures")
    return headed_table(heading, data_table(columns, rows)) if rows else []


def _people_cells(one: Standing) -> list[str]:
    exits = one.people.exits_to_jobs
    words = {"count": exits.numerator, "whole": exits.denominator} if exits else {}
    return [
        number(one.people.everybody),
        number(one.people.women),
        percent(one.women_share_hours),
        several(f"{name} {told}" for name, told in ways(one)),
        gettext("%(count)s sur %(whole)s", **words) if words else "—",
    ]


def method() -> list[str]:
    """Say how hours are counted, for the paper and for the file of definitions."""
    return [
        gettext(
            "Compte une heure validée, d’une personne éligible ce jour-là, dans les dates du "
            "contrat, une seule fois tous contrats ensemble ; la formation compte selon le contrat."
        ),
        gettext(
            "Le manque de chaque lot est son quota moins ses heures ; les manques s’ajoutent, "
            "aucun lot ne compense un autre, sauf dans un contrat globalisé."
        ),
        gettext("Un mois sans déclaration est inconnu, et non nul."),
        gettext(
            "Une personne compte une fois, même sous plusieurs contrats. Une sortie vers l’emploi "
            "est un emploi d’au moins trente jours, confirmé par l’employeur, commencé après la "
            "première heure validée ; elle est connue des seules personnes qu’une école suit, et "
            "dite à partir de cinq d’entre elles."
        ),
    ]


def _method() -> list[Flowable]:
    heading = paragraph(gettext("Comment c’est compté"), HEADING)
    return [KeepTogether([heading, *(paragraph(one, SOFT) for one in method())])]
