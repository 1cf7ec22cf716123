"""Who answered by a link, in words."""

from flask_babel import gettext

from school.accounts.models import SignedLink
from school.placements.operations_links import answerer_of, was_handed_on


def handed_on_words(link: SignedLink | None) -> str:
    """Say who answered by a link that was sent to somebody else; nothing when they did it."""
    if link is None or not was_handed_on(link):
        return ""
    return str(
        gettext(
            "%(answerer)s a répondu par le lien envoyé à %(name)s.",
            answerer=answerer_of(link),
            name=link.recipient_name,
        )
    )
