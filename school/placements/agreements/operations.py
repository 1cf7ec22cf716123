"""Writing agreements: draft, correct, amend, send, and give up; nothing sent is ever rewritten."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.accounts.contacts import checked_email, checked_phone
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import check_version
from school.placements import queries as placement_queries
from school.placements.agreements import queries
from school.placements.agreements.contents import (
    COLUMNS,
    Content,
    changed_sections,
    check_content,
    check_signatory,
    kept_columns,
    missing,
    write,
)
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementVersion,
)
from school.placements.agreements.rules import (
    AGREED_STATES,
    OPEN_STATES,
    OUTSIDE,
    STATE_SENTENCES,
    STOPPING,
    TRANSITIONS,
    Action,
    AgreementKind,
    AgreementStatus,
    Party,
    Progress,
    Section,
    carried,
    may_act,
    status_after,
)
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.rules import STATE_SENTENCES as PLACEMENT_SENTENCES
from school.placements.rules import PlacementStatus


@dataclass(frozen=True)
class Contact:
    """Whom to write to for a party."""

    name: str
    email: str | None
    phone: str | None


def progress_of(version: AgreementVersion) -> Progress:
    """Tell what was done on a version, as the rules read it."""
    return Progress(
        version.kind,
        frozenset((one.party, one.section) for one in version.confirmations),
        frozenset(one.party for one in version.parties if one.signed_at is not None),
    )


def check_action(version: AgreementVersion, action: Action, party: Party) -> None:
    """Refuse what the table of transitions does not allow; raises `NotAllowed`."""
    if party not in TRANSITIONS[action].parties:
        raise NotAllowed(mark("Cette étape n’est pas la vôtre."))
    if not may_act(version.status, action, party):
        raise NotAllowed(STATE_SENTENCES[version.status])


def check_going(placement: Placement) -> None:
    """Refuse to agree on a placement that nobody has confirmed, or that is over."""
    if placement.status not in AGREED_STATES:
        raise NotAllowed(PLACEMENT_SENTENCES[placement.status])


NOT_BEGUN = {
    AgreementKind.INTERRUPTION: mark("Ce placement n’a pas commencé : changez plutôt ses dates."),
    AgreementKind.BREAK_OFF: mark(
        "Ce placement n’a pas commencé : annulez-le, il ne se rompt pas."
    ),
}


def may_change(placement: Placement, kind: AgreementKind) -> bool:
    """Tell whether an amendment of a kind fits a placement: what has not begun is cancelled."""
    return kind not in STOPPING or placement.status is PlacementStatus.LIVE


def enter(version: AgreementVersion, status: AgreementStatus) -> None:
    """Take a version to a state, and note since when it is there."""
    if version.status is not status:
        version.status = status
        version.status_since = now()


def begin(
    session: Session,
    actor: str,
    placement: Placement,
    kind: AgreementKind,
    content: Content,
    *,
    justification: str | None = None,
    confirmed: bool = False,
) -> AgreementVersion:
    """Write the first draft of an agreement, or of an amendment to the one in force.

    Raises `NotAllowed` while another version is open, for an amendment without an agreement in
    force, for a placement that is not going on, and to break off one that has not begun.
    """
    placement_queries.hold(session, placement)
    check_going(placement)
    if not may_change(placement, kind):
        raise NotAllowed(NOT_BEGUN[kind])
    versions = queries.versions_of(session, placement.id)
    base = _base(versions, kind)
    if kind is not AgreementKind.INITIAL and not justification:
        raise InvalidInput(mark("Dites pourquoi la convention change."), "justification")
    version = _new_version(placement, versions, kind, base, justification)
    _fill(session, version, content, confirmed=confirmed)
    session.add(version)
    audit.record(session, actor, f"agreement.{kind.value}", version)
    return version


def _base(versions: list[AgreementVersion], kind: AgreementKind) -> AgreementVersion | None:
    if versions and not may_begin(versions[-1].status):
        raise NotAllowed(STATE_SENTENCES[versions[-1].status])
    base = in_force_among(versions)
    if kind is AgreementKind.INITIAL and base is not None:
        raise NotAllowed(mark("Une convention est déjà en vigueur : modifiez-la."))
    if kind is not AgreementKind.INITIAL and base is None:
        raise NotAllowed(mark("Aucune convention n’est en vigueur : il n’y a rien à modifier."))
    return base


def may_begin(newest: AgreementStatus) -> bool:
    """Tell whether another version may be begun beside the newest one."""
    return any(may_act(newest, one, Party.SCHOOL) for one in (Action.AMEND, Action.RENEW))


def in_force_among(versions: list[AgreementVersion]) -> AgreementVersion | None:
    """Give the newest version in force of those of a placement, in the order of their numbers."""
    validated = [one for one in versions if one.status is AgreementStatus.VALIDATED]
    return validated[-1] if validated else None


def in_force_before(
    version: AgreementVersion, versions: list[AgreementVersion]
) -> AgreementVersion | None:
    """Give what was in force before an amendment, of the versions of its placement."""
    former = [one for one in versions if one.number < version.number and one.in_force_on]
    return former[-1] if former and version.kind is not AgreementKind.INITIAL else None


def _new_version(
    placement: Placement,
    versions: list[AgreementVersion],
    kind: AgreementKind,
    base: AgreementVersion | None,
    justification: str | None,
) -> AgreementVersion:
    kept = kept_columns(base) if base else {}
    kept |= dict.fromkeys((*COLUMNS[Section.INTERRUPTION], *COLUMNS[Section.BREAK_OFF]))
    return AgreementVersion(
        reference=new_reference("CV"),
        placement=placement,
        number=(versions[-1].number if versions else 0) + 1,
        kind=kind,
        status=AgreementStatus.DRAFT,
        renewed_from=base.number if base else None,
        justification=justification,
        **kept,
    )


def edit(
    session: Session,
    actor: str,
    version: AgreementVersion,
    content: Content,
    *,
    known_version: int | None,
    confirmed: bool = False,
) -> None:
    """Change a draft; raises `NotAllowed` once it is sent, `StaleRecord` when it changed since."""
    queries.hold(session, version)
    check_action(version, Action.EDIT, Party.SCHOOL)
    check_going(version.placement)
    check_version(version, known_version)
    _fill(session, version, content, confirmed=confirmed)
    audit.record(session, actor, "agreement.edit", version)


def _fill(
    session: Session, version: AgreementVersion, content: Content, *, confirmed: bool
) -> None:
    placement = version.placement
    check_content(placement, version.kind, content, confirmed=confirmed)
    other = placement_queries.overlapping(
        session, placement.trainee_id, content.starts_on, content.ends_on, placement.id
    )
    if other is not None and not confirmed:
        raise NeedsConfirmation(
            mark(
                "%(person)s a aussi un placement chez %(enterprise)s à ces dates. Deux entreprises "
                "à la fois ?"
            ),
            "starts_on",
            {"person": other.trainee.full_name, "enterprise": other.enterprise.name},
        )
    write(version, content)
    version.representative_email = checked_email(version.representative_email)
    version.representative_phone = checked_phone(version.representative_phone)
    version.emergency_phone = checked_phone(version.emergency_phone)
    with session.no_autoflush:
        version.tutor = queries.tutor(session, version.tutor_id)
    if version.tutor is not None and version.tutor.enterprise_id != placement.enterprise_id:
        raise InvalidInput(mark("Cette personne n’est pas de cette entreprise."), "tutor")
    check_signatory(version, confirmed=confirmed)


def send(session: Session, actor: str, version: AgreementVersion) -> AgreementVersion:
    """Open a draft to signature: those who signed earlier versions confirm what changed alone.

    Raises `InvalidInput` while a section is not written, or nothing differs from what is in force.
    """
    queries.hold(session, version)
    check_action(version, Action.SEND, Party.SCHOOL)
    check_going(version.placement)
    if absent := missing(version):
        raise InvalidInput(SECTION_MISSING, absent[0].value, {"count": len(absent)})
    former = _renewed(session, version)
    if version.kind is not AgreementKind.INITIAL and not _differs(session, version):
        raise InvalidInput(mark("Rien ne change : cette modification ne dit rien de nouveau."))
    _name_parties(version)
    if former is not None:
        _carry(version, former)
    session.flush()
    version.sent_at = now()
    enter(version, status_after(progress_of(version)))
    audit.record(session, actor, "agreement.send", version)
    return version


SECTION_MISSING = mark("Il manque encore des rubriques à remplir avant l’envoi.")


def _renewed(session: Session, version: AgreementVersion) -> AgreementVersion | None:
    if version.renewed_from is None:
        return None
    versions = queries.versions_of(session, version.placement_id)
    return next((one for one in versions if one.number == version.renewed_from), None)


def _differs(session: Session, version: AgreementVersion) -> bool:
    base = in_force_among(queries.versions_of(session, version.placement_id))
    return base is None or bool(changed_sections(base, version))


def _name_parties(version: AgreementVersion) -> None:
    for party in (*OUTSIDE, Party.SCHOOL):
        contact = contact_of(version, party)
        version.parties.append(
            AgreementParty(party=party, name=contact.name, email=contact.email, phone=contact.phone)
        )


def contact_of(version: AgreementVersion, party: Party) -> Contact:
    """Tell whom a version names for a party, and how they are reached."""
    placement = version.placement
    if party is Party.REPRESENTATIVE:
        return Contact(
            version.representative_name or placement.enterprise.name,
            version.representative_email,
            version.representative_phone,
        )
    if party is Party.APPRENTICE:
        trainee = placement.trainee
        return Contact(trainee.full_name, trainee.email, trainee.phone)
    if party is Party.TUTOR and version.tutor is not None:
        return Contact(version.tutor.name, version.tutor.email, version.tutor.phone)
    return Contact(placement.cohort.school.name, None, None)


def _carry(version: AgreementVersion, former: AgreementVersion) -> None:
    changed = changed_sections(former, version)
    kept = carried(((one.party, one.section) for one in former.confirmations), changed)
    for one in former.confirmations:
        if (one.party, one.section) in kept:
            version.confirmations.append(
                AgreementConfirmation(
                    party=one.party,
                    section=one.section,
                    confirmed_at=one.confirmed_at,
                    confirmed_by=one.confirmed_by,
                    channel=one.channel,
                    carried_from=one.carried_from or former.number,
                )
            )


def revise(
    session: Session, actor: str, version: AgreementVersion, reason: str
) -> AgreementVersion:
    """Take a version that was sent back to a draft of its own, with what is not changed kept.

    The former one is closed, and its links say that another takes its place.
    """
    queries.hold(session, version)
    check_action(version, Action.REVISE, Party.SCHOOL)
    check_going(version.placement)
    give_up(version, AgreementStatus.DEPRECATED, reason, actor)
    session.flush()
    versions = queries.versions_of(session, version.placement_id)
    draft = AgreementVersion(
        reference=new_reference("CV"),
        placement=version.placement,
        number=versions[-1].number + 1,
        kind=version.kind,
        status=AgreementStatus.DRAFT,
        renewed_from=version.number,
        justification=version.justification,
        **kept_columns(version),
    )
    session.add(draft)
    audit.record(session, actor, "agreement.revise", version)
    audit.record(session, actor, "agreement.draft", draft)
    return draft


def close(
    session: Session,
    actor: str,
    version: AgreementVersion,
    action: Action,
    party: Party,
    reason: str | None,
) -> None:
    """Refuse, cancel or abandon a version, with its reason; the placement goes on.

    Raises `InvalidInput` without a reason.
    """
    queries.hold(session, version)
    check_action(version, action, party)
    target = TRANSITIONS[action].target
    if target is None:
        raise NotAllowed(STATE_SENTENCES[version.status])
    if action is Action.CANCEL:
        _end_all(session, actor, version, reason)
    give_up(version, target, reason, actor)
    audit.record(session, actor, f"agreement.{action.value}", version)


def _end_all(session: Session, actor: str, version: AgreementVersion, reason: str | None) -> None:
    # What was agreed before is not agreed again because an amendment is cancelled.
    versions = queries.versions_of(session, version.placement_id)
    if versions[-1].status in OPEN_STATES:
        raise NotAllowed(mark("Une modification est en cours : terminez-la ou abandonnez-la."))
    for one in versions:
        if one.status is AgreementStatus.VALIDATED:
            give_up(one, AgreementStatus.CANCELLED, reason, actor)
    for duty in queries.duties_in_force(session, version.placement_id):
        duty.until_version, duty.until_on = version.number, today_of(version.placement)


def give_up(
    version: AgreementVersion, status: AgreementStatus, reason: str | None, actor: str
) -> None:
    """Take a version to a state that ends it, and keep why and by whom.

    Raises `InvalidInput` without a reason.
    """
    if not reason:
        raise InvalidInput(mark("Dites pourquoi, en quelques mots."), "reason")
    version.reason = reason
    version.reason_by = actor
    enter(version, status)
