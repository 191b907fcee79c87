"""The page of a photo spec: its picture, a chosen portrait in the same bands, a result on one sheet."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.acceptance.by_server import send
from tests.books import rulebooks
from zikao.checks.photo import photo_report
from zikao.checks.reporting import Known
from zikao.report import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Route

    from .conftest import Visit

pytestmark = pytest.mark.browser

PAGE = "anhui/photos/graduation/"
SCREEN = 844
SHOWN = {"shown_width": 480, "shown_height": 640}
MOST_SCREENS, MOST_BYTES = 5, 100_000
LINES = {
    "hair_top_y": Region(box=(120, 40, 360, 40), line="hair_top"),
    "left_eye_y": Region(box=(190, 250, 290, 252), line="eye_line"),
    "face_width": Region(box=(120, 300, 360, 300), line="face_width"),
}


def places(fact: str) -> Sequence[Region]:
    return [LINES[fact]] if fact in LINES else []


@pytest.fixture(scope="module")
def answer() -> str:
    """On a portrait before a red ground, its hair too high."""
    library = rulebooks()
    given = library.provinces["anhui"].photos["graduation"].examples[0].given
    facts = {**given, "background_nearest": "red", "background_rgb": "#d9001b", "hair_top_y": 40} | SHOWN
    report = photo_report(library, "anhui/graduation", Known(facts, file="a.jpg", places=places))
    return report.model_dump_json()


def portrait() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (480, 640), (217, 0, 27)).save(made, "JPEG")
    return made.getvalue()


def test_a_photo_page_from_its_picture_to_a_printed_result(visit: Visit, answer: str) -> None:
    page = visit.open(PAGE)
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * SCREEN
    assert sum(visit.served.values()) <= MOST_BYTES
    expect(page.locator(".zg-frame").get_by_role("img")).to_have_attribute(
        "aria-label",
        "照片的样子：480×640 像素。头顶离上边 50 到 110 像素；眼睛离上边 200 到 300 像素；"
        "脸宽 180 到 300 像素；脸的中间离左边 216 到 264 像素。",
    )
    pairs = page.locator(".zg-pairs > li")
    expect(pairs).to_have_count(6)
    for link in pairs.get_by_role("link").all():
        assert page.locator(link.get_attribute("href") or "").count() == 1
    # A pair leads to its rule, be it folded.
    pairs.get_by_role("link", name="坐姿端正，头没有歪").click()
    expect(page.locator("#rule-upright")).to_be_visible()

    sent: list[str] = []

    def check(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(body=answer, content_type="application/json")

    page.route("**/v1/photo/anhui/graduation", check)
    page.locator("zikao-photo input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
    )
    look = page.locator(".zk-look")
    expect(look.get_by_role("img")).to_be_visible()
    expect(look).to_contain_text("要求 宽 480，高 640 像素，符合")
    # What the file itself says is judged on the device: the made portrait states no density.
    seen = look.locator(".zk-seen")
    expect(seen).to_contain_text("先看到")
    expect(seen.locator("[data-rule='photo.density']")).to_contain_text("依据：")
    expect(seen.locator("[data-rule='photo.pixels']")).to_have_count(0)
    assert sent == []

    page.get_by_label("拍摄日期").fill("2026-02-01")
    send(page)
    report = page.locator(".zk-report")
    expect(report.get_by_role("heading", name="不符合")).to_be_visible()
    expect(report.locator(".zk-first")).to_contain_text("先做这一件：")
    # Red is nothing that a new file mends.
    expect(page.get_by_role("button", name="照这样做一张")).to_have_count(0)
    expect(report.locator(".zk-drawing").get_by_role("img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * SCREEN
    after = report.locator(".zk-after")
    expect(after.get_by_role("link", name="自考毕业申请：上传毕业照片，等审核通过")).to_have_attribute(
        "href", "../../graduation/#step-upload-photo"
    )
    expect(page.get_by_label("拍摄日期")).to_have_value("2026-02-01")
    after.get_by_role("button", name="存成图片").click()
    expect(after.get_by_role("link", name="保存图片")).to_have_attribute("download", "照片检查结果.jpg")

    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(sheets) == 1
    words = sheets[0].get_textpage().get_text_range()
    assert "背景不是浅蓝色或白色" in words
    assert "请你自己看" in words
    assert "逐条要求" not in words
    assert visit.faults == []
    assert len(json.loads(answer)["portrait"]["lines"]) == len(LINES)

    # The result is a view; what was asked and what is demanded are one step back, and come with another file.
    assert page.url.endswith("#result")
    assert page.title().startswith("检查结果 - ")
    card = report.locator("[data-outcome=no]").first
    expect(card.get_by_text("附件", exact=False)).to_be_hidden()
    card.get_by_role("button", name="依据").click()
    expect(card.get_by_text("附件", exact=False)).to_be_visible()
    expect(pairs.first).to_be_hidden()
    page.go_back()
    expect(pairs.first).to_be_visible()
    expect(report).to_be_visible()
    page.go_forward()
    expect(pairs.first).to_be_hidden()
    page.get_by_role("link", name="回到检查和要求").click()
    expect(page.get_by_role("button", name="选择照片")).to_be_in_viewport()
    page.go_back()
    page.locator("zikao-photo input[type=file]").set_input_files(
        {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
    )
    expect(page.get_by_role("button", name="查全部")).to_be_visible()
    # Its rules come after the picture; left before they have, the page counts as not answered.
    expect(seen.locator("[data-rule='photo.density']")).to_be_visible()
    page.reload(wait_until="networkidle")
    expect(pairs.first).to_be_visible()
    assert visit.faults == []
