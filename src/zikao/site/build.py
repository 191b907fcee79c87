"""Building the site from code, as `zikao build` and `zikao serve` do."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zikao.errors import ZikaoError
from zikao.site.bundle import CHECKOUT

CONFIG = "mkdocs.yml"


class SiteBuildError(ZikaoError):
    """MkDocs could not build the site."""


def find_config() -> Path:
    """`mkdocs.yml` of the working folder, else of the checkout.

    Raises:
        SiteBuildError: neither is there.
    """
    for folder in (Path.cwd(), CHECKOUT):
        if (folder / CONFIG).is_file():
            return folder / CONFIG
    raise SiteBuildError(f"找不到 {CONFIG}：请在有它的文件夹里运行，或先用 zikao new-site 建一个。")


def told_rulebooks() -> tuple[Path | None, tuple[str, ...]]:
    """The folder of rulebooks that mkdocs.yml names, and the only provinces that it wants shown.

    None and none where it says neither, or where there is no mkdocs.yml.

    Raises:
        SiteBuildError: it cannot be read.
    """
    try:
        file = find_config()
    except SiteBuildError:
        return None, ()
    try:
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException
    except ImportError:
        sentence = f"要用 MkDocs 读 {CONFIG}：请安装 zikao[site]，或用 --rulebooks 写明规则文件夹。"
        raise SiteBuildError(sentence) from None
    try:
        said = load_config(str(file)).plugins["zikao"].config
    except (MkDocsException, KeyError) as error:
        raise SiteBuildError(f"{CONFIG} 读不了：{error}") from None
    return Path(said["provinces"]) if said["provinces"] else None, tuple(said["only"])


def build(
    out: Path,
    *,
    provinces: Path | None = None,
    config_file: Path | None = None,
    strict: bool = True,
    **options: Any,
) -> None:
    """Build the whole site into a folder, which is emptied first.

    Args:
        out: the folder.
        provinces: folder of rulebooks; None: what mkdocs.yml names, else the packaged ones.
        config_file: another mkdocs.yml than `find_config` finds.
        strict: whether a warning ends the build.
        options: further options of the plugin, over those of mkdocs.yml.

    Raises:
        SiteBuildError: a warning or a fault of MkDocs; the sentence tells the first.
        ZikaoError: a rulebook is wrong.
    """
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    # The theme prints a notice about a MkDocs that this site does not use.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Where it finds jieba, it cuts Chinese by it: a second longer, and with a file among the temporary ones.
    # The search of this site has no use for that.
    sys.modules.setdefault("jieba", None)  # type: ignore[arg-type]  # Python's way to say that there is none
    heard = _Heard()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        with _not_collecting():
            config = load_config(
                str(config_file or find_config()), site_dir=str(out.absolute()), strict=strict
            )
            plugin = config.plugins["zikao"]
            plugin.config.update({key: value for key, value in options.items() if value is not None})
            if provinces is not None:
                plugin.config["provinces"] = str(provinces.absolute())
            config.plugins.on_startup(command="build", dirty=False)
            run(config)
            config.plugins.on_shutdown()
    except (MkDocsException, Abort) as error:
        raise SiteBuildError(f"网站没有生成：{heard.first or error}") from None
    finally:
        log.removeHandler(heard)


@contextmanager
def _not_collecting() -> Iterator[None]:
    """A build keeps nearly all that it makes: to look for garbage meanwhile takes long and finds little."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()


class _Heard(logging.Handler):
    """Keeps the first warning, which is what a strict build ends on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.first = self.first or record.getMessage()
