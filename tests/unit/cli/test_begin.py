"""`zikao new-province` as a clerk sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.cli import run
from zikao.errors import ExitCode


def test_a_province_is_begun_in_any_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new-province", "hunan"]) == ExitCode.PASS
    said = capsys.readouterr().out
    assert "已写出 provinces/hunan/：\n  province.yaml\n" in said
    assert run(["lint", "provinces"]) == ExitCode.FINDINGS
    found = capsys.readouterr().out.splitlines()
    assert found
    assert all("：还没填：" in line for line in found)
    assert said.endswith(f"还有 {len(found)} 处要填，一处一处列出来：zikao lint provinces\n")
    assert run(["new-province", "hunan"]) == ExitCode.USAGE
    assert capsys.readouterr().err == "provinces/hunan 已经有了，没有改动它。\n"
    assert run(["new-province", "hunan", "--in", "ofice"]) == ExitCode.USAGE
    assert "没有文件夹 ofice。" in capsys.readouterr().err
    assert not (tmp_path / "ofice").exists()


def test_schemas_of_a_folder_of_ones_own_are_brought_up_to_date_and_no_others_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["new-province", "hunan"])
    old = tmp_path / ".zikao" / "schemas" / "city.schema.json"
    current = old.read_text("utf-8")
    old.write_text("{}", "utf-8")
    assert run(["schemas"]) == ExitCode.PASS
    assert old.read_text("utf-8") == current
    assert sorted(path.name for path in tmp_path.iterdir()) == [".zikao", "provinces"]
