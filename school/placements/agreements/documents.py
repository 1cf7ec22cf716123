"""The agreement on paper: parties, sections, who confirmed, who signed, room to sign by hand."""

from collections.abc import Sequence

from flask_babel import gettext
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from school.documents.page import Letterhead, build
from school.documents.styles import BODY, HEADING, SOFT, paragraph
from school.documents.tables import Column, data_table
from school.placements.agreements import labels
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.presentation import SectionView
from school.placements.agreements.rules import SIGNERS, Party
from school.web.filters import day_long, of
from school.web.template_words import language

ROOM_TO_SIGN = 150
"""Points that the table of signatures needs on one page."""

SIGNING_LINES = "\n\n\n"


def agreement_paper(version: AgreementVersion, sections: Sequence[SectionView]) -> bytes:
    """Make the PDF of a version in the reader's language, with its number and its date."""
    placement = version.placement
    letterhead = Letterhead(
        school=placement.cohort.school.name,
        title=gettext("Convention %(of_person)s", of_person=of(placement.trainee.full_name)),
        subtitle=_subtitle(version),
        language=language(),
        page_number=lambda page, total: gettext(
            "page %(page)s sur %(total)s", page=page, total=total
        ),
    )
    story: list[Flowable] = [
        paragraph(
            gettext(
                "Entre %(school)s, %(enterprise)s et %(person)s, en formation (%(cohort)s).",
                school=placement.cohort.school.name,
                enterprise=placement.enterprise.name,
                person=placement.trainee.full_name,
                cohort=placement.cohort.name,
            )
        )
    ]
    if version.justification:
        story.append(paragraph(gettext("Motif : %(why)s", why=version.justification), SOFT))
    for one in sections:
        story += _section(one)
    return build(letterhead, [*story, *_signatures(version)])


def _subtitle(version: AgreementVersion) -> str:
    state = labels.state_words(version)
    if version.in_force_on is not None:
        state = gettext("en vigueur depuis le %(day)s", day=day_long(version.in_force_on))
    return str(
        gettext(
            "%(what)s, %(reference)s. %(state)s.",
            what=labels.numbered(version),
            reference=version.reference,
            state=state,
        )
    )


def _section(one: SectionView) -> list[Flowable]:
    title = one.title
    if one.changed:
        title = gettext("%(section)s (changé par cet avenant)", section=title)
    parts: list[Flowable] = [paragraph(title, HEADING)]
    if one.duties:
        parts += [
            paragraph(
                f"{place}. {duty.wording}"
                + (f" ({', '.join(duty.competencies)})" if duty.competencies else ""),
                BODY,
            )
            for place, duty in enumerate(one.duties, start=1)
        ]
    else:
        parts.append(paragraph("\n".join(one.lines) or "—", BODY))
    if one.confirmed:
        words = gettext("Relu par : %(who)s", who=", ".join(one.confirmed))
        parts.append(paragraph(words, SOFT))
    return [KeepTogether(parts)] if not one.duties else parts


def _signatures(version: AgreementVersion) -> list[Flowable]:
    columns = [Column(gettext("Partie")), Column(gettext("Nom")), Column(gettext("Signature"))]
    rows = {row.party: row for row in version.parties}
    lines = [
        [
            str(labels.PARTIES[party]),
            rows[party].name if party in rows else _name(version, party),
            (labels.signed_words(rows[party]) if party in rows else "") or SIGNING_LINES,
        ]
        for party in SIGNERS
    ]
    return [
        CondPageBreak(ROOM_TO_SIGN),
        Spacer(0, 12),
        paragraph(gettext("Signatures"), HEADING),
        data_table(columns, lines),
    ]


def _name(version: AgreementVersion, party: Party) -> str:
    placement = version.placement
    if party is Party.SCHOOL:
        return placement.cohort.school.name
    if party is Party.APPRENTICE:
        return placement.trainee.full_name
    return version.representative_name or placement.enterprise.name
