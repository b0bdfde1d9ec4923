"""Advisors' dossiers, what is in them, what was shared; their saved searches"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime
OPINIONS = ("yes", "no")


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXT(), nullable=False),
        sa.Column("need", TEXT(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT(), nullable=False),
        sa.Column("updated_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_dossier_owner_id", "dossier", ["owner_id"])
    op.create_table(
        "dossier_item",
        sa.Column("dossier_id", TEXT(), nullable=False),
        sa.Column("formation_id", TEXT(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", TEXT(), nullable=False),
        sa.Column("note", TEXT(), nullable=False),
        sa.Column("search", TEXT(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column(
            "opinion",
            sa.Enum(*OPINIONS, name="opinion", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("word", TEXT(), nullable=False),
        sa.Column("answered_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("dossier_id", "formation_id"),
    )
    op.create_table(
        "dossier_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", TEXT(), nullable=False),
        sa.Column("happened_at", MOMENT(), nullable=False),
        sa.Column("who", TEXT(), nullable=False),
        sa.Column("what", TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_dossier_event_dossier_id", "dossier_event", ["dossier_id"])
    op.create_table(
        "dossier_share",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("dossier_id", TEXT(), nullable=False),
        sa.Column("formations", sa.JSON(), nullable=False),
        sa.Column("with_notes", sa.Boolean(), nullable=False),
        sa.Column("message", TEXT(), nullable=False),
        sa.Column("created_at", MOMENT(), nullable=False),
        sa.Column("expires_at", MOMENT(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_dossier_share_dossier_id", "dossier_share", ["dossier_id"])
    op.create_table(
        "saved_search",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("search", TEXT(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("seen_at", MOMENT(), nullable=False),
        sa.Column("created_at", MOMENT(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_saved_search_owner_id", "saved_search", ["owner_id"])


def downgrade() -> None:
    tables = ("saved_search", "dossier_share", "dossier_event", "dossier_item", "dossier")
    for table in tables:
        op.drop_table(table)
