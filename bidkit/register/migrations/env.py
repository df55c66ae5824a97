"""Runs the migrations on the connection that `bidkit.register.opening` hands over, inside its transaction."""

from alembic import context

from bidkit.register.tables import METADATA, VERSIONS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSIONS,
)
context.run_migrations()
