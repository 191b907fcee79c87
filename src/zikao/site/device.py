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
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zikao import weights
from zikao.cache import cache_folder
from zikao.errors import ZikaoError
from zikao.site.address import DEVICE, DEVICE_FILES
from zikao.site.bundle import CHECKOUT, first_line

PARTS: Final = "parts.json"
"""What a bundle of the elements says of its own part: `widgets/device.mjs`."""
MISSING: Final = (
    "识别用的模型不在这里，网站先不带设备上的检查，文件照旧由服务器检查；要带上，请先运行 zikao models。"
)
DIGITS: Final = 16
"""Of the digest in a name."""
BROTLI: Final = "scripts/brotli.mjs"
COPIES: Final = {"gzip": ".gz", "brotli": ".br"}
"""Kinds of compressed copies, and how their names end."""
MOST_KEPT: Final = 24
"""Compressed copies that wait for the next build: those of a site, and of its last changes."""


class DeviceError(ZikaoError):
    """A part of the check on the device cannot be made."""


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


def add(site: Path, offered: frozenset[str], *, compress: bool = True, root: Path = CHECKOUT) -> None:
    """Put what the checks need into a built site that has the elements' bundle.

    Args:
        site: the folder.
        offered: the checks that its pages offer on the device; none: nothing that was bundled for them stays.
        compress: whether to put compressed copies beside the files.
        root: a checkout with Node.js for the smaller kind of copies; elsewhere there is only the other one.

    Raises:
        DeviceError: a copy could not be made.
    """
    folder = site / DEVICE_FILES
    bundled = json.loads((folder / PARTS).read_text(encoding="utf-8")) if offered else {}
    contents = {path.name: path.read_bytes() for path in folder.glob("*.*")} if offered else {}
    shutil.rmtree(folder, ignore_errors=True)
    wanted = offered | {name for name, check in BESIDE.items() if check in offered}
    told = {}
    for check in sorted(wanted & bundled.keys()):
        needs = bundled[check]
        own = [(name, contents[file], False) for name, file in needs["parts"].items()]
        parts = [*own, *((each.name, each.content(), each.optional) for each in _networks(check))]
        script = needs["worker"], contents[needs["worker"]], False
        worker = _part(folder, *script, compress=compress, root=root)
        told[check] = {
            "worker": {name: worker[name] for name in ("at", "bytes", *COPIES)},
            "module": needs["module"],
            "parts": [_part(folder, *part, compress=compress, root=root) for part in parts],
        }
    if told:
        text = json.dumps(told, separators=(",", ":"))
        (site / DEVICE).write_text(text, encoding="utf-8")


def _networks(check: str) -> Iterator[Network]:
    """Those of a check that are at hand."""
    return (each for each in NETWORKS.get(check, ()) if weights.state(each.origin) == "ready")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _put(folder: Path, name: str, content: bytes, digest: str) -> Path:
    """A file under a name that tells its content."""
    stem, _, ending = name.rpartition(".")
    path = folder / f"{stem}.{digest[:DIGITS]}.{ending}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _address(path: Path) -> str:
    """As seen from the manifest."""
    return f"{path.parent.name}/{path.name}"


def _part(
    folder: Path, name: str, content: bytes, optional: bool, *, compress: bool, root: Path
) -> dict[str, Any]:
    """A part as the manifest tells it, once it is in its place with its copies."""
    digest = _digest(content)
    path = _put(folder, name, content, digest)
    sizes: dict[str, int | None] = dict.fromkeys(COPIES)
    # The smaller copy takes a minute of a large file, which a reader is asked about before it is fetched.
    kinds = [kind for kind in COPIES if compress and not (optional and kind == "brotli")]
    for kind in kinds:
        if copy := _copy(path, content, digest, kind, root):
            path.with_name(f"{path.name}{COPIES[kind]}").write_bytes(copy)
            sizes[kind] = len(copy)
    return {
        "name": name,
        "at": _address(path),
        "bytes": len(content),
        **sizes,
        "sha256": digest,
        "optional": optional,
    }


def _copy(path: Path, content: bytes, digest: str, kind: str, root: Path) -> bytes | None:
    """A compressed copy, made once: it waits for the next build. None where there is no tool for it."""
    kept = cache_folder() / "packed" / f"{digest}{COPIES[kind]}"
    if kept.is_file():
        kept.touch()
        return kept.read_bytes()
    made = gzip.compress(content, mtime=0) if kind == "gzip" else _brotli(path, root)
    if made:
        _keep(kept, made)
    return made


def _brotli(path: Path, root: Path) -> bytes | None:
    if not (root / BROTLI).is_file():
        return None
    command = [str(root / "scripts" / "node"), str(root / BROTLI), str(path.absolute())]
    done = subprocess.run(command, capture_output=True, cwd=root, check=False)
    if done.returncode:
        raise DeviceError(f"{path.name} 压缩不了：{first_line(done.stderr.decode(errors='replace'))}")
    return done.stdout


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
