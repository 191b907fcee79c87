"""`make audit`: known faults of what is locked, as far as an index of advisories answers here.

Where none does, pip-audit skips every package and a mirror of npm's registry may answer that nothing is
wrong, both without an error. So each is first asked for a version that is known to be faulty. Whoever finds
nothing in it knows nothing, and is asked for nothing else; what was not checked is told as that, never as
free of faults.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.zips.gather import TOP

FAULTY_PYTHON = ("pillow", "8.0.0")
"""PYSEC-2021-137 and others, mended in 8.2.0."""
FAULTY_NPM = ("lodash", "4.17.15")
"""GHSA-p6mc-m468-83gg, mended in 4.17.19."""
FOUND, NOT_CHECKED = 1, 2
"""Exit codes; the worse one is kept for what can be mended here."""


@dataclass(frozen=True)
class Told:
    """What an audit says of one lock."""

    faults: tuple[str, ...]
    """A line each: package, version, names of the advisories."""
    unknown: tuple[str, ...] = ()
    """Packages that the index says nothing of."""


Audit = Callable[[Path], Told | None]


def of_pip_audit(text: str) -> Told | None:
    """Its JSON; None where it is none, as where the index cannot be reached."""
    try:
        listed: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, LookupError, TypeError):
        return None
    faults = tuple(
        f"{each['name']} {each['version']}: {', '.join(fault['id'] for fault in each['vulns'])}"
        for each in listed
        if each.get("vulns")
    )
    return Told(faults, tuple(each["name"] for each in listed if "skip_reason" in each))


def of_npm_audit(text: str) -> Told | None:
    """Its JSON; None where it is none, or tells of an error."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(text)["vulnerabilities"]
    except (ValueError, LookupError, TypeError):
        return None
    return Told(tuple(f"{name} {each.get('range', '')}: {each['severity']}" for name, each in found.items()))


def pip_audit(program: str, lock: Path) -> Told | None:
    """pip-audit over one lock; it resolves and installs nothing."""
    command = [program, "--requirement", str(lock), "--no-deps", "--disable-pip", "--format", "json"]
    return of_pip_audit(_said([*command, "--progress-spinner", "off"], TOP))


def npm_audit(npm: str, lock: Path) -> Told | None:
    """`npm audit` over one package-lock.json."""
    return of_npm_audit(_said([npm, "audit", "--json", "--package-lock-only"], lock.parent))


def _said(command: Sequence[str], folder: Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder).stdout


def knows(audit: Audit, faulty: Path) -> bool:
    """Whether it finds the faults of what is known to have some."""
    told = audit(faulty)
    return told is not None and bool(told.faults)


def faulty_python(folder: Path) -> Path:
    """A lock of one faulty package."""
    made = folder / "faulty.txt"
    made.write_text("{}=={}\n".format(*FAULTY_PYTHON), "utf-8")
    return made


def faulty_npm(folder: Path) -> Path:
    """The same for npm."""
    name, version = FAULTY_NPM
    needs = {"dependencies": {name: version}}
    (folder / "package.json").write_text(json.dumps({"name": "faulty", "version": "1.0.0", **needs}), "utf-8")
    made = folder / "package-lock.json"
    packages = {"": needs, f"node_modules/{name}": {"version": version}}
    made.write_text(json.dumps({"name": "faulty", "lockfileVersion": 3, "packages": packages}), "utf-8")
    return made


def report(name: str, audit: Audit, faulty: Path, locks: Sequence[Path], tell: Callable[[str], None]) -> int:
    """Tell what is known of each lock; 0 only where all was checked and nothing found.

    Args:
        name: of who audits.
        audit: asks it.
        faulty: a lock in which it has to find something.
        locks: what is asked for then.
        tell: takes a line.
    """
    if not knows(audit, faulty):
        tell(f"{name}: nothing was checked, as no index of advisories answers here. Known faults: unknown.")
        return NOT_CHECKED
    code = 0
    for lock in locks:
        told = audit(lock)
        if told is None:
            tell(f"{lock.name}: not checked, the index gave no answer")
            code = code or NOT_CHECKED
            continue
        for line in told.faults:
            tell(f"{lock.name}: {line}")
        for package in told.unknown:
            tell(f"{lock.name}: {package}: not checked, the index does not know it")
        code = FOUND if told.faults else code or (NOT_CHECKED if told.unknown else 0)
        if not told.faults and not told.unknown:
            tell(f"{lock.name}: no known fault")
    return code


def main() -> int:
    """Every lock of Python, and that of npm; 1 where a fault is known, 2 where something was not checked."""
    program = str(Path(sys.argv[1]).absolute())
    npm = str(TOP / "scripts" / "npm")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        codes = [
            report(
                "pip-audit",
                lambda lock: pip_audit(program, lock),
                faulty_python(folder),
                sorted(TOP.glob("requirements/*.txt")),
                print,
            ),
            report(
                "npm audit",
                lambda lock: npm_audit(npm, lock),
                faulty_npm(folder),
                [TOP / "package-lock.json"],
                print,
            ),
        ]
    return FOUND if FOUND in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main())
