"""The adapter's own decisions; what it builds is shown by the acceptance tests."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="the extra 'site' is not installed")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from zikao.site.plugin import ZikaoPlugin, _expanded

from . import sample

HTML = '<!doctype html><html><head>\n<meta charset="utf-8"></head><body></body></html>'


@pytest.fixture
def plugin(tmp_path: Path) -> ZikaoPlugin:
    sample.write(tmp_path / "provinces")
    made = ZikaoPlugin()
    errors, warnings = made.load_config({"provinces": str(tmp_path / "provinces")})
    assert (errors, warnings) == ([], [])
    return made


def files_of(*paths: str) -> Files:
    return Files([File(path, "docs", "site", True, inclusion=InclusionLevel.INCLUDED) for path in paths])


def test_contents_take_provinces_and_folders_and_drop_what_is_not_there() -> None:
    files = files_of("index.md", "about.md", "developers/a.md", "developers/b.md")
    entries = [
        {"首页": "index.md"},
        "zikao",
        {"本站": [{"关于": "about.md"}, {"没有": "missing.md"}]},
        {"开发": ["developers/"]},
        {"空": ["nowhere/"]},
    ]
    assert _expanded(entries, [{"样例省": ["sample/index.md"]}], files) == [
        {"首页": "index.md"},
        {"样例省": ["sample/index.md"]},
        {"本站": [{"关于": "about.md"}]},
        {"开发": ["developers/a.md", "developers/b.md"]},
    ]


def test_html_is_put_back_as_it_was(plugin: ZikaoPlugin, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: mkdocs\nplugins: []\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins._current_plugin = "zikao"
    file = File.generated(config, "sample/x.md", content="")
    page = Page(None, file, config)
    markdown = "# 标题\n\n<div>\n<b>一</b>\n</div>\n\n## 二 { #two }\n\n<div>三</div>\n"
    aside = plugin.on_page_markdown(markdown, page=page, config=config, files=files_of())
    assert "一" not in aside
    assert "## 二 { #two }" in aside
    assert plugin.on_page_content(aside, page=page, config=config, files=files_of()) == markdown


def test_a_page_has_a_policy_when_built_and_none_while_served(plugin: ZikaoPlugin) -> None:
    plugin.on_startup(command="serve", dirty=False)
    assert "Content-Security-Policy" not in plugin._finished(HTML)
    plugin.on_startup(command="build", dirty=False)
    assert "Content-Security-Policy" in plugin._finished(HTML)


@pytest.mark.parametrize("prefix", ["", "/zikao"])
def test_the_page_for_what_does_not_exist_starts_at_the_site(tmp_path: Path, prefix: str) -> None:
    """It is shown at any depth, so none of its addresses may be relative."""
    sample.write(tmp_path / "provinces")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    options = f"{{provinces: provinces, elements: false, prefix: '{prefix}'}}"
    text = f"site_name: x\ntheme: mkdocs\nplugins: [{{zikao: {options}}}]\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build(config)
    page = (tmp_path / "site" / "404.html").read_text("utf-8")
    links = [each for each in re.findall(r'(?:href|src)="([^"#][^"]*)"', page) if "//" not in each]
    assert links
    assert [each for each in links if not each.startswith(f"{prefix}/")] == []
    plugin = config.plugins["zikao"]
    assert isinstance(plugin, ZikaoPlugin)
    assert plugin.config.api == f"{prefix}/v1"


def test_a_site_that_is_built_anew_still_has_the_versions_that_pages_are_held_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.write(tmp_path / "provinces")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    text = "site_name: x\ntheme: mkdocs\nplugins: [{zikao: {provinces: provinces, keep: kept}}]\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    widgets = tmp_path / "site" / "widgets"

    def built(version: str, content: str) -> set[str]:
        def bundle(elements: Path, hosts: Path) -> None:
            assert not hosts.exists()
            write_version(hosts / version, content)

        monkeypatch.setattr("zikao.site.plugin.bundle", bundle)
        build(load_config(str(tmp_path / "mkdocs.yml")))
        return {path.name for path in widgets.iterdir()}

    assert built("1.0.0", "一") == {"1.0.0"}
    assert built("1.0.1", "二") == {"1.0.0", "1.0.1"}
    assert (widgets / "1.0.0" / "zikao.js").read_text(encoding="utf-8") == "一"
    with pytest.raises(Abort):
        built("1.0.1", "另一个")
    # What is kept apart survives even the folder of the site.
    shutil.rmtree(tmp_path / "site")
    assert built("1.0.2", "三") == {"1.0.0", "1.0.1", "1.0.2"}
    assert (widgets / "1.0.1" / "zikao.js").read_text(encoding="utf-8") == "二"


def write_version(folder: Path, content: str) -> None:
    folder.mkdir(parents=True)
    (folder / "zikao.js").write_text(content, encoding="utf-8")
    told = {"version": folder.name, "released": True, "files": {"zikao.js": content}}
    (folder / "integrity.json").write_text(json.dumps(told), encoding="utf-8")
