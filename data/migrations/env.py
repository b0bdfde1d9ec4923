"""Alembic's door: runs the versions on the connection that `data.database.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from data import accounts, labels, models, partners, yearly

# Importing the tables is what fills the metadata.
assert all((accounts, labels, models, partners, yearly))  # noqa: S101

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
