"""What can be said about an evidence archive: the fixed vocabulary of facts, and the measured document.

A fact is a plain value with a snake_case name, a unit and a zh-CN label; rulebooks judge these names.
`contents` is a list of entries and `pages` one of pages, each flat, for rules with `each`; no fact of either
shares a name with a fact of the archive, so the two can be read as one when an entry or page is judged. What
a run does not measure is left out, and its reason stands in `absent`.

Which rule follows from which fact is no matter of this package; docs/developers/package-facts.md proposes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from zikao.package.choices import (
    ARCHIVE_KINDS,
    DOCUMENT_TYPES,
    IDENTITY_NUMBERS,
    KINDS,
    METHODS,
    NAME_ENCODINGS,
    PICTURE_KINDS,
    PREFIXES,
    TICKET_NUMBERS,
    ArchiveKind,
    DocumentType,
    IdentityNumber,
    Kind,
    Method,
    NameEncoding,
    PictureKind,
    Prefix,
    TicketNumber,
)


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
    name_encoding: NameEncoding | None = _fact("文件名编码", "", "How the name was decoded.", NAME_ENCODINGS)
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
    method: Method | None = _fact("压缩方式", "", "Method; for AES the one inside it.", METHODS)
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
    kind: Kind | None = _fact("实际类型", "", "Kind by content, whatever the name says.", KINDS)
    extension_matches: bool | None = _fact(
        "扩展名与实际类型一致", "", "The extension is one of the kind's own."
    )
    incomplete: bool | None = _fact("内容不完整", "", "The end marker of the JPEG, PNG or PDF is missing.")
    width: int | None = _fact("宽度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)
    height: int | None = _fact("高度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)

    orientation: int | None = _fact("方向标记", "", "EXIF orientation of the JPEG, 1..8.", ge=1, le=8)

    # What its pages show
    legibility: float | None = _fact(
        "文字识别得分", "", "Lowest page_legibility of its pages, 0..1.", ge=0, le=1
    )
    document_type: DocumentType | None = _fact(
        "证件种类", "", "Type of its pages; 'several' where they differ.", DOCUMENT_TYPES
    )
    numbers: list[str] | None = _fact(
        "读到的准考证号", "", "Numbers read for sure beside the label 准考证号, all but four digits masked."
    )


class PageFacts(_Facts):
    """One page of a picture or PDF. None means not measured."""

    index: int | None = _fact("文件序号", "", "Position of its file in the archive, from 0.", ge=0)
    name: str | None = _fact("文件名", "", "As the name of the entry.")
    page: int | None = _fact("页码", "", "Within its file, from 1.", ge=1)
    page_kind: Kind | None = _fact("文件类型", "", "Kind of its file by content.", KINDS)

    # Its pixels
    page_decodes: bool | None = _fact("画面能打开", "", "Pixels come out of the file.")
    page_locked: bool | None = _fact("PDF 有打开密码", "", "A password is needed to see the page.")
    page_damaged: bool | None = _fact(
        "画面有损坏", "", "The JPEG decoder met data that make no sense and went on."
    )
    page_width: int | None = _fact("画面宽度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1)
    page_height: int | None = _fact("画面高度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1)
    page_bilevel: bool | None = _fact("只有黑白两色", "", "Stored in one bit a pixel.")
    page_repeated: bool | None = _fact("与前面的页是同一张", "", "Its pixels are those of an earlier page.")

    # Its text
    page_turn: int | None = _fact(
        "摆正要转的角度", "度", "Clockwise turn after which it reads: 0, 90, 180, 270.", ge=0, le=270
    )
    page_characters: int | None = _fact("读到的字数", "字", "Characters recognised.", ge=0)
    page_text_height: float | None = _fact(
        "文字行高",
        "像素",
        "Middle height of its lines, their margins included, in stored pixels.",
        ge=0,
    )
    page_sharpness: float | None = _fact(
        "文字边缘清晰度", "", "Steepest step by contrast in lines scaled to one height, 0..1.", ge=0, le=1
    )
    page_legibility: float | None = _fact(
        "文字识别得分", "", "Mean score of all characters, 0..1; 0 where none was read.", ge=0, le=1
    )
    page_type: DocumentType | None = _fact(
        "证件种类",
        "",
        "By the words on the page; 'several' where it shows more than one.",
        DOCUMENT_TYPES,
    )
    page_documents: int | None = _fact(
        "一页上的证件数", "件", "Documents whose titles stand on the page.", ge=0
    )
    page_ticket_number: TicketNumber | None = _fact(
        "准考证号与填的比较", "", "What the page says about the declared number.", TICKET_NUMBERS
    )
    page_ticket_digit: int | None = _fact(
        "请核对准考证号的第几位", "", "The one digit that is different, from 1.", ge=1
    )
    page_identity_number: IdentityNumber | None = _fact(
        "身份证号码",
        "",
        "Whether one on it holds: province, date, checksum.",
        IDENTITY_NUMBERS,
    )


class PackageFacts(_Facts):
    """Every fact about the archive. None means not measured."""

    # The file
    archive_kind: ArchiveKind | None = _fact("实际类型", "", "Kind by content.", ARCHIVE_KINDS)
    picture_kind: PictureKind | None = _fact(
        "图片的实际类型",
        "",
        "Which picture the file is; 'none' where archive_kind is not 'image'.",
        PICTURE_KINDS,
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
    prefix: Prefix | None = _fact("压缩包前面夹带的内容", "", "What stands before the first entry.", PREFIXES)
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
        "不通用的压缩方式", "", "Methods other than stored and deflate, each once.", METHODS
    )
    name_encodings: list[NameEncoding] | None = _fact(
        "用到的文件名编码", "", "Name encodings in use, each once.", NAME_ENCODINGS
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
    pages_seen: int | None = _fact("页数", "页", "Pages of its pictures and PDFs.", ge=0)
    pages_unread: int | None = _fact("没有识别的页数", "页", "Pages whose text was not looked at.", ge=0)
    repeated_pages: int | None = _fact("重复的页数", "页", "Pages that are the same as an earlier one.", ge=0)
    identity_card_seen: bool | None = _fact(
        "有身份证", "", "A page shows one; false only if every page was read well enough."
    )
    household_register_seen: bool | None = _fact(
        "有户口本", "", "A page shows one; false only if every page was read well enough."
    )
    admission_ticket_seen: bool | None = _fact(
        "有准考证", "", "A page shows one; false only if every page was read well enough."
    )
    course_certificate_seen: bool | None = _fact(
        "有课程合格证书",
        "",
        "A page shows one; false only if every page was read well enough.",
    )
    identity_cards: int | None = _fact("身份证页数", "页", "Pages of identity cards, front or back.", ge=0)
    household_registers: int | None = _fact("户口本页数", "页", "Pages of household registers.", ge=0)
    admission_tickets: int | None = _fact("准考证页数", "页", "Pages of admission tickets.", ge=0)
    course_certificates: int | None = _fact("课程合格证书页数", "页", "Pages of course certificates.", ge=0)
    other_documents: int | None = _fact("其他页数", "页", "Pages of no known type.", ge=0)
    ticket_numbers: list[str] | None = _fact(
        "读到的准考证号", "", "Over all pages, each once, all but four digits masked."
    )
    ticket_numbers_found: int | None = _fact(
        "读到几个不同的准考证号",
        "个",
        "Numbers read for sure beside 准考证号 that differ in two digits or more.",
        ge=0,
    )
    ticket_number_seen: TicketNumber | None = _fact(
        "准考证号与填的比较",
        "",
        "The most that any page says of the declared number.",
        TICKET_NUMBERS,
    )
    ticket_digit: int | None = _fact(
        "请核对准考证号的第几位", "", "Where one digit is different: which, from 1.", ge=1
    )
    identity_number_seen: IdentityNumber | None = _fact(
        "身份证号码", "", "Whether an identity number on any page holds.", IDENTITY_NUMBERS
    )

    # How far this run went
    limit_archive_bytes: int | None = _fact("可检查的最大文件", "字节", "Limit of this tool.", ge=0)
    limit_entries: int | None = _fact("可检查的最多条目", "个", "Limit of this tool.", ge=0)
    limit_unpacked_bytes: int | None = _fact("可检查的解压后大小", "字节", "Limit of this tool.", ge=0)
    limit_ratio: float | None = _fact("可检查的膨胀倍数", "倍", "Limit of this tool.", ge=0)
    limit_seconds: float | None = _fact("打开文件的用时上限", "秒", "Limit of this tool, CPU time.", ge=0)
    limit_name_bytes: int | None = _fact("文件名长度上限", "字节", "Limit of this tool.", ge=0)
    limit_pages: int | None = _fact("最多看的页数", "页", "Limit of this tool.", ge=0)
    limit_page_seconds: float | None = _fact("看页面的用时上限", "秒", "Limit of this tool, CPU time.", ge=0)

    contents: list[EntryFacts] | None = _fact("压缩包内的条目", "", "Every entry, in the directory's order.")
    pages: list[PageFacts] | None = _fact(
        "材料的每一页", "", "Every page of pictures and PDFs; also of a single file handed in."
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """Where on a page something stands that a report may frame; never what it says."""

    index: int
    """Of the file, as in the facts of its page."""
    page: int
    what: Literal["ticket_number", "identity_number"]
    corners: tuple[tuple[float, float], ...]
    """Four, clockwise in reading direction, as shares of the upright page's width and height."""


class Measured(BaseModel):
    """Facts, and for each fact of the vocabulary that is not among them the reason in zh-CN.

    A fact of an entry or page that at least one of them lacks has its reason under its own name.
    `model_dump(mode="json")` is the plain document that rules are judged on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    check: Literal["package"] = "package"
    facts: PackageFacts
    absent: dict[str, str]
    marks: tuple[Mark, ...] = Field(default=(), exclude=True)
    """For pictures in a report; no part of the document that is judged."""

    @field_serializer("facts")
    def _present(self, facts: PackageFacts) -> dict[str, Any]:
        return facts.model_dump(exclude_none=True)


_ITEMS: Final = (EntryFacts, PageFacts)

FactType = Literal["boolean", "choice", "set", "integer", "number", "text", "list"]


def _described(annotation: Any) -> dict[str, Any]:
    """The judge's name for a field's type; every field is optional."""
    (kind,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return {"type": "list", "items": _vocabulary(item)} if item in _ITEMS else {"type": "set"}
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
