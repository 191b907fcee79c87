"""Checks that are put off: a message in a queue says which, and all else about them lies in the bucket.

The message holds the id of the upload and the file spec, and nothing of the person: a queue keeps what nobody
took for as long as it likes, and a failed message goes to another queue to be looked at.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, Final

from zikao.api.dispatch import respond
from zikao.api.http import Response
from zikao.api.later import (
    LOST_SECONDS,
    WORKER_PAGE_SECONDS,
    Asked,
    CheckLostError,
    NoSuchCheckError,
    waiting,
)
from zikao.api.models import UploadPlace, Waiting
from zikao.api.origins import Origins
from zikao.api.problems import STORAGE_UNREACHABLE
from zikao.api.routes import ROUTES
from zikao.api.services import Services
from zikao.api.uploads import StorageUnreachableError
from zikao.serve.s3 import FOLDER, TAKEN, S3Uploads, UploadsError, asking, connected, now

log = logging.getLogger("zikao.serve")

VARIABLE: Final = "ZIKAO_QUEUE"
"""Address of the queue (SQS)."""
ASKED: Final = "asked/"
"""What was said of a file whose check was put off: there until the answer is."""
RESULTS: Final = "results/"
"""Answers: there until they are read."""
MOST_BYTES: Final = 4_000_000
"""Of such an object; an answer has to fit into that of a hosted function."""
KEPT_HEADERS: Final = ("Content-Type", "Content-Language", "Retry-After")
"""Of an answer; all others are made anew for whoever reads it."""

(ROUTE,) = (route for route in ROUTES if route.put_off and route.takes_file)


def _connected() -> Any:
    return connected("sqs")


@dataclass(frozen=True)
class QueuedChecks:
    """See `zikao.api.later.Later`."""

    uploads: S3Uploads
    queue: str
    connect: Callable[[], Any] = _connected

    def has(self, upload: str, /) -> bool:
        """Whether the check was put off, and its answer not read yet.

        Raises:
            StorageUnreachableError: the storage did not answer.
        """
        return any(self.uploads.head(folder + upload) is not None for folder in (ASKED, RESULTS))

    def put_off(self, upload: str, asked: Asked, /) -> None:
        """Mark the upload as taken, write down what was said of it, send the message.

        Raises:
            NoSuchUploadError: the upload was taken already.
            StorageUnreachableError: storage or queue did not answer; the upload waits as before.
        """
        self.uploads.claim(upload)
        said = {"query": asked.query, "headers": asked.headers}
        message = {"upload": upload, "province": asked.province, "spec": asked.spec}
        try:
            self.uploads.put(ASKED + upload, json.dumps(said).encode())
            with asking("a check could not be put off"):
                self.connect().send_message(QueueUrl=self.queue, MessageBody=json.dumps(message))
        except Exception as error:
            for folder in (ASKED, TAKEN):
                self.uploads.delete(folder + upload)
            raise error if isinstance(error, StorageUnreachableError) else StorageUnreachableError from None

    def look(self, upload: str, /) -> Response | Waiting:
        """The answer, deleted as it is read; or how far the check is.

        Raises:
            NoSuchCheckError: never put off, read already or expired.
            CheckLostError: it should have ended long ago.
            StorageUnreachableError: the storage did not answer.
        """
        if (kept := self._read(upload)) is not None:
            return kept
        asked = self.uploads.head(ASKED + upload)
        if asked is None:
            # The worker keeps the answer first and then deletes this; it may have done both just now.
            if (kept := self._read(upload)) is not None:
                return kept
            raise NoSuchCheckError
        if (now() - asked["LastModified"]).total_seconds() > LOST_SECONDS:
            raise CheckLostError
        return waiting(upload, "waiting" if self.uploads.head(FOLDER + upload) else "working")

    def _read(self, upload: str) -> Response | None:
        data = self.uploads.get(RESULTS + upload, MOST_BYTES)
        if data is None:
            return None
        self.uploads.delete(RESULTS + upload)
        return Response(**json.loads(data))


def later_from_environment(uploads: S3Uploads | None) -> QueuedChecks | None:
    """The queue in `ZIKAO_QUEUE`; None where that is not set, or no uploads are taken: nothing is put off.

    Raises:
        UploadsError: not the address of a queue.
    """
    queue = os.environ.get(VARIABLE)
    if not queue or uploads is None:
        return None
    if not queue.startswith(("https://", "http://")):
        raise UploadsError(f"环境变量 {VARIABLE} 应是 SQS 队列的网址，以 https:// 开头。")
    return QueuedChecks(uploads, queue)


class WorkError(Exception):
    """A check that was put off could not be worked off; whoever sent the message sends it again."""


def work(message: str, services: Services, uploads: S3Uploads) -> None:
    """Check one upload and keep the answer; what was said of the file is deleted then.

    The file is deleted before the check begins, so a message that comes a second time, because the first
    check was killed, finds none: the answer says so then, and nobody waits in vain.

    Args:
        message: as it was sent.
        services: rulebooks.
        uploads: the bucket.

    Raises:
        WorkError: the storage did not answer.
    """
    try:
        sent: Mapping[str, str] = json.loads(message)
        upload = sent["upload"]
        written = uploads.get(ASKED + upload, MOST_BYTES)
        if written is None:
            return
        asked = Asked(sent["province"], sent["spec"], **json.loads(written))
        claimed = replace(services, uploads=_Claimed(uploads), later=None, page_seconds=WORKER_PAGE_SECONDS)
        response = respond(ROUTE, asked.request(upload), claimed, Origins())
        if response.status == STORAGE_UNREACHABLE.status:
            raise StorageUnreachableError
        headers = {name: value for name, value in response.headers.items() if name in KEPT_HEADERS}
        kept = asdict(replace(response, headers=headers))
        uploads.put(RESULTS + upload, json.dumps(kept, ensure_ascii=False).encode())
        uploads.delete(ASKED + upload)
    except StorageUnreachableError:
        raise WorkError from None
    except Exception as error:
        # The runtime logs what a worker raises, traceback and message, and those could hold input.
        log.error("a check that was put off broke: %s", type(error).__name__)
        raise WorkError from None


@dataclass(frozen=True)
class _Claimed:
    """Uploads that whoever put their checks off has marked as taken."""

    uploads: S3Uploads

    def take(self, upload: str, limit: int, /) -> bytes:
        return self.uploads.take_claimed(upload, limit)

    def size(self, upload: str, /) -> int:
        return self.uploads.size(upload)

    def offer(self, size: int, media_type: str, /) -> UploadPlace:
        return self.uploads.offer(size, media_type)


@cache
def worker_parts() -> tuple[Services, S3Uploads]:
    """What the worker needs, made once.

    Raises:
        UploadsError: there is no bucket.
    """
    from zikao.api.assembly import services_from_environment
    from zikao.serve.s3 import VARIABLE as BUCKET_VARIABLE
    from zikao.serve.s3 import uploads_from_environment

    uploads = uploads_from_environment()
    if uploads is None:
        raise UploadsError(f"没有设置环境变量 {BUCKET_VARIABLE}，推后的检查没有存储桶可用。")
    return services_from_environment(), uploads
