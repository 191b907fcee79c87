"""What the pages for web masters take from the rulebooks: which tags there are, and what they can be about.

Those pages are written by hand in `docs/embedding/`. Where one of them holds a mark, such as
`<!-- zikao: choose -->`, the piece of that name stands in the built page. So no tag is offered that the site
has no data for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from zikao.clock import beijing_today
from zikao.rulebook.in_force import current
from zikao.site import address
from zikao.site.overview import in_order
from zikao.site.places import for_readers
from zikao.site.scope import specs_of
from zikao.site.templating import render

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library

GUIDE: Final = "https://GUIDE.EXAMPLE/"
"""Stands for the address of the site, which a page read in a browser knows and puts in its place."""
GUIDE_ORIGIN: Final = GUIDE.rstrip("/")
PREVIEW: Final = "embed/preview/index.html"
"""The page that shows an element as a portal would: it loads what portals load, under a portal's policy."""
WEB_MASTERS: Final = "embedding/index.md"
"""The page that shows it: a site that has no pages for web masters has no use for it."""
TROUBLE: Final = "embedding/trouble.md"
"""What to do where an element does not come to life, with a page to try a policy on."""
POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
)
"""Of that page: what the pages for web masters tell a portal to allow, a sheet and an icon of its own."""

SCRIPT: Final = f'<script type="module" src="{GUIDE}widgets/v1/zikao.js"></script>'
PORTAL: Final = "https://PORTAL.EXAMPLE"
"""Stands for the address of a portal."""
POLICIES: Final = {
    "light": f"script-src {GUIDE_ORIGIN}; connect-src {GUIDE_ORIGIN}",
    "frame": f"script-src {GUIDE_ORIGIN}; frame-src {GUIDE_ORIGIN}",
}
"""What a portal has to allow: for elements in its own page, and for those that show a frame of the site."""
CHECKS: Final = (
    ("eligibility", "资格自查", "答几个问题，当场知道符不符合条件", "放在办事指南、报名通知下面"),
    ("checklist", "办事清单", "步骤和材料逐条打勾，存在考生自己的设备上", "放在办事指南里"),
    ("way", "只看我的", "连起资格自查和清单，只留与这名考生有关的", "和上面两个放在同一页"),
    ("until", "还剩几天", "离截止还有几天几小时", "放在通知的日期旁边"),
    ("photo", "照片检查", "上传之前，先查照片合不合要求", "放在上传照片的入口之前"),
    ("package", "材料包检查", "在手机上把材料做成 ZIP 并检查", "放在上传材料的入口之前"),
)
"""The elements by their names: what each is called, what it does for a candidate, and where it belongs."""

DIGESTS: Final = "widgets/*/integrity.json"
"""What each fixed version of the elements has beside it, below a built site."""

_DIGESTS_PLACE = "<div data-digests></div>"
_MARK = re.compile(r"^<!-- zikao: ([a-z-]+) -->$", re.MULTILINE)
FRAMED: Final = ("photo", "package")
"""Elements that show a frame of the site."""


@dataclass(frozen=True)
class Choice:
    """Something that a tag can be about: a procedure, or a file spec."""

    province: str
    place: str
    key: str
    title: str
    path: str
    """Where its own page stands below the site: what the tag links to where it does not come to life."""
    checks: tuple[str, ...]
    """Names of the elements that can be about it, without `zikao-`."""
    cities: Mapping[str, str]
    """Names of the cities that differ in it, by id."""
    windows: Mapping[str, str]
    """Titles of its windows that have a date, by key."""

    @property
    def attribute(self) -> str:
        """What the tag calls it by."""
        return "spec" if self.checks[0] in FRAMED else "procedure"

    def tag(self, check: str) -> str:
        """The tag as it is copied where no script fills it in; `way` stands above what it joins."""
        if check == "way":
            joined = [each for each in ("checklist", "eligibility") if each in self.checks]
            return "\n".join([self._element("way", link=False), *map(self.tag, joined)])
        if check == "until":
            return self._element("until", f' window="{next(iter(self.windows))}"')
        return self._element(check)

    def _element(self, check: str, more: str = "", *, link: bool = True) -> str:
        about = f'province="{self.province}" {self.attribute}="{self.key}"{more}'
        inside = f'\n  <a href="{GUIDE}{self.path}">{self.title}</a>\n' if link else ""
        return f"<zikao-{check} {about}>{inside}</zikao-{check}>"


def choices(library: Library, today: date | None = None) -> list[Choice]:
    """Everything that a tag can be about, as readers meet it, without specs that others have followed.

    Args:
        library: the rulebooks that the site is made of.
        today: the day in Beijing that decides which specs are in force; None: this day.
    """
    day = (today or beijing_today()).isoformat()
    return [choice for book in for_readers(library) for choice in _of(book, day)]


def _of(book: ProvinceBook, day: str) -> Iterator[Choice]:
    name = book.province.id
    for procedure in in_order(book):
        windows = {
            key: window.title
            for key in (procedure.windows if procedure.rules else [])
            if (window := book.province.windows[key]).start or window.end or window.yearly or window.rounds
        }
        checks = (
            *(["eligibility"] if procedure.rules else []),
            *(["checklist", "way"] if procedure.steps or procedure.materials else []),
            *(["until"] if windows else []),
        )
        if not checks:
            continue
        cities = _cities(book, "procedures", procedure.id)
        page = address.folder(address.guide_page(name, procedure.id))
        yield Choice(name, book.province.name, procedure.id, procedure.title, page, checks, cities, windows)
    for kind in FRAMED:
        for key, spec in current(specs_of(book, kind), day).items():
            page = address.folder(address.spec_page(kind, name, key))
            cities = _cities(book, f"{kind}s", key)
            yield Choice(name, book.province.name, key, spec.title, page, (kind,), cities, {})


def _cities(book: ProvinceBook, shelf: str, key: str) -> dict[str, str]:
    """Cities whose own rules change this procedure or spec."""
    return {
        name: city.overlay.name for name, city in book.cities.items() if key in getattr(city.overlay, shelf)
    }


def filled(markdown: str, page: str, library: Library, put: Callable[[str], str]) -> str:
    """A page with what belongs in the place of each of its marks.

    Args:
        markdown: the page as it is written.
        page: its path below the folder of documents.
        library: the rulebooks that the site is made of.
        put: gives what stands in the page for a piece of HTML: see `zikao.site.aside`.
    """
    if not _MARK.search(markdown):
        return markdown
    every = choices(library)

    def piece(mark: re.Match[str]) -> str:
        return render(
            f"embedding/{mark[1]}.jinja",
            choices=every,
            places={choice.province: choice.place for choice in every},
            CHECKS=CHECKS,
            TITLES={name: title for name, title, _, _ in CHECKS},
            tag=f"{SCRIPT}\n{every[0].tag(every[0].checks[0])}" if every else SCRIPT,
            policies=POLICIES,
            preview=address.href(page, PREVIEW).removesuffix("index.html"),
            assets=address.href(page, "assets/embedding"),
            trouble=address.href(page, TROUBLE),
            guide=GUIDE,
            portal=PORTAL,
        )

    return _MARK.sub(lambda mark: put(piece(mark)), markdown)


def tell_digests(site: Path) -> None:
    """Put the digests of the newest fixed version into the pages that have a place for them.

    The bundle makes the table after the pages are written. A site without the elements has none, and its
    pages say nothing of it.
    """
    tables = [json.loads(path.read_text(encoding="utf-8")) for path in site.glob(DIGESTS)]
    newest = max(tables, key=lambda table: _order(table["version"]), default=None)
    for path in (site / "embedding").glob("*/index.html"):
        html = path.read_text(encoding="utf-8")
        if _DIGESTS_PLACE in html:
            zh = not path.parent.name.endswith(".en")
            told = render("embedding/digests.jinja", **newest, zh=zh, guide=GUIDE) if newest else ""
            path.write_text(html.replace(_DIGESTS_PLACE, told.strip()), encoding="utf-8")


def _order(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", version)]


def preview() -> str:
    """The page that shows an element as a portal would."""
    up = "../" * PREVIEW.count("/")
    return render("embedding/preview.jinja", up=up, policy=Markup(POLICY))  # noqa: S704 - written above
