"""A portal that bundles its own scripts: the package as npm packs it, by a bundler, in a browser."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import Folder, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src {ours}; style-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The scripts are the portal's own: our origin is only asked for what the rules say."""

PAGE = """
import { configure } from "zikao-widgets";

const element = document.createElement("zikao-eligibility");
Object.assign(element, { province: "made", procedure: "all-kinds", title: "资格自查" });
element.textContent = "条件见公告。";
document.body.append(element);
element.addEventListener("zikao-ready", () => document.body.setAttribute("data-ready", element.localName));
document.addEventListener("click", () => configure({ origin: ORIGIN }), { once: true });
"""


@pytest.fixture(scope="module")
def bundled(root: Path, ours: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a portal that takes the package from npm's own archive, bundled by esbuild."""
    place = tmp_path_factory.mktemp("npm")
    node, npm = root / "scripts" / "node", root / "scripts" / "npm"
    run(node, root / "widgets" / "npm.mjs", place / "package")
    run(npm, "pack", "--ignore-scripts", "--offline", "--pack-destination", place, cwd=place / "package")
    portal = place / "portal"
    [archive] = place.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(portal / "node_modules", filter="data")
    (portal / "node_modules" / "package").rename(portal / "node_modules" / "zikao-widgets")
    (portal / "page.js").write_text(PAGE, encoding="utf-8")
    origin = json.dumps(f"{ours.address}/guide")
    options = ["--bundle", "--splitting", "--format=esm", "--minify", "--charset=utf8", "--outdir=public"]
    run(
        node,
        root / "node_modules" / "esbuild" / "bin" / "esbuild",
        "page.js",
        *options,
        f"--define:ORIGIN={origin}",
        cwd=portal,
    )
    return portal / "public"


def run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_bundled_copy_asks_the_site_that_it_is_told(page: Page, ours: Folder, bundled: Path) -> None:
    policy = {"Content-Security-Policy": POLICY.format(ours=ours.address)}
    ours.asked.clear()
    with serving(bundled, policy) as portal:
        address = portal.page("bundled", "", head='<script type="module" src="page.js"></script>')
        page.goto(address)
        element = page.locator("zikao-eligibility")
        expect(element).to_have_text("条件见公告。")
        assert ours.asked == [], "before it is told where the site is, nobody is asked"
        page.locator("h1").click()
        expect(element.get_by_role("heading", name="资格自查")).to_be_visible()
        expect(page.locator("body")).to_have_attribute("data-ready", "zikao-eligibility")
        assert sorted(ours.asked) == [
            "/guide/data/made/all-kinds.json",
            "/guide/data/made/all-kinds.schema.json",
        ]
        element.get_by_role("button", name="一次填完全部问题").click()
        element.locator("fieldset").first.get_by_label("是", exact=True).check()
        element.get_by_label("本科", exact=True).check()
        element.get_by_role("textbox", name="合格几门课程？").fill("19")
        element.get_by_role("button", name="查看结果").click()
        # What explains a finding stands on the site, not in the portal.
        finding = element.locator("[data-rule='made/all-kinds.courses']")
        explained = finding.get_by_role("link", name="为什么，怎么改").get_attribute("href")
        assert explained == f"{ours.address}/guide/made/findings/#all-kinds.courses"
        # Its code came in pieces, from the portal.
        assert len([path for path in portal.asked if path.endswith(".js")]) > 2
