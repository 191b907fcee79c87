"""What a hostile archive costs the server: CPU time and memory of one request, for each that tests make.

A child process answers as the function does, by the same route and with the same limits, once its models are
loaded. CPU time is its own and that of processes that it starts. Memory is what the request added at most:
the child's own peak less what it held before the body came, plus the peak of the process that draws PDFs.
An honest package stands below: it may take as long as there is text to read.

    python benchmarks/package_hostile.py [--only WORD]
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from package_speed import archive as scans  # noqa: E402
from tests.unit.package import archives, hostile  # noqa: E402
from tests.unit.package import documents as drawn  # noqa: E402

ITEM = {"province": "zhejiang", "spec": "score-merge"}
CPU_BOUND, MEMORY_BOUND = 2.0, 300.0
"""Seconds and MB that a hostile archive may cost."""
PATIENCE = 120
"""Seconds until a child that does not answer is ended."""


@dataclass(frozen=True)
class Cost:
    """Of one request."""

    cpu: float
    rest: float
    """MB that the child held before the body came."""
    peak: float
    """MB that it held at most."""
    drawing: float
    """MB of the process that draws PDFs."""
    said: str

    @property
    def added(self) -> float:
        return self.peak - self.rest + self.drawing


def answer(connection: Connection) -> None:
    """The child: answers one archive after the other, each as a request of its own."""
    from zikao.api.assembly import services_for
    from zikao.api.dispatch import respond
    from zikao.api.http import Request
    from zikao.api.origins import Origins
    from zikao.api.routes import ROUTES

    route = next(each for each in ROUTES if each.name == "package")
    services, headers = services_for(), {"content-type": "application/zip", "x-zikao-consent": "yes"}
    own = os.getpid()
    while True:
        Path(f"/proc/{own}/clear_refs").write_text("5")  # forget the peak so far
        rest = _memory(own, "VmRSS")
        body = connection.recv_bytes()
        began = _spent()
        response = respond(route, Request(ITEM, {}, headers, body), services, Origins())
        spent = _spent() - began
        verdict = response.body.partition('"verdict":"')[2].partition('"')[0]
        connection.send((spent, rest, _memory(own, "VmHWM"), f"{response.status} {verdict}"))
        del body, response


def _spent() -> float:
    whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whom))


def _memory(process: int, line: str) -> float:
    """MB by a line of a process's status; 0 where it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    return float(status.partition(f"{line}:")[2].split(maxsplit=1)[0] if line in status else 0) * 1024 / 1e6


class Server:
    """A child and who watches the processes that it starts."""

    def __init__(self) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._child = context.Process(target=answer, args=(theirs,), daemon=True)
        self._child.start()
        self.ask(hostile.archives.ROWS["00_good_utf8.zip"].make())
        self.ask(_page())

    def ask(self, body: bytes) -> Cost | None:
        """One request; None where the child died of it."""
        drawing, done = 0.0, threading.Event()

        def watch() -> None:
            nonlocal drawing
            while not done.wait(0.004):
                drawing = max([drawing, *(_memory(each, "VmHWM") for each in self._started())])

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            self._connection.send_bytes(body)
            if not self._connection.poll(PATIENCE):
                return None
            spent, rest, peak, said = self._connection.recv()
        except (EOFError, OSError):
            return None
        finally:
            done.set()
            watcher.join()
        return Cost(spent, rest, peak, drawing, said)

    def _started(self) -> Iterator[int]:
        for tasks in Path(f"/proc/{self._child.pid}/task").glob("*/children"):
            try:
                started = [int(each) for each in tasks.read_text().split()]
                # Until it has become another program, it is counted with all that its parent holds.
                yield from (
                    each for each in started if b"drawing.py" in Path(f"/proc/{each}/cmdline").read_bytes()
                )
            except OSError:
                continue

    def end(self) -> None:
        """Ends the child."""
        self._child.kill()
        self._child.join()


def _page() -> bytes:
    """An archive with pages of text, so that all is loaded before anything is counted."""
    return hostile.archived("page of three hundred words")


def cases(only: str) -> Iterator[tuple[str, Callable[[], bytes], bool]]:
    """Name, maker and whether it is hostile, of those whose name holds a word."""
    found = [(f"row {name}", row.make, True) for name, row in archives.ROWS.items()]
    others = hostile.ARCHIVES.keys() - archives.ROWS.keys()
    found += [(f"archive: {name}", make, True) for name, make in hostile.ARCHIVES.items() if name in others]
    found += [(f"pages: {name}", partial(hostile.archived, name), True) for name in hostile.FILES]
    if drawn.fonts():
        found.append(("honest: ten scans of 12 megapixels", scans, False))
    yield from (case for case in found if only in case[0])


def main() -> None:
    """Print a line for each, then what was most."""
    options = argparse.ArgumentParser()
    options.add_argument("--only", default="", help="those whose name holds this word")
    chosen = options.parse_args()
    server, costs = Server(), []
    print(f"{'CPU s':>6} {'MB more':>8} {'peak MB':>8} {'drawing':>8} {'body MB':>8}  answer       archive")
    for name, make, bad in cases(chosen.only):
        body = make()
        cost = server.ask(body)
        if cost is None:
            print(f"the server died or hung: {name}")
            server.end()
            server = Server()
            continue
        numbers = (
            f"{cost.cpu:6.2f} {cost.added:8.0f} {cost.peak:8.0f} {cost.drawing:8.0f} {len(body) / 1e6:8.1f}"
        )
        over = " <--" if bad and (cost.cpu > CPU_BOUND or cost.added > MEMORY_BOUND) else ""
        print(f"{numbers}  {cost.said:12} {name}{over}", flush=True)
        if bad:
            costs.append(cost)
    server.end()
    if costs:
        cpu, added = [each.cpu for each in costs], [each.added for each in costs]
        both = max(each.peak + each.drawing for each in costs)
        print(
            f"{len(costs)} hostile archives: at most {max(cpu):.2f} s of CPU time"
            f" and {max(added):.0f} MB more, {both:.0f} MB of both processes;"
            f" {sum(each > CPU_BOUND for each in cpu)} over {CPU_BOUND:g} s,"
            f" {sum(each > MEMORY_BOUND for each in added)} over {MEMORY_BOUND:g} MB"
        )


if __name__ == "__main__":
    main()
