"""What an audit is taken for: faults, none, or nothing checked. A program stands in for pip-audit."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from infra import audit as subject

CLEAN = {"name": "a", "version": "1", "vulns": []}
FAULTY = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (3)"}


def program(folder: Path, answers: dict[str, Any]) -> str:
    """One that says what is given for the file that it is asked for, as pip-audit would."""
    made = folder / "audits"
    made.write_text(
        f"#!{sys.executable}\nimport json, sys\nfrom pathlib import Path\n"
        f"said = {answers!r}.get(Path(sys.argv[2]).name)\n"
        "print(json.dumps({'dependencies': said}) if said is not None else 'no route to host')\n",
        "utf-8",
    )
    made.chmod(0o755)
    return str(made)


@pytest.mark.parametrize(
    ("faulty", "lock", "code", "said"),
    [
        ([FAULTY], [CLEAN], 0, "lock.txt: no known fault"),
        ([FAULTY], [CLEAN, FAULTY, SKIPPED], 1, "lock.txt: b 2: PYSEC-1, GHSA-2"),
        ([FAULTY], [CLEAN, SKIPPED], 2, "lock.txt: c: not checked"),
        ([FAULTY], None, 2, "lock.txt: not checked"),
        ([CLEAN], [CLEAN], 2, "nothing was checked"),
        ([SKIPPED], [CLEAN], 2, "nothing was checked"),
        (None, [CLEAN], 2, "nothing was checked"),
    ],
)
def test_only_what_was_checked_is_free_of_faults(
    tmp_path: Path, faulty: object, lock: object, code: int, said: str
) -> None:
    audits = program(tmp_path, {"faulty.txt": faulty, "lock.txt": lock})
    told: list[str] = []
    found = subject.report(
        "pip-audit",
        lambda path: subject.pip_audit(audits, path),
        subject.faulty_python(tmp_path),
        [tmp_path / "lock.txt"],
        told.append,
    )
    assert found == code
    assert any(said in line for line in told), told
    assert code == 0 or not any("no known fault" in line for line in told)


def test_npm_tells_of_faults_or_of_its_own_error() -> None:
    told = subject.of_npm_audit(
        json.dumps({"vulnerabilities": {"lodash": {"severity": "high", "range": "<=4.17.20"}}})
    )
    assert told == subject.Told(("lodash <=4.17.20: high",))
    assert subject.of_npm_audit(json.dumps({"vulnerabilities": {}})) == subject.Told(())
    for failed in ('{"message": "405 Method Not Allowed"}', '{"error": {"code": "ENOAUDIT"}}', "", "[]"):
        assert subject.of_npm_audit(failed) is None


def test_the_lock_in_which_npm_has_to_find_something_is_one(tmp_path: Path) -> None:
    lock = json.loads(subject.faulty_npm(tmp_path).read_text("utf-8"))
    assert lock["packages"]["node_modules/lodash"] == {"version": "4.17.15"}
    assert (tmp_path / "package.json").is_file()
