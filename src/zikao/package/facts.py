"""What can be said about an evidence archive: the fixed vocabulary of facts, and the measured document.

A fact is a plain value with a snake_case name, a unit and a zh-CN label; rulebooks judge these names.
`contents` is a list of entries and `pages` one of pages, each flat, for rules with `each`; no fact of either
shares a name with a fact of the archive, so the two can be read as one when an entry or page is judged. What
a run does not measure is left out, and its reason stands in `absent`.

Which rule follows from which fact is no matter of this package; docs/developers/package-facts.md lists it.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from zikao.facts import Facts, fact, vocabulary
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
    EntryKind,
    IdentityNumber,
    Method,
    NameEncoding,
    PictureKind,
    Prefix,
    TicketNumber,
)


class EntryFacts(Facts):
    """One entry of the archive's directory, folders and junk included. None means not measured."""

    # Its place and name
    index: int | None = fact("序号", "", "Position in the archive's directory, from 0.", ge=0)
    name: str | None = fact(
        "文件名", "", "Decoded path; characters that cannot be seen stand as [U+XXXX], cut at 120 characters."
    )
    folder: bool | None = fact("是文件夹", "", "The entry stands for a folder.")
    junk: bool | None = fact(
        "系统自动生成", "", "Left by an operating system or office program; no evidence."
    )
    depth: int | None = fact(
        "外面的文件夹层数", "层", "Folders around the entry; 0 is the first level.", ge=0
    )
    extension: str | None = fact("扩展名", "", "Lower case, without the dot; empty where there is none.")
    name_bytes: int | None = fact("文件名长度", "字节", "Length of the path as stored.", ge=0)
    name_encoding: NameEncoding | None = fact("文件名编码", "", "How the name was decoded.", NAME_ENCODINGS)
    unsafe_path: bool | None = fact(
        "路径越出压缩包", "", "Absolute, with a drive letter, or with a part '..'."
    )
    reserved_name: bool | None = fact(
        "名称被系统保留", "", "A part is a device name of Windows, such as CON."
    )
    bad_char: bool | None = fact(
        "名称含不能用的字符",
        "",
        'Control characters, < > : " | ? *, a final dot or space, or no name at all.',
    )
    bidi: bool | None = fact("名称含变更方向的字符", "", "Characters that reorder what is shown.")
    duplicate: bool | None = fact(
        "与别的文件同名", "", "Same path as another file after NFC and case folding."
    )

    # What the archive says of it
    link: bool | None = fact("是快捷方式或链接", "", "Symbolic link, or a shortcut by content.")
    encrypted: bool | None = fact(
        "加了密码", "", "Encryption flag or AES method, in the directory or at the data."
    )
    method: Method | None = fact("压缩方式", "", "Method; for AES the one inside it.", METHODS)
    declared_bytes: int | None = fact("登记的大小", "字节", "Unpacked size by the directory.", ge=0)
    packed_bytes: int | None = fact("压缩后大小", "字节", "Packed size by the directory.", ge=0)
    header_mismatch: bool | None = fact(
        "两处登记不一致", "", "The header at the data is missing or contradicts the directory."
    )

    # What it holds
    crc_ok: bool | None = fact("校验通过", "", "The data unpacks to the declared size and checksum.")
    true_bytes: int | None = fact(
        "实际大小", "字节", "Unpacked size as counted; only where crc_ok is true.", ge=0
    )
    empty: bool | None = fact("是空文件", "", "0 bytes.")
    kind: EntryKind | None = fact("实际类型", "", "Kind by content, whatever the name says.", KINDS)
    extension_matches: bool | None = fact(
        "扩展名与实际类型一致", "", "The extension is one of the kind's own."
    )
    incomplete: bool | None = fact("内容不完整", "", "The end marker of the JPEG, PNG or PDF is missing.")
    width: int | None = fact("宽度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)
    height: int | None = fact("高度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1)

    orientation: int | None = fact("方向标记", "", "EXIF orientation of the JPEG, 1..8.", ge=1, le=8)

    # What its pages show
    legibility: float | None = fact(
        "文字识别得分", "", "Lowest page_legibility of its pages, 0..1.", ge=0, le=1
    )
    document_type: DocumentType | None = fact(
        "证件种类", "", "Type of its pages; 'several' where they differ.", DOCUMENT_TYPES
    )
    numbers: list[str] | None = fact(
        "读到的准考证号", "", "Numbers read for sure beside the label 准考证号, all but four digits masked."
    )


class PageFacts(Facts):
    """One page of a picture or PDF. None means not measured."""

    index: int | None = fact("文件序号", "", "Position of its file in the archive, from 0.", ge=0)
    name: str | None = fact("文件名", "", "As the name of the entry.")
    page: int | None = fact("页码", "", "Within its file, from 1.", ge=1)
    page_kind: EntryKind | None = fact("文件类型", "", "Kind of its file by content.", KINDS)

    # Its pixels
    page_decodes: bool | None = fact("画面能打开", "", "Pixels come out of the file.")
    page_locked: bool | None = fact("PDF 有打开密码", "", "A password is needed to see the page.")
    page_damaged: bool | None = fact(
        "画面有损坏", "", "The JPEG decoder met data that make no sense and went on."
    )
    page_width: int | None = fact("画面宽度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1)
    page_height: int | None = fact("画面高度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1)
    page_bilevel: bool | None = fact("只有黑白两色", "", "Stored in one bit a pixel.")
    page_repeated: bool | None = fact("与前面的页是同一张", "", "Its pixels are those of an earlier page.")

    page_scan: bool | None = fact(
        "画面由像素组成",
        "",
        "It has pixels of its own; false for a page of a PDF that is drawn or printed to it.",
    )

    # Its text
    page_turn: int | None = fact(
        "摆正要转的角度", "度", "Clockwise turn after which it reads: 0, 90, 180, 270.", ge=0, le=270
    )
    page_characters: int | None = fact("读到的字数", "字", "Characters recognised.", ge=0)
    page_text_height: float | None = fact(
        "文字行高",
        "像素",
        "Middle height of its lines, their margins included, in stored pixels.",
        ge=0,
    )
    page_sharpness: float | None = fact(
        "文字边缘清晰度", "", "Steepest step by contrast in lines scaled to one height, 0..1.", ge=0, le=1
    )
    page_legibility: float | None = fact(
        "文字识别得分", "", "Mean score of all characters, 0..1; 0 where none was read.", ge=0, le=1
    )
    page_type: DocumentType | None = fact(
        "证件种类",
        "",
        "By the words on the page; 'several' where it shows more than one.",
        DOCUMENT_TYPES,
    )
    page_documents: int | None = fact(
        "一页上的证件数", "件", "Documents whose titles stand on the page.", ge=0
    )
    page_ticket_number: TicketNumber | None = fact(
        "准考证号与填的比较", "", "What the page says about the declared number.", TICKET_NUMBERS
    )
    page_ticket_digit: int | None = fact(
        "请核对准考证号的第几位", "", "The one digit that is different, from 1.", ge=1
    )
    page_identity_number: IdentityNumber | None = fact(
        "身份证号码",
        "",
        "Whether one on it holds: province, date, checksum.",
        IDENTITY_NUMBERS,
    )


class PackageFacts(Facts):
    """Every fact about the archive. None means not measured."""

    # The file
    archive_kind: ArchiveKind | None = fact("实际类型", "", "Kind by content.", ARCHIVE_KINDS)
    picture_kind: PictureKind | None = fact(
        "图片的实际类型",
        "",
        "Which picture the file is; 'none' where archive_kind is not 'image'.",
        PICTURE_KINDS,
    )
    archive_extension: str | None = fact("压缩包扩展名", "", "Lower case, without the dot; empty where none.")
    bytes: int | None = fact("文件大小", "字节", "Size of the file.", ge=0)

    # Its structure
    split: bool | None = fact("是分卷", "", "One volume of several.")
    truncated: bool | None = fact(
        "压缩包不完整", "", "The directory at the end is missing, cut or not whole."
    )
    prefix: Prefix | None = fact("压缩包前面夹带的内容", "", "What stands before the first entry.", PREFIXES)
    prefix_bytes: int | None = fact("前面夹带的大小", "字节", "Bytes before the first entry.", ge=0)
    trailing_bytes: int | None = fact("后面多余的大小", "字节", "Bytes after the end record.", ge=0)
    overlap: bool | None = fact("条目重叠", "", "Two entries claim the same bytes.")

    # Its entries in sum
    entries: int | None = fact("条目数", "个", "Entries of the directory: files, folders and junk.", ge=0)
    files: int | None = fact("文件数", "个", "Entries that are neither folder nor junk.", ge=0)
    folders: int | None = fact("文件夹数", "个", "Entries that stand for a folder.", ge=0)
    only_folders: bool | None = fact("只有文件夹", "", "There are folders and nothing else.")
    junk_entries: int | None = fact("系统自动生成的条目数", "个", "Junk of operating systems.", ge=0)
    duplicate_names: int | None = fact("同名文件数", "个", "Files that share their name with another.", ge=0)
    nested_archives: int | None = fact("内含压缩包数", "个", "Entries that are archives; never opened.", ge=0)
    encrypted_entries: int | None = fact("加密条目数", "个", "Entries that need a password.", ge=0)
    unsupported_methods: list[Method] | None = fact(
        "不通用的压缩方式", "", "Methods other than stored and deflate, each once.", METHODS
    )
    name_encodings: list[NameEncoding] | None = fact(
        "用到的文件名编码", "", "Name encodings in use, each once.", NAME_ENCODINGS
    )
    declared_unpacked_bytes: int | None = fact("登记的解压后大小", "字节", "Sum over all entries.", ge=0)
    unpacked_bytes: int | None = fact(
        "实际解压后大小", "字节", "Sum as counted, if every entry was read.", ge=0
    )
    max_ratio: float | None = fact(
        "最大膨胀倍数",
        "倍",
        "Declared by packed bytes of one entry; 1 where no entry is large enough to count.",
        ge=0,
    )

    # What its pages show
    pages_seen: int | None = fact("页数", "页", "Pages of its pictures and PDFs.", ge=0)
    pages_unread: int | None = fact("没有识别的页数", "页", "Pages whose text was not looked at.", ge=0)
    repeated_pages: int | None = fact("重复的页数", "页", "Pages that are the same as an earlier one.", ge=0)
    identity_card_seen: bool | None = fact(
        "有身份证", "", "A page shows one; false only if every page shows another document."
    )
    household_register_seen: bool | None = fact(
        "有户口本", "", "A page shows one; false only if every page shows another document."
    )
    admission_ticket_seen: bool | None = fact(
        "有准考证", "", "A page shows one; false only if every page shows another document."
    )
    course_certificate_seen: bool | None = fact(
        "有课程合格证书",
        "",
        "A page shows one; false only if every page shows another document.",
    )
    identity_cards: int | None = fact("身份证页数", "页", "Pages of identity cards, front or back.", ge=0)
    household_registers: int | None = fact("户口本页数", "页", "Pages of household registers.", ge=0)
    admission_tickets: int | None = fact("准考证页数", "页", "Pages of admission tickets.", ge=0)
    course_certificates: int | None = fact("课程合格证书页数", "页", "Pages of course certificates.", ge=0)
    certificates: int | None = fact(
        "课程合格证书件数", "件", "Course certificates, several on one page counted each.", ge=0
    )
    other_documents: int | None = fact("其他页数", "页", "Pages of no known type.", ge=0)
    ticket_number_declared: bool | None = fact(
        "填了准考证号", "", "The caller gave a number that the pages can be compared with."
    )
    ticket_numbers: list[str] | None = fact(
        "读到的准考证号", "", "Over all pages, each once, all but four digits masked."
    )
    ticket_numbers_found: int | None = fact(
        "读到几个不同的准考证号",
        "个",
        "Numbers read for sure beside 准考证号 that differ in two digits or more.",
        ge=0,
    )
    ticket_number_seen: TicketNumber | None = fact(
        "准考证号与填的比较",
        "",
        "The most that any page says of the declared number.",
        TICKET_NUMBERS,
    )
    ticket_digit: int | None = fact(
        "请核对准考证号的第几位", "", "Where one digit is different: which, from 1.", ge=1
    )
    courses_declared: int | None = fact("填了几门课程", "门", "Courses that the caller named.", ge=0)
    courses_seen: list[str] | None = fact(
        "读到证书的课程", "", "Declared courses whose name stands on a certificate."
    )
    courses_missing: list[str] | None = fact(
        "没有找到证书的课程", "", "Declared courses on no certificate, if all were read well."
    )
    courses_unclear: int | None = fact(
        "没有读准的课程", "门", "Declared courses of which something similar stands on a certificate.", ge=0
    )
    courses_not_seen: int | None = fact(
        "没有找到证书的课程数",
        "门",
        "How many stand in courses_missing.",
        ge=0,
    )
    courses_certified: bool | None = fact(
        "填的课程都有证书",
        "",
        "All seen, or one missing; absent where none is missing but one is unclear.",
    )
    identity_number_seen: IdentityNumber | None = fact(
        "身份证号码", "", "Whether an identity number on any page holds.", IDENTITY_NUMBERS
    )

    # How far this run went
    limit_archive_bytes: int | None = fact("可检查的最大文件", "字节", "Limit of this tool.", ge=0)
    limit_entries: int | None = fact("可检查的最多条目", "个", "Limit of this tool.", ge=0)
    limit_unpacked_bytes: int | None = fact("可检查的解压后大小", "字节", "Limit of this tool.", ge=0)
    limit_ratio: float | None = fact("可检查的膨胀倍数", "倍", "Limit of this tool.", ge=0)
    limit_seconds: float | None = fact("打开文件的用时上限", "秒", "Limit of this tool, CPU time.", ge=0)
    limit_name_bytes: int | None = fact("文件名长度上限", "字节", "Limit of this tool.", ge=0)
    limit_pages: int | None = fact("最多看的页数", "页", "Limit of this tool.", ge=0)
    limit_page_seconds: float | None = fact("看页面的用时上限", "秒", "Limit of this tool, CPU time.", ge=0)

    contents: list[EntryFacts] | None = fact("压缩包内的条目", "", "Every entry, in the directory's order.")
    pages: list[PageFacts] | None = fact(
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


VOCABULARY: Final[dict[str, dict[str, Any]]] = vocabulary(PackageFacts)
"""Name to {type, label, unit, options?, items?}: the `facts` of a judgeable document about an archive."""


class ArchiveFacts(Facts):
    """One of several archives of a candidate. None means not known."""

    index: int | None = fact("序号", "", "Position among the archives, from 0.", ge=0)
    name: str | None = fact("文件名", "", "Of the archive, as it is shown.")
    archive_number: str | None = fact("填的准考证号", "", "All but the last four digits masked.")
    archive_number_again: bool | None = fact(
        "后面的包用同一个号", "", "A later archive was declared for the same number."
    )
    archive_numbers_found: int | None = fact(
        "读到几个不同的准考证号", "个", "As `ticket_numbers_found` of the archive.", ge=0
    )


class TogetherFacts(Facts):
    """Every fact about several archives. None means not known."""

    packages: int | None = fact("一起看的压缩包数", "个", "Archives.", ge=0)
    numbers_repeated: int | None = fact(
        "用了不止一次的准考证号", "个", "Numbers for which more than one archive was declared.", ge=0
    )
    numbers_missing: int | None = fact(
        "没有包的准考证号数", "个", "Numbers that the candidate has, and no archive is for.", ge=0
    )
    missing_numbers: list[str] | None = fact(
        "没有包的准考证号", "", "Those numbers, all but the last four digits masked."
    )
    archives: list[ArchiveFacts] | None = fact("压缩包", "", "Each archive, in the order given.")


TOGETHER: Final[dict[str, dict[str, Any]]] = vocabulary(TogetherFacts)
"""The `facts` of a judgeable document about several archives."""
