"""A file's name beside the one that its spec wants: a fact of its own, known wherever the name is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from zikao.checks.numbers import form_of
from zikao.formats.names import base_name
from zikao.rulebook.file_names import TYPED, difference, untyped
from zikao.rulebook.named import FACT

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances
    from zikao.rulebook.document import Document

_NO_NAME: Final = "没有给出文件名"


def typed_of(circumstances: Circumstances) -> Mapping[str, str]:
    """What the candidate typed that may stand in a file's name."""
    return {name: str(text) for name, text in circumstances.declared.items() if name in TYPED}


def name_known(
    document: Document, name: str | None, circumstances: Circumstances
) -> tuple[dict[str, str], dict[str, str]]:
    """What is other in a file's name, as a fact, or why that cannot be told; neither where none is wanted."""
    pattern = document.file_name
    if pattern is None:
        return {}, {}
    if name is None:
        return {}, {FACT: _NO_NAME}
    typed = typed_of(circumstances)
    found = difference(pattern, base_name(name), typed, form_of(document).pattern)
    if found is not None:
        return {FACT: found}, {}
    missing = "、".join(untyped(pattern, typed))
    return {}, {FACT: f"文件名的样子对；{missing}没有填，没有和文件名里的核对"}
