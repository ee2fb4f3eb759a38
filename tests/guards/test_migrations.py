"""The migrated schema is the one the models describe; each migration can be taken back."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from talentgrow import create_app
from talentgrow.config import Settings
from talentgrow.infra.db import db
from tests.guards.source import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture
def empty_app(new_database, tmp_path):
    """An application on a new database, without any table."""
    empty = create_app(
        Settings(
            secret_key="k" * 40,
            database_url=new_database(),
            instance=str(tmp_path),
            log_level="CRITICAL",
        )
    )
    with empty.app_context():
        yield empty
        db.engine.dispose()


def test_migrations_are_numbered_in_one_line():
    numbers = [int(path.name[:4]) for path in VERSIONS]

    assert numbers == list(range(1, len(numbers) + 1))


def test_migrated_schema_is_that_of_the_models(empty_app):
    upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrations_go_down_and_up_again(empty_app):
    upgrade()
    downgrade(revision="base")

    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert "assignment" in sa.inspect(db.engine).get_table_names()


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_migrations_import_no_models(path):
    assert "talentgrow" not in path.read_text()
