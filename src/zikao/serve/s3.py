"""Uploaded files in a bucket that speaks S3, by botocore: the part of boto3 that Chalice brings along."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final, Protocol

from zikao.api.uploads import NoSuchUploadError, StorageUnreachableError, UploadTooLargeError
from zikao.errors import ZikaoError

log = logging.getLogger("zikao.serve")

VARIABLE: Final = "ZIKAO_UPLOADS"
"""Names the bucket. Its endpoint, region and keys come from the variables of boto3."""
FOLDER: Final = "uploads/"
"""What the keys of all uploads begin with."""

CONNECT_SECONDS: Final = 3
SILENT_SECONDS: Final = 10
READ_SECONDS: Final = 12.0
"""For a whole file, so that it and the pages within it end before the function does, after 28."""
PIECE: Final = 1 << 20

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class UploadsError(ZikaoError):
    """The name of the bucket cannot be read."""


class Stream(Protocol):
    """The part of botocore's streams that is used here."""

    def read(self, amount: int, /) -> bytes: ...
    def close(self) -> None: ...


@cache
def connected() -> Any:
    """The S3 client; it is safe in threads."""
    import botocore.session
    from botocore.config import Config

    for name in ("botocore", "urllib3"):
        # What they say of a failure holds the address, and with it the id of the upload.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=SILENT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 2},
    )
    return botocore.session.get_session().create_client("s3", config=config)


@dataclass(frozen=True)
class S3Uploads:
    """See `zikao.api.uploads.Uploads`."""

    bucket: str
    connect: Callable[[], Any] = connected

    def take(self, upload: str, limit: int, /) -> bytes:
        """Ask for the size, read within the limit, and delete whatever comes of it.

        Raises:
            NoSuchUploadError: nothing is kept under that name, or no longer.
            UploadTooLargeError: it is larger than the limit; it is deleted all the same.
            StorageUnreachableError: the storage did not answer, or not in time.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        place = {"Bucket": self.bucket, "Key": FOLDER + upload}
        try:
            client = self.connect()
            size = client.head_object(**place)["ContentLength"]
            try:
                if size > limit:
                    raise UploadTooLargeError(limit)
                return _read(client.get_object(**place)["Body"], limit)
            finally:
                _delete(client, place)
        except (BotoCoreError, ClientError) as error:
            if _status(error) == 404:
                raise NoSuchUploadError from None
            log.error("an upload could not be read: %s", _cause(error))
            raise StorageUnreachableError from None


def uploads_from_environment() -> S3Uploads | None:
    """The bucket in `ZIKAO_UPLOADS`; None where that is not set: no uploads are taken.

    Raises:
        UploadsError: not the name of a bucket.
    """
    bucket = os.environ.get(VARIABLE)
    if not bucket:
        return None
    if not _BUCKET.fullmatch(bucket):
        sentence = f"环境变量 {VARIABLE} 应是存储桶的名字：3 到 63 个小写字母、数字、点或短横，不带地址。"
        raise UploadsError(sentence)
    return S3Uploads(bucket)


def _read(body: Stream, limit: int) -> bytes:
    """All of it, but never more than a byte over the limit, whatever size was told."""
    end = time.monotonic() + READ_SECONDS
    found = BytesIO()
    with closing(body):
        while piece := body.read(min(PIECE, limit + 1 - found.tell())):
            found.write(piece)
            if found.tell() > limit:
                raise UploadTooLargeError(limit)
            if time.monotonic() > end:
                log.error("an upload could not be read: too slow")
                raise StorageUnreachableError
    return found.getvalue()


def _delete(client: Any, place: Mapping[str, str]) -> None:
    """Delete it; where that fails, the bucket's own expiry is the net, and the answer is the same."""
    try:
        client.delete_object(**place)
    except Exception as error:
        log.error("an upload was not deleted: %s", _cause(error))


def _status(error: Exception) -> object:
    """Of the storage's answer; None where there was none."""
    answer = getattr(error, "response", None)
    return answer.get("ResponseMetadata", {}).get("HTTPStatusCode") if isinstance(answer, dict) else None


def _cause(error: Exception) -> str:
    """Class and status: the message, and even the code, are the storage's words and may hold the key."""
    return f"{type(error).__name__} {_status(error) or ''}".rstrip()
