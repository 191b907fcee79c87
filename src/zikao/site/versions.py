"""Whether the installed theme is one that the site has been built with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from zikao.errors import ZikaoError

THEME = "mkdocs-material"


class ThemeVersionError(ZikaoError):
    """The installed theme is older or newer than those that the site has been built with."""


def check_theme() -> None:
    """Refuse a theme outside the range that zikao's own package declares.

    An installer that ignores what a package requires, or an environment that was put together by hand, would
    else get pages in which a part is missing, or a fault from deep inside the theme.

    Raises:
        ThemeVersionError: the version is outside the range; the sentence names both and the mend.
    """
    try:
        declared, installed = _declared(requires("zikao") or []), version(THEME)
    except PackageNotFoundError:  # zikao or the theme runs from a folder that nobody installed
        return
    if not declared.contains(installed, prereleases=True):
        raise ThemeVersionError(
            f"装着的 {THEME} 是 {installed}，这一版 zikao 只用 {declared} 生成过网站；"
            f"请运行 python -m pip install '{THEME}{declared}'。"
        )


def _declared(requirements: list[str]) -> SpecifierSet:
    """The range of the theme among the requirements of a package; without one, any."""
    return next(
        (each.specifier for each in map(Requirement, requirements) if each.name == THEME), SpecifierSet()
    )
