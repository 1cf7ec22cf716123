"""Tables of agreements: every version, amendments too, with its parties, scans and duties."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from school.core.errors import mark
from school.exchange.file_parts import parts_of
from school.exchange.kinds import Choice, Day, Email, Number, Text, Unreadable, Whole
from school.exchange.moments import Moment
from school.exchange.specs import (
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    in_order,
    refers,
    text,
)
from school.exchange.specs_people import NOT_BEFORE
from school.placements.agreements.duty_rules import duties_from_plain
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementScan,
    AgreementScanPart,
    AgreementVersion,
    PlacementDuty,
)
from school.placements.agreements.rules import (
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
)
from school.placements.rules import EndReason

LONGEST_CELL = 32_000
MOST_VERSIONS = 10_000
MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class DutyList(Text):
    """The duties of a version, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the duties; each has its words and the codes of its competencies."""
        try:
            found = duties_from_plain(json.loads(super().parse(text)))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable(mark("les missions d’une convention, en JSON")) from error
        return [one.as_plain() for one in found]

    def show(self, value: Any) -> str:
        """Write the duties in their order, equal ones alike."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class CodeList(Text):
    """The codes of the competencies of a duty, as JSON on one line."""

    def parse(self, text: str) -> Any:
        """Read the codes; each is a text."""
        try:
            found = json.loads(super().parse(text))
        except (ValueError, RecursionError) as error:
            raise Unreadable(mark("une liste de codes, en JSON")) from error
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise Unreadable(mark("une liste de codes, en JSON"))
        return found

    def show(self, value: Any) -> str:
        """Write the codes in their order."""
        return json.dumps(value, ensure_ascii=False)


def dated_in_force(values: Values) -> Problem | None:
    """Check that an agreement which all signed says since when it is in force."""
    if values.get("status") is AgreementStatus.VALIDATED and values.get("in_force_on") is None:
        return Problem("status", mark("une date d’entrée en vigueur"))
    return None


def signed_whole(values: Values) -> Problem | None:
    """Check that a signature has its moment, its name and its way, and is not the tutor's."""
    given = [values.get(name) is not None for name in ("signed_at", "signed_as", "channel")]
    if any(given) != all(given) or (values.get("party") is Party.TUTOR and any(given)):
        return Problem("party", mark("une signature entière, et aucune du tuteur"))
    return None


def interrupted_between(values: Values) -> Problem | None:
    """Check that an interruption has its first and its last day, or none."""
    if (values.get("interrupted_from") is None) == (values.get("interrupted_until") is None):
        return None
    return Problem("interrupted_until", mark("le premier et le dernier jour, ensemble"))


def ended_whole(values: Values) -> Problem | None:
    """Check that a duty which ended names the version and the day that ended it."""
    if (values.get("until_version") is None) == (values.get("until_on") is None):
        return None
    return Problem("until_on", mark("la version et le jour de fin, ensemble"))


AGREEMENT_VERSIONS = TableSpec(
    AgreementVersion,
    key=("agreement",),
    columns=(
        code("agreement"),
        refers("placement", "placements", required=True),
        Column("number", Whole(minimum=1, maximum=MOST_VERSIONS), required=True),
        Column("kind", Choice(AgreementKind), required=True),
        Column("status", Choice(AgreementStatus), required=True),
        Column("status_since", Moment(), required=True),
        Column("renewed_from", Whole(minimum=1, maximum=MOST_VERSIONS)),
        *(text(name) for name in ("justification", "reason", "reason_by")),
        Column("created_at", Moment(), required=True),
        Column("sent_at", Moment()),
        Column("in_force_on", Day()),
        Column("starts_on", Day(), required=True),
        Column("ends_on", Day(), required=True),
        Column("weekly_hours", Number(above=Decimal(0), maximum=Decimal(168))),
        *(text(name) for name in ("schedule", "place", "protection")),
        Column("duties", DutyList(), required=True),
        refers("tutor", "tutors"),
        refers("trainer", "staff"),
        *(text(f"representative_{name}") for name in ("name", "job")),
        Column("representative_email", Email()),
        text("representative_phone"),
        *(text(f"emergency_{name}") for name in ("name", "phone")),
        Column("interrupted_from", Day()),
        Column("interrupted_until", Day()),
        Column("break_off_on", Day()),
        Column("break_off_cause", Choice(EndReason)),
        text("break_off_detail"),
    ),
    checks=(
        in_order("starts_on", "ends_on", NOT_BEFORE),
        in_order("interrupted_from", "interrupted_until", NOT_BEFORE),
        Check(("interrupted_from", "interrupted_until"), interrupted_between),
        Check(("status", "in_force_on"), dated_in_force),
    ),
)

AGREEMENT_PARTIES = TableSpec(
    AgreementParty,
    key=("agreement", "party"),
    columns=(
        refers("agreement", "agreement_versions", required=True),
        Column("party", Choice(Party), required=True),
        text("name", required=True),
        Column("email", Email()),
        text("phone"),
        Column("sent_at", Moment()),
        Column("reminded_at", Moment()),
        Column("reminders", Whole(), required=True),
        Column("signed_at", Moment()),
        text("signed_as"),
        Column("channel", Choice(Channel)),
        text("recorded_by"),
    ),
    checks=(Check(("party", "signed_at", "signed_as", "channel"), signed_whole),),
)

AGREEMENT_CONFIRMATIONS = TableSpec(
    AgreementConfirmation,
    key=("agreement", "party", "section"),
    columns=(
        refers("agreement", "agreement_versions", required=True),
        Column("party", Choice(Party), required=True),
        Column("section", Choice(Section), required=True),
        Column("confirmed_at", Moment(), required=True),
        text("confirmed_by", required=True),
        Column("channel", Choice(Channel), required=True),
        Column("carried_from", Whole(minimum=1, maximum=MOST_VERSIONS)),
    ),
)

AGREEMENT_SCANS = TableSpec(
    AgreementScan,
    key=("scan",),
    columns=(
        code("scan"),
        refers("agreement", "agreement_versions", required=True),
        Column("party", Choice(Party), required=True),
        Column("size", Whole(maximum=MOST_BYTES), required=True),
        text("digest", required=True),
        Column("added_at", Moment(), required=True),
    ),
)

AGREEMENT_SCAN_PARTS = parts_of("scan", "agreement_scans", AgreementScanPart)

PLACEMENT_DUTIES = TableSpec(
    PlacementDuty,
    key=("duty",),
    columns=(
        code("duty"),
        refers("placement", "placements", required=True),
        Column("position", Whole(minimum=1, maximum=MOST_VERSIONS), required=True),
        text("wording", required=True),
        Column("competencies", CodeList(), required=True),
        Column("since_version", Whole(minimum=1, maximum=MOST_VERSIONS), required=True),
        Column("since_on", Day(), required=True),
        Column("until_version", Whole(minimum=1, maximum=MOST_VERSIONS)),
        Column("until_on", Day()),
    ),
    checks=(
        Check(("until_version", "until_on"), ended_whole),
        in_order("since_on", "until_on", NOT_BEFORE),
    ),
)

SPECS = (
    AGREEMENT_VERSIONS,
    AGREEMENT_PARTIES,
    AGREEMENT_CONFIRMATIONS,
    AGREEMENT_SCANS,
    AGREEMENT_SCAN_PARTS,
    PLACEMENT_DUTIES,
)
