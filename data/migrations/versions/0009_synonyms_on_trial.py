"""A synonym is kept before the judged queries have said what it does"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATE = sa.Enum("waiting", "accepted", "refused", name="synonymstate", native_enum=False, length=40)
FIGURES = ("before", "after")


def upgrade() -> None:
    op.add_column(
        "team_synonym", sa.Column("state", STATE, nullable=False, server_default="waiting")
    )
    op.execute(
        "UPDATE team_synonym SET state = CASE WHEN accepted THEN 'accepted' ELSE 'refused' END"
    )
    with op.batch_alter_table("team_synonym") as table:
        table.drop_column("accepted")
        for name in FIGURES:
            table.alter_column(name, existing_type=sa.Float(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM team_synonym WHERE before IS NULL OR after IS NULL")
    op.add_column(
        "team_synonym",
        sa.Column("accepted", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute("UPDATE team_synonym SET accepted = (state = 'accepted')")
    with op.batch_alter_table("team_synonym") as table:
        table.drop_column("state")
        for name in FIGURES:
            table.alter_column(name, existing_type=sa.Float(), nullable=False)
