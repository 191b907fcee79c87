"""Which files are taken, and how large they may be: sent with a request or uploaded beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from zikao.formats.kinds import Picture
from zikao.formats.reduced import MEDIA_TYPE as REDUCED

OCTETS: Final = "application/octet-stream"
IMAGE_TYPES: Final = (*(f"image/{kind}" for kind in get_args(Picture)), "image/heif", OCTETS)
"""A picture of the wrong kind is taken too: the report says what is wrong with it and how to mend it."""
SENT_AS_PHOTO: Final = (*IMAGE_TYPES, REDUCED)
"""What comes with a request, as against what is uploaded beforehand."""
ARCHIVE_TYPES: Final = (
    "application/zip",
    "application/gzip",
    "application/pdf",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-rar-compressed",
    "application/x-tar",
    "application/x-zip-compressed",
    "image/jpeg",
    OCTETS,
)

MOST_PHOTO_BYTES: Final = 10_000_000
MOST_PACKAGE_BYTES: Final = 50_000_000
"""Of an archive; what `archive_bytes` of `zikao.package.limits` opens."""

FileKind = Literal["photo", "package"]


@dataclass(frozen=True, slots=True)
class FileRule:
    """What is taken as a file of one kind."""

    media_types: tuple[str, ...]
    limit: int
    """Bytes."""


FILES: Final[dict[FileKind, FileRule]] = {
    "photo": FileRule(IMAGE_TYPES, MOST_PHOTO_BYTES),
    "package": FileRule(ARCHIVE_TYPES, MOST_PACKAGE_BYTES),
}
