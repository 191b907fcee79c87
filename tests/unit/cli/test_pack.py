"""``zikao pack`` as a newcomer meets it: folders in, ZIPs out, and never a file harmed."""

from __future__ import annotations

import functools
import hashlib
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from zikao.cli import pack as command
from zikao.cli import run
from zikao.errors import ExitCode
from zikao.rulebook.store import load_library

SPEC = "zhejiang/score-merge"
ONE, TWO = "330102030001", "330102030002"
ZIP_ONE, ZIP_TWO = "合并材料-尾号0001.zip", "合并材料-尾号0002.zip"

Shell = Callable[..., tuple[int, str, str]]
_library = functools.cache(load_library)


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """Runs ``zikao pack`` without text models; gives exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "no-weights"))
    monkeypatch.setattr("zikao.cli.common.load_library", _library)

    def call(*words: object) -> tuple[int, str, str]:
        code = run(["pack", *(str(word) for word in words)])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def picture(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    grains = random.Random(seed).randbytes(80 * 60)
    Image.frombytes("L", (80, 60), grains).save(path)
    return path


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a candidate has: a card, and a folder a number."""
    made = tmp_path / "材料"
    picture(made / "身份证.jpg", 1)
    picture(made / ONE / "IMG_1.jpg", 2)
    picture(made / ONE / "IMG_2.png", 3)
    picture(made / TWO / "更早" / "IMG_3.jpg", 4)
    (made / ".DS_Store").write_bytes(b"x")
    (made / ONE / "Thumbs.db").write_bytes(b"x")
    return made


def digests(folder: Path) -> dict[str, str]:
    return {
        str(each): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_one_number_takes_all_that_is_given(shell: Shell, tmp_path: Path) -> None:
    first, second = picture(tmp_path / "a.jpg", 1), picture(tmp_path / "b.png", 2)
    out = tmp_path / "new" / "out"
    code, said, _ = shell(SPEC, first, second, "--ticket-number", ONE, "--out", out)
    assert code == ExitCode.COULD_NOT_CHECK  # no text was read, and that is never a pass
    assert [each.name for each in out.iterdir()] == [ZIP_ONE]
    assert names(out / ZIP_ONE) == ["01-材料-1.jpg", "02-材料-2.png"]
    for word in ("已做好", "有的地方没能检查", "a.jpg", "01-材料-1.jpg", "1980", "还不能判断", "没有读文字"):
        assert word in said
    assert ONE not in said


def test_folders_named_by_numbers_need_no_more_words(shell: Shell, folder: Path, tmp_path: Path) -> None:
    # What stands outside them cannot be read here, so nobody can say that it belongs into both.
    (folder / "身份证.jpg").unlink()
    before = digests(folder)
    shell(SPEC, folder, "--out", tmp_path / "out")
    assert names(tmp_path / "out" / ZIP_ONE) == ["01-材料-1.jpg", "02-材料-2.png"]
    assert names(tmp_path / "out" / ZIP_TWO) == ["01-材料.jpg"]
    assert digests(folder) == before


def test_what_nobody_can_tell_apart_is_not_made(shell: Shell, folder: Path, tmp_path: Path) -> None:
    code, said, _ = shell(SPEC, folder, "--out", tmp_path / "out")
    assert code == ExitCode.FINDINGS
    assert said.count("没有做成") == 2
    assert "身份证.jpg 认不出属于哪个准考证号" in said
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_there_stays_unless_it_is_said_otherwise(shell: Shell, tmp_path: Path) -> None:
    given = picture(tmp_path / "a.jpg")
    there = tmp_path / "out" / ZIP_ONE
    there.parent.mkdir()
    there.write_bytes(b"mine")
    code, _, err = shell(SPEC, given, "-n", ONE, "-o", there.parent)
    assert (code, there.read_bytes()) == (ExitCode.USAGE, b"mine")
    assert "--force" in err
    shell(SPEC, given, "-n", ONE, "-o", there.parent, "--force")
    assert names(there) == ["01-材料.jpg"]


def test_a_link_is_no_way_out_of_the_folder(shell: Shell, tmp_path: Path) -> None:
    given, outside = picture(tmp_path / "a.jpg"), tmp_path / "outside.zip"
    outside.write_bytes(b"mine")
    link = tmp_path / "out" / ZIP_ONE
    link.parent.mkdir()
    link.symlink_to(outside)
    assert shell(SPEC, given, "-n", ONE, "-o", link.parent)[0] == ExitCode.USAGE
    shell(SPEC, given, "-n", ONE, "-o", link.parent, "--force")
    assert outside.read_bytes() == b"mine"
    assert not link.is_symlink()
    assert names(link) == ["01-材料.jpg"]


def test_a_dangling_link_counts_as_a_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ZIP_ONE).symlink_to(tmp_path / "nowhere.zip")
    code, _, _ = shell(SPEC, picture(tmp_path / "a.jpg"), "-n", ONE, "-o", tmp_path / "out")
    assert code == ExitCode.USAGE
    assert not (tmp_path / "nowhere.zip").exists()


def test_nothing_is_left_behind_where_nothing_can_be_written(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    code, _, err = shell(SPEC, picture(tmp_path / "a.jpg"), "-n", ONE, "-o", tmp_path / "out")
    assert code == ExitCode.COULD_NOT_CHECK
    assert "存不进去" in err
    assert list((tmp_path / "out").iterdir()) == []


def test_out_that_cannot_be_a_folder_is_said(shell: Shell, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    code, _, err = shell(SPEC, picture(tmp_path / "a.jpg"), "-n", ONE, "-o", blocked / "out")
    assert (code, "存不进去" in err) == (ExitCode.COULD_NOT_CHECK, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((SPEC, "a.jpg"), "缺少 --out。"),
        ((SPEC, "a.jpg", "-n", ONE, "-o"), "选项 -o 后面要有值。"),
        ((SPEC, "a.jpg", "-n", ONE, "-o", "a.jpg"), "--out 不对：这是文件，要写文件夹。"),
        ((SPEC, "a.jpg", "-o", "out", "--today", "2026-13-01"), "--today 不对：没有 13 月"),
        ((SPEC, "a.jpg", "-o", "out"), "没有写准考证号"),
        ((SPEC, "a.jpg", "-n", "12", "-o", "out"), "8 到 16 位数字"),
        ((SPEC, "empty", "-n", ONE, "-o", "out"), "没有文件"),
        (("zhejiang/score-marge", "a.jpg", "-n", ONE, "-o", "out"), "是不是 score-merge？"),
        (("anhui/attachment", "a.jpg", "-n", ONE, "-o", "out"), "不用打包"),
    ],
)
def test_a_call_that_makes_no_sense_is_answered_in_a_sentence(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    picture(tmp_path / "a.jpg")
    (tmp_path / "empty").mkdir()
    code, _, err = shell(*words)
    assert code == ExitCode.USAGE
    assert said in err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_named(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell(SPEC, tmp_path / "none.jpg", "-n", ONE, "-o", tmp_path / "out")
    assert code == ExitCode.COULD_NOT_CHECK
    assert "none.jpg：没有这个文件" in err
    assert not (tmp_path / "out").exists()


def test_a_file_given_twice_goes_in_once(shell: Shell, tmp_path: Path) -> None:
    first, other = picture(tmp_path / "a.jpg"), picture(tmp_path / "b.jpg")
    _, said, _ = shell(SPEC, first, first, other, "-n", ONE, "-o", tmp_path / "out")
    assert names(tmp_path / "out" / ZIP_ONE) == ["01-材料.jpg"]
    assert "a.jpg 给了不止一次，只放了一份。" in said
    assert "b.jpg 和 a.jpg 是同一个文件，只放了一份。" in said


def test_an_album_given_by_mistake_is_not_read(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_FILES", 2)
    for number in range(3):
        picture(tmp_path / "album" / f"{number}.jpg", number)
    code, _, err = shell(SPEC, tmp_path / "album", "-n", ONE, "-o", tmp_path / "out")
    assert (code, "文件超过 2 个" in err) == (ExitCode.USAGE, True)


def test_a_folder_that_leads_back_to_itself_is_not_followed(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    (folder / ONE / "again").symlink_to(folder, target_is_directory=True)
    (folder / "身份证.jpg").unlink()
    shell(SPEC, folder, "--out", tmp_path / "out")
    assert len(names(tmp_path / "out" / ZIP_ONE)) == 2


def test_without_the_libraries_for_pictures_it_is_said_what_to_install(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = ("zikao.package.pack", "zikao.package.pack.shrink", "zikao.checks.pack")
    for module in [name for name in sys.modules if name in again or name.startswith("zikao.checks.pack.")]:
        monkeypatch.delitem(sys.modules, module)
    photo = picture(tmp_path / "a.jpg")
    monkeypatch.setitem(sys.modules, "PIL", None)
    code, _, err = shell(SPEC, photo, "--ticket-number", ONE, "--out", tmp_path)
    assert code == ExitCode.COULD_NOT_CHECK
    assert err.count("\n") == 1
    assert "pip install 'zikao[package]'" in err
