"""Fixed versions of the widgets outlive builds, and none that was released is written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from zikao.site.kept import VersionStandsError, put_aside, take_over


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def written(widgets: Path, version: str, *, content: str = "一", released: bool = True) -> Path:
    """A version as a build writes it, and the address that leads to it."""
    folder = widgets / version
    folder.mkdir(parents=True)
    (folder / "zikao.js").write_text(content, encoding="utf-8")
    told = {"version": version, "released": released, "files": {"zikao.js": f"sha384-{content}"}}
    (folder / "integrity.json").write_text(json.dumps(told), encoding="utf-8")
    (widgets / "v1").mkdir(exist_ok=True)
    (widgets / "v1" / "zikao.js").write_text(f'import "../{version}/zikao.js";\n', encoding="utf-8")
    return folder


def built(
    site: Path,
    version: str,
    *,
    content: str = "一",
    released: bool = True,
    keep: Path | None = None,
    draft: bool = False,
) -> dict[str, str]:
    """A whole build, as the plugin does it; what each address holds."""
    widgets, aside = site / "widgets", site / ".widgets"
    put_aside(widgets, aside)
    shutil.rmtree(widgets, ignore_errors=True)
    written(widgets, version, content=content, released=released)
    take_over(widgets, aside, keep, draft=draft)
    return held(widgets)


def held(widgets: Path) -> dict[str, str]:
    return {path.parent.name: path.read_text(encoding="utf-8") for path in widgets.glob("*/zikao.js")}


def test_earlier_versions_stay_and_the_moving_address_leads_to_the_one_that_was_built(site: Path) -> None:
    built(site, "1.0.0")
    built(site, "1.0.1", content="二", released=False)
    assert built(site, "1.10.0", content="三") == {
        "1.0.0": "一",
        "1.0.1": "二",
        "1.10.0": "三",
        "v1": 'import "../1.10.0/zikao.js";\n',
    }
    assert not (site / ".widgets").exists()


def test_the_same_version_with_the_same_content_is_built_as_often_as_one_likes(site: Path) -> None:
    first = built(site, "1.0.0")
    (site / "widgets/1.0.0/zikao.js.gz").write_bytes(b"compressed before")
    assert built(site, "1.0.0") == first


def test_a_released_version_is_never_written_over(site: Path) -> None:
    built(site, "1.0.0")
    with pytest.raises(VersionStandsError, match=r"1\.0\.0 已经发布过.*version\.json") as raised:
        built(site, "1.0.0", content="改")
    assert raised.value.sentence.count("。") == 1
    # Nor is it lost: the version is raised, and the next build takes it over.
    assert built(site, "1.0.1", content="改")["1.0.0"] == "一"


def test_nor_is_it_by_an_unreleased_one_of_its_name(site: Path) -> None:
    built(site, "1.0.0")
    with pytest.raises(VersionStandsError):
        built(site, "1.0.0", content="改", released=False)


def test_an_unreleased_one_is_replaced(site: Path) -> None:
    built(site, "1.0.0", released=False)
    assert built(site, "1.0.0", content="改", released=False)["1.0.0"] == "改"
    assert built(site, "1.0.0", content="再改")["1.0.0"] == "再改"


def test_a_developer_sees_a_change_beside_the_released_version(site: Path) -> None:
    built(site, "1.0.0")
    for content in ("改", "再改"):
        assert built(site, "1.0.0", content=content, draft=True) == {
            "1.0.0": "一",
            "1.0.0-dev": content,
            "v1": 'import "../1.0.0-dev/zikao.js";\n',
        }
    assert built(site, "1.0.1", content="再改").keys() == {"1.0.0", "1.0.1", "v1"}, "no draft stays"


def test_what_a_broken_build_left_is_taken_over_by_the_next(site: Path) -> None:
    built(site, "1.0.0")
    put_aside(site / "widgets", site / ".widgets")
    shutil.rmtree(site / "widgets")
    assert built(site, "1.0.1")["1.0.0"] == "一"


def test_a_kept_folder_gives_what_the_site_lacks_and_takes_what_is_released(
    site: Path, tmp_path: Path
) -> None:
    keep = tmp_path / "keep"
    built(site, "1.0.0", keep=keep)
    assert held(keep) == {"1.0.0": "一"}
    fresh = tmp_path / "fresh"
    built(fresh, "1.0.1", content="二", released=False, keep=keep)
    assert held(fresh / "widgets").keys() == {"1.0.0", "1.0.1", "v1"}
    assert held(keep).keys() == {"1.0.0"}, "what is not released may still change"
    with pytest.raises(VersionStandsError):
        built(tmp_path / "other", "1.0.0", content="改", keep=keep)
    built(tmp_path / "draft", "1.0.0", content="改", keep=keep, draft=True)
    assert held(keep) == {"1.0.0": "一"}


def test_other_folders_are_not_versions(site: Path, tmp_path: Path) -> None:
    keep = tmp_path / "keep"
    for name in ("1.0.9", "notes", "2.0.0"):
        (keep / name).mkdir(parents=True)
    assert built(site, "1.0.0", keep=keep).keys() == {"1.0.0", "v1"}
    missing = tmp_path / "missing"
    assert built(site, "1.0.0", keep=missing).keys() == {"1.0.0", "v1"}
    assert held(missing).keys() == {"1.0.0"}
