"""The oldest browsers of the site: docs/decisions/0022-floor-of-browsers.md."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

LOOK = "tests/js/floor/look.mjs"


def _too_new(root: Path, site: Path) -> list[str]:
    done = subprocess.run(
        [root / "scripts" / "node", root / LOOK, site], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_nothing_that_is_sent_is_newer_than_the_oldest_browsers(root: Path, site: Path) -> None:
    """Syntax and members of every script, selectors and properties of every sheet, as they are sent.

    What stays although it is newer has its reason in tests/js/floor/reasons.mjs.
    """
    assert _too_new(root, site) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("assets/zikao/late.js", "Object.hasOwn(a, b);", "assets/zikao/late.js | Object.hasOwn"),
        ("sw.js", "try { a() } catch {}", "sw.js | syntax after 2017"),
        ("page.html", "<script>a?.b</script>", "page.html | syntax after 2017"),
        ("stylesheets/late.css", "a, b:is(c) { color: red }", "stylesheets/late.css | :is in a list"),
    ],
)
def test_what_is_newer_is_found_in_each_place(
    root: Path, tmp_path: Path, name: str, text: str, found: str
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    [line] = _too_new(root, tmp_path)
    assert line.startswith(found)
