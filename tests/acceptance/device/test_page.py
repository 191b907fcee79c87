"""A portrait is checked and another made on the device, on a site of plain files; nothing leaves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.device.watched import FRAME, Watched, large, portrait, serving
from tests.books import rulebooks
from zikao.checks.fit.portrait import fit_photo
from zikao.site.address import DEVICE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_check_and_a_making_on_the_device_send_nothing_and_need_no_network_twice(
    networks: None, bundles: Path, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    with serving(tmp_path, bundles / "elements") as base:
        watched = Watched(page, base)
        page.goto(f"{base}{FRAME}", wait_until="networkidle")
        consent = page.get_by_label("我同意")
        assert not consent.is_visible()
        assert not any("device" in url for _, url, _ in watched.requests)
        data = portrait()
        # Where the network is away the server is not offered, and nothing is lost.
        page.context.set_offline(True)
        page.locator("zikao-photo input[type=file]").first.set_input_files(
            {"name": "away.jpg", "mimeType": "image/jpeg", "buffer": data}
        )
        page.get_by_role("button", name="在你的设备上检查").click()
        said = page.get_by_role("alert")
        said.wait_for()
        assert said.inner_text() == "现在没有网络，连上以后再试一次；文件还在，不用重选。"
        assert not consent.is_visible()
        page.context.set_offline(False)
        # What the browser says of that network.
        watched.faults.clear()
        told = json.loads((tmp_path / DEVICE).read_text())["photo"]
        parts = told["parts"]
        least = told["worker"]["bytes"] + sum(part["bytes"] for part in parts if not part["optional"])
        whole = least + sum(part["bytes"] for part in parts if part["optional"])
        takes = watched.choose("plain.jpg", data)
        assert f"查全部（下载 {whole / 1e6:.1f} MB）" in takes
        assert f"先查一部分（下载 {least / 1e6:.1f} MB）" in takes
        assert watched.parts() == []
        verdict = watched.check("先查一部分")
        assert "在你的设备上检查的，文件没有发送。" in verdict
        assert "项在你的设备上没有查" in verdict
        assert page.locator(".zk-drawing").first.is_visible()
        assert len(watched.parts()) == sum(not part["optional"] for part in parts) + 1
        assert not consent.is_visible()
        # The server is offered, and asked by nobody.
        page.get_by_role("button", name="由服务器检查").click()
        assert consent.is_visible()
        # What reads a face's parts is asked about by itself.
        watched.go_on()
        assert not consent.is_visible()
        assert len({*watched.parts()}) == len(parts) + 1

        page.context.set_offline(True)
        before = len(watched.requests)
        original = large()
        assert "不用再下载" in watched.choose("again.jpeg", original)
        verdict = watched.check("在你的设备上检查")
        assert "文件：again.jpeg" in verdict
        assert "在你的设备上做，照片不发送。" in verdict
        told, name, made = watched.make()
        wanted = fit_photo(rulebooks(), "anhui/graduation", original, "again.jpeg")
        assert (name, made) == (wanted.name, wanted.data)
        assert all(step.what in told for step in wanted.steps)
        assert "在你的设备上做的，照片没有发送。" in told
        page.context.set_offline(False)
        assert not any("/device/" in url for _, url, _ in watched.requests[before:])
        assert watched.leaving() == []
        assert watched.faults == []
