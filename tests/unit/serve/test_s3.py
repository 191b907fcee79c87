"""The reader of the bucket, against a client that misbehaves; a real storage is in the acceptance tests."""

from __future__ import annotations

import logging
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    IncompleteReadError,
    NoCredentialsError,
    ReadTimeoutError,
)

from zikao.api.problems import ProblemError
from zikao.api.uploads import NoSuchUploadError, StorageUnreachableError, UploadTooLargeError
from zikao.errors import ZikaoError
from zikao.serve import s3
from zikao.serve.chalice_app import build
from zikao.serve.rsgi import create
from zikao.serve.s3 import S3Uploads, UploadsError, connected, uploads_from_environment

UPLOAD = "0123456789abcdef" * 2
LIMIT = 3_000_000


class Endless:
    """A stream that never ends, and counts what it gave."""

    given = 0
    closed = False

    def read(self, amount: int) -> bytes:
        self.given += amount
        return b"x" * amount

    def close(self) -> None:
        self.closed = True


class Held(Endless):
    """A stream of that content."""

    def __init__(self, data: bytes, error: Exception | None = None) -> None:
        self.data = data
        self.error = error

    def read(self, amount: int) -> bytes:
        if self.error and not self.data:
            raise self.error
        piece, self.data = self.data[:amount], self.data[amount:]
        return piece


class Client:
    """One object; each step may fail instead."""

    def __init__(self, body: Endless, size: int, **errors: Exception) -> None:
        self.body = body
        self.size = size
        self.errors = errors
        self.asked: list[str] = []

    def _ask(self, step: str, place: dict[str, str]) -> None:
        assert place == {"Bucket": "inbox", "Key": f"uploads/{UPLOAD}"}
        self.asked.append(step)
        if step in self.errors:
            raise self.errors[step]

    def head_object(self, **place: str) -> dict[str, Any]:
        self._ask("head", place)
        return {"ContentLength": self.size}

    def get_object(self, **place: str) -> dict[str, Any]:
        self._ask("get", place)
        return {"Body": self.body}

    def delete_object(self, **place: str) -> None:
        self._ask("delete", place)


def take(client: Client) -> bytes:
    """Takes the one object."""
    return S3Uploads("inbox", lambda: client).take(UPLOAD, LIMIT)


def refusal(status: int, code: str = UPLOAD) -> ClientError:
    """An answer of the storage that repeats the key."""
    said = {"Error": {"Code": code, "Message": f"uploads/{UPLOAD}"}}
    return ClientError({**said, "ResponseMetadata": {"HTTPStatusCode": status}}, "HeadObject")


def test_it_is_read_and_deleted() -> None:
    data = bytes(range(256)) * 8192
    client = Client(Held(data), len(data))
    assert take(client) == data
    assert client.asked == ["head", "get", "delete"]
    assert client.body.closed


def test_the_limit_is_exact() -> None:
    assert len(take(Client(Held(b"x" * LIMIT), LIMIT))) == LIMIT
    client = Client(Held(b""), LIMIT + 1)
    with pytest.raises(UploadTooLargeError):
        take(client)
    assert client.asked == ["head", "delete"]


def test_a_size_that_lied_does_not_fill_the_memory() -> None:
    body = Endless()
    client = Client(body, 10)
    tracemalloc.start()
    try:
        with pytest.raises(UploadTooLargeError):
            take(client)
        assert tracemalloc.get_traced_memory()[1] < 2.5 * LIMIT
    finally:
        tracemalloc.stop()
    assert body.given == LIMIT + 1
    assert body.closed
    assert client.asked[-1] == "delete"


def test_one_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "READ_SECONDS", -1.0)
    client = Client(Endless(), 10)
    with pytest.raises(StorageUnreachableError):
        take(client)
    assert client.asked[-1] == "delete"


@pytest.mark.parametrize("step", ["head", "get"])
def test_an_unknown_one(step: str) -> None:
    with pytest.raises(NoSuchUploadError):
        take(Client(Held(b""), 0, **{step: refusal(404)}))


FAULTS = [
    (refusal(403), "ClientError 403"),
    (refusal(500), "ClientError 500"),
    (EndpointConnectionError(endpoint_url=UPLOAD), "EndpointConnectionError"),
    (ReadTimeoutError(endpoint_url=UPLOAD), "ReadTimeoutError"),
    (NoCredentialsError(), "NoCredentialsError"),
]


@pytest.mark.parametrize(("error", "cause"), FAULTS)
@pytest.mark.parametrize("step", ["head", "get"])
def test_a_storage_out_of_order(
    caplog: pytest.LogCaptureFixture, step: str, error: Exception, cause: str
) -> None:
    client = Client(Held(b""), 0, **{step: error})
    with pytest.raises(StorageUnreachableError):
        take(client)
    assert client.asked == (["head"] if step == "head" else ["head", "get", "delete"])
    assert caplog.messages == [f"an upload could not be read: {cause}"]
    assert_clean(caplog)


def test_a_stream_that_breaks_off(caplog: pytest.LogCaptureFixture) -> None:
    error = IncompleteReadError(actual_bytes=1, expected_bytes=2)
    client = Client(Held(b"x", error), 2)
    with pytest.raises(StorageUnreachableError):
        take(client)
    assert client.asked[-1] == "delete"
    assert client.body.closed


@pytest.mark.parametrize(("error", "cause"), [*FAULTS, (ValueError(UPLOAD), "ValueError")])
def test_what_cannot_be_deleted_is_told_and_still_checked(
    caplog: pytest.LogCaptureFixture, error: Exception, cause: str
) -> None:
    client = Client(Held(b"data"), 4, delete=error)
    assert take(client) == b"data"
    assert caplog.messages == [f"an upload was not deleted: {cause}"]
    assert_clean(caplog)


def assert_clean(caplog: pytest.LogCaptureFixture) -> None:
    """No id and no traceback in any record."""
    assert all(UPLOAD not in str(record.__dict__) and record.exc_info is None for record in caplog.records)


def test_no_problem_holds_the_id() -> None:
    for error in (NoSuchUploadError(), UploadTooLargeError(LIMIT), StorageUnreachableError()):
        assert isinstance(error, ProblemError)
        assert UPLOAD not in error.problem().model_dump_json()


@pytest.mark.parametrize("name", ["", None])
def test_without_a_bucket_there_are_no_uploads(monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    monkeypatch.delenv("ZIKAO_UPLOADS", raising=False)
    if name is not None:
        monkeypatch.setenv("ZIKAO_UPLOADS", name)
    assert uploads_from_environment() is None


def test_a_bucket_makes_one_storage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIKAO_UPLOADS", "inbox-1.zikao")
    assert uploads_from_environment() == uploads_from_environment() == S3Uploads("inbox-1.zikao")


@pytest.mark.parametrize("name", ["s3://inbox", "In", "inbox/uploads", "-inbox", "inbox ", "x" * 64, "信箱"])
def test_a_name_that_is_no_bucket_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ZIKAO_UPLOADS", name)
    with pytest.raises(ZikaoError, match="ZIKAO_UPLOADS"):
        uploads_from_environment()


@pytest.mark.parametrize("begin", [partial(build, "package"), create], ids=["function", "one machine"])
def test_both_edges_look_for_the_bucket(monkeypatch: pytest.MonkeyPatch, begin: Callable[[], object]) -> None:
    monkeypatch.setenv("ZIKAO_UPLOADS", "s3://inbox")
    with pytest.raises(UploadsError):
        begin()


def test_the_real_client_keeps_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings of the libraries below tell addresses; endpoint and region come from the environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    connected.cache_clear()
    try:
        client = connected()
        assert (client.meta.endpoint_url, client.meta.region_name) == ("http://127.0.0.1:9", "cn-north-1")
        for name in ("botocore.endpoint", "urllib3.connectionpool", "urllib3.connection"):
            assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)
    finally:
        connected.cache_clear()
        for name in ("botocore", "urllib3"):
            logging.getLogger(name).setLevel(logging.NOTSET)
