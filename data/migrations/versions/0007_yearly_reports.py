"""The yearly reports, the learners one by one, and the life of a label"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "label_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("formation_id", TEXT(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "change",
            sa.Enum(
                "granted",
                "renewed",
                "restored",
                "suspended",
                "withdrawn",
                "expired",
                name="labelchange",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", TEXT(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_label_event_formation_id", "label_event", ["formation_id"])
    op.create_table(
        "past_year",
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=True),
        sa.Column("started", sa.Integer(), nullable=True),
        sa.Column("dropped_out", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("social_hours", sa.Integer(), nullable=True),
        sa.Column("professional_hours", sa.Integer(), nullable=True),
        sa.Column("support_hours", sa.Integer(), nullable=True),
        sa.Column("undated_finished", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "yearly_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("formation_id", TEXT(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("title", TEXT(), nullable=False),
        sa.Column("provider_code", TEXT(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("region_code", TEXT(), nullable=False),
        sa.Column("network", TEXT(), nullable=True),
        sa.Column("operator", TEXT(), nullable=False),
        sa.Column(
            "legal_status",
            sa.Enum(
                "association",
                "company",
                "public",
                "esus",
                "higher_education",
                "local_authority",
                "foundation",
                name="legalstatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "certification",
            sa.Enum(
                "rncp_title",
                "rncp_block",
                "diploma",
                "rs",
                "cqp",
                "other",
                "attestation",
                name="certificationkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "modality",
            sa.Enum("onsite", "online", "blended", name="modality", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "programme",
            sa.Enum("pia", "pic", name="programme", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("family_code", TEXT(), nullable=True),
        sa.Column("trade_code", TEXT(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("months", sa.Float(), nullable=True),
        sa.Column("grant_cents", sa.BigInteger(), nullable=True),
        sa.Column("budget_eur", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "not_asked",
                "asked",
                "draft",
                "submitted",
                name="reportstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("submitted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("submitted_by", TEXT(), nullable=True),
        sa.Column("sessions_started", sa.Integer(), nullable=True),
        sa.Column("sessions_finished", sa.Integer(), nullable=True),
        sa.Column("large_groups", sa.Boolean(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=True),
        sa.Column("admitted", sa.Integer(), nullable=True),
        sa.Column("social_hours", sa.Integer(), nullable=True),
        sa.Column("professional_hours", sa.Integer(), nullable=True),
        sa.Column(
            "approach",
            sa.Enum(
                "whole_project",
                "real_mission",
                "experts",
                "running_project",
                "hackathon",
                "flipped",
                "portfolio",
                "questioning",
                name="approach",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("immersion_months", sa.Float(), nullable=True),
        sa.Column("salaries_women", sa.Integer(), nullable=True),
        sa.Column("mean_salary_women_eur", sa.Integer(), nullable=True),
        sa.Column("salaries_men", sa.Integer(), nullable=True),
        sa.Column("mean_salary_men_eur", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("formation_id", "year"),
    )
    op.create_index("ix_yearly_report_provider_code", "yearly_report", ["provider_code"])
    op.create_index("ix_yearly_report_year", "yearly_report", ["year"])
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("region_code", TEXT(), nullable=False),
        sa.Column("programme", TEXT(), nullable=False),
        sa.Column("sex", sa.SmallInteger(), nullable=False),
        sa.Column("age", sa.SmallInteger(), nullable=False),
        sa.Column("education", sa.SmallInteger(), nullable=False),
        sa.Column("situation", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("funded", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.SmallInteger(), nullable=True),
        sa.Column("career_change", sa.Boolean(), nullable=False),
        sa.Column("immersion_weeks", sa.SmallInteger(), nullable=True),
        sa.Column("salary_eur", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_learner_course",
        "learner",
        [
            "year",
            "state",
            "online",
            "age",
            "situation",
            "outcome",
            "career_change",
            "immersion_weeks",
        ],
    )
    op.create_index(
        "ix_learner_profile",
        "learner",
        [
            "year",
            "region_code",
            "programme",
            "sex",
            "education",
            "situation",
            "priority",
            "funded",
            "again",
        ],
    )
    op.create_index("ix_learner_report_id", "learner", ["report_id"])
    op.create_index(
        "ix_learner_salary",
        "learner",
        ["year", "report_id", "sex", "salary_eur"],
        sqlite_where=sa.text("salary_eur IS NOT NULL"),
        postgresql_where=sa.text("salary_eur IS NOT NULL"),
    )
    op.create_table(
        "report_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("corrected_by", TEXT(), nullable=False),
        sa.Column("field", TEXT(), nullable=False),
        sa.Column("before", TEXT(), nullable=True),
        sa.Column("after", TEXT(), nullable=True),
        sa.Column("reason", TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_correction_report_id", "report_correction", ["report_id"])
    op.create_table(
        "report_count",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "sex",
                "age",
                "education",
                "state",
                "situation",
                "outcome",
                "priority",
                "target",
                "career_change",
                "funded",
                "immersion",
                name="question",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.SmallInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "question", "code"),
    )
    op.create_table(
        "report_funding",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "scheme",
            sa.Enum(
                "label",
                "region",
                "public",
                "aif",
                "own_funds",
                "esf",
                "alternance",
                "poe",
                "private",
                "in_kind",
                "own_sales",
                "poec_digital",
                "cget",
                "vouchers",
                "cpf",
                "other_calls",
                "other",
                name="scheme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "scheme"),
    )
    op.create_table(
        "report_trade",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("trade_code", TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "trade_code"),
    )
    op.create_table(
        "report_reminder",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sent",
                "failed",
                "no_contact",
                name="reminderstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "wave"),
    )
    # From now on only trainings whose label is in force are shown.
    op.execute(
        "UPDATE formation SET published = false"
        " WHERE id IN (SELECT formation_id FROM label WHERE status <> 'active')"
    )


def downgrade() -> None:
    op.drop_table("report_reminder")
    op.drop_table("report_trade")
    op.drop_table("report_funding")
    op.drop_table("report_count")
    op.drop_table("report_correction")
    op.drop_table("learner")
    op.drop_table("yearly_report")
    op.drop_table("past_year")
    op.drop_table("label_event")
