"""Where rulebooks are found, and the one call that loads them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from zikao.rulebook.faults import Fault, RulebookFaults, errors
from zikao.rulebook.library import Library

RESOLVED = "rulebooks.json"
"""What a wheel carries beside the folders: the same, resolved and examined when it was built."""


def rulebooks_root() -> Path:
    """The folder of the packaged rulebooks; in a checkout, the one at its top.

    Raises:
        RulebookFaults: neither is there.
    """
    packaged = _packaged("provinces")
    if packaged is not None:
        return packaged
    checkout = Path(__file__).parents[3] / "provinces"
    if checkout.is_dir():
        return checkout
    raise RulebookFaults([Fault("provinces", 1, 1, "", "找不到规则文件夹")])


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

    trees, faults = gather(root)
    if not trees:
        return Library({}), [Fault(root.name, 1, 1, "", "这个文件夹里没有任何省份的规则")]
    library, more = assemble(trees)
    faults += more
    procedures = [f"{name}/{procedure}" for name, files in trees.items() for procedure in files.procedures]
    faults += check_references(library, procedures)
    faults += check_conditions(library)
    return library, faults


def load_library(root: Path | None = None) -> Library:
    """All rulebooks of a folder, or of a file that `zikao compile` wrote; None: those of the program.

    The program's own are read from the resolved file of the wheel where there is one, else from the folders.

    Raises:
        RulebookFaults: a file is wrong; it holds every fault of every file.
    """
    resolved = _packaged(RESOLVED) if root is None else root
    if resolved is not None and resolved.is_file():
        from zikao.rulebook.resolved import library_of

        return library_of(resolved.read_text("utf-8"), resolved.name)
    library, faults = examine(root or rulebooks_root())
    if wrong := errors(faults):
        raise RulebookFaults(wrong)
    return library
