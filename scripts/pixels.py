"""Builds the decoder of the device, of the C that the server runs: `pixels.py [--check]`.

Pillow's own library and libjpeg-turbo are compiled to WebAssembly with a pinned compiler, all three taken
from PyPI and verified. The same sources give the same bytes wherever it is run; `--check` says whether the
file in the tree is these.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from zikao.downloads import Part, download
from zikao.registries import Package, archive_address

ROOT: Final = Path(__file__).resolve().parents[1]
OWN: Final = ROOT / "native" / "pixels"
MADE: Final = ROOT / "widgets" / "formats" / "pixels.wasm"
KEPT: Final = ROOT / "build" / "pixels"
"""Archives that were taken before."""

PILLOW: Final = Package(
    *("pypi", "pillow", "13.0.0", "cdcd1ba258178f7356d74170c9a81ba4eab6a5d55748bc402a5a2a6fe6be3510"),
    *("MIT-CMU", True),
)
JPEG: Final = Package(
    *("pypi", "simplejpeg", "1.9.0", "5ac7d9489eeb812c2e7ea5c283994a29d9fefdfe5ed7b86c09d485e0dd366689"),
    *("IJG AND BSD-3-Clause AND Zlib", True),
)
"""A package that brings libjpeg-turbo 3.1.2 along, of which alone something is taken. What Pillow's wheels
hold is a version later; the vectors of pixels say that both decode alike."""
COMPILER: Final = Package(
    "pypi", "ziglang", "0.17.1", "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54", "MIT"
)
"""For Linux on x86_64; nothing of it but its C library's memory and arithmetic goes into what is made."""

IMAGING: Final = "pillow-13.0.0/src/libImaging"
TURBO: Final = "simplejpeg-1.9.0/lib/libjpeg-turbo-3.1.2/src"
OF_PILLOW: Final = (
    *("Access", "Bands", "Convert", "ConvertYCbCr", "Copy", "Crop", "Draw", "Fill", "Geometry", "JpegDecode"),
    *("JpegEncode", "Matrix", "Mode", "Palette", "Paste", "Reduce", "Resample", "Storage", "Unpack"),
    "UnpackYCC",
)
OF_TURBO: Final = (
    *("jaricom", "jcapimin", "jchuff", "jcmarker", "jcmaster", "jcomapi", "jcparam", "jfdctflt"),
    *("jdapimin", "jdarith", "jdhuff", "jdinput", "jdlhuff", "jdmarker", "jdmaster"),
    *("jdphuff", "jerror", "jmemmgr", "jmemnobs", "jpeg_nbits"),
)
CODING: Final = tuple(
    f"{each}-8.c"
    for each in ("jcapistd", "jccoefct", "jccolor", "jcdctmgr", "jcmainct", "jcprepct", "jcsample", "jfdct*")
)
"""An encoder's, for 8 bits alone: see encoder.c."""
PRECISIONS: Final = ("jd*.c", "jidct*.c", "jquant*.c", "jutils*.c", *CODING)
"""Files that libjpeg-turbo compiles once for each number of bits."""
NAMED_ANEW: Final = ("jidctint-8.c", "jidctred-8.c", "jdapistd-8.c")
"""Of these, what own files include."""
FLAGS: Final = (
    *("-target", "wasm32-wasi", "-mexec-model=reactor", "-mcpu=mvp", "-O2", "-DNDEBUG"),
    # Each product is rounded by itself, as on the server.
    *(
        "-ffp-contract=off",
        "-fno-strict-aliasing",
        "-ffunction-sections",
        "-fdata-sections",
        "-Wno-everything",
    ),
    *("-Wl,--gc-sections", "-Wl,--strip-all"),
)


def main(check: bool) -> int:
    """Build it, and write it or compare it; the exit code."""
    with tempfile.TemporaryDirectory(prefix="zikao-pixels-") as folder:
        made = build(Path(folder))
    told = hashlib.sha256(made).hexdigest()
    if check:
        same = MADE.is_file() and MADE.read_bytes() == made
        print(f"{told}  {MADE.name}: {'the same as in the tree' if same else 'another than in the tree'}")
        return 0 if same else 1
    MADE.write_bytes(made)
    print(f"{told}  {MADE.relative_to(ROOT)}, {len(made):,} bytes")
    return 0


def build(room: Path) -> bytes:
    """Compile it in an empty folder."""
    for package, part in ((PILLOW, IMAGING), (JPEG, TURBO)):
        with tarfile.open(archive(package)) as packed:
            packed.extractall(
                room, [each for each in packed if each.name.startswith(f"{part}/")], filter="data"
            )
    with zipfile.ZipFile(archive(COMPILER)) as packed:
        packed.extractall(room / "compiler")
    zig = room / "compiler" / "ziglang" / "zig"
    zig.chmod(0o755)
    own = room / "own"
    for file in sorted(OWN.rglob("*.[ch]")):
        target = own / file.relative_to(OWN)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    wrappers = sorted(each for kind in PRECISIONS for each in (room / TURBO / "wrapper").glob(kind))
    own_files = sorted(each.relative_to(room).as_posix() for each in own.glob("*.c"))
    files = [
        *own_files,
        *(f"{IMAGING}/{each}.c" for each in OF_PILLOW),
        *(f"{TURBO}/{each}.c" for each in OF_TURBO),
        *(each.relative_to(room).as_posix() for each in wrappers if each.name not in NAMED_ANEW),
    ]
    places = ("-Iown/stubs", f"-I{TURBO}", f"-I{IMAGING}")
    command = (str(zig), "cc", *FLAGS, *places, "-o", "pixels.wasm", *files)
    caches = {"ZIG_LOCAL_CACHE_DIR": str(room / "cache"), "ZIG_GLOBAL_CACHE_DIR": str(room / "cache")}
    # Relative paths alone, so that none of this machine's can get into what is made.
    subprocess.run(command, cwd=room, env={**os.environ, **caches}, check=True)
    return (room / "pixels.wasm").read_bytes()


def archive(package: Package) -> Path:
    """The verified archive of a package."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{package.name}-{package.version}"
    if not file.is_file() or digest(file) != package.sha256:
        address = archive_address(package)
        if address is None:
            sys.exit(
                f"{package.name} {package.version} cannot be had: no registry is set, or it lacks this file."
            )
        part = Part(file.with_name(f"{file.name}.partial"))
        download(address, part)
        if (found := digest(part.path)) != package.sha256:
            part.discard()
            sys.exit(f"{package.name} {package.version} is not the pinned file: its sha256 is {found}.")
        part.path.replace(file)
        part.discard()
    return file


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
