"""The vocabulary and the measured document."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from zikao.photo.facts import VOCABULARY, Measured, PhotoFacts


def test_every_fact_has_a_chinese_label_a_unit_and_a_type() -> None:
    assert list(VOCABULARY) == list(PhotoFacts.model_fields)
    for name, fact in VOCABULARY.items():
        assert name.isidentifier() and name == name.lower()
        assert any("\u4e00" <= c <= "\u9fff" for c in fact["label"]), name
        assert fact["type"] in ("boolean", "choice", "integer", "number", "date", "text"), name
        assert set(fact) == {"type", "label", "unit"} | ({"options"} if fact["type"] == "choice" else set())
        assert PhotoFacts.model_fields[name].description, name


def test_labels_are_not_shared() -> None:
    labels = [fact["label"] for fact in VOCABULARY.values()]
    assert len(set(labels)) == len(labels)


def test_options_are_the_choices_of_the_type() -> None:
    choices = {name for name, fact in VOCABULARY.items() if fact["type"] == "choice"}
    assert choices == {
        "format",
        "file_name_difference",
        "dpi_source",
        "color_mode",
        "color_profile",
        "background_nearest",
    }
    for name in choices:
        (literal, _) = get_args(PhotoFacts.model_fields[name].annotation)
        assert tuple(VOCABULARY[name]["options"]) == get_args(literal)


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("bytes", "integer", "字节"),
        ("width", "integer", "像素"),
        ("dpi_x", "number", "dpi"),
        ("truncated", "boolean", ""),
        ("date_taken", "date", ""),
        ("file_name", "text", ""),
        ("background_rgb", "text", ""),
        ("background_distance", "number", "ΔE*ab"),
    ],
)
def test_types_follow_the_model(name: str, kind: str, unit: str) -> None:
    assert (VOCABULARY[name]["type"], VOCABULARY[name]["unit"]) == (kind, unit)


def test_all_facts_of_the_face_and_the_ground_are_named() -> None:
    """A rulebook may already judge what is not measured yet."""
    assert {
        *("faces", "hair_top_y", "chin_y", "left_eye_y", "right_eye_y", "eye_line_tilt_deg", "face_width"),
        *("face_center_x", "yaw_deg", "pitch_deg", "roll_deg", "left_eye_openness", "right_eye_openness"),
        *("mouth_gap", "glasses_share", "red_eye", "background_nearest", "background_distance"),
        *("background_unevenness", "background_gradient", "shadow_share", "has_border", "has_text"),
        *("sharpness", "resampled", "overexposed_share", "underexposed_share", "side_light_ratio"),
        "clothes_background_distance",
    } <= set(VOCABULARY)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "20260203", "２０２６-02-03"])
def test_a_date_is_a_real_day_as_checked_text(day: str) -> None:
    assert PhotoFacts(date_taken="2024-02-29").date_taken == "2024-02-29"
    with pytest.raises(ValidationError):
        PhotoFacts(date_taken=day)


@pytest.mark.parametrize(
    "wrong", [{"width": "480"}, {"width": True}, {"truncated": 1}, {"shadow_share": 1.5}]
)
def test_values_are_type_strict(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PhotoFacts.model_validate(wrong)


def test_errors_do_not_repeat_the_value() -> None:
    with pytest.raises(ValidationError) as refused:
        PhotoFacts.model_validate({"width": "CANARY-7f3a", "file_name": "CANARY-7f3a" * 99})
    assert "CANARY" not in str(refused.value)


def test_a_document_holds_a_name_once() -> None:
    Measured(facts={"width": 480}, absent={"faces": "未检查"})
    with pytest.raises(ValidationError, match="measured as well"):
        Measured(facts={"width": 480}, absent={"width": "未检查"})
    with pytest.raises(ValidationError, match="unknown"):
        Measured(facts={}, absent={"no_such_fact": "未检查"})
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Measured(facts={"no_such_fact": 1}, absent={})


def test_a_document_survives_json() -> None:
    document = Measured.of(PhotoFacts(width=480, dpi_x=300.0, decodes=True, date_taken="2024-02-29"), {})
    again = Measured.model_validate_json(document.model_dump_json())
    assert again == document
    assert again.facts["decodes"] is True
