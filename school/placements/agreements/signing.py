"""Confirming and signing: each for themselves, by link, on paper with its scan, or signed in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.enterprises.interest_queries import has_left
from school.placements.agreements import queries
from school.placements.agreements.contents import is_name_of
from school.placements.agreements.duty_rules import duties_from_plain
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementScan,
    AgreementScanPart,
    AgreementVersion,
    PlacementDuty,
)
from school.placements.agreements.operations import (
    check_action,
    check_going,
    enter,
    progress_of,
)
from school.placements.agreements.progress_rules import status_after
from school.placements.agreements.rules import (
    SIGNERS,
    Action,
    AgreementKind,
    AgreementStatus,
    Channel,
    Party,
    Section,
    changeable,
)
from school.placements.ends.operations import break_off
from school.placements.ends.rules import BreakOff, Decider
from school.placements.operations import today_of
from school.practicals.parts import digest_of, in_parts, part_reference
from school.practicals.photo_rules import Picture

TUTOR_PURPOSES = (
    LinkPurpose.VALIDATE_WEEK,
    LinkPurpose.RATE_COMPETENCIES,
    LinkPurpose.DECLARE_OFFER,
    LinkPurpose.EVALUATE_PLACEMENT,
    LinkPurpose.AGREED_ACTIONS,
)
"""Links that were sent to a tutor, and stop when another takes over."""


NOT_KEPT = mark("Plus rien n’est attendu de cette personne : ce papier n’est pas gardé.")
"""What is said of a paper that comes after its signature by another way."""


@dataclass(frozen=True)
class Signature:
    """What somebody does for themselves: the sections found right, and the name they write."""

    party: Party
    channel: Channel
    sections: frozenset[Section]
    written_name: str | None = None


def party_row(version: AgreementVersion, party: Party) -> AgreementParty:
    """Give a party's part in a version that was sent."""
    for row in version.parties:
        if row.party is party:
            return row
    raise NotAllowed(mark("Cette convention n’est pas encore envoyée."))


def act(session: Session, actor: str, version: AgreementVersion, signature: Signature) -> bool:
    """Confirm sections and, for who signs, sign; false when that party has nothing left to do.

    Raises `InvalidInput` while a section of theirs is neither confirmed nor questioned, and for a
    name that is not theirs: nobody signs for another; `NotAllowed` as `check_still_there`.
    """
    queries.hold(session, version)
    party = signature.party
    progress = progress_of(version)
    if party in {row.party for row in version.parties} and progress.is_done(party):
        return False
    check_action(version, Action.SIGN if party in SIGNERS else Action.CONFIRM, party)
    check_going(version.placement)
    row = party_row(version, party)
    if signature.channel is Channel.LINK:
        check_still_there(session, version, party, row.name)
    left = progress.left(party)
    if not signature.sections >= set(left):
        raise InvalidInput(
            mark("Cochez chaque rubrique que vous avez relue, ou demandez une correction."),
            "sections",
        )
    signed_as = _name(row, signature)
    _confirm(version, signature, left, signed_as)
    if party in SIGNERS:
        _sign(row, signature.channel, signed_as)
    _go_on(session, actor, version, f"agreement.{party.value}")
    return True


def check_still_there(session: Session, version: AgreementVersion, party: Party, name: str) -> None:
    """Refuse who speaks for the enterprise no more; raises `NotAllowed`.

    What they signed on paper in their time is the school's to judge.
    """
    placement = version.placement
    if party is Party.REPRESENTATIVE and has_left(
        session, placement.enterprise_id, name, today_of(placement)
    ):
        raise NotAllowed(
            mark(
                "%(name)s ne représente plus l’entreprise : l’école doit nommer dans la convention "
                "une autre personne qui signe."
            ),
            None,
            {"name": name},
        )


def _name(row: AgreementParty, signature: Signature) -> str:
    written = signature.written_name
    if signature.channel is not Channel.LINK:
        return row.name
    if not written:
        raise InvalidInput(mark("Écrivez votre nom."), "name")
    if not is_name_of(written, row.name):
        raise InvalidInput(
            mark(
                "Ce lien est pour %(name)s. Personne ne signe pour quelqu’un d’autre : "
                "demandez le vôtre à l’école."
            ),
            "name",
            {"name": row.name},
        )
    return written


def _confirm(
    version: AgreementVersion, signature: Signature, sections: list[Section], name: str
) -> None:
    for section in sections:
        version.confirmations.append(
            AgreementConfirmation(
                party=signature.party,
                section=section,
                confirmed_at=now(),
                confirmed_by=name,
                channel=signature.channel,
            )
        )


def _sign(row: AgreementParty, channel: Channel, name: str) -> None:
    row.signed_at, row.signed_as, row.channel = now(), name, channel


def _go_on(session: Session, actor: str, version: AgreementVersion, action: str) -> None:
    session.flush()
    enter(version, status_after(progress_of(version)))
    audit.record(session, actor, action, version)


def sign_on_paper(
    session: Session, actor: str, version: AgreementVersion, party: Party, picture: Picture
) -> None:
    """Record what a party signed on paper, with its scan; the school states who recorded it.

    Raises `NotAllowed` for the school, which signs here, and when the party has signed already.
    """
    if party not in queries.PURPOSES:
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    queries.hold(session, version)
    sections = frozenset(progress_of(version).left(party))
    if not act(session, actor, version, Signature(party, Channel.PAPER, sections)):
        raise NotAllowed(NOT_KEPT)
    party_row(version, party).recorded_by = actor
    scan = AgreementScan(
        reference=new_reference("CS"),
        agreement=version,
        party=party,
        size=len(picture.content),
        digest=digest_of(picture.content),
    )
    session.add(scan)
    session.flush()
    session.add_all(
        AgreementScanPart(scan_id=scan.id, reference=part_reference(place), content=piece)
        for place, piece in enumerate(in_parts(picture.content))
    )
    session.flush()


def ask_correction(
    session: Session, actor: str, version: AgreementVersion, party: Party, remark: str | None
) -> None:
    """Send a version back to the school, with what is to be corrected.

    Raises `InvalidInput` without a word on what is wrong.
    """
    queries.hold(session, version)
    check_action(version, Action.ASK_CORRECTION, party)
    check_going(version.placement)
    if not remark:
        raise InvalidInput(mark("Dites ce qui est à corriger."), "remark")
    version.reason = remark
    version.reason_by = actor
    enter(version, AgreementStatus.TO_CORRECT)
    audit.record(session, actor, "agreement.ask_correction", version)


def validate(session: Session, actor: str, version: AgreementVersion) -> None:
    """Sign for the school, last of all, and put what is agreed in force from today on.

    The placement takes over its dates and its tutor, and the duties that changed give way; one
    that all agreed to break off ends as the school's own page would end it.
    """
    queries.hold(session, version)
    check_action(version, Action.VALIDATE, Party.SCHOOL)
    check_going(version.placement)
    row = party_row(version, Party.SCHOOL)
    _sign(row, Channel.ACCOUNT, actor)
    day = today_of(version.placement)
    version.in_force_on = day
    enter(version, AgreementStatus.VALIDATED)
    _take_over(session, version)
    _put_duties_in_force(session, version, day)
    audit.record(session, actor, "agreement.validate", version)
    audit.record(session, actor, "placement.agreement", version.placement)
    if version.kind is AgreementKind.BREAK_OFF and version.break_off_cause is not None:
        facts = BreakOff(
            version.break_off_cause,
            Decider.TOGETHER,
            version.break_off_on,
            version.break_off_detail,
        )
        break_off(session, version.placement, facts, actor)


def _take_over(session: Session, version: AgreementVersion) -> None:
    placement = version.placement
    if placement.tutor_id != version.tutor_id:
        placement.tutor = version.tutor
        _stop_links_of_former_tutor(session, placement.id)
    if Section.PERIOD in changeable(version.kind):
        placement.starts_on, placement.ends_on = version.starts_on, version.ends_on
        placement.weekly_hours = version.weekly_hours


def _stop_links_of_former_tutor(session: Session, placement_id: int) -> None:
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.purpose.in_(TUTOR_PURPOSES),
            SignedLink.object_id == placement_id,
            SignedLink.used_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )


def _put_duties_in_force(session: Session, version: AgreementVersion, day: date) -> None:
    wanted = [(one.wording, one.competencies) for one in duties_from_plain(version.duties)]
    kept = set()
    for duty in queries.duties_in_force(session, version.placement_id):
        said = (duty.wording, tuple(duty.competencies))
        if said in wanted and said not in kept:
            kept.add(said)
            duty.position = wanted.index(said) + 1
        else:
            duty.until_version, duty.until_on = version.number, day
    session.add_all(
        PlacementDuty(
            reference=new_reference("MI"),
            placement_id=version.placement_id,
            position=position,
            wording=wording,
            competencies=list(competencies),
            since_version=version.number,
            since_on=day,
        )
        for position, (wording, competencies) in enumerate(wanted, start=1)
        if (wording, competencies) not in kept
    )
