"""The house itself: locks, committed files, the wheel, and which module may import which."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from zikao import __version__

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zikao"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# Written in pieces, or this file would be the first to be found.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "deb" + ".debian.org"]
# A home or a work folder at the start of a path; a web address that contains one is none.
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:work|root|home/\w+)/")


def committed() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files are committed cannot be told")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_committed_file_names_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {needle}"
        for path in committed()
        for needle in REGISTRIES
        if needle.encode() in path.read_bytes()
    ]
    assert found == []


def test_no_committed_file_names_a_path_of_some_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in committed()
        if (match := MACHINE_PATH.search(path.read_bytes()))
    ]
    assert found == []


def requirements(lock: Path) -> list[str]:
    """The lock's requirements, continuation lines joined."""
    lines = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_each_locked_package_is_pinned_and_hashed(lock: Path) -> None:
    pinned = re.compile(r"[\w.\-\[\]]+==[\w.+!]+ .*--hash=sha256:[0-9a-f]{64}")
    assert requirements(lock)
    assert [line.split("--hash")[0] for line in requirements(lock) if not pinned.match(line)] == []


def test_serving_uses_no_version_that_was_not_tested() -> None:
    serve, dev = (set(requirements(ROOT / "requirements" / f"{name}.txt")) for name in ("serve", "dev"))
    assert sorted(line.split("--hash")[0] for line in serve - dev) == []


def test_each_npm_package_has_its_digest_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    dependencies = {name: package for name, package in packages.items() if name}
    assert dependencies
    # What travels inside another package is vouched for by the digest of that one.
    single = {name: package for name, package in dependencies.items() if not package.get("inBundle")}
    assert [name for name, package in single.items() if "integrity" not in package] == []
    assert [name for name, package in dependencies.items() if "resolved" in package] == []


def test_npm_knows_the_version_of_the_library() -> None:
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["version"] == __version__


def test_each_folder_of_tests_is_a_package() -> None:
    """Else pytest names its modules from that folder on, and they meet others of the same name."""
    folders = {path.parent for path in committed() if path.suffix == ".py" and ROOT / "tests" in path.parents}
    folders |= {
        ROOT / "tests",
        *(parent for each in folders for parent in each.parents if ROOT / "tests" in parent.parents),
    }
    assert [
        str(each.relative_to(ROOT)) for each in sorted(folders) if not (each / "__init__.py").is_file()
    ] == []


def test_changelog_opens_with_unreleased() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_wheel_carries_rulebooks_schemas_and_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one for functions, quickly; tests/acceptance/site/test_wheel.py builds the whole."""
    from hatchling.build import build_wheel

    from zikao.rulebook.resolved import library_of
    from zikao.rulebook.store import load_library

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ZIKAO_WHEEL_FOR_FUNCTIONS", "1")
    names = zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path))).namelist()
    for folder in ("provinces", "schemas"):
        expected = {
            f"zikao/_data/{path.relative_to(ROOT).as_posix()}"
            for path in committed()
            if path.is_relative_to(ROOT / folder)
        }
        assert expected
        assert expected <= set(names)
    assert "zikao/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        resolved = library_of(wheel.read("zikao/_data/rulebooks.json").decode())
    assert resolved.provinces == load_library(ROOT / "provinces").provinces


# Which parts of zikao each part may import. Imports point one way, so no row names a later row.
MODELS = ["errors", "formats", "judge", "report", "photo", "package", "rulebook"]
LIBRARY = ["clock", "numbers", *MODELS, "chinese", "checks", "schemas", "api"]
OF_COMMANDS = ["authoring", "cache", "documentation", "registries"]
MAY_IMPORT = {
    "chinese": [],
    "clock": [],
    "facts": [],
    "numbers": [],
    "errors": [],
    "formats": ["errors"],
    "templates": [],
    "typescript": [],
    "judge": ["errors"],
    "report": ["errors", "judge"],
    "cache": [],
    "runtimes": [],
    "stopping": [],
    "downloads": [],
    "registries": ["downloads", "errors"],
    "weights": ["cache", "downloads", "errors", "registries"],
    "photo": ["cache", "facts", "errors", "formats", "runtimes", "stopping", "weights"],
    "package": ["cache", "clock", "facts", "errors", "formats", "numbers", "runtimes", "stopping", "weights"],
    "rulebook": ["clock", "errors", "facts", "judge", "numbers", "report", "photo.facts", "package.facts"],
    "checks": ["clock", "numbers", *MODELS],
    "schemas": [*MODELS, "typescript"],
    "documentation": [*MODELS, "facts"],
    "api": ["numbers", *MODELS, "chinese", "checks", "schemas"],
    "authoring": ["chinese", "clock", "checks", *MODELS, "templates"],
    "site": [*LIBRARY, "cache", "templates", "weights"],
    "serve": [*LIBRARY, "site", "stopping", "templates", "weights"],
    "cli": [*LIBRARY, *OF_COMMANDS, "templates", "weights", "site", "serve"],
}

# The only places that may import what ties zikao to one tool or one cloud, or what must be silenced first.
EDGES = {
    "ai_edge_litert": ["runtimes"],
    "onnxruntime": ["runtimes"],
    "mkdocs": ["site.plugin", "site.options", "site.nav", "site.dress", "site.build"],
    "chalice": ["serve"],
    "granian": ["serve"],
    "boto3": ["serve"],
    "botocore": ["serve"],
    "pillow_heif": ["formats.heic"],
    "docx": ["site.signoff.word"],
    "openpyxl": ["authoring.sheets"],
}


def module_name(path: Path) -> str:
    """``judge.values`` for src/zikao/judge/values.py, ``judge`` for its ``__init__``."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BY_NAME = {"import_module", "__import__"}


def imports(path: Path) -> Iterator[str]:
    """Absolute dotted names of everything a module imports, by statement or by name, wherever that stands."""
    package = ["zikao", *path.relative_to(SOURCE).parent.parts]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = [*base, *(node.module or "").split(".")] if node.module else base
            yield from (".".join([*prefix, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in BY_NAME:
            yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))


def within(name: str, places: list[str]) -> bool:
    """Whether a dotted name is one of the places or lies inside one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


MODULES = sorted(path for path in SOURCE.rglob("*.py") if module_name(path))


def test_every_part_has_its_row() -> None:
    assert sorted({module_name(path).split(".")[0] for path in MODULES} - MAY_IMPORT.keys()) == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_one_way(path: Path) -> None:
    part = module_name(path).split(".")[0]
    allowed = [part, *MAY_IMPORT[part]]
    own = [name.removeprefix("zikao.") for name in imports(path) if name.startswith("zikao.")]
    assert [name for name in own if name != "__version__" and not within(name, allowed)] == []


def imported_modules() -> dict[str, set[str]]:
    """The modules of zikao that each of them imports, anywhere: inside a function too, and for its types."""
    names = {module_name(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in MODULES:
        own = {name.removeprefix("zikao.") for name in imports(path) if name.startswith("zikao.")}
        # What is imported from a package is a module of it, or a name in it.
        found[module_name(path)] = {
            name if name in names else name.rpartition(".")[0] for name in own
        } & names
    return found


def way_back(start: str, graph: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from a module along its imports to itself; empty where there is none."""
    came_from: dict[str, str] = {}
    edge = [start]
    for module in edge:
        for each in sorted(graph[module] - came_from.keys()):
            came_from[each] = module
            edge.append(each)
    way = [start]
    while start in came_from and (len(way) == 1 or way[0] != start):
        way.insert(0, came_from[way[0]])
    return way if len(way) > 1 else []


def test_a_circle_is_found_wherever_it_is_entered() -> None:
    graph = {"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": {"d"}}
    found = {module: way_back(module, graph) for module in graph}
    assert found == {"a": [], "b": ["b", "c", "b"], "c": ["c", "b", "c"], "d": ["d", "d"]}


def test_no_circle_between_modules() -> None:
    """An import that waits in a function only hides a circle; one for types alone ties as much."""
    graph = imported_modules()
    ways = [way_back(module, graph) for module in graph]
    assert [" > ".join(way) for way in ways if way] == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_tools_and_clouds_stay_at_the_edges(path: Path) -> None:
    tools = [name.split(".")[0] for name in imports(path)]
    assert [tool for tool in tools if tool in EDGES and not within(module_name(path), EDGES[tool])] == []


# What every part has to take from the one module that says it.
SAID_ONCE = {
    "zikao.judge.numbers": r"2 ?\*\* ?53|9007199254740991",
    "zikao.clock": r"timedelta\(hours=8\)|ZoneInfo\(",
    "zikao.judge.dates": r"^NOT_YET\b",
}


@pytest.mark.parametrize(("home", "sign"), SAID_ONCE.items())
def test_one_fact_stands_in_one_module(home: str, sign: str) -> None:
    """The largest whole number that both languages read, China's time, the answer 还没有."""
    found = [path for path in MODULES if re.search(sign, path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert [f"zikao.{module_name(path)}" for path in found] == [home]


# What only the readers of files have to know. The marks inside a ZIP belong to the reader of archives.
OF_FORMATS = {
    "how a kind of file begins": r"\\xff\\xd8|\\x89PNG|GIF8|%PDF-|ftyp|b[\"'](BM|RIFF|WEBP|Rar!|MZ)\b",
    "parts of a picture": r"0x(FF)?D8\b|\b(IHDR|IDAT|IEND|eXIf|iCCP)\b|ICC_PROFILE|Exif\\(0|x00)",
    "tags of EXIF": r"0x(0112|8769|9003|011A)\b|\.getexif\(|exif_transpose|piexif|exifread",
    "extensions of a kind": r"[\"']\.?(jpe|hif|heif|dib|tif|docm|tbz2)[\"']",
}


@pytest.mark.parametrize("what", OF_FORMATS)
def test_files_are_read_by_one_reader(what: str) -> None:
    """A second table or walker would say something else of the same file some day."""
    sign = re.compile(OF_FORMATS[what])
    found = [module_name(path) for path in MODULES if sign.search(path.read_text(encoding="utf-8"))]
    assert [name for name in found if within(name, ["formats"])]
    assert [name for name in found if not within(name, ["formats"])] == []
