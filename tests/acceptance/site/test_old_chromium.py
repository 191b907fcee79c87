"""The jobs of a candidate in Chromium 86, the oldest that everything has to work in: decision 22.

What runs inside chat programs is of its age. Each job fails where a step does not come, whatever the reason.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ..engines import jobs, old
from ..engines.driver import Played
from ..engines.portals import made_files
from ..engines.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FORGIVEN = (":focus-visible", "::file-selector-button")
"""What Chromium 86 knows by no or by another name, alone in its rule: tests/js/floor/reasons.mjs."""


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Callable[[], None]]]:
    with serving(site, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def home(address: tuple[str, Callable[[], None]]) -> str:
    return address[0]


@pytest.fixture(scope="module")
def browsers(browser: Browser, root: Path) -> Iterator[dict[str, Browser]]:
    """Chromium 86 beside Debian's."""
    if not (root / old.PACKAGE).is_file():
        pytest.skip("no chrome-aws-lambda: run scripts/npm ci")
    with old.launched(browser.browser_type, root) as early:
        yield {"old": early, "new": browser}


@pytest.fixture
def open_in(browsers: dict[str, Browser]) -> Iterator[Callable[[str], Played]]:
    """Gives a phone with a fresh profile in one of the two; nothing may reach the console of the old one."""
    made = []

    def fresh(name: str) -> Played:
        context = browsers[name].new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        made.append(Played(name, context.new_page()))
        return made[-1]

    yield fresh
    for each in made:
        each.context.close()
    assert [each.faults for each in made if each.faults] == []


@pytest.fixture
def phone(open_in: Callable[[str], Played]) -> Played:
    return open_in("old")


@pytest.mark.parametrize("path", jobs.KINDS)
def test_every_kind_of_page_keeps_its_rules(open_in: Callable[[str], Played], home: str, path: str) -> None:
    kept, known = (jobs.opens(open_in(name), home, path) for name in ("old", "new"))
    assert len(known) > 300
    lost = set(known) - set(kept)
    assert {each for each in lost if not any(name in each for name in FORGIVEN)} == set()


def test_questions_to_a_verdict(phone: Played, home: str) -> None:
    assert jobs.eligibility(phone, home)


def test_a_case_from_its_start_to_a_step_and_back(phone: Played, home: str) -> None:
    assert re.fullmatch(r"\d+ questions, 你的 \d+ 步", jobs.case(phone, home))


def test_an_archive_is_made_of_pictures(phone: Played, home: str, tmp_path: Path) -> None:
    pictures = []
    for number in (1, 2):
        pictures.append(tmp_path / f"IMG_{number}.jpg")
        exif = Image.Exif()
        exif[0x010F] = "Telephone"
        noise = Image.effect_noise((1200, 1600), 20 * number).convert("RGB")
        noise.save(pictures[-1], quality=90, exif=exif)
    with zipfile.ZipFile(io.BytesIO(jobs.archive(phone, home, pictures))) as made:
        assert made.testzip() is None
        inside = [(each.filename, made.read(each)) for each in made.infolist()]
    assert [name[:3] for name, _ in inside] == ["01-", "02-"]
    for (_, data), picture in zip(inside, pictures, strict=True):
        with Image.open(io.BytesIO(data)) as one, Image.open(picture) as other:
            assert one.size == other.size
            assert one.tobytes() == other.tobytes()
            assert not one.getexif()


def test_ticks_are_kept_and_travel(phone: Played, home: str) -> None:
    jobs.share(phone, home)


def test_search_and_large_text(phone: Played, home: str) -> None:
    jobs.search(phone, home)
    jobs.large(phone, home)


def test_a_portrait_and_an_archive_to_their_reports(phone: Played, home: str, tmp_path: Path) -> None:
    picture, package = made_files(tmp_path)
    assert jobs.checks(phone, home, "anhui/photos/graduation/", picture) == "不符合"
    assert jobs.checks(phone, home, "zhejiang/packages/score-merge/", package)


def test_paper_is_no_longer_than_from_a_browser_of_today(open_in: Callable[[str], Played], home: str) -> None:
    import pypdfium2

    counts = {}
    for name in ("old", "new"):
        page = open_in(name)
        jobs.eligibility(page, home)
        counts[name] = len(pypdfium2.PdfDocument(page.page.pdf(format="A4")))
    assert counts["old"] <= counts["new"], counts


def test_what_was_read_is_there_without_a_network(
    phone: Played, address: tuple[str, Callable[[], None]]
) -> None:
    home, cut = address
    assert jobs.offline(phone, home, cut)
    # A lost network is told in the console, now and after.
    phone.context.close()
    phone.faults.clear()
