"""Where rulebooks are found, and the one call that loads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from zikao.rulebook.faults import Fault, RulebookFaults, errors
from zikao.rulebook.folders import RULEBOOKS
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.rulebook.files import ProvinceFiles

RESOLVED = "rulebooks.json"
"""What a wheel carries beside the folders: the same, resolved and examined when it was built."""


def rulebooks_root() -> Path:
    """The folder of the packaged rulebooks; in a checkout, the one at its top.

    Raises:
        RulebookFaults: neither is there.
    """
    packaged = _packaged(RULEBOOKS)
    if packaged is not None:
        return packaged
    checkout = Path(__file__).parents[3] / RULEBOOKS
    if checkout.is_dir():
        return checkout
    raise RulebookFaults([Fault(RULEBOOKS, 1, 1, "", "找不到规则文件夹")])


def _packaged(name: str) -> Path | None:
    found = files("zikao") / "_data" / name
    return found if isinstance(found, Path) and found.exists() else None


def examine(root: Path) -> tuple[Library, list[Fault]]:
    """What can be loaded from a folder, and every fault that loading comes across."""
    if not root.is_dir():
        return Library({}), [Fault(root.name, 1, 1, "", "没有这个规则文件夹")]
    # Whoever loads resolved JSON needs none of these, nor a parser of YAML.
    from zikao.rulebook.assemble import assemble
    from zikao.rulebook.conditions import check_conditions
    from zikao.rulebook.files import gather
    from zikao.rulebook.references import check_references
    from zikao.rulebook.unfilled import without_echoes

    trees, faults = gather(root)
    if not trees:
        return Library({}), [
            Fault(root.name, 1, 1, "", "这个文件夹里没有任何省份的规则；请用 zikao new-province 新建一份")
        ]
    lent, wrong = _lent(trees)
    library, more = assemble(trees, lent)
    faults += [*wrong, *more]
    procedures = [
        f"{name}/{procedure}" for name, files in trees.items() for procedure in files.named_procedures
    ]
    faults += check_references(library, [*procedures, *_beside(trees)])
    faults += check_conditions(library)
    return library, without_echoes(faults)


def _lent(trees: Mapping[str, ProvinceFiles]) -> tuple[dict[str, ProvinceFiles], list[Fault]]:
    """What the provinces of a folder extend and the folder does not hold, from those that come with zikao."""
    from zikao.rulebook.files import gather_one

    found: dict[str, ProvinceFiles] = {}
    faults: list[Fault] = []
    waiting = list(trees.values())
    while waiting:
        name = waiting.pop().province.get("extends")
        if not isinstance(name, str) or name in trees or name in found:
            continue
        home = rulebooks_root()
        if name in (each.name for each in home.iterdir()):
            found[name], wrong = gather_one(home, home / name)
            faults += wrong
            waiting.append(found[name])
    return found, faults


def _beside(trees: Collection[str]) -> Iterator[str]:
    """Procedures of provinces that come with zikao and are not in a folder: to be named, not to be read."""
    for path in rulebooks_root().glob("*/procedures/*.yaml"):
        if path.parts[-3] not in trees:
            yield f"{path.parts[-3]}/{path.stem}"


def load_library(root: Path | None = None) -> Library:
    """All rulebooks of a folder, or of a file that `zikao compile` wrote; None: those of the program.

    The program's own are read from the resolved file of the wheel where there is one, else from the folders.

    Raises:
        RulebookFaults: a file is wrong; it holds every fault of every file.
    """
    resolved = _packaged(RESOLVED) if root is None else root
    if resolved is not None and resolved.is_file():
        from zikao.rulebook.resolved import library_of

        return library_of(resolved.read_text("utf-8"), resolved.name, later=root is None)
    folder = root or rulebooks_root()
    library, faults = examine(folder)
    if wrong := errors(faults):
        from zikao.rulebook.mending import with_lines

        raise RulebookFaults(with_lines(wrong, (folder, rulebooks_root())))
    return library
