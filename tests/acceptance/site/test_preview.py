"""`zikao preview` in a real browser: saved, seen; broken, told; mended, back; another day; two widths."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.authoring.filling import fill_all, with_examples
from zikao.authoring.begin import begin

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.browser

RUN = "from zikao.cli import main; main()"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The main procedure of a province outside the repository, with a window in May 2026."""
    folder = begin(tmp_path / "provinces", "hunan", today=date(2026, 4, 1))[0].parent
    for path in folder.rglob("*.yaml"):
        with_examples(path)
    fill_all(folder)
    return folder / "procedures" / "graduation.yaml"


@pytest.fixture
def home(guide: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--today", "2026-05-25"]
    command = [sys.executable, "-c", RUN, "preview", str(tmp_path), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in said
        yield f"http://127.0.0.1:{port}"
        running.terminate()
        running.communicate()
        assert running.returncode == 0


@pytest.fixture
def heard() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def watched(browser: Browser, heard: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, timezone_id="America/New_York")
    page = context.new_page()
    page.set_default_timeout(30_000)

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    context.close()


def test_a_rulebook_is_seen_while_it_is_written(
    watched: Page, home: str, guide: Path, heard: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)
    page, whole = watched, guide.read_text("utf-8")
    address = f"{home}/hunan/graduation/"
    bar = page.get_by_role("region", name="预览")

    page.goto(address)
    page.wait_for_url(address)
    expect(bar).to_contain_text("没有错误")
    expect(page.locator("zikao-until").first).to_contain_text("还剩 2 天")

    guide.write_text(re.sub("summary: .*", "summary: 改过的一句话。", whole), "utf-8")
    expect(page.locator("body")).to_contain_text("改过的一句话。")

    guide.write_text(whole.replace("severity: must", "severity: muss"), "utf-8")
    page.wait_for_url("**/-/preview/faults?from=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("有 1 处错误")
    expect(page.locator("main")).to_contain_text("是不是 must？")
    line = 1 + whole[: whole.index("severity: must")].count("\n")
    expect(page.locator("main")).to_contain_text(f"第 {line} 行")
    expect(page.locator(".meant")).to_have_text(re.compile(f"{line} *severity: muss"))
    page.get_by_role("link", name="先看上一次没有错误时的网站").click()
    page.wait_for_url(address)
    expect(page.locator("body")).to_contain_text("改过的一句话。")
    expect(bar).to_contain_text("有 1 处错误")
    bar.get_by_role("link", name="有 1 处错误").click()
    page.wait_for_url("**/-/preview/faults?from=*")

    guide.write_text(whole, "utf-8")
    page.wait_for_url(address)
    expect(page.locator("body")).not_to_contain_text("改过的一句话。")

    bar.get_by_label("哪一天").fill("2026-05-19")
    expect(page.locator("zikao-until").first).to_contain_text("还没开始")
    assert page.evaluate("new Date().toISOString().slice(0, 10) + typeof Date()") == "2026-05-18string"
    bar.get_by_label("哪一天").fill("2027-01-05")
    expect(page.locator(".zg-window--over")).to_have_count(1)
    assert page.evaluate("document.fonts.status") == "loaded"

    page.set_viewport_size({"width": 1280, "height": 844})
    bar.get_by_role("link", name="两种宽度").click()
    page.wait_for_url("**/-/preview/both?page=*")
    narrow, wide = page.frame_locator("#narrow"), page.frame_locator("#wide")
    expect(narrow.get_by_role("heading", level=1)).to_have_text("毕业申请")
    widths = "[...document.querySelectorAll('iframe')].map((each) => each.contentWindow.innerWidth)"
    assert page.evaluate(widths) == [390, 1280]
    expect(narrow.get_by_role("region", name="预览")).to_have_count(0)
    wide.locator("body").evaluate("() => location.assign('basis/')")
    expect(narrow.get_by_role("heading", level=1)).to_contain_text("依据")
    guide.write_text(whole.replace("title: 毕业申请", "title: 申请毕业"), "utf-8")
    expect(narrow.get_by_role("heading", level=1)).to_contain_text("申请毕业")
    expect(wide.get_by_role("heading", level=1)).to_contain_text("申请毕业")

    guide.write_text("\t", "utf-8")
    page.wait_for_url("**/-/preview/faults?from=*")
    guide.write_text(whole, "utf-8")
    page.wait_for_url("**/-/preview/both?page=*")
    bar.get_by_role("button", name="今天").click()
    expect(bar.get_by_role("button", name="今天")).to_be_disabled()
    assert heard == []
