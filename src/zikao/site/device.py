"""What checks a file on the reader's own device: scripts, runtimes and weights, each named by its content.

Beside them lies `device.json`, which tells the page what a check needs, how large that is and which digest it
has. Nothing of it is fetched before a file is chosen.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Set
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

import brotli

from zikao import weights
from zikao.cache import cache_folder
from zikao.site.address import DEVICE, DEVICE_FILES

PARTS: Final = "parts.json"
"""What a bundle of the elements says of its own part: `widgets/device.mjs`."""
MISSING: Final = (
    "识别用的模型没有取全，缺了模型的检查先由服务器做，不在读者的设备上做；要带上，请先运行 zikao models。"
)
DIGITS: Final = 16
"""Of the digest in a name."""
COPIES: Final = {"gzip": ".gz", "brotli": ".br"}
"""Kinds of compressed copies, and how their names end."""
LARGE: Final = 1_000_000
"""Bytes from which the smallest copy takes seconds, half a minute at the most."""
SMALLEST: Final = 11
"""Brotli's quality."""
QUICK: Final = 9
"""The same, of a large file on a site that one person looks at: a tenth of the time, 7 % larger."""
WINDOW: Final = 24
"""How far back brotli looks, as a power of two: the most that every browser reads."""
STEP: Final = 1 << 20
"""Bytes that are compressed before it is asked whether anybody still waits: two seconds at the most."""
MOST_KEPT: Final = 96
"""Compressed copies that wait for the next build: those of a site, and of its last changes."""


@dataclass(frozen=True)
class Network:
    """A network as the device gets it."""

    name: str
    """By which the worker knows it."""
    file: str
    """Id of the weights that it comes from."""
    member: str = ""
    """Inside that file, where that is a bundle."""
    optional: bool = False
    """Whether the check goes without it and measures less: then the reader is asked before it is fetched."""
    halved: bool = False
    """Whether its weights come in half precision: half the bytes, the same facts but for a last digit."""

    @property
    def origin(self) -> weights.Weights:
        return next(each for each in weights.ALL if each.id == self.file)

    def content(self) -> bytes:
        """Its bytes, out of a file that is `here`."""
        content = (cache_folder() / self.origin.file).read_bytes()
        if not self.member:
            return _halved(content) if self.halved else content
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            return bundle.read(self.member)


NETWORKS: Final[dict[str, tuple[Network, ...]]] = {
    "photo": (
        Network("detector.tflite", "face-landmarks", "face_detector.tflite"),
        Network("mesh.tflite", "face-landmarks", "face_landmarks_detector.tflite"),
        Network("expression.tflite", "face-landmarks", "face_blendshapes.tflite"),
        Network("face.binarypb", "face-landmarks", "geometry_pipeline_metadata_landmarks.binarypb"),
        Network("outline.tflite", "selfie-outline"),
        Network("parts.halves", "selfie-classes", optional=True, halved=True),
    ),
    "package": (
        Network("lines.onnx", "text-lines"),
        Network("reader.onnx", "text-reader"),
        Network("characters.txt", "text-characters"),
    ),
}
"""By the check."""
BESIDE: Final = {"pack": "package"}
"""What a page does besides, by the check that it comes with: it needs no network."""


def _halved(content: bytes) -> bytes:
    # It brings NumPy, which takes a fiftieth of a build; a site without this check needs none.
    from zikao.formats.halves import halved

    return halved(content)


def here(check: str) -> bool:
    """Whether all that a check cannot go without is at hand."""
    needed = {each.origin for each in NETWORKS.get(check, ()) if not each.optional}
    return check in NETWORKS and all(weights.state(each) == "ready" for each in needed)


def checks() -> frozenset[str]:
    """The checks that a site can offer on the device."""
    return frozenset(filter(here, NETWORKS))


def add(site: Path, offered: frozenset[str], *, compress: bool = True, quick: bool = False) -> None:
    """Put what the checks need into a built site that has the elements' bundle.

    Args:
        site: the folder.
        offered: the checks that its pages offer on the device; none: nothing that was bundled for them stays.
        compress: whether to put compressed copies beside the files.
        quick: whether large copies need not be the smallest; those that are kept from before are.
    """
    folder = site / DEVICE_FILES
    bundled = json.loads((folder / PARTS).read_text(encoding="utf-8")) if offered else {}
    contents = {path.name: path.read_bytes() for path in folder.glob("*.*")} if offered else {}
    shutil.rmtree(folder, ignore_errors=True)
    wanted = offered | {name for name, check in BESIDE.items() if check in offered}
    needs = {check: bundled[check] for check in sorted(wanted & bundled.keys())}
    workers = {check: _File(each["worker"], contents[each["worker"]]) for check, each in needs.items()}
    parts = {
        check: [*(_File(name, contents[at]) for name, at in each["parts"].items()), *_networks(check)]
        for check, each in needs.items()
    }
    packer = _Packer(quick=quick) if compress else None
    made = _put({*workers.values(), *chain(*parts.values())}, folder, packer)
    told = {
        check: {
            "worker": {name: made[workers[check]][name] for name in ("at", "bytes", *COPIES)},
            "module": each["module"],
            "parts": [made[part] for part in parts[check]],
        }
        for check, each in needs.items()
    }
    if told:
        text = json.dumps(told, separators=(",", ":"))
        (site / DEVICE).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class _File:
    name: str
    """By which the worker knows it."""
    content: bytes
    optional: bool = False


def _networks(check: str) -> Iterator[_File]:
    """Those of a check that are at hand."""
    for each in NETWORKS.get(check, ()):
        if weights.state(each.origin) == "ready":
            yield _File(each.name, each.content(), each.optional)


def _put(files: Set[_File], folder: Path, packer: _Packer | None) -> dict[_File, dict[str, Any]]:
    """Put files and their copies in their place, each as the manifest tells it.

    The copies take most of the time of a machine's first build: they are made beside each other, those that
    take longest first.
    """
    if files:
        folder.mkdir(parents=True)
    ordered = sorted(files, key=lambda each: len(each.content), reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(partial(_part, folder=folder, packer=packer), ordered)
        try:
            return dict(zip(ordered, made, strict=True))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            if packer:
                packer.give_up()
            raise


def _part(file: _File, *, folder: Path, packer: _Packer | None) -> dict[str, Any]:
    digest = hashlib.sha256(file.content).hexdigest()
    stem, _, ending = file.name.rpartition(".")
    # A name that tells the content.
    path = folder / f"{stem}.{digest[:DIGITS]}.{ending}"
    path.write_bytes(file.content)
    sizes: dict[str, int | None] = dict.fromkeys(COPIES)
    if packer:
        # One that hardly gets smaller is not worth the time of the smaller copy.
        for kind in ("gzip",) if file.optional else COPIES:
            made = packer.copy(file.content, digest, kind)
            path.with_name(f"{path.name}{COPIES[kind]}").write_bytes(made)
            sizes[kind] = len(made)
    return {
        "name": file.name,
        # As seen from the manifest.
        "at": f"{folder.name}/{path.name}",
        "bytes": len(file.content),
        **sizes,
        "sha256": digest,
        "optional": file.optional,
    }


class _Packer:
    """Makes compressed copies, each once: it waits for the next build."""

    def __init__(self, *, quick: bool) -> None:
        self._quick = quick
        self._given_up = False

    def give_up(self) -> None:
        """Nobody waits for what is being made."""
        self._given_up = True

    def copy(self, content: bytes, digest: str, kind: str) -> bytes:
        """Of a content whose digest is told.

        Raises:
            CancelledError: it was given up.
        """
        kept = cache_folder() / "packed" / f"{digest}{COPIES[kind]}"
        quality = QUICK if self._quick and kind == "brotli" and len(content) > LARGE else SMALLEST
        if quality < SMALLEST and not kept.is_file():
            kept = kept.with_name(f"{digest}.{quality}{COPIES[kind]}")
        if kept.is_file():
            kept.touch()
            return kept.read_bytes()
        made = gzip.compress(content, mtime=0) if kind == "gzip" else self._brotli(content, quality)
        _keep(kept, made)
        return made

    def _brotli(self, content: bytes, quality: int) -> bytes:
        """The same bytes as in one piece."""
        making = brotli.Compressor(quality=quality, lgwin=WINDOW)
        made = []
        for start in range(0, len(content), STEP):
            if self._given_up:
                raise CancelledError
            made.append(making.process(content[start : start + STEP]))
        return b"".join([*made, making.finish()])


def _keep(path: Path, content: bytes) -> None:
    """Aside first: a build that is broken off leaves no half of it. Where nothing may be kept, nothing is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        partial.write_bytes(content)
        partial.replace(path)
        for old in sorted(path.parent.glob("[!.]*"), key=_used)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _used(path: Path) -> float:
    return path.stat().st_mtime
