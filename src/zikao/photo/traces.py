"""Marks that programs leave in a picture file: which software wrote it, and any known editor.

A hint, no proof: marks are lost when a picture is sent through a chat, and can be written by anyone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.formats.names import plain_text
from zikao.formats.photoshop import MARK, resources
from zikao.formats.segments import APP1, APP12, APP13, COM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zikao.formats.jpeg import Jpeg

EDITORS: Final = {
    "photoshop": "Adobe Photoshop",
    "lightroom": "Adobe Lightroom",
    "gimp": "GIMP",
    "meitu": "美图秀秀",
    "美图": "美图秀秀",
    "beautycam": "美颜相机",
    "美颜": "美颜相机",
    "beautyplus": "BeautyPlus",
    "faceu": "Faceu激萌",
    "b612": "B612",
    "轻颜": "轻颜相机",
    "醒图": "醒图",
    "光影魔术手": "光影魔术手",
    "neoimaging": "光影魔术手",
    "snapseed": "Snapseed",
    "picsart": "PicsArt",
    "vsco": "VSCO",
    "pixelmator": "Pixelmator",
    "affinity photo": "Affinity Photo",
    "capture one": "Capture One",
    "paint.net": "Paint.NET",
    "photoscape": "PhotoScape",
    "picasa": "Picasa",
    "canva": "Canva",
    "fotor": "Fotor",
    "corel": "Corel",
    "luminar": "Luminar",
    "darktable": "darktable",
}
"""What a name contains in lower case, and the program. Windows' own 照片 and 画图 are left out: exam offices
themselves tell candidates to use them for size and format."""

_CREATOR_TOOL: Final = re.compile(rb"CreatorTool(?:=\"|>)([^\"<]{1,200})")
"""xmp:CreatorTool, as attribute or element (ISO 16684-1)."""
_IPTC_RESOURCES: Final = frozenset({0x0404, 0x0425})
"""Photoshop resources that hold captions; photo agencies' tools and social networks write them too."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Software named in the file, as written; and the known editors among the marks."""

    software: str
    editors: tuple[str, ...]


def find_traces(named: Iterable[str], jpeg: Jpeg | None) -> Traces:
    """Marks in `named` (software names found elsewhere) and in the segments of a JPEG."""
    names, marks = list(named), []
    if jpeg is not None:
        names += _xmp_tools(jpeg)
        marks = [plain_text(body.decode("utf-8", "replace")) for body in jpeg.bodies(COM)]
    texts = " ".join([*names, *marks]).lower()
    editors = [program for mark, program in EDITORS.items() if mark in texts]
    if jpeg is not None and _written_by_photoshop(jpeg):
        editors.insert(0, EDITORS["photoshop"])
    return Traces("、".join(dict.fromkeys(names))[:255], tuple(dict.fromkeys(editors)))


def _xmp_tools(jpeg: Jpeg) -> list[str]:
    found = (_CREATOR_TOOL.search(body) for body in jpeg.bodies(APP1, b"http://ns.adobe.com/xap/1.0/\0"))
    tools = (plain_text(match[1].decode("utf-8", "replace"), 120) for match in found if match)
    return [tool for tool in tools if tool]


def _written_by_photoshop(jpeg: Jpeg) -> bool:
    """Its own image resources (APP13), or the mark of its "save for web" (APP12)."""
    if any(jpeg.bodies(APP12, b"Ducky")):
        return True
    return any(
        resource not in _IPTC_RESOURCES
        for body in jpeg.bodies(APP13, MARK)
        for resource, _ in resources(body)
    )
