"""Style sheets and small scripts as they are sent: without notes, layout, and what of the theme no page uses.

The work is that of esbuild and PurgeCSS, which a checkout has beside it for the elements. Where zikao is
installed from a wheel there is none: the package's own files were made light with it, and of the theme's
sheets it has what the pages of a whole site use (`worn`).
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from zikao.cache import cache_folder
from zikao.errors import ZikaoError
from zikao.site.address import HOSTS
from zikao.site.built.tree import below
from zikao.site.built.worn import dress
from zikao.site.bundle import CHECKOUT, first_line

SCRIPT = "scripts/lighten.mjs"
TOOLS = ("esbuild", "purgecss")
_DIGEST = re.compile(r"(?<=\.)[0-9a-f]{8}(?=\.(?:min\.)?css$)")
"""In the name of a sheet of the theme, of what it held before."""


class LightenError(ZikaoError):
    """A style sheet or a script of the site cannot be read."""


def lighten(site: Path, own: Iterable[str], *, root: Path = CHECKOUT) -> bool:
    """Make a built site's sheets and its own small scripts light, in place; whether that could be done here.

    What other people's pages load stays as it is, to the byte, and no word in it keeps a rule of ours.

    A sheet of the theme whose name has a digest gets the one of what it now holds, in the pages too: browsers
    and the service worker keep such a file for good.

    Args:
        site: the folder, with all its pages.
        own: the site's own sheets and scripts below it; what is not there is left out.
        root: a checkout with its Node packages.

    Raises:
        LightenError: a file is not what its name says; the sentence is the tool's.
    """
    if not (root / SCRIPT).is_file() or not all((root / "node_modules" / tool).is_dir() for tool in TOOLS):
        _rename(site, dress(site))
        return False
    known = [name for name in own if (site / name).is_file()]
    names = {path.relative_to(site).as_posix(): path for path in below(site, ".css")}
    sheets = [path for name, path in names.items() if name not in known and not name.startswith(f"{HOSTS}/")]
    before = {path: path.read_bytes() for path in sheets}
    kept = str(cache_folder() / "sheets")
    command = [str(root / "scripts" / "node"), str(root / SCRIPT), str(site.absolute()), kept, *known]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        raise LightenError(f"样式表或脚本处理不了：{first_line(done.stderr)}")
    _rename(site, [path for path in sheets if path.read_bytes() != before[path]])
    return True


def _rename(site: Path, sheets: list[Path]) -> None:
    names = {}
    for path in sheets:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        named = _DIGEST.sub(digest, path.name)
        if named != path.name:
            path.rename(path.with_name(named))
            names[path.name] = named
    for page in below(site, ".html") if names else ():
        before = after = page.read_bytes()
        for whole, light in names.items():
            after = after.replace(whole.encode(), light.encode())
        if after != before:  # frames have no sheet of the theme
            page.write_bytes(after)
