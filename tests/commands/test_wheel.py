"""The wheel alone, in an empty environment, serves the demo company."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package as `make wheel` builds it, of a copy: a build writes into the tree it is in."""
    folder = tmp_path_factory.mktemp("wheel")
    source = tmp_path_factory.mktemp("source") / ROOT.name
    shutil.copytree(ROOT, source, ignore=_not_of_the_source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def _not_of_the_source(folder, names):
    """Leave out what is built, installed or kept by an installation."""
    kept = {".gitignore", ".npmrc"}
    hidden = {name for name in names if name.startswith(".")} - kept
    built = {name for name in names if name in {"dist", "__pycache__"} or name.endswith(".mo")}
    return hidden | built | {"node_modules", "instance"}


@pytest.fixture(scope="module")
def command(wheel, tmp_path_factory):
    """The `talentgrow` command of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--require-hashes", "-r", str(ROOT / "requirements" / "runtime.lock")]
    subprocess.run([*pip, *locked], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    return folder / "bin" / "talentgrow"


def test_the_wheel_carries_all_that_is_no_python(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert "talentgrow/translations/fr/LC_MESSAGES/messages.mo" in names
    assert any(re.fullmatch(r"talentgrow/static/dist/app-\w+\.css", name) for name in names)
    assert any(re.fullmatch(r"talentgrow/migrations/versions/0001_\w+\.py", name) for name in names)
    assert "talentgrow/home/templates/home/index.html" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_it_serves_the_demo_company(command, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "TALENTGROW_INSTANCE": str(tmp_path / "instance"),
    }
    # Away from the repository, so that nothing but the wheel can answer.
    server = subprocess.Popen(
        [str(command), "demo"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        page = _page_when_ready(f"http://127.0.0.1:{port}/sign-in", server)
        style = re.search(r'href="(/static/dist/app-[^"]+\.css)"', page).group(1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as answer:
            assert answer.status == 200
        assert "Se connecter" in page
    finally:
        server.terminate()
        printed = server.communicate(timeout=20)[0]
    assert f"http://127.0.0.1:{port}" in printed
    assert "ines.caradec@helianne.example" in printed


def _page_when_ready(url, server):
    request = urllib.request.Request(url, headers={"Accept-Language": "fr"})
    for _attempt in range(120):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read().decode()
        except OSError:
            # Nothing tells from outside that a server is ready, short of asking it.
            time.sleep(0.5)
    raise AssertionError("the server did not answer within a minute")
