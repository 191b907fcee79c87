"""The facts of one entry of an archive."""

from typing import Final

from zikao.facts import NEVER, Facts, fact
from zikao.package.choices import (
    DOCUMENT_TYPES,
    KINDS,
    METHODS,
    NAME_ENCODINGS,
    DocumentType,
    EntryKind,
    Method,
    NameEncoding,
)

_LEAVES: Final = "the path leaves the archive"
_NO_CONTENT: Final = "its content was not read, or is damaged"
_HIDDEN_METHOD: Final = "encryption hides it"
_UNOPENED: Final = "the entry was not opened: encrypted, packed in another way, or beyond a limit"
_NO_EXTENSION: Final = "its content was not read, or its kind has no extension of its own"
_NO_END: Final = "its content was not read, or it is no JPEG, PNG or PDF"
_NO_HEADER: Final = "its content was not read, or it is no JPEG or PNG whose header can be read"
_NOT_EVERY_PAGE: Final = "it has no pages, or one of them was not read"
_NOT_EVERY_TYPE: Final = "it has no pages, or one of them has no type"


class EntryFacts(Facts):
    """One entry of the archive's directory, folders and junk included. None means not measured."""

    # Its place and name
    index: int | None = fact("序号", "", "Position in the archive's directory, from 0.", ge=0, absent=NEVER)
    name: str | None = fact(
        "文件名",
        "",
        "Decoded path; characters that cannot be seen stand as [U+XXXX], cut at 120 characters.",
        absent=NEVER,
    )
    folder: bool | None = fact("是文件夹", "", "The entry stands for a folder.", absent=NEVER)
    junk: bool | None = fact(
        "系统自动生成", "", "Left by an operating system or office program; no evidence.", absent=NEVER
    )
    depth: int | None = fact(
        "外面的文件夹层数", "层", "Folders around the entry; 0 is the first level.", ge=0, absent=_LEAVES
    )
    extension: str | None = fact(
        "扩展名", "", "Lower case, without the dot; empty where there is none.", absent=NEVER
    )
    name_bytes: int | None = fact("文件名长度", "字节", "Length of the path as stored.", ge=0, absent=NEVER)
    name_encoding: NameEncoding | None = fact(
        "文件名编码", "", "How the name was decoded.", NAME_ENCODINGS, absent=NEVER
    )
    unsafe_path: bool | None = fact(
        "路径越出压缩包", "", "Absolute, with a drive letter, or with a part '..'.", absent=NEVER
    )
    reserved_name: bool | None = fact(
        "名称被系统保留", "", "A part is a device name of Windows, such as CON.", absent=NEVER
    )
    bad_char: bool | None = fact(
        "名称含不能用的字符",
        "",
        'Control characters, < > : " | ? *, a final dot or space, or no name at all.',
        absent=NEVER,
    )
    bidi: bool | None = fact(
        "名称含变更方向的字符", "", "Characters that reorder what is shown.", absent=NEVER
    )
    garbled_name: bool | None = fact(
        "文件名是乱码",
        "",
        "The stored characters are Chinese that was misread before: GBK or UTF-8 read as something else.",
        absent=NEVER,
    )
    duplicate: bool | None = fact(
        "与别的文件同名", "", "Same path as another file after NFC and case folding.", absent=NEVER
    )

    # What the archive says of it
    link: bool | None = fact(
        "是快捷方式或链接", "", "Symbolic link, or a shortcut by content.", absent=_NO_CONTENT
    )
    encrypted: bool | None = fact(
        "加了密码", "", "Encryption flag or AES method, in the directory or at the data.", absent=NEVER
    )
    method: Method | None = fact(
        "压缩方式", "", "Method; for AES the one inside it.", METHODS, absent=_HIDDEN_METHOD
    )
    declared_bytes: int | None = fact(
        "登记的大小", "字节", "Unpacked size by the directory.", ge=0, absent=NEVER
    )
    packed_bytes: int | None = fact("压缩后大小", "字节", "Packed size by the directory.", ge=0, absent=NEVER)
    header_mismatch: bool | None = fact(
        "两处登记不一致", "", "The header at the data is missing or contradicts the directory.", absent=NEVER
    )

    # What it holds
    crc_ok: bool | None = fact(
        "校验通过", "", "The data unpacks to the declared size and checksum.", absent=_UNOPENED
    )
    true_bytes: int | None = fact(
        "实际大小", "字节", "Unpacked size as counted; only where crc_ok is true.", ge=0, absent=_NO_CONTENT
    )
    empty: bool | None = fact("是空文件", "", "0 bytes.", absent=_NO_CONTENT)
    kind: EntryKind | None = fact(
        "实际类型", "", "Kind by content, whatever the name says.", KINDS, absent=_NO_CONTENT
    )
    extension_matches: bool | None = fact(
        "扩展名与实际类型一致", "", "The extension is one of the kind's own.", absent=_NO_EXTENSION
    )
    incomplete: bool | None = fact(
        "内容不完整", "", "The end marker of the JPEG, PNG or PDF is missing.", absent=_NO_END
    )
    width: int | None = fact(
        "宽度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1, absent=_NO_HEADER
    )
    height: int | None = fact(
        "高度", "像素", "Stored pixels, by the header of the JPEG or PNG.", ge=1, absent=_NO_HEADER
    )

    orientation: int | None = fact(
        "方向标记", "", "EXIF orientation of the JPEG, 1..8.", ge=1, le=8, absent=_NO_HEADER
    )

    # What its pages show
    legibility: float | None = fact(
        "文字识别得分", "", "Lowest page_legibility of its pages, 0..1.", ge=0, le=1, absent=_NOT_EVERY_PAGE
    )
    document_type: DocumentType | None = fact(
        "证件种类",
        "",
        "Type of its pages; 'several' where they differ.",
        DOCUMENT_TYPES,
        absent=_NOT_EVERY_TYPE,
    )
    numbers: list[str] | None = fact(
        "读到的准考证号",
        "",
        "Numbers read for sure beside the label 准考证号, all but four digits masked.",
        absent=_NOT_EVERY_PAGE,
    )


METHOD_NUMBERS: Final[dict[int, Method]] = {
    0: "stored",
    6: "implode",
    8: "deflate",
    9: "deflate64",
    12: "bzip2",
    14: "lzma",
    93: "zstd",
    95: "xz",
    98: "ppmd",
}
"""APPNOTE 4.4.5; any other is "other"."""
OF_ITS_PAGES: Final = ("legibility", "document_type", "numbers")
"""What is told of an entry by its pages."""
