"""Nothing follows from a slip: what a faulty file would have held is missed nowhere; the rest is read."""

from __future__ import annotations

from pathlib import Path

from zikao.rulebook.faults import Waiting
from zikao.rulebook.lint import lint

from .conftest import Changed
from .places import DAY

NO_TEXT = b"\x89PNG\r\n\x1a\n\xff"


def found(root: Path) -> tuple[list[str], list[str]]:
    """The faults as file and message, and what was said not to be looked at, as file and message."""
    faults = lint(root, today=DAY)
    waiting = [f"{each.file}：{each.message}" for each in faults if isinstance(each, Waiting)]
    return [f"{each.file}：{each.message}" for each in faults if not isinstance(each, Waiting)], waiting


def test_a_main_file_that_is_no_text_is_one_fault(changed: Changed) -> None:
    root = changed("demo/province.yaml")
    (root / "demo" / "province.yaml").write_bytes(NO_TEXT)
    faults, waiting = found(root)
    assert faults == ["demo/province.yaml：文件不是 UTF-8 编码，请另存为 UTF-8"]
    [said] = waiting
    assert "cities/river.yaml" in said


def test_the_main_file_of_another_province_takes_its_sources_along(changed: Changed) -> None:
    root = changed("base/province.yaml")
    (root / "base" / "province.yaml").write_bytes(NO_TEXT)
    assert found(root)[0] == ["base/province.yaml：文件不是 UTF-8 编码，请另存为 UTF-8"]


def test_a_procedure_that_cannot_be_read_is_missed_nowhere(changed: Changed) -> None:
    """Another relates to it, a city changes it, the province tells of its changes."""
    root = changed(
        "demo/province.yaml",
        (
            "contradictions:\n",
            'changes:\n  - {version: 1.2.0, on: "2026-01-12", text: 改。, procedures: [graduation]}\n'
            "contradictions:\n",
        ),
    )
    (root / "demo" / "procedures" / "graduation.yaml").write_bytes(NO_TEXT)
    faults, waiting = found(root)
    assert faults == ["demo/procedures/graduation.yaml：文件不是 UTF-8 编码，请另存为 UTF-8"]
    assert waiting == ["demo/procedures/graduation.yaml：这个文件能读以前，用到它的地方也还没有核对"]


def test_specs_that_cannot_be_read_are_missed_nowhere(changed: Changed) -> None:
    root = changed("demo/photos.yaml")
    (root / "demo" / "photos.yaml").write_bytes(NO_TEXT)
    (root / "base" / "photos.yaml").write_bytes(NO_TEXT)
    assert [fault.partition("：")[0] for fault in found(root)[0]] == ["base/photos.yaml", "demo/photos.yaml"]


def test_a_fault_in_one_file_does_not_hide_the_examples_and_braces_of_others(changed: Changed) -> None:
    changed("demo/procedures/certificate.yaml", ("source: guide", "source: giude"))
    changed("demo/photos.yaml", ('dpi: "no"', 'dpi: "yes"'))
    root = changed("demo/procedures/graduation.yaml", ("日期 {cert_date} 晚于", "日期 {cert_day} 晚于"))
    faults, _ = found(root)
    assert [fault.partition("。")[0] for fault in faults] == [
        "demo/photos.yaml：例子不符：规则 dpi 算出 no",
        "demo/procedures/certificate.yaml：没有来源 giude",
        "demo/procedures/graduation.yaml：花括号里的 cert_day 不是事实或规格值的名字",
    ]


def test_a_main_file_under_another_name_is_named(changed: Changed) -> None:
    root = changed("demo/province.yaml")
    (root / "demo" / "province.yaml").rename(root / "demo" / "province.yaml.txt")
    assert found(root)[0] == ["demo/province.yaml：缺少这个文件，province.yaml.txt 要改名为 province.yaml"]


def test_a_value_that_does_not_fit_is_told_where_it_is_written(changed: Changed) -> None:
    """The rule that it does not fit stands in the file of the province that is extended."""
    root = changed("demo/photos.yaml", ("value: 40000", "value: 四万"))
    assert found(root)[0] == ["demo/photos.yaml：这里要整数，写的却是「四万」"]


def test_several_slips_of_one_file_are_told_together(changed: Changed) -> None:
    root = changed(
        "demo/province.yaml", ("name: 示例省", "name：示例省"), ("    issued: undated", "\tissued: undated")
    )
    assert [fault.mended for fault in lint(root, today=DAY)] == ["name: 示例省", "issued: undated"]


def test_a_window_that_is_misspelt_in_the_list_is_missed_by_no_step(changed: Changed) -> None:
    root = changed(
        "demo/procedures/graduation.yaml",
        ("windows: [application]", "windows: [aplication]"),
        ("    title: 提交申请\n", "    title: 提交申请\n    windows: [application]\n"),
    )
    assert found(root)[0] == ["demo/procedures/graduation.yaml：没有时间窗口 aplication"]


def test_a_file_whose_name_cannot_be_an_id_is_told_how_to_be_called(changed: Changed) -> None:
    root = changed("demo/procedures/certificate.yaml")
    folder = root / "demo" / "procedures"
    (folder / "certificate.yaml").rename(folder / "证明.yaml")
    [fault] = [each for each in found(root)[0] if "procedures/证明.yaml" in each]
    assert fault.endswith("只能用小写字母、数字和中间的连字符，请把 证明 改名为 certificate")
