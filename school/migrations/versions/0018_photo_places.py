"""Where photos were taken, for the schools that wish to keep it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CHECKS = {
    "place_is_whole": "(latitude IS NULL) = (longitude IS NULL)",
    "latitude_of_earth": "latitude BETWEEN -90000000 AND 90000000",
    "longitude_of_earth": "longitude BETWEEN -180000000 AND 180000000",
}


def upgrade() -> None:
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keeps_photo_places", sa.Boolean(), nullable=True))
    op.execute("UPDATE schools SET keeps_photo_places = false")
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.alter_column(
            "keeps_photo_places", existing_type=sa.Boolean(), nullable=False
        )
    with op.batch_alter_table("sheet_photos", schema=None) as batch_op:
        batch_op.add_column(sa.Column("latitude", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.BigInteger(), nullable=True))
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_sheet_photos_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table("sheet_photos", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_sheet_photos_{name}"), type_="check")
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
    with op.batch_alter_table("schools", schema=None) as batch_op:
        batch_op.drop_column("keeps_photo_places")
