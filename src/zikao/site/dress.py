"""What a site adds to each of its pages: its look, its colours, who runs it, the links at its head and foot.

All of it is handed to MkDocs and its theme in their own form. What a mkdocs.yml does not say is as the
package has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.files import File
from mkdocs.theme import Theme

from zikao.site import look, nav
from zikao.site.office.colours import OURS, Colours, colours, sheet
from zikao.site.versions import check_theme

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from zikao.rulebook.library import Library
    from zikao.site.options import Options

TOUCH_ICON = "assets/icon-180.png"
"""What an iPhone shows of a site on its home screen; it takes no drawing."""


def colours_of(options: Options) -> Colours:
    """The site's own colours, else ours.

    Raises:
        ColourError: the colour is none that can be read.
    """
    return colours(options.colour) if options.colour else OURS


def dress(config: MkDocsConfig, worn: Colours) -> None:
    """Give the theme its settings; what a site says itself stays.

    The theme looks for a part of a page in these folders, in this order: what the site's `custom_dir`
    has of it comes first, then what this package has.

    Raises:
        ZikaoError: the theme is none that this version works with.
    """
    check_theme()
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(look.THEME))
    usual = Theme("material")
    told = [key for key, value in config.theme.items() if value != usual.get(key)]
    config.theme.update(look.settings(told))
    if config.theme["language"] == "zh":
        config.theme["language"] = "zh-CN"
    look.extend(config.markdown_extensions, config.mdx_configs)
    config.extra_css.insert(0, look.SHEET)
    config.extra.setdefault("generator", False)
    config.extra["bars"] = (worn.light.bar, worn.dark.bar)
    config.copyright = config.copyright or look.DISCLAIMER


def put_sheet(files: Files, config: MkDocsConfig, worn: Colours) -> None:
    """The package's sheets as one, with the site's own colours, where its pages ask for it."""
    if look.SHEET not in config.extra_css:
        return
    for path in look.parts():
        if (part := files.get_file_from_path(path)) and part.abs_src_path == str(look.THEME / path):
            files.remove(part)
    text = look.sheet("" if worn is OURS else sheet(worn))
    files.append(File.generated(config, look.SHEET, content=text))


def tell(files: Files, config: MkDocsConfig, options: Options, library: Library) -> None:
    """What the theme's templates show around every page: contents, foot, operator, icon."""
    config.extra["foot"] = list(_foot(files, options))
    config.extra["operator"] = [
        told for told in (("主办", options.operator), ("联系", options.contact)) if told[1]
    ]
    config.extra["touch_icon"] = files.get_file_from_path(TOUCH_ICON) is not None
    own = [page.src_uri for page in files.documentation_pages() if page.generated_by is None]
    told = look.contents(own) if config.nav is None else config.nav
    config.nav = nav.expanded(told, nav.provinces(library), files)


def _foot(files: Files, options: Options) -> Iterator[tuple[str, str]]:
    """Titles and addresses, as seen from the top of the site."""
    for entry in options.foot:
        for title, target in entry.items():
            page, sign, part = str(target).partition("#")
            if "://" in page:
                yield title, target
            elif file := files.get_file_from_path(page):
                yield title, f"{file.url}{sign}{part}"


def own_files(config: MkDocsConfig) -> list[str]:
    """Sheets of the site, and what this package puts beside those of the theme."""
    found = sorted((look.THEME / "assets").rglob("*.*"))
    ours = [path.relative_to(look.THEME).as_posix() for path in found]
    return [*map(str, config.extra_css), *ours]
