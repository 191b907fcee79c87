"""The facts of one page of a picture or PDF."""

from typing import Final

from zikao.facts import NEVER, Facts, fact
from zikao.package.choices import (
    DOCUMENT_TYPES,
    IDENTITY_NUMBERS,
    KINDS,
    TICKET_NUMBERS,
    DocumentType,
    EntryKind,
    IdentityNumber,
    TicketNumber,
)

_NO_NAME: Final = "no name was given"
_NO_PAGE: Final = "its file could not be opened, or it lies beyond a limit"
_CANNOT_TELL: Final = "as for `page_decodes`, and where its decoder does not tell"
_DRAWN: Final = "as for `page_decodes`, and for a page of a PDF without a scan"
_NO_TEXT: Final = "as for `page_characters`, and where nothing was read"
_UNREAD: Final = (
    "as for `page_decodes`, and where the reader is not here, its time is over, or light hides text"
)
_IN_PART: Final = "as for `page_characters`, and where a ticket number was seen in part"
_NO_LINES: Final = "as for `page_turn`, and for a page of a PDF without a scan"
_NO_TYPE: Final = "as for `page_characters`, and where too little can be read for a type"
_NOT_DECLARED: Final = (
    "as for `page_characters`, and where no number was declared or none was seen whole, or read in one way"
)
_NO_OTHER: Final = "as for `page_ticket_number`, and where no other number stands there"
_NOT_ONE_DIGIT: Final = "as for `page_ticket_number`, and where not one digit differs"


class PageFacts(Facts):
    """One page of a picture or PDF. None means not measured."""

    index: int | None = fact(
        "文件序号", "", "Position of its file in the archive, from 0.", ge=0, absent=NEVER
    )
    name: str | None = fact("文件名", "", "As the name of the entry.", absent=_NO_NAME)
    page: int | None = fact("页码", "", "Within its file, from 1.", ge=1, absent=NEVER)
    page_kind: EntryKind | None = fact("文件类型", "", "Kind of its file by content.", KINDS, absent=NEVER)

    # Its pixels
    page_decodes: bool | None = fact("画面能打开", "", "Pixels come out of the file.", absent=_NO_PAGE)
    page_locked: bool | None = fact(
        "PDF 有打开密码", "", "A password is needed to see the page.", absent=_NO_PAGE
    )
    page_damaged: bool | None = fact(
        "画面有损坏", "", "The JPEG decoder met data that make no sense and went on.", absent=_CANNOT_TELL
    )
    page_width: int | None = fact(
        "画面宽度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1, absent=_DRAWN
    )
    page_height: int | None = fact(
        "画面高度", "像素", "Pixels, upright; of a PDF those of its scan.", ge=1, absent=_DRAWN
    )
    page_bilevel: bool | None = fact("只有黑白两色", "", "Stored in one bit a pixel.", absent=_NO_PAGE)
    page_repeated: bool | None = fact(
        "与前面的页是同一张", "", "Its pixels are those of an earlier page.", absent=_NO_PAGE
    )

    page_scan: bool | None = fact(
        "画面由像素组成",
        "",
        "It has pixels of its own; false for a page of a PDF that is drawn or printed to it.",
        absent=_NO_PAGE,
    )

    page_light: float | None = fact(
        "亮处的亮度",
        "",
        "Level of its brightest parts, 0..255.",
        ge=0,
        le=255,
        tolerance=0.0,
        absent=_NO_PAGE,
    )
    page_grain: float | None = fact(
        "噪点程度",
        "",
        "Deviation of its grain by the difference between its bright and its dark parts.",
        ge=0,
        tolerance=0.001,
        absent=_NO_PAGE,
    )

    page_attachments: int | None = fact(
        "PDF 里夹带的文件数",
        "个",
        "Files inside its PDF beside the pages, unseen; those of the document are told with its first page.",
        ge=0,
        absent=_NO_PAGE,
    )

    # Its text
    page_turn: int | None = fact(
        "摆正要转的角度",
        "度",
        "Clockwise turn after which it reads: 0, 90, 180, 270.",
        ge=0,
        le=270,
        absent=_NO_TEXT,
    )
    page_characters: int | None = fact("读到的字数", "字", "Characters recognised.", ge=0, absent=_UNREAD)
    page_text_height: float | None = fact(
        "文字行高",
        "像素",
        "Middle height of its lines, their margins included, in stored pixels.",
        ge=0,
        tolerance=0.3,
        absent=_NO_LINES,
    )
    page_sharpness: float | None = fact(
        "文字边缘清晰度",
        "",
        "Steepest step by contrast in lines scaled to one height, 0..1.",
        ge=0,
        le=1,
        tolerance=0.002,
        absent=_NO_TEXT,
    )
    page_legibility: float | None = fact(
        "文字识别得分",
        "",
        "Mean score of all characters, 0..1; 0 where none was read.",
        ge=0,
        le=1,
        tolerance=0.002,
        absent=_IN_PART,
    )
    page_type: DocumentType | None = fact(
        "证件种类",
        "",
        "By the words on the page; 'several' where it shows more than one.",
        DOCUMENT_TYPES,
        absent=_NO_TYPE,
    )
    page_documents: int | None = fact(
        "一页上的证件数", "件", "Documents whose titles stand on the page.", ge=0, absent=_NO_TYPE
    )
    page_other_paper: str | None = fact(
        "是别的什么证件",
        "",
        "By its title, where it is none of the kinds above; empty where its title says nothing.",
        absent=_NO_TYPE,
    )
    page_ticket_number: TicketNumber | None = fact(
        "准考证号与填的比较",
        "",
        "What the page says about the declared number.",
        TICKET_NUMBERS,
        absent=_NOT_DECLARED,
    )
    page_ticket_digit: int | None = fact(
        "请核对准考证号的第几位", "", "The one digit that is different, from 1.", ge=1, absent=_NOT_ONE_DIGIT
    )
    page_ticket_typed: str | None = fact(
        "填的准考证号",
        "",
        "Where another stands on the page: the declared number, its digits that are not there in brackets.",
        absent=_NO_OTHER,
    )
    page_ticket_read: str | None = fact(
        "这一页上的准考证号",
        "",
        "The numbers that stand there, the nearest first, their digits that were not declared in brackets.",
        absent=_NO_OTHER,
    )
    page_identity_number: IdentityNumber | None = fact(
        "身份证号码",
        "",
        "Whether one on it holds: province, date, checksum.",
        IDENTITY_NUMBERS,
        absent=_UNREAD,
    )
    page_card_holder: int | None = fact(
        "第几个人的身份证",
        "",
        "Counted by the numbers on identity cards in their order, from 1; 0 where none was read on it.",
        ge=0,
        absent=_UNREAD,
    )
