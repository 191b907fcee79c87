"""A report to look at: one HTML file for any number of checked files, that needs nothing beside it."""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from zikao.cli.gallery import Gallery
from zikao.cli.output import (
    AUTHORITIES,
    BY_EYE,
    MEASURED,
    UNCONCERNED,
    by_reason,
    line,
    named,
    place,
    told_apart,
    where,
)
from zikao.clock import spoken
from zikao.errors import ZikaoError
from zikao.formats.signatures import identify
from zikao.judge.document import SEVERITIES
from zikao.report import NOTICE, OUTCOMES, TO_MEND, VERDICTS, Finding, Report

if TYPE_CHECKING:
    from jinja2 import Template

LARGEST_PICTURE = 60_000
"""Bytes of a drawing in the file; a larger one is made a JPEG."""
MOST_ENTRIES = 300
"""Rows for the files in one archive; the rest is counted."""

_ATTEMPTS = ((82, 1.0), (72, 1.0), (60, 1.0), (45, 1.0), (45, 0.6), (45, 0.3))
"""Quality and size of the JPEG, until it is small enough; only noise needs the last ones."""
_OVERVIEW_FROM = 2
_FAILED = "error"
_WORDS: Mapping[str, str] = {
    **{str(verdict): word for verdict, word in VERDICTS.items()},
    "measured": MEASURED,
    "unconcerned": UNCONCERNED,
    _FAILED: "没能检查",
}


class _Row(NamedTuple):
    """What the overview keeps of one file: little, as there may be thousands."""

    number: int
    name: str
    verdict: str
    remark: str


class HtmlReport:
    """Writes one self-contained page to `path`; a context manager.

    Each file's part is written to disk when it is added, and put behind the overview at the end, so memory
    stays flat. A run that adds nothing leaves no file, and an older one as it was.

    Raises:
        ZikaoError: the page's library is missing, or nothing can be written there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: list[_Row] = []
        self._parts: IO[str] | None = None

    def __enter__(self) -> HtmlReport:
        _template()
        if self.path.is_dir():
            raise ZikaoError(f"{self.path.name} 是文件夹，请写网页报告的文件名，例如 report.html。")
        try:
            self._parts = tempfile.TemporaryFile(
                "w+", encoding="utf-8", errors="replace", dir=self.path.absolute().parent
            )
        except OSError:
            raise ZikaoError(f"网页报告 {self.path.name} 写不到那里，请换一个位置。") from None
        return self

    def add(
        self,
        name: str,
        result: Report | str,
        drawing: bytes | None = None,
        letters: Mapping[str, str] | None = None,
        entries: Sequence[Mapping[str, Any]] = (),
        gallery: Gallery | None = None,
    ) -> None:
        """One checked file.

        Args:
            name: the file, as its owner knows it.
            result: its report, or the sentence that says why there is none.
            drawing: a portrait with its lines, PNG or JPEG.
            letters: what marks a finding in the drawing, by the finding's id.
            entries: of an archive, the fact `contents`.
            gallery: of an archive or attachment, what its pages look like.

        Raises:
            RuntimeError: the page is not open.
        """
        if self._parts is None:
            raise RuntimeError("an HtmlReport is written to inside its with block")
        number = len(self._rows) + 1
        verdict = _verdict(result) if isinstance(result, Report) else _FAILED
        page: dict[str, Any] = {"number": number, "name": name, "verdict": verdict}
        if isinstance(result, Report):
            page |= {"report": result, "groups": _groups(result.findings), "image": _data_uri(drawing)}
            page |= {"entries": _entries(entries, result.findings), "more": len(entries) - MOST_ENTRIES}
            page |= {"gallery": gallery, "letters": letters or {}}
        else:
            page["sentence"] = result
        self._parts.write(_part("item", **page))
        self._rows.append(_Row(number, name, verdict, line(name, result).remark))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._parts is None:
            return
        with self._parts as parts:
            if not self._rows:
                return
            parts.seek(0)
            try:
                with self.path.open("w", encoding="utf-8", errors="replace") as page:
                    page.write(_part("head", rows=len(self._rows)))
                    if len(self._rows) >= _OVERVIEW_FROM:
                        self._overview(page)
                    shutil.copyfileobj(parts, page)
                    page.write(_part("foot"))
            except OSError:
                raise ZikaoError(f"网页报告 {self.path.name} 没有写完，请检查磁盘空间和权限。") from None

    def _overview(self, page: IO[str]) -> None:
        counts = Counter(row.verdict for row in self._rows)
        page.write(_part("overview", counts={each: counts[each] for each in _WORDS if counts[each]}))
        for row in self._rows:
            page.write(_part("row", row=row))
        page.write(_part("overview_end"))


def _verdict(report: Report) -> str:
    """A key of `_WORDS`."""
    if report.unconcerned:
        return "unconcerned"
    return "measured" if report.verdict == "pass" and report.by_eye else report.verdict


def _groups(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """As on a terminal: what to change, what is unknown, what was not checked, what is met."""
    return {outcome: [each for each in findings if each.outcome == outcome] for outcome in OUTCOMES}


def _entries(entries: Sequence[Mapping[str, Any]], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """A row for each file of an archive, with what is wrong with it."""
    if not entries:
        return []
    from zikao.package.choices import KINDS

    wrong: dict[str | int, list[str]] = {}
    for finding in findings:
        if finding.outcome == "no":
            for region in finding.regions:
                place = region.index if region.entry is None else region.entry
                if place is not None:
                    wrong.setdefault(place, []).append(finding.sentence)
    rows = []
    for entry in entries[:MOST_ENTRIES]:
        name, size = entry.get("name") or "", entry.get("true_bytes")
        kind = "文件夹" if entry.get("folder") else KINDS.get(str(entry.get("kind")), "没有辨认")
        size = entry.get("declared_bytes") if size is None else size
        index = entry.get("index")
        found = [*wrong.get(name, ()), *(wrong.get(index, ()) if index is not None else ())]
        rows.append({"name": name, "kind": kind, "size": _size(size), "wrong": list(dict.fromkeys(found))})
    return rows


def _size(count: int | None) -> str:
    if count is None:
        return "—"
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def _data_uri(drawing: bytes | None) -> str | None:
    """The drawing inside the page, as small as it has to be."""
    if drawing is None:
        return None
    if len(drawing) > LARGEST_PICTURE:
        drawing = _smaller(drawing)
    return f"data:image/{identify(drawing)};base64,{base64.b64encode(drawing).decode('ascii')}"


def _smaller(drawing: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(drawing)) as picture:
        plain = picture.convert("RGB")
    made = b""
    for quality, share in _ATTEMPTS:
        out = io.BytesIO()
        plain.resize((round(plain.width * share) or 1, round(plain.height * share) or 1)).save(
            out, "JPEG", quality=quality, subsampling=0 if quality > 70 else 2
        )
        made = out.getvalue()
        if len(made) <= LARGEST_PICTURE:
            break
    return made


def _legend() -> tuple[str, ...]:
    from zikao.photo.draw import legend

    return legend()


@cache
def _template() -> Template:
    from zikao.templates import of_pages

    environment = of_pages("zikao.cli")
    environment.globals.update(
        words=_WORDS,
        severities=SEVERITIES,
        to_mend=TO_MEND,
        by_eye=BY_EYE,
        authorities=AUTHORITIES,
        notice=NOTICE,
        legend=_legend,
    )
    environment.filters |= {
        "named": named,
        "place": place,
        "where": where,
        "told_apart": told_apart,
        "by_reason": by_reason,
        "spoken": spoken,
    }
    return environment.get_template("report.html.jinja")


def _part(name: str, /, **context: Any) -> str:
    """One macro of the template, filled: a part of the page."""
    return str(getattr(_template().module, name)(**context))
