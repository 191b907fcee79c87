"""What can be said about an evidence archive: the fixed vocabulary of facts, and the measured document.

A fact is a plain value with a snake_case name, a unit and a zh-CN label; rulebooks judge these names.
`contents` is a list of entries, each flat, for rules with `each`; no entry fact shares a name with a fact of
the archive, so the two can be read as one when an entry is judged. The vocabulary also names what this
version or this run does not measure: such a fact is left out, and its reason stands in `absent`.

Which rule follows from which fact is no matter of this package; docs/developers/package-facts.md proposes it.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, field_serializer

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
    "other",
]

_KINDS: Final = {
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
_ARCHIVE_KINDS: Final = {kind: _KINDS.get(kind, "图片") for kind in get_args(ArchiveKind)}
_PICTURE_KINDS: Final = {kind: _KINDS.get(kind, "不是图片") for kind in get_args(PictureKind)}
_METHODS: Final = {
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
_NAME_ENCODINGS: Final = {
    "ascii": "英文与数字",
    "utf8": "UTF-8",
    "unicode_extra": "附有 Unicode 文件名",
    "utf8_unflagged": "UTF-8，但没有标明",
    "gb18030": "GBK/GB18030，没有标明",
    "big5": "Big5，没有标明",
    "cp437": "西文旧编码，没有标明",
    "undecodable": "无法识别",
}
_PREFIXES: Final = {"none": "没有", "data": "其他数据", "program": "程序"}
_DOCUMENT_TYPES: Final = {
    "identity_card_front": "身份证人像面",
    "identity_card_back": "身份证国徽面",
    "household_register": "户口本",
    "admission_ticket": "准考证",
    "course_certificate": "课程合格证书",
    "other": "其他",
}


def _fact(
    label: str, unit: str, description: str, options: Mapping[str, str] | None = None, **bounds: Any
) -> Any:
    extra: dict[str, Any] = {"label": label, "unit": unit}
    if options is not None:
        extra["options"] = dict(options)
    return Field(default=None, description=description, json_schema_extra=extra, **bounds)


class _Facts(BaseModel):
    """Their errors never repeat the value they refuse: it may come out of somebody's archive."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class EntryFacts(_Facts):
    """One entry of the archive's directory, folders and junk included. None means not measured."""

    # Its place and name
    index: int | None = _fact("序号", "", "Position in the archive's directory, from 0.", ge=0)
    name: str | None = _fact(
        "文件名", "", "Decoded path; characters that cannot be seen stand as [U+XXXX], cut at 120 characters."
    )
    folder: bool | None = _fact("是文件夹", "", "The entry stands for a folder.")
    junk: bool | None = _fact(
        "系统自动生成", "", "Left by an operating system or office program; no evidence."
    )
    depth: int | None = _fact(
        "外面的文件夹层数", "层", "Folders around the entry; 0 is the first level.", ge=0
    )
    extension: str | None = _fact("扩展名", "", "Lower case, without the dot; empty where there is none.")
    name_bytes: int | None = _fact("文件名长度", "字节", "Length of the path as stored.", ge=0)
    name_encoding: NameEncoding | None = _fact("文件名编码", "", "How the name was decoded.", _NAME_ENCODINGS)
    unsafe_path: bool | None = _fact(
        "路径越出压缩包", "", "Absolute, with a drive letter, or with a part '..'."
    )
    reserved_name: bool | None = _fact(
        "名称被系统保留", "", "A part is a device name of Windows, such as CON."
    )
    bad_char: bool | None = _fact(
        "名称含不能用的字符",
        "",
        'Control characters, < > : " | ? *, a final dot or space, or no name at all.',
    )
    bidi: bool | None = _fact("名称含变更方向的字符", "", "Characters that reorder what is shown.")
    duplicate: bool | None = _fact(
        "与别的文件同名", "", "Same path as another file after NFC and case folding."
    )

    # What the archive says of it
    link: bool | None = _fact("是快捷方式或链接", "", "Symbolic link, or a shortcut by content.")
    encrypted: bool | None = _fact(
        "加了密码", "", "Encryption flag or AES method, in the directory or at the data."
    )
    method: Method | None = _fact("压缩方式", "", "Method; for AES the one inside it.", _METHODS)
    declared_bytes: int | None = _fact("登记的大小", "字节", "Unpacked size by the directory.", ge=0)
    packed_bytes: int | None = _fact("压缩后大小", "字节", "Packed size by the directory.", ge=0)
    header_mismatch: bool | None = _fact(
        "两处登记不一致", "", "The header at the data is missing or contradicts the directory."
    )

    # What it holds
    crc_ok: bool | None = _fact("校验通过", "", "The data unpacks to the declared size and checksum.")
    true_bytes: int | None = _fact(
        "实际大小", "字节", "Unpacked size as counted; only where crc_ok is true.", ge=0
    )
    empty: bool | None = _fact("是空文件", "", "0 bytes.")
    kind: Kind | None = _fact("实际类型", "", "Kind by content, whatever the name says.", _KINDS)
    extension_matches: bool | None = _fact(
        "扩展名与实际类型一致", "", "The extension is one of the kind's own."
    )
    incomplete: bool | None = _fact("内容不完整", "", "The end marker of the JPEG, PNG or PDF is missing.")
    width: int | None = _fact("宽度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)
    height: int | None = _fact("高度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)

    # What its page shows
    orientation: int | None = _fact("方向标记", "", "EXIF orientation 1..8.", ge=1, le=8)
    legibility: float | None = _fact("清晰程度", "", "Mean score of the recognised text, 0..1.", ge=0, le=1)
    document_type: DocumentType | None = _fact(
        "证件种类", "", "Type by the words on the page.", _DOCUMENT_TYPES
    )
    numbers: list[str] | None = _fact("读到的准考证号", "", "Numbers read beside the label 准考证号.")


class PackageFacts(_Facts):
    """Every fact about the archive. None means not measured."""

    # The file
    archive_kind: ArchiveKind | None = _fact("实际类型", "", "Kind by content.", _ARCHIVE_KINDS)
    picture_kind: PictureKind | None = _fact(
        "图片的实际类型",
        "",
        "Which picture the file is; 'none' where archive_kind is not 'image'.",
        _PICTURE_KINDS,
    )
    archive_extension: str | None = _fact(
        "压缩包扩展名", "", "Lower case, without the dot; empty where none."
    )
    bytes: int | None = _fact("文件大小", "字节", "Size of the file.", ge=0)

    # Its structure
    split: bool | None = _fact("是分卷", "", "One volume of several.")
    truncated: bool | None = _fact(
        "压缩包不完整", "", "The directory at the end is missing, cut or not whole."
    )
    prefix: Prefix | None = _fact(
        "压缩包前面夹带的内容", "", "What stands before the first entry.", _PREFIXES
    )
    prefix_bytes: int | None = _fact("前面夹带的大小", "字节", "Bytes before the first entry.", ge=0)
    trailing_bytes: int | None = _fact("后面多余的大小", "字节", "Bytes after the end record.", ge=0)
    overlap: bool | None = _fact("条目重叠", "", "Two entries claim the same bytes.")

    # Its entries in sum
    entries: int | None = _fact("条目数", "个", "Entries of the directory: files, folders and junk.", ge=0)
    files: int | None = _fact("文件数", "个", "Entries that are neither folder nor junk.", ge=0)
    folders: int | None = _fact("文件夹数", "个", "Entries that stand for a folder.", ge=0)
    only_folders: bool | None = _fact("只有文件夹", "", "There are folders and nothing else.")
    junk_entries: int | None = _fact("系统自动生成的条目数", "个", "Junk of operating systems.", ge=0)
    duplicate_names: int | None = _fact("同名文件数", "个", "Files that share their name with another.", ge=0)
    nested_archives: int | None = _fact(
        "内含压缩包数", "个", "Entries that are archives; never opened.", ge=0
    )
    encrypted_entries: int | None = _fact("加密条目数", "个", "Entries that need a password.", ge=0)
    unsupported_methods: list[Method] | None = _fact(
        "不通用的压缩方式", "", "Methods other than stored and deflate, each once.", _METHODS
    )
    name_encodings: list[NameEncoding] | None = _fact(
        "用到的文件名编码", "", "Name encodings in use, each once.", _NAME_ENCODINGS
    )
    declared_unpacked_bytes: int | None = _fact("登记的解压后大小", "字节", "Sum over all entries.", ge=0)
    unpacked_bytes: int | None = _fact(
        "实际解压后大小", "字节", "Sum as counted, if every entry was read.", ge=0
    )
    max_ratio: float | None = _fact(
        "最大膨胀倍数",
        "倍",
        "Declared by packed bytes of one entry; 1 where no entry is large enough to count.",
        ge=0,
    )

    # What its pages show
    identity_cards: int | None = _fact("身份证页数", "页", "Pages of identity cards, front or back.", ge=0)
    household_registers: int | None = _fact("户口本页数", "页", "Pages of household registers.", ge=0)
    admission_tickets: int | None = _fact("准考证页数", "页", "Admission tickets.", ge=0)
    course_certificates: int | None = _fact("课程合格证书页数", "页", "Course certificates.", ge=0)
    other_documents: int | None = _fact("其他页数", "页", "Pages of no known type.", ge=0)
    ticket_numbers: list[str] | None = _fact(
        "读到的准考证号", "", "Ticket numbers over all pages, each once."
    )

    # How far this run went
    limit_archive_bytes: int | None = _fact("可检查的最大文件", "字节", "Limit of this tool.", ge=0)
    limit_entries: int | None = _fact("可检查的最多条目", "个", "Limit of this tool.", ge=0)
    limit_unpacked_bytes: int | None = _fact("可检查的解压后大小", "字节", "Limit of this tool.", ge=0)
    limit_ratio: float | None = _fact("可检查的膨胀倍数", "倍", "Limit of this tool.", ge=0)
    limit_seconds: float | None = _fact("打开文件的用时上限", "秒", "Limit of this tool, CPU time.", ge=0)
    limit_name_bytes: int | None = _fact("文件名长度上限", "字节", "Limit of this tool.", ge=0)

    contents: list[EntryFacts] | None = _fact("压缩包内的条目", "", "Every entry, in the directory's order.")


NOT_YET: Final = dict.fromkeys(
    (
        "orientation", "legibility", "document_type", "numbers",
        "identity_cards", "household_registers", "admission_tickets", "course_certificates",
        "other_documents", "ticket_numbers",
    ),
    "页面内容还没有识别，请自己打开文件核对",
)  # fmt: skip
"""Facts that no run of this version measures, and why."""


class Measured(BaseModel):
    """Facts, and for each fact of the vocabulary that is not among them the reason in zh-CN.

    A fact of an entry that at least one entry lacks has its reason under its own name.
    `model_dump(mode="json")` is the plain document that rules are judged on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    check: Literal["package"] = "package"
    facts: PackageFacts
    absent: dict[str, str]

    @field_serializer("facts")
    def _present(self, facts: PackageFacts) -> dict[str, Any]:
        return facts.model_dump(exclude_none=True)


FactType = Literal["boolean", "choice", "set", "integer", "number", "text", "list"]


def _described(annotation: Any) -> dict[str, Any]:
    """The judge's name for a field's type; every field is optional."""
    (kind,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return {"type": "list", "items": _vocabulary(item)} if item is EntryFacts else {"type": "set"}
    if get_origin(kind) is Literal:
        return {"type": "choice"}
    names: dict[Any, FactType] = {bool: "boolean", int: "integer", float: "number", str: "text"}
    return {"type": names[kind]}


def _vocabulary(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    return {
        name: {**_described(field.annotation), **dict(field.json_schema_extra)}  # type: ignore[arg-type]
        for name, field in model.model_fields.items()
    }


VOCABULARY: Final[dict[str, dict[str, Any]]] = _vocabulary(PackageFacts)
"""Name to {type, label, unit, options?, items?}: the `facts` of a judgeable document about an archive."""
