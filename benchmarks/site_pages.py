"""Every kind of page as a phone gets it: how long, heavy and steady, how many sizes of type, what axe finds.

    python benchmarks/site_pages.py SITE [SITE…] [--page PATH…]

Each SITE is a folder that `zikao build` made; it is served here as a real host would, compressed. Figures are
of 390x844. Layout shift is measured on a slow line (150 ms, 1.6 Mbit/s down, 750 kbit/s up) with a quarter of
the processor. A target is too small below 44 px either way; a link in running text is none, as by WCAG 2.5.8.
Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.acceptance.site.packed import sending

AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"
SCREEN = {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "large, contrast": {"view": "large contrast"},
}
KINDS = {
    "home": "",
    "places": "places/",
    "province": "anhui/",
    "guide": "anhui/graduation/",
    "guide (merge)": "zhejiang/score-merge/",
    "basis": "anhui/graduation/basis/",
    "photo": "anhui/photos/graduation/",
    "package": "zhejiang/packages/score-merge/",
    "city": "anhui/cities/luan/",
    "findings": "anhui/findings/",
    "register": "register/",
    "sources": "sources/",
    "how to ZIP": "packing/",
    "about": "about/",
    "offline": "offline/",
    "404": "404.html",
    "glossary": "glossary/",
    "embedding": "embedding/",
    "api": "api/",
}

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MEASURE = """() => {
  const seen = (e) =>
    e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && e.getClientRects().length > 0;
  const clipped = (e) => ["inset(50%)"].includes(getComputedStyle(e).clipPath);
  const sizes = new Set(), weights = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const drawn = parent.closest("svg, script, style, noscript, dialog");
    if (!texts.currentNode.data.trim() || drawn || !seen(parent)) continue;
    const style = getComputedStyle(parent);
    if (parse(style.fontSize)) sizes.add(parse(style.fontSize));
    weights.add(style.fontWeight);
  }
  function parse(size) { return Math.round(parseFloat(size) * 10) / 10; }
  const small = [];
  const pressed = document.querySelectorAll("a[href], button, input, select, textarea, summary");
  let all = 0;
  for (const each of pressed) {
    const target = each.closest("label") ?? each;
    if (!seen(target) || clipped(target) || each.closest(".zg-hidden, .md-skip, [inert]")) continue;
    all += 1;
    const flows = target.matches("a") && getComputedStyle(target).display === "inline";
    const beside = [...target.parentElement.childNodes].filter((node) => node !== target);
    const inline = flows && beside.some((node) => node.textContent.trim().length > 1);
    const { width, height } = target.getBoundingClientRect();
    if (!inline && (width < 43.5 || height < 43.5))
      small.push(`${target.tagName.toLowerCase()}.${target.className}`.slice(0, 40));
  }
  return {
    screens: document.documentElement.scrollHeight / innerHeight,
    aside: document.documentElement.scrollWidth > innerWidth,
    nodes: document.querySelectorAll("*").length,
    chars: (document.querySelector("main") ?? document.body).innerText.replace(/\\s/g, "").length,
    sizes: [...sizes].sort((a, b) => a - b), weights: [...weights].sort(), all, small,
  };
}"""


def context(browser: Browser, look: dict[str, str]) -> BrowserContext:
    """A fresh phone in one look."""
    made = browser.new_context(
        viewport=SCREEN,  # type: ignore[arg-type]
        color_scheme=look.get("color_scheme", "light"),  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    made.add_init_script(f'try {{ localStorage.setItem("zikao:view", "{look.get("view", "")}") }} catch {{}}')
    return made


def opened(page: Page, address: str) -> None:
    """Waits until scripts have run, also on a busy machine."""
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)


def shift_and_weight(browser: Browser, address: str) -> tuple[float, float]:
    """Layout shift on a slow phone, and KB that came over the line."""
    phone = context(browser, {})
    phone.add_init_script(SHIFTS)
    page = phone.new_page()
    line = phone.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
    line.send("Network.emulateNetworkConditions", slow)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    came: list[float] = []
    line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_timeout(2500)
    weight = sum(came) / 1000  # the worker, which comes 3 s after the page, is not part of it
    page.wait_for_timeout(3000)
    shift = float(page.evaluate("shifted"))
    phone.close()
    return shift, weight


def faults(browser: Browser, address: str, look: dict[str, str]) -> list[str]:
    """What axe finds in one look."""
    phone = context(browser, look)
    page = phone.new_page()
    opened(page, address)
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a tag: the policy of the pages would stop it
    found = page.evaluate(
        "axe.run().then(({ violations }) => violations.map(v => `${v.id} ${v.nodes.length}`))"
    )
    phone.close()
    return list(found)


def main() -> None:
    """Prints a row for each kind of page of each site."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, nargs="+")
    parser.add_argument("--page", action="append", help="only these, by their path in the site")
    parser.add_argument("--no-axe", action="store_true")
    asked = parser.parse_args()
    kinds = {path: path for path in asked.page} if asked.page else KINDS
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        looks = "; ".join(LOOKS)
        for site in asked.site:
            print(f"{'kind':15} screens  nodes  chars     KB  shift  sizes weights  <44/all  axe ({looks})")
            with sending(site) as home:
                for kind, path in kinds.items():
                    if not (site / path / "index.html").is_file() and not (site / path).is_file():
                        print(f"{kind:15} not there")
                        continue
                    _row(browser, kind, home + path, axe=not asked.no_axe)


def _row(browser: Browser, kind: str, address: str, *, axe: bool) -> None:
    phone = context(browser, {})
    page = phone.new_page()
    opened(page, address)
    seen = page.evaluate(MEASURE)
    phone.close()
    shift, weight = shift_and_weight(browser, address)
    found = [", ".join(faults(browser, address, look)) or "0" for look in LOOKS.values()] if axe else ["–"]
    print(
        f"{kind:15} {seen['screens']:7.1f} {seen['nodes']:6} {seen['chars']:6} {weight:6.1f} {shift:6.3f}"
        f"  {len(seen['sizes']):5} {len(seen['weights']):7}  {len(seen['small']):3}/{seen['all']:<4}"
        f" {'; '.join(found)}"
        f"{'  SCROLLS SIDEWAYS' if seen['aside'] else ''}"
    )
    print(f"{'':15} {seen['sizes']} {seen['weights']} {sorted(set(seen['small']))[:8]}", file=sys.stderr)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
