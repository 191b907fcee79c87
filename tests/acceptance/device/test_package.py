"""A file of evidence is checked on the device, in a frame of a site of plain files, and nothing leaves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.device.packages import FRAME, SPEC, apart, archives, lay, said, wanted
from tests.acceptance.device.watched import Watched, serving
from tests.books import rulebooks
from tests.unit.package import documents
from tests.unit.package.archives import ROWS
from tests.unit.package.zipmaker import PDF, UTF8, Entry, build
from zikao.checks.on_device import of_the_archive
from zikao.site.address import DEVICE
from zikao.weights import OF_TEXT, state

pytest.importorskip("playwright")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        any(state(each) != "ready" for each in OF_TEXT), reason="without the networks' weights"
    ),
    pytest.mark.skipif(not documents.fonts(), reason=documents.NO_FONT),
]


def evidence() -> tuple[bytes, str]:
    """An archive of an admission ticket and a PDF, and the ticket's number but for its last digit."""
    ticket = documents.Page.of("admission_ticket", 3)
    page = documents.jpeg(ticket.draw(110), 80)
    made = build([Entry("准考证.jpg", page, flags=UTF8), Entry("证明.pdf", PDF, flags=UTF8)])
    slip = str((int(ticket.ticket[-1]) + 1) % 10)
    return made, f"{ticket.ticket[:-1]}{slip}"


def ticket_and_slip(number: str) -> tuple[str, str]:
    """The last digits, as the page has it and as it was typed."""
    return str((int(number[-1]) - 1) % 10), number[-1]


def test_a_check_on_the_device_says_what_the_server_says_and_sends_nothing(
    bundles: Path, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    lay(tmp_path, archives())
    data, number = evidence()
    spec = rulebooks().compiled("package", SPEC)
    of_archives = {f"package.{rule.id}" for rule in of_the_archive(spec).rules}
    with serving(tmp_path, bundles / "elements", FRAME) as base:
        watched = Watched(page, base)
        page.goto(f"{base}{FRAME}", wait_until="networkidle")
        consent = page.get_by_label("我同意")
        assert not consent.is_visible()
        parts = json.loads((tmp_path / DEVICE).read_text())["package"]["parts"]
        assert "要先下载" in watched.choose("材料.zip", data)
        expect(page.locator(".zk-beside")).to_contain_text("画面要按下面的按钮以后才查")
        assert watched.parts() == []
        page.get_by_role("textbox", name="准考证号").fill(number)
        verdict = watched.check("在你的设备上检查")
        assert "在你的设备上检查的，文件没有发送。" in verdict
        assert "项在你的设备上没有查" in verdict
        assert len(watched.parts()) == len(parts) + 1
        papers = page.locator(".zk-pages li b")
        expect(papers).to_have_count(2)
        assert sorted(papers.all_inner_texts()) == ["准考证", "没有在你的设备上看"]
        assert page.locator(".zk-numbers mark").all_inner_texts() == [*ticket_and_slip(number)]
        # The server is offered for the PDF, and asked by nobody.
        page.get_by_role("button", name="由服务器检查").click()
        assert consent.is_visible()
        expect(page.locator(".zk-beside")).to_contain_text("画面要发送以后才能检查")
        page.get_by_role("button", name="改回在你的设备上检查").click()
        expect(page.locator(".zk-beside")).to_contain_text("画面要按下面的按钮以后才查")
        assert not consent.is_visible()
        reports = said(watched, archives())
        assert "是空的" in reports.pop("42_zero_byte.zip")
        assert len(reports) == len(ROWS) - 1
        for name, report in reports.items():
            server = wanted(name, ROWS[name].make(), None)
            assert apart(report, server) == set(), name
            # Their pictures are no whole ones, which is the server's to say.
            left = {each["id"] for each in report["findings"] if each["outcome"] == "not checked"}
            never = {each["id"] for each in server["findings"] if each["outcome"] == "not checked"}
            assert not (left - never) & of_archives, name
        # They are one candidate's: the one with a number, and those without.
        several = page.locator(".zk-several")
        expect(several.locator("ol > li")).to_have_count(len(ROWS))
        expect(several.locator("ol > li").first).to_contain_text(f"材料.zip 准考证号 ********{number[-4:]}")
        together = several.locator(".zk-finding", has_text="一个准考证号只有一个包")
        assert "有的包没有填准考证号，或者填的不是" in (together.first.text_content() or "")
        assert watched.leaving() == []
        assert watched.faults == []
