"""Days and moments as every page and report writes them, by one function here and one in the browser."""

from __future__ import annotations

import re

import pytest

from zikao.clock import spoken

from .test_style import ROOT


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-05-30", "2026年5月30日"),
        ("2026-11-29T17:00", "2026年11月29日 17:00"),
        ("2026-01-02T09:05", "2026年1月2日 09:05"),
        ("none", "none"),
        ("2026-05-30 左右", "2026-05-30 左右"),
        ("12026-05-30", "12026-05-30"),
        ("2026-05-30T17:00:01", "2026-05-30T17:00:01"),
        ("２０２６-05-30", "２０２６-05-30"),
    ],
)
def test_a_day_is_spoken_in_one_form(written: str, said: str) -> None:
    assert spoken(written) == said


def test_nobody_else_puts_a_day_together() -> None:
    """Where `年` stands behind a value, that is a second way of writing days."""
    made = re.compile(r"\}年\$?\{")
    places = [*(ROOT / "src/zikao").rglob("*.py"), *(ROOT / "src/zikao").rglob("*.jinja")]
    places += [path for path in (ROOT / "widgets").rglob("*.js") if not path.name.endswith(".test.js")]
    found = {path.relative_to(ROOT).as_posix() for path in places if made.search(path.read_text("utf-8"))}
    assert found == {"src/zikao/clock.py", "widgets/shared/clock.js"}
