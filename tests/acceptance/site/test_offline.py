"""The site without a network, in a real browser: what was seen or kept is there, answers are not kept."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zikao.site.built import offline

from .conftest import at_home

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Visit

GUIDE = "anhui/graduation/"
SEEN = "zhejiang/score-merge/"


@pytest.fixture(scope="module")
def site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: tests change its worker, and other files of tests read the site meanwhile."""
    return Path(shutil.copytree(site, tmp_path_factory.mktemp("offline") / "site"))


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with at_home(site) as address:
        yield address


def worker_ready(page: Page) -> None:
    """Waits until the worker answers for this page: it comes a while after the page."""
    page.evaluate(
        "navigator.serviceWorker.controller ?? new Promise(came => "
        "navigator.serviceWorker.addEventListener('controllerchange', () => came(1)))"
    )


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "(async () => { const urls = []; for (const name of await caches.keys()) "
        "urls.push(...(await (await caches.open(name)).keys()).map(r => r.url)); return urls })()"
    )
    return found


@pytest.mark.browser
def test_a_page_once_seen_reads_without_a_network(visit: Visit) -> None:
    page = visit.open("")
    worker_ready(page)
    page.goto(f"{visit.home}{SEEN}", wait_until="networkidle")
    steps = page.locator(".zg-steps > li").count()
    visit.page.context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "成绩合并"
    assert page.locator(".zg-steps > li").count() == steps > 0
    page.evaluate("location.hash = 'whole'")
    page.locator("zikao-checklist .zk-progress").first.wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('.zg-card')).borderTopStyle") == "solid"
    page.goto(f"{visit.home}{GUIDE}")
    assert page.url == f"{visit.home}offline/"
    assert page.locator("h1").inner_text() == "现在没有网络"
    page.locator("a", has_text="回到首页").click()
    page.locator(".zg-needs").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "zh-TW/"])
def test_the_first_page_read_is_kept_too(visit: Visit, language: str) -> None:
    """It was loaded before there was a worker to see it pass."""
    page = visit.open(f"{language}{GUIDE}?from=chat#start")
    worker_ready(page)
    missing = page.evaluate(
        "async page => { let missing, tries = 300;"
        "for (; tries--; await new Promise(later => setTimeout(later, 100))) {"
        "const loaded = performance.getEntriesByType('resource').map(each => each.name);"
        "const there = [page, ...loaded]"
        ".map(async url => await caches.match(url, { ignoreVary: true }) ? 0 : url);"
        "missing = (await Promise.all(there)).filter(Boolean);"
        "if (!missing.length && loaded.length > 5) break } return missing }",
        f"{visit.home}{language}{GUIDE}",
    )
    assert missing == []
    visit.faults.clear()
    visit.page.context.set_offline(True)
    page.reload()
    page.locator("zikao-eligibility .zk-form").first.wait_for(state="attached")
    page.locator("zikao-checklist .zk-progress").first.wait_for(state="attached")
    assert page.evaluate("getComputedStyle(document.querySelector('.zg-card')).borderTopStyle") == "solid"
    assert visit.faults == []


@pytest.mark.browser
def test_a_province_can_be_kept_before_it_is_read(visit: Visit) -> None:
    page = visit.open("anhui/")
    worker_ready(page)
    page.locator("button[data-keep]").click()
    page.locator("[data-told=done]").wait_for(timeout=60_000)
    visit.page.context.set_offline(True)
    page.goto(f"{visit.home}{GUIDE}")
    assert page.locator("h1").inner_text() == "自考毕业申请"
    page.locator("html[data-case-ready]").wait_for()
    page.locator(".zg-start a").click()
    page.locator("zikao-eligibility .zk-form").first.wait_for()


@contextmanager
def worker_with(site: Path, constant: str, value: str) -> Iterator[None]:
    """The worker as another build would have made it."""
    worker = site / offline.WORKER
    packed = worker.with_name(f"{worker.name}.gz")
    before, zipped = worker.read_text(encoding="utf-8"), packed.read_bytes()
    try:
        packed.unlink()
        worker.write_text(re.sub(f'const {constant} = "[^"]*"', f'const {constant} = "{value}"', before))
        yield
    finally:
        worker.write_text(before, encoding="utf-8")
        packed.write_bytes(zipped)


@pytest.mark.browser
def test_answers_of_the_functions_are_never_kept(visit: Visit, site: Path) -> None:
    answer = site / "v1/health.json"  # below the site, where the worker sees it pass
    answer.parent.mkdir()
    answer.write_text("{}")
    with worker_with(site, "API", "/guides/v1"):
        page = visit.open("")
        worker_ready(page)
        for path in ("v1/health.json", "about/"):
            page.evaluate(f"fetch('{path}').then(r => r.text())")
    answer.unlink()
    answer.parent.rmdir()
    urls = kept(page)
    assert f"{visit.home}about/" in urls, "what is no answer is kept"
    assert not [url for url in urls if "/v1/" in url]


@pytest.mark.browser
def test_a_new_version_takes_over_and_leaves_nothing_old(visit: Visit, site: Path) -> None:
    page = visit.open("")
    worker_ready(page)
    page.goto(f"{visit.home}{SEEN}", wait_until="networkidle")
    with worker_with(site, "VERSION", "another"):
        page.evaluate("navigator.serviceWorker.ready.then(r => r.update())")
        page.evaluate(
            "new Promise(over => { const look = async () => { const names = await caches.keys();"
            "names.length === 1 && names[0].endsWith(' another') ? over() : setTimeout(look, 100) };"
            "look() })"
        )
        assert f"{visit.home}{SEEN}" in kept(page), "what the reader had is there again"


def test_the_site_can_be_installed(site: Path) -> None:
    manifest = json.loads((site / offline.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["name"] == "自考自查"
    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        path = site / icon["src"]
        assert path.is_file()
        if path.suffix == ".png":
            width = int.from_bytes(path.read_bytes()[16:20], "big")
            assert icon["sizes"] == f"{width}x{width}"


def test_what_is_kept_is_there_and_small_enough_for_a_phone(site: Path) -> None:
    def weight(addresses: list[str]) -> int:
        total = 0
        for address in addresses:
            path = site / address
            path = path / "index.html" if path.is_dir() else path
            packed = path.with_name(f"{path.name}.gz")
            total += (packed if packed.is_file() else path).stat().st_size
        return total

    sections = json.loads((site / offline.KEPT).read_text(encoding="utf-8"))
    assert {"anhui/", "zhejiang/", "zh-TW/anhui/", "zh-TW/zhejiang/"} <= set(sections)
    for name, addresses in sections.items():
        assert f"{name}" in addresses, "the section's own page"
        # The largest: 23 guides, in the longer script, with the scripts of all checks in it.
        assert weight(addresses) < 800_000, name
    shell = json.loads(
        re.search(r"^const SHELL = (.*);$", (site / offline.WORKER).read_text(), re.MULTILINE)[1]  # type: ignore[index]
    )
    assert weight(shell) < 240_000  # scripts of checks on the device are in it
