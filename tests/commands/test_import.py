"""`talentgrow import`: a file goes in as a whole, or not at all with the reasons."""

import pytest

from tests.commands.conftest import CAREERS

ALL = ("assignment", "person", "job", "job_family", "unit", "import_run", "snapshot", "audit_event")


class TestGoodFile:
    def test_is_stored_counted_and_computed(self, bare_terminal, careers):
        result = bare_terminal.run("import", "assignments", careers)

        assert result.exit_code == 0
        assert "careers.csv: 3 assignments, 3 were added, 0 changed, 0 unchanged." in result.output
        assert "New: 2 people, 2 jobs, 2 families, 2 units." in result.output
        assert bare_terminal.count(*ALL) == [3, 2, 2, 2, 2, 1, 1, 1]

    def test_a_second_time_changes_nothing_and_computes_nothing(self, imported, careers):
        before = imported.count(*ALL)

        result = imported.run("import", "assignments", careers)

        assert "0 were added, 0 changed, 3 unchanged" in result.output
        assert imported.count(*ALL) == before

    def test_a_changed_file_is_one_more_import_and_graph(self, imported, careers):
        careers.write_text(CAREERS.replace("01/06/2019;;", "01/06/2019;30/06/2024;"))

        result = imported.run("import", "assignments", careers)

        assert "0 were added, 1 changed, 2 unchanged" in result.output
        assert imported.count("import_run", "snapshot") == [2, 2]

    def test_names_which_come_later_are_told(self, imported, careers):
        careers.write_text(CAREERS.replace("Bob;Noyce", "Robert;Noyce"))

        result = imported.run("import", "assignments", careers)

        assert "Names or addresses: 1 people were changed." in result.output
        assert imported.look("SELECT first_name FROM person ORDER BY employee_number") == [
            ("Ada",),
            ("Robert",),
        ]

    def test_the_first_brings_skills_to_choose_from(self, imported, careers):
        (skills,) = imported.count("skill")
        assert skills > 0

        imported.run("import", "assignments", careers)

        assert imported.count("skill") == [skills]


class TestDryRun:
    def test_says_what_would_be_and_leaves_no_trace(self, terminal, careers):
        result = terminal.run("import", "assignments", careers, "--dry-run")

        assert result.exit_code == 0
        assert "3 would be added" in result.output
        assert terminal.count(*ALL, "skill") == [0] * 9

    def test_before_a_change_leaves_what_was_stored(self, imported, careers):
        before = imported.count(*ALL)
        careers.write_text(CAREERS.replace("01/06/2019;;", "01/06/2019;30/06/2024;"))

        result = imported.run("import", "assignments", careers, "--dry-run")

        assert "0 would be added, 1 changed" in result.output
        assert imported.count(*ALL) == before
        assert imported.look("SELECT count(*) FROM assignment WHERE ended_on IS NULL") == [(2,)]


class TestRefusedFile:
    BAD = CAREERS + "E3;;Flux;Angers;someday;;Cy;Borg;bob@example.test\nE4;x\n"

    def test_stores_nothing_and_says_where_and_why(self, terminal, careers):
        careers.write_text(self.BAD)

        result = terminal.run("import", "assignments", careers)

        assert result.exit_code == 1
        assert "3 values are refused in 2 lines. Nothing was stored." in result.output
        for words in ["line 5, métier", "line 5, date de début", "someday", "line 6"]:
            assert words in result.output
        assert terminal.count(*ALL) == [0] * 8

    def test_finds_what_only_the_whole_can_tell(self, terminal, careers):
        careers.write_text(CAREERS.replace("bob@example.test", "ada@example.test"))

        result = terminal.run("import", "assignments", careers)

        assert result.exit_code == 1
        assert "line 4, courriel" in result.output

    def test_speaks_french_when_asked(self, terminal, careers):
        careers.write_text(self.BAD)

        english = terminal.run("import", "assignments", careers).output
        french = terminal.run("import", "assignments", careers, "--language", "fr").output

        assert "This column must not be empty." in " ".join(english.split())
        assert "line 5" not in french

    def test_shows_the_first_twenty_and_how_many_more(self, terminal, careers):
        careers.write_text(CAREERS + "".join(f"E{n};;;;;;;;\n" for n in range(10, 25)))

        result = terminal.run("import", "assignments", careers)

        assert "… and 10 more." in result.output
        assert "30 values are refused" in result.output

    @pytest.mark.parametrize(
        "value", ["[/bold]", "[red]x", "[link=http://evil.example]", "\\[", "{x}"]
    )
    def test_signs_of_the_terminal_in_a_value_are_only_signs(self, terminal, careers, value):
        careers.write_text(CAREERS + f"E3;Pilote;;;{value};;;;\n")

        result = terminal.run("import", "assignments", careers)

        assert result.exit_code == 1
        assert value in result.output

    def test_a_value_cannot_command_the_terminal(self, terminal, careers):
        careers.write_text(CAREERS + "E3;Pi\x1b[2Jlote\x07;;;2020-01-01;;;;\n")

        result = terminal.run("import", "assignments", careers)

        assert result.exit_code == 1
        assert "\x1b[2J" not in result.output
        assert "\x07" not in result.output

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (None, "No such file"),
            (b"", "is empty"),
            (b"\x00" * 100, "no text file"),
            (b"\x1f\x8bnothing", "no readable gzip file"),
            (b"a,b\n1,2\n", "“Employee number”"),
        ],
        ids=["missing", "empty", "binary", "broken gzip", "other columns"],
    )
    def test_an_unreadable_one_is_said_in_a_sentence(self, terminal, tmp_path, content, words):
        path = tmp_path / "odd.csv"
        if content is not None:
            path.write_bytes(content)

        result = terminal.run("import", "assignments", path)

        assert result.exit_code == 1
        assert words in " ".join(result.output.split())


class TestCorrections:
    def test_are_written_mended_and_imported(self, terminal, careers, tmp_path):
        careers.write_text(CAREERS.replace("01/06/2019", "31/06/2019"))
        path = tmp_path / "to-mend.csv"

        refused = terminal.run("import", "assignments", careers, "--corrections", path)
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("31/06/2019", "30/06/2019"))
        result = terminal.run("import", "assignments", path)

        assert "to-mend.csv holds the whole file" in refused.output
        assert text.splitlines()[1].startswith("E2;Préparateur")
        assert "This is no date." in text
        assert result.exit_code == 0
        assert terminal.count("assignment") == [3]

    def test_may_be_a_spreadsheet(self, terminal, careers, tmp_path):
        careers.write_text(CAREERS.replace("01/06/2019", "x"))
        path = tmp_path / "to-mend.xlsx"

        terminal.run("import", "assignments", careers, "--corrections", path)

        assert path.read_bytes().startswith(b"PK")
        assert "This is no date." in " ".join(
            terminal.run("import", "assignments", path).output.split()
        )


class TestOtherKinds:
    FILES = {
        "units": "code;nom\nA;Angers\n",
        "people": "matricule;prénom\nE1;Ada\n",
        "jobs": "code;intitulé\nJ1;Cariste\nJ2;Pilote\n",
        "assignments": "matricule;métier;du\nE1;J1;2020-01-01\n",
        "skills": "code;nom\nS1;Négociation\n",
        "requirements": "métier;compétence;niveau\nJ1;S1;3\n",
        "person-skills": "matricule;compétence;niveau\nE1;S1;2\n",
        "bridges": "du métier;vers le métier\nJ1;J2\n",
    }

    def test_go_in_one_after_the_other_and_change_nothing_twice(self, terminal, tmp_path):
        for again in (False, True):
            for kind, text in self.FILES.items():
                path = tmp_path / f"{kind}.csv"
                path.write_text(text)

                result = terminal.run("import", kind, path)

                assert result.exit_code == 0, result.output
                assert ("0 were added, 0 changed" in result.output) is again, kind
        assert terminal.count("import_run") == [8]

    def test_columns_can_be_named_by_hand(self, terminal, tmp_path):
        path = tmp_path / "odd.csv"
        path.write_text("Qui;Comment\nE1;Ada\n")

        result = terminal.run(
            "import", "people", path, "--map", "Qui=employee_number", "--map", "Comment=first_name"
        )

        assert result.exit_code == 0
        assert terminal.look("SELECT first_name FROM person") == [("Ada",)]

    @pytest.mark.parametrize("pair", ["Qui=nonsense", "Nobody=employee_number", "="])
    def test_a_name_that_means_nothing_is_refused_in_words(self, terminal, tmp_path, pair):
        path = tmp_path / "odd.csv"
        path.write_text("Qui\nE1\n")

        result = terminal.run("import", "people", path, "--map", pair)

        assert result.exit_code == 1
        assert "Error: " in result.output


@pytest.mark.slow
def test_real_careers_of_a_whole_state_go_in_and_change_nothing_twice(terminal, evaluation_data):
    path = evaluation_data / "nd_state_assignments.csv.gz"

    first = terminal.run("import", "assignments", path)

    assert "26,786 assignments, 26,786 were added" in first.output
    assert terminal.count("assignment", "person", "job", "job_family", "unit") == [
        26_786,
        19_065,
        2_905,
        77,
        65,
    ]
    again = terminal.run("import", "assignments", path)
    assert "0 were added, 0 changed, 26,786 unchanged" in again.output
    assert terminal.count("import_run", "snapshot") == [1, 1]
