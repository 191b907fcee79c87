"""A fixed version in a portal: held to its digest, or not run at all."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RECORDS = Path(__file__).parents[2] / "fixtures" / "promise"

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


@pytest.mark.parametrize("recorded", sorted(path.name for path in RECORDS.iterdir()))
def test_documents_of_every_version_are_read_today(
    page: Page, ours: Folder, portal: Folder, recorded: str
) -> None:
    data = ours.path / "guide" / "data" / recorded
    shutil.copytree(RECORDS / recorded / "documents", data, dirs_exist_ok=True)
    address = f"{ours.address}/guide/data/{recorded}"
    body = (
        f'<zikao-eligibility document="{address}/all-kinds.json" schema="{address}/all-kinds.schema.json">'
        f'</zikao-eligibility><zikao-checklist list="materials" document="{address}/papers.list.json">'
        "</zikao-checklist>"
    )
    script = f'<script type="module" src="{ours.address}/guide/widgets/v1/zikao.js"></script>'
    page.goto(portal.page("recorded", script + body))
    form = page.locator("zikao-eligibility")
    form.get_by_role("button", name="一次填完全部问题").click()
    form.locator("fieldset").first.get_by_label("是", exact=True).check()
    form.get_by_label("本科", exact=True).check()
    form.get_by_role("textbox", name="合格几门课程？").fill("19")
    form.get_by_role("button", name="查看结果").click()
    expect(form.locator(".zk-report h3")).to_have_text("现在还不符合")
    expect(form.locator("[data-rule='made/all-kinds.courses']")).to_contain_text("实际：19 门；要求：20 门")
    papers = page.locator("zikao-checklist")
    told = json.loads((data / "papers.list.json").read_text(encoding="utf-8"))
    expect(papers.get_by_role("checkbox")).to_have_count(len(told["materials"]))
    papers.get_by_role("checkbox", name=told["materials"][0]["title"]).check()
    assert papers.evaluate("e => e.done") == [told["materials"][0]["id"]]


def test_a_newer_document_is_not_misread(
    page: Page, ours: Folder, portal: Folder, version: str, said: list[str]
) -> None:
    data = ours.path / "guide" / "data" / "newer"
    shutil.copytree(RECORDS / version / "documents", data, dirs_exist_ok=True)
    document = json.loads((data / "all-kinds.json").read_text(encoding="utf-8"))
    (data / "all-kinds.json").write_text(json.dumps({**document, "format": 2}), encoding="utf-8")
    script = f'<script type="module" src="{ours.address}/guide/widgets/{version}/zikao.js"></script>'
    heard = "addEventListener('zikao-error', ({ target, detail }) => { target.dataset.code = detail.code; })"
    page.add_init_script(heard)
    page.goto(portal.page("newer", script + BODY.replace('"made"', '"newer"')))
    expect(page.locator("zikao-eligibility")).to_have_attribute("data-code", "version")
    expect(page.get_by_role("link", name="办理指南")).to_be_visible()
    assert page.locator("zikao-eligibility fieldset").count() == 0
    assert [text for text in said if "widgets/v1/zikao.js" in text], said
    said.clear()
