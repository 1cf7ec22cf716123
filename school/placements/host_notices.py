"""News for whoever hosts a placement: its tutor, else the enterprise, else the school must call."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.messages.directors import tell_directors
from school.messages.posting import can_be_written_to, post
from school.messages.rules import Contact, Wording
from school.placements.agreements.queries import representative_of
from school.placements.labels import person_and_dates
from school.placements.models import Placement
from school.placements.operations_links import recipient_of
from school.placements.rules import PlacementStatus
from school.web.addresses import public_address

Writes = Callable[[Contact], Wording]


def reader_at_host(placement: Placement) -> Contact | None:
    """Give who is reached about a placement: its tutor, else the enterprise, else nobody."""
    enterprise = placement.enterprise
    house = Contact(enterprise.name, enterprise.email, enterprise.phone)
    return next((one for one in (recipient_of(placement), house) if can_be_written_to(one)), None)


def tell_host(session: Session, placement: Placement, write: Writes) -> None:
    """Write to who is reached about a placement; where nobody is, ask the school to tell them."""
    reader = reader_at_host(placement)
    if reader is not None:
        _send(session, placement, reader, write)
        return
    unreachable = recipient_of(placement)
    tell_directors(
        session,
        placement.cohort.school_id,
        lambda: _call_words(placement, unreachable, write(unreachable)),
    )


def tell_called_off(session: Session, placement: Placement) -> None:
    """Tell the enterprise, and who signed for it, that a placement is cancelled or broken off.

    Why is not told: that may concern the person alone. The representative is the one of the
    placement's newest agreement.
    """
    tell_host(session, placement, lambda reader: _called_off_words(placement, reader))
    told = reader_at_host(placement)
    row = representative_of(session, placement)
    signer = None if row is None else Contact(row.name, row.email, row.phone)
    if signer is None or not can_be_written_to(signer):
        return
    if told is None or (signer.email, signer.phone) != (told.email, told.phone):
        _send(session, placement, signer, lambda reader: _called_off_words(placement, reader))


def _send(session: Session, placement: Placement, reader: Contact, write: Writes) -> None:
    post(session, reader, lambda: write(reader), school_id=placement.cohort.school_id)


def _called_off_words(placement: Placement, reader: Contact) -> Wording:
    words = person_and_dates(placement) | {"school": placement.cohort.school.name}
    text = gettext("Le placement %(of_person)s chez %(enterprise)s n’a pas lieu.", **words)
    if placement.status is PlacementStatus.BROKEN_OFF:
        text = gettext("Le placement %(of_person)s chez %(enterprise)s s’est arrêté.", **words)
    return Wording(
        text.rstrip("."),
        gettext(
            "Bonjour %(name)s,\n\n%(text)s Vous n’avez rien à faire. Pour toute question, appelez "
            "l’école.\n\n%(school)s",
            name=reader.name,
            text=text,
            **words,
        ),
        gettext("%(school)s : %(text)s", text=text, **words),
    )


def _call_words(placement: Placement, reader: Contact, wording: Wording) -> Wording:
    return Wording(
        gettext("À dire à %(name)s : %(subject)s", name=reader.name, subject=wording.subject),
        gettext(
            "Nous n’avons ni courriel ni téléphone où écrire à %(name)s, ni à l’entreprise. "
            "Dites-le de vive voix, et notez une adresse :\n%(url)s\n\n%(text)s",
            name=reader.name,
            url=public_address("enterprises.show", reference=placement.enterprise.reference),
            text=wording.text or wording.letter,
        ),
    )
