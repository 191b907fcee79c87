"""The page of what candidates stumble over, out of both kinds of counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.rulebook.places import GOOD
from zikao.api.watch import Seen
from zikao.cli import run
from zikao.cli.watch import FEWEST, NoCountsError, read_counts
from zikao.serve.watch import Counters, embedded

FAILED = Seen("eligibility", 200, 0.1, None, "demo/graduation", "fail", ("demo/graduation.papers",), ())
PASSED = Seen("eligibility", 200, 0.1, None, "demo/graduation", "pass")
RARE = Seen("eligibility", 200, 0.1, None, "demo/graduation", "fail", ("demo/graduation.cert-date",), ())
GONE = Seen("eligibility", 200, 0.1, None, "demo/gone", "fail", ("demo/gone.rule",), ())
OTHER = Seen("photo", 413, 0.1, "too-large")
ALL = [*[FAILED] * 6, *[PASSED] * 2, *[RARE] * (FEWEST - 1), *[GONE] * 9, OTHER]


def of_prometheus(_: pytest.CaptureFixture[str]) -> str:
    counters = Counters()
    for seen in ALL:
        counters(seen)
    return counters.page().decode()


def of_a_log(capsys: pytest.CaptureFixture[str]) -> str:
    for seen in ALL:
        embedded(seen)
    lines = capsys.readouterr().out.splitlines()
    return "\n".join(f"2026-05-01T00:00:00Z\tINFO {line}" for line in lines) + "\nSTART RequestId\n"


@pytest.mark.parametrize("write", [of_prometheus, of_a_log])
def test_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str], write: object) -> None:
    counts = tmp_path / "counts.txt"
    counts.write_text(write(capsys), "utf-8")  # type: ignore[operator]
    assert run(["watch", str(counts), "--rulebooks", str(GOOD)]) == 0
    page = capsys.readouterr().out
    assert "检查 12 次：符合 2（17%），不符合 10（83%）。" in page
    assert "| 材料备齐 | 6 | 50% |" in page
    assert "前置学历证书日期" not in page  # too few to be told
    assert "gone" not in page
    assert run(["watch", str(counts), "--rulebooks", str(GOOD), "--province", "base"]) == 0
    assert "材料备齐" not in capsys.readouterr().out


def test_another_file_is_named_and_what_makes_it_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.txt").write_text("nothing\n", "utf-8")
    assert run(["watch", str(tmp_path / "x.txt")]) != 0
    assert "/-/metrics" in capsys.readouterr().err
    with pytest.raises(NoCountsError):
        read_counts(['{"_aws": broken'])


def test_a_server_that_has_checked_nothing_yet_is_not_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counters = Counters()
    counters(Seen("health", 200, 0.1))
    counts = tmp_path / "counts.txt"
    counts.write_bytes(counters.page())
    assert run(["watch", str(counts), "--rulebooks", str(GOOD)]) == 0
    assert "还没有哪个事项检查满" in capsys.readouterr().out
