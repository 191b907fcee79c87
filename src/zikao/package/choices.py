"""The values that facts of a choice can take, and what each is called."""

from typing import Final, Literal, get_args

from zikao.formats.kinds import TABLE, Archive, Document, Kind, Picture

EntryKind = Literal[Kind, "folder"]
ArchiveKind = Literal[
    Archive, "image", Document, "program", "web", "text", "audio", "video", "empty", "unknown"
]
PictureKind = Literal["none", Picture]
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
TicketNumber = Literal["confirmed", "one_digit", "two_digits", "differs", "not_read"]
IdentityNumber = Literal["valid", "fails_check", "not_read"]

KINDS: Final[dict[str, str]] = {**{kind: row.label for kind, row in TABLE.items()}, "folder": "文件夹"}
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
PAPERS: Final = {**DOCUMENT_TYPES, "several": "不止一种证件", "other": "别的材料"}
"""What a page was taken for, as a line of its own says it."""
TICKET_NUMBERS: Final = {
    "confirmed": "与填的一致",
    "one_digit": "只有一位不同，请核对",
    "two_digits": "有两位不同，请核对",
    "differs": "与填的不同",
    "not_read": "没有读到",
}
IDENTITY_NUMBERS: Final = {
    "valid": "符合编码规则",
    "fails_check": "不符合编码规则",
    "not_read": "没有读到",
}
