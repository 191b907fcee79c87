"""A reader's own way in a page that is not ours: questions and lists of one procedure, each in its root."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from zikao.rulebook.checklist import Checklist, Item, Line, Link, Row

from ..widgets.conftest import ELIGIBILITY, WAY
from .conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

GUIDE = "made/all-kinds"
OLD = """
body { font: 12px serif; } p { text-indent: 2em; } a { color: #00c; }
label { float: left; width: 90px; } input { height: 20px; width: 120px; } li { float: left; }
"""
"""Rules of an old portal."""
TAG = 'province="made" procedure="all-kinds"'
OWN = """<zikao-checklist guide="portal/own" version="1.0.0"><ol>
<li><label><input type="checkbox" data-step="read"> 看公告</label><p>在首页。</p></li>
</ol></zikao-checklist>"""


def item(name: str, title: str, *, level: str | None = None, after: str | None = None) -> Item:
    text = [
        Line(
            kind="body", text=["带上证书，写着 https://www.exam.example/a/very/long/address/of/a/page.html。"]
        )
    ]
    if after:
        text.append(Line(kind="after", text=["先完成：", Row(words="第 1 步", row=f"step-{after}")]))
    return Item(
        id=name,
        title=title,
        when={"is": {"level": level}} if level else None,
        text=text,
        links=[Link(words="依据", href=f"../../{GUIDE}/#step-{name}")],
    )


LISTS = Checklist(
    title="各种题",
    version="1.0.0",
    guide=GUIDE,
    page=f"../../{GUIDE}/",
    materials=[item("card", "身份证原件")],
    steps=[
        item("verify", "核验学历", level="bachelor"),
        item("apply", "提交申请", after="verify"),
        item("wait", "等结果", after="apply"),
    ],
)


@pytest.fixture
def guide(ours: Folder, hosts: Path) -> str:
    """The same procedure on our own site, with the elements of its pages; gives its address."""
    folder = ours.path / "guide"
    written = json.dumps(LISTS.model_dump(exclude_none=True), ensure_ascii=False)
    (folder / "data" / f"{GUIDE}.list.json").write_text(written, encoding="utf-8")
    (folder / GUIDE).mkdir(parents=True, exist_ok=True)
    if not (folder / "assets").exists():
        (folder / "assets").symlink_to(hosts.parent / "elements")
    form = ELIGIBILITY.replace('="all-kinds', '="../../data/made/all-kinds')
    (folder / GUIDE / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>指南</title>'
        f'<script type="module" src="../../assets/zikao.js"></script><h1>指南</h1>{WAY}{form}</html>',
        encoding="utf-8",
    )
    return f"{ours.address}/guide/{GUIDE}/"


def answer(page: Page, choice: str) -> None:
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="下一步").click()


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def test_a_way_through_lists_and_questions_of_a_portal(
    page: Page, ours: Folder, portal: Folder, guide: str
) -> None:
    (portal.path / "old.css").write_text(OLD, encoding="utf-8")
    script = f'<script type="module" src="{ours.address}/guide/widgets/v1/zikao.js"></script>'
    lists = f'<zikao-checklist {TAG} list="steps"></zikao-checklist>'
    way = f'<zikao-way {TAG}><a href="{guide}">指南</a></zikao-way>'
    body = f"{way}<zikao-eligibility {TAG}></zikao-eligibility>{lists}{OWN}"
    head = f'<link rel="stylesheet" href="old.css">{script}'
    here = f"{portal.page('way', body, head=head)}?id=7#Z=1&V=1"
    page.goto(here)
    tally = page.locator("zikao-way .zk-tally")
    expect(tally).to_have_text("下面是全部 3 步。答几题，就只留你要办的。")

    # Papers that the portal's own script brings later are joined.
    page.evaluate(
        """tag => {
            const list = document.createElement("zikao-checklist");
            Object.assign(list, tag);
            document.querySelector("zikao-eligibility").after(list);
            list.scrollIntoView();
        }""",
        {"province": "made", "procedure": "all-kinds", "list": "materials"},
    )
    expect(tally).to_have_text("下面是全部 1 样材料、3 步。答几题，就只留你要办的。")

    answer(page, "是")
    answer(page, "专科")
    expect(tally).to_have_text("按你的回答：共 1 样材料中的 1 样，共 3 步中的 2 步。")
    expect(box(page, "核验学历")).to_be_hidden()
    steps = page.locator("zikao-checklist[list=steps]")
    steps.get_by_text("按你的回答不用办的 1 步").click()
    steps.get_by_role("button", name="仍要看：核验学历").click()
    expect(box(page, "核验学历")).to_be_focused()

    # Links lead to rows, whichever root those stand in, and the address stays the portal's own.
    steps.locator("#step-apply").get_by_role("link", name="第 1 步").click()
    expect(steps.locator("#step-verify")).to_be_focused()
    page.locator("zikao-way").get_by_role("link", name="先备材料").click()
    expect(page.locator("#material-card")).to_be_focused()
    assert page.url == here
    assert page.evaluate("history.length") == 2

    told = page.evaluate_handle(
        """() => {
            const told = [];
            addEventListener("zikao-progress", ({ target, detail }) => told.push([target.localName, detail]));
            return told;
        }"""
    )
    box(page, "提交申请").check()
    box(page, "身份证原件").check()
    box(page, "看公告").check()
    assert ["zikao-checklist", {"done": 1, "total": 1}] in told.json_value()
    assert steps.evaluate("list => list.done") == ["apply"]

    # None of the portal's rules reaches in.
    for name in ("提交申请", "看公告"):
        at = box(page, name).bounding_box()
        assert at
        assert (round(at["width"]), round(at["height"])) == (26, 26)
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.reload()
    expect(tally).to_contain_text("共 3 步中的 2 步")
    for name in ("提交申请", "看公告"):
        expect(box(page, name)).to_be_checked()

    page.get_by_role("button", name="带到另一台设备").click()
    link = page.get_by_role("textbox", name="链接").input_value()
    assert link == f"{guide}#Z=1&V=1.0.0&here=1&level=college&T=apply"
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator(".zk-note")).to_contain_text("已载入链接里的 3 项回答和勾选")
    expect(box(other, "提交申请")).to_be_checked()
    expect(box(other, "核验学历")).to_be_hidden()
    other.close()

    # Removed, each leaves the others as if it had never been there.
    page.evaluate("document.querySelector('zikao-eligibility').remove()")
    expect(tally).to_have_text("下面是全部 3 步。")
    expect(box(page, "核验学历")).to_be_visible()
    page.evaluate("document.querySelector('zikao-way').remove()")
    expect(steps.get_by_role("button", name="重新开始")).to_be_visible()
