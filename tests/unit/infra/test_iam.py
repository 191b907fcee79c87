"""What the functions call, recorded from the real clients, beside what their roles allow.

Every route that touches the cloud is asked: no call may be missing, and nothing allowed that nobody calls.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from botocore.awsrequest import AWSRequest, AWSResponse

from tests.acceptance.api.harness import png, write_province
from tests.acceptance.api.runtime_api import event
from zikao.api.later import name_of
from zikao.api.routes import ROUTES
from zikao.serve import later, s3
from zikao.serve.chalice_app import add_worker, build

Tree = dict[str, Any]
Calls = set[tuple[str, str]]
"""Actions of IAM, each with what it was done to: a folder of the bucket, the bucket, the queue."""

UPLOAD = "0123456789abcdef" * 2
BUCKET = "zikao-uploads-111122223333-cn-north-1"
QUEUE = "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/zikao-packages"
ACTIONS = {
    "HeadObject": "s3:GetObject",
    "GetObject": "s3:GetObject",
    "PutObject": "s3:PutObject",
    "DeleteObject": "s3:DeleteObject",
    "SendMessage": "sqs:SendMessage",
}
"""By operations of the clients; any other is a failure of this test, and wants a look at the roles."""


class Held(io.BytesIO):
    """A body that botocore reads piece by piece."""

    def stream(self, amount: int = 1024, **_: Any) -> Iterator[bytes]:
        return iter(lambda: self.read(amount), b"")


class Cloud:
    """Answers in the place of the network, in the bytes of S3 and SQS."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.messages: list[str] = []
        self.calls: Calls = set()
        self.queue_broken = False

    def send(self, request: AWSRequest, event_name: str, **_: Any) -> AWSResponse:
        operation = event_name.rpartition(".")[2]
        if operation == "SendMessage":
            self.calls.add((ACTIONS[operation], "queue"))
            body = json.loads(request.body)["MessageBody"]
            self.messages.append(body)
            digest = hashlib.md5(body.encode()).hexdigest()
            answer = json.dumps({"MessageId": "1", "MD5OfMessageBody": digest}).encode()
            return self._answer(request, 400 if self.queue_broken else 200, answer)
        key = unquote(urlsplit(request.url).path).removeprefix(f"/{BUCKET}").lstrip("/")
        self.calls.add((ACTIONS[operation], f"{key.partition('/')[0]}/"))
        return self._object(request, operation, key)

    def _object(self, request: AWSRequest, operation: str, key: str) -> AWSResponse:
        if operation == "PutObject":
            if "If-None-Match" in request.headers and key in self.objects:
                return self._answer(request, 412)
            body = request.body or b""
            self.objects[key] = body if isinstance(body, bytes) else body.read()
            return self._answer(request, 200)
        if operation == "DeleteObject":
            self.objects.pop(key, None)
            return self._answer(request, 204)
        if key not in self.objects:
            # Where it is gone S3 looks whether the caller may know that.
            self.calls.add(("s3:ListBucket", "bucket"))
            return self._answer(request, 404)
        return self._answer(request, 200, self.objects[key], head=operation == "HeadObject")

    def _answer(self, request: AWSRequest, status: int, body: bytes = b"", head: bool = False) -> AWSResponse:
        headers = {"Content-Length": str(len(body)), "Last-Modified": formatdate(usegmt=True)}
        return AWSResponse(request.url, status, headers, Held(b"" if head else body))


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Cloud]:
    """In the place of the network behind the real clients."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "cn-north-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "ZIKAO_UPLOADS": BUCKET,
        "ZIKAO_QUEUE": QUEUE,
        "ZIKAO_PROVINCES": str(write_province(tmp_path)),
    }.items():
        monkeypatch.setenv(name, value)
    made = Cloud()
    clear(made)
    yield made
    clear(None)


def clear(cloud: Cloud | None) -> None:
    """Forget clients and what was made of them; the next ones answer from that cloud."""
    for cached in (s3.connected, later.worker_parts):
        cached.cache_clear()
    if cloud:
        # As they are called: a cache tells a name that is given from one that is left out.
        for service, client in (("s3", s3.connected()), ("sqs", s3.connected("sqs"))):
            client.meta.events.register(f"before-send.{service}", cloud.send)


CONSENT = {"x-zikao-consent": "yes", "x-zikao-upload": UPLOAD}


def eligibility(cloud: Cloud) -> None:
    app = build("eligibility")
    wish = json.dumps({"kind": "photo", "size": 9_000_000, "type": "image/jpeg"}).encode()
    sent = event("/v1/uploads", {**CONSENT, "content-type": "application/json"}, wish, binary=False)
    place = json.loads(app(sent, None)["body"])
    # A form is worth what its signer may do: its key says where.
    cloud.calls.add(("s3:PutObject", f"{place['fields']['key'].partition('/')[0]}/"))
    for objects in (
        {},
        {f"asked/{UPLOAD}": b"{}"},
        {f"asked/{UPLOAD}": b"{}", f"uploads/{UPLOAD}": b"x"},
        {f"results/{UPLOAD}": json.dumps({"status": 200, "headers": {}, "body": "{}"}).encode()},
    ):
        cloud.objects = dict(objects)
        asked = event("/v1/checks/{check}", CONSENT, b"", binary=False, check=name_of(UPLOAD))
        asked["httpMethod"] = asked["requestContext"]["httpMethod"] = "GET"
        answer = app(asked, None)
        assert answer["statusCode"] in (200, 202, 404), answer


def uploaded(app: Any, path: str, **headers: str) -> Tree:
    spec = "portrait" if "photo" in path else "evidence"
    sent = event(path, {**CONSENT, **headers}, b"", binary=False, province="echo", spec=spec)
    found: Tree = app(sent, None)
    return found


def photo(cloud: Cloud) -> None:
    app = build("photo")
    for path in (route.path for route in ROUTES if route.group == "photo" and route.uploaded):
        cloud.objects = {f"uploads/{UPLOAD}": png(300, 400)}
        assert uploaded(app, path)["statusCode"] in (200, 422)
        assert uploaded(app, path)["statusCode"] == 404
        cloud.objects = {f"uploads/{UPLOAD}": png(300, 400), f"taken/{UPLOAD}": b""}
        assert uploaded(app, path)["statusCode"] == 404


def package(cloud: Cloud) -> None:
    app = build("package")
    (path,) = (route.path for route in ROUTES if route.group == "package" and route.uploaded)
    waits = {f"uploads/{UPLOAD}": png(30, 40)}
    cloud.objects = dict(waits)
    assert uploaded(app, path)["statusCode"] == 200
    assert uploaded(app, path)["statusCode"] == 404
    cloud.objects = dict(waits)
    assert uploaded(app, path, prefer="respond-async")["statusCode"] == 202
    cloud.objects = {**waits, f"taken/{UPLOAD}": b""}
    assert uploaded(app, path, prefer="respond-async")["statusCode"] == 404
    cloud.objects, cloud.queue_broken = dict(waits), True
    assert uploaded(app, path, prefer="respond-async")["statusCode"] == 503


def worker(cloud: Cloud) -> None:
    message = json.dumps({"upload": UPLOAD, "province": "echo", "spec": "evidence"})
    said = json.dumps({"query": {}, "headers": {"x-zikao-consent": "yes"}}).encode()
    function = add_worker(build("package"))
    cloud.objects = {f"uploads/{UPLOAD}": png(30, 40), f"asked/{UPLOAD}": said}
    record = {"body": message, "receiptHandle": "r"}
    function({"Records": [record]}, None)
    assert list(cloud.objects) == [f"results/{UPLOAD}"]
    function({"Records": [record]}, None)


FUNCTIONS: dict[str, Callable[[Cloud], None]] = {
    "Eligibility": eligibility,
    "Photo": photo,
    "Package": package,
    "Worker": worker,
}
BY_LAMBDA = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
"""What Lambda calls with the worker's role, to fetch messages for it."""


def allowed(role: Tree) -> Calls:
    """What a role allows besides its own log, in the words of `Calls`."""
    found: Calls = set()
    (policy,) = role["Properties"]["Policies"]
    for statement in policy["PolicyDocument"]["Statement"]:
        assert statement["Effect"] == "Allow"
        actions, places = (
            each if isinstance(each, list) else [each]
            for each in (statement["Action"], statement["Resource"])
        )
        for action in actions:
            assert "*" not in action
            found |= {(action, _place(place)) for place in places}
    return {(action, place) for action, place in found if not action.startswith("logs:")}


def _place(place: Tree) -> str:
    if "Fn::Sub" in place:
        bucket, _, folder = place["Fn::Sub"].partition("/")
        assert bucket == "${UploadBucket.Arn}"
        assert folder.endswith("/*")
        return str(folder.removesuffix("*"))
    name, attribute = place["Fn::GetAtt"]
    assert attribute == "Arn"
    return {"UploadBucket": "bucket", "Queue": "queue"}.get(name, str(name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_role_allows_what_its_function_calls_and_no_more(
    name: str, cloud: Cloud, resources: dict[str, Tree]
) -> None:
    FUNCTIONS[name](cloud)
    found = allowed(resources[f"{name}Role"])
    if name == "Worker":
        assert {action for action, _ in found} >= BY_LAMBDA
        found = {(action, place) for action, place in found if action not in BY_LAMBDA}
    assert found == cloud.calls


def test_a_function_writes_into_its_own_log_and_makes_none(resources: dict[str, Tree]) -> None:
    for name in (*FUNCTIONS, "Site"):
        (policy,) = resources[f"{name}Role"]["Properties"]["Policies"]
        log = policy["PolicyDocument"]["Statement"][0]
        assert log["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
        assert log["Resource"] == {"Fn::GetAtt": [f"{name}Log", "Arn"]}
    assert allowed(resources["SiteRole"]) == set()


def test_every_part_that_calls_the_cloud_is_known_here() -> None:
    """Another client than those of the two would be called with no one looking."""
    source = Path(s3.__file__).parents[1]
    making = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if any(
            word in path.read_text("utf-8") for word in ("create_client", "boto3.client", "boto3.resource")
        )
    }
    asking = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ('connected("', "connected('"))
    }
    assert making == {"serve/s3.py"}
    assert asking == {"serve/later.py"}
