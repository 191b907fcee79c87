"""A portrait is checked on the device in a portal that lets in nothing but our frame, and is isolated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.acceptance.device.watched import FRAME, Watched, portrait, serving
from tests.acceptance.embed.conftest import serving as folder
from zikao.api.origins import Origins
from zikao.serve.site import security_headers

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STRICT: Final = "default-src 'none'; frame-src {}; img-src data:; require-trusted-types-for 'script'"
"""No scripts, no workers, no WebAssembly: the frame is all that the portal allows."""


def test_a_check_on_the_device_in_a_strict_portals_frame(
    networks: None, bundles: Path, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "portal").mkdir()
    isolated = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
    with (
        serving(tmp_path / "site", bundles / "elements"),
        folder(tmp_path / "site", {}) as ours,
        folder(tmp_path / "portal", isolated) as portal,
    ):
        ours.headers.update(security_headers(Origins(frozenset({portal.address})), framed=True))
        portal.headers["Content-Security-Policy"] = STRICT.format(ours.address)
        watched = Watched(page, f"{ours.address}/")
        icon = '<link rel="icon" href="data:,">'
        page.goto(portal.page("strict", f'<iframe src="{ours.address}/{FRAME}"></iframe>', head=icon))
        watched.place = page.frames[1]
        watched.choose("plain.jpg", portrait())
        assert "在你的设备上检查的，文件没有发送。" in watched.check("先查一部分")
        own = {f"{portal.address}/strict.html"}
        assert {url for _, url, _ in watched.leaving()} == own
        assert watched.faults == []
