"""A real server process, a small province whose answers repeat what was sent, and real sockets to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ELIGIBILITY = "/v1/eligibility/echo/numbers"
PHOTO = "/v1/photo/echo/portrait"
FIT = "/v1/photo/echo/print/fit"
PACKAGE = "/v1/package/echo/evidence"
JSON = {"Content-Type": "application/json"}
CONSENT = {"X-Zikao-Consent": "yes"}

CANARY = "canary-7f3a9c"
"""Stands in every hostile request; it must be in no log."""

PROVINCE = {
    "province.yaml": """\
id: echo
name: 回声省
code: "99"
authority: 回声省教育考试院
version: 1.0.0
reviewed_on: 2026-05-01
sources:
  notice:
    title: 回声通知
    publisher: 回声省教育考试院
    authority: official
    issued: 2026-01-01
    read: 2026-05-01
""",
    "procedures/numbers.yaml": """\
id: numbers
title: 回声事项
summary: 回答里说什么，结果里就说什么。
needs: [我想听见自己的回答]
basis: {source: notice, clause: 一}
facts:
  number: {type: text, ask: 准考证号是多少？}
  passed: {type: integer, ask: 合格几门？, minimum: 0, maximum: 1000000}
rules:
  - id: enough
    title: 合格门数
    severity: must
    require: {at_least: {passed: 10}}
    if_yes: "<{number}> <{passed}>"
    if_no: "<{number}> <{passed}>"
    cite: {source: notice, clause: 二}
""",
    "photos.yaml": """\
specs:
  portrait:
    title: 回声照片
    summary: 量到多少，就说多少。
    file_class: portrait
    rules:
      - id: size
        title: 像素
        severity: must
        require: {at_least: {width: 1}}
        measured: "<{width}> <{height}> <{bytes}>"
        if_no: 没有像素。
        cite: {source: notice, clause: 三}
  print:
    title: 回声证件照
    summary: 写明了制作照片要的全部数字。
    file_class: portrait
    values:
      width_px: {label: 数, value: 480, cite: &three {source: notice, clause: 三}}
      height_px: {label: 数, value: 640, cite: *three}
      dpi_min: {label: 数, value: 299.5, cite: *three}
      dpi_max: {label: 数, value: 300.5, cite: *three}
      quality_min: {label: 数, value: 60, cite: *three}
      bytes_sure_min: {label: 数, value: 20480, cite: *three}
      bytes_sure_max: {label: 数, value: 40000, cite: *three}
      hair_top_min_px: {label: 数, value: 50, cite: *three}
      hair_top_max_px: {label: 数, value: 110, cite: *three}
      eyes_min_px: {label: 数, value: 200, cite: *three}
      eyes_max_px: {label: 数, value: 300, cite: *three}
      face_width_min_px: {label: 数, value: 180, cite: *three}
      face_width_max_px: {label: 数, value: 300, cite: *three}
      background_colors: {label: 数, value: [light_blue, white], cite: *three}
    rules:
      - id: whole
        title: 照片完整
        severity: must
        require: {all: [{is: {decodes: true}}, {is: {faces: 1}}]}
        if_no: 照片打不开，或者没有脸。
        mend: 重新拍一张。
        cite: *three
      - id: placed
        title: 头的位置
        severity: must
        require:
          all:
            - {between: {hair_top_y: [{spec: hair_top_min_px}, {spec: hair_top_max_px}]}}
            - {between: {left_eye_y: [{spec: eyes_min_px}, {spec: eyes_max_px}]}}
            - {between: {face_width: [{spec: face_width_min_px}, {spec: face_width_max_px}]}}
        if_no: 头的位置不对。
        cite: *three
      - id: size
        title: 像素和字节
        severity: must
        require:
          all:
            - {is: {width: {spec: width_px}}}
            - {is: {height: {spec: height_px}}}
            - {between: {bytes: [{spec: bytes_sure_min}, {spec: bytes_sure_max}]}}
        if_no: 像素或字节不对。
        cite: *three
      - id: ground
        title: 背景颜色
        severity: should
        require: {in: {background_nearest: {spec: background_colors}}}
        if_no: 背景颜色不对。
        cite: *three
      - id: recent
        title: 近期拍的
        severity: should
        require: {on_or_after: {date_taken: {fact: today, plus: {years: -1}}}}
        if_no: 拍得太早。
        cite: *three
""",
    "packages.yaml": """\
specs:
  evidence:
    title: 回声压缩包
    summary: 量到多少，就说多少。
    file_class: archive
    rules:
      - id: entries
        title: 文件数
        severity: must
        require: {at_least: {entries: 1}}
        measured: "<{entries}>"
        if_no: 压缩包是空的。
        cite: {source: notice, clause: 四}
""",
}


def write_province(root: Path) -> Path:
    """Writes the rulebooks; returns their folder."""
    for name, text in PROVINCE.items():
        path = root / "echo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def write_site(root: Path) -> Path:
    """Writes a site of two pages; returns its folder."""
    for name, text in {"index.html": "首页", "guide/index.html": "指南", "404.html": "没有这个页面"}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>{text}</title>", encoding="utf-8")
    return root


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A grey picture of that size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pixel_flood() -> bytes:
    """The head of a colour PNG of 100 million pixels, and too little behind it."""
    data = bytearray(png(10_000, 10_000))
    data[25] = 2  # colour type of IHDR; nobody gets as far as its checksum
    return bytes(data)


WATCH = """
import os, sys
log = os.open(os.environ["ZIKAO_TEST_WRITES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = flags & WRITES if isinstance(flags, int) else set(mode or "r") & set("wax+")
        if writes and not isinstance(path, int) and not str(path).startswith("/dev/"):
            os.write(log, f"{path}\\n".encode())
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "tempfile.mkstemp", "tempfile.mkdtemp"):
        os.write(log, f"{event} {arguments}\\n".encode())
sys.addaudithook(hook)
"""
"""Put into every process of a server: notes each file that is opened for writing."""


def watched(folder: Path) -> dict[str, str]:
    """Environment of a process whose writing is watched."""
    hooks = folder / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    writes = folder / "writes.log"
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(hooks), os.environ.get("PYTHONPATH")))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ZIKAO_TEST_WRITES": str(writes),
    }


def written_files(folder: Path) -> list[str]:
    """What a watched process opened for writing; fails where the watch was not on."""
    return (folder / "writes.log").read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class Reply:
    """What came back over a socket, until the server closed or fell silent."""

    raw: bytes
    closed: bool

    @property
    def status(self) -> int:
        """0 where no status line came."""
        return int(self.raw.split(b" ", 2)[1]) if self.raw.startswith(b"HTTP/1.1 ") else 0

    @property
    def headers(self) -> dict[str, str]:
        """By names in lower case."""
        lines = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def json(self) -> dict[str, object]:
        """The body."""
        found: dict[str, object] = json.loads(self.raw.partition(b"\r\n\r\n")[2])
        return found


@dataclass(frozen=True)
class Running:
    """A server process and how to talk to it."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def connect(self, timeout: float = 20) -> socket.socket:
        """A fresh connection."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def send(self, data: bytes, *, wait: float = 20) -> Reply:
        """Sends bytes as they are and reads the reply."""
        with self.connect(wait) as connection:
            connection.sendall(data)
            return receive(connection)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """One well-formed request on a connection of its own."""
        length = {} if body is None else {"Content-Length": str(len(body))}
        return self.send(
            head(method, path, {"Connection": "close", **(headers or {}), **length}) + (body or b"")
        )

    def lives(self) -> bool:
        """Whether it still answers."""
        return self.process.poll() is None and self.ask("GET", "/v1/health").status == 200

    def written(self) -> str:
        """All that the process has written so far."""
        return self.log.read_text(encoding="utf-8")


def head(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    """The head of a request, as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: zikao.test",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def receive(connection: socket.socket) -> Reply:
    """Reads one reply: to its end, or until the server closes or falls silent."""
    data = b""
    try:
        while not _complete(data):
            piece = connection.recv(65536)
            if not piece:
                return Reply(data, closed=True)
            data += piece
    except ConnectionError:
        return Reply(data, closed=True)
    except TimeoutError:
        pass
    return Reply(data, closed=False)


def _complete(data: bytes) -> bool:
    head, gap, body = data.partition(b"\r\n\r\n")
    if not gap:
        return False
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    length = next((int(value) for name, _, value in lines if name == b"content-length"), 0)
    return len(body) >= length


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    folder: Path,
    *,
    origins: str = "",
    switch_seconds: float = 0.005,
    watch: bool = False,
    under: Sequence[str] = (),
    **options: object,
) -> Iterator[Running]:
    """A server of its own process; stopped by SIGTERM at the end, which must go well.

    Args:
        folder: where its log goes.
        origins: value of ``ZIKAO_ORIGINS``.
        switch_seconds: how long one thread of the server runs before the next may.
        watch: whether its writing is watched; see `written_files`.
        under: a command that runs it.
        options: arguments of ``zikao.serve.server.serve``.
    """
    port = free_port()
    log = folder / "server.log"
    code = (
        f"import sys; sys.setswitchinterval({switch_seconds}); from pathlib import PosixPath; "
        "from ipaddress import IPv4Network, IPv6Network; from zikao.serve.brakes import Brakes; "
        f"from zikao.serve.server import serve; serve(port={port}, **{options!r})"
    )
    environment = {**os.environ, **(watched(folder) if watch else {}), "ZIKAO_ORIGINS": origins}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*under, sys.executable, "-c", code], stdout=output, stderr=output, env=environment
        )
    server = Running(port, process, log)
    try:
        wait_until(lambda: "自考自查已启动" in server.written() or process.poll() is not None)
        yield server
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, server.written()
    finally:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Waits for something to come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
