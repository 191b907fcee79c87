"""Where rulebooks are found, and the one call that loads them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from zikao.rulebook.assemble import assemble
from zikao.rulebook.conditions import check_conditions
from zikao.rulebook.faults import Fault, RulebookFaults, errors
from zikao.rulebook.files import gather
from zikao.rulebook.library import Library
from zikao.rulebook.references import check_references


def rulebooks_root() -> Path:
    """The folder of the packaged rulebooks; in a checkout, the one at its top.

    Raises:
        RulebookFaults: neither is there.
    """
    packaged = files("zikao") / "_data" / "provinces"
    if isinstance(packaged, Path) and packaged.is_dir():
        return packaged
    checkout = Path(__file__).parents[3] / "provinces"
    if checkout.is_dir():
        return checkout
    raise RulebookFaults([Fault("provinces", 1, 1, "", "找不到规则文件夹")])


def examine(root: Path) -> tuple[Library, list[Fault]]:
    """What can be loaded from a folder, and every fault that loading comes across."""
    if not root.is_dir():
        return Library({}), [Fault(root.name, 1, 1, "", "没有这个规则文件夹")]
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
    """All rulebooks of a folder; None: the packaged ones, else those of the checkout.

    Raises:
        RulebookFaults: a file is wrong; it holds every fault of every file.
    """
    library, faults = examine(root or rulebooks_root())
    if wrong := errors(faults):
        raise RulebookFaults(wrong)
    return library
