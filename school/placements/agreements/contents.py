"""What an agreement says, section by section, and what must hold before it is sent."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from school.accounts.contacts import checked_email, checked_phone
from school.core.errors import InvalidInput, NeedsConfirmation, mark
from school.core.periods import check_order, written_day
from school.core.text import fold
from school.placements.agreements.duty_rules import MOST_DUTIES, Duty
from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import (
    EVERY_AGREEMENT,
    AgreementKind,
    Section,
    changeable,
    sections_of,
)
from school.placements.cohort_days import ask_about_days
from school.placements.models import Placement
from school.placements.rules import EndReason, check_weekly_hours

COLUMNS: dict[Section, tuple[str, ...]] = {
    Section.PERIOD: ("starts_on", "ends_on"),
    Section.SCHEDULE: ("weekly_hours", "schedule"),
    Section.PLACE: ("place",),
    Section.DUTIES: ("duties",),
    Section.PROTECTION: ("protection",),
    Section.TUTOR: ("tutor_id",),
    Section.TRAINER: ("trainer_id",),
    Section.REPRESENTATIVE: (
        "representative_name",
        "representative_job",
        "representative_email",
        "representative_phone",
    ),
    Section.EMERGENCY: ("emergency_name", "emergency_phone"),
    Section.INTERRUPTION: ("interrupted_from", "interrupted_until"),
    Section.BREAK_OFF: ("break_off_on", "break_off_cause", "break_off_detail"),
}
"""The columns in which each section is kept; every column of what is agreed is in one."""


@dataclass(frozen=True)
class Content:
    """What an agreement says, as somebody wrote it; hours are those of a week."""

    starts_on: date
    ends_on: date
    weekly_hours: Decimal | None = None
    schedule: str | None = None
    place: str | None = None
    protection: str | None = None
    duties: tuple[Duty, ...] = ()
    tutor_id: int | None = None
    trainer_id: int | None = None
    representative_name: str | None = None
    representative_job: str | None = None
    representative_email: str | None = None
    representative_phone: str | None = None
    emergency_name: str | None = None
    emergency_phone: str | None = None
    interrupted_from: date | None = None
    interrupted_until: date | None = None
    break_off_on: date | None = None
    break_off_cause: EndReason | None = None
    break_off_detail: str | None = None

    def as_columns(self) -> dict[str, Any]:
        """Give what is written as the columns of a version keep it."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**values, "duties": [one.as_plain() for one in self.duties]}


def kept_columns(version: AgreementVersion) -> dict[str, Any]:
    """Give all that a version says, by column."""
    return {name: getattr(version, name) for names in COLUMNS.values() for name in names}


def write(version: AgreementVersion, content: Content) -> None:
    """Write the sections that a version of its kind may change; the others stay as they were."""
    written = content.as_columns()
    for section in changeable(version.kind):
        for name in COLUMNS[section]:
            setattr(version, name, written[name])


def changed_sections(former: AgreementVersion, latter: AgreementVersion) -> set[Section]:
    """Tell which of the sections of a version say something else than in the one before."""
    return {
        section
        for section in sections_of(latter.kind)
        if any(getattr(former, name) != getattr(latter, name) for name in COLUMNS[section])
    }


def check_content(
    placement: Placement, kind: AgreementKind, content: Content, *, confirmed: bool
) -> None:
    """Refuse what no agreement of a kind can say; ask about what is odd.

    Raises `InvalidInput` on the field at fault, `NeedsConfirmation` where days are written that are
    outside of the cohort's.
    """
    check_order(content.starts_on, content.ends_on, "ends_on")
    check_weekly_hours(content.weekly_hours)
    if len(content.duties) > MOST_DUTIES:
        raise InvalidInput(mark("%(most)s missions au plus."), "duties", {"most": MOST_DUTIES})
    if kind is AgreementKind.BREAK_OFF:
        _check_break_off(content)
    if kind is AgreementKind.INTERRUPTION:
        _check_interruption(content)
    checked_email(content.representative_email, field="representative_email")
    checked_phone(content.representative_phone, field="representative_phone")
    checked_phone(content.emergency_phone, field="emergency_phone")
    if Section.PERIOD in changeable(kind) and not confirmed:
        ask_about_days(placement.cohort, content.starts_on, content.ends_on)


def _check_break_off(content: Content) -> None:
    if content.break_off_on is None:
        raise InvalidInput(mark("Dites le dernier jour de travail."), "break_off_on")
    if content.break_off_cause is None:
        raise InvalidInput(mark("Choisissez la raison."), "break_off_cause")
    if content.break_off_cause is EndReason.OTHER and not content.break_off_detail:
        raise InvalidInput(mark("Dites la raison en quelques mots."), "break_off_detail")
    if content.break_off_on < content.starts_on:
        raise InvalidInput(
            mark("Ce placement n’a commencé que le %(start)s."),
            "break_off_on",
            {"start": written_day(content.starts_on)},
        )
    if content.break_off_on > content.ends_on:
        raise InvalidInput(
            mark("Ce placement prend fin le %(end)s, sans être rompu."),
            "break_off_on",
            {"end": written_day(content.ends_on)},
        )


def _check_interruption(content: Content) -> None:
    first, last = content.interrupted_from, content.interrupted_until
    if first is None:
        raise InvalidInput(mark("Dites le premier jour sans travail."), "interrupted_from")
    if last is None:
        raise InvalidInput(mark("Dites le dernier jour sans travail."), "interrupted_until")
    check_order(first, last, "interrupted_until")
    if not content.starts_on <= first <= last <= content.ends_on:
        raise InvalidInput(
            mark("L’interruption doit tenir entre le %(start)s et le %(end)s."),
            "interrupted_from" if first < content.starts_on else "interrupted_until",
            {"start": written_day(content.starts_on), "end": written_day(content.ends_on)},
        )


def check_signatory(version: AgreementVersion, *, confirmed: bool) -> None:
    """Refuse that the tutor's address stands for another person's who signs.

    Raises `InvalidInput` when the representative is to be written to at the tutor's own address,
    `NeedsConfirmation` when both are one person, as in a small enterprise.
    """
    tutor, name = version.tutor, version.representative_name
    if tutor is None or name is None:
        return
    same = _person(tutor.name) == _person(name)
    shared = _shares(version.representative_email, tutor.email) or _shares(
        version.representative_phone, tutor.phone
    )
    if shared and not same:
        raise InvalidInput(
            mark("C’est l’adresse ou le numéro du tuteur : il ne signe pas pour l’entreprise."),
            "representative_email",
        )
    if same and not confirmed:
        raise NeedsConfirmation(
            mark("Le tuteur a-t-il aussi le pouvoir de signer pour l’entreprise ?"),
            "representative_name",
        )


def is_name_of(written: str, name: str) -> bool:
    """Tell whether somebody wrote a name, in whatever order and case its words are written."""
    return _person(written) == _person(name)


def _person(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).replace("-", " ").split()))


def _shares(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and fold(one) == fold(other)


def missing(version: AgreementVersion) -> list[Section]:
    """List the sections that must be written before a version is sent, and are not."""
    empty = {
        Section.SCHEDULE: not version.weekly_hours or not version.schedule,
        Section.PLACE: not version.place,
        Section.DUTIES: not version.duties,
        Section.PROTECTION: not version.protection,
        Section.TUTOR: version.tutor_id is None,
        Section.TRAINER: version.trainer_id is None,
        Section.REPRESENTATIVE: not version.representative_name
        or not (version.representative_email or version.representative_phone),
        Section.EMERGENCY: not version.emergency_name or not version.emergency_phone,
        Section.INTERRUPTION: version.interrupted_from is None,
        Section.BREAK_OFF: version.break_off_on is None or version.break_off_cause is None,
    }
    held: Collection[Section] = changeable(version.kind) | EVERY_AGREEMENT
    return [one for one in Section if one in held and empty.get(one)]
