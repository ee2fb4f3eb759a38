"""Start-up and a real import, each in a process of its own and beside a peer."""

import os
import subprocess
import sys
import tempfile
from functools import partial

from benchmarks.report import Table, section
from benchmarks.sources import DataMissing, folder
from benchmarks.timing import HEADINGS, Timings

REPEATS = 7
CASES = {
    "talentgrow --help (budget 500)": ("-m", "talentgrow.cli", "--help"),
    "  peer: python -c pass": ("-c", "pass"),
    "create_app(), imports included (budget 2500)": (
        "-c",
        "from talentgrow import create_app; create_app()",
    ),
    "  peer: import of flask, sqlalchemy, networkx, scipy.sparse": (
        "-c",
        "import flask, flask_sqlalchemy, networkx, scipy.sparse",
    ),
}
CAREERS = "nd_state_assignments.csv.gz"
READ_WITH_PANDAS = (
    "import sys, pandas, sqlite3;"
    "pandas.read_csv(sys.argv[1]).to_sql('rows', sqlite3.connect(sys.argv[2]), if_exists='replace')"
)


def run() -> None:
    """Print how long the command, the application and an import take."""
    section("Start-up and import")
    table = Table("Processes, by the clock", HEADINGS)
    with tempfile.TemporaryDirectory() as instance:
        for label, arguments in CASES.items():
            table.add(label, *_timed(arguments, instance=instance, repeats=REPEATS))
    try:
        _add_import(table, str(folder() / CAREERS))
    except DataMissing as missing:
        table.note(str(missing))
    table.show()


def _add_import(table: Table, file: str) -> None:
    table.add("import of 26,786 assignments (budget 60000)", *_import(file))
    with tempfile.TemporaryDirectory() as instance:
        arguments = ("-c", READ_WITH_PANDAS, file, f"{instance}/peer.db")
        label = "  peer: pandas, the same rows into one bare table"
        table.add(label, *_timed(arguments, instance=instance, repeats=1))


def _timed(arguments: tuple[str, ...], *, instance: str, repeats: int) -> tuple[str, ...]:
    once = partial(_run, arguments, instance)
    once()
    return Timings().of(once, repeats).cells()


def _import(file: str) -> tuple[str, ...]:
    """Time the import into a database of its own each time; migrations and graph included."""
    timings = Timings()
    arguments = ("-m", "talentgrow.cli", "import", "assignments", file)
    for _repeat in range(3):
        with tempfile.TemporaryDirectory() as instance:
            timings.of(partial(_run, arguments, instance))
    return timings.cells()


def _run(arguments: tuple[str, ...], instance: str) -> None:
    environment = os.environ | {"TALENTGROW_INSTANCE": instance}
    # Fixed commands of this repository.
    subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)  # noqa: S603
