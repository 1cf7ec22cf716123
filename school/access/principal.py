"""The person who asks: roles, schools, and what they are in the records."""

from dataclasses import dataclass, field

from school.access.permissions import Permission
from school.access.roles import Role, allows

STATEMENTS_KEPT = 256
"""How many people's statements a query keeps: writing one takes longer than its answer, often."""


@dataclass(frozen=True)
class Grant:
    """A role held in a school; the ministry's bears on every school and names none."""

    role: Role
    school_id: int | None = None


@dataclass(frozen=True)
class Principal:
    """Who asks. Nobody (`ANONYMOUS`) holds no grant and is allowed nothing."""

    account_id: int | None = None
    session_id: int | None = None
    name: str = ""
    language: str = "fr"
    grants: frozenset[Grant] = field(default_factory=frozenset)
    staff_id: int | None = None
    trainee_id: int | None = None
    tutor_id: int | None = None

    @property
    def is_signed_in(self) -> bool:
        """Tell whether somebody signed in."""
        return self.account_id is not None

    def may(self, permission: Permission) -> bool:
        """Tell whether any role of the person allows a thing."""
        return any(allows(grant.role, permission) for grant in self.grants)

    def has_role(self, role: Role) -> bool:
        """Tell whether the person holds a role anywhere."""
        return any(grant.role is role for grant in self.grants)

    def school_ids(self, permission: Permission) -> frozenset[int]:
        """Give the schools in which the person's roles allow a thing."""
        return frozenset(
            grant.school_id
            for grant in self.grants
            if grant.school_id is not None and allows(grant.role, permission)
        )

    def sees_all_schools(self, permission: Permission) -> bool:
        """Tell whether a thing is allowed across every school: the ministry alone."""
        return any(
            grant.role is Role.MINISTRY and allows(grant.role, permission) for grant in self.grants
        )


ANONYMOUS = Principal()
