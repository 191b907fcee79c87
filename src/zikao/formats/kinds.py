"""The kinds of files that are told apart: what each is called, and which extensions it may have.

What a candidate may call a picture is read from this table too, wherever somebody asks for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal

Picture = Literal["jpeg", "png", "heic", "avif", "gif", "bmp", "tiff", "webp"]
Document = Literal["pdf", "ofd", "word", "excel", "slides"]
Archive = Literal["zip", "rar", "7z", "gzip", "bzip2", "xz", "tar", "cab"]
Other = Literal["program", "web", "text", "audio", "video", "link", "unknown"]
Filled = Literal[Picture, Document, Archive, Other]
"""A file that holds something."""
Kind = Literal[Filled, "empty"]
Group = Literal["picture", "document", "archive", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind."""

    group: Group
    name: str
    """Its own, without a word for the group."""
    label: str
    """In zh-CN, for one who does not know the name."""
    extensions: frozenset[str] = frozenset()
    """Lower case, without the dot; none where the kind has no extension of its own."""


def _picture(name: str, *extensions: str) -> Row:
    return Row("picture", name, f"{name} 图片", frozenset(extensions))


def _document(label: str, *extensions: str) -> Row:
    return Row("document", label, label, frozenset(extensions))


def _archive(label: str, *extensions: str) -> Row:
    return Row("archive", label, label, frozenset(extensions))


def _other(label: str, *extensions: str) -> Row:
    return Row("other", label, label, frozenset(extensions))


# fmt: off
TABLE: Final[dict[Kind, Row]] = {
    "jpeg": _picture("JPEG", "jpg", "jpeg", "jpe", "jfif"),
    "png": _picture("PNG", "png"),
    "heic": _picture("HEIC", "heic", "heif", "hif"),
    "avif": _picture("AVIF", "avif"),
    "gif": _picture("GIF", "gif"),
    "bmp": _picture("BMP", "bmp", "dib"),
    "tiff": _picture("TIFF", "tif", "tiff"),
    "webp": _picture("WebP", "webp"),
    "pdf": _document("PDF 文档", "pdf"),
    "ofd": _document("OFD 文档", "ofd"),
    "word": _document("Word 文档", "doc", "docx", "docm", "dot", "dotx", "wps", "wpt", "rtf", "odt"),
    "excel": _document("Excel 表格", "xls", "xlsx", "xlsm", "xlt", "et", "ods"),
    "slides": _document("幻灯片", "ppt", "pptx", "pptm", "pps", "ppsx", "dps", "odp"),
    "zip": _archive("ZIP 压缩包", "zip"),
    "rar": _archive("RAR 压缩包", "rar"),
    "7z": _archive("7z 压缩包", "7z"),
    "gzip": _archive("gzip 压缩包", "gz", "tgz"),
    "bzip2": _archive("bzip2 压缩包", "bz2", "tbz", "tbz2"),
    "xz": _archive("xz 压缩包", "xz", "txz"),
    "tar": _archive("tar 打包文件", "tar"),
    "cab": _archive("CAB 压缩包", "cab"),
    "program": _other("程序"),
    "web": _other("网页", "htm", "html", "mht", "mhtml", "xml", "svg", "xhtml"),
    "text": _other("纯文本"),
    "audio": _other("音频"),
    "video": _other("视频"),
    "link": _other("快捷方式或链接"),
    "unknown": _other("无法识别"),
    "empty": _other("空文件（0 字节）"),
}
# fmt: on


def kinds_of(group: Group) -> frozenset[Kind]:
    """The kinds of one group."""
    return frozenset(kind for kind, row in TABLE.items() if row.group == group)


PICTURES: Final = kinds_of("picture")
ARCHIVES: Final = kinds_of("archive")


def extensions_of(kinds: frozenset[Kind]) -> frozenset[str]:
    """The extensions that files of these kinds may have, without their dots."""
    return frozenset().union(*(TABLE[kind].extensions for kind in kinds))


PICTURE_EXTENSIONS: Final = extensions_of(PICTURES)
"""What a candidate may call a picture."""
_CLAIMED: Final = extensions_of(frozenset(TABLE))


def extension_matches(kind: Kind, extension: str) -> bool | None:
    """Whether files of the kind may have the extension.

    None where that cannot be said: the kind has no extension of its own, and no other kind claims this one.
    """
    own = TABLE[kind].extensions
    if own:
        return extension in own
    return False if extension in _CLAIMED else None


WIDGETS_FILE: Final = "widgets/formats/kinds.json"
"""From the root of a checkout."""


def for_widgets() -> str:
    """The table for the browser."""
    told = {
        kind: {"group": row.group, "label": row.label, "extensions": sorted(row.extensions)}
        for kind, row in TABLE.items()
    }
    lines = ",\n".join(
        f"  {json.dumps(kind)}: {json.dumps(each, ensure_ascii=False)}" for kind, each in told.items()
    )
    return f"{{\n{lines}\n}}\n"
