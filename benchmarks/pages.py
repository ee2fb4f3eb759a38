"""How fast pages answer at 10,000 people and 500 jobs, beside a bare Flask page, in one run."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import company
from benchmarks.report import Table, section
from benchmarks.serving import BROWSER, Visitor, served, steady, throughput
from talentgrow import create_app
from talentgrow.config import from_environment
from talentgrow.infra.db import writing

MISSIONS = "/missions"
# What a page of the employee fetches by itself, once it is there.
PART = "employee, part of a page"
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
        MISSIONS,
        "/missions?q=planning",
        "/missions?order=newest&hours=4",
        "/missions/41",
        "/missions/41/why",
        "/missions/kept",
        "/applications",
        "/campaigns",
        "/nominations",
        "/nominees/4248",
        "/pools",
        "/visits",
        "/visits?q=ligne",
        "/visits/offers/41",
        "/visits/mine",
        "/visits/2",
        "/visits/wishes",
        "/rounds/1",
    ),
    PART: ("/suggested-missions",),
    "manager": (
        "/",
        "/team",
        "/team/claims",
        "/team/applications",
        "/missions/mine",
        "/missions/1",
        "/missions/1/applicants",
        "/team/skills",
        "/nominations",
        "/owed",
    ),
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
        "/",
        "/hr/missions",
        "/hr/applications",
        "/themes/1",
        "/hr/campaigns",
        "/hr/campaigns/6",
        "/hr/sessions/1",
        "/hr/campaigns/6/equity",
        "/hr/pools",
        "/hr/pools/1",
        "/hr/pools/members?need=1:2",
        "/hr/rounds",
        "/hr/rounds/1",
    ),
    "admin": ("/accounts/",),
    "program": ("/api/v1/people?q=caradec", "/api/v1/skills?q=energie", "/api/v1/missions"),
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
BARE = (sys.executable, "-m", "benchmarks.bare")
SERVE = (sys.executable, "-m", "talentgrow.cli", "serve", "--port", "{port}")


def run() -> None:
    """Print how long pages take under a steady load, with two sizes of the skill catalogue."""
    section(
        "Pages, 10,000 people, 500 jobs, 200,000 levels, 2,000 missions, 100,000 applications, "
        "2 workers x 4 threads"
    )
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
                visitor = _visitor(server.address, readers, "employee")
                ours = throughput(server, visitor, MISSIONS)
        if with_peer:
            _add_peer(table, Path(folder))
            _compare(table, environment, readers, ours)
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
    is_part = role == PART
    visitor = Visitor(address, BROWSER | ({"HX-Request": "true"} if is_part else {}))
    visitor.sign_in(readers.addresses["employee" if is_part else role], company.PASSWORD)
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


def _compare(
    table: Table,
    environment: Mapping[str, str],
    readers: company.Readers,
    ours: tuple[float, float],
) -> None:
    """Say how the list of missions stands beside the same template rendered from constants."""
    command = (*BARE, readers.addresses["employee"], "127.0.0.1:{port}")
    with served(command, environment, MISSIONS) as server:
        bare = throughput(server, Visitor(server.address), MISSIONS)
    table.note(
        f"The list of missions: {ours[0]:.0f} answers a second at most, {ours[1]:.1f} ms of "
        f"processor each; bare Flask with the same template from constants {bare[0]:.0f} and "
        f"{bare[1]:.1f}: {ours[0] / bare[0]:.2f} by the clock, {bare[1] / ours[1]:.2f} by the "
        "processor (budget: 0.33)."
    )
