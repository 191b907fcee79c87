"""What a portal's reader fetches, as one table: `python -m tests.acceptance.embed.sizes SITE` prints it.

Gzipped bytes. Of an element: all that comes until the reader can begin. Of a frame: the page with its sheets
and scripts, until a file is chosen.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]

SCRIPTS = {"zikao.js": 1.5, "embed.js": 1.5}
"""KiB of what a portal writes into its page."""
LIGHT = 5.75
"""KiB of what all elements in the portal's page share, once for all of them."""
ELEMENTS: dict[str, tuple[float, tuple[str, ...]]] = {
    "checklist": (6, ("checklist", "drawn")),
    "eligibility": (16.75, ("eligibility", "interview")),
    "until": (2, ("until",)),
    "way": (12.25, ("way",)),
}
"""KiB of each of them besides, and the scripts that come before one can begin."""
GOALS = {"checklist": 6.0, "eligibility": 18.0}
"""KiB that were aimed at for one that stands alone on a page, with all that it loads after `zikao.js`."""
FRAME = 25.0
"""KiB of the page in a frame."""

_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w-]+\.js)["']""")
_LINKED = re.compile(r'<(?:script [^>]*src|link rel="stylesheet" href)="([^"]+)"')


@dataclass(frozen=True)
class Size:
    """One line of the table."""

    name: str
    bytes: int
    budget: float
    """KiB."""

    @property
    def fits(self) -> bool:
        return self.bytes <= self.budget * 1024

    @property
    def over(self) -> int:
        """Bytes above the budget."""
        return max(self.bytes - int(self.budget * 1024), 0)


def gzipped(paths: Iterable[Path]) -> int:
    """Bytes of files as a server sends them, each by itself."""
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in paths)


def entry(folder: Path, name: str) -> Path:
    """The script of a name, with a digest in it or without."""
    found = [path for path in folder.glob("*.js") if re.fullmatch(rf"{name}(-[0-9A-Z]{{8}})?", path.stem)]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def loaded(folder: Path, *names: str) -> set[Path]:
    """Scripts by their names, and everything that they import at once."""
    todo, seen = [entry(folder, name) for name in names], set[Path]()
    while todo:
        path = todo.pop()
        seen.add(path)
        imported = [folder / name for name in _IMPORT.findall(path.read_text(encoding="utf-8"))]
        todo += [each for each in imported if each not in seen]
    return seen


def of_portals(version: Path) -> Iterator[Size]:
    """What a portal's page loads from the folder of a fixed version."""
    for name, budget in SCRIPTS.items():
        yield Size(name, gzipped([version / name]), budget)
    for language in sorted(path for path in version.iterdir() if path.is_dir()):
        shared = loaded(language, "light")
        yield Size(f"shared {language.name}", gzipped(shared), LIGHT)
        for name, (budget, scripts) in ELEMENTS.items():
            size = gzipped(loaded(language, *scripts) - shared)
            yield Size(f"zikao-{name} {language.name}", size, budget)


def alone(version: Path) -> Iterator[Size]:
    """The same elements, each as the only one on its page: with the shared part, against what was aimed at.

    What of them is held by a test is the two parts; see docs/decisions/0027-hosts-and-shadow-roots.md.
    """
    for language in sorted(path for path in version.iterdir() if path.is_dir()):
        for name, goal in GOALS.items():
            size = gzipped(loaded(language, "light", *ELEMENTS[name][1]))
            yield Size(f"zikao-{name} {language.name}", size, goal)


def of_frames(site: Path) -> Iterator[Size]:
    """The pages in frames of a built site: of each check in each language the heaviest."""
    for embed in sorted(site.glob("**/embed")):
        for check in ("photo", "package"):
            sizes = [gzipped(_of_page(page, check)) for page in (embed / check).rglob("index.html")]
            if sizes:
                name = f"{embed.relative_to(site).as_posix()}/{check}/"
                yield Size(name, max(sizes), FRAME)


def _of_page(page: Path, check: str) -> set[Path]:
    linked = [(page.parent / link).resolve() for link in _LINKED.findall(page.read_text(encoding="utf-8"))]
    scripts = [path for path in linked if path.suffix == ".js"]
    found = {page, *linked}
    for script in scripts:
        found |= loaded(script.parent, script.stem)
    # The loader fetches the code of the element that stands in the page.
    return found | loaded(scripts[0].parent, check)


def table(sizes: Iterable[Size]) -> str:
    """Lines for a reader."""
    return "\n".join(
        f"{size.name:32}{size.bytes:8} B of {size.budget * 1024:8.0f}{'' if size.fits else '  TOO MUCH'}"
        for size in sizes
    )


def goals(sizes: Iterable[Size]) -> str:
    """Lines for a reader, of what is aimed at and not held."""
    return "\n".join(
        f"{size.name:32}{size.bytes:8} B, aimed at {size.budget * 1024:.0f}"
        f"{f': {size.over} over' if size.over else ''}"
        for size in sizes
    )


def main() -> int:
    """Print the table of a built site; 1 where something is too much."""
    [site] = map(Path, sys.argv[1:])
    version = json.loads((ROOT / "widgets/version.json").read_text(encoding="utf-8"))["version"]
    sizes = [*of_portals(site / "widgets" / version), *of_frames(site)]
    print(table(sizes))
    print("\nAlone on a page, with the shared part and without zikao.js:")
    print(goals(alone(site / "widgets" / version)))
    return 0 if all(size.fits for size in sizes) else 1


if __name__ == "__main__":
    sys.exit(main())
