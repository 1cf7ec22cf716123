"""Who may see which posts, and keep them."""

from sqlalchemy import ColumnElement, false

from school.access.permissions import Permission
from school.access.principal import Principal
from school.placements.posts.models import Post


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the posts kept by the schools where a permission is theirs."""
    schools = sorted(principal.school_ids(permission))
    return Post.school_id.in_(schools) if schools else false()


def manages(principal: Principal, post: Post) -> bool:
    """Tell whether a person may change a post and propose people for it."""
    return post.school_id in principal.school_ids(Permission.MANAGE_PLACEMENTS)
