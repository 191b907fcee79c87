"""The facts of an archive, and the measured document."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from zikao.facts import NEVER, Described, Facts, NameDifference, fact, name_difference, vocabulary
from zikao.package.choices import (
    ARCHIVE_KINDS,
    IDENTITY_NUMBERS,
    METHODS,
    NAME_ENCODINGS,
    PICTURE_KINDS,
    PREFIXES,
    TICKET_NUMBERS,
    ArchiveKind,
    IdentityNumber,
    Method,
    NameEncoding,
    PictureKind,
    Prefix,
    TicketNumber,
)
from zikao.package.facts.entry import EntryFacts
from zikao.package.facts.page import PageFacts

_NO_NAME: Final = "no name was given"
_NO_ARCHIVE: Final = "the file is no ZIP, or is too large"
_ONE_OF_SEVERAL: Final = "as for `split`, and where it is one volume of several"
_NO_DIRECTORY: Final = "as for `truncated`, and where the directory is not whole"
_NO_SUMS: Final = "as for `overlap`, and where entries overlap"
_NO_NAMES: Final = "as for `entries`, and where there are more than `limit_entries`"
_NOT_OPENED: Final = "as for `files`, and where an entry was not read"
_NOT_LOOKED_AT: Final = "it is no picture or PDF, and no archive whose entries were opened"
_NOT_ALL_PAGES: Final = "as for `pages_seen`, and where a page or a file that could hold some was not read"
_LEFT_OPEN: Final = "no page shows it and one may"
_NOT_ALL_TYPES: Final = (
    "as for `pages_seen`, and where a page has no type or a file that could hold pages was not read"
)
_NOT_DECLARED_HERE: Final = "no number was declared, or no page was read"
_NOT_ONE_DIGIT_HERE: Final = "as for `ticket_number_seen`, and where not one digit differs"
_ODD_COURSES: Final = "the names cannot be compared: no list, too many, too long"
_NO_COURSES: Final = "no courses were declared, or there are no pages"
_COURSES_OPEN: Final = "as for `courses_seen`, and where a page or certificate was not read well"
_NOT_CERTIFIED: Final = "as for `courses_missing`, and where none is missing but one is unclear"
_NO_PAGE_READ: Final = "no page was read"


class PackageFacts(Facts):
    """Every fact about the archive. None means not measured."""

    # The file
    archive_kind: ArchiveKind | None = fact("实际类型", "", "Kind by content.", ARCHIVE_KINDS, absent=NEVER)
    picture_kind: PictureKind | None = fact(
        "图片的实际类型",
        "",
        "Which picture the file is; 'none' where archive_kind is not 'image'.",
        PICTURE_KINDS,
        absent=NEVER,
    )
    archive_extension: str | None = fact(
        "压缩包扩展名", "", "Lower case, without the dot; empty where none.", absent=_NO_NAME
    )
    file_name_difference: NameDifference | None = name_difference()
    bytes: int | None = fact("文件大小", "字节", "Size of the file.", ge=0, absent=NEVER)

    # Its structure
    split: bool | None = fact("是分卷", "", "One volume of several.", absent=_NO_ARCHIVE)
    truncated: bool | None = fact(
        "压缩包不完整", "", "The directory at the end is missing, cut or not whole.", absent=_ONE_OF_SEVERAL
    )
    prefix: Prefix | None = fact(
        "压缩包前面夹带的内容", "", "What stands before the first entry.", PREFIXES, absent=_NO_DIRECTORY
    )
    prefix_bytes: int | None = fact(
        "前面夹带的大小", "字节", "Bytes before the first entry.", ge=0, absent=_NO_DIRECTORY
    )
    trailing_bytes: int | None = fact(
        "后面多余的大小", "字节", "Bytes after the end record.", ge=0, absent=_NO_DIRECTORY
    )
    overlap: bool | None = fact("条目重叠", "", "Two entries claim the same bytes.", absent=_NO_DIRECTORY)

    # Its entries in sum
    entries: int | None = fact(
        "条目数", "个", "Entries of the directory: files, folders and junk.", ge=0, absent=_NO_SUMS
    )
    files: int | None = fact(
        "文件数", "个", "Entries that are neither folder nor junk.", ge=0, absent=_NO_NAMES
    )
    folders: int | None = fact("文件夹数", "个", "Entries that stand for a folder.", ge=0, absent=_NO_NAMES)
    only_folders: bool | None = fact(
        "只有文件夹", "", "There are folders and nothing else.", absent=_NO_NAMES
    )
    junk_entries: int | None = fact(
        "系统自动生成的条目数", "个", "Junk of operating systems.", ge=0, absent=_NO_NAMES
    )
    duplicate_names: int | None = fact(
        "同名文件数", "个", "Files that share their name with another.", ge=0, absent=_NO_NAMES
    )
    nested_archives: int | None = fact(
        "内含压缩包数", "个", "Entries that are archives; never opened.", ge=0, absent=_NOT_OPENED
    )
    encrypted_entries: int | None = fact(
        "加密条目数", "个", "Entries that need a password.", ge=0, absent=_NO_SUMS
    )
    unsupported_methods: list[Method] | None = fact(
        "不通用的压缩方式", "", "Methods other than stored and deflate, each once.", METHODS, absent=_NO_SUMS
    )
    name_encodings: list[NameEncoding] | None = fact(
        "用到的文件名编码", "", "Name encodings in use, each once.", NAME_ENCODINGS, absent=_NO_NAMES
    )
    declared_unpacked_bytes: int | None = fact(
        "登记的解压后大小", "字节", "Sum over all entries.", ge=0, absent=_NO_SUMS
    )
    unpacked_bytes: int | None = fact(
        "实际解压后大小", "字节", "Sum as counted, if every entry was read.", ge=0, absent=_NOT_OPENED
    )
    max_ratio: float | None = fact(
        "最大膨胀倍数",
        "倍",
        "Declared by packed bytes of one entry; 1 where no entry is large enough to count.",
        ge=0,
        absent=_NO_SUMS,
    )

    # What its pages show
    pages_seen: int | None = fact(
        "页数", "页", "Pages of its pictures and PDFs.", ge=0, absent=_NOT_LOOKED_AT
    )
    pages_unread: int | None = fact(
        "没有识别的页数", "页", "Pages whose text was not looked at.", ge=0, absent=_NOT_LOOKED_AT
    )
    repeated_pages: int | None = fact(
        "重复的页数", "页", "Pages that are the same as an earlier one.", ge=0, absent=_NOT_ALL_PAGES
    )
    identity_card_seen: bool | None = fact(
        "有身份证",
        "",
        "A page shows one; false only if every page shows another document.",
        absent=_LEFT_OPEN,
    )
    household_register_seen: bool | None = fact(
        "有户口本",
        "",
        "A page shows one; false only if every page shows another document.",
        absent=_LEFT_OPEN,
    )
    admission_ticket_seen: bool | None = fact(
        "有准考证",
        "",
        "A page shows one; false only if every page shows another document.",
        absent=_LEFT_OPEN,
    )
    course_certificate_seen: bool | None = fact(
        "有课程合格证书",
        "",
        "A page shows one; false only if every page shows another document.",
        absent=_LEFT_OPEN,
    )
    identity_cards: int | None = fact(
        "身份证页数", "页", "Pages of identity cards, front or back.", ge=0, absent=_NOT_ALL_TYPES
    )
    household_registers: int | None = fact(
        "户口本页数", "页", "Pages of household registers.", ge=0, absent=_NOT_ALL_TYPES
    )
    admission_tickets: int | None = fact(
        "准考证页数", "页", "Pages of admission tickets.", ge=0, absent=_NOT_ALL_TYPES
    )
    course_certificates: int | None = fact(
        "课程合格证书页数", "页", "Pages of course certificates.", ge=0, absent=_NOT_ALL_TYPES
    )
    certificates: int | None = fact(
        "课程合格证书件数",
        "件",
        "Course certificates, several on one page counted each.",
        ge=0,
        absent=_NOT_ALL_TYPES,
    )
    other_documents: int | None = fact(
        "其他页数", "页", "Pages of no known type.", ge=0, absent=_NOT_ALL_TYPES
    )
    ticket_number_declared: bool | None = fact(
        "填了准考证号", "", "The caller gave a number that the pages can be compared with.", absent=NEVER
    )
    ticket_numbers: list[str] | None = fact(
        "读到的准考证号", "", "Over all pages, each once, all but four digits masked.", absent=_NOT_ALL_PAGES
    )
    ticket_numbers_found: int | None = fact(
        "读到几个不同的准考证号",
        "个",
        "Numbers read for sure beside 准考证号 that differ in two digits or more.",
        ge=0,
        absent=_NOT_ALL_PAGES,
    )
    ticket_number_seen: TicketNumber | None = fact(
        "准考证号与填的比较",
        "",
        "The most that any page says of the declared number.",
        TICKET_NUMBERS,
        absent=_NOT_DECLARED_HERE,
    )
    ticket_digit: int | None = fact(
        "请核对准考证号的第几位",
        "",
        "Where one digit is different: which, from 1.",
        ge=1,
        absent=_NOT_ONE_DIGIT_HERE,
    )
    courses_declared: int | None = fact(
        "填了几门课程", "门", "Courses that the caller named.", ge=0, absent=_ODD_COURSES
    )
    courses_seen: list[str] | None = fact(
        "读到证书的课程", "", "Declared courses whose name stands on a certificate.", absent=_NO_COURSES
    )
    courses_missing: list[str] | None = fact(
        "没有找到证书的课程",
        "",
        "Declared courses on no certificate, if all were read well.",
        absent=_COURSES_OPEN,
    )
    courses_unclear: int | None = fact(
        "没有读准的课程",
        "门",
        "Declared courses of which something similar stands on a certificate.",
        ge=0,
        absent=_COURSES_OPEN,
    )
    courses_not_seen: int | None = fact(
        "没有找到证书的课程数", "门", "How many stand in courses_missing.", ge=0, absent=_COURSES_OPEN
    )
    courses_certified: bool | None = fact(
        "填的课程都有证书",
        "",
        "All seen, or one missing; absent where none is missing but one is unclear.",
        absent=_NOT_CERTIFIED,
    )
    identity_number_seen: IdentityNumber | None = fact(
        "身份证号码",
        "",
        "Whether an identity number on any page holds.",
        IDENTITY_NUMBERS,
        absent=_NO_PAGE_READ,
    )

    # How far this run went
    limit_archive_bytes: int | None = fact(
        "可检查的最大文件", "字节", "Limit of this tool.", ge=0, absent=NEVER
    )
    limit_entries: int | None = fact("可检查的最多条目", "个", "Limit of this tool.", ge=0, absent=NEVER)
    limit_unpacked_bytes: int | None = fact(
        "可检查的解压后大小", "字节", "Limit of this tool.", ge=0, absent=NEVER
    )
    limit_ratio: float | None = fact("可检查的膨胀倍数", "倍", "Limit of this tool.", ge=0, absent=NEVER)
    limit_seconds: float | None = fact(
        "打开文件的用时上限", "秒", "Limit of this tool, CPU time.", ge=0, absent=NEVER
    )
    limit_name_bytes: int | None = fact("文件名长度上限", "字节", "Limit of this tool.", ge=0, absent=NEVER)
    limit_pages: int | None = fact("最多看的页数", "页", "Limit of this tool.", ge=0, absent=NEVER)
    limit_page_seconds: float | None = fact(
        "看页面的用时上限", "秒", "Limit of this tool, CPU time.", ge=0, absent=NEVER
    )

    contents: list[EntryFacts] | None = fact(
        "压缩包内的条目", "", "Every entry, in the directory's order.", absent=_NO_NAMES
    )
    pages: list[PageFacts] | None = fact(
        "材料的每一页",
        "",
        "Every page of pictures and PDFs; also of a single file handed in.",
        absent=_NOT_LOOKED_AT,
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


VOCABULARY: Final[dict[str, Described]] = vocabulary(PackageFacts)
"""Name to {type, label, unit, options?, items?}: the `facts` of a judgeable document about an archive."""
OF_PAGES: Final = (
    "pages_seen",
    "pages_unread",
    "repeated_pages",
    "identity_card_seen",
    "household_register_seen",
    "admission_ticket_seen",
    "course_certificate_seen",
    "identity_cards",
    "household_registers",
    "admission_tickets",
    "course_certificates",
    "certificates",
    "other_documents",
    "ticket_numbers",
    "ticket_numbers_found",
    "ticket_number_seen",
    "ticket_digit",
    "courses_seen",
    "courses_missing",
    "courses_unclear",
    "courses_not_seen",
    "courses_certified",
    "identity_number_seen",
    "pages",
)
"""What is told of an archive by its pages."""
