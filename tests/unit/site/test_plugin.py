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

from zikao.rulebook.library import Library
from zikao.site import device
from zikao.site.build import SiteBuildError
from zikao.site.build import build as build_from_code
from zikao.site.nav import expanded
from zikao.site.plugin import ZikaoPlugin

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
    assert expanded(entries, [{"样例省": ["sample/index.md"]}], files) == [
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


@pytest.mark.parametrize(
    ("here", "said"),
    [(frozenset(device.NETWORKS), []), (frozenset(), [device.MISSING])],
    ids=["here", "missing"],
)
def test_a_site_without_the_weights_says_so_in_one_line_and_is_made(
    plugin: ZikaoPlugin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    here: frozenset[str],
    said: list[str],
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: mkdocs\nplugins: []\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    monkeypatch.setattr(device, "checks", lambda: here)
    heard: list[str] = []
    plugin.tell = heard.append
    plugin.on_config(config)
    assert (plugin._on_device, heard) == (here, said)
    # Who wants none misses none.
    plugin.config.on_device = False
    plugin.on_config(config)
    assert (plugin._on_device, heard) == (frozenset(), said)


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


def site_of(tmp_path: Path, options: str, **pages: str) -> Path:
    """A built site of the sample province, with pages of its own."""
    sample.write(tmp_path / "provinces")
    (tmp_path / "docs").mkdir()
    for name, text in pages.items():
        path = tmp_path / "docs" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    text = f"""
site_name: 例省自考
theme: {{name: material, features: [navigation.top]}}
plugins: [search, {{zikao: {{provinces: provinces, elements: false, compress: false, {options}}}}}]
"""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    build(load_config(str(tmp_path / "mkdocs.yml"), strict=True))
    return tmp_path / "site"


def test_a_site_has_the_look_that_comes_with_the_package_and_its_own_words(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        'colour: "#8a1c2b", operator: 例省考试院, contact: 电话 000, '
        "foot: [{关于: about.md}, {没有: none.md}, {备案: 'https://record.example/1'}]",
        about="# 关于\n\n<!-- zikao: operator -->\n",
    )
    home = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<link rel="stylesheet" href="(stylesheets/[^"]+)"', home) == ["stylesheets/zikao.css"]
    assert [path.name for path in (site / "stylesheets").iterdir()] == ["zikao.css"]
    css = (site / "stylesheets/zikao.css").read_text(encoding="utf-8")
    # The package's colours, a guide as a case, the site's own colours, and what wins over them all.
    marks = ("--zk-main: #0e5a6d", "[data-case]", "--zk-main: #8a1c2b", '[data-view~="contrast"] .md-header')
    assert [css.index(mark) for mark in marks] == sorted(css.index(mark) for mark in marks)
    assert "<title>例省自考</title>" in home
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", home) == ["例省自考"]
    assert 'content="#8a1c2b" media="(prefers-color-scheme: light)"' in home
    foot = home.partition('class="md-copyright"')[2].partition("</footer>")[0]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', foot) == [
        ("about/", "关于"),
        ("https://record.example/1", "备案"),
    ]
    assert "主办：例省考试院" in foot
    assert "联系：电话 000" in foot
    about = (site / "about/index.html").read_text(encoding="utf-8")
    assert "本站由例省考试院主办。联系方式：电话 000。" in about
    assert "fonts.googleapis" not in home
    guide = (site / "sample/graduation/index.html").read_text(encoding="utf-8")
    assert "{ #" not in re.sub(r"<script.*?</script>", "", guide, flags=re.DOTALL)
    # What the site says of the theme holds, and only that.
    assert '"features":["navigation.top"]' in guide.replace(" ", "")


def test_an_own_home_page_stands_around_what_is_made_of_the_rulebooks(tmp_path: Path) -> None:
    own = "---\ndescription: 我们的话\n---\n# 我们的首页\n\n前面。\n\n<!-- zikao: home -->\n\n后面。\n"
    home = (site_of(tmp_path, "", index=own) / "index.html").read_text(encoding="utf-8")
    article = home.partition("<article")[2].partition("</article>")[0]
    places = [article.index(part) for part in ("我们的首页", "前面。", 'href="sample/graduation/', "后面。")]
    assert places == sorted(places)
    assert article.count("<h1") == 1
    assert "例省自考" not in article
    assert 'name="description" content="我们的话"' in home


def test_an_own_home_page_without_a_mark_stands_above(tmp_path: Path) -> None:
    home = (site_of(tmp_path, "", index="# 我们的首页\n\n前面。\n") / "index.html").read_text(
        encoding="utf-8"
    )
    article = home.partition("<article")[2]
    assert 0 < article.index("前面。") < article.index('href="sample/graduation/')


@pytest.mark.parametrize(
    ("options", "pages", "sentence"),
    [
        ("", {"sample__graduation": "# x\n"}, "docs/sample/graduation.md 和规则生成的页面同名"),
        ('colour: "#ffcc00"', {}, "可以改用 #"),
    ],
)
def test_what_cannot_be_ends_the_build_with_a_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, options: str, pages: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Abort):
        site_of(tmp_path, options, **pages)
    assert sentence in caplog.text


def test_what_a_build_is_lent_the_next_one_of_the_process_does_not_have(tmp_path: Path) -> None:
    made = site_of(tmp_path, "") / "sample" / "graduation" / "index.html"
    file = tmp_path / "mkdocs.yml"
    lent = tmp_path / "lent"
    build_from_code(lent, config_file=file, library=Library({}))
    assert (lent / "index.html").is_file()
    assert not (lent / "sample").exists()
    with pytest.raises(SiteBuildError):
        build_from_code(lent, config_file=file, library=Library({}), colour="#ffcc00")
    build(load_config(str(file), strict=True))
    assert made.is_file()


def test_a_site_that_is_built_anew_still_has_the_versions_that_pages_are_held_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.write(tmp_path / "provinces")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# x\n", encoding="utf-8")
    options = "{provinces: provinces, keep: kept, on_device: false}"
    text = f"site_name: x\ntheme: mkdocs\nplugins: [{{zikao: {options}}}]\n"
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
