"""What can be done with what was agreed at a visit: write it down, and say that it is done."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.rules import LinkPurpose
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import changed_with
from school.placements import operations_links
from school.placements.operations import today_of
from school.placements.operations_links import OpenedLink, link_actor, recipient_of
from school.placements.rules import LinkState
from school.visits.contact.agreed_queries import actions_for_tutor, actions_of
from school.visits.contact.models import AgreedAction
from school.visits.contact.policy import may_finish
from school.visits.models import Visit
from school.visits.rules import Agreed

ACTIONS_LINK = LinkPurpose.AGREED_ACTIONS


def write_actions(session: Session, visit: Visit, agreed: Sequence[Agreed] | None) -> None:
    """Write what was agreed at a visit, in order; nothing at all leaves what is written alone.

    An action that changes is to be told anew. Raises `InvalidInput` when one that is done would
    be changed or taken away: what was done stays as it was agreed.
    """
    if agreed is None:
        return
    session.flush()
    written = {one.position: one for one in actions_of(session, visit)}
    if [one.agreed for one in written.values()] != list(agreed):
        changed_with(visit)
    for position, given in enumerate(agreed, start=1):
        action = written.pop(position, None)
        if action is None:
            action = AgreedAction(reference=new_reference("AA"), visit=visit, position=position)
            session.add(action)
        elif action.agreed == given:
            continue
        _expect_open(action, position)
        action.wording, action.owner, action.due_on = given.wording, given.owner, given.due_on
        action.told_on = None
    for position, action in written.items():
        _expect_open(action, position)
        session.delete(action)
    session.flush()


def _expect_open(action: AgreedAction, position: int) -> None:
    if action.done_on is not None:
        raise InvalidInput(
            mark("Cette action est faite : elle reste comme elle a été convenue."),
            f"action_{position}",
        )


def finish(session: Session, principal: Principal, action: AgreedAction, day: date) -> None:
    """Say that an action is done; once it is, nothing changes any more.

    Raises `NotAllowed` for whom it is not to say.
    """
    if not may_finish(principal, action):
        raise NotAllowed(mark("C’est à une autre personne de dire que c’est fait."))
    _finish(session, principal.name, action, day)


def link_stands(found: OpenedLink) -> LinkState:
    """Tell what a link about agreed actions still is: it is its tutor's alone, while they are."""
    if found.state is LinkState.OPEN and not _is_recipient(found):
        return LinkState.REPLACED
    return found.state


def _is_recipient(found: OpenedLink) -> bool:
    return recipient_of(found.placement).name == found.link.recipient_name


def finish_by_link(session: Session, token: str, reference: str) -> bool:
    """Say by link that the tutor did what was agreed; false when the link serves no more."""
    found = operations_links.opened_for_change(session, token, ACTIONS_LINK)
    if link_stands(found) is not LinkState.OPEN:
        return False
    for action in actions_for_tutor(session, found.placement):
        if action.reference == reference:
            _finish(session, link_actor(found.link), action, today_of(found.placement))
            return True
    return False


def _finish(session: Session, actor: str, action: AgreedAction, day: date) -> None:
    if action.done_on is None:
        action.done_on, action.done_by = day, actor
        audit.record(session, actor, "visit.action_done", action)
