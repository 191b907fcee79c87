"""The values that facts of a choice can take, and what each is called."""

from typing import Final, Literal, get_args

Kind = Literal[
    "jpeg", "png", "heic", "avif", "gif", "bmp", "tiff", "webp",
    "pdf", "ofd", "word", "excel", "slides",
    "zip", "rar", "7z", "gzip", "bzip2", "xz", "tar", "cab",
    "program", "web", "text", "audio", "video", "folder", "link", "empty", "unknown",
]  # fmt: skip
ArchiveKind = Literal[
    "zip", "rar", "7z", "gzip", "bzip2", "xz", "tar", "cab",
    "image", "pdf", "ofd", "word", "excel", "slides",
    "program", "web", "text", "audio", "video", "empty", "unknown",
]  # fmt: skip
PictureKind = Literal["none", "jpeg", "png", "heic", "avif", "gif", "bmp", "tiff", "webp"]
Method = Literal["stored", "deflate", "deflate64", "bzip2", "lzma", "xz", "zstd", "ppmd", "implode", "other"]
NameEncoding = Literal[
    "ascii", "utf8", "unicode_extra", "utf8_unflagged", "gb18030", "big5", "cp437", "undecodable"
]
Prefix = Literal["none", "data", "program"]
DocumentType = Literal[
    "identity_card_front",
    "identity_card_back",
    "household_register",
    "admission_ticket",
    "course_certificate",
    "several",
    "other",
]
TicketNumber = Literal["confirmed", "one_digit", "differs", "not_read"]
IdentityNumber = Literal["valid", "fails_check", "not_read"]

KINDS: Final = {
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
    "heic": "HEIC 图片",
    "avif": "AVIF 图片",
    "gif": "GIF 图片",
    "bmp": "BMP 图片",
    "tiff": "TIFF 图片",
    "webp": "WebP 图片",
    "pdf": "PDF 文档",
    "ofd": "OFD 文档",
    "word": "Word 文档",
    "excel": "Excel 表格",
    "slides": "幻灯片",
    "zip": "ZIP 压缩包",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gzip": "gzip 压缩包",
    "bzip2": "bzip2 压缩包",
    "xz": "xz 压缩包",
    "tar": "tar 打包文件",
    "cab": "CAB 压缩包",
    "program": "程序",
    "web": "网页",
    "text": "纯文本",
    "audio": "音频",
    "video": "视频",
    "folder": "文件夹",
    "link": "快捷方式或链接",
    "empty": "空文件（0 字节）",
    "unknown": "无法识别",
}
ARCHIVE_KINDS: Final = {kind: KINDS.get(kind, "图片") for kind in get_args(ArchiveKind)}
PICTURE_KINDS: Final = {kind: KINDS.get(kind, "不是图片") for kind in get_args(PictureKind)}
METHODS: Final = {
    "stored": "不压缩",
    "deflate": "标准（Deflate）",
    "deflate64": "Deflate64",
    "bzip2": "BZip2",
    "lzma": "LZMA",
    "xz": "XZ",
    "zstd": "Zstandard",
    "ppmd": "PPMd",
    "implode": "Implode",
    "other": "其他",
}
NAME_ENCODINGS: Final = {
    "ascii": "英文与数字",
    "utf8": "UTF-8",
    "unicode_extra": "附有 Unicode 文件名",
    "utf8_unflagged": "UTF-8，但没有标明",
    "gb18030": "GBK/GB18030，没有标明",
    "big5": "Big5，没有标明",
    "cp437": "西文旧编码，没有标明",
    "undecodable": "无法识别",
}
PREFIXES: Final = {"none": "没有", "data": "其他数据", "program": "程序"}
DOCUMENT_TYPES: Final = {
    "identity_card_front": "身份证人像面",
    "identity_card_back": "身份证国徽面",
    "household_register": "户口本",
    "admission_ticket": "准考证",
    "course_certificate": "课程合格证书",
    "several": "不止一种",
    "other": "其他",
}
TICKET_NUMBERS: Final = {
    "confirmed": "与填的一致",
    "one_digit": "只有一位不同，请核对",
    "differs": "与填的不同",
    "not_read": "没有读到",
}
IDENTITY_NUMBERS: Final = {
    "valid": "符合编码规则",
    "fails_check": "不符合编码规则",
    "not_read": "没有读到",
}
