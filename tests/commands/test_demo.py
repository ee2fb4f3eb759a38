"""`talentgrow demo`: an empty database is filled once, another one is left alone."""

import socket

ALL = ("person", "assignment", "job", "skill", "skill_claim", "account", "bridge", "snapshot")


def test_fills_an_empty_database_once(bare_terminal):
    first = bare_terminal.run("demo", "--no-serve")
    counts = bare_terminal.count(*ALL)
    second = bare_terminal.run("demo", "--no-serve")

    assert "Setting up the demo company" in first.output
    assert all(counts)
    assert second.output == ""
    assert bare_terminal.count(*ALL) == counts


def test_never_touches_a_database_which_holds_people(imported):
    before = imported.count(*ALL)

    result = imported.run("demo", "--no-serve")

    assert result.exit_code == 0
    assert result.output == ""
    assert imported.count(*ALL) == before


def test_says_when_the_port_is_taken(imported):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        result = imported.run("demo", "--port", port)

    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
