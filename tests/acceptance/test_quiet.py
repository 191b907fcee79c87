"""Nothing phones home: commands and server in a network of their own, where every packet is written down.

The home folder is empty but for the weights, and what lies there afterwards is looked at too: what cannot be
sent at once is kept in a file for later.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from zikao import weights
from zikao.cache import cache_folder

RECORDER = Path(__file__).with_name("recorder.py")
NAMESPACE = ["unshare", "--user", "--map-root-user", "--net"]
ZIKAO = [sys.executable, "-c", "from zikao.cli import main; main()"]
SERVING = """
import signal, subprocess, sys, urllib.request
run = "from zikao.cli import main; main()"
command = [sys.executable, "-c", run, "serve", "--no-build", "--port", "8123"]
with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
    try:
        address = server.stdout.readline().rpartition("：")[2].strip()
        head = {"X-Zikao-Consent": "yes"}
        for path, file, kind in (
            ("v1/photo/anhui/graduation", "portrait.jpg", "image/jpeg"),
            ("v1/package/zhejiang/score-merge", "evidence.zip", "application/zip"),
        ):
            with open(file, "rb") as content:
                asked = urllib.request.Request(address + path, content.read(), head | {"Content-Type": kind})
            print(urllib.request.urlopen(asked).read().decode())
    finally:
        server.send_signal(signal.SIGTERM)
"""


class Box:
    """A home, a folder for temporary files and one to work in, all empty, and the record of a command."""

    def __init__(self, folder: Path) -> None:
        self.home, self.temporary, self.work = (folder / name for name in ("home", "tmp", "work"))
        for each in (self.home, self.temporary, self.work):
            each.mkdir()
        self._packets = folder / "packets.jsonl"

    def run(self, *command: str, **more: str) -> str:
        """What the command prints."""
        environment = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            **more,
        }
        done = subprocess.run(
            [*NAMESPACE, sys.executable, str(RECORDER), str(self._packets), *command],
            cwd=self.work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def packets(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._packets.read_text("utf-8").splitlines()]

    def files(self) -> set[str]:
        """All of home, and what was left among the temporary ones."""
        return {
            f"{top.name}/{path.relative_to(top)}"
            for top in (self.home, self.temporary)
            for path in top.rglob("*")
            if not path.is_dir()
        }


@pytest.fixture
def box(tmp_path: Path) -> Box:
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        pytest.skip("no Linux with `unshare` (util-linux): a network of its own cannot be made")
    tried = subprocess.run([*NAMESPACE, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"a network of its own cannot be made here: {tried.stderr.strip()}")
    return Box(tmp_path)


@pytest.fixture
def ready(box: Box) -> Box:
    """The box with the weights where they lie by default, and a portrait and an archive to check."""
    cache = box.home / ".cache" / "zikao"
    cache.mkdir(parents=True)
    for each in weights.ALL:
        if weights.state(each) != "ready":
            pytest.skip(f"{each.file} is not at hand: zikao models takes it")
        (cache / each.file).symlink_to(cache_folder() / each.file)
    portrait = Image.effect_noise((480, 640), 20).convert("RGB")
    portrait.save(box.work / "portrait.jpg", quality=80, dpi=(300, 300))
    page = Image.new("RGB", (1200, 800), "white")
    ImageDraw.Draw(page).text((80, 300), "0101234567", "black", ImageFont.load_default(120))
    scan = io.BytesIO()
    page.save(scan, "JPEG")
    with zipfile.ZipFile(box.work / "evidence.zip", "w") as archive:
        archive.writestr("0101234567/1.jpg", scan.getvalue())
    return box


def test_a_look_up_a_connection_and_a_message_are_recorded(box: Box) -> None:
    """What would be seen if something did phone home."""
    code = (
        "import contextlib, socket\n"
        "with contextlib.suppress(OSError): socket.getaddrinfo('phone.home.example', 443)\n"
        "with contextlib.suppress(OSError): socket.create_connection(('203.0.113.7', 443), 0.2)\n"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'event', ('203.0.113.8', 4317))\n"
    )
    box.run(sys.executable, "-c", code, RES_OPTIONS="timeout:1 attempts:1")
    packets = box.packets()
    assert "phone.home.example" in {each.get("asks") for each in packets}
    assert {("203.0.113.7", 443), ("203.0.113.8", 4317)} <= {(each["to"], each["port"]) for each in packets}


def silent(box: Box, work: Callable[[], str], *, cached: Iterable[str] = ()) -> str:
    """What the work prints; it must send no packet and leave no file but in those folders of the cache."""
    before = box.files()
    printed = work()
    assert [each for each in box.packets() if each["to"] != "127.0.0.1" or each.get("port") == 53] == []
    left = box.files() - before
    known = tuple(f"home/.cache/zikao/{folder}/" for folder in cached)
    assert {each for each in left if not each.startswith(known)} == set()
    return printed


def test_a_portrait_is_checked_in_silence(ready: Box) -> None:
    words = ("check", "photo", "anhui/graduation", "portrait.jpg", "--facts")
    facts = json.loads(silent(ready, lambda: ready.run(*ZIKAO, *words)))["facts"]
    assert facts["faces"] == 0


def test_an_archive_is_checked_in_silence(ready: Box) -> None:
    words = ("check", "package", "zhejiang/score-merge", "evidence.zip", "--facts")
    facts = json.loads(silent(ready, lambda: ready.run(*ZIKAO, *words)))["facts"]
    assert facts["pages"][0]["page_legibility"] > 0


def test_the_site_is_built_in_silence(ready: Box) -> None:
    # What the device gets is compressed once: that takes a minute and a half.
    (kept := cache_folder() / "packed").mkdir(parents=True, exist_ok=True)
    (ready.home / ".cache" / "zikao" / "packed").symlink_to(kept)
    silent(ready, lambda: ready.run(*ZIKAO, "build"), cached=("templates", "sheets"))
    assert (ready.work / "site" / "index.html").is_file()


def test_the_server_checks_both_in_silence(ready: Box) -> None:
    (ready.work / "site").mkdir()
    (ready.work / "site" / "index.html").write_text("", "utf-8")
    reports = silent(ready, lambda: ready.run(sys.executable, "-c", SERVING)).splitlines()
    assert [json.loads(report)["check"] for report in reports[:2]] == ["photo", "package"]
    assert not any("模型" in report for report in reports)
