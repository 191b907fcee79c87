"""The facts of several archives of one candidate."""

from typing import Final

from zikao.facts import NEVER, Described, Facts, fact, vocabulary

_NO_NAME: Final = "no name was given"
_NOT_TYPED: Final = "no ticket number was given for it, or one that is none"
_NOT_ALL_ARCHIVE: Final = "its pages were not all read"
_NOT_TYPED_ALL: Final = "an archive has no ticket number, or one that is none"
_NOT_LISTED: Final = "as for `numbers_repeated`, and where the candidate's numbers were not listed"


class ArchiveFacts(Facts):
    """One of several archives of a candidate. None means not known."""

    index: int | None = fact("序号", "", "Position among the archives, from 0.", ge=0, absent=NEVER)
    name: str | None = fact("文件名", "", "Of the archive, as it is shown.", absent=_NO_NAME)
    archive_number: str | None = fact(
        "填的准考证号", "", "All but the last four digits masked.", absent=_NOT_TYPED
    )
    archive_number_again: bool | None = fact(
        "后面的包用同一个号", "", "A later archive was declared for the same number.", absent=_NOT_TYPED
    )
    archive_numbers_found: int | None = fact(
        "读到几个不同的准考证号",
        "个",
        "As `ticket_numbers_found` of the archive.",
        ge=0,
        absent=_NOT_ALL_ARCHIVE,
    )


class TogetherFacts(Facts):
    """Every fact about several archives. None means not known."""

    packages: int | None = fact("一起看的压缩包数", "个", "Archives.", ge=0, absent=NEVER)
    numbers_repeated: int | None = fact(
        "用了不止一次的准考证号",
        "个",
        "Numbers for which more than one archive was declared.",
        ge=0,
        absent=_NOT_TYPED_ALL,
    )
    numbers_missing: int | None = fact(
        "没有包的准考证号数",
        "个",
        "Numbers that the candidate has, and no archive is for.",
        ge=0,
        absent=_NOT_LISTED,
    )
    missing_numbers: list[str] | None = fact(
        "没有包的准考证号", "", "Those numbers, all but the last four digits masked.", absent=_NOT_LISTED
    )
    archives: list[ArchiveFacts] | None = fact(
        "压缩包", "", "Each archive, in the order given.", absent=NEVER
    )


TOGETHER: Final[dict[str, Described]] = vocabulary(TogetherFacts)
"""The `facts` of a judgeable document about several archives."""
