"""Writing agreements: draft, correct, amend and give up; nothing sent is ever rewritten."""

from sqlalchemy.orm import Session

from school.accounts.closing import check_open
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
    check_content,
    check_signatory,
    kept_columns,
    write,
)
from school.placements.agreements.models import (
    AgreementVersion,
)
from school.placements.agreements.progress_rules import Progress
from school.placements.agreements.rules import (
    AGREED_STATES,
    OPEN_STATES,
    STATE_SENTENCES,
    STOPPING,
    TRANSITIONS,
    Action,
    AgreementKind,
    AgreementStatus,
    Party,
    Section,
    may_act,
)
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.rules import STATE_SENTENCES as PLACEMENT_SENTENCES
from school.placements.rules import PlacementStatus


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
    force, at a school that has closed, for a placement that is not going on, and to break off one
    that has not begun.
    """
    placement_queries.hold(session, placement)
    check_open(placement.cohort.school)
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
