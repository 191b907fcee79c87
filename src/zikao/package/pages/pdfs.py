"""Pages of PDFs, drawn one at a time by a process of their own.

PDFium cannot be stopped while it unpacks or parses, takes as much memory as a document asks for, may be used
by one thread only, and ends its process where it sees no way on. So it lives in a process that is bounded in
time and memory; `zikao.package.pages.drawing` tells what is done there.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final, cast

from PIL import Image

from zikao.package.limits import Limits
from zikao.package.pages.budget import Budget
from zikao.package.pages.rasters import LONG_SIDE, Raster, UnreadableError, raster_of
from zikao.runtimes import not_ready

_PROFILING_SIGNAL: Final = 27
"""What ends the process when its time is over (SIGPROF)."""

_NO_PDFIUM: Final = not_ready("检查图像")
_NO_PROCESS: Final = "画 PDF 的程序没能启动，没有检查"
_FAILED: Final = "PDF 画不出来，没有检查（多半是内容太大）"
_TOO_SLOW: Final = "PDF 画一页太费时，超出本工具的检查范围"
_CAUSES: Final = {
    "black": "PDF 的这一页画出来全是黑的，没有检查；可以把这一页另存为 JPG 再放进来",
    "damaged": "PDF 已损坏，打不开",
    "locked": "PDF 设置了打开密码",
    "no font": "PDF 没有嵌入中文字体，这里也没有装，没有检查；请嵌入字体重新导出，或另存为 JPG",
    "too large": "PDF 里的图片像素太多，超出本工具的检查范围",
    "too long": "PDF 的页数太多，后面的没有看",
    "too slow": _TOO_SLOW,
}


class _EndedError(Exception):
    """The process is gone; the reason in zh-CN."""


class Drawer:
    """Draws PDFs, one after the other, in a process that is started when there is one to draw."""

    def __init__(self, limits: Limits, budget: Budget) -> None:
        self._limits = limits
        self._budget = budget
        self._process: _Process | None = None

    @property
    def more(self) -> bool:
        """Whether the document at hand has a page after the last one drawn."""
        return self._process is not None and self._process.more

    def rasters(self, data: Any) -> Iterator[Raster | UnreadableError]:
        """The first pages of a document, as many as the limits allow; in place of one that fails, why.

        Args:
            data: the file, as bytes or a view of them.
        """
        if find_spec("pypdfium2") is None:
            yield UnreadableError(_NO_PDFIUM)
            return
        finished = False
        try:
            process = self._process = self._process or _Process()
            process.take(data, self._limits)
            del data
            while (page := process.next(self._budget)) is not None:
                yield page
            finished = True
        except _EndedError as error:
            yield UnreadableError(str(error))
        finally:
            if not finished:
                self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.end()
        self._process = None


class _Process:
    """One run of `zikao.package.pages.drawing`."""

    def __init__(self) -> None:
        # It finds what this process finds, and takes none of the modules beside it for those of a library.
        paths = os.pathsep.join(path for path in sys.path if path)
        command = [sys.executable, "-P", "-s", str(Path(__file__).with_name("drawing.py"))]
        try:
            self._popen = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": paths},
            )
        except OSError:
            raise _EndedError(_NO_PROCESS) from None
        self._asked = cast(IO[bytes], self._popen.stdin)
        self._answers = cast(IO[bytes], self._popen.stdout)
        self._spent = 0.0
        self.more = False

    def take(self, data: Any, limits: Limits) -> None:
        """Go on with this document."""
        asked = {
            "bytes": len(data),
            "pages": limits.pdf_pages,
            "pixels": limits.pixels,
            "long_side": LONG_SIDE,
        }
        self._send(json.dumps(asked).encode() + b"\n", data)

    def next(self, budget: Budget) -> Raster | UnreadableError | None:
        """The next page, or why there is none of it; None after the last one."""
        allowed = budget.left
        self._send(b"%f\n" % allowed)
        line = self._answers.readline()
        if not line.endswith(b"\n"):
            budget.charge(self._ended() - self._spent)
            raise _EndedError(_TOO_SLOW if self._popen.returncode == -_PROFILING_SIGNAL else _FAILED)
        said: dict[str, Any] = json.loads(line)
        budget.charge(said["spent"] - self._spent)
        self._spent = said["spent"]
        self.more = said["more"]
        if "size" in said:
            return self._raster(said)
        cause = said["cause"]
        if cause is None:
            return None
        return UnreadableError(_CAUSES[cause], damaged=cause == "damaged", locked=cause == "locked")

    def end(self) -> None:
        """End the process; what it had not taken of its input is of no interest."""
        self._popen.kill()
        with suppress(BrokenPipeError):
            self._asked.close()
        self._answers.close()
        self._popen.wait()

    def _ended(self) -> float:
        """Wait for the process to be gone; the CPU seconds that it took in all."""
        if not hasattr(os, "wait4"):  # Windows
            self._popen.wait()
            return math.inf
        _, status, usage = os.wait4(self._popen.pid, 0)
        self._popen.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime

    def _send(self, *parts: Any) -> None:
        try:
            for part in parts:
                self._asked.write(part)
            self._asked.flush()
        except OSError:
            raise _EndedError(_FAILED) from None

    def _raster(self, said: dict[str, Any]) -> Raster:
        width, height = said["size"]
        pixels = self._answers.read(width * height * 3)
        if len(pixels) != width * height * 3:
            raise _EndedError(_FAILED)
        picture = Image.frombuffer("RGB", (width, height), pixels, "raw", "BGR", 0, 1)
        own_width, own_height = said["own"] or (None, None)
        return raster_of(picture, own_width, own_height, bilevel=said["bilevel"], attached=said["attached"])
