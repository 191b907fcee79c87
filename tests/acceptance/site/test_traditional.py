"""The pages in Traditional Chinese: all there, only words changed, and a search that knows both scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.books import rulebooks
from zikao.chinese.convert import QUOTES, Converter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Visit

CHINESE = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = ("developers/", "decisions/", "republishing/", "api/", "forms/")
NOT_READ = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", re.DOTALL)
CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
"""What is to be copied stays as it is."""
PREVIEW = "embed/preview/index.html"
"""It says what the tags say that it is asked for."""
GUIDE = "zhejiang/transfer-out/"


def names(folder: Path, pattern: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.glob(pattern)}


def attributes(html: str, *wanted: str) -> list[str]:
    return re.findall(rf'\s(?:{"|".join(wanted)})="([^"]*)"', html)


def test_every_page_in_chinese_is_there_in_both_scripts(site: Path) -> None:
    there = names(site / "zh-TW", "**/*.html")
    wanted = {
        name
        for name in names(site, "**/*.html")
        if not name.startswith((*ENGLISH, "zh-TW/", "en/"))
        and ".en/" not in name
        and name not in ("404.html", PREVIEW)
    }
    assert there == wanted
    for name in sorted(wanted):
        html = (site / "zh-TW" / name).read_text(encoding="utf-8")
        assert '<html lang="zh-TW"' in html, name
        assert html.count('http-equiv="Content-Security-Policy"') == 1, name


def test_only_words_change(site: Path) -> None:
    """Ids, keys, conditions and scripts are the same, so ticks, links and reports hold for both."""
    same = ("id", "class", "for", "data-step", "data-when", "guide", "spec", "endpoint", "version")
    for name in ("anhui/graduation/index.html", f"{GUIDE}index.html", "anhui/photos/graduation/index.html"):
        ours, theirs = ((site / folder / name).read_text(encoding="utf-8") for folder in ("", "zh-TW"))
        assert attributes(ours, *same) == attributes(theirs, *same), name
        assert ours.count("<") == theirs.count("<"), name


def plain(value: Any) -> Any:
    """A document with a mark for every text."""
    if isinstance(value, dict):
        return {key: plain(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [plain(inside) for inside in value]
    return "…" if isinstance(value, str) and CHINESE.search(value) else value


def test_documents_differ_in_their_texts_only(site: Path) -> None:
    documents = names(site / "data", "**/*.json")
    assert documents == names(site / "zh-TW/data", "**/*.json")
    for name in documents:
        ours, theirs = (
            json.loads((site / folder / "data" / name).read_text(encoding="utf-8"))
            for folder in ("", "zh-TW")
        )
        assert plain(ours) == plain(theirs), name


def test_scripts_differ_in_their_texts_only(site: Path) -> None:
    def skeleton(path: Path) -> str:
        code = CHINESE.sub("…", path.read_text(encoding="utf-8").translate(QUOTES))
        return re.sub(r"-[0-9A-Z]{8}\.js|QR (?=…)", "", code).replace("……", "…")

    ours, theirs = (
        sorted(skeleton(path) for path in (site / folder / "assets/zikao").glob("*.js"))
        for folder in ("", "zh-TW")
    )
    assert len(ours) >= 5
    assert ours == theirs


def test_words_of_the_field_are_kept(site: Path) -> None:
    html = "".join(path.read_text(encoding="utf-8") for path in (site / "zh-TW").rglob("*.html"))
    for ours, theirs in (
        ("審核", "稽核"),
        ("准考證", "準考證"),
        ("檔案", "檔檔案"),
        ("發布", "釋出"),
        ("程序", "程式"),
        ("帳號", "賬號"),
        ("QR 碼", "二維碼"),
    ):
        assert ours in html, ours
        assert theirs not in html, theirs


def both(site: Path) -> Iterator[tuple[str, str, str]]:
    """Each page's name with its text in Simplified and in Traditional Chinese, without tags and scripts."""
    for name in sorted(names(site / "zh-TW", "**/*.html")):
        ours, theirs = (
            NOT_READ.sub("", CODE.sub("", (site / folder / name).read_text(encoding="utf-8")))
            for folder in ("", "zh-TW")
        )
        yield name, ours, theirs


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (r"(?<![一兩幾每])隻.", "only, which is 只; 隻 counts animals and ears"),
        (r"(?<![公浙])里(?!巷)", "in, which is 裡"),
        (r"扎", "to tie, which is 紮"),
        (r"[標寫說]明瞭", "has marked, which is 明了"),
        (r"平臺", "a platform, which is 平台 everywhere"),
        (r"菜單", "a menu, which is 選單 everywhere"),
    ],
)
def test_no_character_is_the_wrong_one_of_two(site: Path, fault: str, what: str) -> None:
    found = [f"{name}: {hit}" for name, _, text in both(site) for hit in re.findall(f"..{fault}..", text)]
    assert found == [], what


def test_one_word_stands_for_one_thing(site: Path) -> None:
    """檔案 is a dossier and nothing else, 文件 an office's document."""
    for name, ours, theirs in both(site):
        assert theirs.count("檔案") == ours.count("档案"), name
        assert theirs.count("文件") == len(
            re.findall("份文件|官方文件|正式文件|省的文件|照片文件不规范", ours)
        ), name


def test_what_a_portal_shows_keeps_its_words_wherever_it_is_named(site: Path) -> None:
    """Menus, buttons, states and messages of the portals: a reader looks for these very words there."""
    converter = Converter()
    shown = {
        word
        for book in rulebooks().provinces.values()
        for procedure in book.procedures.values()
        for word in (
            *(entry for channel in procedure.channels for entry in channel.menu),
            *(entry for step in procedure.steps for entry in step.menu),
            *(status.word for status in procedure.statuses),
        )
    } | {
        label.label
        for book in rulebooks().provinces.values()
        for spec in (*book.photos.values(), *book.packages.values())
        for label in spec.labels
    }
    assert len(shown) > 30
    reworded = {word for word in shown if converter.words(word) != converter.characters(word)}
    assert reworded == set(), "these belong into the glossary"
    for name, ours, theirs in both(site):
        for word in shown:
            # In a sentence of ours a menu's words stand between the marks of Taiwan.
            told = {converter.characters(word), converter.characters(word).translate(QUOTES)}
            assert sum(map(theirs.count, told)) >= ours.count(word), f"{name}: {word}"


@pytest.mark.browser
def test_the_switch_keeps_the_page(visit: Visit) -> None:
    page = visit.open(GUIDE)
    simplified = page.locator("h1").inner_text()
    page.get_by_role("link", name="繁體").click()
    page.wait_for_url(f"**/zh-TW/{GUIDE}")
    assert page.locator("html").get_attribute("lang") == "zh-TW"
    assert page.locator("h1").inner_text() != simplified
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(
        '"PingFang TC"'
    )
    assert not re.search("[“”‘’]", page.locator(".md-content").inner_text())
    page.evaluate("location.hash = 'whole'")
    page.locator(".zg-tick").first.click()
    page.get_by_role("link", name="简体").click()
    page.wait_for_url(f"**/guides/{GUIDE}#whole")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == simplified
    assert page.locator(".zg-ticks input").first.is_checked(), "ticks are those of the guide, not of a script"
    assert visit.faults == []
    assert visit.outside == []


@pytest.mark.browser
def test_pages_name_each_other_for_search_engines(visit: Visit) -> None:
    for path in (GUIDE, f"zh-TW/{GUIDE}"):
        page = visit.open(path)
        links = page.evaluate(
            "Object.fromEntries(Array.from(document.querySelectorAll('link[hreflang]'), "
            "link => [link.hreflang, link.href]))"
        )
        assert links == {"zh-CN": f"{visit.home}{GUIDE}", "zh-TW": f"{visit.home}zh-TW/{GUIDE}"}


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "zh-TW/"])
@pytest.mark.parametrize("query", ["转出", "轉出", "登录", "登入"])
def test_search_finds_what_is_typed_in_either_script(visit: Visit, folder: str, query: str) -> None:
    visit.open(folder)
    found = visit.search(query)
    found.first.wait_for(timeout=15_000)
    hrefs = found.evaluate_all("all => all.map(a => a.href)")
    if query in ("转出", "轉出"):
        assert any(f"/{folder}{GUIDE}" in href for href in hrefs), hrefs
    assert all(href.startswith(f"{visit.home}{folder}") for href in hrefs)
    assert visit.faults == []


@pytest.mark.browser
def test_the_elements_speak_the_same_script(visit: Visit) -> None:
    page = visit.open(f"zh-TW/{GUIDE}")
    told = page.locator("zikao-checklist .zk-progress").first.inner_text()
    assert "項" in told
    assert visit.faults == []
