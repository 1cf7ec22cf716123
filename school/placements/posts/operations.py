"""What can be done with posts: open, revise, close."""

from sqlalchemy.orm import Session

from school.accounts.closing import check_open
from school.accounts.models import School
from school.core import audit
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import changed_with, check_version
from school.enterprises.operations import ensure_partnership
from school.placements.posts.models import Post, PostDuty, PostDutyCompetency
from school.placements.posts.queries import fillings
from school.placements.posts.rules import DutyDetails, PostDetails
from school.placements.proposals.link_operations import stop_links

WRITTEN = (
    "title",
    "path_id",
    "module_id",
    "enterprise_id",
    "site_id",
    "tutor_id",
    "department",
    "place",
    "starts_on",
    "ends_on",
    "weekly_hours",
    "places",
)


def open_post(session: Session, actor: str, school: School, details: PostDetails) -> Post:
    """Write down a post that an enterprise offers; it becomes a partner of the school.

    Raises `InvalidInput` for what cannot be: an end before the start, no place, no duty;
    `NotAllowed` at a school that has closed.
    """
    check_open(school)
    details.check()
    post = Post(
        reference=new_reference("PO"), school=school, opened_on=today(school.timezone), duties=[]
    )
    _write(post, details)
    session.add(post)
    audit.record(session, actor, "post.open", post)
    ensure_partnership(session, school.id, details.enterprise_id)
    return post


def revise_post(
    session: Session, actor: str, post: Post, details: PostDetails, known_version: int | None
) -> bool:
    """Change what is stated of a post. Proposals made for it stay: they name the post as it is.

    Another tutor answers by a link of their own: those of the former one stop, and whether there
    were any is told. Raises
    `StaleRecord` when somebody changed it meanwhile, `NotAllowed` once it is closed,
    `InvalidInput` for another enterprise once people were proposed: that one would read and
    answer what was asked of the first.
    """
    if post.closed_on is not None:
        raise NotAllowed(mark("Ce poste est fermé."))
    check_version(post, known_version)
    details.check()
    host = (post.enterprise_id, post.tutor_id)
    if host[0] != details.enterprise_id and fillings(session, [post.id]):
        raise InvalidInput(
            mark(
                "Des personnes ont été proposées à cette entreprise pour ce poste : ouvrez-en un "
                "autre pour l’autre entreprise."
            ),
            "host",
        )
    _write(post, details)
    if post.enterprise_id != host[0]:
        ensure_partnership(session, post.school_id, post.enterprise_id)
    stopped = post.tutor_id != host[1] and stop_links(session, post)
    audit.record(session, actor, "post.revise", post)
    changed_with(post)
    return stopped


def close_post(session: Session, actor: str, post: Post) -> bool:
    """Offer a post no more; false when it is closed already. What waits for an answer goes on."""
    if post.closed_on is not None:
        return False
    post.closed_on = today(post.school.timezone)
    audit.record(session, actor, "post.close", post)
    return True


def _write(post: Post, details: PostDetails) -> None:
    for name in WRITTEN:
        setattr(post, name, getattr(details, name))
    for position, duty in enumerate(details.duties):
        if position < len(post.duties):
            _reword(post.duties[position], duty)
        else:
            post.duties.append(_duty(position, duty))
    del post.duties[len(details.duties) :]


def _duty(position: int, details: DutyDetails) -> PostDuty:
    duty = PostDuty(reference=new_reference("PD"), position=position, competencies=[])
    _reword(duty, details)
    return duty


def _reword(duty: PostDuty, details: DutyDetails) -> None:
    duty.wording = details.wording
    known = {(one.module, one.competency): one for one in duty.competencies}
    duty.competencies = [
        known.get(key) or PostDutyCompetency(module=key[0], competency=key[1])
        for key in dict.fromkeys(details.competencies)
    ]
