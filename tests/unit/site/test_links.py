"""Every link inside the site leads somewhere, and every address is relative."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import urlsplit

import pytest

from zikao.rulebook.library import Library
from zikao.site import address
from zikao.site.data import documents
from zikao.site.page import Page

from .reading import anchors, read


def targets(page: Page) -> list[str]:
    """Addresses that a page names."""
    names = ("href", "document", "schema")
    return [e.attrs[name] for e in read(page.markdown).find() for name in names if name in e.attrs]


def test_every_link_leads_to_a_page_or_a_document(library: Library, pages: dict[str, Page]) -> None:
    known = {address.folder(path): anchors(page.markdown) for path, page in pages.items()}
    files = {path for path, _ in documents(library)}
    for path, page in pages.items():
        for target in targets(page):
            parts = urlsplit(target)
            if parts.scheme:
                continue
            assert not target.startswith("/"), f"{path}: {target} works at one place only"
            place = normpath(join(address.folder(path), parts.path)) if parts.path else address.folder(path)
            if place in files:
                continue
            folder = "" if place in (".", "") else place.rstrip("/") + "/"
            assert folder in known, f"{path}: {target} leads nowhere"
            assert not parts.fragment or parts.fragment in known[folder], f"{path}: nothing is at {target}"


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        ids = anchors(page.markdown)
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize(
    ("here", "to", "anchor", "expected"),
    [
        ("index.md", "anhui/graduation.md", None, "anhui/graduation/"),
        ("anhui/graduation.md", "index.md", None, "../../"),
        ("anhui/graduation.md", "anhui/index.md", "sources", "../#sources"),
        ("anhui/graduation.md", "anhui/graduation.md", "steps", "#steps"),
        ("anhui/graduation.md", "anhui/graduation.md", None, "./"),
        ("anhui/photos/graduation.md", "cn/index.md", None, "../../../cn/"),
        ("anhui/graduation.md", "data/anhui/graduation.json", None, "../../data/anhui/graduation.json"),
        ("index.md", "data/x.json", None, "data/x.json"),
    ],
)
def test_relative_addresses(here: str, to: str, anchor: str | None, expected: str) -> None:
    assert address.href(here, to, anchor) == expected


def test_a_procedure_cannot_take_the_name_of_another_page() -> None:
    with pytest.raises(address.ReservedNameError, match="findings"):
        address.guide_page("anhui", "findings")
