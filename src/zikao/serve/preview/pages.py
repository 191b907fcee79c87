"""What the preview adds: a script in each page of the site, and pages of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment

from zikao.clock import beijing_today
from zikao.rulebook.faults import Fault
from zikao.rulebook.unfilled import Unfilled
from zikao.serve.preview.workshop import Shown
from zikao.templates import of_pages

HOME = "/-/preview/"
FAULTS = f"{HOME}faults"
WAIT = f"{HOME}wait"
BOTH = f"{HOME}both"
STATE = f"{HOME}state"
DAY = f"{HOME}day"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
AROUND = 2
"""Lines shown before and after the one that is meant."""
_HEAD = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>|<meta charset=[^>]*>|<head>", re.I)
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def asset(name: str) -> tuple[str, bytes] | None:
    """Type and content of one of the preview's own files; None: there is none of that name."""
    return _assets().get(name)


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    folder = files("zikao.serve.preview") / "assets"
    return {each.name: (_TYPES[Path(each.name).suffix], each.read_bytes()) for each in folder.iterdir()}


def with_bar(html: str, shown: Shown) -> str:
    """A page of the site with the script of the preview before every other.

    It comes right behind the page's policy, which stays: it allows scripts and sheets of this origin.
    """
    told = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in told_of(shown).items())
    script = f'<script src="{HOME}bar.js" {told}></script>'
    found = [*_HEAD.finditer(html)]
    at = next((each for each in found if "http-equiv" in each[0]), found[-1] if found else None)
    return html[: at.end()] + script + html[at.end() :] if at else script + html


def told_of(shown: Shown) -> dict[str, Any]:
    """What the bar says and goes by."""
    return {
        "number": shown.number,
        "site": shown.site_number,
        "wrong": shown.wrong,
        "unfilled": shown.unfilled,
        "now": shown.now.isoformat() if shown.now else "",
        "day": beijing_today().isoformat(),
    }


def faults_page(shown: Shown, rulebooks: Path, back: str) -> str:
    """What stands against the files as they are, file by file, with the lines that are meant.

    Args:
        shown: the state.
        rulebooks: the folder to which the names of the files refer.
        back: address of the page to go back to.
    """
    wrong = [fault for fault in shown.faults if not isinstance(fault, Unfilled)]
    return _filled(
        "faults",
        shown=shown,
        told=told_of(shown),
        groups=[
            ("错误", "error", _by_file([each for each in wrong if each.severity == "error"], rulebooks)),
            ("还没填", "unfilled", _by_file([f for f in shown.faults if isinstance(f, Unfilled)], rulebooks)),
            ("警告", "warning", _by_file([each for each in wrong if each.severity == "warning"], rulebooks)),
            ("提示", "info", _by_file([each for each in wrong if each.severity == "info"], rulebooks)),
        ],
        back=back,
        home=HOME,
    )


def waiting_page(shown: Shown, back: str) -> str:
    """Until there is a first site, or what keeps it from being made."""
    return _filled("wait", told=told_of(shown), back=back, home=HOME)


def both_page(shown: Shown, page: str) -> str:
    """A page of the site in two frames: as on a phone, and wide."""
    return _filled("both", told=told_of(shown), page=page, home=HOME)


def local(address: str) -> str:
    """An address of this site as it was asked for; `/` in place of any other."""
    return address if re.fullmatch(r"/(?![/\\])[^\s\\]*", address) else "/"


def _filled(template: str, **context: Any) -> str:
    return _environment().get_template(f"{template}.html.jinja").render(context)


@cache
def _environment() -> Environment:
    return of_pages("zikao.serve.preview")


def _by_file(faults: list[Fault], rulebooks: Path) -> list[tuple[str, list[tuple[Fault, list[Any]]]]]:
    return [
        (name, [(fault, list(_lines(rulebooks / name, fault.line))) for fault in group])
        for name, group in groupby(faults, lambda fault: fault.file)
    ]


def _lines(path: Path, meant: int) -> Iterator[tuple[int, str, bool]]:
    """Number, text, and whether it is the line meant."""
    try:
        lines = path.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return
    for number in range(max(1, meant - AROUND), min(len(lines), meant + AROUND) + 1):
        yield number, lines[number - 1].rstrip("\r")[:400], number == meant
