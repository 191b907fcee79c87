"""Checks that are put off, because a gateway would not wait: asked for, worked off, looked up once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from zikao.api.http import ACCEPT_HEADER, CONSENT_HEADER, NAME_HEADER, UPLOAD_HEADER, Request, Response
from zikao.api.models import Waiting
from zikao.api.problems import CHECK_LOST, NO_SUCH_CHECK, ProblemError

LATER_BYTES = 15_000_000
"""Uploads above it are put off unasked: some twenty-five scans of 600 KB, which fill the ten seconds that the
pages of an archive get before a gateway; see `zikao.api.handlers.PAGE_SECONDS`."""
WORKER_PAGE_SECONDS = 120.0
"""CPU time for the pages of an archive whose check was put off: for all hundred that are read at most."""
RETRY_AFTER = 3
"""Seconds after which to look again."""
LOST_SECONDS = 3600
"""After it nobody waits any longer, and a check that has not ended is taken for lost."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked, and what was said of it."""

    province: str
    spec: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By names in lower case; only those that the check reads."""

    @classmethod
    def of(cls, request: Request, said: tuple[str, ...]) -> Asked:
        """What a check needs of the request for it, and no more.

        Args:
            request: for an uploaded file.
            said: names of the header fields of what the candidate says of it.
        """
        names = [name.lower() for name in (ACCEPT_HEADER, CONSENT_HEADER, NAME_HEADER, *said)]
        headers = {name: request.headers[name] for name in names if name in request.headers}
        query = {"city": request.city} if request.city else {}
        return cls(request.parameters["province"], request.parameters["spec"], query, headers)

    def request(self, upload: str) -> Request:
        """The same request once more."""
        headers = {**self.headers, UPLOAD_HEADER.lower(): upload}
        return Request({"province": self.province, "spec": self.spec}, self.query, headers)


class Later(Protocol):
    """Where checks that were put off wait, and where their answers lie until they are read."""

    def has(self, upload: str, /) -> bool:
        """Whether the check of an upload was put off, and its answer not read yet.

        Raises:
            StorageUnreachableError: it could not be asked for.
        """

    def put_off(self, upload: str, asked: Asked, /) -> None:
        """Have an upload checked later.

        Raises:
            NoSuchUploadError: the upload was taken already.
            StorageUnreachableError: storage or queue did not answer; the upload waits as before.
        """

    def look(self, upload: str, /) -> Response | Waiting:
        """The answer, which is deleted by that, or how far the check is.

        Raises:
            NoSuchCheckError: never put off, read already or expired.
            CheckLostError: it should have ended long ago.
            StorageUnreachableError: it could not be asked for.
        """


def name_of(upload: str) -> str:
    """Name of the check of an upload: it can stand in an address, as nobody can find the upload by it."""
    return hashlib.sha256(upload.encode()).hexdigest()[:32]


def waiting(upload: str, state: Any = "waiting") -> Waiting:
    """How far the check of an upload is, as it is told."""
    check = name_of(upload)
    return Waiting(state=state, check=check, href=f"/v1/checks/{check}", retry_after=RETRY_AFTER)


class NoSuchCheckError(ProblemError):
    """Never put off, read already or expired."""

    def __init__(self) -> None:
        detail = "没有找到这次检查：结果只能取一次，可能已经取过，或者放得太久被删除了，请重新上传检查。"
        super().__init__(NO_SUCH_CHECK, detail)


class CheckLostError(ProblemError):
    """It should have ended long ago."""

    def __init__(self) -> None:
        super().__init__(CHECK_LOST, "这次检查没有做完，上传的文件已经删除或即将删除，请重新上传检查。")
