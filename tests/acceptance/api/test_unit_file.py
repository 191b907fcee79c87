"""The unit file as systemd reads it, and the server with no other system calls than it leaves."""

from __future__ import annotations

import ctypes
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.unit.package.documents import pdf

from . import confined, harness
from .harness import CONSENT, Running, png

TOP = Path(__file__).parents[3]
UNIT = TOP / "infra" / "machine" / "zikao@.service"
MOST_EXPOSED = 1.2
"""Of 10, by systemd's own reckoning."""

pytestmark = pytest.mark.skipif(
    shutil.which(confined.PROGRAM) is None, reason="systemd-analyze is not installed"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit file, with a program that is there."""
    text = re.sub(
        r"^ExecStart=\S+", f"ExecStart={sys.executable}", UNIT.read_text("utf-8"), flags=re.MULTILINE
    )
    made = tmp_path / "zikao@blue.service"
    made.write_text(text, "utf-8")
    return made


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([confined.PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_systemd_finds_no_fault_in_it(unit: Path) -> None:
    done = analyze("verify", "--man=no", str(unit))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_it_leaves_little_to_who_breaks_in(unit: Path) -> None:
    done = analyze(
        "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED * 10:.0f}", str(unit)
    )
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


@contextmanager
def national(folder: Path, under: Sequence[str] = ()) -> Iterator[Running]:
    """A server of the national rulebook, as the unit file starts it."""
    provinces = folder / "provinces"
    provinces.mkdir()
    (provinces / "cn").symlink_to(TOP / "provinces" / "cn")
    with harness.running(
        folder, under=under, provinces=provinces, workers=2, threads=1, metrics=True
    ) as running:
        yield running
    assert "Traceback" not in running.written()


def reports(server: Running) -> list[object]:
    """Of a portrait and of an archive with a page that a child process draws."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("1.pdf", pdf([Image.new("L", (1240, 1754), 255)]))
    sent = (("photo/cn/portrait", png(480, 640)), ("package/cn/evidence-pages", archive.getvalue()))
    headers = {**CONSENT, "Content-Type": "application/octet-stream"}
    replies = [server.ask("POST", f"/v1/{path}", body, headers) for path, body in sent]
    assert [reply.status for reply in replies] == [200, 200]
    return [reply.json for reply in replies]


def test_the_server_works_with_the_system_calls_that_it_leaves(tmp_path: Path) -> None:
    try:
        ctypes.CDLL(confined.LIBRARY)
    except OSError:
        pytest.skip(f"{confined.LIBRARY} is not installed")
    for name in ("free", "bound"):
        (tmp_path / name).mkdir()
    with national(tmp_path / "free") as server:
        expected = reports(server)
    with national(tmp_path / "bound", (sys.executable, confined.__file__, str(UNIT))) as server:
        assert reports(server) == expected
