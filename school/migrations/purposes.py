"""One more purpose of signed links, or one less, whatever the others are by then."""

import re
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

TABLE = "signed_links"
CONSTRAINT = "ck_signed_links_purpose"
_WRITTEN = re.compile(r"'([a-z_]+)'")


def allow_purposes(*added: str) -> None:
    """Let links have these purposes beside those they may have already."""
    _restrict([*(one for one in _allowed() if one not in added), *added])


def forbid_purposes(*removed: str) -> None:
    """Delete the links of these purposes, and let there be no more of them."""
    links = sa.table(TABLE, sa.column("purpose", sa.String()))
    op.execute(links.delete().where(links.c.purpose.in_(removed)))
    _restrict(one for one in _allowed() if one not in removed)


def _allowed() -> list[str]:
    checks = sa.inspect(op.get_bind()).get_check_constraints(TABLE)
    written = next(str(one["sqltext"]) for one in checks if one["name"] == CONSTRAINT)
    return _WRITTEN.findall(written)


def _restrict(purposes: Iterable[str]) -> None:
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(CONSTRAINT), type_="check")
        batch_op.create_check_constraint(batch_op.f(CONSTRAINT), f"purpose IN ({listed})")
