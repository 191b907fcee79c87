"""Taking finished pages apart and moving their links, for those that are made of them in other languages."""

from __future__ import annotations

import re
from collections.abc import Collection
from posixpath import normpath
from typing import Final

from zikao.site.address import relative

TAG: Final = re.compile(r"(<script\b.*?</script>|<[^>]*>)", re.DOTALL)
"""Splits a page: texts at even places, tags and scripts at odd ones."""


def moved(link: str, folder: str, below: str, stays: Collection[str] = ()) -> str:
    """The same place seen from the page that has moved one folder further down, unless it has come along.

    Args:
        link: as the page has it; one to another site or from the root stays.
        folder: of the page before it moved, from the site's root.
        below: what it moved into.
        stays: what has moved along, each from the site's root.
    """
    path, mark, anchor = link.partition("#")
    if not path or ":" in path or path.startswith("/"):
        return link
    target = normpath(f"{folder}/{path}" if folder else path)
    if target in stays:
        return link
    slash = "/" if path.endswith(("/", ".")) else ""
    return f"{relative(target, below + '/' + folder)}{slash}{mark}{anchor}"
