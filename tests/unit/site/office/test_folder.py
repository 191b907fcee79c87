"""The working folder of an office: whole, its own in every word, and never over what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from zikao.cli import run
from zikao.errors import ExitCode
from zikao.site.office.folder import HEAVY, Office, remarks, write
from zikao.site.own_pages import HOME, OPERATOR


def config(folder: Path) -> dict[str, object]:
    read: dict[str, object] = yaml_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    return read


def options(folder: Path) -> dict[str, object]:
    plugins = config(folder)["plugins"]
    assert isinstance(plugins, list)
    [own] = [entry["zikao"] for entry in plugins if "zikao" in entry]
    assert isinstance(own, dict)
    return own


def test_the_folder_holds_what_the_office_says_and_nothing_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, Office("例省自考", "1A5FB4", operator="例省考试院", contact="电话 000"))
    assert config(folder)["site_name"] == "例省自考"
    assert {name: options(folder)[name] for name in ("provinces", "colour", "operator", "contact")} == {
        "provinces": "provinces",
        "colour": "#1a5fb4",
        "operator": "例省考试院",
        "contact": "电话 000",
    }
    assert not any((folder / "provinces").iterdir())
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == {
        "mkdocs.yml",
        "docs/index.md",
        "docs/about.md",
        "docs/privacy.md",
        "docs/assets/logo.svg",
    }
    for name in written:
        text = (folder / name).read_text(encoding="utf-8")
        assert "自考自查" not in text, name
        assert "developers" not in text, name
    assert HOME in (folder / "docs/index.md").read_text(encoding="utf-8")
    for name in ("about", "privacy"):
        assert OPERATOR in (folder / f"docs/{name}.md").read_text(encoding="utf-8")
    assert ">例</text>" in (folder / "docs/assets/logo.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ['带"引号"', "a: b #c", "'单'", "<b>&{{ x }}", "{ #id }"])
def test_any_name_is_read_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    write(tmp_path / "site", Office(name, operator=name))
    assert config(tmp_path / "site")["site_name"] == name
    assert options(tmp_path / "site")["operator"] == name


def test_a_province_that_comes_with_the_program_is_the_office_s_from_now_on(
    tmp_path: Path, root: Path
) -> None:
    write(tmp_path / "site", Office("皖", provinces=("anhui",)))
    copied = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site/provinces").rglob("*.*")
    }
    assert copied == {path.relative_to(root).as_posix() for path in (root / "provinces/anhui").rglob("*.*")}


def test_a_logo_comes_along_and_a_heavy_one_is_told(tmp_path: Path) -> None:
    logo = tmp_path / "LOGO.PNG"
    logo.write_bytes(PNG.ljust(HEAVY + 1))
    office = Office("例", logo=logo, operator="院", contact="电话")
    write(tmp_path / "site", office)
    assert (tmp_path / "site/docs/assets/logo.png").read_bytes() == logo.read_bytes()
    theme = config(tmp_path / "site")["theme"]
    assert theme == {"name": "material", "logo": "assets/logo.png", "favicon": "assets/logo.png"}
    assert len(list(remarks(office))) == 1
    logo.write_bytes(PNG.ljust(HEAVY))
    assert list(remarks(office)) == []
    assert "主办单位和联系方式" in next(remarks(Office("例")))


PNG = b"\x89PNG\r\n\x1a\n"
REFUSED = {
    "a folder that is not empty": (["full", "--name", "例"], "不是空的"),
    "no name": (["new"], "--name"),
    "a blank name": (["new", "--name", " "], "要有名称"),
    "a name in two lines": (["new", "--name", "例\n省"], "名称里有换行"),
    "a long name": (["new", "--name", "例" * 31], "31 个字"),
    "a pale colour": (["new", "--name", "例", "--colour", "#ffcc00"], "可以改用 #"),
    "no colour": (["new", "--name", "例", "--colour", "蓝"], "例如 #1a5fb4"),
    "a logo that is not there": (["new", "--name", "例", "--logo", "none.svg"], "没有标志文件"),
    "a logo of another kind": (["new", "--name", "例", "--logo", "full/x.txt"], "SVG、PNG"),
    "a logo that is no picture": (["new", "--name", "例", "--logo", "full/x.png"], "只改扩展名没有用"),
    "a drawing that is none": (["new", "--name", "例", "--logo", "full/x.svg"], "只改扩展名没有用"),
    "a place where nothing can be written": (["/proc/new", "--name", "例"], "写不进去，请检查路径"),
    "a province that does not come along": (["new", "--name", "例", "--province", "nix"], "new-province"),
    "an operator with a line break": (["new", "--name", "例", "--operator", "a\u2028b"], "主办单位里有换行"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_is_said_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], why: str
) -> None:
    (tmp_path / "full").mkdir()
    for ending in ("txt", "png", "svg"):
        (tmp_path / f"full/x.{ending}").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words, sentence = REFUSED[why]
    assert run(["new-site", *words]) == ExitCode.USAGE
    out, err = capfd.readouterr()
    assert out == ""
    assert sentence in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "new").exists()
    assert len(list((tmp_path / "full").iterdir())) == 3


def test_the_command_tells_what_comes_next(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    assert run(["new-site", str(folder), "--name", "例省"]) == ExitCode.PASS
    out, err = capfd.readouterr()
    assert f"zikao new-province 省名的拼音 --in {folder}" in out
    assert f"zikao preview {folder}" in out
    assert f"cd {folder} && zikao build" in out
    assert "还没有写主办单位和联系方式" in err
    assert json.dumps(str(options(folder)["colour"])) == '""'


def test_what_comes_along_is_helped_by_editors_where_it_is_now(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    assert run(["new-site", str(folder), "--name", "皖", "--province", "anhui"]) == ExitCode.PASS
    capfd.readouterr()
    files = sorted((folder / "provinces/anhui").rglob("*.yaml"))
    assert len(files) > 10
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = path.parent / first.partition("$schema=")[2]
        assert schema.resolve().parent == (folder / ".zikao/schemas").resolve(), path
        assert schema.is_file(), path
