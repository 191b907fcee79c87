"""Building the site from code, as `zikao build` and `zikao serve` do."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zikao.errors import ZikaoError
from zikao.rulebook.folders import CONFIG
from zikao.rulebook.library import Library
from zikao.site.bundle import CHECKOUT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

AGAIN = "was specified multiple times"
"""What MkDocs says of a plugin that it meets in the second configuration that one process reads: no fault."""

_SETTING = ("Config value '", "': ")
"""What MkDocs writes around the name of a setting that is wrong."""


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


def told_site() -> Ingredients:
    """What mkdocs.yml names; nothing where there is none.

    Raises:
        SiteBuildError: it cannot be read.
    """
    try:
        file = find_config()
    except SiteBuildError:
        return Ingredients()
    return ingredients(file)


@dataclass(frozen=True)
class Ingredients:
    """What a site is made of."""

    rulebooks: Path | None = None
    """Folder of the rulebooks; None: those that come with zikao."""
    only: tuple[str, ...] = ()
    """The provinces that are shown; none: all."""
    name: str | None = None
    """What it is called."""
    watched: tuple[Path, ...] = ()
    """Folders in which a change may change the site, beside that of the configuration."""


def ingredients(config_file: Path) -> Ingredients:
    """What a mkdocs.yml names.

    Raises:
        SiteBuildError: it cannot be read.
    """
    if find_spec("mkdocs") is None:
        raise SiteBuildError(
            f"要用 MkDocs 读 {CONFIG}：请安装 zikao[site]，或用 --rulebooks 写明规则文件夹。"
        )
    config = _read(config_file)
    said = config.plugins["zikao"].config
    rulebooks = Path(said["provinces"]) if said["provinces"] else None
    watched = [Path(each) for each in (rulebooks, config.docs_dir, config.theme.custom_dir) if each]
    return Ingredients(rulebooks, tuple(said["only"]), config.site_name, tuple(watched))


def build(
    out: Path,
    *,
    provinces: Path | None = None,
    config_file: Path | None = None,
    strict: bool = True,
    library: Library | None = None,
    like: Path | None = None,
    last: bool = False,
    tell: Callable[[str], object] | None = None,
    **options: Any,
) -> None:
    """Build the whole site into a folder, which is emptied first.

    Args:
        out: the folder.
        provinces: folder of rulebooks; None: what mkdocs.yml names, else the packaged ones.
        config_file: another mkdocs.yml than `find_config` finds.
        strict: whether a warning ends the build.
        library: the rulebooks, where they have been read already; None: they are read.
        like: a site built before, whose elements are taken over as they are; None: they are bundled.
        last: whether the process ends next.
        tell: hears what whoever builds should know and what is no fault; None: a log does.
        options: further options of the plugin, over those of mkdocs.yml.

    Raises:
        SiteBuildError: a warning or a fault of MkDocs; the sentence tells the first.
        ZikaoError: a rulebook is wrong.
    """
    from mkdocs.commands.build import build as run
    from mkdocs.exceptions import Abort, MkDocsException

    # The theme prints a notice about a MkDocs that this site does not use.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Where it finds jieba, it cuts Chinese by it: a second longer, and with a file among the temporary ones.
    # The search of this site has no use for that.
    sys.modules.setdefault("jieba", None)  # type: ignore[arg-type]  # Python's way to say that there is none
    try:
        with _hearing() as heard, _not_collecting(last=last):
            config = _read(config_file or find_config(), site_dir=str(out.absolute()), strict=strict)
            plugin: Any = config.plugins["zikao"]
            plugin.config.update({key: value for key, value in options.items() if value is not None})
            if provinces is not None:
                plugin.config["provinces"] = str(provinces.absolute())
            with _lending(plugin, loaded=library, like=like, tell=tell):
                config.plugins.on_startup(command="build", dirty=False)
                run(config)
                config.plugins.on_shutdown()
    except (MkDocsException, Abort) as error:
        raise SiteBuildError(f"网站没有生成：{heard.first or error}") from None


def _read(file: Path, **options: Any) -> MkDocsConfig:
    """A mkdocs.yml of which zikao is a plugin.

    Raises:
        SiteBuildError: it cannot be read, or a setting is wrong; the sentence names the line or the setting.
    """
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _hearing() as heard:
        try:
            config = load_config(str(file), **options)
        except MkDocsException as error:
            raise SiteBuildError(_wrong_setting(file.name, error, heard.first)) from None
    if "zikao" not in config.plugins:
        raise SiteBuildError(f"{file.name} 的 plugins 里没有 zikao，请补上一行“- zikao”。")
    return config


def _wrong_setting(name: str, error: Exception, heard: str) -> str:
    """What is wrong with a mkdocs.yml. MkDocs says it in English, of which the place is told in Chinese."""
    from yaml.reader import ReaderError

    cause = error.__context__
    if mark := getattr(cause, "problem_mark", None):
        return f"{name} 第 {mark.line + 1} 行写得不对，读不下去：看看这一行和上一行的缩进、冒号、引号和括号。"
    if isinstance(cause, ReaderError | UnicodeDecodeError):
        return f"{name} 不是 UTF-8 编码的文字，请另存为 UTF-8。"
    setting, told, why = heard.removeprefix(_SETTING[0]).partition(_SETTING[1])
    if heard.startswith(_SETTING[0]) and told:
        return f"{name} 里的 {setting} 写得不对。MkDocs 说：{why}"
    return f"{name} 读不了，要是一行一项的“名称: 值”。MkDocs 说：{error}"


@contextmanager
def _hearing() -> Iterator[_Heard]:
    """What MkDocs says meanwhile, which nobody else prints then."""
    heard = _Heard()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)


@contextmanager
def _lending(plugin: Any, **lent: Any) -> Iterator[None]:
    """What one build is given, and no other: the same plugin serves every build of a process."""
    vars(plugin).update(lent)
    try:
        yield
    finally:
        for name in lent:
            del vars(plugin)[name]


@contextmanager
def _not_collecting(*, last: bool) -> Iterator[None]:
    """A build keeps nearly all that it makes: to look for garbage meanwhile takes long and finds little.

    Neither is it worth half a second when the process ends.
    """
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if last:
            gc.freeze()
        if usual:
            gc.enable()


class _Heard(logging.Handler):
    """Keeps the first warning, which is what a strict build ends on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if AGAIN not in said:
            self.first = self.first or said
