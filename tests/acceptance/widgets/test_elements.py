"""Each example of each element, on the demo pages: drawn, and using no more than is documented."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.books import rulebooks
from zikao.rulebook.asking import facts_schema
from zikao.site.lists import checklists

from .conftest import Site, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
ELEMENTS = {path.parent.name: json.loads(path.read_bytes()) for path in ROOT.glob("widgets/*/element.json")}
HOSTS = json.loads((ROOT / "widgets" / "shared" / "hosts.json").read_bytes())["attributes"]
LOOK = json.loads((ROOT / "widgets" / "shared" / "look.json").read_bytes())

RECORD = """
window.read = {}; window.told = {};
const note = (record, element, name) => {
  if (element.localName?.startsWith("zikao-")) (record[element.localName] ??= []).push(name);
};
for (const method of ["getAttribute", "hasAttribute", "removeAttribute", "toggleAttribute", "setAttribute"]) {
  const own = Element.prototype[method];
  Element.prototype[method] = function (name, ...more) {
    note(read, this, name);
    return own.call(this, name, ...more);
  };
}
const dispatch = EventTarget.prototype.dispatchEvent;
EventTarget.prototype.dispatchEvent = function (event) {
  if (event.type.startsWith("zikao-")) note(told, this.closest?.("[class~=zk-element]") ?? this, event.type);
  return dispatch.call(this, event);
};
"""
"""Notes what code asks of an element of ours, however it does, and what such an element tells."""


@pytest.fixture
def demo(site: Site, bundle: Path, hosts: Path, root: Path) -> Site:
    """The demo pages beside what they use of a site: script and data."""
    if not (site.folder / "demo").is_dir():
        shutil.copytree(bundle, site.folder / "assets" / "zikao")
        shutil.copytree(hosts, site.folder / "widgets", dirs_exist_ok=True)
        for city in (None, "luan"):
            compiled = rulebooks().compiled("procedure", "anhui/graduation", city)
            data = site.folder / "data" / "anhui" / (f"cities/{city}" if city else "")
            data.mkdir(parents=True, exist_ok=True)
            write(data, "graduation.json", compiled.as_json())
            write(data, "graduation.schema.json", facts_schema(compiled))
        for path, lists in checklists(rulebooks(), date(2026, 5, 19)):
            if path.startswith("data/anhui/") and path.endswith("/graduation.list.json"):
                write(site.folder, path, lists.model_dump(exclude_none=True))
        command = [root / "scripts" / "node", root / "widgets" / "demo.mjs", site.folder / "demo"]
        subprocess.run(command, check=True)
    return site


def drawn(page: Page, name: str) -> None:
    """Waits until every element of the page has drawn itself."""
    page.wait_for_function(
        """name => [...document.querySelectorAll(`zikao-${name}`)].every((each) =>
          {
          const drawn = each.inner ?? each;
          const parts = "form,progress,.zk-way";
          // Nothing is fetched for what is not in view.
          if (each.shadowRoot && !each.inner) each.scrollIntoView();
          return each.matches(":defined") && (drawn.dataset.state || drawn.querySelector(parts));
        })""",
        arg=name,
    )


@pytest.mark.parametrize("name", ELEMENTS)
def test_examples_are_drawn_and_nothing_undocumented_is_used(page: Page, demo: Site, name: str) -> None:
    told = ELEMENTS[name]
    page.add_init_script(RECORD)
    page.goto(f"{demo.address}/demo/{name}.html")
    drawn(page, name)
    expect(page.locator(f".shown > {told['tagName']}")).to_have_count(
        len(told.get("pages", told["examples"]))
    )
    assert page.locator(".zk-note[role=status]", has_text="没有载入").count() == 0

    shared = LOOK["attributes"] if told["look"] else []
    attributes = {each["name"] for each in [*told["attributes"], *shared, *HOSTS]}
    seen: dict[str, dict[str, list[str]]] = page.evaluate("({ read, told })")
    assert set(seen["read"].get(told["tagName"], [])) <= attributes | {"class"}
    assert set(seen["told"].get(told["tagName"], [])) <= {each["name"] for each in told["events"]}
    ready = [each for each in told["events"] if each["name"] == "zikao-ready"]
    assert bool(ready) == ("zikao-ready" in seen["told"].get(told["tagName"], []))
    properties = [each["name"] for each in told.get("properties", [])]
    element = page.locator(told["tagName"]).first
    assert (
        element.evaluate("(element, names) => names.filter((name) => !(name in element))", properties) == []
    )


@pytest.mark.parametrize("tone", ["", "-dark"])
@pytest.mark.parametrize("name", ELEMENTS)
def test_demo_pages_fit_a_phone_and_have_no_fault(
    page: Page, demo: Site, root: Path, name: str, tone: str
) -> None:
    page.goto(f"{demo.address}/demo/{name}{tone}.html")
    drawn(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    # Not as a script of the page, which its policy forbids.
    page.evaluate(axe + "; null")
    found: dict[str, Any] = page.evaluate("axe.run()")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []


def test_theme_auto_follows_the_device(page: Page, demo: Site) -> None:
    page.goto(demo.page("auto", '<zikao-checklist theme="auto" guide="made"></zikao-checklist>'))
    colour = "getComputedStyle(document.querySelector('.zk-element')).color"
    page.wait_for_selector(".zk-element", state="attached")
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) != light
