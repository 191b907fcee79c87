"""Uploaded files in a bucket that speaks S3, by botocore: the part of boto3 that Chalice brings along."""

from __future__ import annotations

import logging
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from zikao.api.models import UploadPlace
from zikao.api.uploads import (
    PLACE_SECONDS,
    NoSuchUploadError,
    StorageUnreachableError,
    UploadTooLargeError,
)
from zikao.errors import ZikaoError

log = logging.getLogger("zikao.serve")

VARIABLE: Final = "ZIKAO_UPLOADS"
"""Names the bucket. Its endpoint, region and keys come from the variables of boto3."""
ADDRESS_VARIABLE: Final = "ZIKAO_UPLOADS_ADDRESS"
"""Where browsers reach the bucket, if that is not where this server does."""
ENCRYPTION_VARIABLE: Final = "ZIKAO_UPLOADS_ENCRYPTION"
"""How objects are encrypted at rest: as said, or as the bucket does by itself."""
ENCRYPTIONS: Final[dict[str, str | None]] = {"AES256": "AES256", "none": None}

FOLDER: Final = "uploads/"
"""What the keys of all uploads begin with."""
TAKEN: Final = "taken/"
"""And the marks of those that were taken: empty, and there before the file is read."""

CONNECT_SECONDS: Final = 2
SILENT_SECONDS: Final = 5
READ_SECONDS: Final = 12.0
"""For a whole file, so that it and the pages within it end before the function does, after 28."""
TAKING_SECONDS: Final = 60
"""After it nobody who marked a file as taken is still about to read it."""
PIECE: Final = 1 << 20

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class UploadsError(ZikaoError):
    """A setting of the uploads cannot be read."""


def now() -> datetime:
    """This moment; tests have their own."""
    return datetime.now(UTC)


class Stream(Protocol):
    """The part of botocore's streams that is used here."""

    def read(self, amount: int, /) -> bytes: ...
    def close(self) -> None: ...


@cache
def connected(service: str = "s3") -> Any:
    """The client of S3, or of the queue; it is safe in threads."""
    import botocore.session
    from botocore.config import Config

    for name in ("botocore", "urllib3"):
        # What they say of a failure holds the address, and with it the id of the upload; of a success, the
        # form and the headers that were signed.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=SILENT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": 2},
        # Else a form for us-east-1 is signed as nobody does any more.
        signature_version="s3v4" if service == "s3" else None,
        s3=_style(),
    )
    return botocore.session.get_session().create_client(service, config=config)


def _style() -> dict[str, str] | None:
    """Amazon's buckets by their regional names: a general one redirects, which a browser does not follow."""
    own = any(os.environ.get(name) for name in ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"))
    return None if own else {"addressing_style": "virtual"}


@dataclass(frozen=True)
class S3Uploads:
    """See `zikao.api.uploads.Uploads`."""

    bucket: str
    connect: Callable[[], Any] = connected
    address: str | None = None
    """Where browsers reach the bucket; None: where this server does."""
    encryption: str | None = "AES256"

    def offer(self, size: int, media_type: str, /) -> UploadPlace:
        """Sign a form for one key, one length and one type (a POST policy of signature version 4).

        Raises:
            StorageUnreachableError: there are no keys to sign with.
        """
        upload = secrets.token_hex(16)
        fields = {"Content-Type": media_type, **self._at_rest("x-amz-server-side-encryption")}
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        with asking("no place could be signed for"):
            form = self._sign(FOLDER + upload, fields, [*conditions, ["content-length-range", size, size]])
        url = self.address or form["url"]
        return UploadPlace(upload=upload, url=url, fields=form["fields"], expires_in=PLACE_SECONDS)

    def size(self, upload: str, /) -> int:
        """Bytes of a file that waits.

        Raises:
            NoSuchUploadError: nothing is kept under that name, or no longer.
            StorageUnreachableError: the storage did not answer.
        """
        with asking(_READ):
            size: int = self.connect().head_object(**self._place(FOLDER + upload))["ContentLength"]
            return size

    def take(self, upload: str, limit: int, /) -> bytes:
        """Ask for the size, mark it as taken, read within the limit, and delete whatever comes of it.

        Raises:
            NoSuchUploadError: nothing is kept under that name, or it was taken before.
            UploadTooLargeError: it is larger than the limit; it is deleted all the same.
            StorageUnreachableError: the storage did not answer, or not in time.
        """
        size = self.size(upload)
        self.claim(upload)
        return self._read(upload, size, limit)

    def take_claimed(self, upload: str, limit: int, /) -> bytes:
        """The same for one that is marked as taken by whoever put its check off.

        Raises:
            NoSuchUploadError: nothing is kept under that name, or no longer.
            UploadTooLargeError: it is larger than the limit; it is deleted all the same.
            StorageUnreachableError: the storage did not answer, or not in time.
        """
        return self._read(upload, self.size(upload), limit)

    def claim(self, upload: str) -> None:
        """Mark an upload as taken. Of several at once the storage lets one win.

        What lies there although it was taken long ago came by a form that was used again: it is deleted. Not
        sooner, as whoever won may be reading still.

        Raises:
            NoSuchUploadError: it is marked already.
            StorageUnreachableError: the storage did not answer.
        """
        try:
            self.put(TAKEN + upload, b"", once=True)
        except ExistsError:
            mark = self.head(TAKEN + upload)
            if mark and (now() - mark["LastModified"]).total_seconds() > TAKING_SECONDS:
                self.delete(FOLDER + upload)
            raise NoSuchUploadError from None

    def put(self, key: str, data: bytes, *, once: bool = False) -> None:
        """Keep an object.

        Args:
            key: its name.
            data: its content.
            once: refuse where there is one.

        Raises:
            ExistsError: there is one.
            StorageUnreachableError: the storage did not answer.
        """
        more = {**self._at_rest("ServerSideEncryption"), **({"IfNoneMatch": "*"} if once else {})}
        with asking("an object could not be kept"):
            self.connect().put_object(**self._place(key), Body=data, **more)

    def head(self, key: str) -> Mapping[str, Any] | None:
        """What is known of an object; None where there is none.

        Raises:
            StorageUnreachableError: the storage did not answer.
        """
        try:
            with asking(_READ):
                found: Mapping[str, Any] = self.connect().head_object(**self._place(key))
                return found
        except NoSuchUploadError:
            return None

    def get(self, key: str, limit: int) -> bytes | None:
        """An object's content; None where there is none.

        Raises:
            StorageUnreachableError: the storage did not answer, or not in time.
        """
        try:
            with asking(_READ):
                return _read(self.connect().get_object(**self._place(key))["Body"], limit)
        except NoSuchUploadError:
            return None

    def delete(self, key: str) -> None:
        """Delete it; where that fails, the bucket's own expiry is the net, and the answer is the same."""
        try:
            self.connect().delete_object(**self._place(key))
        except Exception as error:
            log.error("an upload was not deleted: %s", cause(error))

    def _sign(self, key: str, fields: Mapping[str, str], conditions: list[Any]) -> Mapping[str, Any]:
        from botocore.exceptions import NoCredentialsError

        sign = self.connect().generate_presigned_post
        try:
            form: Mapping[str, Any] = sign(
                self.bucket, key, Fields=dict(fields), Conditions=conditions, ExpiresIn=PLACE_SECONDS
            )
        except AttributeError:
            # All that botocore says where it has no keys and is asked for a form.
            raise NoCredentialsError from None
        return form

    def _read(self, upload: str, size: int, limit: int) -> bytes:
        try:
            if size > limit:
                raise UploadTooLargeError(limit)
            with asking(_READ):
                return _read(self.connect().get_object(**self._place(FOLDER + upload))["Body"], limit)
        finally:
            self.delete(FOLDER + upload)

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": key}

    def _at_rest(self, name: str) -> dict[str, str]:
        return {name: self.encryption} if self.encryption else {}


class ExistsError(Exception):
    """There is an object of that name already."""


def uploads_from_environment() -> S3Uploads | None:
    """The bucket in `ZIKAO_UPLOADS`; None where that is not set: no uploads are taken.

    Raises:
        UploadsError: not the name of a bucket, or what is said of it cannot be read.
    """
    bucket = os.environ.get(VARIABLE)
    if not bucket:
        return None
    if not _BUCKET.fullmatch(bucket):
        sentence = f"环境变量 {VARIABLE} 应是存储桶的名字：3 到 63 个小写字母、数字、点或短横，不带地址。"
        raise UploadsError(sentence)
    encryption = os.environ.get(ENCRYPTION_VARIABLE) or "AES256"
    if encryption not in ENCRYPTIONS:
        raise UploadsError(f"环境变量 {ENCRYPTION_VARIABLE} 要写成 {' 或 '.join(ENCRYPTIONS)}。")
    return S3Uploads(bucket, address=_address(), encryption=ENCRYPTIONS[encryption])


def _address() -> str | None:
    address = os.environ.get(ADDRESS_VARIABLE) or None
    if address is not None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            sentence = f"环境变量 {ADDRESS_VARIABLE} 应是存储桶的网址，写成 https://主机名/ 的样子。"
            raise UploadsError(sentence)
    return address


_READ: Final = "an upload could not be read"


@contextmanager
def asking(what: str) -> Iterator[None]:
    """What a storage or queue says as errors of ours, with none of its words.

    Raises:
        NoSuchUploadError: there is no such object.
        ExistsError: there is one already.
        StorageUnreachableError: anything else.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        if _status(error) == 404:
            raise NoSuchUploadError from None
        if _status(error) in (409, 412):
            raise ExistsError from None
        log.error("%s: %s", what, cause(error))
        raise StorageUnreachableError from None


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
                log.error("%s: too slow", _READ)
                raise StorageUnreachableError
    return found.getvalue()


def _status(error: Exception) -> object:
    """Of the storage's answer; None where there was none."""
    answer = getattr(error, "response", None)
    return answer.get("ResponseMetadata", {}).get("HTTPStatusCode") if isinstance(answer, dict) else None


def cause(error: Exception) -> str:
    """Class and status: the message, and even the code, are the storage's words and may hold the key."""
    return f"{type(error).__name__} {_status(error) or ''}".rstrip()
