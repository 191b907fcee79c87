"""What a thumb has to hit and an eye to read on every kind of page: 44 px, five sizes, two weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_views import KINDS

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

TOO_SMALL = """
Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary"))
  .map((each) => each.closest("label") ?? each)
  .filter((each) => each.checkVisibility() && !each.closest(".zg-hidden, .md-skip, .md-sidebar"))
  // In running text a link is as high as its line (WCAG 2.5.8).
  .filter((each) => getComputedStyle(each).display !== "inline")
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && Math.min(width, height) < 43.5)
  .map(([name, { width, height }]) => `${name} ${width} x ${height}`)
"""
SCALE = """
"small text lead part title".split(" ").map((name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.fontSize = `var(--zg-${name})`;
  return getComputedStyle(probe).fontSize;
})
"""
LETTERS = """
Array.from(document.querySelectorAll("body *"))
  .filter((each) => Array.from(each.childNodes).some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => each.checkVisibility() && !each.closest("svg, script, .md-skip"))
  .map((each) => [each, getComputedStyle(each)])
  .map(([each, { fontSize, fontWeight }]) => [fontSize, fontWeight, each.outerHTML.slice(0, 90)])
"""


@pytest.mark.timeout(300)  # every kind of page
def test_targets_sizes_and_weights_on_every_kind_of_page(visit: Visit) -> None:
    for path in KINDS:
        page = visit.open(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate(TOO_SMALL) == [], path
        letters = page.evaluate(LETTERS)
        scale = page.evaluate(SCALE)
        assert len(set(scale)) == len(scale)
        assert [found for found in letters if found[0] not in scale] == [], path
        assert {weight for _, weight, _ in letters} == {"400", "700"}, path
