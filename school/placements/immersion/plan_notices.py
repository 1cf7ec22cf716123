"""Messages about a changed plan, to the apprentices and tutors whose weeks it moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.timetable.labels import PLACES
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place
from school.core.clock import today
from school.messages.directors import tell_directors
from school.messages.posting import post
from school.messages.rules import Contact, Wording
from school.placements.host_notices import reader_at_host
from school.placements.immersion.plan_queries import apprentices_of, expected_placements
from school.placements.models import Placement
from school.web.addresses import public_address
from school.web.filters import day_short

MOST_WEEKS = 12
"""Weeks that one message names; it says how many more there are."""

MOST_PLACEMENTS = 50
"""Placements that one letter to the school names; it says how many more there are."""

SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class Moved:
    """A week, by its Monday, that is spent elsewhere than it was; nothing where nothing is said."""

    monday: date
    before: Place | None
    after: Place | None


def moved_weeks(before: Iterable[Week], after: Iterable[Week], day: date) -> list[Moved]:
    """List the weeks that are not over and are spent elsewhere than before."""
    was = {week.monday: week for week in before}
    becomes = {week.monday: week for week in after}
    found = []
    for monday in sorted({*was, *becomes}):
        old, new = was.get(monday), becomes.get(monday)
        places = (old.place if old else None, new.place if new else None)
        week = new or old
        if week is not None and week.sunday >= day and places[0] is not places[1]:
            found.append(Moved(monday, places[0], places[1]))
    return found


def tell_plan(
    session: Session, cohort: Cohort, before: Sequence[Week], after: Sequence[Week]
) -> None:
    """Tell of the weeks that moved: apprentices of all, tutors of those within their placements.

    The first plan of a cohort is no change: nobody is written to.
    """
    moved = moved_weeks(before, after, today(cohort.school.timezone))
    if not before or not moved:
        return
    placements = expected_placements(session, cohort)
    for reader, weeks in _readers(session, cohort, placements, moved).items():
        if weeks:
            _tell(session, cohort, reader, weeks)
    untold = [one for one in placements if _weeks_of(one, moved) and reader_at_host(one) is None]
    if untold:
        tell_directors(session, cohort.school_id, lambda: _untold_words(cohort, untold))


def _readers(
    session: Session, cohort: Cohort, placements: Iterable[Placement], moved: Sequence[Moved]
) -> dict[Contact, list[Moved]]:
    """Give each reader the weeks of their concern, whatever the number of their placements.

    A tutor who cannot be written to is told through the enterprise.
    """
    found: dict[Contact, list[Moved]] = {}
    for trainee in apprentices_of(session, cohort):
        if trainee.email or trainee.phone:
            found[Contact(trainee.full_name, trainee.email, trainee.phone)] = list(moved)
    for placement in placements:
        reader = reader_at_host(placement)
        if reader is None:
            continue
        weeks = found.setdefault(reader, [])
        weeks += [one for one in _weeks_of(placement, moved) if one not in weeks]
        weeks.sort(key=lambda one: one.monday)
    return found


def _weeks_of(placement: Placement, moved: Iterable[Moved]) -> list[Moved]:
    return [one for one in moved if _touches(one.monday, placement)]


def _touches(monday: date, placement: Placement) -> bool:
    first, last = placement.starts_on, placement.ends_on
    return (first is None or monday + SUNDAY >= first) and (last is None or monday <= last)


def _tell(session: Session, cohort: Cohort, reader: Contact, weeks: Sequence[Moved]) -> None:
    # Who does not know goes to the wrong place: it is no news that might wait or be declined.
    post(session, reader, lambda: _plan_words(cohort, weeks), school_id=cohort.school_id)


def _plan_words(cohort: Cohort, weeks: Sequence[Moved]) -> Wording:
    more = len(weeks) - MOST_WEEKS
    lines = [_line(one) for one in weeks[:MOST_WEEKS]]
    if more > 0:
        lines.append(ngettext("et %(num)s autre semaine", "et %(num)s autres semaines", more))
    subject = gettext("%(cohort)s : le calendrier change", cohort=cohort.name)
    weeks_changed = "\n".join(lines)
    letter = f"{subject}\n\n{weeks_changed}\n\n{cohort.school.name}"
    return Wording(subject, letter, f"{subject}. {'. '.join(lines)}")


def _untold_words(cohort: Cohort, placements: Sequence[Placement]) -> Wording:
    lines = [
        f"{one.enterprise.name} ({one.trainee.full_name})" for one in placements[:MOST_PLACEMENTS]
    ]
    more = len(placements) - MOST_PLACEMENTS
    if more > 0:
        lines.append(ngettext("et %(num)s autre placement", "et %(num)s autres placements", more))
    return Wording(
        gettext("%(cohort)s : le calendrier change, prévenez les entreprises", cohort=cohort.name),
        gettext(
            "Ces entreprises n’ont ni courriel ni téléphone où écrire. Dites-leur de vive voix "
            "quelles semaines changent :\n\n%(lines)s\n\n%(url)s",
            lines="\n".join(lines),
            url=public_address("cohorts.show", reference=cohort.reference),
        ),
    )


def _line(one: Moved) -> str:
    return str(
        gettext(
            "Semaine du %(day)s : %(after)s (avant : %(before)s)",
            day=day_short(one.monday),
            after=_place(one.after),
            before=_place(one.before),
        )
    )


def _place(place: Place | None) -> str:
    return str(PLACES[place]) if place else gettext("rien de prévu")
