"""Fills one function's folder: wheels, app and weights; then takes out what no route needs."""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from infra.zips.functions import PLATFORMS, RUNTIME, SUFFIXES, Architecture, Function
from zikao.cache import cache_folder
from zikao.rulebook.store import RESOLVED
from zikao.weights import state

TOP = Path(__file__).resolve().parents[2]

LEFT_OUT = (
    "bin/*",
    "*/tests/*",
    "*/__pycache__/*",
    "*.pyi",
    "*.pyx",
    "*.pxd",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/RECORD",
    "*.dist-info/direct_url.json",
    "*.dist-info/uv_cache.json",
    ".lock",
    "chalice/cli/*",
    "chalice/deploy/*",
    "chalice/templates/*",
    "numpy/f2py/*",
    "numpy/_core/include/*",
    "numpy/_core/lib/*",
    "opencc/clib/bin/*",
    "opencc/clib/include/*",
    "opencc/clib/lib/*",
    "zikao/_data/docs/*",
    "zikao/_data/provinces/*",
    "zikao/_data/schemas/*",
    "zikao/cli/*",
    "zikao/documentation/*",
    "zikao/site/*",
)
"""Of the wheels, what no route imports: each is proven by running every route without it."""
KEPT = ("zikao/site/__init__.py", "zikao/site/address.py", "zikao/site/kept.py")
"""Of those, what whoever serves the pages asks where things stand."""

LARGEST = 4_500_000
"""Bytes of a file that a function can answer with: 6 MB of an event, in base64."""


class GatherError(Exception):
    """Something that belongs into the package is missing; the sentence names it."""


def gather(function: Function, folder: Path, wheel: Path, architecture: Architecture, rulebooks: str) -> None:
    """Everything that the function needs, in a new folder.

    Args:
        function: whose.
        folder: emptied first.
        wheel: of the project.
        architecture: of the wheels of others.
        rulebooks: those that it answers for, resolved.

    Raises:
        GatherError: a wheel is not to be had for the platform, or is of another; weights are missing.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _install(function, folder, architecture)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    # In the place of all that the wheel has: what a site leaves out is not answered for beside it either.
    (folder / "zikao" / "_data" / RESOLVED).write_text(rulebooks, "utf-8")
    for path in sorted(TOP.joinpath("functions", function.name).glob("*.py")):
        shutil.copy(path, folder)
    _weigh(function, folder)
    _leave_out(folder)
    _of_one_platform(folder, architecture)
    _carry(function, folder)


def _install(function: Function, folder: Path, architecture: Architecture) -> None:
    lock = TOP / "requirements" / f"lambda-{function.name}.txt"
    command = [
        *(str(TOP / "scripts" / "uv"), "pip", "install", "--quiet", "--target", str(folder)),
        *("--python-platform", PLATFORMS[architecture], "--python-version", RUNTIME),
        *("--only-binary", ":all:", "--require-hashes", "--no-deps", "-r", str(lock)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GatherError(f"{function.name}: the wheels of {lock.name} cannot be had: {done.stderr.strip()}")


def _weigh(function: Function, folder: Path) -> None:
    """The weights, each compared with its sha256 before it is taken."""
    if not function.weights:
        return
    place = folder / "zikao" / "_data" / "weights"
    place.mkdir(parents=True)
    for each in function.weights:
        if (found := state(each)) != "ready":
            raise GatherError(f"{function.name}: the weights {each.file} are {found}: run zikao models")
        shutil.copyfile(cache_folder() / each.file, place / each.file)


def _carry(function: Function, folder: Path) -> None:
    for name in function.carried:
        if not (TOP / name).is_dir():
            raise GatherError(f"{function.name}: {name}/ is not there: run make build")
        shutil.copytree(TOP / name, folder / name)
        if large := [each for each in (folder / name).rglob("*") if each.stat().st_size > LARGEST]:
            listed = ", ".join(str(each.relative_to(folder)) for each in large)
            raise GatherError(f"{function.name}: no function may answer with as much as {listed}")


def _leave_out(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in KEPT and any(fnmatch.fnmatchcase(name, pattern) for pattern in LEFT_OUT):
            path.unlink()


def _of_one_platform(folder: Path, architecture: Architecture) -> None:
    """A wheel of another platform would load on no function, and say so only there."""
    others = [suffix for name, suffix in SUFFIXES.items() if name != architecture]
    for path in folder.rglob("*.so*"):
        if any(suffix in path.name for suffix in others) or "darwin" in path.name:
            raise GatherError(f"{path.relative_to(folder)} is not for {architecture}")


def compile_bytecode(function: Function, folder: Path, python: str) -> None:
    """Bytecode beside the sources of the modules that gain by it, bound to no time and no folder.

    Raises:
        GatherError: a module to be compiled is not there, or does not compile.
    """
    for name in function.compiled:
        if not (folder / name).exists():
            raise GatherError(f"{function.name}: {name} is not in the package")
        command = [
            *(python, "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash"),
            *("-s", str(folder), "-p", "/var/task", str(folder / name)),
        ]
        # Sets and the like are written in the order of their hashes.
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
        )
        if done.returncode:
            raise GatherError(f"{function.name}: {name} does not compile: {done.stdout.strip()}")


def build_wheel(folder: Path) -> Path:
    """The project's wheel, rulebooks inside; its own build stops where a file is missing.

    Raises:
        GatherError: the wheel cannot be built.
    """
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    bare = {**os.environ, "ZIKAO_WHEEL_FOR_FUNCTIONS": "1"}  # scripts/hatch_data.py: without parts of pages
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TOP, env=bare)
    if done.returncode:
        raise GatherError(f"the wheel of zikao cannot be built: {done.stderr.strip() or done.stdout.strip()}")
    return next(folder.glob("*.whl"))


def find_python() -> str:
    """The interpreter of the functions' version, whose bytecode they can run.

    Raises:
        GatherError: it is not here.
    """
    pyenv = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    wanted = f"python{RUNTIME} {pyenv}/versions/{RUNTIME}.*/bin/python{RUNTIME}"
    command = [str(TOP / "scripts" / "find-python")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHON": wanted}
    )
    if done.returncode:
        raise GatherError(f"no Python {RUNTIME} here to compile with: build with ARGS=--no-bytecode")
    return done.stdout.strip()
