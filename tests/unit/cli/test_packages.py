"""``zikao check package``: numbers and courses that belong to files, and files together."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from zikao.checks.circumstances import Circumstances
from zikao.cli import run
from zikao.cli.packages import Packages
from zikao.errors import ExitCode
from zikao.rulebook.store import load_library

Shell = Callable[..., tuple[int, str, str]]
_library = functools.cache(load_library)
ITEM = "zhejiang/score-merge"
ONE, TWO = "110100000001", "110100000002"


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """Runs ``zikao check package`` without model weights; gives exit code, output and errors."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "no-weights"))
    monkeypatch.setattr("zikao.cli.common.load_library", _library)

    def call(*words: object) -> tuple[int, str, str]:
        code = run(["check", "package", *(str(word) for word in words)])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        assert ONE not in out + err
        return code, out, err

    return call


@pytest.fixture
def archives(tmp_path: Path) -> list[Path]:
    """Two archives without pages."""
    paths = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for path in paths:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("note.txt", path.name)
    return paths


def pairs(files: list[Path], *numbers: str | None, together: bool = False) -> dict[Path, str | None]:
    return Packages(_library(), ITEM, files, Circumstances(), numbers, together=together)._number


def test_numbers_go_with_files_in_order(archives: list[Path]) -> None:
    a, b = archives
    assert pairs([a, b], ONE, TWO) == {a: ONE, b: TWO}
    assert pairs([b, a], None, TWO) == {b: None, a: TWO}
    assert pairs([a], ONE, TWO, together=True) == {a: ONE}


@pytest.mark.parametrize(
    ("files", "words", "said"),
    [
        (2, ["--ticket-number", ONE], "给了 1 个准考证号、2 个文件"),
        (1, ["--ticket-number", f"{ONE},{TWO}"], "给了 2 个准考证号、1 个文件"),
        (1, ["--ticket-number", f"{ONE}x"], "--ticket-number 不对：第 1 个号码用不了"),
        (2, ["--ticket-number", f"{ONE}，123"], "第 2 个号码用不了，准考证号要是 8 到 16 位数字"),
        (2, ["--course", "写作"], "--course 一次只能配一个文件"),
        (1, ["--course", " "], "每门写证书上的名称"),
        (1, ["--together", "--facts"], "--together 不能和 --facts 一起用"),
    ],
)
def test_what_does_not_fit_is_said(
    shell: Shell, archives: list[Path], files: int, words: list[str], said: str
) -> None:
    code, out, err = shell(ITEM, *archives[:files], *words)
    assert (code, said in err) == (ExitCode.USAGE, True), err
    assert out == ""


def test_one_file_cannot_have_two_numbers(shell: Shell, archives: list[Path]) -> None:
    _, _, err = shell(ITEM, archives[0], archives[0], "--ticket-number", f"{ONE},{TWO}")
    assert "同一个文件写了两遍" in err


def test_a_spec_of_single_files_has_nothing_together(shell: Shell, archives: list[Path]) -> None:
    _, _, err = shell("anhui/attachment", *archives, "--together")
    assert "没有几个文件合在一起看的规则" in err


@pytest.mark.parametrize("form", [[f"{ONE},{ONE}", TWO], [f"{ONE}、{ONE}，{TWO}"], [ONE, ONE, TWO]])
def test_together_comes_last(shell: Shell, archives: list[Path], form: list[str]) -> None:
    words = [word for each in form for word in ("--ticket-number", each)]
    code, out, _ = shell(ITEM, *archives, "--together", "--format", "jsonl", *words)
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == [*map(str, archives), None]
    wrong = [each for each in lines[-1]["findings"] if each["outcome"] == "no"]
    assert [each["id"] for each in wrong] == ["package.number-once", "package.number-each"]
    assert wrong[0]["regions"][0]["entry"] == "a.zip"
    assert "********0002" in wrong[1]["sentence"]
    assert code == ExitCode.FINDINGS


def test_together_on_a_terminal_and_on_a_page(shell: Shell, archives: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    numbers = ["--together", "--ticket-number", f"{ONE},{ONE}"]
    _, out, _ = shell(ITEM, *archives, *numbers)
    assert out.index("b.zip") < out.index("合在一起看") < out.index("package.number-once")
    shell(ITEM, *archives, *numbers, "--format", "html", "--out", page)
    assert "package.number-once" in page.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_still_has_its_number(
    shell: Shell, archives: list[Path], tmp_path: Path
) -> None:
    _, out, _ = shell(
        ITEM, archives[0], tmp_path / "gone.zip", "--together", "--format", "jsonl",
        "--ticket-number", f"{ONE},{ONE}",
    )  # fmt: skip
    last = json.loads(out.splitlines()[-1])
    assert [each["id"] for each in last["findings"] if each["outcome"] == "no"] == ["package.number-once"]


@pytest.mark.parametrize("together", [False, True])
def test_facts_of_a_file_are_kept_only_to_look_at_all_files_together(
    archives: list[Path], together: bool
) -> None:
    packages = Packages(_library(), ITEM, archives, Circumstances(), together=together)
    for look, path in zip((packages.judge, packages.show), archives, strict=True):
        look(path, path.read_bytes())
    assert [*packages._facts] == (archives if together else [])


def test_number_and_courses_reach_the_pages(shell: Shell, archives: list[Path]) -> None:
    words = ["--facts", "--ticket-number", ONE, "--course", "写作", "--course", "大学语文"]
    _, out, _ = shell(ITEM, archives[0], *words)
    facts = json.loads(out)["facts"]
    assert (facts["ticket_number_declared"], facts["courses_declared"]) == (True, 2)
    _, out, _ = shell(ITEM, archives[0], "--facts")
    facts = json.loads(out)["facts"]
    assert (facts["ticket_number_declared"], facts["courses_declared"]) == (False, 0)


def test_a_folder_stands_for_what_the_spec_is_about(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "ticket.jpg").write_bytes(b"\xff\xd8\xff")
    code, _, err = shell(ITEM, folder)
    assert code == ExitCode.USAGE
    assert "zikao pack" in err
    code, out, _ = shell("anhui/attachment", folder)
    assert code == ExitCode.FINDINGS
    assert "ticket.jpg" in out
