"""What candidates come for, as steps that any browser can be led through; each gives a word on its end."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..by_server import sending
from .driver import Driver, literal, until

KINDS = [
    "",
    "anhui/graduation/",
    "zhejiang/score-merge/",
    "anhui/photos/graduation/",
    "zhejiang/packages/score-merge/",
    "zh-TW/",
]
"""A page of each kind."""
GUIDE = "zhejiang/score-merge/"
PACKAGE = "zhejiang/packages/score-merge/"
MOST = 60
"""Questions, after which a form is taken for one that never ends."""

READY = """
const names = [...new Set([...document.querySelectorAll('*')].map((e) => e.localName))];
return document.readyState === 'complete' && document.documentElement.dataset.scripts &&
  names.filter((name) => name.startsWith('zikao-')).every((name) => customElements.get(name)) &&
  (document.documentElement.dataset.case === 'start' ||
    [...document.querySelectorAll('zikao-eligibility')]
      .every((e) => e.querySelector('.zk-form, .zk-note')));"""
"""Whether all elements of a page stand; a guide fetches its questions once its first view is left."""
SELECTORS = """
const found = [];
const gather = (rules) => {
  for (const rule of rules) {
    if (rule.selectorText) found.push(rule.selectorText);
    if (rule.cssRules) gather(rule.cssRules);
  }
};
for (const sheet of [...document.styleSheets, ...(document.adoptedStyleSheets || [])]) gather(sheet.cssRules);
return found;"""
"""What every rule of the page is for."""
PRESS = """
const press = (words, where = document) => {
  const found = [...where.querySelectorAll('button, a')].find((e) => e.textContent.trim() === words);
  if (found) found.click();
  return !!found;
};"""


def opens(driver: Driver, home: str, path: str) -> list[str]:
    """A page, whole and no wider than the screen; the selectors of all rules that dress it."""
    driver.open(home + path)
    until(driver, READY, f"/{path} does not get ready")
    title, wide = driver.run(
        "return [document.querySelector('h1').innerText, document.documentElement.scrollWidth - innerWidth]"
    )
    assert title, f"{driver.name}: /{path} has no heading"
    assert wide <= 0, f"{driver.name}: /{path} is {wide} px wider than the screen"
    assert driver.run("return document.documentElement.dataset.scripts") == "on", path
    kept: list[str] = driver.run(SELECTORS)
    return kept


def eligibility(driver: Driver, home: str) -> str:
    """Questions to a verdict: one answered, the others skipped. Its heading."""
    driver.open(f"{home}{GUIDE}#eligibility")
    driver.fresh()
    driver.open(f"{home}{GUIDE}#eligibility")
    return interviewed(driver, "const root = document.querySelector('zikao-eligibility');")


def interviewed(driver: Driver, find: str) -> str:
    """Answers the first question and skips the others, to the report's heading.

    Args:
        find: the start of scripts that finds, as `root`, where the questions are.
    """
    until(driver, f"{find} return !!root && !!root.querySelector('fieldset')", "no question")
    step = (
        PRESS
        + find
        + """
const report = root.querySelector('.zk-report h3');
if (report) return report.textContent;
const question = root.querySelector('fieldset');
if (!question) return '';
const first = ARG && question.querySelector('input[type=radio]');
if (first) first.click();
if (first ? press('下一步', root) : press('不清楚，先跳过', root)) return '';
throw new Error('no button below ' + question.textContent);"""
    )
    for number in range(MOST):
        heading = driver.run(step.replace("ARG", "true" if number == 0 else "false"))
        if heading:
            return str(heading)
    return str(until(driver, step.replace("ARG", "false"), "no verdict"))


def case(driver: Driver, home: str) -> str:
    """From a guide's button by questions to the reader's own steps, into one, and back. The list's name."""
    driver.open(home + GUIDE)
    driver.fresh()
    driver.open(home + GUIDE)
    until(driver, READY, "the guide does not get ready")
    driver.run(f"{PRESS} press('开始')")
    view = "return document.documentElement.dataset.case === {} && location.hash"
    until(driver, view.format("'ask'"), "开始 leads to no question")
    asked = set()
    for _ in range(MOST):
        here = until(driver, "return location.hash", "no view")
        if here == "#answers":
            break
        asked.add(here)
        until(driver, "return !!document.querySelector('zikao-eligibility fieldset')", f"{here} asks nothing")
        driver.run(
            f"{PRESS} const form = document.querySelector('zikao-eligibility');"
            "const first = form.querySelector('input[type=radio]');"
            "if (first) first.click();"
            "press(first ? '下一步' : '不清楚，先跳过', form)"
        )
        until(driver, f"return location.hash !== {literal(here)}", f"{here} leads nowhere")
    until(driver, "return !!document.querySelector('.zk-report h3')", "no verdict among the answers")
    driver.run("location.hash = 'mine'")
    rows = "document.querySelectorAll('ol.zk-tasks > li')"
    until(driver, f"return document.documentElement.dataset.case === 'mine' && {rows}.length > 0", "no list")
    heading = str(driver.run("return document.querySelector('zikao-way h2').textContent"))
    driver.run(f"{rows}[0].querySelector('a').click()")
    until(driver, view.format("'step'"), "a row leads to no step")
    driver.run(f"{PRESS} press('做完了')")
    until(driver, "return /第 2 步/.test(document.title)", "done, and no next step")
    driver.run("history.go(-2)")
    until(driver, view.format("'mine'"), "back does not lead to the list")
    until(driver, f"return {rows}[0].dataset.state === 'done'", "what is done does not stand in the list")
    return f"{len(asked)} questions, {heading}"


def archive(driver: Driver, home: str, pictures: Sequence[Path]) -> bytes:
    """A picture in each of the first slots, a number, and the archive that the page makes of them."""
    driver.open(home + PACKAGE)
    until(driver, READY, "the package's page does not get ready")
    maker = "const maker = document.querySelector('.zk-maker');"
    until(driver, f"{maker} return maker && !maker.querySelector('.zk-make').disabled", "no archive to make")
    slots = driver.run(
        f"{maker} return [...maker.querySelectorAll('[data-slot]')].map((e) => e.dataset.slot)"
    )
    for slot, picture in zip(slots, pictures, strict=False):
        place = f"[data-slot={slot}]"
        driver.attach(f"{place} input[multiple][accept='image/*']", picture)
        until(driver, f"return document.querySelectorAll('{place} li').length === 1", f"{slot} takes nothing")
    driver.run(
        "const field = document.querySelector('zikao-package [id$=-ticket-number]');"
        "field.value = '010123456789'; field.dispatchEvent(new Event('input', { bubbles: true }));"
        # The page's policy lets nobody fetch it, so it is caught where it gets its address.
        "const address = URL.createObjectURL;"
        "URL.createObjectURL = (made) => { window.made = made; return address.call(URL, made); };"
        "document.querySelector('.zk-make').click()"
    )
    until(driver, "return !!document.querySelector('.zk-made a[download]')", "nothing was made")
    driver.run(
        "const reader = new FileReader(); reader.readAsDataURL(window.made);"
        "reader.onload = () => { window.read = reader.result.split(',')[1]; };"
    )
    return b64decode(str(until(driver, "return window.read", "the archive cannot be read")))


def ticks(driver: Driver, home: str) -> str:
    """Two ticks, and the page anew: both are there."""
    driver.open(f"{home}{GUIDE}#whole")
    driver.fresh()
    driver.open(f"{home}{GUIDE}#whole")
    until(driver, READY, "the lists do not get ready")
    driver.run(
        "[...document.querySelectorAll('zikao-checklist input')].slice(0, 2).forEach((e) => e.click())"
    )
    driver.open(f"{home}{GUIDE}#whole")
    until(driver, READY, "the lists do not get ready")
    until(driver, f"return {TICKED} === 2", "the two ticks are not there after a reload")
    assert driver.run("return [...document.querySelectorAll('.zg-unkept')].every((e) => !e.offsetHeight)")
    return "2 of 2"


TICKED = "[...document.querySelectorAll('zikao-checklist input')].filter((e) => e.checked).length"


def share(driver: Driver, home: str) -> str:
    """A link with what is ticked, out of one device and into another."""
    ticks(driver, home)
    until(driver, f"{PRESS} return press('带到另一台设备')", "no button that makes a link")
    found = "const text = document.querySelector('.zk-link'); return text && text.value"
    link = str(until(driver, found, "no link"))
    assert "#Z=" in link
    driver.fresh()
    driver.open(link)
    until(driver, f"return {TICKED} === 2", "the link brings no ticks")
    until(driver, "return !location.hash.startsWith('#Z=')", "the link stays in the address bar")
    return "2 of 2"


def search(driver: Driver, home: str) -> str:
    """How many pages are found."""
    driver.open(home)
    until(driver, READY, "home does not get ready")
    driver.run("document.querySelector('.zs-open').click()")
    until(driver, "return document.querySelector('.zs-query').offsetHeight", "no field to search by")
    driver.run(
        "const field = document.querySelector('.zs-query'); field.value = '照片';"
        "field.dispatchEvent(new Event('input', { bubbles: true }))"
    )
    count = until(driver, "return document.querySelectorAll('.zs-found > li').length", "nothing found")
    return f"{count} pages"


def large(driver: Driver, home: str) -> str:
    """Large text: letters and targets."""
    driver.open(home + GUIDE)
    until(driver, READY, "the guide does not get ready")
    driver.run("document.querySelector('[data-show=large]').click()")
    letters, targets = driver.run(
        "const size = parseFloat(getComputedStyle(document.querySelector('.zg-lead p')).fontSize);"
        "const high = (e) => e.getBoundingClientRect().height;"
        "return [size, Math.min(...[...document.querySelectorAll('.zg-view button')].map(high))]"
    )
    driver.run("document.querySelector('[data-show=large]').click()")
    assert letters >= 20, f"letters of {letters} px"
    assert targets >= 60, f"targets of {targets} px"
    return f"{letters:.0f} px, targets {targets:.0f} px"


def checks(driver: Driver, home: str, path: str, file: Path) -> str:
    """A file, consent, and the report's heading."""
    element = f"zikao-{'photo' if '/photos/' in path else 'package'}"
    driver.open(home + path)
    until(driver, READY, f"/{path} does not get ready")
    until(driver, f"return !!document.querySelector('{element} input[id$=-file]')", "no form")
    driver.attach(f"{element} input[id$=-file]", file)
    asked, send = sending(element)
    until(driver, asked, "nobody asks for consent")
    driver.run(send)
    report = f"const h = document.querySelector('{element} .zk-report h3'); return h && h.textContent"
    return str(until(driver, report, "no report"))


def offline(driver: Driver, home: str, cut: Any) -> str:
    """A page that was read, once the network is gone. `cut` takes it away."""
    driver.open(home + GUIDE)
    until(driver, READY, "the guide does not get ready")
    until(
        driver,
        "navigator.serviceWorker.getRegistration().then((r) => window.on = !!(r && r.active));"
        "return window.on",
        "no worker",
    )
    driver.open(home + GUIDE)
    until(driver, "return !!navigator.serviceWorker.controller", "the worker does not take over")
    until(
        driver,
        "caches.match(location.href.split('#')[0]).then((r) => window.kept = !!r); return window.kept",
        "not kept",
    )
    cut()
    driver.open(home + GUIDE)
    return str(
        until(
            driver,
            "return document.querySelector('.zg-lead') && document.querySelector('h1').innerText",
            "gone",
        )
    )


def here(driver: Driver, check: str, file: Path) -> str:
    """A file checked on this device, on the page or in the frame that is open.

    Gives the report's heading, or `too old`.

    Args:
        driver: of the browser.
        check: `photo` or `package`.
        file: what is checked.
    """
    find = f"const element = document.querySelector('zikao-{check}');"
    awake = f"{find} return !!element && !!element.querySelector('form:not(.zk-asleep) input[id$=-file]')"
    until(driver, awake, "no form")
    driver.attach(f"zikao-{check} input[id$=-file]", file)
    said = f"{find} return (/文件不发送|这个浏览器太旧/.exec(element.innerText) || [])[0]"
    if until(driver, said, "nothing is said of this device") != "文件不发送":
        assert driver.run(f"{find} return element.innerText.includes('同意由服务器检查')"), (
            "no server is offered"
        )
        return "too old"
    # Where something has to be downloaded first, what is large is left out.
    begin = (
        "const begin = [...element.querySelectorAll('button')]"
        ".find((each) => /^(先查一部分|在你的设备上检查)/.test(each.innerText));"
        "if (begin) begin.click();"
        "return !!begin"
    )
    until(driver, find + begin, "no button")
    report = f"{find} const h = element.querySelector('.zk-report h3'); return h && h.textContent"
    heading = str(until(driver, report, "no report"))
    assert driver.run(f"{find} return element.innerText.includes('文件没有发送')"), (
        "it is not said to have stayed"
    )
    return heading
