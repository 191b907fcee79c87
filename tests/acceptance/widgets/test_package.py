"""A package from photographs to a result: made on a phone, saved, checked by the functions, page by page."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import escape
from playwright.sync_api import expect

from tests.books import rulebooks
from tests.unit.package import documents
from tests.unit.package.archives import ROWS
from tests.unit.package.conftest import fonts, pixels, text  # noqa: F401  # fixtures for pages
from tests.unit.package.documents import Page as Paper
from zikao.api.assembly import services_for
from zikao.checks.on_device import of_the_archive
from zikao.package.measuring import measure
from zikao.package.pack import Entry, archive, share_of, smaller
from zikao.site import device, form_markup, package_form
from zikao.site.address import DEVICE, DEVICE_FILES, ELEMENTS

from .conftest import PAGE_CSS, WHOLE, Site, serving

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Browser, FilePayload, Locator, Page

pytestmark = pytest.mark.browser

PROVINCES = Path(__file__).resolve().parents[3] / "provinces"
ITEM = "zhejiang/score-merge"
RULES = "rules.json"
"""What the page judges a chosen archive by."""
PATIENCE = 60_000
"""Milliseconds for what takes its time on a machine that has other work."""
NUMBER = documents.ticket_number(7)
WRONG = NUMBER[:-2] + f"{(int(NUMBER[-2:]) + 11) % 100:02}"
"""The last two digits are others."""


def element(most: int | None = None, more: str = "") -> str:
    """As the site's page has it: the form from the start, its slots in it.

    Args:
        most: bytes of an archive, where not what the spec says.
        more: attributes.
    """
    library = rulebooks()
    spec = library.book("zhejiang", None).packages["score-merge"]
    told = json.loads(package_form.told(library, ITEM, spec))
    parts = json.dumps(told | ({"bytes": most} if most else {}))
    form = form_markup.markup("archive", "ticket-number courses", "检查", "p", package_form.maker(spec))
    return (
        f'<zikao-package endpoint="/v1/package/{ITEM}" declares="ticket-number courses"'
        f' document="/{RULES}" parts="{escape(parts)}" title="检查" {more}>{form}</zikao-package>'
    )


@pytest.fixture(scope="module")
def served_package(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One page, and the functions with the rulebooks that are shipped."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(bundle, folder / "widgets")
    sheet = (folder / "widgets" / "forms.css").read_text(encoding="utf-8")
    (folder / "page.css").write_text(PAGE_CSS + sheet, encoding="utf-8")
    rules = of_the_archive(rulebooks().compiled("package", ITEM)).text()
    (folder / RULES).write_text(rules, encoding="utf-8")
    shutil.copytree(bundle / "device", folder / DEVICE_FILES)
    device.add(folder, frozenset({"package"}), compress=False)
    # A worker here has the headers of the page.
    scripts = "script-src 'self' 'wasm-unsafe-eval'"
    policy = f"default-src 'none'; {scripts}; style-src 'self'; connect-src 'self'; img-src 'self' data:"
    with serving(folder, services_for(PROVINCES), policy) as site:
        yield site


@pytest.fixture
def package(page: Page, served_package: Site) -> Page:
    """The page, awake."""
    served_package.asked.clear()
    page.goto(served_package.page("package", element()))
    expect(page.get_by_role("button", name="做成压缩包")).to_be_enabled()
    return page


def photograph(document: documents.Document, seed: int, *, lying: bool = False) -> bytes:
    """A page as a telephone writes it, with a place beside the picture."""
    from PIL import Image

    drawn = Paper.of(document, seed).draw(150)
    if lying:
        drawn = drawn.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x010F] = "样机"
    exif.get_ifd(0x8825)[1] = "N"
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=90, exif=exif)
    return target.getvalue()


NOISE = """() => {
  const { getImageData: own } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.getImageData = function (...asked) {
    const found = own.apply(this, asked);
    crypto.getRandomValues(found.data);
    return found;
  };
}"""
"""As browsers do that will not be recognised by what they draw."""


def webp() -> bytes:
    """A picture that goes into an archive as another one."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(target, "WEBP")
    return target.getvalue()


def put(page: Page, slot: str, *files: tuple[str, bytes]) -> Locator:
    """Puts pictures into a slot; gives its rows."""
    given: list[FilePayload] = [
        {"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files
    ]
    place = page.locator(f"[data-slot={slot}]")
    before = place.locator("li").count()
    place.get_by_label(re.compile("从相册选")).set_input_files(given)
    expect(place.locator("li")).to_have_count(before + len(files), timeout=PATIENCE)
    return place.locator("li")


def check(page: Page) -> None:
    page.get_by_label(re.compile("^我同意把这个文件和上面填的内容发给本站服务器检查")).check()
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator(".zk-pages")).to_be_visible(timeout=PATIENCE)


@pytest.mark.usefixtures("text")
def test_from_photographs_to_a_result_page_by_page(package: Page, served_package: Site) -> None:
    page = package
    page.evaluate(WHOLE)
    make = page.get_by_role("button", name="做成压缩包")
    make.click()
    expect(page.locator(".zk-maker .zk-fault")).to_have_text(
        "错误：请先填准考证号（8 到 16 位数字）：一个号做一个包。"
    )
    page.get_by_role("textbox", name="准考证号").fill(WRONG)
    make.click()
    expect(page.locator(".zk-maker .zk-fault")).to_have_text("错误：还没有放材料，请先拍照或从相册选。")

    put(page, "id-card", ("IMG_1.jpg", photograph("identity_card_front", 7)))
    tickets = put(page, "ticket", ("IMG_2.jpg", photograph("admission_ticket", 7, lying=True)))
    expect(tickets.locator("canvas")).to_be_visible()
    lying = tickets.locator("canvas").evaluate("(canvas) => canvas.width < canvas.height")
    page.get_by_role("button", name="要合并成绩的准考证第 1 份：向右转一下").click()
    expect(page.locator(".zk-maker [role=status]")).to_have_text("转好了，画面没有重新压缩。")
    expect(tickets.locator("canvas")).to_be_visible()
    assert tickets.locator("canvas").evaluate("(canvas) => canvas.width < canvas.height") is not lying
    certificates = put(page, "certificates", ("a.jpg", photograph("course_certificate", 7)))
    put(page, "certificates", ("b.jpg", photograph("identity_card_back", 7)))
    expect(certificates.locator(".zk-piece")).to_have_text([re.compile("^a.jpg"), re.compile("^b.jpg")])
    page.get_by_role("button", name="课程合格证书第 2 份：往前移").press("Enter")
    expect(certificates.locator(".zk-piece")).to_have_text([re.compile("^b.jpg"), re.compile("^a.jpg")])
    page.get_by_role("button", name="课程合格证书第 1 份：拿掉").click()
    expect(certificates.locator(".zk-piece")).to_have_text([re.compile("^a.jpg")])
    # The same picture once more is told, and not put in twice.
    place = page.locator("[data-slot=certificates]")
    again: FilePayload = {
        "name": "c.jpg",
        "mimeType": "image/jpeg",
        "buffer": photograph("course_certificate", 7),
    }
    place.get_by_label(re.compile("从相册选")).set_input_files(again)
    expect(page.locator(".zk-maker .zk-fault")).to_have_text("错误：c.jpg 已经放过了，没有再放。")

    # Browsers that give noise for what a page drew make no picture of it.
    page.evaluate(NOISE)
    turned: FilePayload = {"name": "d.webp", "mimeType": "image/webp", "buffer": webp()}
    place.get_by_label(re.compile("从相册选")).set_input_files(turned)
    expect(page.locator(".zk-maker .zk-fault")).to_have_text(
        "错误：d.webp 这个浏览器处理不了：打不开它，或者不让网页读出画面。请换一个浏览器，或另存为 JPG 再选。"
    )
    # What is wrong with the made archive is told by the file's own name, and it is not handed out.
    cut: FilePayload = {
        "name": "扫描.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7\n" + b"x" * 9000,
    }
    place.get_by_label(re.compile("选 PDF")).set_input_files(cut)
    expect(certificates.locator(".zk-piece")).to_have_text([re.compile("^a.jpg"), re.compile("^扫描.pdf")])
    make.click()
    expect(page.locator(".zk-maker .zk-fault")).to_have_text(
        "错误：做好的压缩包还不能用。扫描.pdf（在压缩包里叫 04-课程合格证-2.pdf）："
        "这个文件不完整，后面一截没有了。从原来的设备重新发送或重新扫描，能完整显示后再压缩。"
    )
    expect(page.locator(".zk-made")).to_be_empty()
    expect(page.locator(".zk-held")).to_contain_text("还没有选")
    page.get_by_role("button", name="课程合格证书第 2 份：拿掉").click()

    name = f"合并材料-尾号{WRONG[-4:]}.zip"
    make.click()
    heading = page.get_by_role("heading", name=f"做好了：{name}")
    expect(heading).to_be_focused()
    names = ["01-身份证.jpg", "02-准考证.jpg", "03-课程合格证.jpg"]
    expect(page.locator(".zk-names li")).to_have_text(names)
    expect(page.locator(".zk-held")).to_contain_text(name)
    expect(page.locator(".zk-beside")).to_contain_text("里面有 3 个文件，名字和大小没有看出问题")
    with page.expect_download() as saved:
        page.get_by_role("link", name="保存压缩包").click()
    data = saved.value.path().read_bytes()
    assert saved.value.suggested_filename == name
    assert not any(method == "POST" for method, _ in served_package.asked), "nothing was sent before consent"
    in_order(data, names)

    check(page)
    assert served_package.told == {"Ticket-Number": WRONG}
    expect(page.locator(".zk-report h3")).to_have_text("不符合")
    rows = page.locator(".zk-pages li")
    expect(rows).to_have_count(3)
    first = rows.first
    expect(first.locator("canvas")).to_be_visible()
    assert page.evaluate("whole") == 0, "a large page was decoded as a whole for its small picture"
    expect(first.locator("dd").first).to_have_text(NUMBER)
    expect(first.locator("dd").nth(1)).to_have_text(WRONG)
    expect(first.locator("mark")).to_have_text([NUMBER[-2:], WRONG[-2:]])
    expect(first).to_contain_text(f"第 {len(NUMBER) - 1}、{len(NUMBER)} 位不同")
    expect(rows.last).to_contain_text("身份证人像面")

    # The number is mended and not typed anew; the pictures are still there.
    expect(page.get_by_role("textbox", name="准考证号")).to_have_value(WRONG)
    page.get_by_role("textbox", name="准考证号").fill(NUMBER)
    make.click()
    expect(page.get_by_role("heading", name=f"做好了：合并材料-尾号{NUMBER[-4:]}.zip")).to_be_focused()
    check(page)
    expect(page.locator(".zk-pages .zk-good").first).to_have_text(f"准考证号和填的一致：{NUMBER}")
    expect(page.locator(".zk-pages li b")).to_have_text(["身份证人像面", "准考证", "课程合格证书"])

    page.get_by_role("button", name="做下一个准考证号的包").click()
    expect(page.get_by_role("textbox", name="准考证号")).to_have_value("")
    expect(page.locator(".zk-before")).to_contain_text("这一页已做好 1 个包")
    expect(page.locator("[data-slot=id-card] li")).to_have_count(1)
    expect(page.locator("[data-slot=ticket] li")).to_have_count(0)


def in_order(data: bytes, names: list[str]) -> None:
    """What was saved is a plain ZIP, and the server's own reader finds nothing wrong with it."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        assert made.namelist() == names
        for each in made.infolist():
            assert (each.flag_bits, each.compress_type, each.extra) == (0x800, zipfile.ZIP_STORED, b"")
    facts: dict[str, Any] = measure(data, "a.zip").model_dump(mode="json")["facts"]
    assert (facts["files"], facts["trailing_bytes"], facts["prefix"]) == (len(names), 0, "none")
    for entry in facts["contents"]:
        assert (entry["crc_ok"], entry["depth"], entry["name_encoding"]) == (True, 0, "utf8")
    assert "样机".encode() not in data, "what the camera wrote is left out"


LIMIT = 8_000_000
"""Bytes that the made archive may have at most: for its pictures as few as a rulebook's for a telephone's."""


def noise(side: tuple[int, int], seed: int) -> bytes:
    """A picture that hardly compresses, as a telephone's at night."""
    import numpy as np
    from PIL import Image

    grain = np.random.default_rng(seed).integers(0, 256, (side[1], side[0], 3), np.uint8)
    target = io.BytesIO()
    Image.fromarray(grain).save(target, "JPEG", quality=95)
    return target.getvalue()


def test_only_what_does_not_fit_is_made_smaller_and_that_is_said(
    page: Page, served_package: Site, tmp_path: Path
) -> None:
    """Five photographs are 12 MB; a small one beside them stays as it was, to the byte.

    They come out as `zikao pack` makes them, but for one with a broken scan: that the browser draws itself.
    """
    from PIL import Image

    served_package.asked.clear()
    page.goto(served_package.page("small", element(LIMIT, f'device="/{DEVICE}"')))
    big, small = (1600, 1200), noise((600, 400), 0)
    before = [noise(big, 1 + number) for number in range(5)]
    broken = len(before[4]) // 2
    before[4] = before[4][:broken] + bytes([0x35] * 40) + before[4][broken + 40 :]
    files = [tmp_path / f"IMG_{number}.jpg" for number in range(5)]
    for file, data in zip(files, before, strict=True):
        file.write_bytes(data)
    assert sum(map(len, before)) > LIMIT
    page.get_by_role("textbox", name="准考证号").fill(NUMBER)
    put(page, "id-card", ("IMG_9.jpg", small))
    for slot, chosen in {"ticket": files[:1], "certificates": files[1:]}.items():
        place = page.locator(f"[data-slot={slot}]")
        place.get_by_label(re.compile("从相册选")).set_input_files(chosen)
        expect(place.locator("li")).to_have_count(len(chosen), timeout=PATIENCE)
    told = json.loads((served_package.folder / DEVICE).read_text())["pack"]
    needed = ("GET", f"/{ELEMENTS}/{told['parts'][0]['at']}")
    assert needed not in served_package.asked, "nothing comes before it is needed"
    page.get_by_role("button", name="做成压缩包").click()
    expect(page.get_by_role("heading", name="做好了：")).to_be_visible(timeout=PATIENCE)
    assert needed in served_package.asked
    expect(page.locator(".zk-maker")).to_contain_text("6 份材料")
    expect(page.locator(".zk-maker")).to_contain_text("有 5 张放不下，缩小了")
    expect(page.locator(".zk-maker")).to_contain_text("其中 1 张是这个浏览器自己缩小的")
    names = [
        "01-身份证.jpg",
        "02-准考证.jpg",
        *(f"{2 + number:02}-课程合格证-{number}.jpg" for number in range(1, 5)),
    ]
    expect(page.locator(".zk-names li")).to_have_text(names)
    with page.expect_download() as saved:
        page.get_by_role("link", name="保存压缩包").click()
    data = saved.value.path().read_bytes()
    assert len(data) <= LIMIT
    in_order(data, names)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        shrunk = [made.read(name) for name in names[1:]]
    headers = 22 + sum(30 + 46 + 2 * len(name.encode()) for name in names)
    share = share_of([len(small), *map(len, before)], headers, LIMIT)
    assert share is not None
    wanted = [small, *(smaller(each, share) or b"" for each in before[:4]), shrunk[4]]
    assert data == archive(map(Entry, names, wanted)), "what Python makes of the same"
    with Image.open(io.BytesIO(shrunk[4])) as picture, Image.open(files[4]) as original:
        assert len(shrunk[4]) <= share
        assert all(
            half <= side <= whole for half, side, whole in zip((800, 600), picture.size, big, strict=True)
        )
        # The same picture in its place: far smaller, noise has a mean of its own in each corner.
        assert close(original, picture)


def close(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are the same seen from far away."""
    import numpy as np

    far = [np.asarray(each.convert("L").resize((40, 30)), float) for each in (one, other)]
    return float(np.corrcoef(far[0].ravel(), far[1].ravel())[0, 1]) > 0.8


HOSTILE = {
    "12_7z.zip": ("这是 7z 文件，成绩合并的材料要打包成 ZIP。", "先解压"),
    "02_gbk_nested_dir.zip": ("这个文件放在了文件夹里。", "让图片直接在第一层"),
    "01_gbk_names.zip": ("文件名没有标明编码", "不必处理"),
    "40_trunc.zip": ("压缩包不完整", "重新压缩或重新发送"),
    "10_enc_zipcrypto.zip": ("压缩包设置了密码", "不要设置密码"),
    "43_empty.zip": ("压缩包里没有材料文件。", "选中材料图片"),
    "35_60000_entries.zip": ("压缩包里有 60000 个条目，超过可检查的 100 个。", "只保留"),
}


def test_a_chosen_archive_is_looked_at_before_anything_is_sent(package: Page, served_package: Site) -> None:
    page = package
    chosen = page.get_by_label("要检查的压缩包")
    for name, (says, mend) in HOSTILE.items():
        file: FilePayload = {"name": name, "mimeType": "application/zip", "buffer": ROWS[name].make()}
        chosen.set_input_files(file)
        seen = page.locator(".zk-seen")
        expect(seen).to_contain_text(says)
        expect(seen).to_contain_text(mend)
        expect(page.locator(".zk-held")).to_contain_text(name)
    good: FilePayload = {
        "name": "a.zip",
        "mimeType": "application/zip",
        "buffer": ROWS["00_good_utf8.zip"].make(),
    }
    chosen.set_input_files(good)
    expect(page.locator(".zk-beside")).to_contain_text("名字和大小没有看出问题")
    expect(page.locator(".zk-seen")).to_have_count(0)
    assert not any(method == "POST" for method, _ in served_package.asked)


def test_a_chat_program_is_told_what_works_there(browser: Browser, served_package: Site) -> None:
    agent = "Mozilla/5.0 (Linux; Android 12) Chrome/86.0 Mobile MicroMessenger/8.0"
    context = browser.new_context(locale="zh-CN", user_agent=agent, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served_package.page("package", element()))
    note = page.locator(".zk-maker .zk-note").first
    expect(note).to_contain_text("选“在浏览器打开”")
    note.get_by_role("button", name="复制本页网址").click()
    expect(note.get_by_role("status")).to_have_text(re.compile("已复制|复制不了，请自己抄下来：http"))
    context.close()
