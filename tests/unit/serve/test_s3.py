"""The reader of the bucket, against a client that misbehaves; a real storage is in the acceptance tests."""

from __future__ import annotations

import base64
import json
import logging
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
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
from zikao.serve.direct import DirectBytesError, direct_bytes_from_environment
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
        self.marked = datetime.now(UTC)

    def _ask(self, step: str, place: dict[str, str]) -> None:
        key = f"taken/{UPLOAD}" if step.endswith("mark") else f"uploads/{UPLOAD}"
        assert place == {"Bucket": "inbox", "Key": key}
        self.asked.append(step)
        if step in self.errors:
            raise self.errors[step]

    def head_object(self, **place: str) -> dict[str, Any]:
        if place["Key"].startswith("taken/"):
            self._ask("see mark", place)
            return {"ContentLength": 0, "LastModified": self.marked}
        self._ask("head", place)
        return {"ContentLength": self.size}

    def put_object(self, **given: Any) -> None:
        self.encryption = given.pop("ServerSideEncryption", None)
        assert (given.pop("Body"), given.pop("IfNoneMatch")) == (b"", "*")
        self._ask("mark", given)

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
    assert client.asked == ["head", "mark", "get", "delete"]
    assert client.body.closed


@pytest.mark.parametrize("status", [409, 412])
def test_one_that_is_marked_is_not_read_again(status: int) -> None:
    """Be it that another request is faster, or that the same form was used a second time."""
    client = Client(Held(b"x"), 1, mark=refusal(status))
    with pytest.raises(NoSuchUploadError):
        take(client)
    # Whoever won may be reading still.
    assert client.asked == ["head", "mark", "see mark"]
    client.marked -= timedelta(seconds=s3.TAKING_SECONDS + 1)
    client.asked.clear()
    with pytest.raises(NoSuchUploadError):
        take(client)
    assert client.asked == ["head", "mark", "see mark", "delete"]


def test_one_that_cannot_be_marked_stays_to_be_tried_again() -> None:
    client = Client(Held(b"x"), 1, mark=refusal(500))
    with pytest.raises(StorageUnreachableError):
        take(client)
    assert client.asked == ["head", "mark"]


def test_a_mark_is_encrypted_as_the_operator_says() -> None:
    for encryption in ("AES256", None):
        client = Client(Held(b"x"), 1)
        S3Uploads("inbox", partial(lambda known: known, client), encryption=encryption).take(UPLOAD, LIMIT)
        assert client.encryption == encryption


def test_the_limit_is_exact() -> None:
    assert len(take(Client(Held(b"x" * LIMIT), LIMIT))) == LIMIT
    client = Client(Held(b""), LIMIT + 1)
    with pytest.raises(UploadTooLargeError):
        take(client)
    assert client.asked == ["head", "mark", "delete"]


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
    assert client.asked == (["head"] if step == "head" else ["head", "mark", "get", "delete"])
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


KEYS = {"AWS_ACCESS_KEY_ID": "key-of-a-test", "AWS_SECRET_ACCESS_KEY": "secret-of-a-test"}


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The real client, which needs no storage to sign a form; the loggers as they were."""
    for name in ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    connected.cache_clear()
    yield monkeypatch
    connected.cache_clear()
    for name in ("botocore", "urllib3"):
        logging.getLogger(name).setLevel(logging.NOTSET)


ADDRESSES = [
    ("us-east-1", None, "https://inbox.s3.amazonaws.com/"),
    ("us-west-2", None, "https://inbox.s3.us-west-2.amazonaws.com/"),
    ("cn-north-1", None, "https://inbox.s3.cn-north-1.amazonaws.com.cn/"),
    ("cn-northwest-1", None, "https://inbox.s3.cn-northwest-1.amazonaws.com.cn/"),
    ("cn-north-1", "https://store.example.cn", "https://store.example.cn/inbox"),
]


@pytest.mark.parametrize(("region", "endpoint", "address"), ADDRESSES)
def test_a_place_is_for_one_key_one_length_one_type_and_five_minutes(
    signing: pytest.MonkeyPatch, region: str, endpoint: str | None, address: str
) -> None:
    signing.setenv("AWS_DEFAULT_REGION", region)
    if endpoint:
        signing.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    before = datetime.now(UTC).replace(microsecond=0)
    place = S3Uploads("inbox").offer(41_234_567, "application/zip")
    assert (place.url, place.expires_in) == (address, 300)
    assert place.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert f"/{region}/s3/aws4_request" in place.fields["x-amz-credential"]
    policy = json.loads(base64.b64decode(place.fields["policy"]))
    ends = datetime.fromisoformat(policy["expiration"])
    assert timedelta(seconds=300) <= ends - before <= timedelta(seconds=310)
    exact: dict[str, str] = {}
    for each in policy["conditions"]:
        if isinstance(each, dict):
            exact |= each
    assert ["content-length-range", 41_234_567, 41_234_567] in policy["conditions"]
    assert (exact["bucket"], exact["key"]) == ("inbox", f"uploads/{place.upload}")
    assert exact["Content-Type"] == place.fields["Content-Type"] == "application/zip"
    assert exact["x-amz-server-side-encryption"] == place.fields["x-amz-server-side-encryption"] == "AES256"
    # Whatever is sent is held to a value: there is no condition by which a field could begin as it likes.
    assert set(exact) == set(place.fields) - {"policy", "x-amz-signature"} | {"bucket"}
    assert not [each for each in policy["conditions"] if isinstance(each, list) and each[0] == "starts-with"]


def test_ids_are_drawn_anew_and_a_store_without_encryption_gets_no_such_field(
    signing: pytest.MonkeyPatch,
) -> None:
    signing.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    uploads = S3Uploads("inbox", address="https://store.example.cn/inbox/", encryption=None)
    places = [uploads.offer(1, "image/jpeg") for _ in range(50)]
    assert len({place.upload for place in places}) == 50
    assert {place.url for place in places} == {"https://store.example.cn/inbox/"}
    assert all(re.fullmatch("[0-9a-f]{32}", place.upload) for place in places)
    assert not any("x-amz-server-side-encryption" in place.fields for place in places)


def test_signing_tells_nothing_to_any_log(
    signing: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """At the level of botocore's own debugging, which says what is signed, and with what key."""
    signing.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    caplog.set_level(logging.DEBUG)
    place = S3Uploads("inbox").offer(1, "image/jpeg")
    told = caplog.text
    for secret in (place.upload, place.fields["x-amz-signature"], place.fields["policy"], *KEYS.values()):
        assert secret not in told


def test_without_keys_no_place_is_handed_out(
    signing: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in KEYS:
        signing.delenv(name)
    signing.setenv("AWS_EC2_METADATA_DISABLED", "true")
    signing.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    signing.setenv("AWS_CONFIG_FILE", os.devnull)
    signing.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    with pytest.raises(StorageUnreachableError):
        S3Uploads("inbox").offer(1, "image/jpeg")
    assert caplog.messages == ["no place could be signed for: NoCredentialsError"]


SETTINGS = {
    "ZIKAO_UPLOADS_ADDRESS": ["store.example.cn", "ftp://a.cn/", "https://", "https://a.cn/?a=1"],
    "ZIKAO_UPLOADS_ENCRYPTION": ["aes256", "kms"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in SETTINGS.items() for value in values]
)
def test_a_setting_that_cannot_be_read_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("ZIKAO_UPLOADS", "inbox")
    monkeypatch.setenv(name, value)
    with pytest.raises(UploadsError, match=name):
        uploads_from_environment()


def test_settings_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIKAO_UPLOADS", "inbox")
    monkeypatch.setenv("ZIKAO_UPLOADS_ADDRESS", "https://store.example.cn/inbox/")
    monkeypatch.setenv("ZIKAO_UPLOADS_ENCRYPTION", "none")
    found = uploads_from_environment()
    assert found == S3Uploads("inbox", address="https://store.example.cn/inbox/", encryption=None)


@pytest.mark.parametrize("written", ["4.5 MB", "0", "-1", "4500000 ", "1" * 13])
def test_a_direct_limit_that_is_no_number_is_told(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("ZIKAO_DIRECT_BYTES", written)
    with pytest.raises(DirectBytesError, match="ZIKAO_DIRECT_BYTES"):
        direct_bytes_from_environment(None)


def test_the_direct_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZIKAO_DIRECT_BYTES", raising=False)
    assert direct_bytes_from_environment(None) is None
    assert direct_bytes_from_environment(7) == 7
    monkeypatch.setenv("ZIKAO_DIRECT_BYTES", "1000000")
    assert direct_bytes_from_environment(7) == 1_000_000


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
