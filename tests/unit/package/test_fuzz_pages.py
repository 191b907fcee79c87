"""Damaged pages: nothing is raised, nothing leaks. Text is left out here: it sees decoded pixels only."""

from __future__ import annotations

import functools
import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from zikao.package.facts import VOCABULARY
from zikao.package.measuring import measure

from . import documents
from .zipmaker import Entry, build

CANARY = "CANARY-7d1f"
pytestmark = pytest.mark.usefixtures("pixels", "no_weights")
# The weights stay away for all examples alike.
fuzz = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@functools.cache
def seeds() -> dict[str, bytes]:
    """Small files of each kind, with a word in their metadata that must stay there."""
    picture = documents.noisy(Image.new("RGB", (96, 64), (200, 180, 160)), 20, 1)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = CANARY, 6
    return {
        "jpeg": documents.jpeg(picture, exif=exif, comment=CANARY.encode()),
        "progressive": documents.jpeg(picture, progressive=True, exif=exif),
        "inks": documents.jpeg(picture.convert("CMYK")),
        "png": documents.png(picture),
        "palette": documents.png(picture.convert("P")),
        "pdf": documents.pdf([picture, picture.convert("1")]),
    }


def speaks_of_everything(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for whole in (data, build([Entry("a.jpg", data)])):
            document = measure(whole, "a.jpg").model_dump(mode="json")
            facts, absent = document["facts"], document["absent"]
            assert VOCABULARY.keys() <= facts.keys() | absent.keys()
            for page in facts.get("pages", []):
                assert VOCABULARY["pages"]["items"].keys() <= page.keys() | absent.keys()
            assert CANARY not in json.dumps(document, ensure_ascii=False)
    assert CANARY not in caplog.text


@pytest.mark.parametrize("kind", ["jpeg", "progressive", "inks", "png", "palette", "pdf"])
def test_whole_pages_are_measured(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    speaks_of_everything(seeds()[kind], caplog)
    assert measure(seeds()[kind]).facts.pages[0].page_decodes is True  # type: ignore[index]


@fuzz
@given(st.sampled_from(["jpeg", "progressive", "png", "pdf"]), st.floats(0, 1))
def test_a_cut_page_is_measured(caplog: pytest.LogCaptureFixture, kind: str, share: float) -> None:
    whole = seeds()[kind]
    speaks_of_everything(whole[: int(share * len(whole))], caplog)


@fuzz
@given(
    st.sampled_from(["jpeg", "progressive", "inks", "png", "palette", "pdf"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=8),
)
def test_a_page_with_flipped_bytes_is_measured(
    caplog: pytest.LogCaptureFixture, kind: str, flips: list[tuple[float, int]]
) -> None:
    damaged = bytearray(seeds()[kind])
    for place, change in flips:
        # Most of the sense of a file stands at its beginning.
        damaged[min(int(place * place * len(damaged)), len(damaged) - 1)] ^= change
    speaks_of_everything(bytes(damaged), caplog)
