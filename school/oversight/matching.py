"""The page that helps to choose whom to propose for a post, and says why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.paging import PAGE_SIZE, Slice, clamp
from school.oversight.matching_queries import Known, people_known
from school.oversight.matching_rules import Before, Match, PostAsked, ranked
from school.placements.posts import queries
from school.placements.posts.models import Post
from school.placements.posts.rules import asked_of
from school.web.filters import day as written_day
from school.web.filters import localised


@dataclass(frozen=True)
class Shown:
    """A person as the page shows them: name, cohort, and each reason for and against."""

    reference: str
    name: str
    cohort: str
    share: str
    reasons: list[str]
    doubts: list[str]
    lacks: list[str]
    may_be_proposed: bool


def matching_page(
    session: Session, principal: Principal, reference: str, today: date, number: int
) -> dict[str, Any]:
    """Give what the page of a post's candidates shows, one page of them in their order."""
    post = queries.post_by_reference(session, principal, reference, Permission.MANAGE_PLACEMENTS)
    asked = tuple(asked_of(duty.keys for duty in post.duties))
    people = people_known(session, principal, post, asked, today)
    by_code = {one.candidate.trainee: one for one in people}
    wanted = PostAsked(post.path_id, post.department, post.starts_on, post.ends_on, asked)
    matches = ranked(wanted, [one.candidate for one in people])
    number = clamp(number, len(matches))
    shown = matches[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    titles = {one.key: localised(one, "title") for one in queries.competencies_to_ask(session)}
    rows = [_shown(one, by_code[one.candidate.trainee], titles, post) for one in shown]
    return {"post": post, "page": Slice(rows, number, len(matches)), "asked": len(asked)}


def _shown(one: Match, known: Known, titles: dict[tuple[str, str], str], post: Post) -> Shown:
    total = len(one.has) + len(one.lacks)
    share = gettext("Compétences : %(has)s sur %(total)s", has=len(one.has), total=total)
    return Shown(
        known.candidate.trainee,
        known.name,
        known.cohort,
        str(share) if total else "",
        _reasons(one),
        _doubts(one, post),
        [titles.get(key, key[1]) for key in one.lacks],
        one.may_be_proposed,
    )


def _reasons(one: Match) -> list[str]:
    found = []
    if one.same_path:
        found.append(gettext("suit le parcours du poste"))
    if one.is_free and one.in_time:
        found.append(gettext("libre à ces dates"))
    if one.same_department:
        found.append(gettext("habite le département du travail"))
    if not one.candidate.proposals:
        found.append(gettext("aucune proposition encore"))
    return found


def _doubts(one: Match, post: Post) -> list[str]:
    found = []
    if not one.same_path:
        found.append(gettext("suit un autre parcours"))
    if one.candidate.taken_until is not None:
        until = min(one.candidate.taken_until, post.ends_on)
        found.append(gettext("déjà en entreprise jusqu’au %(day)s", day=written_day(until)))
    if not one.in_time:
        leaves = written_day(one.candidate.leaves_on)
        found.append(gettext("sa formation finit le %(day)s", day=leaves))
    if one.candidate.department and post.department and not one.same_department:
        found.append(gettext("habite : %(place)s", place=one.candidate.department))
    if one.candidate.proposals:
        found.append(
            ngettext(
                "%(num)s proposition déjà faite",
                "%(num)s propositions déjà faites",
                one.candidate.proposals,
            )
        )
    if one.candidate.before is Before.CLOSED:
        found.append(gettext("déjà proposée pour ce poste, sans suite"))
    return [str(words) for words in found]
