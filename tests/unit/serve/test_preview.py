"""The preview without a browser: what is made of a save, and what the pages carry."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.unit.authoring.filling import fill_all
from zikao.authoring.begin import begin
from zikao.clock import BEIJING, beijing_today, hold_clock
from zikao.errors import ZikaoError
from zikao.serve.preview import pages
from zikao.serve.preview.watching import Watch
from zikao.serve.preview.workshop import Shown, Workshop

DAY = date(2027, 3, 1)
POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begin(tmp_path / "provinces", "hunan", today=DAY)[0].parent


@pytest.fixture
def workshop(folder: Path, tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path, datetime(2027, 3, 1, tzinfo=BEIJING))
    yield made
    made.close()
    hold_clock(None)


def test_what_is_filled_in_is_shown_and_what_is_broken_leaves_the_last_site(
    folder: Path, workshop: Workshop
) -> None:
    states: list[Shown] = []
    workshop.tell = lambda: states.append(workshop.shown)
    workshop.look()
    first = workshop.shown
    assert (first.wrong, first.unfilled > 8, first.finished) == (0, True, True)
    assert [state.finished for state in states] == [False, True], "the site does not wait for all of lint"
    assert first.folder is not None
    page = first.folder / "hunan" / "graduation" / "index.html"
    assert "【待填：" in page.read_text("utf-8")
    assert list(first.library.provinces) == ["hunan"]

    fill_all(folder)
    main = folder / "province.yaml"
    whole = main.read_text("utf-8")
    main.write_text(whole.replace("reviewed_on:", "reviewed:"), "utf-8")
    workshop.look()
    broken = workshop.shown
    assert (broken.wrong, broken.site, broken.site_number) == (1, first.site, first.site_number)
    told = pages.faults_page(broken, workshop.rulebooks, "/hunan/")
    assert "网站没有更新" in told
    assert re.search(r'<span class="meant"><i>13</i>reviewed: &#34;2027-03-01&#34;', told)

    main.write_text(whole, "utf-8")
    workshop.look(datetime(2028, 1, 2, tzinfo=BEIJING), change_day=True)
    mended = workshop.shown
    assert (mended.wrong, mended.unfilled) == (0, 0)
    assert mended.site_number > first.site_number
    assert beijing_today() == date(2028, 1, 2)
    assert first.folder.is_dir(), "an answer may still be on its way from it"
    workshop.look()
    assert not first.folder.exists()


def test_a_failure_of_the_site_itself_is_told(folder: Path, tmp_path: Path) -> None:
    fill_all(folder)
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: x\nplugins: [search, zikao: {provinces: provinces}]\nnav: [missing.md\n", "utf-8"
    )
    with_config = Workshop(tmp_path)
    with_config.look()
    assert with_config.shown.site is None
    assert with_config.shown.wrong == 1
    assert "mkdocs.yml" in pages.faults_page(with_config.shown, with_config.rulebooks, "/")
    assert with_config.watched() == (tmp_path / "provinces", tmp_path / "docs")
    config.write_text(config.read_text("utf-8").replace("[missing.md", "[index.md]"), "utf-8")
    (tmp_path / "docs" / "index.md").write_text("# x\n", "utf-8")
    with_config.look()
    assert (with_config.shown.wrong, with_config.shown.failure) == (0, "")
    assert set(with_config.watched()) == {tmp_path / "provinces", tmp_path / "docs"}
    with_config.close()


def test_a_folder_with_nothing_to_show_is_told(tmp_path: Path) -> None:
    with pytest.raises(ZikaoError, match="zikao new-province"):
        Workshop(tmp_path)


def test_the_script_stands_behind_the_policy_and_before_every_other() -> None:
    page = f'<html><head>\n<meta charset="utf-8">{POLICY}<script>1</script></head></html>'
    made = pages.with_bar(page, Shown(number=7, now=datetime(2026, 5, 27, tzinfo=BEIJING)))
    before, script, after = made.partition('<script src="/-/preview/bar.js"')
    assert script
    assert before.endswith(POLICY)
    assert 'data-number="7"' in after
    assert 'data-now="2026-05-27T00:00:00+08:00"' in after
    assert after.endswith("<script>1</script></head></html>")


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil", "javascript:1", ""]
)
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert pages.local(address) == "/"
    assert pages.local("/hunan/?a=1#b") == "/hunan/?a=1#b"


def test_a_save_is_heard_once_and_what_an_editor_puts_aside_is_not(tmp_path: Path) -> None:
    books = tmp_path / "provinces"
    (books / "hunan").mkdir(parents=True)
    config = tmp_path / "mkdocs.yml"
    config.touch()
    heard = threading.Semaphore(0)
    watch = Watch([books, tmp_path / "missing"], config, heard.release)
    try:
        (books / "hunan" / ".province.yaml.swp").write_text("x", "utf-8")
        (tmp_path / "notes.txt").write_text("x", "utf-8")
        assert not heard.acquire(timeout=1)
        for path in (books / "hunan" / "province.yaml", config):
            path.write_text("a", "utf-8")
            path.write_text("b", "utf-8")
            assert heard.acquire(timeout=20)
            assert not heard.acquire(timeout=1)
    finally:
        watch.stop()
