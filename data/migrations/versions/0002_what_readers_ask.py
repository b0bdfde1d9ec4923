"""What readers ask, and the synonyms of the team"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "known_text",
        sa.Column("digest", TEXT(), nullable=False),
        sa.Column("text", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "query_count",
        sa.Column("text", TEXT(), nullable=False),
        sa.Column("month", TEXT(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("abandoned", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text", "month"),
    )
    op.create_table(
        "seen_query",
        sa.Column("text", TEXT(), nullable=False),
        sa.Column("reader", TEXT(), nullable=False),
        sa.Column("month", TEXT(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("text", "reader", "month"),
    )
    op.create_index("ix_seen_query_month", "seen_query", ["month"])
    op.create_table(
        "team_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("means", sa.JSON(), nullable=False),
        sa.Column("both", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("before", sa.Float(), nullable=False),
        sa.Column("after", sa.Float(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    for table in ("team_synonym", "seen_query", "query_count", "known_text"):
        op.drop_table(table)
