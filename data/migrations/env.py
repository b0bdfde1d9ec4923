"""Alembic's door: runs the versions on the connection that `data.database.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from data import (
    accounts,
    decisions,
    dossiers,
    labels,
    models,
    partners,
    saved_searches,
    shared_profiles,
    yearly,
)

TABLES = (
    *(accounts, decisions, dossiers, labels, models, partners, saved_searches, shared_profiles),
    yearly,
)
assert all(TABLES)  # noqa: S101 - importing the tables is what fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
