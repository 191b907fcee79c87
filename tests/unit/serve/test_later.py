"""Checks that are put off, over a bucket and a queue in memory: what lies where, and until when."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tests.acceptance.api.harness import png, write_province
from zikao.api.assembly import services_for
from zikao.api.http import NAME_HEADER, Response
from zikao.api.later import LOST_SECONDS, Asked, CheckLostError, NoSuchCheckError, name_of
from zikao.api.models import Waiting
from zikao.api.uploads import NoSuchUploadError, StorageUnreachableError
from zikao.serve import later as module
from zikao.serve.chalice_app import QUEUE, add_worker, build
from zikao.serve.later import QueuedChecks, WorkError, later_from_environment, work
from zikao.serve.s3 import S3Uploads, UploadsError

UPLOAD = "0123456789abcdef" * 2
CANARY = "canary-8d2e11"
NUMBER = "91827364550"
ASKED = Asked("echo", "evidence", {}, {"x-zikao-consent": "yes", NAME_HEADER.lower(): f"{CANARY}.jpg"})
ADDRESS = "https://sqs.cn-north-1.amazonaws.com.cn/1/zikao-checks"


def refusal(status: int) -> ClientError:
    """An answer of the storage that repeats the key."""
    said = {"Error": {"Code": "X", "Message": f"uploads/{UPLOAD}"}}
    return ClientError({**said, "ResponseMetadata": {"HTTPStatusCode": status}}, "Any")


class Cloud:
    """A bucket and a queue."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {f"uploads/{UPLOAD}": png(30, 40)}
        self.messages: list[str] = []
        self.broken: set[str] = set()
        self.now = datetime(2026, 11, 29, 8, tzinfo=UTC)

    def _ask(self, step: str, key: str) -> None:
        if step in self.broken or f"{step} {key.partition('/')[0]}" in self.broken:
            raise refusal(500)
        if step in ("head", "get") and key not in self.objects:
            raise refusal(404)

    def head_object(self, **place: str) -> dict[str, Any]:
        self._ask("head", place["Key"])
        return {"ContentLength": len(self.objects[place["Key"]]), "LastModified": self.now}

    def get_object(self, **place: str) -> dict[str, Any]:
        self._ask("get", place["Key"])
        return {"Body": io.BytesIO(self.objects[place["Key"]])}

    def put_object(self, **given: Any) -> None:
        key = given["Key"]
        self._ask("put", key)
        assert given["ServerSideEncryption"] == "AES256"
        if "IfNoneMatch" in given and key in self.objects:
            raise refusal(412)
        self.objects[key] = given["Body"]

    def delete_object(self, **place: str) -> None:
        self._ask("delete", place["Key"])
        self.objects.pop(place["Key"], None)

    def send_message(self, **given: str) -> None:
        if "send" in self.broken:
            raise EndpointConnectionError(endpoint_url=UPLOAD)
        assert given["QueueUrl"] == ADDRESS
        self.messages.append(given["MessageBody"])

    @property
    def folders(self) -> set[str]:
        """What there is of the upload."""
        assert all(key.partition("/")[2] == UPLOAD for key in self.objects)
        return {key.partition("/")[0] for key in self.objects}


@pytest.fixture
def cloud() -> Cloud:
    """One upload waits."""
    return Cloud()


@pytest.fixture
def checks(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> QueuedChecks:
    """Over that bucket and queue."""
    monkeypatch.setattr(module, "now", lambda: cloud.now)
    monkeypatch.setattr("zikao.serve.s3.now", lambda: cloud.now)
    return QueuedChecks(S3Uploads("inbox", lambda: cloud), ADDRESS, lambda: cloud)


def worked_off(checks: QueuedChecks, message: str, folder: Path) -> None:
    """By the worker, with real rulebooks and the real check."""
    work(message, services_for(write_province(folder)), checks.uploads)


def test_the_message_holds_the_id_and_the_spec_and_nothing_of_the_person(
    checks: QueuedChecks, cloud: Cloud
) -> None:
    said = Asked("echo", "evidence", {}, {**ASKED.headers, "x-zikao-ticket-number": NUMBER})
    assert not checks.has(UPLOAD)
    checks.put_off(UPLOAD, said)
    assert [json.loads(each) for each in cloud.messages] == [
        {"upload": UPLOAD, "province": "echo", "spec": "evidence"}
    ]
    assert checks.has(UPLOAD)
    assert cloud.folders == {"uploads", "taken", "asked"}


def test_it_is_checked_kept_read_once_and_gone(checks: QueuedChecks, cloud: Cloud, tmp_path: Path) -> None:
    checks.put_off(UPLOAD, ASKED)
    assert isinstance(found := checks.look(UPLOAD), Waiting)
    assert (found.state, found.check) == ("waiting", name_of(UPLOAD))
    worked_off(checks, cloud.messages[0], tmp_path)
    assert cloud.folders == {"taken", "results"}
    assert checks.has(UPLOAD)
    answer = checks.look(UPLOAD)
    assert isinstance(answer, Response)
    assert (answer.status, answer.headers["Content-Language"]) == (200, "zh-CN")
    assert json.loads(answer.body)["target"]["file"] == f"{CANARY}.jpg"
    assert cloud.folders == {"taken"}
    with pytest.raises(NoSuchCheckError):
        checks.look(UPLOAD)
    with pytest.raises(NoSuchUploadError):
        checks.put_off(UPLOAD, ASKED)


def test_the_file_is_away_before_the_check_begins(
    checks: QueuedChecks, cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def killed(*_: Any, limits: Any, **__: Any) -> None:
        seen.append((cloud.folders, limits.page_seconds))
        found = checks.look(UPLOAD)
        seen.append(found.state if isinstance(found, Waiting) else found)
        raise KeyboardInterrupt

    checks.put_off(UPLOAD, ASKED)
    monkeypatch.setattr("zikao.checks.package.check_package", killed)
    with pytest.raises(KeyboardInterrupt):
        worked_off(checks, cloud.messages[0], tmp_path)
    assert seen == [({"taken", "asked"}, 120.0), "working"]
    # The queue sends the message again; nobody waits for an answer that cannot come.
    worked_off(checks, cloud.messages[0], tmp_path)
    answer = checks.look(UPLOAD)
    assert isinstance(answer, Response)
    assert answer.status == 404
    assert "请重新上传" in json.loads(answer.body)["detail"]


def test_a_fault_of_ours_is_an_answer_too(
    checks: QueuedChecks, cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError(CANARY)

    checks.put_off(UPLOAD, ASKED)
    monkeypatch.setattr("zikao.checks.package.check_package", broken)
    worked_off(checks, cloud.messages[0], tmp_path)
    answer = checks.look(UPLOAD)
    assert isinstance(answer, Response)
    assert answer.status == 500
    assert CANARY not in answer.body
    assert cloud.folders == {"taken"}


def test_a_message_that_comes_twice_changes_nothing(
    checks: QueuedChecks, cloud: Cloud, tmp_path: Path
) -> None:
    checks.put_off(UPLOAD, ASKED)
    worked_off(checks, cloud.messages[0], tmp_path)
    before = dict(cloud.objects)
    worked_off(checks, cloud.messages[0], tmp_path)
    assert cloud.objects == before


@pytest.mark.parametrize("broken", ["head uploads", "get uploads", "get asked", "put results"])
def test_a_storage_out_of_order_has_the_message_sent_again(
    checks: QueuedChecks, cloud: Cloud, tmp_path: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    checks.put_off(UPLOAD, ASKED)
    cloud.broken = {broken}
    with pytest.raises(WorkError) as caught:
        worked_off(checks, cloud.messages[0], tmp_path)
    assert (str(caught.value), caught.value.__cause__) == ("", None)
    assert "results" not in cloud.folders
    assert "asked" in cloud.folders
    assert UPLOAD not in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("message", ["", "{}", f'{{"upload": "{CANARY}"', "[]"])
def test_a_message_that_is_none_is_told_by_its_class_alone(
    checks: QueuedChecks, tmp_path: Path, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(WorkError):
        worked_off(checks, message, tmp_path)
    assert [record.exc_info for record in caplog.records] == [None]
    assert CANARY not in caplog.text


@pytest.mark.parametrize("broken", ["put asked", "send", "put taken"])
def test_what_cannot_be_put_off_waits_as_before(
    checks: QueuedChecks, cloud: Cloud, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    cloud.broken = {broken}
    with pytest.raises(StorageUnreachableError):
        checks.put_off(UPLOAD, ASKED)
    assert cloud.folders == {"uploads"}
    assert cloud.messages == []
    assert UPLOAD not in caplog.text
    cloud.broken = set()
    checks.put_off(UPLOAD, ASKED)
    assert len(cloud.messages) == 1


def test_an_answer_that_comes_between_two_looks_is_found(
    checks: QueuedChecks, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = json.dumps({"status": 200, "headers": {}, "body": "{}"}).encode()
    real = cloud.head_object

    def meanwhile(**place: str) -> dict[str, Any]:
        cloud.objects[f"results/{UPLOAD}"] = kept
        return real(**place)

    monkeypatch.setattr(cloud, "head_object", meanwhile)
    assert checks.look(UPLOAD) == Response(200, {}, "{}")
    assert "results" not in cloud.folders


def test_one_that_should_have_ended_long_ago_is_lost(
    checks: QueuedChecks, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks.put_off(UPLOAD, ASKED)
    start = cloud.now
    monkeypatch.setattr(module, "now", lambda: start + timedelta(seconds=LOST_SECONDS))
    assert isinstance(checks.look(UPLOAD), Waiting)
    monkeypatch.setattr(module, "now", lambda: start + timedelta(seconds=LOST_SECONDS + 1))
    with pytest.raises(CheckLostError):
        checks.look(UPLOAD)


def test_the_queue_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = S3Uploads("inbox")
    monkeypatch.delenv("ZIKAO_QUEUE", raising=False)
    assert later_from_environment(uploads) is None
    monkeypatch.setenv("ZIKAO_QUEUE", ADDRESS)
    assert later_from_environment(None) is None
    assert later_from_environment(uploads) == QueuedChecks(uploads, ADDRESS)
    monkeypatch.setenv("ZIKAO_QUEUE", "zikao-checks")
    with pytest.raises(UploadsError, match="ZIKAO_QUEUE"):
        later_from_environment(uploads)


def test_the_worker_takes_one_message_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    app = build("package")
    worker = add_worker(app)
    sources: list[Any] = app.event_sources
    assert [(each.name, each.queue, each.batch_size) for each in sources] == [("worker", QUEUE, 1)]
    seen: list[object] = []
    monkeypatch.setattr("zikao.serve.chalice_app.worker_parts", lambda: ("services", "uploads"))
    monkeypatch.setattr("zikao.serve.chalice_app.work", lambda *given: seen.append(given))
    record = {"body": "message", "receiptHandle": "x", "messageId": "1"}
    worker({"Records": [record]}, None)
    assert seen == [("message", "services", "uploads")]


def test_a_worker_without_a_bucket_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZIKAO_UPLOADS", raising=False)
    module.worker_parts.cache_clear()
    with pytest.raises(UploadsError, match="ZIKAO_UPLOADS"):
        module.worker_parts()
