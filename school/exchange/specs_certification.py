"""Tables of juries and certificates; the key that signs them is in no bundle."""

import json
from dataclasses import dataclass
from typing import Any

from school.certification.contents import Content
from school.certification.jury_rules import Outcome, Revocation
from school.certification.models import Certificate, Jury, JuryDecision, JuryMember
from school.certification.rules import Standing
from school.certification.status_list import PLACES
from school.certification.tokens import checked
from school.core.errors import mark
from school.exchange.kinds import CODE_LIMIT, Choice, Code, Day, Reference, Text, Unreadable, Whole
from school.exchange.specs import (
    RECORDED_ON,
    Check,
    Column,
    Problem,
    TableSpec,
    Values,
    code,
    refers,
    text,
)

LONGEST_CELL = 32_000
"""Letters that a cell of a spreadsheet holds, about."""


@dataclass(frozen=True)
class CertificateContent(Text):
    """What stands on a certificate, as JSON on one line."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> Any:
        """Read the content; it must be that of a certificate."""
        try:
            found = json.loads(super().parse(text))
            Content.from_plain(found)
        except (ValueError, TypeError, RecursionError) as error:
            raise Unreadable(mark("le contenu d’un certificat, en JSON")) from error
        return found

    def show(self, value: Any) -> str:
        """Write the content so that equal ones are written alike."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Credential(Code):
    """A signed badge, byte for byte."""

    limit: int = LONGEST_CELL

    def parse(self, text: str) -> str:
        """Read the badge; one whose signature does not hold is refused."""
        try:
            checked(super().parse(text))
        except ValueError as error:
            raise Unreadable(mark("un badge dont la signature tient")) from error
        return text


def with_reasons(values: Values) -> Problem | None:
    """Check that an adjournment has its reason, and an exception too."""
    if values.get("outcome") is Outcome.ADJOURNED and not values.get("reason"):
        return Problem("reason", mark("le motif de l’ajournement"))
    is_exception = (
        values.get("outcome") is Outcome.CERTIFIED
        and values.get("standing") is not Standing.MET
        and not values.get("derogation")
    )
    return Problem("derogation", mark("la raison de la dérogation")) if is_exception else None


def revoked_with_reason(values: Values) -> Problem | None:
    """Check that a revoked certificate says why, and another does not."""
    if (values.get("revoked_on") is None) == (values.get("revocation") is None):
        return None
    return Problem("revocation", mark("la date et le motif d’une révocation, ensemble"))


JURIES = TableSpec(
    Jury,
    key=("jury",),
    columns=(
        code("jury"),
        refers("cohort", "cohorts", required=True),
        Column("held_on", Day(), required=True),
        text("place", required=True),
        refers("president", "staff", required=True),
    ),
)

JURY_MEMBERS = TableSpec(
    JuryMember,
    key=("jury", "staff"),
    columns=(refers("jury", "juries", required=True), refers("staff", "staff", required=True)),
)

JURY_DECISIONS = TableSpec(
    JuryDecision,
    key=("decision",),
    columns=(
        code("decision"),
        refers("jury", "juries", required=True),
        refers("trainee", "trainees", required=True),
        refers("module", "modules"),
        Column("outcome", Choice(Outcome), required=True),
        Column("standing", Choice(Standing), required=True),
        text("reason"),
        text("derogation"),
        Column(RECORDED_ON, Day()),
    ),
    checks=(Check(("outcome", "standing", "reason", "derogation"), with_reasons),),
)

CERTIFICATES = TableSpec(
    Certificate,
    key=("certificate",),
    columns=(
        code("certificate", "code"),
        Column(
            "decision",
            Reference(limit=CODE_LIMIT, table="jury_decisions"),
            "decision_reference",
            required=True,
        ),
        refers("trainee", "trainees", required=True),
        refers("cohort", "cohorts", required=True),
        refers("module", "modules"),
        Column("issued_on", Day(), required=True),
        Column("content", CertificateContent(), required=True),
        Column("credential", Credential(), required=True),
        Column("status_list", Code(), required=True),
        Column("status_index", Whole(maximum=PLACES - 1), required=True),
        Column("revoked_on", Day()),
        Column("revocation", Choice(Revocation)),
        text("revocation_note"),
    ),
    checks=(Check(("revoked_on", "revocation"), revoked_with_reason),),
)

SPECS = (JURIES, JURY_MEMBERS, JURY_DECISIONS, CERTIFICATES)
