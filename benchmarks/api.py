"""Requests that one process answers per second of its CPU time, against a bare Starlette on uvicorn.

Two routes. "health" is the cost of the house alone: routing, head checks, the Chalice app, headers, for a
constant answer. "eligibility" is what it is for: Starlette's route calls the same check and sends the same
report, without limits, consent, problem documents or anything else around it.

    python benchmarks/api.py
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from zikao.checks.eligibility import check_eligibility
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

if TYPE_CHECKING:
    from starlette.applications import Starlette

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.acceptance.api.harness import free_port, head, receive, running, wait_until  # noqa: E402

ITEM = "anhui/prior-degree"
ROUNDS = 5
CONNECTIONS = 8
REQUESTS = {"health": 3200, "eligibility": 1600}
"""In one round; long enough for the clock of 10 ms in /proc."""
HEALTH = b'{"status":"ok","engine":{"name":"zikao","version":"0.1.0"},"rulebooks":4}'


def answers(library: Library) -> dict[str, object]:
    """The fullest example of the procedure."""
    province, _, name = ITEM.partition("/")
    examples = library.provinces[province].procedures[name].examples
    given = max((example.given for example in examples), key=len)
    return {fact: value for fact, value in given.items() if fact not in ("today", "now")}


def bare() -> Starlette:
    """What one would write without this project's house, for uvicorn to run."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    library = load_library()

    async def health(request: Request) -> Response:
        return Response(HEALTH, media_type="application/json")

    async def eligibility(request: Request) -> Response:
        item = f"{request.path_params['province']}/{request.path_params['procedure']}"
        report = check_eligibility(library, item, await request.json())
        return Response(report.model_dump_json(), media_type="application/json")

    return Starlette(
        routes=[
            Route("/v1/health", health),
            Route("/v1/eligibility/{province}/{procedure}", eligibility, methods=["POST"]),
        ]
    )


@contextmanager
def uvicorn() -> Iterator[tuple[int, int]]:
    """The bare application in a process of its own: its process id and port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "api:bare", "--factory", "--app-dir", str(HERE)]
    process = subprocess.Popen([*command, "--port", str(port), "--log-level", "warning"])
    try:
        wait_until(lambda: listens(port))
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Whether a connection is taken."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its children so far."""
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else None
        except OSError:
            continue
        if fields and pid in (int(entry.name), int(fields[1])):
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def load(port: int, request: bytes, count: int) -> None:
    """Sends the same request over and over, on several kept connections."""

    def client() -> None:
        with socket.create_connection(("127.0.0.1", port), 30) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(count // CONNECTIONS):
                connection.sendall(request)
                assert receive(connection).status == 200

    crowd = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


def rate(pid: int, port: int, request: bytes, count: int) -> float:
    """Requests per second of the server's CPU time."""
    before = cpu_seconds(pid)
    load(port, request, count)
    return count / (cpu_seconds(pid) - before)


def main() -> None:
    """Print the medians of alternating rounds and their ratio."""
    library = load_library()
    body = json.dumps(answers(library)).encode()
    province, _, name = ITEM.partition("/")
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    requests = {
        "health": head("GET", "/v1/health", {}),
        "eligibility": head("POST", f"/v1/eligibility/{province}/{name}", headers) + body,
    }
    fast = "uvloop, httptools" if find_spec("uvloop") and find_spec("httptools") else "asyncio, h11"
    print(f"requests per CPU second, one process, {CONNECTIONS} connections; {ITEM}, {len(body)} bytes sent")
    with tempfile.TemporaryDirectory() as log, running(Path(log)) as server, uvicorn() as (pid, port):
        for route, request in requests.items():
            pairs = []
            for turn in range(ROUNDS + 1):
                theirs = rate(pid, port, request, REQUESTS[route])
                ours = rate(server.process.pid, server.port, request, REQUESTS[route])
                if turn:  # The first round warms both up.
                    pairs.append((theirs, ours))
            starlette, zikao = (statistics.median(column) for column in zip(*pairs, strict=True))
            ratio = statistics.median(ours / theirs for theirs, ours in pairs)
            print(
                f"  {route:12} Starlette ({fast}) {starlette:6,.0f}   zikao {zikao:6,.0f}   ratio {ratio:.2f}"
            )


if __name__ == "__main__":
    main()
