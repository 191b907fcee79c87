"""What CI asks of each change of a rulebook: another meaning, a higher version."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

if shutil.which("git") is None:
    pytest.skip("no git on this machine", allow_module_level=True)

GOOD = "tests/fixtures/rulebooks/good"


def git(folder: Path, *words: str) -> None:
    who = {
        f"GIT_{role}_{what}": "x@example.cn" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    subprocess.run(["git", *words], cwd=folder, env={**os.environ, **who}, check=True, capture_output=True)


def asked(folder: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [folder / "scripts" / "raised", *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def changed(root: Path, tmp_path: Path) -> Path:
    """A repository with rulebooks; its last commit changes the meaning of one, and not its version."""
    made = tmp_path / "made"
    (made / "scripts").mkdir(parents=True)
    shutil.copy(root / "scripts" / "raised", made / "scripts")
    shutil.copytree(root / GOOD, made / "provinces")
    (made / ".gitignore").write_text(".venv\n", "utf-8")
    (made / ".venv").symlink_to(root / ".venv")
    git(made, "init", "-q", "-b", "main")
    git(made, "add", ".")
    git(made, "commit", "-qm", "first")
    file = made / "provinces" / "demo" / "procedures" / "graduation.yaml"
    text = file.read_text("utf-8")
    assert "\nsummary: " in text
    file.write_text(text.replace("\nsummary: ", "\nsummary: 现在起，", 1), "utf-8")
    git(made, "commit", "-qam", "second")
    return made


def test_a_changed_meaning_under_the_version_of_before_fails(changed: Path) -> None:
    code, told = asked(changed)
    assert code == 1, told
    assert "版本号却没有升" in told
    assert "demo/province.yaml" in told
    assert asked(changed, "HEAD")[0] == 0


def test_a_clone_without_a_past_says_that_it_was_not_checked(changed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{changed}", "shallow")
    (tmp_path / "shallow" / ".venv").symlink_to(changed / ".venv")
    code, told = asked(tmp_path / "shallow")
    assert code == 0
    assert told.startswith("Not checked whether versions rose: there is no HEAD~1 here.")
