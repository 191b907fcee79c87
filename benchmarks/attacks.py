"""What an attacker can do to one machine, and what the next honest candidate feels of it.

    .venv/bin/python benchmarks/attacks.py

Each attack meets a fresh server with the real rulebooks. Seconds of the processor are those of the server's
processes; the wait is that of an honest portrait sent right afterwards. docs/decisions/0016 has the figures.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from tests.acceptance.api.harness import Running, head, running

CONSENT = {"X-Zikao-Consent": "yes"}
PHOTO = "/v1/photo/anhui/graduation"
PACKAGE = "/v1/package/zhejiang/score-merge"
TICKS = os.sysconf("SC_CLK_TCK")


def portrait() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((480, 640), 20).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def noise_package(pages: int = 8) -> bytes:
    """Pages that take as long as pages may, and say nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(pages):
            page = io.BytesIO()
            noise = Image.frombytes("L", (1200, 1600), random.Random(number).randbytes(1200 * 1600))
            noise.save(page, "JPEG", quality=40)
            made.writestr(f"{number}.jpg", page.getvalue())
    return out.getvalue()


def flood(side: int = 8900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), (90, 120, 200)).save(out, "WEBP", quality=30, method=0)
    return out.getvalue()


def request(path: str, kind: str, body: bytes) -> bytes:
    headers = {**CONSENT, "Content-Type": kind, "Connection": "close", "Content-Length": str(len(body))}
    return head("POST", path, headers) + body


def processes(server: Running) -> list[int]:
    found, left = [], [server.process.pid]
    while left:
        pid = left.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            left += map(int, task.read_text().split())
    return found


def status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1000 * 1.024 for line in lines if line.startswith(name)), 0.0)


def cpu(server: Running) -> float:
    total = 0
    for pid in processes(server):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def peak(server: Running) -> float:
    """MB of the largest process at its height."""
    return max(status(pid, "VmHWM") for pid in processes(server))


def honest(server: Running) -> tuple[float, int]:
    began = time.monotonic()
    with server.connect(120) as connection:
        connection.sendall(request(PHOTO, "image/jpeg", portrait()))
        try:
            first = connection.recv(64)
        except TimeoutError:
            first = b""
    return time.monotonic() - began, int(first.split(b" ")[1]) if first else 0


def hang_up(server: Running, path: str, kind: str, body: bytes, count: int) -> None:
    for _ in range(count):
        with server.connect(60) as connection:
            connection.sendall(request(path, kind, body))
    time.sleep(0.2)


def together(server: Running, path: str, kind: str, body: bytes, count: int) -> list[int]:
    found: list[int] = []

    def ask() -> None:
        with server.connect(120) as connection:
            try:
                connection.sendall(request(path, kind, body))
                first = connection.recv(64)
            except OSError:
                first = b""
        found.append(int(first.split(b" ")[1]) if first else 0)

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def told(found: list[int]) -> str:
    return ", ".join(f"{found.count(each)} x {each or 'cut'}" for each in sorted(set(found)))


def read_nothing(server: Running, count: int) -> tuple[int, float]:
    """How many of those that read nothing still hold their connection after 40 s."""
    held = []
    for _ in range(count):
        connection = server.connect(60)
        connection.sendall(b"".join(head("GET", "/v1/openapi.json", {}) for _ in range(200)))
        held.append(connection)
    began = time.monotonic()
    time.sleep(40)
    worker = processes(server)
    sockets = sum(1 for pid in worker for fd in Path(f"/proc/{pid}/fd").iterdir() if _is_socket(fd))
    for each in held:
        each.close()
    return sockets, time.monotonic() - began


def _is_socket(fd: Path) -> bool:
    try:
        return str(fd.readlink()).startswith("socket:")
    except OSError:
        return False


def main() -> None:
    package, picture, webp = noise_package(), portrait(), flood()

    def scene(name: str, work: Callable[[Running], str]) -> None:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), threads=2) as server:
            honest(server)
            before = cpu(server)
            said = work(server)
            wait, answer = honest(server)
            print(
                f"{name}: {said}; honest portrait {answer} after {wait:.1f} s, "
                f"{cpu(server) - before:.1f} CPU s, peak {peak(server):.0f} MB",
                flush=True,
            )

    def abandoned(server: Running) -> str:
        hang_up(server, PACKAGE, "application/zip", package, 30)
        return f"30 packages of {len(package) / 1e6:.1f} MB sent and left"

    def portraits_left(server: Running) -> str:
        hang_up(server, PHOTO, "image/jpeg", picture, 200)
        return f"200 portraits of {len(picture) / 1e3:.0f} KB sent and left"

    def floods(server: Running) -> str:
        return f"2 x WebP of 79 MP in {len(webp) / 1e3:.0f} KB: " + told(
            together(server, PHOTO, "image/webp", webp, 2)
        )

    def crowd(server: Running) -> str:
        return "64 packages at once: " + told(together(server, PACKAGE, "application/zip", package, 64))

    def nothing_read(server: Running) -> str:
        sockets, seconds = read_nothing(server, 32)
        return f"32 who read nothing: {sockets} sockets open after {seconds:.0f} s"

    scene("abandoned packages", abandoned)
    scene("abandoned portraits", portraits_left)
    scene("pixel flood", floods)
    scene("packages in a crowd", crowd)
    scene("slow readers", nothing_read)


if __name__ == "__main__":
    main()
