"""What is shown at a moment: the last site that could be made, and what is wrong with the files now.

A save goes through the files first, for what is wrong there keeps a site from being made. Whatever takes
whole books, such as their examples, is looked at once the new site is there: nobody waits for it.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from zikao.api.origins import Origins
from zikao.clock import beijing_today, hold_clock
from zikao.errors import ZikaoError
from zikao.rulebook import authorities
from zikao.rulebook.faults import Fault, errors, in_order
from zikao.rulebook.folders import CONFIG, RULEBOOKS, holds_provinces, rulebooks_in
from zikao.rulebook.library import Library
from zikao.rulebook.lint import of_whole_books
from zikao.rulebook.store import examine, rulebooks_root
from zikao.rulebook.unfilled import Unfilled, others
from zikao.serve.site import Site
from zikao.site.build import Ingredients, SiteBuildError, build, ingredients

QUICK: dict[str, Any] = {"traditional": False, "offline": False, "compress": False, "draft": True}
"""What a site is made without while it is looked at by one person on this machine."""
STANDING_IN = """\
site_name: 预览
docs_dir: docs
theme: {name: material, language: zh, font: false}
plugins: [search, zikao]
"""
"""For a folder of rulebooks without a site of its own."""


NOTHING = Library({})


@dataclass(frozen=True, eq=False)
class Shown:
    """One state of the preview; each has a number, which only grows."""

    number: int = 0
    site_number: int = 0
    """Number of the state in which the site was made."""
    site: Site | None = None
    folder: Path | None = None
    """Where the site lies."""
    library: Library = field(default_factory=lambda: NOTHING)
    faults: tuple[Fault, ...] = ()
    """In order; what has still to be filled in is among them."""
    failure: str = ""
    """Why no site could be made although the rulebooks are in order, as a sentence."""
    now: datetime | None = None
    """The moment that was chosen; None: the present."""
    finished: bool = False
    """Whether all of lint has been looked at."""

    @property
    def wrong(self) -> int:
        """How many faults keep this from being a site."""
        return len(errors(others(self.faults))) + bool(self.failure)

    @property
    def unfilled(self) -> int:
        """How many places have still to be filled in."""
        return sum(isinstance(fault, Unfilled) for fault in self.faults)


class Workshop:
    """Makes the states, one after the other, on one thread; what is shown may be read from any."""

    def __init__(self, at: Path, now: datetime | None = None) -> None:
        """Find what the site is made of.

        Args:
            at: a folder with a mkdocs.yml, or a folder of rulebooks.
            now: the moment to show; None: the present.

        Raises:
            ZikaoError: neither is there, or the configuration cannot be read.
        """
        self._kept = tempfile.TemporaryDirectory(prefix="zikao-preview-")
        self._room = Path(self._kept.name)
        try:
            self._config, self._given = self._found(at)
        except ZikaoError:
            self.close()
            raise
        self._rulebooks = self._given or at / RULEBOOKS
        self._past: Path | None = None
        """The site before the last: an answer may still be on its way from it."""
        self._names = itertools.count(1)
        self._made = threading.Lock()
        self.tell: Callable[[], None] = lambda: None
        """Called after each new state, on the thread that made it."""
        self.shown = Shown(now=now)

    def _found(self, at: Path) -> tuple[Path, Path | None]:
        """The configuration, and the rulebooks where it does not name them."""
        if (at / CONFIG).is_file():
            return (at / CONFIG).absolute(), None
        rulebooks = rulebooks_in(at)
        if not holds_provinces(rulebooks):
            raise SiteBuildError(
                f"{at} 里没有 {CONFIG}，也没有任何省份的规则：请先用 zikao new-site 或 zikao new-province。"
            )
        (self._room / "docs").mkdir()
        config = self._room / CONFIG
        config.write_text(STANDING_IN, "utf-8")
        return config, rulebooks.absolute()

    @property
    def ingredients(self) -> Ingredients:
        """What the site is made of, as the configuration says now.

        Raises:
            SiteBuildError: it cannot be read.
        """
        told = ingredients(self._config)
        return replace(told, rulebooks=self._given, watched=(self._given,)) if self._given else told

    @property
    def config(self) -> Path:
        """The site's configuration."""
        return self._config

    @property
    def rulebooks(self) -> Path:
        """The folder to which the faults refer, as it was when it was last read."""
        return self._rulebooks

    def watched(self) -> tuple[Path, ...]:
        """The folders in which a change may change the site."""
        try:
            return self.ingredients.watched
        except ZikaoError:  # the page says so; once it is mended, the usual folders are watched
            return tuple(self._config.parent / name for name in (RULEBOOKS, "docs"))

    def close(self) -> None:
        """Remove every site that was made."""
        self._kept.cleanup()

    def look(self, now: datetime | None = None, *, change_day: bool = False) -> None:
        """Look at the files as they are, and make the site anew where nothing is wrong with them.

        Args:
            now: another moment to show; None: the present.
            change_day: whether `now` is meant; else the moment stays.
        """
        with self._made:
            moment = now if change_day else self.shown.now
            hold_clock(moment)
            before = self.shown
            try:
                self._look(replace(before, now=moment))
            except ZikaoError as error:
                self._show(before, now=moment, failure=str(error), faults=(), finished=True)
            except Exception:
                # A fault of ours: the page says so, and the next save may be another.
                traceback.print_exc(file=sys.stderr)
                self._show(before, now=moment, failure="预览自己出了错，终端里有详情。", finished=True)

    def _look(self, before: Shown) -> None:
        made_of = self.ingredients
        self._rulebooks = made_of.rulebooks or rulebooks_root()
        library, faults = examine(self._rulebooks)
        faults += authorities.check(library, self._rulebooks)
        if errors(others(faults)):
            self._show(before, faults=tuple(in_order(faults)), failure="", finished=True)
            return
        folder = self._room / f"site-{next(self._names)}"
        build(
            folder,
            provinces=self._rulebooks,
            config_file=self._config,
            library=library,
            like=before.folder,
            **QUICK,
        )
        self._show(
            before,
            site=Site(folder, Origins()),
            folder=folder,
            library=library.only(made_of.only) if made_of.only else library,
            faults=tuple(in_order(faults)),
            failure="",
            finished=False,
        )
        if self._past:
            shutil.rmtree(self._past, ignore_errors=True)
        self._past = before.folder
        faults += of_whole_books(library, beijing_today())
        self._show(self.shown, faults=tuple(in_order(faults)), finished=True)

    def _show(self, before: Shown, **changed: object) -> None:
        number = before.number + 1
        anew = "site" in changed
        self.shown = replace(
            before,
            **changed,  # type: ignore[arg-type]  # names and types are those of Shown
            number=number,
            site_number=number if anew else before.site_number,
        )
        self.tell()
