"""The page is whole, harmless and in the reader's order, whatever was checked."""

from __future__ import annotations

import base64
import io
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from zikao.cli import html
from zikao.cli.gallery import Card, Gallery, gallery
from zikao.cli.html import LARGEST_PICTURE, MOST_ENTRIES, HtmlReport
from zikao.errors import ZikaoError
from zikao.package.facts import EntryFacts, Measured, PackageFacts, PageFacts
from zikao.package.pages.thumbs import Thumbnail
from zikao.report import (
    ByEye,
    Citation,
    Engine,
    Finding,
    Outcome,
    Region,
    Report,
    RulebookStamp,
    Severity,
    Target,
    Unconcerned,
)

VOID = {"meta", "img", "br", "link", "input", "hr"}
CITE = Citation(
    source="s", title="手册", clause="附件3 四.2", authority="official", address="https://example.org/a"
)


def finding(
    name: str, outcome: Outcome = "no", severity: Severity = "must", contradiction: str | None = None
) -> Finding:
    return Finding(
        id=f"photo.{name}",
        outcome=outcome,
        severity=severity,
        title=name,
        sentence=f"关于{name}。",
        measured="1 像素",
        required="2 像素",
        mend="重拍。" if outcome == "no" else None,
        contradiction=contradiction,
        cites=(CITE,),
    )


def report(*findings: Finding) -> Report:
    return Report(
        check="photo",
        target=Target(province="p", item="i", title="照片规格"),
        verdict="fail" if any(each.outcome == "no" for each in findings) else "pass",
        heading="不符合",
        summary="共核对几项。",
        findings=findings,
        rulebook=RulebookStamp(id="p", version="1.0.0", sha256="0" * 64, reviewed_on="2026-01-01"),
        engine=Engine(version="0"),
        measured_on="server",
    )


class Balance(HTMLParser):
    """Fails on a tag that closes another one; keeps what the browser would load and every tag's name."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in {"src", "srcset", "data", "poster"} or (tag == "link" and name == "href"):
                self.loaded.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Balance:
    parser = Balance()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.html"


def picture(size: tuple[int, int]) -> bytes:
    """A PNG of noise, which nothing makes small."""
    out = io.BytesIO()
    noise = random.Random(3).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, noise).save(out, "PNG")
    return out.getvalue()


def test_the_page_is_balanced_and_loads_nothing_from_anywhere(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add(
            "a.jpg", report(finding("甲"), finding("乙", "unknown"), finding("丙", "yes")), picture((8, 8))
        )
        page.add("b.jpg", report(finding("丁", "not checked")))
    text = path.read_text("utf-8")
    seen = parsed(text)
    assert all(each.startswith("data:image/png;base64,") for each in seen.loaded)
    assert len(seen.loaded) == 1
    assert "script" not in seen.tags
    assert "link" not in seen.tags
    assert not re.search(r"url\(|@import", text)
    assert 'lang="zh-CN"' in text
    assert report().notice in text


def test_a_hostile_name_stays_text(path: Path) -> None:
    name = '"><script>alert(1)</script><img src=x onerror=y>.jpg'
    with HtmlReport(path) as page:
        page.add(name, report(finding("甲")))
        page.add(name, f"打不开 {name}")
        page.add(name, report(finding("甲")), entries=[{"name": name, "kind": "jpeg", "index": 0}])
    seen = parsed(path.read_text("utf-8"))
    assert "script" not in seen.tags
    assert "img" not in seen.tags


def test_an_address_that_is_no_web_address_is_no_link(path: Path) -> None:
    cite = CITE.model_copy(update={"address": "javascript:alert(1)"})
    with HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲").model_copy(update={"cites": (cite,)})))
    assert "javascript:" not in path.read_text("utf-8")


def test_a_name_that_is_no_unicode_does_not_stop_the_page(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add("照片\udcff.jpg", report(finding("甲")))
        page.add("b.jpg", report(finding("乙")))
    assert "关于乙。" in path.read_text("utf-8")


def test_a_file_that_could_not_be_checked_stands_in_its_place(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲")))
        page.add("b.jpg", "没有这个文件，请核对路径。")
        page.add("c.jpg", report(finding("丙", "yes")))
    text = path.read_text("utf-8")
    articles = text.split("<article")[1:]
    assert len(articles) == 3
    assert "没有这个文件，请核对路径。" in articles[1]
    assert "没能检查 1" in text.split("<article")[0]


def test_what_to_change_comes_first_and_the_gravest_of_it(path: Path) -> None:
    given = [
        finding("符合项", "yes"),
        finding("未测项", "not checked"),
        finding("缺答项", "unknown"),
        finding("小事", "no", "advice"),
        finding("大事", "no", "must"),
    ]
    with HtmlReport(path) as page:
        page.add("a.jpg", report(*given))
    text = path.read_text("utf-8")
    places = [text.index(f"关于{each}。") for each in ("大事", "小事", "缺答项", "未测项", "符合项")]
    assert places == sorted(places)
    folded = text.index("<details")
    assert places[2] < folded < places[3]
    headings = [text.index(f"<h3>{each} 1 项</h3>") for each in ("要改的", "建议")]
    assert headings[0] < places[0] < headings[1] < places[1]


def test_what_nothing_measures_is_a_list_to_tick_and_the_badge_says_no_more(path: Path) -> None:
    points = tuple(
        ByEye(
            id=f"photo.{name}",
            severity="must",
            ask=f"{name}露出来了吗？",
            sentence=f"{name}要露。",
            cites=(CITE,),
        )
        for name in ("左耳", "右耳")
    )
    with HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲", "yes")).model_copy(update={"by_eye": points}))
    text = path.read_text("utf-8")
    assert parsed(text).tags.count("input") == 2
    assert '<span class="badge measured">能测的符合</span>' in text
    assert (
        text.index("请你自己看 2 点")
        < text.index("左耳露出来了吗？")
        < text.index("左耳要露。")
        < text.index("右耳")
    )


def test_what_concerns_nobody_is_not_called_met(path: Path) -> None:
    told = Unconcerned(sentence="不用核验。", cites=(CITE,))
    with HtmlReport(path) as page:
        page.add("a.json", report().model_copy(update={"unconcerned": told, "heading": "不涉及你"}))
    text = path.read_text("utf-8")
    assert '<span class="badge unconcerned">不涉及</span>' in text
    assert "不涉及你" in text
    assert ">符合<" not in text


def test_the_overview_is_above_and_leads_to_each_file(path: Path) -> None:
    with HtmlReport(path) as page:
        for number in range(3):
            page.add(f"{number}.jpg", report(finding("甲")))
    text = path.read_text("utf-8")
    targets = re.findall(r'href="#(f\d+)"', text)
    assert targets == re.findall(r'<article id="(f\d+)"', text) == ["f1", "f2", "f3"]
    assert text.index("总览") < text.index("<article")
    assert "不符合 3" in text


def test_one_file_needs_no_overview(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲")))
    assert "总览" not in path.read_text("utf-8")


def test_a_contradiction_is_told_once_in_a_file(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add(
            "a.jpg", report(finding("甲", contradiction="两处不同"), finding("乙", contradiction="两处不同"))
        )
        page.add("b.jpg", report(finding("甲", contradiction="两处不同")))
    assert [each.count("两处不同") for each in path.read_text("utf-8").split("<article")[1:]] == [1, 1]


@pytest.mark.parametrize(("size", "shown"), [((200, 200), (200, 200)), ((660, 740), None)])
def test_a_large_drawing_is_made_small_enough(
    path: Path, size: tuple[int, int], shown: tuple[int, int] | None
) -> None:
    with HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲")), picture(size))
    (loaded,) = parsed(path.read_text("utf-8")).loaded
    data = base64.b64decode(loaded.removeprefix("data:image/jpeg;base64,"))
    assert len(data) <= LARGEST_PICTURE
    with Image.open(io.BytesIO(data)) as small:
        assert shown is None or small.size == shown


def test_each_entry_of_an_archive_has_its_row_and_its_fault(path: Path) -> None:
    both = (Region(entry="b.jpg", index=0), Region(entry="b.jpg", index=1))  # two pages of one file
    wrong = finding("密码").model_copy(update={"regions": both, "count": 2})
    entries: list[dict[str, object]] = [
        {"name": "a.jpg", "kind": "jpeg", "true_bytes": 2048, "index": 0},
        {"name": "b.jpg", "kind": None, "declared_bytes": 5, "index": 1},
    ]
    with HtmlReport(path) as page:
        page.add("a.zip", report(wrong), entries=entries)
    rows = re.findall(r"<tr><td>.*?</tr>", path.read_text("utf-8"))
    assert "2.0 KB" in rows[0] and "JPEG 图片" in rows[0] and "关于密码。" not in rows[0]
    assert "5 字节" in rows[1] and "没有辨认" in rows[1] and rows[1].count("关于密码。") == 1


def test_an_archive_of_very_many_files_is_cut_and_says_so(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add(
            "a.zip", report(), entries=[{"name": f"{n}.jpg", "index": n} for n in range(MOST_ENTRIES + 7)]
        )
    text = path.read_text("utf-8")
    assert text.count("<tr><td>") == MOST_ENTRIES
    assert "还有 7 个文件没有列出" in text


def test_a_run_without_files_leaves_nothing_and_an_older_report_alone(path: Path) -> None:
    with HtmlReport(path):
        pass
    assert not path.exists()
    path.write_text("older")
    with HtmlReport(path):
        pass
    assert path.read_text() == "older"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_run_that_is_broken_off_keeps_what_it_had(path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), HtmlReport(path) as page:
        page.add("a.jpg", report(finding("甲")))
        raise KeyboardInterrupt
    parsed(path.read_text("utf-8"))


@pytest.mark.parametrize("where", ["", "none/report.html"])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_checked(
    tmp_path: Path, where: str
) -> None:
    with pytest.raises(ZikaoError, match=r"网页报告|文件夹"), HtmlReport(tmp_path / where):
        pytest.fail("started")


def test_nothing_of_a_file_is_kept_but_its_row(path: Path) -> None:
    with HtmlReport(path) as page:
        for number in range(50):
            page.add(f"{number}.jpg", report(finding("甲")), picture((8, 8)))
        assert {type(row) for row in page._rows} == {html._Row}
        assert sum(len(row.name + row.remark) for row in page._rows) < 50 * 100


DOT = "data:image/jpeg;base64,/9j/"


def card(name: str = "01-准考证.jpg", *wrong: str) -> Card:
    return Card(DOT, name, "准考证", ("准考证号 ********0001", "识别得分 0.98"), wrong)


def test_each_page_of_an_archive_is_shown_with_its_words(path: Path) -> None:
    shown = Gallery((card("<b>.jpg"), card("02.pdf 第 2 页", "关于焦点。")), covered=1)
    with HtmlReport(path) as page:
        page.add("a.zip", report(), gallery=shown)
        page.add("b.zip", report(), gallery=Gallery())
        page.add("c.jpg", report())
    text = path.read_text("utf-8")
    seen = parsed(text)
    assert seen.loaded == [DOT, DOT]
    first, *others = text.split("<article")[1:]
    for word in (
        "&lt;b&gt;.jpg",
        "02.pdf 第 2 页",
        "********0001",
        "识别得分 0.98",
        "身份证号码已盖住",
        "不要发给别人",
    ):
        assert word in first
    assert first.count('<p class="wrong">关于焦点。</p>') == 1
    assert "绿色与填的一致" not in first  # nothing was compared
    assert "还有" not in first
    assert not any("里面的页面" in each for each in others)


def test_frames_are_explained_by_what_was_done(path: Path) -> None:
    with HtmlReport(path) as page:
        page.add("a.zip", report(), gallery=Gallery((card(),), more=7, compared=True))
    text = path.read_text("utf-8")
    assert "绿色与填的一致" in text
    assert "已盖住" not in text
    assert "还有 7 页没有画出来" in text


def test_a_finding_names_25_places_and_counts_the_rest(path: Path) -> None:
    places = tuple(Region(entry=f"{number}.pdf", index=number, page=number) for number in range(1, 26))
    wrong = finding("焦点").model_copy(update={"regions": places, "count": 31})
    with HtmlReport(path) as page:
        page.add("a.zip", report(wrong))
    (said,) = re.findall(r"<p>位置：(.*)</p>", path.read_text("utf-8"))
    assert said.count("<bdi>") == 25
    assert "<bdi>25.pdf 第 25 页</bdi>" in said
    assert said.endswith(" 等 31 处")


def test_places_that_differ_stand_each_with_what_was_measured_there(path: Path) -> None:
    places = tuple(Region(entry=f"{n}.jpg", index=n, measured=f"行高 {n}") for n in (8, 9))
    wrong = finding("字").model_copy(update={"regions": places, "count": 2, "measured": "行高 8"})
    with HtmlReport(path) as page:
        page.add("a.zip", report(wrong))
    text = path.read_text("utf-8")
    assert re.findall(r"<li><bdi>(.*?)</bdi></li>", text) == ["8.jpg：行高 8", "9.jpg：行高 9"]
    assert "实测：" not in text and "位置：" not in text


def test_one_reason_of_many_is_told_once_in_a_page(path: Path) -> None:
    unseen = [
        finding(name).model_copy(update={"outcome": "not checked", "why": "打不开"}) for name in ("甲", "乙")
    ]
    with HtmlReport(path) as page:
        page.add("a.zip", report(*unseen))
    text = path.read_text("utf-8")
    assert text.count("打不开") == 1 and "<p>这 2 项没有检查：打不开。</p>" in text
    assert all(f"<p>{each.title} <span" in text for each in unseen)


def measured(*pages: dict[str, Any], **facts: Any) -> Measured:
    plain = {"index": 0, "page": 1, "name": "a.jpg", "page_decodes": True}
    items = [PageFacts.model_validate(plain | each) for each in pages]
    return Measured(facts=PackageFacts(archive_kind="zip", pages=items, **facts), absent={})


@pytest.fixture
def dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page that opened has a small picture."""

    def made(data: bytes, told: Measured) -> list[Thumbnail]:
        opened = [each for each in told.facts.pages or () if each.page_decodes]
        return [
            Thumbnail(each.index or 0, each.page or 1, b"\xff\xd8\xff", each.page == 1)
            for each in opened[:40]
        ]

    monkeypatch.setattr("zikao.package.pages.thumbs.thumbnails", made)


def test_a_card_says_what_it_is_whose_it_is_and_what_is_wrong(dots: None) -> None:
    told = measured(
        {"page_type": "admission_ticket", "page_legibility": 0.984, "page_ticket_number": "confirmed"},
        {"index": 1, "name": "b.pdf", "page": 1, "page_type": "several", "page_ticket_number": "not_read"},
        {"index": 1, "name": "b.pdf", "page": 2},
        {"index": 2, "name": "c.jpg", "page_decodes": False},
        contents=[EntryFacts(index=0, numbers=["********0001"]), EntryFacts(index=1)],
    )
    of_page = finding("这页").model_copy(update={"regions": (Region(entry="b.pdf", index=1, page=2),)})
    of_file = finding("文件").model_copy(update={"regions": (Region(entry="b.pdf", index=1),) * 2})
    met = finding("好的", "yes").model_copy(update={"regions": (Region(entry="a.jpg", index=0),)})
    made = gallery(b"", told, [of_page, of_file, met])
    assert [(each.name, each.kind, each.words, each.wrong) for each in made.cards] == [
        ("a.jpg", "准考证", ("准考证号 ********0001", "准考证号与填的一致", "识别得分 0.98"), ()),
        ("b.pdf 第 1 页", "不止一种证件", ("没有读文字",), ("关于文件。",)),
        ("b.pdf 第 2 页", "没有认出种类", ("没有读文字",), ("关于这页。",)),
    ]
    assert (made.covered, made.compared, made.more) == (2, True, 0)
    assert made.cards[0].image == "data:image/jpeg;base64,/9j/"


def test_a_gallery_ends_after_forty_pages_and_counts_the_rest(dots: None) -> None:
    told = measured(*({"index": number, "page_legibility": 1.0} for number in range(47)))
    made = gallery(b"", told, [])
    assert (len(made.cards), made.more, made.compared) == (40, 7, False)


def test_a_single_file_has_its_number_too(dots: None) -> None:
    told = measured({"page_legibility": 1.0}, ticket_numbers=["********0001"])
    assert gallery(b"", told, []).cards[0].words[0] == "准考证号 ********0001"
