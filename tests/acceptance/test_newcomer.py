"""From the command line to a verdict: the first five minutes of a newcomer, with nothing stood in for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from .by_server import send
from .candidate import READY
from .newcomer import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``zikao serve`` in an empty folder; gives the address that it prints."""
    with served(tmp_path_factory.mktemp("newcomer")) as address:
        yield address


@pytest.fixture
def phone(page: Page) -> Iterator[Page]:
    """A phone's width, and nothing may go wrong in the console meanwhile."""
    faults: list[str] = []
    page.set_viewport_size({"width": 390, "height": 844})
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def _answer(page: Page, answers: dict[str, str]) -> None:
    """Answers question after question as asked, until a result stands there."""
    widget = page.locator("zikao-eligibility")
    page.locator("html[data-case-ready]").wait_for()
    page.get_by_role("link", name="开始", exact=True).click()
    widget.locator("fieldset legend").wait_for()
    while widget.locator("fieldset").count():
        question = widget.locator("fieldset legend").inner_text()
        words = next((words for part, words in answers.items() if part in question), None)
        assert words is not None, f"not expected: {question}"
        choice = widget.locator("fieldset label").get_by_text(words, exact=True)
        if choice.count():
            choice.click()
        else:
            widget.locator("fieldset input").first.fill(words)
        widget.get_by_role("button", name="下一步").click()


def test_from_home_through_the_guide_to_a_verdict(phone: Page, address: str) -> None:
    phone.goto(address)
    # A need that several provinces answer is a line with a link for each of them.
    need = phone.get_by_role("listitem").filter(has_text=re.compile("^\\s*我考完了"))
    need.get_by_role("link", name=re.compile("^安徽省")).click()
    phone.wait_for_url("**/anhui/graduation/")
    assert phone.locator("zikao-checklist input[type=checkbox]").count() > 5
    _answer(phone, {**READY, "什么状态": "没通过"})
    report = phone.locator("zikao-eligibility .zk-report")
    assert report.locator("h3").inner_text() == "现在还不符合"
    finding = report.locator('[data-outcome="no"]').first
    assert "照片" in finding.inner_text()
    assert "怎么办" in finding.inner_text()
    cite = finding.get_by_text("《安徽省高等教育自学考试毕业申请操作手册》二、1")
    assert not cite.is_visible()
    finding.get_by_role("button", name="依据").click()
    assert cite.is_visible()


def test_a_tick_is_still_there_tomorrow(phone: Page, address: str) -> None:
    phone.goto(f"{address}zhejiang/score-merge/#whole")
    box = phone.locator("zikao-checklist input[type=checkbox]").first
    box.check()
    phone.reload()
    phone.locator(".zk-progress").first.wait_for()
    assert box.is_checked()


def test_a_real_portrait_gets_findings(phone: Page, address: str, tmp_path: Path) -> None:
    picture = tmp_path / "我的照片.jpg"
    Image.effect_noise((600, 800), 8).convert("RGB").save(picture, quality=80, dpi=(300, 300))
    phone.goto(f"{address}anhui/photos/graduation/")
    widget = phone.locator("zikao-photo")
    widget.locator("input[id$=-file]").set_input_files(picture)
    send(widget, agree=False)
    assert "同意" in widget.locator(".zk-errors").inner_text()
    send(widget)
    report = widget.locator(".zk-report")
    report.wait_for()
    assert report.locator("h3").inner_text() == "不符合"
    assert report.locator('[data-rule="photo.pixels"]').count() == 1
    assert "没有检查" in report.inner_text()


def test_a_real_archive_gets_findings(phone: Page, address: str, tmp_path: Path) -> None:
    package = tmp_path / "材料.zip"
    page = io.BytesIO()
    Image.effect_noise((900, 1200), 30).convert("RGB").save(page, "JPEG")
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("01-身份证.jpg", page.getvalue())
        archive.writestr("说明/打开我.exe", b"MZ" + bytes(200))
    phone.goto(f"{address}zhejiang/packages/score-merge/")
    widget = phone.locator("zikao-package")
    widget.locator("input[id$=-file]").set_input_files(package)
    send(widget)
    report = widget.locator(".zk-report")
    report.wait_for()
    assert report.locator("h3").inner_text() == "不符合"
    assert report.locator('[data-rule="package.type-not-allowed"]').count() == 1
    assert "打开我.exe" in report.inner_text()
