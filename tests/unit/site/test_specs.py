"""File specs, and the page on which every finding is explained."""

from __future__ import annotations

import re

from tests.books import rulebooks
from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.library import Library
from zikao.rulebook.model import Spec
from zikao.site import form_markup
from zikao.site.page import Page
from zikao.site.render import render
from zikao.site.words import IN_REPORT

from .conftest import TODAY
from .reading import anchors, read, words

FORMATS = {"gzip", "bzip", "tar", "jpg", "jpeg", "png"}
"""Words of a value that a candidate knows as they are."""


def specs(library: Library) -> list[tuple[ProvinceBook, str, str, Spec]]:
    return [
        (book, kind, key, spec)
        for book in library.provinces.values()
        for kind, shelf in (("photo", book.photos), ("package", book.packages))
        for key, spec in shelf.items()
    ]


def page_of(pages: dict[str, Page], book: ProvinceBook, kind: str, key: str) -> str:
    return pages[f"{book.province.id}/{kind}s/{key}.md"].markdown


def test_every_value_rule_label_part_and_gap_stands_on_the_page(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, kind, key, spec in specs(library):
        text = words(page_of(pages, book, kind, key))
        wanted = [spec.title, spec.summary, *spec.gaps]
        for value in spec.values.values():
            wanted += [value.label, value.unit or "", value.note or ""]
        wanted += [rule.title for rule in spec.rules]
        for label in spec.labels:
            wanted += [label.label, label.means, label.their_fix, label.better_fix or ""]
        for part in spec.parts:
            wanted += [part.name, part.per or "", part.note or ""]
        wanted += [notice.text for notice in spec.notices]
        missing = [each for piece in wanted for each in piece.splitlines() if each.strip() not in text]
        assert not missing, f"{key} leaves out {missing}"


def test_every_value_rule_label_and_part_shows_its_clauses(library: Library, pages: dict[str, Page]) -> None:
    for book, kind, key, spec in specs(library):
        page = read(page_of(pages, book, kind, key))
        rules = [*spec.rules, *(spec.together.rules if spec.together else ())]
        cited = [*spec.values.values(), *rules, *spec.labels, *spec.parts, *spec.notices]
        sayings = [
            saying
            for name in {*spec.contradictions, *(r.contradiction for r in rules if r.contradiction)}
            for saying in book.province.contradictions[name].says
        ]
        exceptions = [exception for rule in rules for exception in rule.exceptions]
        chips = page.find("details", "zg-cite")
        assert len(chips) == len(cited) + len(sayings) + len(exceptions), key
        opened = " ".join(chip.text for chip in chips)
        for statement in cited:
            assert all(cite.clause in opened for cite in statement.cite), key


def test_the_check_stands_first_and_knows_where_to_ask(sample_pages: dict[str, Page]) -> None:
    [photo] = read(sample_pages["sample/photos/graduation.md"].markdown).find("zikao-photo")
    assert photo.attrs == {
        "class": "zk-element",
        "spec": "sample/graduation",
        "endpoint": "/v1/photo/sample/graduation",
        "wanted": '{"bytes":{"words":"不少于 20000 字节","low":20000}}',
        "document": "../../../data/sample/photos/graduation.json",
        "next": '[{"guide":"毕业申请","title":"上传照片","href":"../../graduation/#step-photo"}]',
        "title": "毕业照片",
    }
    [package] = read(sample_pages["sample/packages/evidence.md"].markdown).find("zikao-package")
    assert package.attrs["endpoint"] == "/v1/package/sample/evidence"


def test_the_form_is_there_from_the_start_and_asleep(sample_pages: dict[str, Page]) -> None:
    html = sample_pages["sample/photos/graduation.md"].markdown
    [form] = read(html).find("form")
    assert form.attrs["class"] == f"zk-form {form_markup.ASLEEP}"
    assert form.attrs["aria-label"] == "毕业照片"
    [send] = [each for each in form.find("button") if each.attrs["id"] == "check-photo-graduation-send"]
    assert "disabled" in send.attrs, "pressed before its script is there, it would lead away"
    [said] = read(html).find("noscript")
    assert said.text == form_markup.NO_SCRIPT
    whole = f"<head></head><body>{html}</body>"
    assert '<link rel="stylesheet" href="../a/forms.css">' in form_markup.ready(whole, "../a/forms.css")
    assert form_markup.ready("<head></head><p>没有表</p>", "../a/forms.css") == "<head></head><p>没有表</p>"


def test_without_elements_a_form_gives_way_to_a_sentence(sample_pages: dict[str, Page]) -> None:
    made = form_markup.ready(sample_pages["sample/photos/graduation.md"].markdown, None)
    assert not read(made).find("form")
    assert form_markup.NO_ELEMENTS in made
    assert form_markup.NO_SCRIPT not in made


def test_rules_are_folded_by_their_subject_and_stand_by_their_weight(sample_pages: dict[str, Page]) -> None:
    page = read(sample_pages["sample/photos/graduation.md"].markdown)
    lists = page.find("ul", "zg-rules")
    assert [[rule.find("b")[0].text for rule in each.find("li", "zg-rule")] for each in lists] == [
        ["文件大小", "扩展名"]
    ]
    assert "不少于 20000 字节" in lists[0].text
    [subject] = [each for each in page.find("details", "zg-subject") if each.find("li", "zg-rule")]
    assert subject.find("summary")[0].text == "文件 2 条，必须的 1 条"


def test_a_portraits_rules_fold_into_five_groups_with_their_counts(
    library: Library, pages: dict[str, Page]
) -> None:
    for book, kind, key, spec in specs(library):
        if kind == "package":
            continue
        folds = read(page_of(pages, book, kind, key)).find("details", "zg-subject")
        groups = [fold for fold in folds if fold.find("li", "zg-rule")]
        assert 0 < len(groups) <= 5
        assert not any("open" in fold.attrs for fold in folds)
        counts = [int(fold.find("small")[0].text.split()[0]) for fold in groups]
        assert counts == [len(fold.find("li", "zg-rule")) for fold in groups]
        assert sum(counts) == len(spec.rules)


def test_a_message_of_the_portal_has_both_remedies(sample_pages: dict[str, Page]) -> None:
    text = words(sample_pages["sample/photos/graduation.md"].markdown)
    assert text.index("调整图像大小") < text.index("只调质量，不改像素")


def test_every_rule_id_is_explained_at_its_anchor(library: Library, pages: dict[str, Page]) -> None:
    for book in library.provinces.values():
        judged = [*book.procedures.values(), *book.photos.values(), *book.packages.values()]
        if not any(item.rules for item in judged):
            continue
        page = pages[f"{book.province.id}/findings.md"]
        assert page.meta["search"] == {"exclude": True}
        expected = {f"{key}.{rule.id}" for key, item in book.procedures.items() for rule in item.rules}
        for kind, shelf in (("photo", book.photos), ("package", book.packages)):
            expected |= {
                f"{key}.{kind}.{rule.id}"
                for key, item in shelf.items()
                for rule in (*item.rules, *(item.together.rules if item.together else ()))
            }
        entries = {e.attrs["id"]: e for e in read(page.markdown).find("div", "zg-finding")}
        assert set(entries) == expected
        assert expected <= set(anchors(page.markdown))
        for entry in entries.values():
            assert entry.find("details", "zg-cite"), entry.attrs["id"]
            assert "怎么改" in entry.text


def test_a_finding_tells_its_sentence_its_mend_and_what_candidates_meet(
    sample_pages: dict[str, Page],
) -> None:
    page = read(sample_pages["sample/findings.md"].markdown)
    entries = {e.attrs["id"]: e for e in page.find("div", "zg-finding")}
    size = entries["graduation.photo.bytes"]
    assert size.find("code")[0].text == "photo.bytes"
    assert f"文件只有{IN_REPORT}字节。" in size.text
    assert "用更高的质量另存。" in size.text
    assert "图片过大或过小" in size.text
    assert "落款日期太晚" in size.text
    assert "按必须处理。" in size.text
    assert entries["graduation.prior-degree"].find("code")[0].text == "sample/graduation.prior-degree"
    assert "本工具" in entries["graduation.photo.extension"].text


def test_values_are_told_in_words(library: Library, pages: dict[str, Page]) -> None:
    """No ``folder`` or ``light_blue``: a candidate reads Chinese, and names of formats."""
    for book, kind, key, _ in specs(library):
        for shown in read(page_of(pages, book, kind, key)).find("dl", "zg-values"):
            for value in (told.find("b")[0].text for told in shown.find("dd")):
                assert not set(re.findall(r"\b[a-z_]{3,}\b", value, re.ASCII)) - FORMATS, f"{key}: {value}"


def test_what_is_asked_of_several_archives_stands_on_the_page_of_one() -> None:
    library = rulebooks()
    [book] = [book for book in library.provinces.values() if any(p.together for p in book.packages.values())]
    [(key, spec)] = [(key, spec) for key, spec in book.packages.items() if spec.together]
    made = {page.path: page for page in render(library, today=TODAY)}
    page = read(made[f"{book.province.id}/packages/{key}.md"].markdown)
    assert spec.together
    ids = [rule.attrs["id"] for rule in page.find("li", "zg-rule")]
    assert [f"rule-{rule.id}" for rule in spec.together.rules] == ids[-len(spec.together.rules) :]
