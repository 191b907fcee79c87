"""An element in a page that is not ours, in Traditional Chinese and in English, up to the result."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

pytest.importorskip("opencc", reason="OpenCC is not installed")

from opencc import OpenCC

from zikao.chinese.convert import Converter
from zikao.chinese.glossary import CHARACTERS, WORDS

from .conftest import Folder
from .test_lists import LISTS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

SHOWN = """element => {
  const all = [];
  const look = (place, chinese) => {
    for (const each of place.childNodes) {
      if (each instanceof Text) all.push([each.data, chinese]);
      if (!(each instanceof Element) || each.localName === "style") continue;
      const lang = each.getAttribute("lang");
      const within = lang ? lang.startsWith("zh") : chinese;
      for (const name of ["aria-label", "title"]) {
        const said = each.getAttribute(name) ?? "";
        // A name that is read out has one language alone: what begins in ours may go on in Chinese.
        all.push([said, within || /^[A-Z]/.test(said)]);
      }
      look(each, within);
    }
  };
  look(element.shadowRoot, false);
  return all.filter(([text]) => text.trim());
}"""
"""What a host shows or has read out, each text with whether it is told to be Chinese."""

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def both(ours: Folder) -> Folder:
    """Our site with its documents in Traditional Chinese, too."""
    converter = Converter()
    made = ours.path / "guide" / "zh-TW" / "data" / "made"
    made.mkdir(parents=True)
    written = json.dumps(LISTS.model_dump(exclude_none=True), ensure_ascii=False)
    (ours.path / "guide/data/made/all-kinds.list.json").write_text(written, "utf-8")
    for path in (ours.path / "guide" / "data" / "made").glob("*.json"):
        (made / path.name).write_text(converter.words(path.read_text("utf-8")), "utf-8")
    return ours


def texts(host: Locator) -> list[tuple[str, bool]]:
    return [(text, chinese) for text, chinese in host.evaluate(SHOWN)]


def unmarked(host: Locator) -> list[str]:
    """Chinese that is not told to be."""
    return [text for text, chinese in texts(host) if not chinese and CHINESE.search(text)]


def simplified(host: Locator) -> set[str]:
    """Characters of the other script; of those in use in both the glossary tells which words are meant."""
    shown = "\n".join(text for text, _ in texts(host))
    for each in (*CHARACTERS.values(), *WORDS.values()):
        shown = shown.replace(each, "")
    convert = OpenCC("s2tw").convert
    return {each for each in set(shown) if convert(each) != each}


def answer(host: Locator) -> None:
    """The question that is asked, with the first that it takes."""
    question = host.locator("fieldset")
    kind = question.locator("input").first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        question.locator("input").first.check()
    else:
        said = {"date": "2026-05-19", "datetime-local": "2026-05-18T09:00"}
        question.locator("input").first.fill(said.get(kind or "", "12"))
    host.locator("form .zk-button").click()


def test_an_element_speaks_the_language_that_it_is_told_to(page: Page, both: Folder, portal: Folder) -> None:
    tag = '<zikao-eligibility province="made" procedure="all-kinds"></zikao-eligibility>'
    script = f'<script type="module" src="{both.address}/guide/widgets/v1/zikao.js"></script>'
    page.goto(portal.page("languages", script + tag, lang="en-GB"))
    host = page.locator("zikao-eligibility")
    button = host.locator("form .zk-button")
    expect(button).to_have_text("Continue")
    button.click()
    expect(host.get_by_role("alert")).to_contain_text("There is 1 problem")
    for _ in range(2):
        assert unmarked(host) == []
        expect(host.locator("legend span")).to_have_attribute("lang", "zh-CN")
        answer(host)
    # The other half in another language: the answers stay.
    host.evaluate("element => { element.lang = 'zh-Hant-HK'; }")
    expect(button).to_have_text("下一步")
    expect(host.get_by_text("已經知道的（4）")).to_be_visible()
    button.click()
    expect(host.get_by_role("alert")).to_contain_text("按「不清楚，先跳過」")
    while button.count():
        answer(host)
        assert simplified(host) == set()
    expect(host.locator(".zk-report h3").first).to_have_text("現在還不符合")
    host.get_by_text("接著查其餘的").click()
    while button.count():
        answer(host)
    assert simplified(host) == set()
    host.evaluate("element => { element.lang = 'en'; }")
    expect(host.locator(".zk-report h3").first).to_have_text("Requirements not met yet")
    assert unmarked(host) == []
    shown = host.evaluate("element => element.shadowRoot.textContent")
    assert "What must be put right (" in shown
    assert "19 May 2026" in shown, "an answer is written as English writes it"
    assert "证书发得太晚：2026年5月19日。" in shown, "a sentence of the rulebook keeps its own"
    assert host.evaluate("element => element.inner.localName") == "zikao-eligibility-en"


def test_a_list_and_the_way_through_it_speak_it_too(page: Page, both: Folder, portal: Folder) -> None:
    where = 'province="made" procedure="all-kinds"'
    tags = "".join(f"<zikao-{name} {where}></zikao-{name}>" for name in ("way", "eligibility", "checklist"))
    script = f'<script type="module" src="{both.address}/guide/widgets/v1/zikao.js"></script>'
    page.goto(portal.page("lists-in-english", script + tags, lang="en"))
    way, questions, lists = (page.locator(f"zikao-{name}") for name in ("way", "eligibility", "checklist"))
    expect(lists.get_by_text("0 of 3 done")).to_be_visible()
    expect(lists.get_by_text("What follows is given in the original Chinese.")).to_be_visible()
    expect(way.get_by_role("status")).to_contain_text("Below are all")
    answer(questions)
    answer(questions)
    expect(way.get_by_role("status")).to_have_text("By your answers: 1 of 1 document, 2 of 3 steps.")
    lists.get_by_role("checkbox").first.check()
    expect(lists.get_by_text("All 1 done")).to_be_visible()
    for host in (way, questions, lists):
        assert unmarked(host) == []
    page.evaluate("document.documentElement.lang = 'zh-TW'")
    for host in (way, questions, lists):
        host.evaluate("element => { element.lang = 'zh-TW'; }")
    expect(way.get_by_role("status")).to_have_text("按你的回答：共 1 樣材料中的 1 樣，共 3 步中的 2 步。")
    expect(lists.get_by_text("全部 1 項已完成")).to_be_visible()
    for host in (way, questions, lists):
        assert simplified(host) == set()
