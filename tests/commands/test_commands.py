"""The other commands: each does one thing, says what it did, and fails with a sentence."""

import io
import subprocess
import sys

import networkx as nx
import pytest
from click.testing import CliRunner

from talentgrow.cli import COMMANDS, group
from talentgrow.config import Settings, variable_of

PASSWORD = ["--password", "a long enough password"]


class TestHelp:
    def test_comes_without_loading_the_application(self):
        program = (
            "import sys\n"
            "from talentgrow.cli import group\n"
            "try:\n    group.main(['--help'], prog_name='talentgrow')\n"
            "except SystemExit as end:\n    assert not end.code\n"
            "heavy = {'flask', 'sqlalchemy', 'numpy', 'networkx', 'rich'} & set(sys.modules)\n"
            "assert not heavy, heavy\n"
        )

        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

        assert done.returncode == 0, done.stderr
        for name, (summary, _module) in COMMANDS.items():
            assert name in done.stdout
            assert summary in done.stdout

    @pytest.mark.parametrize("name", COMMANDS)
    def test_each_command_explains_itself(self, name):
        result = CliRunner().invoke(group, [name, "--help"])

        assert result.exit_code == 0
        assert "Usage:" in result.output

    def test_an_unknown_command_is_said(self):
        result = CliRunner().invoke(group, ["fly"])

        assert result.exit_code == 2
        assert "No such command 'fly'" in result.output

    def test_the_program_can_be_started_as_a_module(self):
        done = subprocess.run(
            [sys.executable, "-m", "talentgrow.cli", "-h"], capture_output=True, text=True
        )

        assert done.returncode == 0
        assert "talentgrow" in done.stdout


class TestUpgrade:
    def test_makes_the_database_and_may_run_again(self, bare_terminal):
        for _time in range(2):
            result = bare_terminal.run("upgrade")
            assert result.output == "The database is up to date.\n"

        assert bare_terminal.count("person", "alembic_version") == [0, 1]


class TestAccount:
    def test_lets_a_person_sign_in_with_roles(self, imported):
        result = imported.run("account", "E1", "--role", "hr", "--role", "admin", *PASSWORD)

        assert result.output == "Ada Lovelace signs in as ada@example.test.\n"
        assert imported.look("SELECT email FROM account") == [("ada@example.test",)]
        assert imported.look("SELECT name FROM granted_role ORDER BY name") == [("admin",), ("hr",)]

    def test_asks_for_the_password_twice_and_never_shows_it(self, imported):
        result = imported.run("account", "E1", typed="a long enough password\n" * 2)

        assert result.exit_code == 0
        assert "a long enough" not in result.output

    def test_the_password_is_stored_as_a_hash(self, imported):
        imported.run("account", "E1", *PASSWORD)

        ((stored,),) = imported.look("SELECT password FROM account")
        assert stored.startswith("$argon2id$")

    def test_gives_an_address_to_somebody_without(self, imported):
        imported.run("account", "E2", "--email", "  Robert@Example.TEST ", *PASSWORD)

        assert imported.look("SELECT email FROM person WHERE employee_number = 'E2'") == [
            ("robert@example.test",)
        ]
        assert imported.look("SELECT email FROM account") == [("robert@example.test",)]

    def test_run_again_changes_roles_password_and_address(self, imported):
        imported.run("account", "E1", "--role", "hr", *PASSWORD)
        before = imported.look("SELECT password, fs_uniquifier FROM account")

        imported.run(
            "account", "E1", "--role", "admin", "--email", "new@example.test",
            "--password", "another long password",
        )  # fmt: skip

        after = imported.look("SELECT password, fs_uniquifier FROM account")
        assert imported.look("SELECT name FROM granted_role") == [("admin",)]
        assert imported.look("SELECT email FROM account") == [("new@example.test",)]
        assert before[0][0] != after[0][0]
        assert before[0][1] != after[0][1]

    @pytest.mark.parametrize(("option", "roles"), [([], [("hr",)]), (["--role", "none"], [])])
    def test_roles_stay_unless_they_are_taken_away(self, imported, option, roles):
        imported.run("account", "E1", "--role", "hr", *PASSWORD)

        imported.run("account", "E1", *option, *PASSWORD)

        assert imported.look("SELECT name FROM granted_role") == roles

    def test_leaves_a_trace(self, imported):
        imported.run("account", "E1", *PASSWORD)
        imported.run("account", "E1", *PASSWORD)

        kinds = imported.look("SELECT kind FROM audit_event ORDER BY id")
        assert kinds[-2:] == [("accounts.opened",), ("accounts.changed",)]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["E9", *PASSWORD], "Nobody has the employee number E9."),
            (["E1", "--password", "short"], "The password needs 12 characters."),
            (["E1", "--role", "king", *PASSWORD], "'king' is not one of"),
            (["E1", "--email", "bob@example.test", *PASSWORD], "address"),
            (["E1", "--email", "no address", *PASSWORD], "address"),
        ],
    )
    def test_refuses_with_a_sentence_and_changes_nothing(self, imported, words, said):
        result = imported.run("account", *words)

        assert result.exit_code != 0
        assert said in result.output
        assert imported.count("account") == [0]
        assert ("ada@example.test",) in imported.look("SELECT email FROM person")

    def test_hr_for_a_part_of_the_organisation(self, imported):
        ((code,),) = imported.look("SELECT code FROM unit ORDER BY code LIMIT 1")
        kept = "SELECT unit.code FROM role_scope JOIN unit ON unit.id = unit_id"

        imported.run("account", "E1", "--role", "hr", "--scope-unit", code, *PASSWORD)
        assert imported.look(kept) == [(code,)]
        imported.run("account", "E1", *PASSWORD)
        assert imported.look(kept) == [(code,)]
        imported.run("account", "E1", "--role", "hr", *PASSWORD)
        assert imported.look(kept) == []

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--role", "hr", "--scope-site", "NOWHERE"], "No site has the code “NOWHERE”."),
            (["--role", "hr", "--scope-unit", "NOWHERE"], "No unit has the code “NOWHERE”."),
        ],
    )
    def test_a_part_that_does_not_exist_changes_nothing(self, imported, words, said):
        result = imported.run("account", "E1", *words, *PASSWORD)

        assert said in result.output
        assert imported.count("account") == [0]

    def test_somebody_without_address_needs_one(self, terminal, careers):
        careers.write_text("matricule,métier,début\nE1,Pilote,2020-01-01\n")
        terminal.run("import", "assignments", careers)

        result = terminal.run("account", "E1", *PASSWORD)

        assert result.exit_code == 1
        assert terminal.count("account") == [0]


class TestRebuild:
    def test_says_so_when_nothing_has_changed(self, imported):
        result = imported.run("rebuild")

        assert result.output == "Nothing has changed since the last graph.\n"
        assert imported.count("snapshot") == [1]

    def test_computes_what_is_there(self, terminal):
        terminal.run("upgrade")

        result = terminal.run("rebuild")

        assert result.output == "0 jobs, 0 moves, 0 renamed.\n"
        assert terminal.count("snapshot") == [1]


class TestExportGraph:
    def test_writes_what_networkx_reads(self, imported, tmp_path):
        path = tmp_path / "graph.graphml"

        result = imported.run("export-graph", path)

        graph = nx.read_graphml(io.BytesIO(path.read_bytes()), node_type=int)
        assert "2 jobs" in result.output
        assert graph.number_of_nodes() == 2
        titles = {str(value) for _, node in graph.nodes(data=True) for value in node.values()}
        assert {"Préparateur", "Planificateur"} <= titles

    def test_without_a_graph_says_what_is_missing(self, terminal, tmp_path):
        terminal.run("upgrade")

        result = terminal.run("export-graph", tmp_path / "graph.graphml")

        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
        assert not (tmp_path / "graph.graphml").exists()

    def test_into_a_folder_which_does_not_exist_says_so(self, imported, tmp_path):
        result = imported.run("export-graph", tmp_path / "nowhere" / "graph.graphml")

        assert result.exit_code == 1
        assert "nowhere" in result.output


class TestSettings:
    def test_prints_each_with_its_meaning(self, terminal):
        result = terminal.run("settings", TALENTGROW_ORGANISATION="Hélianne")

        assert "TALENTGROW_ORGANISATION = 'Hélianne'" in result.output
        for name in Settings.__dataclass_fields__:
            assert variable_of(name) in result.output

    def test_never_prints_a_secret(self, terminal):
        result = terminal.run(
            "settings", SECRET_KEY="hush-hush-hush", DATABASE_URL="postgresql://u:pass@h/n"
        )

        assert "hush" not in result.output
        assert "pass@" not in result.output
        assert "SECRET_KEY = (hidden)" in result.output

    def test_an_empty_secret_is_shown_to_be_empty(self, terminal):
        assert "SECRET_KEY = ''" in terminal.run("settings", SECRET_KEY="").output

    @pytest.mark.parametrize("command", ["settings", "upgrade"])
    def test_a_wrong_value_ends_every_command_with_a_sentence(self, terminal, command):
        result = terminal.run(command, TALENTGROW_SMALLEST_GROUP="five")

        assert result.exit_code == 1
        assert "TALENTGROW_SMALLEST_GROUP" in result.output

    def test_a_weak_key_in_production_ends_every_command(self, terminal):
        result = terminal.run("upgrade", TALENTGROW_ENVIRONMENT="production", SECRET_KEY="dev")

        assert result.exit_code == 1
        assert "SECRET_KEY" in result.output
