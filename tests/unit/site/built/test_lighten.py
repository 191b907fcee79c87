"""Style sheets and small scripts as they are sent."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from zikao.site.built.lighten import TOOLS, LightenError, lighten

MAIN = "assets/stylesheets/main.00000000.min.css"
PALETTE = "assets/stylesheets/palette.00000000.min.css"
PAGE = f"""<html><link rel="stylesheet" href="{MAIN}"><link rel="stylesheet" href="own.css">
<body data-colour="custom"><p class="here">gone</p></body></html>"""


@pytest.fixture
def site(tmp_path: Path, root: Path) -> Path:
    if not all((root / "node_modules" / tool).is_dir() for tool in TOOLS):
        pytest.skip("no Node packages: run scripts/npm ci")
    for name, text in {
        "index.html": PAGE,
        "a/index.html": PAGE.replace('href="', 'href="../'),
        MAIN: (
            ":root{--read:1;--ours:2;--unread:3;--other-sheet:4;--script:5}"
            ".here,.gone{top:var(--read)}.here .gone{top:2px}.gone{top:3px}"
            ".found{top:4px}.fact--stars{top:5px}"
            "[data-colour=custom]{top:6px}[data-colour=pink]{top:7px}p:not(.gone){top:8px}"
            "@media screen{.gone{top:9px}}"
        ),
        PALETTE: "p{left:var(--other-sheet)}",
        "own.css": "/* a note */\n.gone { inset : 0 ; color: var(--ours) }\n",
        "theme.js": 'add("found");count("fact--"+kind);get("--script")',
        "own.js": "// a note\nexport const first = (list) => list?.[0] ?? null;\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_dresses_absent_parts_of_the_theme_goes(site: Path, root: Path) -> None:
    assert lighten(site, ["own.css", "own.js", "missing.css"], root=root)
    [sheet] = (site / "assets/stylesheets").glob("main.*")
    kept = sheet.read_text()
    for read in ("--read:1", "--ours:2", "--other-sheet:4", "--script:5"):
        assert read in kept, "whoever reads it"
    assert "--unread" not in kept
    for rule in (".here{", ".found{", ".fact--stars{", "[data-colour=custom]{", "p:not(.gone){"):
        assert rule in kept, rule
    for rule in ("top:2px", "top:3px", "pink", "@media"):
        assert rule not in kept, rule


def test_the_site_s_own_files_lose_notes_and_layout_only(site: Path, root: Path) -> None:
    theirs = (site / "theme.js").read_text()
    lighten(site, ["own.css", "own.js"], root=root)
    assert (site / "own.css").read_text().strip() in (
        ".gone{inset:0;color:var(--ours)}",
        ".gone{top:0;right:0;bottom:0;left:0;color:var(--ours)}",
    )
    assert "note" not in (site / "own.js").read_text()
    assert "export" in (site / "own.js").read_text()
    assert (site / "theme.js").read_text() == theirs


def test_a_lighter_sheet_is_named_by_what_it_holds_on_every_page(site: Path, root: Path) -> None:
    lighten(site, ["own.css"], root=root)
    [sheet] = (site / "assets/stylesheets").glob("main.*")
    assert sheet.name == f"main.{hashlib.sha256(sheet.read_bytes()).hexdigest()[:8]}.min.css"
    assert f'href="assets/stylesheets/{sheet.name}"' in (site / "index.html").read_text()
    assert f'href="../assets/stylesheets/{sheet.name}"' in (site / "a/index.html").read_text()


def test_what_was_made_of_the_same_is_not_made_again(
    site: Path, root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("ZIKAO_CACHE", str(kept))
    before = {path.relative_to(site): path.read_bytes() for path in site.rglob("*.*")}

    def again(more: str = "") -> str:
        for path in site.rglob("*.css"):
            path.unlink()
        for name, content in before.items():
            (site / name).write_bytes(content)
        (site / "index.html").write_text(f"{PAGE}{more}", encoding="utf-8")
        lighten(site, ["own.css", "own.js"], root=root)
        return next((site / "assets/stylesheets").glob("main.*")).read_text()

    made = again()
    for sheet in (kept / "sheets").iterdir():
        sheet.write_text(f"/* kept */{sheet.read_text()}", encoding="utf-8")
    assert again() == f"/* kept */{made}"
    assert "top:7px" in again('<p data-colour="pink">'), "another page's words are another sheet"


def test_a_file_that_cannot_be_read_is_named(site: Path, root: Path) -> None:
    (site / "own.js").write_text("const = 1")
    before = (site / MAIN).read_text()
    with pytest.raises(LightenError, match=r"own\.js"):
        lighten(site, ["own.js"], root=root)
    assert (site / MAIN).read_text() == before


def test_without_node_packages_everything_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("/* a note */")
    assert not lighten(tmp_path, ["own.css"], root=tmp_path)
    assert (tmp_path / "own.css").read_text() == "/* a note */"
