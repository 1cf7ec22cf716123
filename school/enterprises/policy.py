"""Who may see and use which enterprises and tutors."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from school.access.permissions import Permission
from school.access.principal import Principal
from school.enterprises.models import (
    Enterprise,
    EnterpriseRepresentative,
    EnterpriseSite,
    Partnership,
    Tutor,
)
from school.enterprises.partner_models import (
    EnterpriseInterest,
    EnterpriseMerge,
    EnterprisePlaces,
    EnterpriseTechnique,
)

Owned = (
    Tutor
    | EnterpriseSite
    | EnterpriseRepresentative
    | EnterpriseInterest
    | EnterprisePlaces
    | EnterpriseTechnique
)
"""What belongs to one enterprise."""


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the partners of the schools where a permission is theirs.

    An enterprise without any partner school (just imported, not claimed yet) is everybody's. One
    that was merged with its double is seen under the name of the other alone.
    """
    return and_(known_to(principal, permission), stands_alone(Enterprise.id))


def known_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people name the enterprises they see, and those that were merged with one."""
    ids = sorted(principal.school_ids(permission))
    if not ids:
        return false()
    partner = exists(
        select(Partnership.id).where(
            Partnership.enterprise_id == Enterprise.id, Partnership.school_id.in_(ids)
        )
    )
    claimed = exists(select(Partnership.id).where(Partnership.enterprise_id == Enterprise.id))
    return or_(partner, ~claimed)


def tutor_visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the tutors of the enterprises they see."""
    return owned_visible_to(Tutor, principal, permission)


def owned_visible_to(
    model: type[Owned],
    principal: Principal,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> ColumnElement[bool]:
    """Let people see what belongs to the enterprises they see."""
    # Whoever asks may have joined enterprises too: the list of those seen stands by itself.
    seen = select(Enterprise.id).where(visible_to(principal, permission)).correlate(None)
    return model.enterprise_id.in_(seen)


def stands_alone(number: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Keep the rows whose enterprise was not merged with its double: the other stands for it."""
    merged = select(EnterpriseMerge.id).where(EnterpriseMerge.double_id == number)
    return ~merged.correlate(number.class_).exists()
