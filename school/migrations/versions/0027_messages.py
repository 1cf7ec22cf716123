"""Messages by mail and SMS, their way to the reader, and what readers chose."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None

MAXIMUM_ATTEMPTS = 8

CHECKS = {
    "channel": "channel IN ('mail', 'sms')",
    "need": "need IN ('act', 'inform')",
    "state": (
        "state IN ('queued', 'sending', 'sent', 'failed', 'given_up', 'gathered', 'withheld')"
    ),
}
NEEDED: dict[str, sa.types.TypeEngine[Any]] = {
    "uuid": sa.String(),
    "channel": sa.String(length=40),
    "need": sa.String(length=40),
    "state": sa.String(length=40),
    "state_at": sa.DateTime(),
    "due_at": sa.DateTime(),
}


def upgrade() -> None:
    with op.batch_alter_table("mail_messages", schema=None) as batch_op:
        for name, kind in NEEDED.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.add_column(sa.Column("name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("school_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("digest_id", sa.Integer(), nullable=True))
    _fill()
    with op.batch_alter_table("mail_messages", schema=None) as batch_op:
        for name, kind in NEEDED.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_mail_messages_{name}"), condition)
        batch_op.create_unique_constraint(batch_op.f("uq_mail_messages_uuid"), ["uuid"])
        batch_op.create_foreign_key(
            batch_op.f("fk_mail_messages_school_id_schools"), "schools", ["school_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_mail_messages_digest_id_mail_messages"),
            "mail_messages",
            ["digest_id"],
            ["id"],
        )
        batch_op.create_index(batch_op.f("ix_mail_messages_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_messages_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_mail_messages_state_mail_messages_due_at"),
            ["state", "due_at"],
            unique=False,
        )
    _create_preferences()


def _fill() -> None:
    op.execute(
        "UPDATE mail_messages SET channel = 'mail', need = 'act', due_at = created_at, "
        "state_at = COALESCE(sent_at, created_at), state = CASE "
        "WHEN sent_at IS NOT NULL THEN 'sent' "
        f"WHEN attempts >= {MAXIMUM_ATTEMPTS} THEN 'given_up' "
        "WHEN attempts > 0 THEN 'failed' ELSE 'queued' END"
    )
    messages = sa.table("mail_messages", sa.column("id"), sa.column("uuid"))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(messages.c.id)).all():
        connection.execute(
            messages.update().where(messages.c.id == number).values(uuid=str(uuid4()))
        )


def _create_preferences() -> None:
    op.create_table(
        "message_preferences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "address",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("news", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "language IN ('fr', 'en')", name=op.f("ck_message_preferences_language")
        ),
        sa.CheckConstraint(
            "news IN ('daily', 'at_once', 'never')", name=op.f("ck_message_preferences_news")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_preferences")),
        sa.UniqueConstraint("address", name=op.f("uq_message_preferences_address")),
    )


def downgrade() -> None:
    op.drop_table("message_preferences")
    op.execute("DELETE FROM mail_messages WHERE channel = 'sms'")
    with op.batch_alter_table("mail_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_messages_state_mail_messages_due_at"))
        batch_op.drop_index(batch_op.f("ix_mail_messages_digest_id"))
        batch_op.drop_index(batch_op.f("ix_mail_messages_school_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_mail_messages_digest_id_mail_messages"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_mail_messages_school_id_schools"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_mail_messages_uuid"), type_="unique")
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_mail_messages_{name}"), type_="check")
        for name in ("name", "school_id", "digest_id", *NEEDED):
            batch_op.drop_column(name)
