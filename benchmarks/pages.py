"""How fast pages answer at 10,000 people and 500 jobs, beside a bare Flask page, in one run."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import company
from benchmarks.report import Table, section
from benchmarks.serving import Visitor, served, steady
from talentgrow import create_app
from talentgrow.config import from_environment
from talentgrow.infra.db import writing

PAGES: dict[str, tuple[str, ...]] = {
    "employee": (
        "/",
        "/people/?q=caradec",
        "/people/500",
        "/jobs/",
        "/jobs/7",
        "/jobs/compare?a=1&b=2",
        "/skills/",
        "/catalogue/skills/",
        "/catalogue/skills/?q=energie",
        "/catalogue/skills/1",
        "/catalogue/skills/suggest?q=energie",
        "/notices/",
        "/path",
        "/path/to/7",
    ),
    "manager": ("/team", "/team/claims"),
    "hr": (
        "/people/",
        "/people/?q=le+goff",
        "/people/500/record",
        "/organisation",
        "/jobs/bridges",
        "/hr/disagreements",
        "/map/",
        "/map/?view=table",
        "/map/data",
        "/imports/",
    ),
    "admin": ("/accounts/",),
    "program": ("/api/v1/people?q=caradec", "/api/v1/skills?q=energie"),
}
CATALOGUE = (
    "/catalogue/skills/",
    "/catalogue/skills/?q=energie",
    "/catalogue/skills/?q=energie+reseau",
    "/catalogue/skills/1",
    "/catalogue/skills/suggest?q=energie",
)
HEADINGS = ("at 20 requests a second", "median ms", "p95 ms", "CPU ms", "status", "kB")
PEER = """
import sys
from flask import Flask
page = open(sys.argv[1], encoding="utf-8").read()
app = Flask(__name__)
app.add_url_rule("/", view_func=lambda: page)
from talentgrow.commands.serve import Server
Server(app, {"bind": sys.argv[2], "workers": 2, "threads": 4, "worker_class": "gthread",
             "loglevel": "warning", "control_socket_disable": True}).run()
"""
SERVE = (sys.executable, "-m", "talentgrow.cli", "serve", "--port", "{port}")


def run() -> None:
    """Print how long pages take under a steady load, with two sizes of the skill catalogue."""
    section("Pages, 10,000 people, 500 jobs, 200,000 levels, 2 workers x 4 threads")
    _measure(PAGES, skills=company.SKILLS, with_peer=True)
    _measure({"employee": CATALOGUE}, skills=company.ESCO)


def _measure(pages: Mapping[str, tuple[str, ...]], *, skills: int, with_peer: bool = False) -> None:
    title = f"{skills:,} skills: whole answers over loopback (budget: p95 150, path and map 300)"
    table = Table(title, HEADINGS)
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        readers = _prepare(environment, skills)
        with served(SERVE, environment, "/sign-in") as server:
            server.wait_until_idle()
            for role, paths in pages.items():
                visitor = _visitor(server.address, readers, role)
                for path in paths:
                    table.add(f"{role} {path}", *steady(server, visitor, path).cells())
        if with_peer:
            _add_peer(table, Path(folder))
    table.show()


def _environment(folder: str) -> dict[str, str]:
    return os.environ | {
        "TALENTGROW_INSTANCE": folder,
        "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "TALENTGROW_SIGN_IN_LIMIT": "1000 per minute",
        "TALENTGROW_DIRECTORY_LIMIT": "100000 per minute",
        "TALENTGROW_LOG_LEVEL": "ERROR",
    }


def _visitor(address: str, readers: company.Readers, role: str) -> Visitor:
    if role == "program":
        return Visitor(address, {"Authorization": f"Bearer {readers.token}"})
    visitor = Visitor(address)
    visitor.sign_in(readers.addresses[role], company.PASSWORD)
    return visitor


def _prepare(environment: dict[str, str], skills: int) -> company.Readers:
    subprocess.run(
        [sys.executable, "-m", "talentgrow.cli", "upgrade"],
        env=environment,
        check=True,
        capture_output=True,
    )
    app = create_app(from_environment(environment))
    with app.app_context(), writing():
        return company.fill(skills=skills)


def _add_peer(table: Table, folder: Path) -> None:
    (folder / "page.html").write_text("<p>Inès Caradec</p>" * 1_800, encoding="utf-8")
    command = (sys.executable, "-c", PEER, str(folder / "page.html"), "127.0.0.1:{port}")
    with served(command, os.environ, "/") as server:
        load = steady(server, Visitor(server.address), "/")
        table.add("  peer: bare Flask, a constant page", *load.cells())
