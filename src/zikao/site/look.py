"""The look that comes with the package: what a site has unless its mkdocs.yml says otherwise.

An office copies nothing: templates and sheets lie beside this module, and the plugin names them to MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from zikao.site.nav import PLACEHOLDER

THEME: Final = Path(__file__).parent / "theme"
"""Templates, sheets and scripts in the places where mkdocs-material looks for them."""
PAGES: Final = THEME / "pages"
"""Pages that a site has unless it brings its own of the same name."""

SHEET: Final = "stylesheets/zikao.css"
"""The package's sheets as one: each more that a page asks for is six hundred bytes of headers."""
FRAMES: Final = "stylesheets/frame.css"
"""A site's own colours for its pages in frames, which have none of the sheets above."""
_PARTS: Final = ("zikao.css", "case.css")
_LAST: Final = "modes.css"
"""After a site's own colours: strong contrast has to win over them."""

DISCLAIMER: Final = "本站只作办理前参考，是否通过以教育考试机构审核为准；勾选和答案只存在你的设备上。"
"""At the foot of every page, where `copyright` says nothing else."""
FOOT: Final = ({"关于本站": "about.md"}, {"隐私": "privacy.md"}, {"全部来源": "sources.md"})
"""Links there; those whose page is not there are left out."""


NAV: Final = (
    {"首页": "index.md"},
    PLACEHOLDER,
    {"其他省份": "places.md"},
    {
        "本站": [
            {"关于本站": "about.md"},
            {"怎么打包成 ZIP": "packing.md"},
            {"隐私": "privacy.md"},
            {"全部来源": "sources.md"},
            {"来源逐条登记": "register.md"},
        ]
    },
)
"""The contents of a site that names none; pages of its own that are not in it follow."""


def contents(own: Iterable[str]) -> list[Any]:
    """The contents of a site that names none.

    Args:
        own: paths of its own pages.
    """
    made: list[Any] = deepcopy(list(NAV))
    named = set(_pages(made))
    return [*made, *(page for page in own if page not in named)]


def _pages(entries: Iterable[Any]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            [inside] = entry.values()
            yield from _pages(inside if isinstance(inside, list) else [inside])


def _scheme(media: str, scheme: str | None, icon: str, name: str) -> dict[str, Any]:
    own = {"scheme": scheme} if scheme else {}
    toggle = {"icon": f"material/{icon}", "name": name}
    return {"media": media, **own, "primary": "custom", "accent": "custom", "toggle": toggle}


_SETTINGS: Final[Mapping[str, Any]] = {
    "language": "zh",
    "font": False,  # fonts of the reader's own device: no request leaves this origin
    "features": ["navigation.indexes", "navigation.prune", "navigation.top", "toc.follow"],
    "palette": [
        _scheme("(prefers-color-scheme)", None, "circle-half-full", "跟随系统，换成浅色"),
        _scheme("(prefers-color-scheme: light)", "default", "weather-sunny", "浅色，换成深色"),
        _scheme("(prefers-color-scheme: dark)", "slate", "weather-night", "深色，换成跟随系统"),
    ],
}
_EXTENSIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "admonition": {},
    "attr_list": {},
    "md_in_html": {},
    "pymdownx.highlight": {},
    "pymdownx.superfences": {},
    "tables": {"use_align_attribute": True},  # a style attribute would break the content security policy
    "toc": {"permalink": False},
}


def settings(told: Iterable[str]) -> dict[str, Any]:
    """The theme's settings that a site has not told."""
    said = set(told)
    return {key: deepcopy(value) for key, value in _SETTINGS.items() if key not in said}


def extend(extensions: list[str], configs: dict[str, dict[str, Any]]) -> None:
    """Add the Markdown extensions that the pages are written for, in place; what a site has set stays."""
    for name, options in _EXTENSIONS.items():
        if name not in extensions:
            extensions.append(name)
        configs[name] = {**options, **configs.get(name, {})}


def sheet(own: str = "") -> str:
    """The package's sheets in their order, with a site's own colours among them."""
    parts = [(THEME / "stylesheets" / name).read_text(encoding="utf-8") for name in (*_PARTS, _LAST)]
    return "\n".join([*parts[:-1], own, parts[-1]])


def parts() -> list[str]:
    """Paths of the single sheets below a site, where none of them is wanted."""
    return [f"stylesheets/{name}" for name in (*_PARTS, _LAST)]
