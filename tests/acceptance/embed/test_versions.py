"""A fixed version in a portal: held to its digest, or not run at all."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BODY = (
    '<zikao-eligibility province="made" procedure="all-kinds" title="资格自查">'
    '<a href="/guide">办理指南</a></zikao-eligibility>'
)


@pytest.fixture(scope="module")
def version(root: Path) -> str:
    told: str = json.loads((root / "widgets/version.json").read_text(encoding="utf-8"))["version"]
    return told


def test_every_file_of_a_version_has_its_digest(hosts: Path, version: str) -> None:
    folder = hosts / version
    told = json.loads((folder / "integrity.json").read_text(encoding="utf-8"))
    digests = {
        path.relative_to(folder).as_posix(): "sha384-"
        + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
        for path in folder.rglob("*.*")
        if path.name != "integrity.json"
    }
    assert told["files"] == digests
    assert {"zikao.js", "embed.js", "faults.js"} <= digests.keys()
    assert told["version"] == version
    # The moving addresses lead to it, and the plain script is its own.
    assert (hosts / "v1/zikao.js").read_text(encoding="utf-8") == f'import "../{version}/zikao.js";\n'
    assert (hosts / "v1/embed.js").read_bytes() == (folder / "embed.js").read_bytes()


def test_a_page_that_holds_the_script_to_its_digest(
    page: Page, ours: Folder, portal: Folder, hosts: Path, version: str, said: list[str]
) -> None:
    told = json.loads((hosts / version / "integrity.json").read_text(encoding="utf-8"))
    tag = told["tags"]["module"].replace("https://GUIDE.EXAMPLE/", f"{ours.address}/guide/")
    element = page.locator("zikao-eligibility")
    page.goto(portal.page("held", tag + BODY))
    expect(element.get_by_role("heading", name="资格自查")).to_be_visible()

    # Another script than the one that was looked at does not run, and the way to the guide stands.
    files = told["files"]
    page.goto(portal.page("changed", tag.replace(files["zikao.js"], files["embed.js"]) + BODY))
    expect(page.get_by_role("link", name="办理指南")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("customElements.get('zikao-eligibility') === undefined")
    assert [text for text in said if "integrity" in text]
    said.clear()
