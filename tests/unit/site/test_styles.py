"""Style sheets as they are sent."""

from __future__ import annotations

from pathlib import Path

from zikao.site.styles import lighten, squeeze


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
