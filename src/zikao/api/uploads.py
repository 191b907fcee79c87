"""Files that are uploaded beforehand, because a gateway would not let one of their size through."""

from __future__ import annotations

from typing import Protocol

from zikao.api.models import UploadPlace
from zikao.api.problems import (
    NO_SUCH_UPLOAD,
    NO_UPLOADS,
    STORAGE_UNREACHABLE,
    TOO_LARGE,
    ProblemError,
    size_text,
)

RETRY_AFTER = 5
"""Seconds."""
PLACE_SECONDS = 300
"""How long a place can be uploaded to."""


class Uploads(Protocol):
    """Where uploaded files wait to be checked."""

    def offer(self, size: int, media_type: str, /) -> UploadPlace:
        """Hand out a place for one file, which takes that many bytes of that type and nothing else.

        Args:
            size: bytes.
            media_type: what the uploading form has to say of the file.

        Raises:
            StorageUnreachableError: no place can be signed for.
        """

    def size(self, upload: str, /) -> int:
        """Bytes of a file that waits.

        Args:
            upload: its id, 32 hexadecimal digits.

        Raises:
            NoSuchUploadError: never uploaded, taken already or expired.
            StorageUnreachableError: it could not be asked for.
        """

    def take(self, upload: str, limit: int, /) -> bytes:
        """Take a file out, once and never again: into memory, and away from where it was.

        It is away before the check begins, so neither a bad archive nor a check that is broken off leaves it
        behind. Only where it could not even be asked for does it stay, to be tried again.

        Args:
            upload: its id.
            limit: bytes that are read at most.

        Raises:
            NoSuchUploadError: never uploaded, taken already or expired.
            UploadTooLargeError: over the limit. It is away all the same.
            StorageUnreachableError: it could not be asked for or read.
        """


class NoUploadsError(ProblemError):
    """This server takes no uploads."""

    def __init__(self) -> None:
        super().__init__(NO_UPLOADS, "这个服务器不收上传的文件，请把文件放在请求正文里直接发送。")


class NoSuchUploadError(ProblemError):
    """Never uploaded, taken already or expired."""

    def __init__(self) -> None:
        detail = "没有找到上传的文件：可能没有传完，已经检查过，或者放得太久被删除了，请重新上传。"
        super().__init__(NO_SUCH_UPLOAD, detail)


class UploadTooLargeError(ProblemError):
    """Over the limit, and deleted."""

    def __init__(self, limit: int) -> None:
        super().__init__(TOO_LARGE, f"上传的文件不能超过 {size_text(limit)}，请缩小后重新上传。")


class StorageUnreachableError(ProblemError):
    """The storage did not answer, or not as it should."""

    def __init__(self) -> None:
        detail = "存放上传文件的地方暂时不通，请稍后再试；再试时说没有这个文件的，请重新上传。"
        super().__init__(STORAGE_UNREACHABLE, detail, headers={"Retry-After": str(RETRY_AFTER)})
