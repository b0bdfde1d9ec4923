"""What the team decides of labels, salaries by trade, lists of learners by session"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
SALARIES = ((1, "women"), (2, "men"))
WITH_SALARY = sa.text("salary_eur IS NOT NULL")
WITH_SESSION = sa.text("session IS NOT NULL")


def upgrade() -> None:
    _labels()
    _salaries()
    _learners()
    op.add_column(
        "yearly_report",
        sa.Column(
            "area",
            sa.Enum("priority", "elsewhere", "nowhere", name="area", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("yearly_report", sa.Column("sessions_with_women", sa.Integer(), nullable=True))


def _labels() -> None:
    op.create_table(
        "label_decision",
        sa.Column("formation_id", TEXT(), nullable=False),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("decided_by", TEXT(), nullable=False),
        sa.Column(
            "programme",
            sa.Enum("pia", "pic", name="programme", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("call", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "suspended",
                "withdrawn",
                "expired",
                name="labelstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("formation_id"),
    )
    op.add_column("label_event", sa.Column("remark", TEXT(), nullable=True))
    op.add_column("label_event", sa.Column("decided_by", TEXT(), nullable=True))
    op.add_column("label_event", sa.Column("expires_on", sa.Date(), nullable=True))
    op.add_column(
        "formation",
        sa.Column("offered", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    # What a label alone had taken away is still offered by its source.
    op.execute(
        "UPDATE formation SET offered = published OR id IN"
        " (SELECT formation_id FROM label WHERE status <> 'active')"
    )


def _salaries() -> None:
    op.create_table(
        "report_salary",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("trade_code", TEXT(), nullable=False),
        sa.Column("sex", sa.SmallInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("mean_eur", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "trade_code", "sex"),
    )
    for sex, name in SALARIES:
        # What was answered of the whole training told of its first trade.
        op.execute(
            "INSERT INTO report_salary (report_id, trade_code, sex, people, mean_eur)"  # noqa: S608
            f" SELECT id, COALESCE(trade_code, ''), {sex}, salaries_{name}, mean_salary_{name}_eur"
            f" FROM yearly_report WHERE salaries_{name} IS NOT NULL"
            f" OR mean_salary_{name}_eur IS NOT NULL"
        )
        op.drop_column("yearly_report", f"salaries_{name}")
        op.drop_column("yearly_report", f"mean_salary_{name}_eur")


def _learners() -> None:
    op.create_table(
        "learner_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("taken_by", TEXT(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["yearly_report.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_learner_list_report_id", "learner_list", ["report_id"])
    op.add_column("learner", sa.Column("trade_code", TEXT(), nullable=True))
    op.add_column("learner", sa.Column("session", sa.SmallInteger(), nullable=True))
    op.drop_index("ix_learner_salary", "learner")
    op.create_index(
        "ix_learner_salary",
        "learner",
        ["year", "report_id", "sex", "trade_code", "salary_eur"],
        sqlite_where=WITH_SALARY,
        postgresql_where=WITH_SALARY,
    )
    op.create_index(
        "ix_learner_session",
        "learner",
        ["year", "programme", "report_id", "session", "sex"],
        sqlite_where=WITH_SESSION,
        postgresql_where=WITH_SESSION,
    )


def downgrade() -> None:
    op.drop_column("yearly_report", "sessions_with_women")
    op.drop_column("yearly_report", "area")
    op.drop_index("ix_learner_session", "learner")
    op.drop_index("ix_learner_salary", "learner")
    op.drop_column("learner", "session")
    op.drop_column("learner", "trade_code")
    op.create_index(
        "ix_learner_salary",
        "learner",
        ["year", "report_id", "sex", "salary_eur"],
        sqlite_where=WITH_SALARY,
        postgresql_where=WITH_SALARY,
    )
    op.drop_table("learner_list")
    for sex, name in SALARIES:
        columns = {f"salaries_{name}": "people", f"mean_salary_{name}_eur": "mean_eur"}
        for column, value in columns.items():
            op.add_column("yearly_report", sa.Column(column, sa.Integer(), nullable=True))
            op.execute(
                f"UPDATE yearly_report SET {column} = (SELECT {value} FROM report_salary"  # noqa: S608
                " WHERE report_id = yearly_report.id"
                f" AND trade_code = COALESCE(yearly_report.trade_code, '') AND sex = {sex})"
            )
    op.drop_table("report_salary")
    op.drop_column("formation", "offered")
    for column in ("expires_on", "decided_by", "remark"):
        op.drop_column("label_event", column)
    op.drop_table("label_decision")
