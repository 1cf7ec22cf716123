"""The record on paper: who, hours, what three voices say, on what it rests, who signs."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from school.competencies import labels
from school.competencies.hours import Hours
from school.competencies.pages import Line, Livret, ModuleLines
from school.competencies.rules import Cited, EvidenceKind, Voice
from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.web.filters import day_long, day_short, localised, number, of, title
from school.web.template_words import language

NOTHING = "—"
EVIDENCE_SHOWN = 4
ROOM_TO_SIGN = 130
"""Points: whoever signs sees the names and the lines on one page."""


def livret_paper(record: Livret, hours: Hours) -> bytes:
    """Make the PDF of a person's record in the reader's language, as it stands on its day."""
    cohort = record.enrolment.cohort
    letterhead = Letterhead(
        school=cohort.school.name,
        title=gettext(
            "Livret de compétences %(of_person)s", of_person=of(record.trainee.full_name)
        ),
        subtitle=gettext(
            "%(cohort)s, %(path)s. Arrêté au %(day)s.",
            cohort=cohort.name,
            path=title(cohort.path),
            day=day_long(record.today),
        ),
        language=language(),
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
    )
    story = [
        *_identity(record, hours),
        *(part for module in record.modules for part in _module(record, module)),
        *_history(record),
        *_signatures(record),
    ]
    return build(letterhead, story)


def _identity(record: Livret, hours: Hours) -> list[Flowable]:
    trainee, enrolment = record.trainee, record.enrolment
    rows = [
        (gettext("Nom"), trainee.full_name),
        (gettext("Naissance"), day_short(trainee.born_on)),
        (gettext("Promotion"), enrolment.cohort.name),
        (gettext("Admission"), day_short(enrolment.enrolled_on)),
        (gettext("Heures au centre"), gettext("%(hours)s h", hours=number(hours.centre))),
        (
            gettext("Heures en entreprise"),
            gettext(
                "%(hours)s h, dont %(validated)s h validées par le tuteur",
                hours=number(hours.enterprise),
                validated=number(hours.validated),
            ),
        ),
    ]
    scale = ", ".join(
        f"{labels.LETTERS[level]} : {name}".replace(" : ", "\u00a0: ")
        for level, name in labels.LEVELS.items()
    )
    return [
        data_table([Column("", 1), Column("", 2.2)], rows),
        Spacer(0, 8),
        paragraph(scale, SOFT),
        paragraph(
            gettext(
                "≠ : les voix diffèrent d’un niveau ou plus ; ? : à confirmer, plus de six mois "
                "sans preuve nouvelle."
            ),
            SOFT,
        ),
    ]


def _module(record: Livret, module: ModuleLines) -> list[Flowable]:
    columns = [
        Column(gettext("Compétence"), 2.6),
        *(Column(str(name), 1.15) for name in labels.VOICES.values()),
        Column(gettext("Preuves"), 2.2),
    ]
    rows = [
        [
            f"{line.learnt.reference} {localised(line.learnt, 'title')}"
            + ("\u00a0≠" if line.standing.disagrees else ""),
            *(_voice(record, line, voice) for voice in labels.VOICES),
            _evidence(record, line.cited),
        ]
        for line in module.lines
    ]
    return headed_table(
        f"{module.reference} · {localised(module, 'title')}", data_table(columns, rows)
    )


def _voice(record: Livret, line: Line, voice: Voice) -> str:
    entry = line.entry(voice)
    if entry is None:
        return NOTHING
    mark = "\u00a0?" if line.standing.is_stale(voice, record.today) else ""
    return f"{labels.LETTERS[entry.level]}{mark}\n{day_short(entry.noted_on)}"


def _evidence(record: Livret, cited: Sequence[Cited]) -> str:
    if not cited:
        return NOTHING
    words = [_cited_words(record, one) for one in cited[:EVIDENCE_SHOWN]]
    if len(cited) > EVIDENCE_SHOWN:
        others = len(cited) - EVIDENCE_SHOWN
        words.append(ngettext("et une autre", "et %(num)s autres", others))
    return "\n".join(words)


def _cited_words(record: Livret, cited: Cited) -> str:
    known = record.practical(cited.reference) if cited.kind is EvidenceKind.PRACTICAL else None
    name = localised(known, "title") if known else str(labels.EVIDENCE[cited.kind])
    return f"{name}, {day_short(cited.happened_on)}"


def _history(record: Livret) -> list[Flowable]:
    said = [entry for line in record.lines for entry in line.standing.history]
    if not said:
        return [paragraph(gettext("Personne n’a encore donné d’avis dans ce livret."))]
    columns = [
        Column(gettext("Qui parle"), 1.4),
        Column(gettext("Avis donnés"), 1, is_number=True),
        Column(gettext("Premier"), 1.2),
        Column(gettext("Dernier"), 1.2),
        Column(gettext("Signés de"), 2.4),
    ]
    rows = []
    for voice, name in labels.VOICES.items():
        own = [entry for entry in said if entry.voice is voice]
        days = [entry.noted_on for entry in own]
        rows.append(
            [
                str(name),
                number(len(own)),
                day_short(min(days, default=None)),
                day_short(max(days, default=None)),
                ", ".join(sorted({entry.author for entry in own})) or NOTHING,
            ]
        )
    return headed_table(gettext("Historique"), data_table(columns, rows))


def _signatures(record: Livret) -> list[Flowable]:
    columns = [
        Column(gettext("Qui signe"), 1.4),
        Column(gettext("Nom"), 1.6),
        Column(gettext("Date"), 1),
        Column(gettext("Signature"), 2),
    ]
    rows = [
        [str(labels.VOICES[Voice.SELF]), record.trainee.full_name, "", "\n\n"],
        [str(labels.VOICES[Voice.TUTOR]), "", "", "\n\n"],
        [str(labels.VOICES[Voice.TRAINER]), "", "", "\n\n"],
    ]
    table = [paragraph(gettext("Signatures"), HEADING), data_table(columns, rows)]
    return [CondPageBreak(ROOM_TO_SIGN), KeepTogether(table)]
