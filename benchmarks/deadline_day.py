"""A deadline day: projected by arithmetic, and replayed against one machine beyond what it bears.

The replay sends at given times whether or not answers came (an open loop), as candidates do, over fresh
connections: 80 % answers, 16 % portraits, 4 % packages of one page. The client runs on the same processors,
so times of the wall are upper bounds; what one check costs is told in CPU time of the server.

    python benchmarks/deadline_day.py                     the projection and a short replay
    python benchmarks/deadline_day.py --seconds 30        longer steps
    python benchmarks/deadline_day.py --checks 10000      so many mixed checks one after the other: memory
    python benchmarks/deadline_day.py --kill              a worker is killed under load
    python benchmarks/deadline_day.py --svg FILE          the replay as a picture
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from _deadline_model import MIX, Step, plot, table
from _photo_free import free_portrait
from lambda_cold import archive
from tests.acceptance.api.harness import free_port, write_site
from tests.unit.package.documents import fonts

TOP = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
STEPS = (0.5, 1.0, 2.0, 3.0, 4.0)
"""Offered load, in shares of what the machine bears."""
PATIENCE = 60.0
"""Seconds after which a client gives up; that counts as lost."""


@dataclass(frozen=True)
class Came:
    """What came of one check."""

    kind: str
    status: int
    """0: neither an answer nor a refusal."""
    seconds: float
    hint: bool
    """Whether a refusal said when to come again."""


def main() -> int:
    """Print the projection, replay, write the picture."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=6, help="length of a step")
    options.add_argument("--checks", type=int, default=0, help="mixed checks for the memory")
    options.add_argument("--kill", action="store_true", help="kill a worker under load")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--svg", type=Path)
    given = options.parse_args()
    kinds = requests()
    with tempfile.TemporaryDirectory() as name, serving(Path(name), given.workers) as server:
        cpu = {kind: cost(server, kinds[kind]) for kind in MIX}
        print("CPU ms of one check: " + ", ".join(f"{kind} {each * 1000:.1f}" for kind, each in cpu.items()))
        for line in table(cpu):
            print(line)
        mixed = sum(MIX[kind] * each for kind, each in cpu.items())
        bears = (os.cpu_count() or 1) / mixed
        print(
            f"\n{os.cpu_count()} processors bear {bears:.0f} mixed checks a second, were they free; load now "
            f"{os.getloadavg()[0]:.1f}"
        )
        steps = [step(server, kinds, share * bears, given.seconds) for share in STEPS]
        if given.svg:
            given.svg.write_text(plot(steps), "utf-8")
        if given.kill:
            killed(server, kinds, bears / 4)
        if given.checks:
            steady(server, kinds, given.checks)
    return 0


def requests() -> dict[str, bytes]:
    """Bytes of each kind of check."""
    picture, out = free_portrait().in_a_studio()[0], BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=88)
    found = {
        "eligibility": request("/v1/eligibility/anhui/graduation", "application/json", b"{}"),
        "photo": request("/v1/photo/anhui/graduation", "image/jpeg", out.getvalue()),
        "package": request("/v1/package/cn/evidence-pages", "application/zip", archive()),
    }
    if not fonts():
        print("no Chinese fonts here: the packages are of blank pages")
    return found


def request(path: str, kind: str, body: bytes) -> bytes:
    """One request over a connection of its own."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n"
        f"X-Zikao-Consent: yes\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass(frozen=True)
class Server:
    """The running server."""

    port: int
    process: int

    def members(self) -> list[int]:
        """It and all that it started."""
        found, waiting = [], [self.process]
        while waiting:
            each = waiting.pop()
            try:
                children = Path(f"/proc/{each}/task/{each}/children").read_text().split()
            except OSError:
                continue
            found.append(each)
            waiting += map(int, children)
        return found

    def cpu(self) -> float:
        """Seconds used so far by all that live."""
        return sum(map(_cpu, self.members()))

    def memory(self) -> float:
        """MB held by all of it, shared pages counted for each."""
        return sum(map(_memory, self.members()))


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0) / 1000


@contextmanager
def serving(folder: Path, workers: int) -> Iterator[Server]:
    """A server of its own process, warm in every kind of check."""
    port, site = free_port(), write_site(folder / "site")
    code = (
        "import sys; from pathlib import PosixPath; from zikao.serve.server import serve; "
        f"serve(port={port}, site_dir={site!r}, workers={workers}, threads=1)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def ask(port: int, kind: str, data: bytes) -> Came:
    """One check over a fresh connection."""
    start = time.perf_counter()
    status, hint = 0, False
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(data)
            answer = await reader.read()
            writer.close()
        head = answer.partition(b"\r\n\r\n")[0]
        if head.startswith(b"HTTP/1.1 "):
            status, hint = int(head[9:12]), b"retry-after" in head.lower()
    except (OSError, TimeoutError):
        pass
    return Came(kind, status, time.perf_counter() - start, hint)


def cost(server: Server, data: bytes, times: int = 12) -> float:
    """CPU seconds of the server for one check, the least of three rounds, once all is loaded."""

    async def several() -> None:
        for _ in range(times):
            came = await ask(server.port, "", data)
            assert came.status == 200, came

    rounds = []
    for _ in range(4):
        before = server.cpu()
        asyncio.run(several())
        rounds.append((server.cpu() - before) / times)
    return max(min(rounds[1:]), 0.5 / TICKS / times)


def schedule(rate: float, seconds: float) -> list[tuple[float, str]]:
    """When checks come and of which kind: by chance, the same each time."""
    chance = random.Random(7)
    at, found = 0.0, []
    while (at := at + chance.expovariate(rate)) < seconds:
        found.append((at, chance.choices(list(MIX), list(MIX.values()))[0]))
    return found


async def replay(port: int, kinds: dict[str, bytes], arrivals: Sequence[tuple[float, str]]) -> list[Came]:
    """Send each at its time, whatever became of those before."""
    start = time.perf_counter()

    async def one(at: float, kind: str) -> Came:
        await asyncio.sleep(max(0.0, at - (time.perf_counter() - start)))
        return await ask(port, kind, kinds[kind])

    return await asyncio.gather(*(one(at, kind) for at, kind in arrivals))


def step(server: Server, kinds: dict[str, bytes], rate: float, seconds: float) -> Step:
    """Offer so many checks a second for so long, and print what came of them."""
    before, started = server.cpu(), time.perf_counter()
    came = asyncio.run(replay(server.port, kinds, schedule(rate, seconds)))
    took = time.perf_counter() - started
    busy = (server.cpu() - before) / took
    done = {
        kind: sorted(each.seconds for each in came if each.kind == kind and each.status == 200)
        for kind in MIX
    }
    p99 = {kind: times[min(len(times) - 1, int(len(times) * 0.99))] for kind, times in done.items() if times}
    counts = Counter(each.status for each in came)
    refused = [each for each in came if each.status == 503]
    lost = counts[0]
    middle = {kind: statistics.median(times) for kind, times in done.items() if times}
    print(
        f"{rate:6.0f}/s for {seconds:.0f} s, all answered after {took:.0f}: "
        + ", ".join(f"{kind} p50 {middle[kind] * 1000:.0f} p99 {p99[kind] * 1000:.0f} ms" for kind in p99)
        + f"; 503 {len(refused)} of {len(came)}, each with a time to come again: "
        f"{all(each.hint for each in refused)}; lost {lost}; server on {busy:.2f} processors, "
        f"{server.memory():.0f} MB"
    )
    return Step(rate, p99, len(refused) / max(1, len(came)), lost)


def killed(server: Server, kinds: dict[str, bytes], rate: float) -> None:
    """Kill one worker in the middle of ten seconds."""

    async def both() -> list[Came]:
        asking = asyncio.create_task(replay(server.port, kinds, schedule(rate, 10)))
        await asyncio.sleep(5)
        workers = [each for each in server.members() if each != server.process and _memory(each) > 40]
        os.kill(workers[-1], signal.SIGKILL)
        return await asking

    came = asyncio.run(both())
    counts = Counter(each.status for each in came)
    print(f"a worker killed at {rate:.0f}/s: {counts[200]} answered, {counts[503]} refused, {counts[0]} lost")


def steady(server: Server, kinds: dict[str, bytes], checks: int) -> None:
    """Memory over many mixed checks, four at a time; the last half should hold what the first did."""
    order = random.Random(7).choices(list(MIX), list(MIX.values()), k=checks)

    async def run(part: Sequence[str]) -> None:
        gate = asyncio.Semaphore(4)

        async def one(kind: str) -> None:
            async with gate:
                came = await ask(server.port, kind, kinds[kind])
                assert came.status in (200, 503), came

        await asyncio.gather(*map(one, part))

    found = []
    for at in range(0, checks, max(1, checks // 10)):
        asyncio.run(run(order[at : at + max(1, checks // 10)]))
        found.append(server.memory())
    print(f"{checks} mixed checks, MB after each tenth: " + " ".join(f"{each:.0f}" for each in found))


if __name__ == "__main__":
    sys.exit(main())
