"""Messages about proposals: to the enterprises asked, and back to the school."""

from collections.abc import Sequence
from functools import partial

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.core.delivery import MessageChannel
from school.messages.directors import tell_directors
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.placements.link_words import handed_on_words
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.placements.proposals.labels import HAPPENED, reason_words
from school.placements.proposals.link_operations import recipient_of
from school.placements.proposals.models import PlacementProposal
from school.web.addresses import public_address
from school.web.filters import day as written_day
from school.web.filters import of


def proposal_message(session: Session, proposal: PlacementProposal, token: str) -> str:
    """Write the short message by which an enterprise is asked, for a telephone."""
    recipient = recipient_of(proposal.post)
    return text_for(session, recipient, lambda: _proposal_words(proposal, recipient, token))


def send_proposal(
    session: Session, proposal: PlacementProposal, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to the enterprise that somebody is proposed, with the link to answer by."""
    return post(
        session,
        recipient,
        lambda: _proposal_words(proposal, recipient, token),
        school_id=proposal.post.school_id,
    )


def _proposal_words(proposal: PlacementProposal, recipient: Recipient, token: str) -> Wording:
    words, url = _words(proposal), _link(token)
    return Wording(
        gettext("%(person)s pour le poste « %(post)s » ?", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s vous propose %(person)s pour le poste "
            "« %(post)s », du %(start)s au %(end)s.\n\nOuvrez ce lien pour accepter, "
            "demander un délai ou refuser. Aucun compte n’est demandé :\n%(url)s",
            name=recipient.name,
            url=url,
            **words,
        ),
        gettext(
            "%(school)s vous propose %(person)s pour le poste « %(post)s ». Votre réponse : "
            "%(url)s",
            url=url,
            **words,
        ),
    )


def tell_answer(session: Session, proposal: PlacementProposal, link: SignedLink) -> None:
    """Tell those who direct the school what the enterprise answered, and who if not as asked."""
    tell_directors(
        session,
        proposal.post.school_id,
        lambda: Wording(
            gettext("%(enterprise)s répond pour %(person)s", **_words(proposal)),
            gettext(
                "%(what)s.\n%(reason)s\n\n%(url)s",
                what=str(HAPPENED[proposal.state]),
                reason=reason_words(proposal.reason, proposal.detail),
                url=f"{_page(proposal)}\n\n{handed_on_words(link)}".rstrip(),
            ),
        ),
    )


def tell_withdrawn(session: Session, proposal: PlacementProposal) -> None:
    """Tell the enterprise that was asked that the person is proposed no more, without the reason.

    Whoever opens the link reads the same.
    """
    recipient = recipient_of(proposal.post)
    post(
        session,
        recipient,
        lambda: _withdrawn_words(proposal, recipient),
        school_id=proposal.post.school_id,
    )


def _withdrawn_words(proposal: PlacementProposal, recipient: Recipient) -> Wording:
    words = _words(proposal)
    return Wording(
        gettext("Proposition retirée pour le poste « %(post)s »", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s ne vous propose plus %(person)s pour le poste "
            "« %(post)s ». Vous n’avez rien à faire.",
            name=recipient.name,
            **words,
        ),
        gettext("%(school)s ne vous propose plus %(person)s pour le poste « %(post)s ».", **words),
    )


Lapsed = PlacementProposal | Placement
"""What silence closes: a proposal for a post, or a placement that was proposed directly."""


def tell_lapsed(session: Session, lapsed: Sequence[Lapsed]) -> None:
    """Tell each school, in one letter, which proposals silence has refused."""
    for school_id in sorted({_school_of(one) for one in lapsed}):
        own = [one for one in lapsed if _school_of(one) == school_id]
        tell_directors(session, school_id, partial(_lapsed_words, own))


def tell_link_wanted(session: Session, proposal: PlacementProposal, name: str) -> None:
    """Tell those who direct the school that somebody who cannot be reached asks for a link."""
    tell_directors(
        session,
        proposal.post.school_id,
        lambda: Wording(
            gettext("%(name)s demande un nouveau lien", name=name),
            gettext(
                "Le lien reçu pour répondre au sujet %(of_person)s a expiré, et nous n’avons "
                "pas d’adresse où en envoyer un autre. Préparez un message sur cette page :\n"
                "%(url)s",
                of_person=of(proposal.trainee.full_name),
                url=_page(proposal),
            ),
        ),
    )


def _school_of(lapsed: Lapsed) -> int:
    return lapsed.cohort.school_id if isinstance(lapsed, Placement) else lapsed.post.school_id


def _lapsed_words(lapsed: Sequence[Lapsed]) -> Wording:
    return Wording(_lapsed_subject(lapsed), _lapsed(lapsed))


def _lapsed_subject(lapsed: Sequence[Lapsed]) -> str:
    return str(
        ngettext(
            "%(num)s proposition close sans réponse",
            "%(num)s propositions closes sans réponse",
            len(lapsed),
        )
    )


def _lapsed(lapsed: Sequence[Lapsed]) -> str:
    lines = [
        gettext("%(person)s chez %(enterprise)s : %(url)s", url=_page(one), **_names(one))
        for one in lapsed
    ]
    opening = gettext(
        "L’entreprise n’a rien répondu dans le délai de l’école. Appelez-la, ou proposez ailleurs :"
    )
    return "\n".join([opening, "", *lines])


def _names(asked: Lapsed) -> dict[str, str]:
    host = asked if isinstance(asked, Placement) else asked.post
    return {"person": asked.trainee.full_name, "enterprise": host.enterprise.name}


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


def _page(asked: Lapsed) -> str:
    if isinstance(asked, Placement):
        return public_address("placements.show", reference=asked.reference)
    return public_address("placements.proposal", reference=asked.reference)
