"""Files too large to be sent with a request: a browser, the real functions, a real storage."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.acceptance.api.storage import BUCKET, Storage
from zikao.api.assembly import services_for
from zikao.api.services import Services
from zikao.serve import s3
from zikao.serve.later import QueuedChecks, work
from zikao.serve.s3 import S3Uploads

from .conftest import PACKAGE, PAGE_CSS, PHOTO, POLICY, Site, serving
from .made import made_library
from .test_upload import jpeg

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONSENT = (
    "我同意把这个文件发给本站服务器检查。"
    "文件较大，可能先传到本站的加密存储，开始检查前就从那里删除；结果取走即删，不转交。"
)
NAME = "张三 011234567890.zip"
MB = 1_000_000
PATIENCE = 30_000
"""Milliseconds for what takes its time on a machine that has other work."""


@dataclass
class Queue:
    """Hands each message to a worker at once."""

    services: Services
    uploads: S3Uploads
    messages: list[dict[str, str]] = field(default_factory=list)
    go: threading.Event = field(default_factory=threading.Event)
    """Cleared: the worker waits."""

    def send_message(self, **given: str) -> None:
        """Starts the worker."""
        self.messages.append(json.loads(given["MessageBody"]))

        def later() -> None:
            self.go.wait(30)
            work(given["MessageBody"], self.services, self.uploads)

        threading.Thread(target=later, daemon=True).start()


@dataclass
class Place:
    """All that a test needs."""

    site: Site
    storage: Storage
    queue: Queue


@pytest.fixture(scope="module")
def rulebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up province."""
    folder = tmp_path_factory.mktemp("rulebooks")
    made_library(folder)
    return folder


def allow(storage: Storage, origin: str) -> None:
    """Lets a page of that origin send to the bucket, and no other."""
    rule = {"AllowedOrigins": [origin], "AllowedMethods": ["POST"], "AllowedHeaders": ["*"]}
    storage.client.put_bucket_cors(Bucket=BUCKET, CORSConfiguration={"CORSRules": [rule]})


@pytest.fixture
def place(bundle: Path, tmp_path: Path, storage: Storage, rulebooks: Path) -> Iterator[Place]:
    """Pages, functions behind a gateway's limit, a bucket that the pages' policy names, a queue."""
    folder = tmp_path / "site"
    shutil.copytree(bundle, folder / "widgets")
    (folder / "page.css").write_text(PAGE_CSS, encoding="utf-8")
    uploads = S3Uploads(BUCKET, lambda: storage.client)
    services = services_for(rulebooks)
    queue = Queue(services, uploads)
    queue.go.set()
    later = QueuedChecks(uploads, "https://queue.example.cn/1/checks", lambda: queue)
    behind = replace(services, uploads=uploads, later=later, direct_bytes=4_500_000)
    policy = POLICY.replace("connect-src 'self'", f"connect-src 'self' http://127.0.0.1:{storage.port}")
    with serving(folder, behind, policy) as site:
        allow(storage, site.address)
        yield Place(site, storage, queue)
    left = storage.waiting()
    for key in left:
        storage.client.delete_object(Bucket=BUCKET, Key=key)
    assert left == []


def slow(page: Page, per_second: int) -> None:
    """A line that sends so many bytes a second."""
    line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": per_second}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[int], Path]:
    """An archive of one picture, filled up to that many bytes."""

    def make(size: int) -> Path:
        path = tmp_path / NAME
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("身份证.jpg", jpeg(60, 40))
        filling = size - path.stat().st_size
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("身份证.jpg", jpeg(60, 40) + bytes(filling))
        return path

    return make


def choose(page: Page, file: Path) -> None:
    """Chooses a file and agrees."""
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label(CONSENT).check()
    page.get_by_role("button", name="开始检查").click()


def listen(page: Page) -> None:
    """Notes what the element says of its progress."""
    page.evaluate(
        "() => { window.heard = [];"
        " document.addEventListener('zikao-progress', ({ detail }) => window.heard.push(detail)); }"
    )


def test_a_large_archive_is_uploaded_with_its_progress_put_off_and_answered(
    page: Page, place: Place, archive: Callable[[int], Path]
) -> None:
    file = archive(42 * MB)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto(place.site.page("package", PACKAGE))
    listen(page)
    slow(page, 14 * MB)
    place.queue.go.clear()
    asked.clear()
    choose(page, file)
    status = page.locator(".zk-note [role=status]")
    expect(status).to_have_text("正在发送")
    expect(page.locator(".zk-note")).to_contain_text("，共 42.0 MB")
    expect(status).to_have_text("正在排队，请不要关掉这一页……", timeout=PATIENCE)
    place.queue.go.set()
    expect(page.locator(".zk-report h3")).to_have_text("符合", timeout=PATIENCE)
    expect(page.locator(".zk-verdict")).to_contain_text(f"文件：{NAME}")
    heard: list[dict[str, Any]] = page.evaluate("window.heard")
    states = list(dict.fromkeys(each["state"] for each in heard))
    assert states[:3] == ["sending", "uploading", "working"]
    assert "waiting" in states
    shares = [each["share"] for each in heard if each["state"] == "uploading"]
    assert shares == sorted(shares)
    assert len([share for share in shares if 0.1 < share < 0.9]) > 2
    assert shares[-1] == 1
    # To the functions and to the bucket, and nowhere else; no name in an address, a key or a message.
    here, there = place.site.address, f"http://127.0.0.1:{place.storage.port}"
    asked = [each for each in asked if "/widgets/" not in each]
    assert asked[:4] == [
        f"GET {here}/v1/uploads",
        f"POST {here}/v1/uploads",
        f"POST {there}/inbox",
        f"POST {here}/v1/package/made/any/uploaded",
    ]
    (check,) = set(asked[4:])
    assert check.startswith(f"GET {here}/v1/checks/")
    (message,) = place.queue.messages
    assert set(message) == {"upload", "province", "spec"}
    left = [key for key in place.storage.waiting("") if message["upload"] in key]
    assert left == [f"taken/{message['upload']}"]


def test_an_upload_can_be_given_up_and_tried_again(
    page: Page, place: Place, archive: Callable[[int], Path]
) -> None:
    page.goto(place.site.page("package", PACKAGE))
    slow(page, 2 * MB)
    choose(page, archive(12 * MB))
    expect(page.locator(".zk-note [role=status]")).to_have_text("正在发送")
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_role("alert")).to_have_text("已取消，没有得到结果。")
    assert place.storage.waiting() == []
    assert not [path for _, path in place.site.asked if path.endswith("/uploaded")]
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".zk-report h3")).to_have_text("符合", timeout=PATIENCE)
    assert place.queue.messages == []


def test_a_line_that_breaks_says_so_and_the_file_is_still_there(
    page: Page, place: Place, archive: Callable[[int], Path]
) -> None:
    page.goto(place.site.page("package", PACKAGE))
    page.route(f"http://127.0.0.1:{place.storage.port}/**", lambda route: route.abort())
    choose(page, archive(5 * MB))
    expect(page.get_by_role("alert")).to_have_text("文件没有传完，请检查网络，再试一次；文件还在，不用重选。")
    page.unroute_all()
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".zk-report h3")).to_have_text("符合", timeout=PATIENCE)


def test_a_form_that_expired_on_the_way_says_so(
    page: Page, place: Place, archive: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3, "PLACE_SECONDS", 1)
    page.clock.resume()
    page.goto(place.site.page("package", PACKAGE))
    slow(page, 2 * MB)
    choose(page, archive(5 * MB))
    expect(page.get_by_role("alert")).to_contain_text("过期了，请换快一点的网络，再试一次", timeout=PATIENCE)


def test_a_refusal_by_the_storage_says_so(page: Page, place: Place, archive: Callable[[int], Path]) -> None:
    page.goto(place.site.page("package", PACKAGE))
    cors = {"Access-Control-Allow-Origin": place.site.address}
    page.route(
        f"http://127.0.0.1:{place.storage.port}/**", lambda route: route.fulfill(status=403, headers=cors)
    )
    choose(page, archive(5 * MB))
    expect(page.get_by_role("alert")).to_have_text(
        "存放文件的地方没有收下（403），请再试一次；文件还在，不用重选。"
    )


def test_a_portal_that_the_bucket_does_not_know_cannot_send_there(
    page: Page, place: Place, archive: Callable[[int], Path]
) -> None:
    allow(place.storage, "https://another.example.cn")
    page.goto(place.site.page("package", PACKAGE))
    choose(page, archive(5 * MB))
    expect(page.get_by_role("alert")).to_contain_text("文件没有传完")
    # The browser sends a plain form all the same, it only keeps the answer from the page.
    for key in place.storage.waiting():
        place.storage.client.delete_object(Bucket=BUCKET, Key=key)


def test_a_large_portrait_is_uploaded_too(page: Page, place: Place, tmp_path: Path) -> None:
    file = tmp_path / "照片.jpg"
    file.write_bytes(jpeg() + bytes(6 * MB))
    page.goto(place.site.page("photo", PHOTO))
    choose(page, file)
    expect(page.locator(".zk-report h3")).to_have_text("不符合", timeout=PATIENCE)
    assert ("POST", "/v1/photo/made/any/uploaded") in place.site.asked


def test_a_server_without_a_bucket_says_how_much_it_takes(
    page: Page, bundle: Path, tmp_path: Path, rulebooks: Path, archive: Callable[[int], Path]
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(bundle, folder / "widgets")
    (folder / "page.css").write_text(PAGE_CSS, encoding="utf-8")
    services = services_for(rulebooks)
    file = archive(6 * MB)
    with serving(folder, replace(services, direct_bytes=4_500_000)) as site:
        page.goto(site.page("package", PACKAGE))
        choose(page, file)
        expect(page.get_by_role("alert")).to_have_text(
            "文件有 6.0 MB，这里最多能收 4.5 MB，请换小一点的文件。"
        )
        assert not [path for method, path in site.asked if method == "POST"]
    with serving(folder, services) as site:
        page.goto(site.page("package", PACKAGE))
        choose(page, file)
        expect(page.locator(".zk-report h3")).to_have_text("符合", timeout=PATIENCE)
        assert [path for method, path in site.asked if method == "POST"] == ["/v1/package/made/any"]
