"""Where findings are: pages by name and number, places of a portrait drawn on the device."""

from __future__ import annotations

import html
import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import expect

from zikao.report import Region

from .answers import TILTED, answer, finding, report
from .conftest import PACKAGE, PHOTO, WHOLE, Site
from .test_upload import choose, jpeg, send

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RED = """() => {
  const canvas = document.querySelector(".zk-report canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const k = canvas.width / 480;
  return (x, y) => data.slice(4 * (Math.round(y * k) * canvas.width + Math.round(x * k))).slice(0, 3).join();
}"""


def shown(page: Page, site: Site, body: str, given: object) -> None:
    page.goto(site.page("findings", body))
    site.answer = answer(given)  # type: ignore[arg-type]
    choose(page, "a.jpg", jpeg())
    send(page)
    expect(page.locator(".zk-report")).to_be_visible()


def test_pages_are_named_with_their_number_and_the_rest_is_counted(page: Page, site: Site) -> None:
    blurred = tuple(Region(entry=f"材料/{n:02}.pdf", index=n, page=n + 1) for n in range(25))
    given = report(
        "package",
        finding("package.blurred", "有的页不清楚。", blurred, count=31),
        finding(
            "package.empty", "有空文件。", (Region(entry="空.jpg", index=3), Region(entry="b.pdf", page=2))
        ),
        finding("package.pages", "只传了一个文件。", (Region(page=7),)),
        finding("package.boxes", "没有名字。", (Region(box=(1, 2, 3, 4)),)),
    )
    shown(page, site, PACKAGE, given)
    places = page.locator("[data-rule='package.blurred']").get_by_text("位置：")
    expect(places).to_contain_text("位置：材料/00.pdf 第 1 页、材料/01.pdf 第 2 页")
    expect(places).to_contain_text("材料/24.pdf 第 25 页，还有 6 处")
    expect(page.locator("[data-rule='package.empty']")).to_contain_text("位置：空.jpg、b.pdf 第 2 页")
    expect(page.locator("[data-rule='package.empty']")).not_to_contain_text("还有")
    expect(page.locator("[data-rule='package.pages']")).to_contain_text("位置：第 7 页")
    expect(page.locator("[data-rule='package.boxes']")).not_to_contain_text("位置")


def test_a_portraits_places_are_drawn_on_the_device(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    shown(page, site, PHOTO, TILTED)
    drawing = page.locator(".zk-report").get_by_role("img")
    expect(drawing).to_have_attribute(
        "aria-label", "你的照片，标出了 3 个问题的位置：1 眼睛太高。2 双眼不平。3 背景里有东西。"
    )
    expect(page.locator(".zk-drawing li")).to_have_text(["眼睛太高。", "双眼不平。", "背景里有东西。"])
    assert asked.count("POST") == 1
    width, height = drawing.evaluate("canvas => [canvas.width, canvas.height]")
    assert (width, height) == (720, 960)
    # On the line and on the edge of a box; not in the middle of it, nor where a finding was fine.
    at = f"([x, y]) => ({RED})()(x, y)"
    assert page.evaluate(at, [300, 212]) == "196,22,28"
    assert page.evaluate(at, [90, 60]) == "196,22,28"
    assert page.evaluate(at, [50, 80]) != "196,22,28"
    assert page.evaluate(at, [300, 400]) != "196,22,28"


def test_a_turned_picture_is_drawn_as_it_is_shown(page: Page, site: Site) -> None:
    from io import BytesIO

    from PIL import Image

    page.goto(site.page("turned", PHOTO))
    site.answer = answer(TILTED)
    made, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (640, 480), "white").save(made, "JPEG", exif=exif)
    choose(page, "a.jpg", made.getvalue())
    send(page)
    for drawing in page.get_by_role("img").all():
        expect(drawing).to_be_visible()
        assert drawing.evaluate("canvas => [canvas.width, canvas.height]") == [720, 960]
    expect(page.locator(".zk-report").get_by_role("img")).to_have_count(1)


def test_a_line_of_the_list_leads_to_its_finding_and_back(page: Page, site: Site) -> None:
    shown(page, site, PHOTO, TILTED)
    page.locator(".zk-marks").get_by_role("button", name="双眼不平。").click()
    card = page.locator("[data-rule='photo.tilt']")
    expect(card).to_be_focused()
    card.get_by_role("button", name="回到图上的 2").click()
    expect(page.locator(".zk-report .zk-drawing")).to_be_focused()


WANTED = html.escape(
    json.dumps(
        {
            "frame": {
                "width": 480,
                "height": 640,
                "bands": [
                    {"line": "hair_top", "name": "头顶", "low": 50, "high": 110},
                    {"line": "face_width", "name": "脸宽", "low": 180, "high": 300},
                ],
            },
            "bytes": {"words": "20KB 到 40KB", "low": 20000, "high": 40960},
            "pixels": {"words": "宽 480，高 640 像素", "is": 480},
        }
    )
)


def lying() -> bytes:
    """A photograph on its side, marked so: upright it has a colour in each corner."""
    upright = Image.new("RGB", (2, 2))
    upright.putdata([ImageColor.getrgb(name) for name in ("red", "lime", "blue", "white")])
    stored = upright.transpose(Image.Transpose.ROTATE_90).resize((2400, 1800), Image.Resampling.NEAREST)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    stored.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_chosen_picture_stands_in_its_bands_before_anything_is_sent(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.page("chosen", PHOTO.replace("endpoint", f'wanted="{WANTED}" endpoint')))
    known = len(asked)
    choose(page, "a.jpg", jpeg(640, 480))
    look = page.locator(".zk-look")
    expect(look.get_by_role("img")).to_have_attribute(
        "aria-label", "你选的照片，上面画着头顶、眼睛和脸宽规定的范围"
    )
    expect(look).to_contain_text("像素：宽 640，高 480。要求 宽 480，高 640 像素，不符合")
    expect(look).to_contain_text("头在哪里还没有量")
    expect(look).to_contain_text("照片不是 480×640 的比例，这里只放了中间的一块。")
    expect(look).to_contain_text("还没有发出去")
    # The frame's shape whatever the picture's is, and the band's edge where the rules have it.
    size = look.locator("canvas").evaluate("canvas => [canvas.width, canvas.height]")
    assert size == [720, 960]
    pixel = """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3)"""
    plain, band = (look.locator("canvas").evaluate(pixel, [500, y]) for y in (40, 120))
    assert plain != band
    assert {url.rpartition("/")[2].partition("-")[0] for url in asked[known:]} <= {"chosen", "chunk"}
    page.evaluate(WHOLE)
    choose(page, "large.jpg", lying())
    expect(look).to_contain_text("像素：宽 2400，高 1800。")
    for name, at in {"red": [90, 40], "lime": [630, 40], "blue": [90, 920], "white": [630, 920]}.items():
        seen = look.locator("canvas").evaluate(pixel, at)
        assert all(abs(a - b) < 9 for a, b in zip(seen, ImageColor.getrgb(name), strict=True)), (name, seen)
    assert page.evaluate("whole") == 0, "a large photograph was decoded as a whole"
    choose(page, "b.zip", b"PK\x03\x04....")
    expect(look).to_have_text("这个文件是 ZIP，不是照片，请选 JPG 照片。")


def test_what_the_browser_cannot_open_is_not_drawn(page: Page, site: Site) -> None:
    page.goto(site.page("heic", PHOTO))
    site.answer = answer(TILTED)
    choose(page, "a.heic", b"no picture")
    send(page)
    expect(page.locator("[data-rule='photo.tilt']")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)
