"""Hears of saves: what changes in the folders that a site is made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLES = 0.15
"""Seconds: an editor that saves writes, renames and deletes within them, and that is one save."""
_CHANGES = ("created", "modified", "moved", "deleted")
_PASSING = ("~", ".swp", ".swx", ".tmp", ".part")
"""Ends of names under which editors keep what is no file yet."""


class _Heard(FileSystemEventHandler):
    def __init__(self, changed: threading.Event, only: str | None) -> None:
        self._changed = changed
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        names = {Path(str(path)).name for path in (event.src_path, event.dest_path) if path}
        if any(self._counts(name) for name in names):
            self._changed.set()

    def _counts(self, name: str) -> bool:
        if self._only is not None:
            return name == self._only
        return not name.startswith((".", "#")) and not name.endswith(_PASSING)


class Watch:
    """Calls after each save, on a thread of its own, one call at a time."""

    def __init__(self, folders: Iterable[Path], config: Path, call: Callable[[], None]) -> None:
        """Begin to listen.

        Args:
            folders: each with all below it; those that are not there are passed over.
            config: one more file.
            call: what to do.
        """
        self._changed = threading.Event()
        self._stopped = False
        self._call = call
        self._observer = Observer()
        for folder in dict.fromkeys(path.resolve() for path in folders if path.is_dir()):
            self._observer.schedule(_Heard(self._changed, None), str(folder), recursive=True)
        self._observer.schedule(_Heard(self._changed, config.name), str(config.parent.resolve()))
        self._observer.start()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; a call that is under way comes to its end."""
        self._stopped = True
        self._changed.set()
        self._observer.stop()
        self._observer.join()
        self._thread.join()

    def _work(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            while not self._stopped and self._changed.wait(SETTLES):
                self._changed.clear()
            if self._stopped:
                return
            self._call()
