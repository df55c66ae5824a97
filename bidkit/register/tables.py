"""The register's tables as SQLAlchemy sees them; the migrations build them, with triggers against any change."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()

ENTRIES = Table(
    "register_entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("deal", String(64), nullable=False, index=True),
    Column("at", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("key", String(64), nullable=False),
    Column("signature", String(128), nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("head_key", String(64), nullable=False),
    Column("head_signature", String(128), nullable=False),
)

INPUTS = Table(
    "register_input",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)

VERSIONS = "register_version"  # Alembic's own table of which migrations have run
NEWEST = "0001"
