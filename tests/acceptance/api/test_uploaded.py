"""The package function takes uploads out of a real storage, under the real Lambda runtime client."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .harness import CANARY, free_port, png, running, write_province, written_files
from .runtime_api import RuntimeApi, answered, assert_clean, event, function
from .storage import BUCKET, KEY, SECRET, Storage

RESOURCE = "/v1/package/{province}/{spec}/uploaded"
TARGET = {"province": "echo", "spec": "evidence"}
MOST = 50_000_000


def headers(upload: str) -> dict[str, str]:
    """Of a request for that upload."""
    return {"x-zikao-consent": "yes", "x-zikao-upload": upload, "x-zikao-name": f"{CANARY}.zip"}


def ask(api: RuntimeApi, upload: str) -> Any:
    """One invocation."""
    return api.invoke(event(RESOURCE, headers(upload), b"", binary=False, **TARGET))


def refused(answer: Any, status: int, slug: str, upload: str) -> None:
    """A problem of that kind, which repeats nothing."""
    assert answer["statusCode"] == status, answer
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["type"] == f"tag:zikao,2026:problem/{slug}"
    assert upload not in json.dumps(answer)


def archive(size: int = 0) -> bytes:
    """A ZIP of two files, stored, with that many bytes more in it; the names of its files are the canary."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(f"{CANARY}.png", png(30, 40))
        made.writestr("2.png", png(30, 40) + bytes(size))
    return out.getvalue()


def test_uploads_are_checked_and_gone_and_nothing_stays_behind(
    root: Path, tmp_path: Path, storage: Storage
) -> None:
    good, large, bad, beyond, other = (f"{number:032x}" for number in range(0xA11CE, 0xA11CE + 5))
    filling = MOST - len(archive())
    for upload, data in (
        (good, archive()),
        (large, archive(filling)),
        (bad, CANARY.encode() * 9),
        (beyond, archive(filling + 1)),
        (other, archive()),
    ):
        storage.put(upload, data)
    with function("package", root, tmp_path, None, **storage.variables) as (api, log):
        report = answered(ask(api, good))
        assert report["findings"][0]["measured"] == "<2>"
        assert report["target"]["file"] == f"{CANARY}.zip"
        assert good not in json.dumps(report)
        assert f"uploads/{good}" not in storage.waiting()
        refused(ask(api, good), 404, "no-such-upload", good)

        assert answered(ask(api, large))["findings"][0]["measured"] == "<2>"
        assert answered(ask(api, bad))["verdict"] == "unknown"
        refused(ask(api, beyond), 413, "too-large", beyond)
        assert storage.waiting() == [f"uploads/{other}"]
        refused(ask(api, f"{0:032x}"), 404, "no-such-upload", f"{0:032x}")
        assert storage.waiting() == [f"uploads/{other}"]
        storage.client.delete_object(Bucket=BUCKET, Key=f"uploads/{other}")
    assert_silent(log, good, large, bad, beyond)


@pytest.mark.parametrize("wrong", ["port", "secret"])
def test_a_storage_that_cannot_be_read(root: Path, tmp_path: Path, storage: Storage, wrong: str) -> None:
    upload = f"{0xB0B:032x}"
    storage.put(upload, archive())
    variables = {
        **storage.variables,
        **(
            {"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{free_port()}"}
            if wrong == "port"
            else {"AWS_SECRET_ACCESS_KEY": "another"}
        ),
    }
    with function("package", root, tmp_path, None, **variables) as (api, log):
        answer = ask(api, upload)
        refused(answer, 503, "storage-unreachable", upload)
        assert int(answer["headers"]["Retry-After"]) > 0
    assert storage.waiting() == [f"uploads/{upload}"]
    storage.client.delete_object(Bucket=BUCKET, Key=f"uploads/{upload}")
    assert "an upload could not be read: " in log.read_text(encoding="utf-8")
    assert_silent(log, upload)


def test_a_function_without_a_bucket_takes_none(root: Path, tmp_path: Path) -> None:
    upload = f"{0xC0C:032x}"
    with function("package", root, tmp_path, ZIKAO_UPLOADS="") as (api, log):
        refused(ask(api, upload), 404, "no-uploads", upload)
    assert_silent(log, upload)


def test_one_machine_takes_them_too(
    tmp_path: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = f"{0xD0D:032x}"
    storage.put(upload, archive())
    for name, value in storage.variables.items():
        monkeypatch.setenv(name, value)
    with running(tmp_path, watch=True, provinces=write_province(tmp_path / "provinces")) as server:
        reply = server.ask("POST", "/v1/package/echo/evidence/uploaded", headers=headers(upload))
        assert (reply.status, reply.json["verdict"]) == (200, "pass")
        again = server.ask("POST", "/v1/package/echo/evidence/uploaded", headers=headers(upload))
        assert again.status == 404
    assert storage.waiting() == []
    assert_silent(server.log, upload)
    assert written_files(tmp_path) == []


def assert_silent(log: Path, *uploads: str) -> None:
    """Nothing of the input, no id and no key in the log."""
    assert_clean(log)
    written = log.read_text(encoding="utf-8")
    assert not [each for each in (*uploads, KEY, SECRET) if each in written]
