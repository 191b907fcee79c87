"""Style sheets as they are sent."""

from __future__ import annotations

from pathlib import Path

from zikao.site.built.styles import lighten, squeeze, without_absent


def test_space_and_comments_go_and_what_is_quoted_stays() -> None:
    css = """
    /* a note; with { braces } */
    .a ,  .b > .c { color : red ; background: url('data:x, y;  {z}') }
    @media (min-width: 60em) and (print) { p { margin: 0 .5em; content: "a  /* b */"; } }
    """
    assert squeeze(css) == (
        ".a,.b > .c{color : red;background: url('data:x, y;  {z}')}"
        '@media (min-width: 60em) and (print){p{margin: 0 .5em;content: "a  /* b */"}}'
    )


def test_colours_of_the_theme_that_no_page_uses_go(tmp_path: Path) -> None:
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<body data-md-color-primary="custom" data-md-color-accent="teal">')
    sheet = tmp_path / "assets/stylesheets/palette.1.css"
    sheet.write_text(
        "@media screen{[data-md-color-scheme=slate]{--a:1}}"
        "[data-md-color-primary=pink]{--b:2}"
        "[data-md-color-accent=teal]{--c:3}"
        "[data-md-color-primary=custom],[data-md-color-primary=pink]{--d:4}"
        "[data-md-color-scheme=slate][data-md-color-primary=pink]{--e:5}"
    )
    lighten(tmp_path)
    assert sheet.read_text() == (
        "@media screen{[data-md-color-scheme=slate]{--a:1}}"
        "[data-md-color-accent=teal]{--c:3}"
        "[data-md-color-primary=custom],[data-md-color-primary=pink]{--d:4}"
    )


def test_what_dresses_absent_parts_of_the_theme_goes(tmp_path: Path) -> None:
    sheet = tmp_path / "assets/stylesheets/main.1.css"
    sheet.parent.mkdir(parents=True)
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.html").write_text('<p class="md-a md-b">')
    (tmp_path / "assets/bundle.1.js").write_text('add("md-found");count("md-fact--"+kind)')
    sheet.write_text(
        ".md-a .md-b,.md-gone{top:1px}.md-a .md-gone{top:2px}.md-found{top:3px}.md-fact--stars{top:4px}"
        "@media screen{.md-gone{top:5px}}p{top:6px}"
    )
    lighten(tmp_path)
    assert sheet.read_text() == (
        ".md-a .md-b,.md-gone{top:1px}.md-found{top:3px}.md-fact--stars{top:4px}p{top:6px}"
    )


def test_a_class_that_may_be_missing_keeps_its_rule() -> None:
    css = "p:not(.gone){top:1px}:is(.a,.gone) b{top:2px}[title='.gone']{top:3px}"
    assert without_absent(css, {"a"}, "") == css


def test_properties_that_nothing_reads_go() -> None:
    css = """:root{--x:url("data:a;b,<svg>");--y:1;--z:var(--y)}p{top:var(--y);--own:2}.gone{top:var(--x)}"""
    assert without_absent(css, set(), "read --own") == ":root{--y:1;}p{top:var(--y);--own:2}"
