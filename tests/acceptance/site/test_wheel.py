"""What an office installs: a wheel, in an environment that has neither this repository nor Node.js."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from zikao import __version__
from zikao.cache import cache_folder
from zikao.site import device
from zikao.site.address import DEVICE

pytestmark = pytest.mark.timeout(600)

QUESTION = "anhui/ticket-merge"
OF_PORTRAITS = {each.origin for each in device.NETWORKS["photo"] if not each.optional}


@pytest.fixture(scope="module")
def wheels(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice at once from nothing."""
    folders = [tmp_path_factory.mktemp("wheel") for _ in range(2)]
    command = [sys.executable, str(root / "scripts/build_wheel.py")]
    builds = [
        subprocess.Popen([*command, str(folder)], cwd=root, stderr=subprocess.PIPE, text=True)
        for folder in folders
    ]
    for each in builds:
        _, complaints = each.communicate()
        assert each.returncode == 0, complaints
    return [wheel for folder in folders for wheel in folder.glob("*.whl")]


@pytest.fixture(scope="module")
def installed(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and the packages that it asks for; of this repository nothing."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--no-deps", "--no-index", "-q"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheels[0])], check=True, capture_output=True)
    [packages] = folder.glob("lib/python*/site-packages")
    # A line of such a file is a folder to look in; what stands there of this tree is not followed.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


class Office:
    """A clerk's terminal: one folder, one program, nothing else on the path."""

    def __init__(self, installed: Path, home: Path) -> None:
        self.home = home
        self.program = str(installed / "bin/zikao")
        self.environment = {
            "HOME": str(home),
            "ZIKAO_CACHE": str(home / "cache"),
            "PATH": str(installed / "bin"),
            "LANG": "C.UTF-8",
        }

    def run(self, *words: str, at: Path) -> str:
        done = subprocess.run(
            [self.program, *words], cwd=at, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def keep(self, file: Path) -> None:
        """Put a file into the cache folder."""
        folder = Path(self.environment["ZIKAO_CACHE"])
        folder.mkdir(exist_ok=True)
        (folder / file.name).symlink_to(file)


@pytest.fixture(scope="module")
def office(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(installed, tmp_path_factory.mktemp("clerk"))


@pytest.fixture(scope="module")
def site(office: Office) -> Path:
    """The working folder of a site, made and built by the commands that the page on it names."""
    told = office.run(
        *("new-site", "guide", "--name", "某省自考办事指南", "--colour", "8a1c2b"),
        *("--operator", "某省教育考试院", "--contact", "电话 000", "--province", "anhui"),
        at=office.home,
    )
    assert "cd guide && zikao build" in told
    folder = office.home / "guide"
    office.run("build", at=folder)
    return folder


def test_two_builds_give_the_same_bytes_under_the_version(wheels: list[Path]) -> None:
    assert [wheel.name for wheel in wheels] == [f"zikao-{__version__}-py3-none-any.whl"] * 2
    digests = {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}
    assert len(digests) == 1


def test_every_part_is_in_it(wheels: list[Path], root: Path) -> None:
    names = set(zipfile.ZipFile(wheels[0]).namelist())
    for part in ("provinces", "schemas"):
        held = {path.relative_to(root).as_posix() for path in (root / part).rglob("*") if path.is_file()}
        assert {f"zikao/_data/{name}" for name in held} <= names
    theme = root / "src/zikao/site/theme"
    held = {path.relative_to(root / "src").as_posix() for path in theme.rglob("*") if path.is_file()}
    assert held <= names
    assert {
        "zikao/_data/widgets/zikao.js",
        "zikao/_data/hosts/v1/zikao.js",
        "zikao/_data/sheets/kept.json",
        "zikao/_data/rulebooks.json",
        "zikao/_data/english.json",
        "zikao/_data/docs/about.md",
    } <= names


@pytest.mark.parametrize("part", ["widgets", "hosts", "sheets", "theme"])
def test_none_is_built_without_a_part(root: Path, tmp_path: Path, part: str) -> None:
    for each in {"widgets", "hosts", "sheets", "theme"} - {part}:
        (tmp_path / each).mkdir()
        (tmp_path / each / "x").write_text("x", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")],
        cwd=root,
        env={**os.environ, "ZIKAO_WHEEL_PARTS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"{part} is missing, and no site could be built without it: run make wheel" in done.stderr
    assert not list(tmp_path.glob("out/*.whl"))


def test_the_environment_has_nothing_of_this_repository(office: Office, installed: Path) -> None:
    assert shutil.which("node", path=office.environment["PATH"]) is None
    done = subprocess.run(
        [str(installed / "bin/python"), "-c", "import zikao; print(zikao.__file__)"],
        env=office.environment,
        cwd=office.home,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_a_site_that_is_built_there_is_whole_and_the_office_s(site: Path) -> None:
    home = (site / "site/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", home) == ["某省自考办事指南"]
    assert "主办：某省教育考试院" in home
    built = {path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("*")}
    assert {
        "assets/zikao/zikao.js",
        "widgets/v1/zikao.js",
        "anhui/graduation/index.html",
        "zh-TW/anhui/graduation/index.html",
        "sw.js",
        "offline/index.html",
    } <= built
    assert "自考自查" not in home


def test_a_province_is_begun_there_with_what_editors_need(office: Office) -> None:
    office.run("new-site", "begun", "--name", "湖北自考办事指南", at=office.home)
    told = office.run("new-province", "hubei", "--in", "begun", at=office.home)
    assert "还有" in told
    folder = office.home / "begun"
    line = (folder / "provinces/hubei/province.yaml").read_text(encoding="utf-8").splitlines()[0]
    [schema] = re.findall(r"\$schema=(\S+)", line)
    assert (folder / "provinces/hubei" / schema).is_file()


def test_its_sheets_are_light_without_node(site: Path) -> None:
    """The package's own were made so with the wheel; of the theme's, what a whole site uses lies in it."""
    sheet = (site / "site/stylesheets/zikao.css").read_text(encoding="utf-8")
    assert "/*" not in sheet
    [main] = (site / "site/assets/stylesheets").glob("main.*.css")
    assert hashlib.sha256(main.read_bytes()).hexdigest()[:8] in main.name
    assert main.name in (site / "site/anhui/graduation/index.html").read_text(encoding="utf-8")
    assert main.with_name(f"{main.name}.gz").stat().st_size < 15_000


@pytest.fixture(scope="module")
def more(office: Office, site: Path) -> Path:
    """Another site: with a page of tabs, and with what checks portraits on the reader's device."""
    more = site.with_name("more")
    shutil.copytree(site, more, ignore=shutil.ignore_patterns("site"))
    config = more / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("offline: true", "offline: false")
    # A look of one's own: nobody waits for the smallest copy of what is large.
    text = text.replace("traditional: true", "traditional: false\n      draft: true")
    tabs = "markdown_extensions: [{pymdownx.tabbed: {alternate_style: true}}]"
    config.write_text(f"{text}\n{tabs}\n", encoding="utf-8")
    page = '# 分栏\n\n=== "一"\n\n    甲\n\n=== "二"\n\n    乙\n'
    (more / "docs/tabs.md").write_text(page, encoding="utf-8")
    for each in OF_PORTRAITS:
        office.keep(cache_folder() / each.file)
    office.run("build", at=more)
    return more / "site"


def test_a_page_with_more_of_the_theme_gets_all_of_it(site: Path, more: Path) -> None:
    """The kept sheet has no rule for what no page of ours has: tabs, here."""
    [main] = (more / "assets/stylesheets").glob("main.*.css")
    assert ".tabbed-set" in main.read_text(encoding="utf-8")
    [light] = (site / "site/assets/stylesheets").glob("main.*.css")
    assert ".tabbed-set" not in light.read_text(encoding="utf-8")


@pytest.mark.skipif(not device.here("photo"), reason="without the networks' weights")
def test_what_checks_on_the_device_has_its_smaller_copies_without_node(more: Path) -> None:
    told = json.loads((more / DEVICE).read_text(encoding="utf-8"))["photo"]
    for part in (told["worker"], *told["parts"]):
        whole = (more / DEVICE).parent / part["at"]
        copy = whole.with_name(f"{whole.name}.br").read_bytes()
        assert len(copy) == part["brotli"]
        assert len(copy) < part["gzip"]
        assert brotli.decompress(copy) == whole.read_bytes()


@pytest.fixture(scope="module")
def served(office: Office, site: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [office.program, "serve", "--no-build", "--no-models", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=site, env=office.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            assert server.stderr
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found, server.stderr.read()
            yield found.group()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def test_it_is_served_with_its_checks_and_answers_for_its_provinces_only(served: str) -> None:
    def asked(path: str, body: object = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{served}{path}", data, {"Content-Type": "application/json"} if data else {}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            read: bytes = answer.read()
            return read

    assert "某省自考办事指南".encode() in asked("")
    listed = json.loads(asked("v1/rulebooks"))
    assert [each["id"] for each in listed["rulebooks"]] == ["anhui"]
    report = json.loads(asked(f"v1/eligibility/{QUESTION}", {}))
    assert report["verdict"] == "unknown"
    assert report["findings"]
