"""Frames of what lives in a portal's own page as a rule: the tags that other pages have, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from tests.books import rulebooks
from zikao.rulebook.library import Library
from zikao.site.data import documents
from zikao.site.light_frames import light_frames

from .conftest import TODAY

TAG = re.compile(
    r'<zikao-([a-z]+) class="zf-host" province="([^"]*)" procedure="([^"]*)"(?: city="([^"]*)")?></zikao-\1>'
)


def test_each_frame_holds_its_element_and_every_document_that_this_shows_is_there() -> None:
    library = rulebooks()
    there = {path for path, _ in documents(library, today=TODAY)}
    made = dict(light_frames(library, api="/v1", today=TODAY))
    assert {PurePosixPath(path).parts[1] for path in made} == {"eligibility", "checklist", "way", "until"}
    assert any("/cities/" in path for path in made)
    for path, html in made.items():
        tags = TAG.findall(html)
        kind = PurePosixPath(path).parts[1]
        for name, province, procedure, city in tags:
            place = f"{province}/cities/{city}" if city else province
            assert path == f"embed/{kind}/{place}/{procedure}/index.html"
            ending = ".json" if name == "eligibility" else ".list.json"
            assert f"data/{place}/{procedure}{ending}" in there
        names = [name for name, *_ in tags]
        if kind == "way":
            assert names[0] == "way" and "checklist" in names
        else:
            assert names == ([] if kind == "until" else [kind])
        assert ("<zikao-until" in html) == (kind == "until")
        assert html.startswith('<!doctype html>\n<html lang="zh-CN">')
        assert '<base target="_blank">' in html and "noindex" in html


def test_a_window_whose_rounds_are_over_tells_when_the_newest_was_and_how_to_find_out_of_the_next() -> None:
    made = dict(light_frames(rulebooks(), api="/v1", today=date(2026, 11, 30)))
    corrected = made["embed/until/zhejiang/information-correction/index.html"]
    assert re.findall(r"<zikao-until[^>]*>", corrected) == [
        '<zikao-until class="zf-host" start="2026-02-24T08:30" end="2026-02-26T16:30" until="2026-03-03"'
        ' standing="mirror">'
    ]
    assert "日期还没有公布" not in corrected
    transferred = made["embed/until/zhejiang/transfer-out/index.html"]
    assert "怎么查：看浙江省教育考试院当次转考通知，或问当地教育考试机构。" in transferred


def test_what_there_is_nothing_of_has_no_frame(library: Library) -> None:
    made = dict(light_frames(library, api="/v1", today=TODAY))
    for province, book in library.provinces.items():
        for key, procedure in book.procedures.items():
            held = [
                kind
                for kind in ("eligibility", "until")
                if f"embed/{kind}/{province}/{key}/index.html" in made
            ]
            wanted = [
                name for name, has in (("eligibility", procedure.rules), ("until", procedure.windows)) if has
            ]
            assert held == wanted
