"""What keeps a proposal from being made: the post, the person, what the enterprise wants."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, mark
from school.core.periods import written_day
from school.enterprises.interest_queries import terms_of
from school.enterprises.partner_rules import InterestStatus
from school.placements import queries as placement_queries
from school.placements.cohort_days import ask_about_days
from school.placements.posts.models import Post
from school.placements.posts.queries import Filling, fillings
from school.placements.proposals import queries
from school.placements.proposals.rules import months_room
from school.placements.rules import AGREED_STATES
from school.placements.taken_days import ask_about_taken_days

CLOSED_SENTENCES = {
    InterestStatus.NOT_OPEN: mark("Cette entreprise a dit n’accueillir personne en %(year)s."),
    InterestStatus.ALREADY_ORGANISED: mark(
        "Cette entreprise a dit avoir déjà ce qu’il lui faut pour %(year)s."
    ),
}
"""What is said of an enterprise that wants nobody more, before it is asked all the same."""


def check_post(session: Session, post: Post, day: date) -> None:
    """Refuse to propose for a post that is closed, over, or has no place left."""
    if post.closed_on is not None or post.ends_on < day:
        raise NotAllowed(mark("Ce poste est fermé."))
    if post.id in full_posts(session, [post]):
        raise NotAllowed(mark("Ce poste n’a plus de place : il est pourvu."))


def full_posts(session: Session, posts: Collection[Post]) -> set[int]:
    """Tell which of some posts have no place left, by number, in one statement."""
    filled = fillings(session, {one.id for one in posts})
    return {one.id for one in posts if filled.get(one.id, Filling()).accepted >= one.places}


def ask_about_room(session: Session, post: Post) -> None:
    """Ask the enterprise, by `NeedsConfirmation`, about a person more than its post has places.

    It is not refused: the work is the enterprise's, which may well want one more, and the yes of
    two people at once must not pass for a wish of both. The post is held until the answer.
    """
    if post.id not in full_posts(session, [post]):
        return
    if post.places == 1:
        raise NeedsConfirmation(
            mark(
                "Vous aviez demandé une personne pour ce poste, et vous en accueillez déjà une. "
                "Accueillir aussi celle-ci ?"
            )
        )
    raise NeedsConfirmation(
        mark(
            "Vous aviez demandé %(places)s personnes pour ce poste, et elles sont déjà trouvées. "
            "Accueillir aussi celle-ci ?"
        ),
        None,
        {"places": post.places},
    )


def check_person(session: Session, post: Post, enrolment: Enrolment, *, confirmed: bool) -> None:
    """Refuse somebody not enrolled or gone by then; ask about days that a placement takes."""
    if enrolment.enrolled_on is None:
        raise InvalidInput(mark("Cette personne n’est pas inscrite dans la promotion."))
    left_on = enrolment.dates.exit_on
    if left_on is not None and post.starts_on > left_on:
        raise InvalidInput(
            mark("Cette personne a quitté la promotion le %(day)s."),
            None,
            {"day": written_day(left_on)},
        )
    if not confirmed:
        ask_about_days(enrolment.cohort, post.starts_on, post.ends_on)
        ask_about_taken_days(session, enrolment.trainee_id, post.starts_on, post.ends_on, None)


def is_taken(session: Session, post: Post, enrolment: Enrolment) -> bool:
    """Tell whether the person works, or is to work, in another enterprise at the dates of a post.

    Whoever proposes them all the same has been asked, and wants both.
    """
    days = (post.starts_on, post.ends_on)
    other = placement_queries.overlapping(
        session, enrolment.trainee_id, *days, states=AGREED_STATES
    )
    return other is not None


def check_enterprise(
    session: Session, enterprise_id: int, starts_on: date, day: date, *, confirmed: bool
) -> None:
    """Refuse to pass what an enterprise asked for a month; ask where it does not look for anybody.

    Raises `NotAllowed` or `NeedsConfirmation`, for work that begins on a day. The enterprise is
    held from then on, so that two who propose at once do not pass its limit.
    """
    queries.hold_enterprise(session, enterprise_id)
    terms = terms_of(session, [enterprise_id], day).get(enterprise_id)
    if terms is None:
        return
    most = terms.max_proposals_per_month
    if months_room(most, queries.made_in_month(session, enterprise_id, day)) == 0:
        raise NotAllowed(
            mark(
                "Cette entreprise a reçu ce mois-ci toutes les propositions qu’elle souhaite "
                "(%(most)s par mois). Attendez le mois prochain."
            ),
            None,
            {"most": most},
        )
    if confirmed:
        return
    if not terms.is_open:
        raise NeedsConfirmation(CLOSED_SENTENCES[terms.status], None, {"year": terms.year})
    available = terms.next_available_on
    if available is not None and available > starts_on:
        raise NeedsConfirmation(
            mark("Cette entreprise a dit n’être disponible qu’à partir du %(day)s."),
            None,
            {"day": written_day(available)},
        )
