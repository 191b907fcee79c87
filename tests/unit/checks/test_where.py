"""What a photo's rules ask for is measured, nothing else; what speaks against one is shown where it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.books import rulebooks
from zikao.checks.photo import check_photo, measure_photo, photo_report
from zikao.checks.reporting import Known, report_from
from zikao.checks.where import against, facts_read
from zikao.photo.face import networks
from zikao.photo.facts import VOCABULARY
from zikao.photo.measuring import measure
from zikao.report import Report
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library

OF_THE_PARTS = {"glasses_share", "lens_glare_share", "clothes_background_distance"}


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return rulebooks()


def specs(library: Library) -> list[str]:
    return [f"{name}/{spec}" for name, book in library.provinces.items() for spec in book.photos]


@pytest.fixture(scope="module")
def face(studio_picture: Callable[[str], Image.Image], networks: None) -> bytes:
    """A studio portrait as it is: some rules say no to it."""
    out = io.BytesIO()
    studio_picture("003").resize((480, 640)).save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"is": {"a": 1}}, []),
        ({"is": {"a": 2}}, ["a"]),
        ({"all": [{"is": {"a": 1}}, {"at_most": {"b": 3}}, {"is": {"missing": 1}}]}, ["b", "missing"]),
        ({"any": [{"is": {"a": 2}}, {"is": {"b": 2}}]}, ["a", "b"]),
        ({"any": [{"is": {"a": 1}}, {"is": {"b": 2}}]}, []),
        ({"none": [{"is": {"a": 1}}, {"is": {"b": 2}}]}, ["a"]),
        ({"none": [{"all": [{"is": {"a": 1}}, {"is": {"b": 5}}]}]}, ["a", "b"]),
        ({"all": [{"any": [{"is": {"a": 2}}]}, {"none": []}]}, ["a"]),
    ],
)
def test_what_speaks_against_a_condition(condition: dict[str, Any], found: list[str]) -> None:
    assert list(against(condition, {"a": 1, "b": 5}, {})) == found


def test_facts_are_found_in_conditions_operands_exceptions_and_texts(library: Library) -> None:
    names = ["when", "require", "operand", "exception", "must", "text", "each_fact", "elsewhere", "idle"]
    rule = {
        "id": "x",
        "title": "标题",
        "severity": "must",
        "if_no": "不行。",
        "cites": [],
        "when": {"is": {"when": True}},
        "require": {"all": [{"at_least": {"require": {"fact": "operand"}}}]},
        "each": "each_fact",
        "exceptions": [
            {
                "id": "x",
                "title": "例外",
                "when": {"is": {"exception": 1}},
                "duties": [{"must": {"is": {"must": 1}}, "todo": "去办", "due": "2026-06-30"}],
                "cites": [],
            }
        ],
        "measured": "共 {text} 个",
    }
    document = {
        **library.compiled("photo", "cn/diploma-photo").as_json(),
        "facts": {name: {"type": "integer"} for name in names},
        "rules": [rule],
        "elsewhere": [{"id": "x", "when": {"is": {"elsewhere": 1}}, "text": "别处。", "cites": []}],
    }
    assert facts_read(Document.model_validate(document)) == set(names) - {"idle"}


def test_shipped_specs_say_which_facts_they_need(library: Library) -> None:
    """Only those with rules on what is worn pay for the largest network."""
    needs = {name: facts_read(library.compiled("photo", name)) for name in specs(library)}
    assert needs["anhui/graduation"] >= OF_THE_PARTS | {"has_object", "face_center_x", "bytes"}
    assert not needs["general/registration"] & OF_THE_PARTS
    assert all(names <= VOCABULARY.keys() | {"today", "now"} for names in needs.values())


def without_places(report: Report) -> dict[str, Any]:
    found = report.model_dump(mode="json")
    for each in found["findings"]:
        each["regions"], each["count"] = [], 0
    found["portrait"]["lines"] = []
    return found


def test_verdicts_are_the_same_as_with_every_fact_measured(library: Library, face: bytes) -> None:
    for key in specs(library):
        asked = check_photo(library, key, face, "a.jpg")
        # A spec that another one has followed is judged by that one.
        name = f"{asked.target.province}/{asked.target.item}"
        values = library.compiled("photo", name).values
        colors = values["background_colors"].value if "background_colors" in values else None
        everything = measure_photo(face, "a.jpg", backgrounds=colors)
        of_all = photo_report(library, name, Known(everything.facts, everything.absent, file="a.jpg"))
        assert without_places(asked) == without_places(of_all), key


def test_the_parts_network_is_not_even_loaded_where_no_rule_asks(
    library: Library, face: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(name: str, folder: Path, member: str = "") -> networks.Network:
        loaded.append(name)
        return kept(name, folder, member)

    kept = networks._network
    monkeypatch.setattr(networks, "_network", load)
    found = measure(face, "a.jpg", wanted={"faces", "hair_top_y"})
    assert {"faces", "hair_top_y"} <= found.facts.keys()
    assert "face-landmarks" in loaded and "selfie-outline" in loaded
    assert "selfie-classes" not in loaded
    check_photo(library, "anhui/graduation", face, "a.jpg")
    assert "selfie-classes" in loaded


def test_a_finding_that_says_no_shows_where_and_the_others_show_nothing(
    library: Library, face: bytes
) -> None:
    report = check_photo(library, "anhui/graduation", face, "a.jpg")
    wrong = {each.id: each for each in report.findings if each.outcome == "no"}
    ground = wrong["photo.background-colour"]
    assert len(ground.regions) == ground.count == 3
    assert all(region.box and region.entry is None for region in ground.regions)
    assert all(each.regions == () for each in report.findings if each.outcome in ("yes", "not checked"))
    assert all(each.regions == () for each in wrong.values() if each.id in ("photo.bytes", "photo.pixels"))


def test_a_rule_on_two_lines_of_one_name_shows_it_once(library: Library) -> None:
    from zikao.checks.findings import MOST_REGIONS
    from zikao.report import Region

    line = Region(box=(188, 320, 292, 320), line="eye_line")
    facts = {"left_eye_y": 320.0, "right_eye_y": 320.0, "width": 480, "height": 640}
    known = Known(facts, places=lambda name: [line] * MOST_REGIONS)
    report = report_from(library, "photo", "cn/diploma-photo", known)
    (eyes,) = (each for each in report.findings if each.id == "photo.eyes-height")
    assert eyes.outcome == "no"
    assert eyes.regions == (line,)
