"""The worker's lists and its version; what it does is shown by the acceptance tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from zikao.site.built import offline


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "offline/index.html",
        "p/index.html",
        "p/guide/index.html",
        "q/index.html",
        "data/p/guide.json",
        "data/p/guide.list.json",
        "data/p/photos/x.json",
        "data/p/photos/x.whole.json",
        "data/q/guide.json",
        "calendar/p/end.ics",
        "assets/zikao/zikao.js",
        "assets/zikao/framed.js",
        "assets/zikao/device.json",
        "assets/zikao/device/pixels.0123456789abcdef.wasm",
        "assets/zikao/device/photo-worker.0123456789abcdef.js",
        "embed/photo/p/x/index.html",
        "stylesheets/a.css",
        "stylesheets/a.css.gz",
        "zh-TW/p/index.html",
        "zh-TW/data/p/guide.json",
        "zh-TW/assets/zikao/zikao.js",
        "zh-TW/assets/zikao/framed.js",
        "zh-TW/embed/photo/p/x/index.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<link href="./stylesheets/a.css"><script src="https://a.example/b.js"></script><a href="p/">p</a>'
    )
    return tmp_path


def made(site: Path) -> dict[str, object]:
    offline.add(site, name="某省自考", description=None, api="/v1", colour="#0e4a5a", ground="#f3f6f6")
    worker = (site / offline.WORKER).read_text(encoding="utf-8")
    constants = re.findall(r'^const ([A-Z]+) = (["[].*);$', worker, re.MULTILINE)
    return {name: json.loads(value) for name, value in constants}


def test_the_worker_comes_with_what_every_page_needs(site: Path) -> None:
    constants = made(site)
    assert constants["SHELL"] == ["./", "offline/", "stylesheets/a.css", "assets/zikao/zikao.js"]
    assert constants["API"] == "/v1"


def test_the_worker_leaves_to_the_page_what_that_keeps_itself(site: Path) -> None:
    constants = made(site)
    worker = (site / offline.WORKER).read_text(encoding="utf-8")
    [pattern] = re.findall(r"^const DEVICE = /(.*)/;$", worker, re.MULTILINE)
    left = {
        path for path in (f"/{each}" for each in offline._files(site, "**/*.*")) if re.search(pattern, path)
    }
    assert left == {"/assets/zikao/device/pixels.0123456789abcdef.wasm"}
    assert not any("device" in name for name in constants["SHELL"])  # type: ignore[attr-defined]


def test_a_section_is_all_that_its_pages_need(site: Path) -> None:
    made(site)
    sections = json.loads((site / offline.KEPT).read_text(encoding="utf-8"))
    assert {name: set(addresses) for name, addresses in sections.items()} == {
        "p/": {"p/", "p/guide/", "data/p/guide.json", "data/p/photos/x.json", "calendar/p/end.ics"},
        "q/": {"q/", "data/q/guide.json"},
        "zh-TW/p/": {
            "zh-TW/p/",
            "zh-TW/data/p/guide.json",
            "zh-TW/assets/zikao/zikao.js",
            "calendar/p/end.ics",
        },
    }


def test_the_version_follows_the_content(site: Path) -> None:
    first = made(site)["VERSION"]
    (site / "stylesheets/a.css.gz").write_text("compressed otherwise")
    assert made(site)["VERSION"] == first
    (site / "p/guide/index.html").write_text("another date")
    assert made(site)["VERSION"] != first


def test_a_site_without_icons_names_none(site: Path) -> None:
    made(site)
    manifest = json.loads((site / offline.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["name"] == manifest["description"] == "某省自考"
    assert manifest["icons"] == []
    assert manifest["start_url"] == manifest["scope"] == "./"
