"""Messages about proposals: to the enterprises asked, and back to the school."""

from collections.abc import Sequence

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from school.core import outbox
from school.messages.queries import language_of
from school.placements.operations_links import Recipient
from school.placements.proposals.labels import HAPPENED, reason_words
from school.placements.proposals.link_operations import recipient_of
from school.placements.proposals.models import PlacementProposal
from school.placements.queries import directors_of
from school.web.addresses import public_address
from school.web.filters import day as written_day
from school.web.filters import of


def proposal_message(session: Session, proposal: PlacementProposal, token: str) -> str:
    """Write the short message by which an enterprise is asked, for a telephone."""
    phone = recipient_of(proposal.post).phone
    with force_locale(language_of(session, phone).value):
        return str(
            gettext(
                "%(school)s vous propose %(person)s pour le poste « %(post)s ». Votre réponse : "
                "%(url)s",
                url=_link(token),
                **_words(proposal),
            )
        )


def send_proposal(
    session: Session, proposal: PlacementProposal, recipient: Recipient, token: str
) -> None:
    """Write to the enterprise that somebody is proposed, with the link to answer by."""
    with force_locale(language_of(session, recipient.email).value):
        words = _words(proposal)
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("%(person)s pour le poste « %(post)s » ?", **words),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s vous propose %(person)s pour le poste "
                "« %(post)s », du %(start)s au %(end)s.\n\nOuvrez ce lien pour accepter, "
                "demander un délai ou refuser. Aucun compte n’est demandé :\n%(url)s",
                name=recipient.name,
                url=_link(token),
                **words,
            ),
        )


def tell_answer(session: Session, proposal: PlacementProposal) -> None:
    """Tell those who direct the school what the enterprise answered."""
    for director in directors_of(session, proposal.post.school_id):
        with force_locale(director.language.value):
            words = _words(proposal)
            outbox.enqueue(
                session,
                director.email,
                gettext("%(enterprise)s répond pour %(person)s", **words),
                gettext(
                    "%(what)s.\n%(reason)s\n\n%(url)s",
                    what=str(HAPPENED[proposal.state]),
                    reason=reason_words(proposal.reason, proposal.detail),
                    url=_page(proposal),
                ),
            )


def tell_withdrawn(session: Session, proposal: PlacementProposal) -> None:
    """Tell the enterprise that was asked that the person is proposed no more, without the reason.

    Only where it has an address; whoever opens the link reads the same.
    """
    recipient = recipient_of(proposal.post)
    if not recipient.email:
        return
    with force_locale(language_of(session, recipient.email).value):
        words = _words(proposal)
        outbox.enqueue(
            session,
            recipient.email,
            gettext("Proposition retirée pour le poste « %(post)s »", **words),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s ne vous propose plus %(person)s pour le poste "
                "« %(post)s ». Vous n’avez rien à faire.",
                name=recipient.name,
                **words,
            ),
        )


def tell_lapsed(session: Session, lapsed: Sequence[PlacementProposal]) -> None:
    """Tell each school, in one letter, which proposals silence has refused."""
    for school_id in sorted({one.post.school_id for one in lapsed}):
        own = [one for one in lapsed if one.post.school_id == school_id]
        for director in directors_of(session, school_id):
            with force_locale(director.language.value):
                outbox.enqueue(session, director.email, _lapsed_subject(own), _lapsed(own))


def tell_link_wanted(session: Session, proposal: PlacementProposal, name: str) -> None:
    """Tell those who direct the school that somebody without e-mail asks for a new link."""
    for director in directors_of(session, proposal.post.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext("%(name)s demande un nouveau lien", name=name),
                gettext(
                    "Le lien reçu pour répondre au sujet %(of_person)s a expiré, et nous n’avons "
                    "pas d’adresse où en envoyer un autre. Préparez un message sur cette page :\n"
                    "%(url)s",
                    of_person=of(proposal.trainee.full_name),
                    url=_page(proposal),
                ),
            )


def _lapsed_subject(lapsed: Sequence[PlacementProposal]) -> str:
    return str(
        ngettext(
            "%(num)s proposition close sans réponse",
            "%(num)s propositions closes sans réponse",
            len(lapsed),
        )
    )


def _lapsed(lapsed: Sequence[PlacementProposal]) -> str:
    lines = [
        gettext("%(person)s chez %(enterprise)s : %(url)s", url=_page(one), **_names(one))
        for one in lapsed
    ]
    opening = gettext(
        "L’entreprise n’a rien répondu dans le délai de l’école. Appelez-la, ou proposez ailleurs :"
    )
    return "\n".join([opening, "", *lines])


def _names(proposal: PlacementProposal) -> dict[str, str]:
    return {
        "person": proposal.trainee.full_name,
        "enterprise": proposal.post.enterprise.name,
    }


def _words(proposal: PlacementProposal) -> dict[str, str]:
    return {
        **_names(proposal),
        "school": proposal.post.school.name,
        "post": proposal.post.title,
        "start": written_day(proposal.post.starts_on),
        "end": written_day(proposal.post.ends_on),
    }


def _link(token: str) -> str:
    return public_address("placements.link_proposal", token=token)


def _page(proposal: PlacementProposal) -> str:
    return public_address("placements.proposal", reference=proposal.reference)
