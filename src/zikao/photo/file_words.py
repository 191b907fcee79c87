"""Words, in zh-CN, that the facts of a portrait's file are told with, in Python and in the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from zikao.facts import NOT_COMPARED, ON_DEVICE, tolerances
from zikao.formats.header import TOO_MANY_PARTS
from zikao.photo.file_facts import DPI_SOURCES, FileFacts
from zikao.photo.limits import DEFAULT_LIMITS
from zikao.photo.traces import EDITORS

if TYPE_CHECKING:
    from zikao.formats.trailers import Piece

BROKEN: Final = "文件结构损坏，读不到图像信息"
UNREAD: Final = "未检查此格式的这一项"
EMPTY: Final = "文件是空的（0 字节）"
NO_PICTURE: Final = "文件内容不是可识别的图片"
UNREADABLE_KIND: Final = "此处读不了 {}"
TOO_MANY_PIXELS: Final = "图像超过 {} 百万像素，未解码"
TOO_MANY_SCANS: Final = "图像的扫描次数异常多，未解码"
TOO_MUCH_MEMORY: Final = "图像解码要占用太多内存，未解码；请把图像缩小，或另存为普通的 JPEG 后再试"
NO_NAME: Final = "没有给出文件名"
NO_KIND: Final = "文件格式和扩展名都无法识别"
JPEG_ONLY: Final = dict.fromkeys(
    ("jpeg_quality", "jpeg_quality_exact", "progressive"), "只有 JPEG 文件才有此项"
)
NOT_STATED: Final = {
    **dict.fromkeys(("dpi_x", "dpi_y", "dpi_source", "dpi_agrees"), "文件没有写明分辨率"),
    **dict.fromkeys(("jpeg_quality", "jpeg_quality_exact"), "文件中缺少量化表"),
    **dict.fromkeys(("camera", "front_camera"), "文件没有写明拍摄设备"),
    "date_taken": "文件没有写明拍摄日期",
    "software": "文件没有写明生成软件",
    "editor": "文件中没有发现编辑软件的痕迹",
    "color_profile": "解不出完整画面，没有看颜色描述",
}
"""Why a fact is missing although the picture could be read: the file does not say it."""

PIECES: Final[dict[Piece, str]] = {
    "samsung": "{} 字节是三星手机写的附加数据",
    "video": "{} 字节是动态照片里的视频",
    "picture": "{} 字节是另一幅图像",
    "filler": "{} 字节是重复的填充，像是为凑大小加上去的",
    "unknown": "{} 字节认不出是什么",
}
"""What is said of each piece behind the picture."""
NO_PIECES: Final = "没有"
STATED: Final = "{}写的是 {}dpi"
"""Of a density: which place states it, and which it is."""
BOTH_SIDES: Final = "{}×{}"
NO_DENSITY: Final = "文件里没有写分辨率"
THEN: Final = "，"
AND: Final = "、"

WIDGETS_FILE: Final = "widgets/photo/file.json"
"""From the root of a checkout."""


def for_widgets() -> str:
    """The module for the browser, which reads the same of a file: names of the facts, words, tolerances."""
    told = {
        "names": list(FileFacts.model_fields),
        "tolerances": tolerances(FileFacts),
        "reasons": {
            "broken": BROKEN,
            "unread": UNREAD,
            "empty": EMPTY,
            "no_picture": NO_PICTURE,
            "unreadable_kind": UNREADABLE_KIND,
            "no_name": NO_NAME,
            "no_kind": NO_KIND,
            "not_compared": NOT_COMPARED,
            "too_many_parts": TOO_MANY_PARTS,
            "too_many_pixels": TOO_MANY_PIXELS.format(f"{DEFAULT_LIMITS.pixels / 1_000_000:g}"),
            "too_many_scans": TOO_MANY_SCANS,
            "too_much_memory": TOO_MUCH_MEMORY,
            "on_device": ON_DEVICE,
        },
        "jpeg_only": JPEG_ONLY,
        "not_stated": NOT_STATED,
        "pieces": PIECES,
        "no_pieces": NO_PIECES,
        "dpi_sources": DPI_SOURCES,
        "stated": STATED,
        "both_sides": BOTH_SIDES,
        "no_density": NO_DENSITY,
        "then": THEN,
        "and": AND,
        "editors": EDITORS,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
