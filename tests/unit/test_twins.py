"""What is measured in two languages: the two trees, and vectors that hold each pair of modules together."""

from __future__ import annotations

import json
from typing import Final

import pytest

from tests.vectors import (
    arrays,
    counted,
    damaged,
    geometry,
    halves,
    measuring,
    pack,
    package,
    photo,
    rasters,
    readings,
    seen,
    shown,
    store,
    text,
    together,
)
from tests.vectors.replay import Checker
from tests.vectors.twins import PARTS, digest, modules, scripts, sources
from zikao.facts import Facts, tolerances, vocabulary
from zikao.package.facts import PageFacts
from zikao.photo.facts import PhotoFacts
from zikao.photo.file_facts import FileFacts
from zikao.weights import OF_FACES, state

DRAWN = "pages of PDFs are drawn by the server, and so are the pictures of a report"
MANY = "what a server needs against many senders"
NEVER = "only where a candidate's own computer works on his files"
DESCRIBED = "describes facts: what JavaScript needs of it is made by `zikao schemas`"

NOT_YET: Final = {
    **dict.fromkeys(("formats/reduced", "formats/room"), MANY),
    "formats/heic": NEVER,
    **dict.fromkeys(("photo/facts", "photo/file_facts", "photo/file_words", "photo/seen_words"), DESCRIBED),
    **dict.fromkeys(("photo/draw", "photo/lettering", "photo/marks"), "the page draws by photo/drawing.js"),
    **dict.fromkeys(("package/pages/pdfs", "package/pages/drawing", "package/pages/thumbs"), DRAWN),
    **dict.fromkeys(("package/pages/budget", "package/pages/memory"), MANY),
    "package/facts/": DESCRIBED,
    **dict.fromkeys(("package/choices", "package/declarable", "package/for_widgets"), DESCRIBED),
    **dict.fromkeys(("package/archive_words", "package/page_words"), DESCRIBED),
}
"""Modules that measure in Python alone, or whole folders of them, each with the reason. The list shrinks."""

OWN: Final = {
    "formats/bytes": "what Python's bytes and struct do",
    "formats/filters": "what Pillow's filters do",
    "formats/floats": "what Pillow does with numbers that have a fraction",
    **dict.fromkeys(("formats/crc", "formats/inflated"), "what Python's zlib does"),
    "formats/slices": "what Python's memoryview does, over a file that is read where it lies",
    "formats/pixels": "what Pillow does, by its own C",
    "formats/unfiltered": "what Pillow does with a PNG",
    **dict.fromkeys(
        (
            *("photo/tools", "photo/answers", "photo/worker"),
            *("package/tools", "package/worker", "package/pack/worker"),
        ),
        "what the device measures with, and where",
    ),
    "package/pages/kinds": "of pages/files what an archive is measured with where no page is looked at",
    "photo/face/litert": "what LiteRT's package does for Python",
    "formats/rounding": "what Python's round and format do",
    "formats/freed": "what CPython does once nobody holds something",
    "photo/ground/solved": "what numpy's lstsq does",
    **dict.fromkeys(("formats/codecs", "formats/text"), "what Python's codecs do"),
    **dict.fromkeys(
        (
            *("after", "bands", "chosen", "drawing", "fit", "judged", "keep", "offer", "opened", "photo"),
            *("checked", "elsewhere", "made", "sheet", "wording"),
        ),
        "the photo page's",
    ),
    **dict.fromkeys(
        (
            *("chat", "elsewhere", "framed", "keep", "maker", "markup", "measured", "named"),
            *("package", "pages", "picture", "pieces", "reread", "room", "seen", "several"),
            *("shrinking", "wording"),
        ),
        "the package page's",
    ),
}
"""Modules of JavaScript that have no twin: what a page shows and asks, and what Python brings along."""


RUNNERS: Final = {"photo/face/networks", "package/text/runtime"}
"""What runs networks: vectors hold what goes in and what is made of what comes out, browsers the rest."""


def not_yet(name: str) -> str | None:
    return next(
        (each for each in NOT_YET if name == each or (each.endswith("/") and name.startswith(each))), None
    )


def test_what_one_tree_lacks_is_written_down() -> None:
    python = {name for part in PARTS for name in modules(part)}
    script = {name for part in PARTS for name in scripts(part)}
    assert {name for name in python - script if not not_yet(name)} == set()
    # A twin that came is taken off the list.
    assert {each for each in NOT_YET if not any(not_yet(name) == each for name in python - script)} == set()
    assert {name for name in python & script if not_yet(name) == name} == set()
    alone = {name for name in script - python if name not in OWN and name.rpartition("/")[2] not in OWN}
    assert alone == set()


def test_each_twin_is_loaded_by_a_test_over_vectors() -> None:
    by_nothing = {each.name for each in counted.pairs(counted.reached()) if each.held_by is None}
    assert by_nothing - RUNNERS == set()


@pytest.mark.parametrize(("part", "of"), [("photo", photo.PARTS), ("package", ("package",))])
def test_a_measuring_module_that_changes_has_its_vectors_made_anew(part: str, of: tuple[str, ...]) -> None:
    """`make vectors` makes them; then the tests of JavaScript say what has to change there."""
    assert store.read(f"{part}/sources")["sources"] == sources(*of)


def test_a_digest_is_of_what_a_module_does() -> None:
    one = digest('"""Says."""\nx = 1  \n\n# why\ndef f():\n    """What."""\n    return x\n')
    assert one == digest("x = 1\ndef f():\n    return x\n")
    assert one != digest("x = 2\ndef f():\n    return x\n")


def test_vectors_are_what_python_measures() -> None:
    files = store.unpack(store.read("photo/files"))
    for path, made in photo.documents(files):
        assert store.read(path) == json.loads(json.dumps(made)), path


def test_archives_are_measured_as_python_measures_them() -> None:
    files = store.unpack(store.read("package/files"))
    for path, made in package.documents(files):
        assert store.read(path) == json.loads(json.dumps(made)), path
    assert store.read(package.DAMAGED) == json.loads(json.dumps(package.damage()))
    assert store.read(together.PATH) == json.loads(json.dumps(together.document()))
    kept = store.read(package.FINDINGS)
    assert kept == json.loads(json.dumps(package.findings(files, kept["rules"])))


def test_halves_are_what_python_packs() -> None:
    assert store.read(halves.PATH) == halves.document()


def test_arrays_are_what_python_makes_of_them() -> None:
    kept = store.read(arrays.PATH)
    assert store.close(kept, arrays.document())
    assert not store.close(kept, {**kept, "colors": kept["quantiles"]})


def test_findings_are_what_python_finds_by_the_same_rules() -> None:
    files = store.unpack(store.read("photo/files"))
    kept = store.read(photo.FINDINGS)
    assert kept == json.loads(json.dumps(photo.findings(files, kept["rules"])))
    assert {rule for each in kept["of"].values() for rule, *_ in each["wrong"]} >= {
        "photo.bytes", "photo.pixels", "photo.jpeg", "photo.no-editor-traces", "photo.whole-file"
    }  # fmt: skip


def test_pixels_are_those_of_the_decoder_that_made_them() -> None:
    """What a decoder on the device has to give, to the last bit."""
    files = store.unpack(store.read("photo/files"))
    kept, made = store.read(photo.PIXELS), photo.pixels(files)
    if kept["decoder"] != made["decoder"]:
        pytest.skip("another version of the decoder than the vectors are of")
    assert kept == made
    assert store.read(damaged.PATH) == photo.damage()
    assert store.read(shown.PATH) == shown.document(files)
    assert store.read(measuring.PATH) == measuring.document(files)
    assert store.read(geometry.PATH) == json.loads(json.dumps(geometry.document()))
    assert store.read(pack.PATH) == json.loads(json.dumps(pack.document(files)))
    assert len(set(made["of"].values())) > 25


def test_seen_portraits_are_what_python_measures_by_what_the_networks_said() -> None:
    kept = store.read(seen.PATH)
    if kept["decoder"] != photo.decoder():
        pytest.skip("another version of the decoder than the vectors are of")
    if any(state(each) != "ready" for each in OF_FACES):
        pytest.skip("without the networks' weights a head's pose is not measured")
    for path, made in seen.documents().items():
        assert store.close(store.read(path), json.loads(json.dumps(made))), path
    assert kept["weights"] == {each.file: each.sha256 for each in OF_FACES}


def test_the_networks_still_say_what_is_kept(networks: None) -> None:
    if store.read(seen.PATH)["decoder"] != photo.decoder():
        pytest.skip("another version of the decoder than the vectors are of")
    some = [each for each in seen.seen() if each.label in ("plain", "upside down", "two faces")]
    assert len(some) == 3
    for each in some:
        seen.look(each.label, each.file, Checker(each.replay.runs))


def test_pages_are_what_python_makes_of_what_the_networks_said() -> None:
    kept = store.read(readings.PATH)
    if kept["decoder"] != readings.decoder():
        pytest.skip("another version of the decoder than the vectors are of")
    large = store.read(rasters.PATH)
    assert large["of"] == json.loads(json.dumps(rasters.document(rasters.corpus(large))))
    made = json.loads(json.dumps(text.document(kept)))
    assert store.close(store.read(text.PATH), made)
    assert {each["facts"].get("page_ticket_number") for each in made["of"].values()} >= {
        "confirmed", "one_digit", "differs", None
    }  # fmt: skip
    assert {each["facts"].get("page_turn") for each in made["of"].values()} >= {0, 180, 270}


@pytest.mark.parametrize("facts", [FileFacts, PhotoFacts, PageFacts])
def test_each_number_that_both_languages_measure_says_how_well_they_agree(facts: type[Facts]) -> None:
    numbers = {name for name, each in vocabulary(facts).items() if each["type"] == "number"}
    assert tolerances(facts).keys() == numbers
    assert all("tolerance" not in each for each in vocabulary(facts).values())
