"""Weights and runtime that are missing or broken: one clear reason, and the file's own facts still come."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from zikao import weights
from zikao.cache import cache_folder
from zikao.photo.face import networks as subject
from zikao.photo.face.networks import NotMeasured
from zikao.photo.facts import VOCABULARY
from zikao.photo.file_facts import FileFacts
from zikao.photo.measuring import measure

FACE_WEIGHTS = ("face-landmarks", "selfie-outline", "selfie-classes")
SEEN = set(VOCABULARY) - set(FileFacts.model_fields)
ALWAYS = {"mirrored", "beautified"}
WITHOUT_NETWORKS = {"has_border", "has_line"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of its own."""
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    return tmp_path


def reasons(jpeg: bytes) -> set[str]:
    """The reasons of everything that needs a network; the file's facts are there beside them."""
    document = measure(jpeg, "照片.jpg")
    assert set(document.facts) | set(document.absent) == set(VOCABULARY)
    assert document.facts["width"] == 480
    assert document.facts["jpeg_quality"] == 75
    assert document.facts["has_border"] is False
    return {document.absent[name] for name in SEEN - ALWAYS - WITHOUT_NETWORKS}


def test_missing_weights(jpeg: bytes, cache: Path) -> None:
    assert reasons(jpeg) == {"检查人脸的部件在这里还没有准备好，这一项请自己对照规定看"}


def test_what_no_picture_tells_has_its_reason(jpeg: bytes, cache: Path) -> None:
    absent = measure(jpeg, "a.jpg").absent
    assert "从照片本身看不出来" in absent["mirrored"]
    assert "从照片本身看不出来" in absent["beautified"]


def test_damaged_weights(jpeg: bytes, cache: Path) -> None:
    for each in weights.ALL:
        (cache / each.file).write_bytes(b"half a download")
    assert reasons(jpeg) == {"检查人脸的部件在这里还没有准备好，这一项请自己对照规定看"}


def test_weights_that_come_later_are_used(
    networks: None, jpeg: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = cache_folder()
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    assert len(reasons(jpeg)) == 1
    for each in weights.ALL:
        if each.id in FACE_WEIGHTS:
            shutil.copy(ready / each.file, tmp_path / each.file)
    assert measure(jpeg).facts["faces"] == 0


def test_missing_runtime(jpeg: bytes, networks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_loaded", subject._loaded.__wrapped__)
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    assert reasons(jpeg) == {"检查人脸的部件在这里还没有准备好，这一项请自己对照规定看"}


def test_missing_numpy(jpeg: bytes, tmp_path: Path) -> None:
    """In a fresh process, as numpy is already imported here."""
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(jpeg)
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from pathlib import Path\n"
        "from zikao.photo.measuring import measure\n"
        f"found = measure(Path({str(picture)!r}).read_bytes())\n"
        "assert found.facts['width'] == 480 and 'faces' not in found.facts\n"
        "sys.stdout.buffer.write(found.absent['faces'].encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode() == "检查图像的部件在这里还没有准备好，这一项请自己对照规定看"


def test_the_package_is_light() -> None:
    """Neither the vocabulary nor the API nor the site's pages wait for numpy, Pillow or LiteRT."""
    code = (
        "import sys, zikao.photo, zikao.site.render; "
        "sys.exit(any(m in sys.modules for m in ('numpy', 'PIL', 'ai_edge_litert')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_do_not_get_each_others_answers(networks: None) -> None:
    network = subject.person_outline()
    inputs = [np.full((256, 256, 3), shade, np.float32) for shade in (0.0, 0.3, 0.6, 1.0)]
    alone = [network(each)[0].copy() for each in inputs]
    wrong: list[int] = []

    def ask(index: int) -> None:
        for _ in range(5):
            if not np.array_equal(network(inputs[index])[0], alone[index]):
                wrong.append(index)

    threads = [threading.Thread(target=ask, args=(index,)) for index in (*range(4), *range(4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_bundle_without_a_member_is_damage_of_our_own(networks: None) -> None:
    """The checksum holds the members together: a name that is not there is a mistake in this program."""
    with pytest.raises(KeyError):
        subject._content("face-landmarks", cache_folder(), "nothing.tflite")
    with pytest.raises(NotMeasured):
        subject._content("face-landmarks", Path("does-not-exist"))
