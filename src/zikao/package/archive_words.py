"""Words, in zh-CN, for what of an archive is not measured, in Python and in the browser."""

from __future__ import annotations

import json
from typing import Any, Final

from zikao.facts import NOT_COMPARED, ON_DEVICE
from zikao.package.facts import PackageFacts
from zikao.package.facts.archive import OF_PAGES
from zikao.package.facts.entry import METHOD_NUMBERS, OF_ITS_PAGES

# Of the whole file
NOT_ZIP: Final = "不是 ZIP 压缩包，里面的内容没有检查"
TOO_LARGE: Final = "文件超过 {} MB，超出本工具的检查范围"
SPLIT: Final = "只是分卷压缩的一卷，要合并后才能检查"
TRUNCATED: Final = "压缩包不完整，里面的内容没有检查"
OVERLAP: Final = "条目相互重叠，登记的内容不可信，没有打开"
TOO_MANY_ENTRIES: Final = "条目超过 {} 个，超出本工具的检查范围"
TOO_MUCH: Final = "解压后超过 {} MB，没有打开"
SWELLS: Final = "有文件解压后膨胀超过 {} 倍，没有打开"
NO_NAME: Final = "没有给出文件名"
UNKNOWN: Final = "有的文件打不开，数不全"

# Of its entries
ENCRYPTED: Final = "有文件加了密码，打不开"
UNREADABLE_METHOD: Final = "有文件的压缩方式不通用，没有打开"
LOST: Final = "有文件的数据找不到"
DAMAGED: Final = "有文件已损坏，内容没有检查"
OUT_OF_TIME: Final = "解压太费时，超出本工具的检查范围"
UNSAFE: Final = "有文件的路径越出压缩包，层数无从说起"
NO_EXTENSION: Final = "这类文件没有固定的扩展名"
BEHIND_THE_END: Final = "PDF 的结束标记后面还有别的内容，又没能打开看每一页"
NO_END: Final = "只能从 JPEG、PNG、PDF 判断内容是否完整"
TOO_MANY_PARTS: Final = "有图片分成的段异常多，没有看到末尾"
NO_PIXELS: Final = "只从 JPEG、PNG 的文件头读取像素"
NO_TURN: Final = "只从 JPEG、PNG 读方向标记"
NO_PAGE: Final = "有文件不是图片或 PDF，没有画面可看"

# Of a device
NOT_UNPACKED: Final = "这个浏览器解不开压缩过的文件，没有打开"
NOT_OPENED: Final = "还没有打开"

WIDGETS_FILE: Final = "widgets/package/measuring.json"
"""From the root of a checkout."""


def for_widgets() -> str:
    """The same for the browser: names of the facts, numbers of methods, words."""
    told: dict[str, Any] = {
        "names": list(PackageFacts.model_fields),
        "of_pages": OF_PAGES,
        "of_its_pages": OF_ITS_PAGES,
        "methods": METHOD_NUMBERS,
        "reasons": {
            "not_zip": NOT_ZIP,
            "too_large": TOO_LARGE,
            "split": SPLIT,
            "truncated": TRUNCATED,
            "overlap": OVERLAP,
            "too_many_entries": TOO_MANY_ENTRIES,
            "too_much": TOO_MUCH,
            "swells": SWELLS,
            "no_name": NO_NAME,
            "unknown": UNKNOWN,
            "encrypted": ENCRYPTED,
            "unreadable_method": UNREADABLE_METHOD,
            "lost": LOST,
            "damaged": DAMAGED,
            "out_of_time": OUT_OF_TIME,
            "unsafe": UNSAFE,
            "no_extension": NO_EXTENSION,
            "behind_the_end": BEHIND_THE_END,
            "no_end": NO_END,
            "too_many_parts": TOO_MANY_PARTS,
            "no_pixels": NO_PIXELS,
            "no_turn": NO_TURN,
            "no_page": NO_PAGE,
            "not_compared": NOT_COMPARED,
            "on_device": ON_DEVICE,
            "not_unpacked": NOT_UNPACKED,
            "not_opened": NOT_OPENED,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
