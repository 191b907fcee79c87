"""What a device checks with: named by its content, told with its sizes; none of it on a site without it."""

from __future__ import annotations

import gzip
import hashlib
import json
import signal
import time
import zipfile
from pathlib import Path
from typing import Any

import brotli
import pytest

from tests.vectors.halves import network
from zikao import weights
from zikao.cache import cache_folder
from zikao.serve.site import HASHED
from zikao.site import device
from zikao.site.address import DEVICE, DEVICE_FILES

SCRIPT = b"onmessage = () => {};"
PIXELS = b"\0asm" * 500
MEMBERS = {each.member: each.name.encode() * 300 for each in device.NETWORKS["photo"] if each.member}


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Small files in the places of the weights; gives the ids of those that are there."""
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    with zipfile.ZipFile(tmp_path / "cache" / "face_landmarker.task", "w") as bundle:
        for name, content in MEMBERS.items():
            bundle.writestr(name, content)
    (tmp_path / "cache" / "selfie_segmenter.tflite").write_bytes(b"outline" * 300)
    (tmp_path / "cache" / "selfie_multiclass_256x256.tflite").write_bytes(network())
    there = {each.file for each in device.NETWORKS["photo"]}
    monkeypatch.setattr(weights, "state", lambda each, *_: "ready" if each.id in there else "missing")
    return there


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with what the bundle has made."""
    folder = tmp_path / "site" / DEVICE_FILES
    folder.mkdir(parents=True)
    (folder / "photo-worker.js").write_bytes(SCRIPT)
    (folder / "pixels.wasm").write_bytes(PIXELS)
    parts = {"worker": "photo-worker.js", "module": False, "parts": {"pixels.wasm": "pixels.wasm"}}
    (folder / device.PARTS).write_text(json.dumps({"photo": parts}))
    return tmp_path / "site"


def manifest(site: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((site / DEVICE).read_text())
    return told


def test_each_file_is_named_by_its_content_and_told_as_it_is(ready: set[str], site: Path) -> None:
    device.add(site, device.checks())
    told = manifest(site)["photo"]
    assert [part["name"] for part in told["parts"]] == [
        *("pixels.wasm", "detector.tflite", "mesh.tflite", "expression.tflite", "face.binarypb"),
        *("outline.tflite", "parts.halves"),
    ]
    assert [part["name"] for part in told["parts"] if part["optional"]] == ["parts.halves"]
    names = set()
    for part in (told["worker"], *told["parts"]):
        path = site / DEVICE_FILES / Path(part["at"]).name
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert part.get("sha256", digest) == digest
        assert digest.startswith(path.name.split(".")[1])
        assert part["bytes"] == len(content)
        names.add(path.name)
        for kind, opened in (("gzip", gzip.decompress), ("brotli", brotli.decompress)):
            name = f"{path.name}{device.COPIES[kind]}"
            if kind == "brotli" and part.get("optional"):
                assert part[kind] is None
                continue
            copy = (site / DEVICE_FILES / name).read_bytes()
            assert len(copy) == part[kind]
            assert opened(copy) == content
            names.add(name)
    assert (site / "assets/zikao" / told["worker"]["at"]).read_bytes() == SCRIPT
    assert {path.name for path in (site / DEVICE_FILES).iterdir()} == names
    # Browsers keep them for good.
    assert all(HASHED.search(f"/{name}") for name in names)
    mesh = next(part for part in told["parts"] if part["name"] == "mesh.tflite")
    assert mesh["sha256"] == hashlib.sha256(MEMBERS["face_landmarks_detector.tflite"]).hexdigest()


def test_what_a_page_does_besides_comes_with_its_check_and_needs_no_network(
    ready: set[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = json.loads((site / DEVICE_FILES / device.PARTS).read_text())
    told = {"photo": bundled["photo"], "package": bundled["photo"], "pack": bundled["photo"]}
    (site / DEVICE_FILES / device.PARTS).write_text(json.dumps(told))
    monkeypatch.setitem(device.NETWORKS, "package", ())
    device.add(site, frozenset({"package"}), compress=False)
    found = manifest(site)
    assert set(found) == {"package", "pack"}
    assert [part["name"] for part in found["pack"]["parts"]] == ["pixels.wasm"]


def test_a_page_without_the_check_has_nothing_of_what_comes_with_it(ready: set[str], site: Path) -> None:
    bundled = json.loads((site / DEVICE_FILES / device.PARTS).read_text())
    (site / DEVICE_FILES / device.PARTS).write_text(json.dumps(bundled | {"pack": bundled["photo"]}))
    device.add(site, frozenset({"photo"}), compress=False)
    assert set(manifest(site)) == {"photo"}


def test_without_what_can_be_left_out(ready: set[str], site: Path) -> None:
    ready.discard("selfie-classes")
    device.add(site, device.checks())
    assert "parts.halves" not in {part["name"] for part in manifest(site)["photo"]["parts"]}


def test_a_site_without_the_weights_has_nothing_of_it(ready: set[str], site: Path) -> None:
    ready.discard("selfie-outline")
    assert device.checks() == frozenset()
    device.add(site, device.checks())
    assert not (site / DEVICE).exists()
    assert not (site / DEVICE_FILES).exists()


def test_without_copies_where_a_site_wants_none(ready: set[str], site: Path) -> None:
    device.add(site, device.checks(), compress=False)
    assert {(part["gzip"], part["brotli"]) for part in manifest(site)["photo"]["parts"]} == {(None, None)}
    assert not list((site / DEVICE_FILES).glob("*.[gb][zr]"))


def test_the_smaller_copies_are_made_once(
    ready: set[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in (site / DEVICE_FILES).iterdir()}
    device.add(site, device.checks())
    first = (site / DEVICE).read_bytes()
    told = manifest(site)["photo"]["parts"]
    assert all(part["optional"] or 0 < part["brotli"] < part["bytes"] / 10 for part in told)
    assert [part["name"] for part in told if part["brotli"] is None] == ["parts.halves"]
    assert len(list((cache_folder() / "packed").iterdir())) == 15

    def never(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(gzip, "compress", never)
    monkeypatch.setattr(brotli, "Compressor", never)
    for name, content in before.items():
        (site / DEVICE_FILES / name).write_bytes(content)
    device.add(site, device.checks())
    assert (site / DEVICE).read_bytes() == first


def test_who_looks_at_a_site_alone_waits_for_no_smallest_copy_and_takes_it_where_it_is_kept(
    ready: set[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in (site / DEVICE_FILES).iterdir()}
    monkeypatch.setattr(device, "LARGE", len(PIXELS) - 1)
    asked: list[int] = []

    class Noted:
        """The compressor, which tells the quality in which the large file is asked for."""

        def __init__(self, *, quality: int, lgwin: int) -> None:
            self._quality = quality
            self._whole = compressor(quality=quality, lgwin=lgwin)
            self.finish = self._whole.finish

        def process(self, content: bytes) -> bytes:
            if content == PIXELS:
                asked.append(self._quality)
            made: bytes = self._whole.process(content)
            return made

    compressor = brotli.Compressor
    monkeypatch.setattr(brotli, "Compressor", Noted)
    for quick, qualities in (
        (True, [device.QUICK]),
        (True, []),
        (False, [device.SMALLEST]),
        (True, []),
    ):
        (site / DEVICE_FILES).mkdir(exist_ok=True)
        for name, content in before.items():
            (site / DEVICE_FILES / name).write_bytes(content)
        asked.clear()
        device.add(site, device.checks(), quick=quick)
        assert asked == qualities
        part = manifest(site)["photo"]["parts"][0]
        copy = (site / DEVICE_FILES / Path(part["at"]).name).with_suffix(".wasm.br")
        assert part["brotli"] == copy.stat().st_size


def test_what_is_broken_off_is_given_up_and_no_half_of_it_is_kept(
    ready: set[str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by Ctrl-C: the smallest copy of a runtime takes half a minute, which nobody would wait for."""
    monkeypatch.setattr(device, "STEP", 4)
    begun: list[bytes] = []

    class Slow:
        def __init__(self, **how: int) -> None:
            pass

        def process(self, content: bytes) -> bytes:
            begun.append(content)
            time.sleep(0.02)
            return content

        def finish(self) -> bytes:
            return b""

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(brotli, "Compressor", Slow)
    before = signal.signal(signal.SIGALRM, broken_off)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            device.add(site, device.checks())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert 0 < len(begun) < 100 < sum(map(len, MEMBERS.values())) // 4
    assert not list((cache_folder() / "packed").glob("*.br"))
