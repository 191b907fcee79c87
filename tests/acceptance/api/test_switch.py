"""An upgrade on one machine, before the real nginx: requests come in all the while, and none is lost.

`systemctl` is a stand-in that starts and stops the same server; all else is what `infra/machine` holds.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.certificate import self_signed

from .harness import ELIGIBILITY, write_province

ROOT = Path(__file__).resolve().parents[3]
MACHINE = ROOT / "infra" / "machine"
CLIENTS = 4

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")

SYSTEMCTL = """#!{python}
import os, signal, subprocess, sys, time
from pathlib import Path
home = Path({home!r})
action, unit = sys.argv[1], sys.argv[-1].partition("@")[2]
kept = home / (unit + ".pid")
if action == "start":
    port = int((home / (unit + ".env")).read_text().partition("=")[2])
    code = ("import sys; sys.path.insert(0, {source!r}); from pathlib import Path; "
        "from zikao.serve.server import serve; "
        f"serve(port={{port}}, site_dir=Path({site!r}), provinces=Path({provinces!r}))")
    log = open(home / (unit + ".log"), "ab")
    kept.write_text(str(subprocess.Popen([sys.executable, "-c", code], stdout=log, stderr=log).pid))
elif action == "stop" and kept.exists():
    number = int(kept.read_text())
    os.kill(number, signal.SIGTERM)
    state = Path(f"/proc/{{number}}/stat")
    while state.exists() and state.read_text().split()[2] != "Z":
        time.sleep(0.05)
    kept.unlink()
"""

NGINX = """
user root;
pid {home}/nginx.pid;
error_log {home}/error.log crit;
worker_processes 2;
daemon off;
events {{ }}
http {{
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/zikao.conf;
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@dataclass
class Machine:
    """nginx and two colours, one of which serves."""

    home: Path
    secure: int
    plain: int
    told: Counter[str] = field(default_factory=Counter)
    """How requests ended: the status, or the name of what went wrong."""

    def switch(self, colour: str) -> str:
        done = subprocess.run(
            [str(MACHINE / "zikao-switch"), colour],
            env={
                **os.environ,
                "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
                "ZIKAO_ETC": str(self.home),
                "ZIKAO_UPSTREAM": str(self.home / "zikao-upstream.conf"),
                "ZIKAO_NGINX": f"nginx -c {self.home}/nginx.conf -p {self.home}",
                "ZIKAO_NGINX_PID": str(self.home / "nginx.pid"),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        context = ssl.create_default_context(cafile=str(self.home / "fullchain.pem"))
        connection = http.client.HTTPSConnection("localhost", self.secure, timeout=60, context=context)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def keep_asking(self, stop: threading.Event) -> None:
        """Check answers, one after the other, each over a connection of its own."""
        while not stop.is_set():
            try:
                sent = {"Content-Type": "application/json"}
                status = self.ask("POST", ELIGIBILITY, b'{"number": "7", "passed": 11}', **sent).status
                self.told[str(status)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.told[type(error).__name__] += 1


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path, free_port(), free_port())
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    provinces = write_province(tmp_path / "provinces")
    for colour in ("blue", "green"):
        (tmp_path / f"{colour}.env").write_text(f"PORT={free_port()}\n", "utf-8")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "systemctl"
    places = {"home": str(tmp_path), "site": str(site), "provinces": str(provinces)}
    command.write_text(SYSTEMCTL.format(python=sys.executable, source=str(ROOT / "src"), **places), "utf-8")
    command.chmod(0o755)
    self_signed(tmp_path, "localhost")
    written = (MACHINE / "zikao.conf").read_text("utf-8")
    written = re.sub(r" *listen \[::\].*\n", "", written)
    for before, after in (
        ("listen 443", f"listen 127.0.0.1:{made.secure}"),
        ("listen 80", f"listen 127.0.0.1:{made.plain}"),
        ("exam.example.cn", "localhost"),
        ("/etc/ssl/zikao", str(tmp_path)),
        ("/etc/nginx", str(tmp_path)),
        ("/var/log/nginx", str(tmp_path)),
    ):
        assert before in written
        written = written.replace(before, after)
    (tmp_path / "zikao.conf").write_text(written, "utf-8")
    (tmp_path / "nginx.conf").write_text(NGINX.format(home=tmp_path), "utf-8")
    (tmp_path / "zikao-upstream.conf").write_text("server 127.0.0.1:9;\n", "utf-8")
    nginx = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)])
    try:
        while not (tmp_path / "nginx.pid").exists():
            assert nginx.poll() is None
            time.sleep(0.05)
        yield made
    finally:
        for colour in ("blue", "green"):
            subprocess.run([str(command), "stop", f"zikao@{colour}"], check=True)
        nginx.send_signal(signal.SIGQUIT)
        nginx.wait(30)


def test_an_upgrade_and_the_way_back_lose_no_request(machine: Machine) -> None:
    assert machine.switch("blue") == "zikao@blue serves\n"
    stop = threading.Event()
    clients = [threading.Thread(target=machine.keep_asking, args=(stop,)) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    try:
        assert machine.switch("green") == "zikao@green serves\n"
        assert not (machine.home / "blue.pid").exists()
        assert machine.switch("blue") == "zikao@blue serves\n"
    finally:
        stop.set()
        for each in clients:
            each.join()
    assert machine.told["200"] > 20 * CLIENTS
    assert machine.told == {"200": machine.told["200"]}


def test_what_the_outside_sees(machine: Machine) -> None:
    machine.switch("blue")
    page = machine.ask("GET", "/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert page.headers["Server"] == "nginx"
    assert machine.ask("GET", "/-/ready").status == 404
    assert machine.ask("GET", "/-/metrics").status == 404
    assert machine.ask("GET", "/v1/health").status == 200
    insecure = http.client.HTTPConnection("127.0.0.1", machine.plain, timeout=10)
    insecure.request("GET", "/anhui/", headers={"Host": "localhost"})
    answer = insecure.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/anhui/")
    insecure.close()


def test_a_colour_that_is_not_ready_is_not_put_before_the_public(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.switch("blue")
    before = (machine.home / "zikao-upstream.conf").read_text("utf-8")
    monkeypatch.setenv("ZIKAO_SECONDS", "2")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (machine.home / "green.env").write_text(f"PORT={taken.getsockname()[1]}\n", "utf-8")
        with pytest.raises(subprocess.CalledProcessError) as caught:
            machine.switch("green")
    assert "zikao@blue goes on serving" in caught.value.stderr
    assert (machine.home / "zikao-upstream.conf").read_text("utf-8") == before
    assert machine.ask("GET", "/v1/health").status == 200
