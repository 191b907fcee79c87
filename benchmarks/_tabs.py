"""What the tabs of a Chromium cost, thread by thread, and tabs made slow: out of /proc, on Linux."""

from __future__ import annotations

import os
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WORKER = "DedicatedWorker"
"""How Chromium's threads of workers are called."""
GROUPS = Path("/sys/fs/cgroup/cpu")
PERIOD = 8_000
"""Microseconds."""
MB = 1024
"""In what /proc tells."""


def tabs() -> list[int]:
    """Processes that show pages in a browser that this one has started."""
    parents, found = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))

    def ours(process: int) -> bool:
        while process := parents.get(process, 0):
            if process == os.getpid():
                return True
        return False

    return [each for each in found if ours(each)]


def threads(process: int) -> dict[int, str]:
    """Names by number; none of a process that has ended."""
    found = {}
    for folder in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):
            found[int(folder.name)] = (folder / "comm").read_text().strip()
    return found


def spent(process: int) -> tuple[float, float]:
    """Seconds of the processor: of workers, of all threads."""
    workers = whole = 0.0
    for number, name in threads(process).items():
        with suppress(OSError):
            figures = Path(f"/proc/{process}/task/{number}/schedstat").read_text()
            seconds = int(figures.split()[0]) / 1e9
            whole += seconds
            workers += seconds if name == WORKER else 0
    return workers, whole


def highest() -> float:
    """MB that a tab had in memory at most."""
    found = (Path(f"/proc/{process}/status").read_text() for process in tabs())
    return max(int(status.split("VmHWM:")[1].split()[0]) / MB for status in found)


class Watch:
    """Processor time of the tabs at moments."""

    def __init__(self) -> None:
        self.moments: list[float] = []
        self.spent: list[tuple[float, float]] = []

    @contextmanager
    def watching(self, every: float = 0.004) -> Iterator[Watch]:
        """Look so often, in seconds; those tabs that are there now."""
        processes, over = tabs(), threading.Event()

        def look() -> None:
            while not over.is_set():
                each = [spent(process) for process in processes]
                self.moments.append(time.time())
                self.spent.append((sum(one for one, _ in each), sum(all_ for _, all_ in each)))
                time.sleep(every)

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield self
        finally:
            over.set()
            thread.join()

    def between(self, begin: float, end: float) -> tuple[float, float]:
        """Seconds of workers and of all threads between two moments, which are seconds since 1970."""
        first, last = (min(bisect_left(self.moments, at), len(self.moments) - 1) for at in (begin, end))
        (worker, whole), (worker_then, whole_then) = self.spent[last], self.spent[first]
        return worker - worker_then, whole - whole_then


@contextmanager
def slowed(times: float) -> Iterator[None]:
    """Each thread of the tabs has the processor for a part of the time, those that begin later too.

    Needs root and the first kind of control groups: they take single threads.
    """
    base = GROUPS / f"zikao-{os.getpid()}"
    base.mkdir()
    processes, over = tabs(), threading.Event()
    known: set[int] = set()

    def take() -> None:
        while not over.is_set():
            for number in {number for process in processes for number in threads(process)} - known:
                known.add(number)
                group = base / str(number)
                group.mkdir()
                (group / "cpu.cfs_period_us").write_text(str(PERIOD))
                (group / "cpu.cfs_quota_us").write_text(str(round(PERIOD / times)))
                with suppress(OSError):
                    (group / "tasks").write_text(str(number))
            time.sleep(0.002)

    thread = threading.Thread(target=take)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for group in [each for each in base.iterdir() if each.is_dir()]:
            for number in (group / "tasks").read_text().split():
                with suppress(OSError):
                    (GROUPS / "tasks").write_text(number)
            group.rmdir()
        base.rmdir()
