"""A site under an office's own name: by the words of the page on it, and nothing besides."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from zikao.site.build import build
from zikao.site.office.colours import OURS, colours

COLOUR = "#8a1c2b"
NOT_THEIRS = re.compile(r"自考自查|zhejiang|浙江|places/|geqayvz|eolce|830052")
"""Our name, a province that the office does not have, and sources that only others rest on."""


@pytest.fixture(scope="module")
def printed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page prints, and a colour, built beside a folder of rulebooks; gives the built site."""
    page = (root / "docs/republishing.md").read_text(encoding="utf-8")
    [config] = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    folder = tmp_path_factory.mktemp("office")
    (folder / "mkdocs.yml").write_text(f'{config}      colour: "{COLOUR}"\n', encoding="utf-8")
    (folder / "docs").mkdir()
    shutil.copytree(root / "provinces/anhui", folder / "provinces/anhui")
    build(folder / "site", config_file=folder / "mkdocs.yml")
    return folder / "site"


def test_the_printed_configuration_gives_a_whole_site(printed: Path) -> None:
    home = (printed / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", home) == ["某省自考办事指南"]
    assert "是否通过以教育考试机构审核为准" in home.partition('class="md-copyright"')[2]
    guide = (printed / "anhui/graduation/index.html").read_text(encoding="utf-8")
    assert 'id="windows"' in guide
    for path in printed.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\{ #[\w-]+ \}", text), path
    for sheet in re.findall(r'<link rel="stylesheet" href="([^"]+)"', home):
        assert (printed / sheet).is_file(), sheet
    assert "stylesheets/zikao.css" in home
    assert re.findall(r'(?:src|href)="https?://[^"]+\.(?:css|js|woff2?)"', home) == []


def test_it_says_nothing_of_ours_or_of_others(printed: Path) -> None:
    found = [
        f"{path.relative_to(printed)}: {match[0]}"
        for path in printed.rglob("*")
        if path.suffix in (".html", ".json", ".ics", ".xml")
        for match in NOT_THEIRS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    index = json.loads((printed / "search/search_index.json").read_text(encoding="utf-8"))
    assert {each["location"].partition("/")[0] for each in index["docs"]} >= {"", "anhui", "sources"}


def test_what_portals_show_of_it_has_its_colour_and_says_whose_it_is(printed: Path) -> None:
    pages = sorted(printed.glob("**/embed/**/index.html"))
    assert {page.relative_to(printed).parts[0] for page in pages} == {"embed", "en"}
    assert not (printed / "embed/preview").exists(), "it has no pages for web masters"
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "某省自考办事指南</title>" in html, page
        assert "某省自考办事指南" in html.partition('class="zf-whose"')[2], page
        sheets = [page.parent / each for each in re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)]
        css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        # The last word on a property of the root is the office's.
        [light, *dark] = re.findall(r"--zk-main: ?([^;}]+)", css)
        made = colours(COLOUR)
        assert light == made.light.main
        assert dark == [made.dark.main, made.dark.main]
        assert f"var(--zk-main,{OURS.light.main})" in css.replace(" ", "")
