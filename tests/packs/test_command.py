"""`talentgrow pack`: families of ROME or ESCO from the command line."""

import pytest

from tests.commands.conftest import Terminal
from tests.packs.conftest import ESCO, ROME

CATALOGUES = ("job", "skill", "requirement", "bridge")
ALL = (*CATALOGUES, "pack", "pack_run", "audit_event")


@pytest.fixture
def terminal(new_database, tmp_path):
    return Terminal(new_database(), tmp_path)


@pytest.fixture
def write(tmp_path):
    """Return a function which writes files and gives their paths."""

    def write(files):
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        return [tmp_path / name for name in files]

    return write


def test_families_are_loaded_and_the_graph_computed(terminal, write):
    result = terminal.run("pack", "rome", *write(ROME), "--family", "A", "--family", "M12")

    assert result.exit_code == 0
    assert "ROME 3.47: 4 jobs, 6 skills, 8 requirements, 4 ways between jobs." in result.output
    assert "Source: France Travail, ROME. Licence Ouverte 2.0." in result.output
    assert "3 jobs, 5 skills, 6 requirements and 3 bridges were added." in result.output
    assert terminal.count(*CATALOGUES, "snapshot") == [3, 5, 6, 3, 1]


def test_a_second_time_adds_nothing(terminal, write):
    files = write(ROME)
    terminal.run("pack", "rome", *files, "--family", "all")
    before = terminal.count(*CATALOGUES)

    result = terminal.run("pack", "rome", *files, "--family", "all")

    assert "0 jobs, 0 skills, 0 requirements and 0 bridges were added." in result.output
    assert "Left alone: 4 jobs with the same code" in result.output
    assert terminal.count(*CATALOGUES) == before


def test_a_dry_run_leaves_no_trace(terminal, write, tmp_path):
    result = terminal.run("pack", "esco", *write(ESCO), "--family", "24", "--dry-run")

    assert "1 jobs, 2 skills, 2 requirements and 0 bridges would be added." in result.output
    assert terminal.count(*ALL) == [0] * len(ALL)
    assert not list((tmp_path / "instance").glob("packs/*/*"))


def test_without_a_family_the_pack_is_kept_and_its_families_listed(terminal, write):
    result = terminal.run("pack", "esco", *write(ESCO))

    assert "Accountant" not in result.output
    assert "Plant and machine operators" in result.output
    assert terminal.count(*CATALOGUES, "pack") == [0, 0, 0, 0, 1]


def test_levels_are_chosen(terminal, write):
    terminal.run(
        "pack", "esco", *write(ESCO), "--family", "2", "--essential-level", 5, "--optional-level", 0
    )

    assert terminal.look("SELECT DISTINCT level FROM requirement") == [(5,)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--family", "Z"], "One of the families is not in this pack"),
        (["--family", "A", "--essential-level", "9"], "at a level from 1 to 5"),
    ],
)
def test_a_wrong_choice_is_said_in_a_sentence(terminal, write, words, told):
    result = terminal.run("pack", "rome", *write(ROME), *words)

    assert result.exit_code == 1
    assert told in result.output
    assert terminal.count(*ALL) == [0] * len(ALL)


def test_the_wrong_catalogue_is_said_in_a_sentence(terminal, write):
    result = terminal.run("pack", "rome", *write(ESCO))

    assert result.exit_code == 1
    assert "These files do not belong to ROME." in result.output
