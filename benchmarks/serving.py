"""A server in a process of its own, and visitors that ask it for pages at a steady rate."""

import os
import re
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path

import numpy as np

RATE, SECONDS, PATIENCE = 20, 6, 60
# Every thread of every worker has then read a page once.
WARM_UP = 24
# As many as all threads of all workers.
AT_ONCE = 8
TICK = os.sysconf("SC_CLK_TCK")
# As a browser says it; what is measured is what goes over the wire.
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


class Visitor:
    """A signed-in browser without pictures, or a program with a token."""

    def __init__(self, address: str, headers: Mapping[str, str] = BROWSER) -> None:
        self.address = address
        self.headers = dict(headers)
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and content of a page, as sent."""
        request = urllib.request.Request(self.address + path, headers=self.headers)  # noqa: S310
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, as the form does."""
        page = self.opener.open(self.address + "/sign-in").read()
        token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page)
        form = {"email": email, "password": password, "csrf_token": token[1].decode()}
        self.opener.open(self.address + "/sign-in", urllib.parse.urlencode(form).encode()).read()


@dataclass
class Server:
    """A running server: where it listens, and what its processes have spent."""

    address: str
    process: subprocess.Popen[bytes]

    def seconds_of(self, wanted: str, *, absent: str = "\0") -> float:
        """Return the processor time of the children whose command has one word, and not another."""
        return sum(
            seconds
            for command, seconds in self._children()
            if wanted in command and absent not in command
        )

    def _children(self) -> Iterator[tuple[str, float]]:
        pid = self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            command = Path(f"/proc/{child}/cmdline").read_text()
            yield command, (int(fields[11]) + int(fields[12])) / TICK

    def wait_until_idle(self) -> None:
        """Wait for the background worker, which catches up with everything when it starts."""
        for _attempt in range(PATIENCE):
            spent = self.seconds_of("worker")
            time.sleep(2)
            if spent and self.seconds_of("worker") - spent < 0.1:
                return


@contextmanager
def served(command: Sequence[str], environment: Mapping[str, str], ready: str) -> Iterator[Server]:
    """Run a server on a free port, given as `{port}`, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [part.replace("{port}", str(port)) for part in command]
    process = subprocess.Popen(arguments, env=dict(environment), stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(PATIENCE * 10):
            try:
                urllib.request.urlopen(address + ready).read()  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        yield Server(address, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass
class Load:
    """What came back from asking for one page at a steady rate."""

    times: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    size: int = 0
    processor: float = 0.0

    def cells(self) -> tuple[str, ...]:
        """Return median and tail by the clock, processor time of the server, status and size."""
        median, tail = np.percentile(self.times, (50, 95))
        return (
            f"{median:.0f}",
            f"{tail:.0f}",
            f"{self.processor:.1f}",
            ",".join(str(status) for status in sorted(self.statuses)),
            f"{self.size / 1024:.0f}",
        )


def steady(server: Server, visitor: Visitor, path: str) -> Load:
    """Ask for a page at a steady rate, whether or not the answers before have come."""
    _at_once(visitor, path)
    load = Load()

    def once() -> None:
        begun = time.perf_counter()
        status, content = visitor.get(path)
        load.times.append((time.perf_counter() - begun) * 1000)
        load.statuses.add(status)
        load.size = len(content)

    # The background worker is a child too; what it does is not the page’s doing.
    before = server.seconds_of("", absent="\0worker")
    threads = []
    for _request in range(RATE * SECONDS):
        thread = threading.Thread(target=once)
        thread.start()
        threads.append(thread)
        time.sleep(1 / RATE)
    for thread in threads:
        thread.join()
    spent = server.seconds_of("", absent="\0worker") - before
    load.processor = spent * 1000 / len(threads)
    return load


def throughput(server: Server, visitor: Visitor, path: str) -> tuple[float, float]:
    """Return answers a second when the server is never left idle, and processor ms of each."""
    _at_once(visitor, path)
    answers, until = [0] * AT_ONCE, time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        while time.perf_counter() < until:
            status, _content = visitor.get(path)
            answers[number] += status == HTTPStatus.OK

    before, begun = server.seconds_of("", absent="\0worker"), time.perf_counter()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = server.seconds_of("", absent="\0worker") - before
    count = max(1, sum(answers))
    return count / (time.perf_counter() - begun), spent * 1000 / count


def _at_once(visitor: Visitor, path: str) -> None:
    threads = [threading.Thread(target=visitor.get, args=(path,)) for _ in range(WARM_UP)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
