"""The report of hiring on paper: the figures of the page, with the same charts, as a PDF."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.core.statistics import Rate
from school.documents.charts import Mark, legend
from school.documents.page import Letterhead, build, chart
from school.documents.qr import square_code
from school.documents.styles import FIGURE, HEADING, LEAD, SMALL, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.hiring.indicators.figures import Figures, Gap
from school.hiring.indicators.options import Options
from school.hiring.indicators.report import Report
from school.hiring.report import charts as report_charts
from school.hiring.report.findings import Findings
from school.hiring.report.labels import BREAKDOWNS, PLACES, RATE_MEANINGS
from school.hiring.report.labels import RATES as RATE_NAMES
from school.hiring.report.method import method
from school.hiring.report.pages import compared_offers, compared_women
from school.hiring.report.pictures import gaps_of
from school.hiring.report.sentences import median_sentence
from school.web.addresses import public_address
from school.web.filters import day_long, number, percent, points


@dataclass(frozen=True)
class Paper:
    """What a report on paper needs beside its figures.

    `school` is the name at the head, `address` the page that the square code opens, `names` say
    what the codes of groups stand for.
    """

    report: Report
    school: str
    language: str
    address: str
    names: dict[str, str]


def report_document(paper: Paper) -> bytes:
    """Make the PDF of a report, in the language that is set; same input, same bytes."""
    options = paper.report.options
    letterhead = Letterhead(
        school=paper.school,
        title=gettext("Rapport d’embauche"),
        subtitle=gettext(
            "%(months)s mois après la sortie. Arrêté au %(day)s, faits connus au %(known)s.",
            months=options.months,
            day=day_long(options.as_of),
            known=day_long(options.known_on),
        ),
        language=paper.language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=paper.address,
    )
    findings = Findings(paper.report)
    story = [
        *_headline(findings),
        *_sexes(findings),
        *_way(findings),
        *_groups(findings, paper),
        *_rates(findings),
        *_elsewhere(findings.total),
        *_method(paper),
    ]
    return build(letterhead, story)


def report_address(options: Options, school: str | None) -> str:
    """Give the whole address of a report, where the very same figures can be read again."""
    values: dict[str, Any] = {
        "as_of": options.as_of,
        "known_on": options.known_on,
        "months": options.months,
        "evidence": options.evidence.value,
        "from": options.period_from,
        "to": options.period_to,
        "school": school,
    }
    return public_address("hiring.report", **values)


def _headline(findings: Findings) -> list[Flowable]:
    figures = findings.total
    tally = figures.tally
    name = gettext("Taux d’embauche vérifié")
    if not tally.n:
        return [paragraph(name, HEADING), paragraph(findings.headline_sentence, LEAD)]
    marks = [
        (Mark.OBSERVED, gettext("taux observé")),
        (Mark.INTERVAL, gettext("intervalle à 95 %")),
        (Mark.UNKNOWN, gettext("si les sans nouvelles étaient embauchés")),
    ]
    parts: list[Flowable] = [
        paragraph(name, HEADING),
        paragraph(percent(figures.hire_rate_told.value), FIGURE),
        paragraph(findings.headline_sentence, LEAD),
        chart(report_charts.headline(findings.report)),
        chart(lambda width: legend(marks, width=width)),
        Spacer(0, 10),
        paragraph(findings.coverage_title, HEADING),
        chart(report_charts.what_is_known(tally)),
        paragraph(_known(figures), SOFT),
    ]
    if findings.report.provisional:
        day = day_long(findings.report.settles_on)
        parts.append(paragraph(gettext("Provisoire jusqu’au %(day)s.", day=day), SOFT))
    return [KeepTogether(parts)]


def _known(figures: Figures) -> str:
    tally = figures.tally
    return gettext(
        "Embauchés : %(hired)s. À leur compte : %(own)s. Sans emploi : %(out)s. Sans nouvelles : "
        "%(unknown)s. Couverture %(coverage)s ; fourchette de %(low)s à %(high)s.",
        hired=number(tally.hired),
        own=number(tally.self_employed),
        out=number(tally.not_hired),
        unknown=number(tally.unknown),
        coverage=percent(figures.coverage.value),
        low=percent(figures.bounds.low if figures.bounds else None),
        high=percent(figures.bounds.high if figures.bounds else None),
    )


def _sexes(findings: Findings) -> list[Flowable]:
    figures = findings.total
    rows = [
        [
            str(RATE_NAMES[name]),
            _with_counts(figures.women.told(name)),
            _with_counts(figures.men.told(name)),
            _gap_in_words(gap),
        ]
        for name, gap in gaps_of(figures)
    ]
    columns = [
        Column(gettext("Taux"), 1.4),
        Column(gettext("Femmes"), 1.2, is_number=True),
        Column(gettext("Hommes"), 1.2, is_number=True),
        Column(gettext("Écart"), 1.3, is_number=True),
    ]
    drawing = [
        paragraph(findings.gap_title, HEADING),
        paragraph(findings.gap_sentence),
        chart(report_charts.women_and_men(figures)),
        chart(lambda width: legend(_sex_marks(), width=width)),
        Spacer(0, 6),
    ]
    return [KeepTogether(drawing), data_table(columns, rows)]


def _way(findings: Findings) -> list[Flowable]:
    shares = findings.total.women_share
    rows = []
    for place, label in PLACES.items():
        share = getattr(shares, place)
        men = number(share.denominator - share.numerator)
        rows.append([str(label), number(share.numerator), men, _with_counts(share)])
    columns = [
        Column(gettext("Étape"), 1.4),
        Column(gettext("Femmes"), is_number=True),
        Column(gettext("Hommes"), is_number=True),
        Column(gettext("Part des femmes"), 1.4, is_number=True),
    ]
    drawing = [
        paragraph(findings.women_title, HEADING),
        chart(report_charts.way_by_sex(findings.total)),
        chart(lambda width: legend(_sex_marks(), width=width)),
        Spacer(0, 6),
    ]
    return [KeepTogether(drawing), data_table(columns, rows)]


def _sex_marks() -> list[tuple[Mark, str]]:
    return [(Mark.WOMEN, gettext("femmes")), (Mark.MEN, gettext("hommes"))]


def _groups(findings: Findings, paper: Paper) -> list[Flowable]:
    report = findings.report
    columns = [
        Column(str(BREAKDOWNS[report.options.by[0]]), 1.3),
        Column(gettext("Nom"), 1.6),
        Column(gettext("Certifiés"), 0.9, is_number=True),
        Column(gettext("Taux d’embauche"), 1.5, is_number=True),
        Column(gettext("Intervalle à 95 %"), 1.6, is_number=True),
        Column(gettext("Sans nouvelles"), 0.9, is_number=True),
    ]
    rows = []
    for row in report.rows[:-1]:
        code = next(iter(row.group.values())) or "—"
        rows.append([code, paper.names.get(code, ""), *_group_cells(row.figures)])
    total = [gettext("Ensemble"), "", *_group_cells(findings.total)]
    parts: list[Flowable] = [paragraph(findings.trend_title, HEADING)]
    if findings.follow_in_time:
        parts += [chart(report_charts.from_group_to_group(report, findings.groups)), Spacer(0, 6)]
    return [KeepTogether(parts), data_table(columns, rows, total=total)]


def _group_cells(figures: Figures) -> list[str]:
    rate = figures.hire_rate_told
    return [
        number(figures.tally.certified),
        _with_counts(rate),
        _ends(rate),
        number(figures.tally.unknown),
    ]


def _rates(findings: Findings) -> list[Flowable]:
    columns = [
        Column(gettext("Indicateur"), 2.2),
        Column(gettext("Ce qui est compté"), 2.6),
        Column(gettext("Taux"), 1.5, is_number=True),
        Column(gettext("Intervalle à 95 %"), 1.4, is_number=True),
    ]
    rows = []
    for name in findings.report.rates:
        rate = findings.total.told(name)
        words = [str(RATE_NAMES[name]), str(RATE_MEANINGS[name])]
        rows.append([*words, _with_counts(rate), _ends(rate)])
    median = findings.total.median_days_to_hire
    return [
        paragraph(gettext("Tous les taux, avec leurs nombres"), HEADING),
        data_table(columns, rows),
        Spacer(0, 6),
        *([] if median is None else [paragraph(median_sentence(median))]),
    ]


def _elsewhere(figures: Figures) -> list[Flowable]:
    columns = [
        Column(gettext("Repère"), 3),
        Column(gettext("Sa valeur"), is_number=True),
        Column(gettext("Ici"), 1.5),
    ]
    rows = [
        [one.words, percent(one.share), one.verdict]
        for one in (*compared_offers(figures), *compared_women(figures))
    ]
    sentence = gettext(
        "Le taux d’offre se compare aux offres, la part des femmes aux femmes. Le taux d’embauche "
        "n’a pas de repère comparable."
    )
    head = [paragraph(gettext("À côté d’autres chiffres"), HEADING), paragraph(sentence)]
    return [KeepTogether([*head, data_table(columns, rows)])]


def _method(paper: Paper) -> list[Flowable]:
    sentences = [paragraph(sentence, SOFT) for sentence in method(paper.report)]
    where = gettext("Ces chiffres se relisent à l’adresse du pied de page, ou par ce code.")
    code: list[Flowable] = [Spacer(0, 8), square_code(paper.address), paragraph(where, SMALL)]
    heading = paragraph(gettext("Comment c’est compté"), HEADING)
    return [KeepTogether([heading, *sentences, *(code if paper.address else [])])]


def _gap_in_words(gap: Gap) -> str:
    if gap.value is None:
        return "—"
    said = gettext("établi") if gap.established else gettext("non établi")
    return gettext("%(gap)s points\n%(said)s", gap=points(gap.value), said=said)


def _with_counts(rate: Rate) -> str:
    if not rate.denominator:
        return "—"
    counts = f"{number(rate.numerator)}/{number(rate.denominator)}"
    return f"{percent(rate.value)} ({counts})"


def _ends(rate: Rate) -> str:
    return f"{percent(rate.low)} – {percent(rate.high)}" if rate.denominator else "—"
