"""Files of evidence checked by a page of plain files, against the server's reports, and every request told.

`python -m tests.acceptance.device.packages [SECONDS]` takes each archive of the table of bad ones and each
page of `texts`, with the number that is declared beside it, and waits so long after the last.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

from tests.acceptance.device import texts
from tests.acceptance.device.watched import SECONDS, Watched, elements, serving
from tests.books import rulebooks
from tests.unit.package.archives import ROWS
from zikao.checks.circumstances import Circumstances
from zikao.checks.package import check_package

SPEC: Final = "zhejiang/score-merge"
FRAME: Final = f"embed/package/{SPEC}/"
ALL: Final = """async (files) => {
  const form = document.querySelector("zikao-package");
  const reports = {};
  for (const [name, number] of files) {
    const data = await (await fetch(`/files/${encodeURIComponent(name)}`)).blob();
    form.choose(new File([data], name));
    form.number.value = number ?? "";
    const [fault] = form.faults();
    if (fault) {
      reports[name] = fault.message;
      continue;
    }
    reports[name] = await new Promise((done, fail) => {
      form.addEventListener("zikao-result", ({ detail }) => done(detail), { once: true });
      form.addEventListener("zikao-error", ({ detail }) => fail(new Error(detail.message)), { once: true });
      form.submit();
    });
  }
  return JSON.stringify(reports);
}"""
"""Has files checked by the element one by one: reports, or what is said of one before that."""

Files = dict[str, tuple[bytes, str | None]]
"""By name: the content, and the number that is declared beside it."""


def archives() -> Files:
    """Those of the table of bad ones."""
    return {name: (row.make(), None) for name, row in ROWS.items()}


def lay(folder: Path, files: Files) -> None:
    """Put them where the page can fetch them."""
    (folder / "files").mkdir()
    for name, (data, _) in files.items():
        (folder / "files" / name).write_bytes(data)


def said(watched: Watched, files: Files) -> dict[str, Any]:
    """The page's reports, or what it says of a file that it does not check."""
    given = [[name, number] for name, (_, number) in files.items()]
    reports: dict[str, Any] = json.loads(watched.page.evaluate(ALL, given))
    return reports


def wanted(name: str, data: bytes, number: str | None) -> dict[str, Any]:
    """The server's report, as one of a device."""
    declared = {"admission_ticket_number": number} if number else {}
    around = Circumstances(declared=declared, measured_on="device")
    return check_package(rulebooks(), SPEC, data, name, around).model_dump(mode="json")


def apart(mine: dict[str, Any], theirs: dict[str, Any]) -> set[str]:
    """Ids of findings that are others; one of what the device leaves to the server is none."""
    one, other = ({each["id"]: each for each in report["findings"]} for report in (mine, theirs))
    named = {*one, *other}
    left = {name for name in named & one.keys() if one[name]["outcome"] == "not checked"}
    return {name for name in named - left if one.get(name) != other.get(name)}


def held(told: dict[str, Any], files: Files) -> str:
    """The page's reports against the server's, in words."""
    server = {name: wanted(name, *each) for name, each in files.items() if isinstance(told[name], dict)}
    whole = sum(told[name] == each for name, each in server.items())
    numbers = sum(numbers_of(told[name]) == numbers_of(each) for name, each in server.items())
    far = Counter(code for name, each in server.items() for code in apart(told[name], each))
    count = len(server)
    return (
        f"{whole} of {count} reports equal as a whole, {numbers} of {count} in what is said of numbers; "
        f"findings that are others: {dict(far) or 'none'}; not checked: {sorted(told.keys() - server.keys())}"
    )


def numbers_of(report: dict[str, Any]) -> list[Any]:
    """What is said of each page's ticket number."""
    return [[page[name] for name in ("ticket_number", "typed", "read")] for page in report["pages"]]


def main(seconds: int) -> int:
    """Print the table; 1 where something left the page."""
    from playwright.sync_api import sync_playwright

    pages = {f"{name}.jpg": each for name, each in texts.pages().items()}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        elements(Path(scratch) / "elements")
        with serving(Path(scratch) / "site", Path(scratch) / "elements", FRAME) as base:
            lay(Path(scratch) / "site", {**archives(), **pages})
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_context(locale="zh-CN").new_page()
            watched = Watched(page, base)
            page.goto(f"{base}{FRAME}")
            for kind, files in (("archives", archives()), ("pages", pages)):
                print(f"{kind}: {held(said(watched, files), files)}", flush=True)
            page.wait_for_timeout(seconds * 1000)
            browser.close()
            leaving = watched.leaving()
            print(f"{len(watched.requests)} requests in all and {seconds} s after;")
            print(f"{len(leaving)} not of this site's files, or with a body")
    return 1 if leaving else 0


if __name__ == "__main__":
    sys.exit(main(int(next((each for each in sys.argv[1:] if each.isdigit()), SECONDS))))
