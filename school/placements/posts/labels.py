"""Words about posts."""

from datetime import date

from flask_babel import gettext, ngettext

from school.placements.posts.models import Post
from school.placements.posts.queries import Filling


def filling_words(post: Post, filling: Filling) -> str:
    """Say how many places are taken, and how many proposals wait for an answer."""
    places = ngettext(
        "%(num)s place prise sur %(capacity)s",
        "%(num)s places prises sur %(capacity)s",
        filling.accepted,
        capacity=post.places,
    )
    if not filling.waiting:
        return str(places)
    waiting = ngettext(
        "%(num)s proposition en attente", "%(num)s propositions en attente", filling.waiting
    )
    return str(gettext("%(places)s, %(waiting)s", places=places, waiting=waiting))


def standing_of(post: Post, filling: Filling, today: date) -> tuple[str, str]:
    """Say where a post stands, with the kind of its pill."""
    if post.closed_on is not None:
        return gettext("Fermé"), "off"
    if post.ends_on < today:
        return gettext("Passé"), "off"
    if filling.accepted >= post.places:
        return gettext("Pourvu"), "done"
    return gettext("À pourvoir"), "ours"
