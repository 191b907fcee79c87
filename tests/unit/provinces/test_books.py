"""The rulebooks themselves: they load, lint finds no fault, and what the sources leave open stays visible."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.judge.rules import judge
from zikao.rulebook.answers import impossible
from zikao.rulebook.document import Document, DocumentRule, Kind
from zikao.rulebook.lint import lint
from zikao.rulebook.model import Procedure, Spec

from ...provinces import of_each

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = rulebooks()
BINDING = {"official", "tool"}
BOOKS = of_each("book.json")

CONTRADICTIONS: dict[int, tuple[str, ...]] = {
    1: ("zhejiang/merge-deadline-without-year",),
    2: ("zhejiang/transfer-guide-cut",),
    3: ("zhejiang/same-ticket-once-or-again",),
    4: ("zhejiang/other-information-self-corrected",),
    5: ("zhejiang/evidence-list-open",),
    6: ("zhejiang/merge-id-or-ticket",),
    7: ("general/photo-unit-error", "general/photo-share-unclear"),
    8: ("general/record-begins", "general/record-kept-by"),
    9: ("anhui/name-change-after-application", "general/id-number-at-graduation"),
    10: ("general/score-menu-names", "general/one-portal-called-national"),
    11: ("anhui/prior-degree-before-applying-or-collecting", "general/college-diploma-when"),
    12: ("general/practice-scope",),
    13: ("anhui/photo-bytes-generally-or-must", "anhui/kilobyte-1000-or-1024"),
    14: ("anhui/quality-factor-or-ratio",),
    15: ("anhui/resize-breaks-pixels", "anhui/tilt-without-remedy"),
    16: ("anhui/photo-age-flat-or-generally",),
    17: ("anhui/photo-no-tolerance",),
    18: ("anhui/two-file-classes", "anhui/four-m-decimal-or-binary"),
    19: ("anhui/other-ticket-fill-or-merge",),
    20: ("anhui/both-levels-skip-or-wait",),
    21: ("anhui/graduating-by-30-june",),
    22: ("anhui/transfer-in-2015",),
    23: ("anhui/hefei-extent",),
    24: ("anhui/anhui-dates-missing",),
    25: ("anhui/background-blue-or-white",),
    26: ("cn/photo-differs-by-province",),
    27: ("anhui/wording-strength",),
}
"""Number in the list of contradictions of the source catalogue, and the keys that carry it."""


def compiled() -> Iterator[tuple[str, Document, list[Any]]]:
    """Every judgeable document with its name and its examples."""
    for province, book in LIBRARY.provinces.items():
        for city in (None, *book.cities):
            seen = LIBRARY.book(province, city)
            shelves: dict[Kind, Mapping[str, Procedure | Spec]] = {
                "procedure": seen.procedures,
                "photo": seen.photos,
                "package": seen.packages,
            }
            for kind, shelf in shelves.items():
                for name, item in shelf.items():
                    document = LIBRARY.compiled(kind, f"{province}/{name}", city=city)
                    yield f"{kind}:{province}/{name}{f'@{city}' if city else ''}", document, item.examples


DOCUMENTS = {name: (document, examples) for name, document, examples in compiled()}
EXAMPLES = [
    pytest.param(document, example, id=f"{name}-{index}")
    for name, (document, examples) in DOCUMENTS.items()
    for index, example in enumerate(examples)
]


def rules(name: str) -> dict[str, DocumentRule]:
    return {rule.id: rule for rule in DOCUMENTS[name][0].rules}


@pytest.mark.parametrize("province", BOOKS)
def test_every_procedure_is_there(province: str) -> None:
    assert sorted(LIBRARY.provinces[province].procedures) == BOOKS[province]["procedures"]


def test_lint_finds_nothing_to_mend() -> None:
    assert [str(fault) for fault in lint(ROOT / "provinces") if fault.severity != "info"] == []


@pytest.mark.parametrize(("document", "example"), EXAMPLES)
def test_examples_come_out_as_said(document: Document, example: Any) -> None:
    if example.impossible is not None:
        assert example.impossible in [each.id for each in impossible(document, example.given)]
        return
    assert not impossible(document, example.given)
    judged = judge(document, example.given).as_json()
    outcomes = {outcome["id"]: outcome for outcome in judged["outcomes"]}
    assert judged["elsewhere"] == example.elsewhere
    assert {rule: outcomes[rule]["outcome"] for rule in example.expect} == example.expect
    assert {rule: outcomes[rule]["by"] for rule in example.by} == example.by
    assert {rule: outcomes[rule]["duties"][0]["due"] for rule in example.due} == example.due
    if example.verdict is not None:
        assert judged["verdict"] == example.verdict
    if example.next is not None:
        assert judged["next"] == example.next


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_only_official_texts_and_technical_facts_carry_a_must(name: str) -> None:
    for rule in DOCUMENTS[name][0].rules:
        authorities = {cite.authority for cite in rule.cites}
        assert authorities
        assert rule.severity != "must" or authorities & BINDING, rule.id


@pytest.mark.parametrize("name", sorted(name for name in DOCUMENTS if name.startswith("procedure:")))
def test_no_question_asks_for_personal_data(name: str) -> None:
    """Names, numbers and addresses would be typed as text: yes, no, a choice, a count or a date is enough."""
    kinds = {fact.type for fact in DOCUMENTS[name][0].facts.values()}
    assert kinds <= {"boolean", "choice", "set", "integer", "date", "datetime"}


def test_the_catalogue_of_contradictions_is_covered() -> None:
    assert set(CONTRADICTIONS) == set(range(1, 28))


@pytest.mark.parametrize("key", [key for keys in CONTRADICTIONS.values() for key in keys])
def test_a_contradiction_is_written_down_and_shown(key: str) -> None:
    province, _, slug = key.partition("/")
    contradiction = LIBRARY.provinces[province].province.contradictions[slug]
    assert contradiction.says
    assert contradiction.safe
    items: list[Procedure | Spec] = []
    for book in LIBRARY.provinces.values():
        items += [*book.procedures.values(), *book.photos.values(), *book.packages.values()]
    shown = [item for item in items if slug in item.contradictions]
    assert shown, "no page shows it"


def test_every_code_of_a_bad_archive_has_its_rule(shared: Callable[[str, str], Path]) -> None:
    listed = shared("notes/bad-archives.tsv", "the list of what is wrong with the archives of the tests")
    with listed.open(encoding="utf-8", newline="") as table:
        codes = {code for row in csv.DictReader(table, delimiter="\t") for code in row["code"].split(";")}
    wanted = {code.lower().replace("_", "-") for code in codes - {"OK"}}
    assert wanted <= set(rules("package:zhejiang/score-merge"))
    assert wanted <= set(rules("package:cn/evidence-archive"))


@pytest.mark.parametrize("name", ["package:cn/evidence-archive", "package:zhejiang/score-merge"])
def test_archive_rules_are_those_that_measuring_is_tested_with(name: str) -> None:
    """Real archives are judged by the table of the developers' page; the books must not drift from it."""
    table = list(rule_rows((ROOT / "docs" / "developers" / "package-facts.md").read_text(encoding="utf-8")))
    assert len(table) > 50
    for row in table:
        rule = rules(name)[row["rule"].removeprefix("package.")]
        if rule.severity != row["severity"]:  # a province may ask for more, with a text that does
            assert "official" in {cite.authority for cite in rule.cites}, rule.id
            assert name != "package:cn/evidence-archive", rule.id
        assert (rule.each or "") == row["each"], rule.id
        assert rule.when == (json.loads(row["when"]) if row.get("when") else None), rule.id
        assert rule.require == json.loads(row["require"]), rule.id


def rule_rows(page: str) -> Iterator[dict[str, str]]:
    """Rows of every table that lists rules, by column name."""
    head: list[str] = []
    for line in page.splitlines():
        cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        if cells[0] == "rule":
            head = cells
        elif line.startswith("| `package."):
            yield dict(zip(head, cells, strict=True))


def test_the_national_figures_are_no_must_until_a_province_says_so() -> None:
    national, anhui = rules("photo:cn/diploma-photo"), rules("photo:anhui/graduation")
    figures = {"pixels", "density", "colour-depth", "jpeg", "quality", "extension", "bytes", "eyes-height"}
    assert {national[rule].severity for rule in figures} == {"should"}
    assert {anhui[rule].severity for rule in figures} == {"must"}
    assert "must" not in {rule.severity for rule in national.values()}


def test_guidance_of_no_named_province_binds_nobody() -> None:
    documents = {name: document for name, (document, _) in DOCUMENTS.items() if ":general/" in name}
    assert len(documents) == len(BOOKS["general"]["procedures"]) + 1
    for document in documents.values():
        assert "must" not in {rule.severity for rule in document.rules}
    assert {rule.severity for rule in rules("photo:general/registration").values()} == {"advice"}


def test_a_standard_for_agencies_says_so_and_no_procedure_sends_candidates_to_it() -> None:
    book = LIBRARY.provinces["general"]
    spec = book.photos["registration"]
    assert spec.addressed_to
    assert "毫米" in (spec.values["frame_height_px"].note or "")
    assert spec.values["frame_height_px"].unit == "像素"
    assert "photo-unit-error" in spec.contradictions
    assert {procedure.photo for procedure in book.procedures.values()} == {None}


@pytest.mark.parametrize(("province", "app"), [("zhejiang", {"app"}), ("anhui", set())])
def test_every_official_host_can_be_compared_and_any_other_is_a_warning(province: str, app: set[str]) -> None:
    book, name = LIBRARY.provinces[province], f"procedure:{province}/portal-address"
    document = DOCUMENTS[name][0]
    options = document.facts["address"].options or {}
    assert set(options) == {*book.province.hosts, *app, "other"}
    for key, host in book.province.hosts.items():
        assert options[key].startswith(host.host + "（")
        assert judge(document, {"address": key}).as_json()["outcomes"][0]["outcome"] == "yes"
    assert judge(document, {"address": "other"}).as_json()["verdict"] == "fail"


def test_a_cv_of_five_lines_without_a_gap_passes_and_names_the_first_missing_date() -> None:
    document = DOCUMENTS["procedure:anhui/registration-form"][0]
    facts: dict[str, Any] = {"entries": 5}
    for number in range(1, 6):
        facts[f"entry_{number}_from"] = f"{2010 + number}-09-01"
        facts[f"entry_{number}_to"] = "none" if number == 5 else f"{2011 + number}-08-01"
    outcomes = {item["id"]: item["outcome"] for item in judge(document, facts).as_json()["outcomes"]}
    assert {outcomes[rule] for rule in ("at-most-five-entries", "in-order", "no-gap", "up-to-now")} == {"yes"}
    del facts["entry_3_from"]
    judged = judge(document, {**facts, "truthful": True}).as_json()
    outcome = next(item for item in judged["outcomes"] if item["id"] == "no-gap")
    assert (outcome["outcome"], outcome["missing"]) == ("unknown", ["entry_3_from"])
    assert judged["next"] == "entry_3_from"


def test_anhui_cites_every_figure_itself_and_calls_the_tool_s_own_by_their_name() -> None:
    national = LIBRARY.provinces["cn"].photos["diploma-photo"].values
    values = LIBRARY.provinces["anhui"].photos["graduation"].values
    for name, value in values.items():
        own = "zikao-checks" in {cite.source for cite in national[name].cite}
        cited = "zikao-checks" if own else "anhui-graduation-manual"
        assert {cite.source for cite in value.cite} == {cited}, name


@pytest.mark.parametrize(
    ("province", "spec"),
    [("cn", "diploma-photo"), ("anhui", "graduation"), ("zhejiang", "transfer"), ("general", "registration")],
)
def test_a_limit_stands_in_the_spec_s_values_and_not_in_a_rule(province: str, spec: str) -> None:
    """So an overlay replaces a number alone, a page shows it with its source, and a drawing can draw it."""
    found = {
        rule.id: number
        for rule in LIBRARY.provinces[province].photos[spec].rules
        for number in numbers([rule.when, rule.require])
        if number not in (0, 1)  # none left over, one face, the orientation that means none
    }
    assert found == {}


def numbers(condition: Any) -> Iterator[float]:
    """The numbers written in conditions, years and days of a date aside."""
    if isinstance(condition, dict):
        for key, child in condition.items():
            if key != "plus":
                yield from numbers(child)
    elif isinstance(condition, list):
        for child in condition:
            yield from numbers(child)
    elif isinstance(condition, int | float) and not isinstance(condition, bool):
        yield condition


def test_a_past_notice_of_a_city_narrows_the_background_without_a_must() -> None:
    rule = rules("photo:anhui/graduation@luan")["background-colour"]
    assert rule.require == {"in": {"background_nearest": ["white"]}}
    assert rule.severity == "should"
    window = LIBRARY.book("anhui", "luan").province.windows["graduation-application-2022h2"]
    assert window.cycle == "2022h2"


def test_the_four_labels_of_the_portal_are_explained() -> None:
    labels = LIBRARY.provinces["anhui"].photos["graduation"].labels
    assert [label.label for label in labels] == [
        "图片过大或过小", "双眼需水平/眼睛过高或过低", "没有检测到脸部关键点", "照片文件不规范",
    ]  # fmt: skip
    assert all(label.their_fix and label.better_fix for label in labels)


@pytest.mark.parametrize(
    "name",
    [
        "procedure:zhejiang/score-merge",
        "procedure:zhejiang/transfer-out",
        "procedure:anhui/graduation",
        "procedure:general/first-registration",
    ],
)
def test_a_deadline_without_a_year_is_asked_for_and_never_guessed(name: str) -> None:
    document = DOCUMENTS[name][0]
    origin = document.facts["published_deadline"].from_window
    assert origin is not None
    window = document.windows[origin.window]
    assert window.end is None
    judged = judge(document, {"now": "2026-08-30T16:29", "today": "2026-08-30"}).as_json()
    outcome = next(item for item in judged["outcomes"] if item["id"] == "before-deadline")
    assert outcome["outcome"] == "unknown"
    assert "published_deadline" in outcome["missing"]
