"""Places for uploads against a real storage: what their forms refuse, and large files from form to report."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from zikao.api.models import UploadPlace
from zikao.api.uploads import NoSuchUploadError
from zikao.serve import s3
from zikao.serve.s3 import S3Uploads

from .harness import CANARY, running, write_province, written_files
from .runtime_api import RuntimeApi, answered, assert_clean, event, function
from .storage import BUCKET, KEY, SECRET, Storage
from .test_uploaded import archive

TYPE = "application/zip"
SIZE = 1000
LARGE = 42_000_000


@pytest.fixture
def uploads(storage: Storage) -> S3Uploads:
    """The bucket of that storage, as functions have it."""
    return S3Uploads(BUCKET, lambda: storage.client)


@pytest.fixture
def place(uploads: S3Uploads) -> UploadPlace:
    """A place for a file of that size."""
    return uploads.offer(SIZE, TYPE)


def test_what_was_announced_is_taken_encrypted_and_read_once(
    storage: Storage, uploads: S3Uploads, place: UploadPlace
) -> None:
    data = bytes(range(250)) * 4
    assert storage.upload(place, data) == 204
    key = f"uploads/{place.upload}"
    assert storage.waiting() == [key]
    found = storage.client.head_object(Bucket=BUCKET, Key=key)
    assert (found["ContentLength"], found["ContentType"]) == (SIZE, TYPE)
    assert found["ServerSideEncryption"] == "AES256"
    assert uploads.take(place.upload, SIZE) == data
    assert storage.waiting() == []
    with pytest.raises(NoSuchUploadError):
        uploads.take(place.upload, SIZE)


@pytest.mark.parametrize("size", [SIZE - 1, SIZE + 1, 0, 60_000_000])
def test_another_size_is_refused(storage: Storage, place: UploadPlace, size: int) -> None:
    assert 400 <= storage.upload(place, bytes(size)) < 500
    assert storage.waiting() == []


def forged(place: UploadPlace, **changes: Any) -> dict[str, str]:
    """The form's policy with another content, under the signature of the first."""
    policy = json.loads(base64.b64decode(place.fields["policy"]))
    return {"policy": base64.b64encode(json.dumps({**policy, **changes}).encode()).decode()}


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "uploads/" + "f" * 32},
        {"key": "results/" + "f" * 32},
        {"Content-Type": "text/html"},
        {"x-amz-server-side-encryption": ""},
        {"x-amz-signature": "0" * 64},
        {"x-amz-credential": "another/20261129/cn-north-1/s3/aws4_request"},
        {"x-amz-date": "20200101T000000Z"},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_a_form_that_was_changed_is_refused(
    storage: Storage, place: UploadPlace, changes: dict[str, str]
) -> None:
    assert 400 <= storage.upload(place, bytes(SIZE), **changes) < 500
    assert not [key for key in storage.waiting("") if not key.startswith("taken/")]


@pytest.mark.parametrize(
    "field", ["policy", "x-amz-signature", "Content-Type", "x-amz-server-side-encryption"]
)
def test_a_form_that_lacks_a_field_is_refused(storage: Storage, place: UploadPlace, field: str) -> None:
    assert 400 <= storage.upload(place, bytes(SIZE), without=field) < 500
    assert storage.waiting() == []


def test_a_forged_policy_is_refused(storage: Storage, place: UploadPlace) -> None:
    lies: tuple[dict[str, Any], ...] = ({"conditions": []}, {"expiration": "2099-01-01T00:00:00Z"})
    for changes in lies:
        assert storage.upload(place, bytes(SIZE), **forged(place, **changes)) == 403
    assert storage.waiting() == []


def test_an_expired_form_is_refused(
    storage: Storage, uploads: S3Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3, "PLACE_SECONDS", 1)
    place = uploads.offer(SIZE, TYPE)
    time.sleep(2)
    assert storage.upload(place, bytes(SIZE)) == 403
    assert storage.waiting() == []


def test_a_form_that_is_used_again_after_the_check_brings_nothing(
    storage: Storage, uploads: S3Uploads, place: UploadPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert storage.upload(place, bytes(SIZE)) == 204
    uploads.take(place.upload, SIZE)
    assert storage.upload(place, b"x" * SIZE) == 204  # the form is good for five minutes
    with pytest.raises(NoSuchUploadError):
        uploads.take(place.upload, SIZE)
    monkeypatch.setattr(s3, "now", lambda: datetime.now(UTC) + timedelta(seconds=s3.TAKING_SECONDS + 5))
    with pytest.raises(NoSuchUploadError):
        uploads.take(place.upload, SIZE)
    assert storage.waiting() == []


def test_a_second_file_over_the_first_is_the_one_that_is_read(
    storage: Storage, uploads: S3Uploads, place: UploadPlace
) -> None:
    """By the form's own holder, before the check."""
    assert storage.upload(place, bytes(SIZE)) == 204
    assert storage.upload(place, b"x" * SIZE) == 204
    assert uploads.take(place.upload, SIZE) == b"x" * SIZE
    assert storage.waiting() == []


def test_of_many_at_once_one_gets_the_file(storage: Storage, uploads: S3Uploads, place: UploadPlace) -> None:
    assert storage.upload(place, bytes(SIZE)) == 204
    got: list[bool] = []
    start = threading.Barrier(8)

    def take() -> None:
        start.wait()
        try:
            got.append(uploads.take(place.upload, SIZE) == bytes(SIZE))
        except NoSuchUploadError:
            got.append(False)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 7 + [True]
    assert storage.waiting() == []


WISH = {"kind": "package", "type": TYPE}
JSON = {"content-type": "application/json", "x-zikao-consent": "yes"}


def large() -> bytes:
    """An archive of more than a gateway takes; its names are the canary."""
    return archive(LARGE - len(archive()))


def test_a_large_archive_from_form_to_report_on_one_machine(
    tmp_path: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = large()
    for name, value in {**storage.variables, "ZIKAO_DIRECT_BYTES": "1000000"}.items():
        monkeypatch.setenv(name, value)
    with running(tmp_path, watch=True, provinces=write_province(tmp_path / "provinces")) as server:
        rules = server.ask("GET", "/v1/uploads").json
        assert rules == {"offered": True, "direct_bytes": 1_000_000}
        wish = json.dumps({**WISH, "size": len(data)}).encode()
        refused = server.ask("POST", "/v1/uploads", wish, {**JSON, "x-zikao-consent": "no"})
        assert refused.status == 403
        place = UploadPlace.model_validate(server.ask("POST", "/v1/uploads", wish, JSON).json)
        assert storage.upload(place, data) == 204
        headers = {"x-zikao-consent": "yes", "x-zikao-upload": place.upload, "x-zikao-name": f"{CANARY}.zip"}
        # One machine has no queue, and answers at once.
        headers["prefer"] = "respond-async"
        reply = server.ask("POST", "/v1/package/echo/evidence/uploaded", headers=headers)
        report: dict[str, Any] = reply.json
        assert (reply.status, report["findings"][0]["measured"]) == (200, "<2>")
        again = server.ask("POST", "/v1/package/echo/evidence/uploaded", headers=headers)
        assert again.status == 404
    assert storage.waiting() == []
    assert written_files(tmp_path) == []
    assert_silent(server.log, place)


class Queue:
    """What a queue says to whoever sends a message (SQS over JSON), on this machine."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        queue = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Keeps a message."""
                assert self.headers["X-Amz-Target"] == "AmazonSQS.SendMessage"
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                queue.messages.append(sent["MessageBody"])
                digest = hashlib.md5(sent["MessageBody"].encode(), usedforsecurity=False).hexdigest()
                body = json.dumps({"MessageId": "1", "MD5OfMessageBody": digest}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@contextmanager
def queueing() -> Iterator[Queue]:
    """A queue while it is needed."""
    queue = Queue()
    try:
        yield queue
    finally:
        queue.server.shutdown()
        queue.server.server_close()


def get(api: RuntimeApi, check: str, upload: str) -> Any:
    """One invocation for a check that was put off."""
    asked = event("/v1/checks/{check}", {"x-zikao-upload": upload}, b"", binary=False, check=check)
    return api.invoke(
        {**asked, "httpMethod": "GET", "requestContext": {**asked["requestContext"], "httpMethod": "GET"}}
    )


def test_a_large_archive_is_put_off_worked_off_and_its_answer_read_once(
    root: Path, tmp_path: Path, storage: Storage
) -> None:
    """Three functions under the real runtime client: who hands out, who puts off, who works off."""
    data = large()
    with queueing() as queue:
        variables = {
            **storage.variables,
            "ZIKAO_QUEUE": f"{queue.address}/1/zikao-checks",
            "AWS_ENDPOINT_URL_SQS": queue.address,
        }
        folders = [tmp_path / name for name in ("light", "package", "worker")]
        for folder in folders:
            folder.mkdir()
        light, package, worker = folders
        with function("eligibility", root, light, None, **variables) as (api, log):
            wish = json.dumps({**WISH, "size": len(data)}).encode()
            offered = api.invoke(event("/v1/uploads", JSON, wish, binary=False))
            place = UploadPlace.model_validate(answered(offered))
            assert storage.upload(place, data) == 204
            with function("package", root, package, None, **variables) as (checking, package_log):
                headers = {
                    "x-zikao-consent": "yes",
                    "x-zikao-upload": place.upload,
                    "x-zikao-name": f"{CANARY}.zip",
                    "x-zikao-ticket-number": "91827364550",
                }
                resource = "/v1/package/{province}/{spec}/uploaded"
                sent = event(resource, headers, b"", binary=False, province="echo", spec="evidence")
                put_off = checking.invoke(sent)
                assert put_off["statusCode"] == 202
                # Who lost the answer asks once more, and is told the same.
                assert checking.invoke(sent)["body"] == put_off["body"]
            told = json.loads(put_off["body"])
            assert queue.messages == [
                json.dumps({"upload": place.upload, "province": "echo", "spec": "evidence"})
            ]
            assert get(api, told["check"], place.upload)["statusCode"] == 202
            record = {"body": queue.messages[0], "receiptHandle": "r", "messageId": "1"}
            with function("package", root, worker, None, entry="app.worker", **variables) as (
                working,
                worker_log,
            ):
                assert working.invoke({"Records": [record]}) is None
            left = [key.partition("/")[0] for key in storage.waiting("") if place.upload in key]
            assert left == ["results", "taken"]
            kept = storage.client.head_object(Bucket=BUCKET, Key=f"results/{place.upload}")
            assert kept["ServerSideEncryption"] == "AES256"
            report = answered(get(api, told["check"], place.upload))
            assert report["findings"][0]["measured"] == "<2>"
            assert report["target"]["file"] == f"{CANARY}.zip"
            assert get(api, told["check"], place.upload)["statusCode"] == 404
    assert [key for key in storage.waiting("") if place.upload in key] == [f"taken/{place.upload}"]
    for each in (log, package_log, worker_log):
        assert_silent(each, place)


def test_a_worker_that_cannot_reach_the_storage_tells_nothing_and_fails(
    root: Path, tmp_path: Path, storage: Storage
) -> None:
    """The queue sends the message again then."""
    upload = f"{0xE0E:032x}"
    record = {"body": json.dumps({"upload": upload, "province": "echo", "spec": CANARY}), "messageId": "1"}
    record["receiptHandle"] = "r"
    wrong = {**storage.variables, "AWS_SECRET_ACCESS_KEY": "another"}
    with function("package", root, tmp_path, None, entry="app.worker", **wrong) as (api, log):
        assert api.invoke({"Records": [record]}) == {"runtime": "/2018-06-01/runtime/invocation/1/error"}
    written = log.read_text(encoding="utf-8")
    assert "an upload could not be read: ClientError 403" in written
    assert not [each for each in (CANARY, upload, KEY, SECRET, "another") if each in written]


def assert_silent(log: Path, place: UploadPlace) -> None:
    """Nothing of the input, no id, no form and no key in the log."""
    assert_clean(log)
    written = log.read_text(encoding="utf-8")
    secrets = (place.upload, place.fields["x-amz-signature"], place.fields["policy"], KEY, SECRET)
    assert not [each for each in secrets if each in written]
