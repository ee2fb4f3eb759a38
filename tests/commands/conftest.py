"""The command line with a database and a folder of its own."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from talentgrow.cli import group

CAREERS = """\
matricule;métier;famille;unité;date de début;date de fin;prénom;nom;courriel
E1;Préparateur;Logistique;Angers;01/01/2018;31/12/2020;Ada;Lovelace;ada@example.test
E1;Planificateur;Flux;Angers;01/01/2021;;Ada;Lovelace;ada@example.test
E2;Préparateur;Logistique;Lyon;01/06/2019;;Bob;Noyce;bob@example.test
"""


@contextmanager
def closing_connections():
    """Close what a command opened, as the end of its process would."""
    engines = set()

    def note(connection):
        engines.add(connection.engine)

    sa.event.listen(sa.engine.Engine, "engine_connect", note)
    try:
        yield
    finally:
        sa.event.remove(sa.engine.Engine, "engine_connect", note)
        for engine in engines:
            engine.dispose()


class Terminal:
    """Run commands as one installation does, and look into its database from outside."""

    def __init__(self, url, folder):
        self.url = url
        self.variables = {
            "DATABASE_URL": url,
            "TALENTGROW_INSTANCE": str(folder / "instance"),
            "TALENTGROW_LOG_LEVEL": "CRITICAL",
        }

    def run(self, *words, typed=None, **variables):
        with closing_connections():
            result = CliRunner().invoke(
                group, [str(word) for word in words], input=typed, env=self.variables | variables
            )
        expected = result.exception is None or isinstance(result.exception, SystemExit)
        assert expected, f"{result.exception!r}\n{result.output}"
        return result

    def count(self, *tables):
        engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            counts = [connection.scalar(sa.text(f"SELECT count(*) FROM {name}")) for name in tables]
        engine.dispose()
        return counts

    def look(self, question):
        engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(sa.text(question))]
        engine.dispose()
        return rows


@pytest.fixture
def bare_terminal(new_database, tmp_path):
    """A terminal of an installation on which no command was ever run."""
    return Terminal(new_database(), tmp_path)


@pytest.fixture(scope="session")
def upgraded(new_database, tmp_path_factory):
    """What `talentgrow upgrade` makes of an empty database, to be copied."""
    terminal = Terminal(new_database(), tmp_path_factory.mktemp("upgraded"))
    terminal.run("upgrade")
    return terminal.url


@pytest.fixture
def terminal(new_database, upgraded, tmp_path):
    return Terminal(new_database(like=upgraded), tmp_path)


@pytest.fixture
def careers(tmp_path):
    path = tmp_path / "careers.csv"
    path.write_text(CAREERS)
    return path


@pytest.fixture(scope="session")
def with_careers(new_database, upgraded, tmp_path_factory):
    """A database into which the careers were imported, to be copied."""
    folder = tmp_path_factory.mktemp("with-careers")
    terminal = Terminal(new_database(like=upgraded), folder)
    (folder / "careers.csv").write_text(CAREERS)
    terminal.run("import", "assignments", folder / "careers.csv")
    return terminal.url


@pytest.fixture
def imported(new_database, with_careers, tmp_path):
    """A terminal whose database holds the careers."""
    return Terminal(new_database(like=with_careers), tmp_path)
