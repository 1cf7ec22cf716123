"""The minutes of a jury, to be signed: who sat, and what was decided about whom."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from reportlab.platypus import Flowable, KeepTogether, Spacer

from school.certification.jury_rules import Outcome
from school.certification.labels import OUTCOMES, STANDINGS
from school.certification.models import Jury, JuryDecision
from school.documents.page import Letterhead, build
from school.documents.styles import HEADING, LEAD, SOFT, paragraph
from school.documents.tables import Column, data_table, headed_table
from school.web.filters import day_long, day_short, title


def minutes_paper(jury: Jury, decisions: Sequence[JuryDecision], language: str) -> bytes:
    """Make the PDF in the language that is set; the same decisions give the same bytes."""
    cohort = jury.cohort
    letterhead = Letterhead(
        school=cohort.school.name,
        title=gettext("Procès-verbal du jury"),
        subtitle=gettext(
            "%(cohort)s, %(path)s. Jury du %(day)s, %(place)s.",
            cohort=cohort.name,
            path=title(cohort.path),
            day=day_long(jury.held_on),
            place=jury.place,
        ),
        language=language,
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
        foot=gettext("Procès-verbal %(reference)s", reference=jury.reference),
    )
    return build(letterhead, [*_decisions(decisions), *_exceptions(decisions), *_members(jury)])


def _decisions(decisions: Sequence[JuryDecision]) -> list[Flowable]:
    if not decisions:
        return [paragraph(gettext("Aucune décision n’est écrite."), LEAD)]
    certified = sum(one.outcome is Outcome.CERTIFIED for one in decisions)
    adjourned = len(decisions) - certified
    counts = ", ".join(
        [
            ngettext("%(num)s certification", "%(num)s certifications", certified),
            ngettext("%(num)s ajournement", "%(num)s ajournements", adjourned),
        ]
    )
    columns = [
        Column(gettext("Personne"), 2),
        Column(gettext("Sur quoi"), 1.8),
        Column(gettext("Conditions"), 2),
        Column(gettext("Décision"), 1.1),
        Column(gettext("Motif"), 2.1),
        Column(gettext("Écrite le"), 1.3),
    ]
    rows = [_row(one) for one in decisions]
    return [
        paragraph(counts, LEAD),
        *headed_table(gettext("Décisions"), data_table(columns, rows)),
    ]


def _row(one: JuryDecision) -> list[str]:
    about = title(one.module) if one.module else gettext("Tout le parcours")
    return [
        one.trainee.full_name,
        about,
        str(STANDINGS[one.standing]),
        str(OUTCOMES[one.outcome]),
        one.reason or "—",
        day_short(one.recorded_on),
    ]


def _exceptions(decisions: Sequence[JuryDecision]) -> list[Flowable]:
    """Give each reason once, with those whom it concerns."""
    people: dict[tuple[str, str], list[str]] = {}
    for one in decisions:
        if one.derogation:
            about = title(one.module) if one.module else gettext("Tout le parcours")
            people.setdefault((about, one.derogation), []).append(one.trainee.full_name)
    if not people:
        return []
    lines: list[Flowable] = [paragraph(gettext("Dérogations et leurs raisons"), HEADING)]
    for (about, reason), names in people.items():
        lines += [
            paragraph(gettext("%(about)s : %(reason)s", about=about, reason=reason)),
            paragraph(", ".join(names), SOFT),
        ]
    return lines


def _members(jury: Jury) -> list[Flowable]:
    columns = [
        Column(gettext("Membre du jury"), 2),
        Column(gettext("Qualité"), 1.4),
        Column(gettext("Signature"), 2.4),
    ]
    rows = [
        [
            one.staff.name,
            gettext("présidence") if one.staff_id == jury.president_id else gettext("membre"),
            "\n\n",
        ]
        for one in jury.members
    ]
    return [
        KeepTogether(
            [
                Spacer(0, 8),
                paragraph(gettext("Membres et signatures"), HEADING),
                paragraph(
                    gettext(
                        "Fait à %(place)s, le %(day)s.",
                        place=jury.place,
                        day=day_long(jury.held_on),
                    ),
                    SOFT,
                ),
                data_table(columns, rows),
            ]
        )
    ]
