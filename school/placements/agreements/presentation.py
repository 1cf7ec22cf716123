"""An agreement as pages, links and papers show it: section by section, party by party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from school.cohorts.competency_queries import Learnt
from school.placements.agreements import labels
from school.placements.agreements.duty_rules import duties_from_plain
from school.placements.agreements.models import AgreementParty, AgreementVersion
from school.placements.agreements.operations import progress_of
from school.placements.agreements.progress_rules import is_late, whose_turn
from school.placements.agreements.rules import (
    AGREED_STATES,
    CLOSED_STATES,
    OUTSIDE,
    SIGNERS,
    AgreementStatus,
    Party,
    Section,
    sections_of,
)
from school.placements.labels import REASONS
from school.web.filters import day as written_day
from school.web.filters import day_long, localised, number


@dataclass(frozen=True)
class DutyLine:
    """A duty with the titles of the competencies that it calls on."""

    wording: str
    competencies: list[str]


@dataclass(frozen=True)
class SectionView:
    """A section: its name, what it says, who confirmed it and who has not."""

    section: Section
    title: str
    lines: list[str]
    duties: list[DutyLine]
    confirmed: list[str]
    awaited: list[str]
    changed: bool


@dataclass(frozen=True)
class PartyView:
    """A party: who it is, what it did, and what it has still to do."""

    party: Party
    role: str
    name: str
    state: str
    kind: str
    row: AgreementParty | None
    awaited: bool


def section_views(
    version: AgreementVersion, competencies: Mapping[str, str], former: AgreementVersion | None
) -> list[SectionView]:
    """Show each section of a version; `former` is the one in force before it, if any."""
    progress = progress_of(version)
    return [
        SectionView(
            section,
            str(labels.SECTIONS[section]),
            lines_of(version, section),
            duty_lines(version, competencies) if section is Section.DUTIES else [],
            [
                str(labels.PARTIES[one.party])
                for one in version.confirmations
                if one.section is section
            ],
            [
                str(labels.PARTIES[party])
                for party in OUTSIDE
                if version.sent_at is not None and section in progress.left(party)
            ],
            changed=former is not None and lines_of(former, section) != lines_of(version, section),
        )
        for section in sections_of(version.kind)
    ]


def titles_of(learnt: Sequence[Learnt]) -> dict[str, str]:
    """Give the titles of competencies by the code under which duties name them."""
    return {one.code: f"{one.reference} {localised(one, 'title')}" for one in learnt}


def duty_lines(version: AgreementVersion, competencies: Mapping[str, str]) -> list[DutyLine]:
    """Show the duties of a version; a competency of a former curriculum stays as its code."""
    return [
        DutyLine(one.wording, [competencies.get(code, code) for code in one.competencies])
        for one in duties_from_plain(version.duties)
    ]


def lines_of(version: AgreementVersion, section: Section) -> list[str]:
    """Say what a section says, a line for each thing; the duties are said with their words."""
    return [line for line in _LINES[section](version) if line]


def _period(version: AgreementVersion) -> list[str]:
    start, end = day_long(version.starts_on), day_long(version.ends_on)
    return [gettext("du %(start)s au %(end)s", start=start, end=end)]


def _schedule(version: AgreementVersion) -> list[str]:
    hours = version.weekly_hours
    said = gettext("%(hours)s heures par semaine", hours=number(hours)) if hours else ""
    return [said, version.schedule or ""]


def _tutor(version: AgreementVersion) -> list[str]:
    tutor = version.tutor
    return [tutor.name, tutor.job or "", tutor.phone or ""] if tutor else []


def _trainer(version: AgreementVersion) -> list[str]:
    trainer = version.trainer
    return [trainer.name, trainer.phone or ""] if trainer else []


def _representative(version: AgreementVersion) -> list[str]:
    return [version.representative_name or "", version.representative_job or ""]


def _interruption(version: AgreementVersion) -> list[str]:
    if version.interrupted_from is None:
        return []
    start, end = written_day(version.interrupted_from), written_day(version.interrupted_until)
    return [gettext("Pas de travail du %(start)s au %(end)s", start=start, end=end)]


def _break_off(version: AgreementVersion) -> list[str]:
    if version.break_off_on is None or version.break_off_cause is None:
        return []
    return [
        gettext("Dernier jour : %(day)s", day=day_long(version.break_off_on)),
        str(REASONS[version.break_off_cause]),
        version.break_off_detail or "",
    ]


_LINES = {
    Section.PERIOD: _period,
    Section.SCHEDULE: _schedule,
    Section.PLACE: lambda version: [version.place or ""],
    Section.DUTIES: lambda version: [one.wording for one in duties_from_plain(version.duties)],
    Section.PROTECTION: lambda version: [version.protection or ""],
    Section.TUTOR: _tutor,
    Section.TRAINER: _trainer,
    Section.REPRESENTATIVE: _representative,
    Section.EMERGENCY: lambda version: [
        version.emergency_name or "",
        version.emergency_phone or "",
    ],
    Section.INTERRUPTION: _interruption,
    Section.BREAK_OFF: _break_off,
}


def party_views(version: AgreementVersion) -> list[PartyView]:
    """Show each party of a version that was sent, the school last."""
    progress = progress_of(version)
    turn = whose_turn(version.status, progress)
    rows = {row.party: row for row in version.parties}
    return [
        PartyView(
            party,
            str(labels.PARTIES[party]),
            rows[party].name,
            _state_words(rows[party], progress.is_done(party), awaited=party in turn),
            "done" if progress.is_done(party) else "theirs" if party in turn else "off",
            rows[party],
            awaited=party in turn,
        )
        for party in (*OUTSIDE, Party.SCHOOL)
        if party in rows
    ]


def _state_words(row: AgreementParty, done: bool, *, awaited: bool) -> str:
    if row.signed_at is not None:
        return labels.signed_words(row)
    if done:
        return gettext("Missions confirmées")
    if not awaited:
        return gettext("Rien à faire pour l’instant")
    asked = gettext("À signer") if row.party in SIGNERS else gettext("Missions à confirmer")
    if row.reminded_at is not None:
        return gettext(
            "%(asked)s, relancé le %(day)s", asked=asked, day=written_day(row.reminded_at.date())
        )
    return str(asked)


def turn_words(version: AgreementVersion, at: datetime) -> str:
    """Say whose turn it is and since when, in one sentence."""
    who = ", ".join(
        str(labels.PARTIES[party]) for party in whose_turn(version.status, progress_of(version))
    )
    since = written_day(version.status_since.date())
    if version.status is AgreementStatus.VALIDATED:
        return gettext("En vigueur depuis le %(day)s", day=written_day(version.in_force_on))
    if version.status in CLOSED_STATES and version.placement.status not in AGREED_STATES:
        return gettext("Plus rien n’est attendu : le placement est terminé.")
    if is_late(version.status, version.status_since, at):
        return gettext("En retard, à qui le tour : %(who)s, depuis le %(day)s", day=since, who=who)
    return gettext("À qui le tour : %(who)s, depuis le %(day)s", day=since, who=who)
