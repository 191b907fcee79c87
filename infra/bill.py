"""What `zikao serve` installs, and under which licences: by the lock, the packages' metadata and the weights.

.venv/bin/python -m infra.bill                     docs/developers/licences.md made anew
.venv/bin/python -m infra.bill --sbom zikao.cdx.json   the same as a bill of materials, CycloneDX 1.6
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import PackageNotFoundError
from importlib.metadata import distribution as installed
from pathlib import Path
from typing import Final

from cyclonedx.model.component import Component, ComponentType
from packaging.markers import Marker

from infra.zips.sbom import bill_of, stated_licence
from zikao import __version__
from zikao.weights import ALL

ROOT: Final = Path(__file__).resolve().parents[1]
LOCK: Final = ROOT / "requirements" / "serve.txt"
PAGE: Final = ROOT / "docs" / "developers" / "licences.md"
SERVER: Final = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "os_name": "posix",
    "python_version": "3.11",
    "python_full_version": "3.11.14",
}
"""The machine that is listed for. A newer Python gets another version of a few packages."""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)(?: *; *([^\\]*))?", re.MULTILINE)
_HEAD: Final = """\
# Licences

What `zikao serve` installs on Linux with Python 3.11, made by `python -m infra.bill` from
`requirements/serve.txt` and the packages' own metadata; `--sbom FILE` writes it as CycloneDX. What the
functions on AWS hold is in the bill
beside each package that `make lambda` writes. Nothing here is under GPL or AGPL; `zikao[heic]`, which brings
an encoder under GPL, is for a candidate's own machine and never among it.

| package | version | licence as its metadata state it |
| --- | --- | --- |
"""
_WEIGHTS: Final = """
## Weights

| file | taken from | licence |
| --- | --- | --- |
"""


class NotInstalledError(Exception):
    """A locked package is not here, so its licence cannot be read."""


def locked(lock: Path = LOCK) -> Iterator[tuple[str, str]]:
    """Names and versions of the packages that such a machine gets."""
    for name, version, marker in _PIN.findall(lock.read_text("utf-8")):
        if not marker.strip() or Marker(marker.strip()).evaluate(SERVER):
            yield name, version


def page() -> str:
    """The page.

    Raises:
        NotInstalledError: run it where `requirements/serve.txt` or `dev.txt` is installed.
    """
    rows = []
    for name, version in locked():
        found = _metadata(name, version)
        rows.append(f"| {name} | {version} | {stated_licence(found) or 'not stated'} |\n")
    weights = [
        f"| {each.file} | {each.package.name} {each.package.version} | {each.licence} |\n" for each in ALL
    ]
    return _HEAD + "".join(rows) + _WEIGHTS + "".join(weights)


def bill() -> str:
    """The bill of materials; the same lock gives the same text.

    Raises:
        NotInstalledError: as `page`.
    """
    root = Component(name="zikao", version=__version__, type=ComponentType.APPLICATION, bom_ref="zikao")
    packages = (_metadata(name, version) for name, version in locked())
    return bill_of(root, f"zikao/serve/{__version__}/{LOCK.read_text('utf-8')}", packages, ALL)


def _metadata(name: str, version: str) -> Message:
    try:
        found = HeaderParser().parsestr(installed(name).read_text("METADATA") or "")
    except PackageNotFoundError:
        raise NotInstalledError(f"{name} {version} is not installed") from None
    if found["Version"] != version:
        raise NotInstalledError(f"{name} {found['Version']} is installed, {version} is locked")
    return found


def main() -> int:
    """Write the page, or the bill."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sbom", type=Path, metavar="FILE")
    asked = options.parse_args()
    try:
        if asked.sbom:
            asked.sbom.write_text(bill(), encoding="utf-8")
        else:
            PAGE.write_text(page(), encoding="utf-8")
    except NotInstalledError as error:
        print(f"{error}: run it in the environment of the lock.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
