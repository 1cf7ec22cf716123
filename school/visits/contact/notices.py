"""Messages of permanent contact: to keepers when a plan changes, to owners of what was agreed."""

from collections.abc import Iterable

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.models import School, Staff
from school.accounts.rules import LINK_LIFETIMES
from school.core.delivery import MessageChannel, Need
from school.messages.posting import can_be_written_to, post, text_for
from school.messages.rules import Contact, Wording
from school.messages.staff import tell_staff
from school.placements import operations_links
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.operations_links import Recipient, recipient_of
from school.visits.contact.agreed_operations import ACTIONS_LINK
from school.visits.contact.agreed_queries import untold
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit
from school.visits.rules import ActionOwner
from school.web.addresses import public_address
from school.web.filters import day as written_day
from school.web.filters import of


def tell_plan(
    session: Session, principal: Principal, placement: Placement, keepers: Iterable[Staff | None]
) -> None:
    """Tell those who keep or kept contact with a placement that its plan has changed."""
    tell_staff(
        session,
        _others(keepers, principal),
        lambda: _plan_words(principal.name, placement),
        school_id=placement.cohort.school_id,
    )


def _plan_words(actor: str, placement: Placement) -> Wording:
    of_person = of(placement.trainee.full_name)
    return Wording(
        gettext("Le plan de contact %(of_person)s a changé", of_person=of_person),
        gettext(
            "%(actor)s a changé le plan de contact %(of_person)s chez %(enterprise)s.\n\n"
            "Qui garde le contact, et pour quand :\n%(url)s",
            actor=actor,
            of_person=of_person,
            enterprise=placement.enterprise.name,
            url=public_address("visits.contact", placement=placement.reference),
        ),
    )


def tell_rules(
    session: Session, principal: Principal, school: School, keepers: Iterable[Staff]
) -> None:
    """Tell those who keep contact that the rules of their school have changed."""
    tell_staff(
        session,
        _others(keepers, principal),
        lambda: Wording(
            gettext("Le rythme des contacts a changé"),
            gettext(
                "%(actor)s a changé les règles de contact de l’école : vos échéances ont pu "
                "bouger.\n\n%(url)s",
                actor=principal.name,
                url=public_address("visits.route"),
            ),
        ),
        school_id=school.id,
        need=Need.INFORM,
    )


def _others(people: Iterable[Staff | None], principal: Principal) -> list[Staff]:
    """List each of some people once, without the one who acts."""
    found = {one for one in people if one is not None and one.id != principal.staff_id}
    return sorted(found, key=lambda one: one.id)


def tell_visit(session: Session, principal: Principal, visit: Visit) -> None:
    """Tell the one who is to make a visit that somebody else planned or moved it."""
    tell_staff(
        session,
        _others((visit.trainer,), principal),
        lambda: _visit_words(principal.name, visit),
        school_id=visit.placement.cohort.school_id,
    )


def _visit_words(actor: str, visit: Visit) -> Wording:
    words = {
        "actor": actor,
        "of_person": of(visit.placement.trainee.full_name),
        "enterprise": visit.placement.enterprise.name,
        "day": written_day(visit.planned_on),
        "url": public_address("visits.show", reference=visit.reference),
    }
    return Wording(
        gettext("Visite %(of_person)s : le %(day)s", **words),
        gettext(
            "%(actor)s a prévu votre visite %(of_person)s chez %(enterprise)s, le %(day)s.\n\n"
            "%(url)s",
            **words,
        ),
    )


def tell_owners(session: Session, principal: Principal, visit: Visit) -> None:
    """Tell each owner what was agreed, once; who has no address stays to be told.

    The tutor is sent a link, the apprentice and the trainer the address of their page.
    """
    session.flush()
    by_owner: dict[ActionOwner, list[AgreedAction]] = {}
    for action in untold(session, visit):
        by_owner.setdefault(action.owner, []).append(action)
    for owner, actions in by_owner.items():
        if _tell(session, principal, visit, owner, actions):
            for action in actions:
                action.told_on = today_of(visit.placement)
    session.flush()


def _tell(
    session: Session,
    principal: Principal,
    visit: Visit,
    owner: ActionOwner,
    actions: list[AgreedAction],
) -> bool:
    placement = visit.placement
    if owner is ActionOwner.TUTOR:
        recipient = recipient_of(placement)
        if not can_be_written_to(recipient):
            return False
        token = operations_links.issue(session, ACTIONS_LINK, placement)
        send_actions(session, placement, recipient, token)
        return True
    school_id = placement.cohort.school_id
    if owner is ActionOwner.TRAINER:
        others = _others((visit.trainer,), principal)
        tell_staff(session, others, lambda: _own_words(placement, actions), school_id=school_id)
        return True
    trainee = placement.trainee
    contact = Contact(trainee.full_name, trainee.email, trainee.phone)
    if not can_be_written_to(contact):
        return False
    post(session, contact, lambda: _own_words(placement, actions), school_id=school_id)
    return True


def _own_words(placement: Placement, actions: list[AgreedAction]) -> Wording:
    """Write what was agreed to one who has an account, where they say that it is done."""
    enterprise, url = placement.enterprise.name, public_address("visits.actions")
    lines = [_line(one) for one in actions]
    return Wording(
        gettext("Ce qui a été convenu chez %(enterprise)s", enterprise=enterprise),
        gettext(
            "À faire de votre côté :\n%(actions)s\n\nPour dire que c’est fait :\n%(url)s",
            actions="\n".join(f"- {one}" for one in lines),
            url=url,
        ),
        gettext(
            "Convenu chez %(enterprise)s : %(actions)s. Dites ici que c’est fait : %(url)s",
            enterprise=enterprise,
            actions=" ; ".join(one.rstrip(".") for one in lines),
            url=url,
        ),
    )


def _line(action: AgreedAction) -> str:
    if action.due_on is None:
        return action.wording
    return str(
        gettext(
            "%(action)s, pour le %(day)s", action=action.wording, day=written_day(action.due_on)
        )
    )


def send_actions(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Send the tutor the link to what they agreed to do."""
    return post(
        session,
        recipient,
        lambda: _actions_words(placement, recipient, token),
        school_id=placement.cohort.school_id,
    )


def actions_message(session: Session, placement: Placement, token: str) -> str:
    """Write the short message with the link to what the tutor agreed to do."""
    recipient = recipient_of(placement)
    return text_for(session, recipient, lambda: _actions_words(placement, recipient, token))


def _actions_words(placement: Placement, recipient: Recipient, token: str) -> Wording:
    person, school = placement.trainee.full_name, placement.cohort.school.name
    url = public_address("visits.link_actions", token=token)
    return Wording(
        gettext("Ce qui a été convenu pour %(person)s", person=person),
        gettext(
            "Bonjour %(name)s,\n\nMerci pour cet échange au sujet %(of_person)s. Ce qui a été "
            "convenu de votre côté est ici, sans compte ni mot de passe :\n%(url)s\n\n"
            "Ce lien sert pendant %(days)s jours.\n\n%(school)s",
            name=recipient.name,
            of_person=of(person),
            url=url,
            days=LINK_LIFETIMES[ACTIONS_LINK].days,
            school=school,
        ),
        gettext(
            "%(school)s : ce qui a été convenu pour %(person)s est ici : %(url)s",
            school=school,
            person=person,
            url=url,
        ),
    )
