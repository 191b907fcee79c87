"""Rulebooks and checks that say what a test wants."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from zikao.api.http import Response
from zikao.api.later import Asked, NoSuchCheckError, waiting
from zikao.api.models import UploadPlace, Waiting
from zikao.api.openapi import document_text
from zikao.api.services import Services
from zikao.api.uploads import NoSuchUploadError, UploadTooLargeError
from zikao.checks.circumstances import Circumstances
from zikao.checks.fit.portrait import Fitted
from zikao.report import Engine, Note, Report, RulebookStamp, Target
from zikao.rulebook import asking
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.document import Document, DocumentFact, Kind

STAMP = RulebookStamp(id="echo", version="1.0.0", sha256="0" * 64, reviewed_on="2026-05-01")


class Book:
    """A province with one item of every kind, all called ``it``."""

    city = None

    def __init__(self) -> None:
        self.province = SimpleNamespace(id="echo", name="回声省", authority="回声省教育考试院")
        self.stamp = STAMP
        item = SimpleNamespace(title="事项", summary="试验用。", file_class="portrait")
        self.procedures, self.photos, self.packages = {"it": item}, {"it": item}, {"it": item}
        self.cities = {"town": SimpleNamespace(overlay=SimpleNamespace(name="回声市"))}

    def item(self, kind: str, name: str) -> None:
        """Refuses what it does not have."""
        if name != "it":
            raise NotInRulebookError("事项", name, ["it"])


class Rulebooks:
    """A library of one province."""

    def __init__(self) -> None:
        self.provinces = {"echo": Book()}

    def book(self, province: str, city: str | None = None) -> Book:
        """Refuses what it does not have."""
        if province not in self.provinces or city not in (None, "town"):
            raise NotInRulebookError("省份", province, ["echo"])
        return self.provinces[province]

    def compiled(self, kind: Kind, item: str, city: str | None = None) -> Document:
        """A document with one question."""
        return Document(
            kind=kind,
            province="echo",
            id="it",
            title="事项",
            stamp=STAMP,
            facts={"passed": DocumentFact(type="integer", ask="几门？")},
            tables={},
            values={},
            windows={},
            rules=(),
        )


def report_on(**about: Any) -> Report:
    """A report that repeats what the check was given in its summary."""
    return Report(
        check="eligibility",
        target=Target(province="echo", item="it", title="事项"),
        verdict="pass",
        heading="符合",
        summary=repr(about),
        findings=(),
        rulebook=STAMP,
        engine=Engine(version="0"),
        measured_on="server",
    )


UPLOAD = "0123456789abcdef" * 2
"""Id of the one file that waits."""


class Inbox:
    """Uploads in memory."""

    def __init__(self) -> None:
        self.files = {UPLOAD: b"uploaded"}

    def offer(self, size: int, media_type: str, /) -> UploadPlace:
        """A form that repeats what was announced."""
        fields = {"size": str(size), "Content-Type": media_type}
        return UploadPlace(upload="e" * 32, url="https://store.example.cn/", fields=fields, expires_in=300)

    def size(self, upload: str, /) -> int:
        """See `zikao.api.uploads.Uploads`."""
        if upload not in self.files:
            raise NoSuchUploadError
        return len(self.files[upload])

    def take(self, upload: str, limit: int, /) -> bytes:
        """See `zikao.api.uploads.Uploads`."""
        if (data := self.files.pop(upload, None)) is None:
            raise NoSuchUploadError
        if len(data) > limit:
            raise UploadTooLargeError(limit)
        return data


class Putting:
    """Checks that are put off, in memory."""

    def __init__(self) -> None:
        self.asked: dict[str, Asked] = {}
        self.answers: dict[str, Response] = {}

    def has(self, upload: str, /) -> bool:
        """See `zikao.api.later.Later`."""
        return upload in self.asked or upload in self.answers

    def put_off(self, upload: str, asked: Asked, /) -> None:
        """See `zikao.api.later.Later`."""
        self.asked[upload] = asked

    def look(self, upload: str, /) -> Response | Waiting:
        """See `zikao.api.later.Later`."""
        if (answer := self.answers.pop(upload, None)) is not None:
            return answer
        if upload not in self.asked:
            raise NoSuchCheckError
        return waiting(upload)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    """Services, and checks that repeat what they are given."""

    def file_check(
        library: object,
        item: str,
        data: bytes,
        name: str | None,
        about: Circumstances,
        *,
        limits: object = None,
    ) -> Report:
        return report_on(item=item, data=data, name=name, city=about.city, declared=about.declared)

    def fit(
        library: object,
        item: str,
        data: bytes,
        name: str | None,
        about: Circumstances,
    ) -> Fitted:
        made, refused = (data + b"!", ()) if data != b"tilted" else (None, (Note(what="头歪了，请重拍。"),))
        report = file_check(library, item, data, name, about)
        step, confirm = Note(what="改小了。"), Note(what="请你自己确认。")
        steps, to_confirm = ((step,), (confirm,)) if made else ((), ())
        return Fitted(made, "做好.jpg", steps, refused, to_confirm, report)

    def eligibility(library: object, item: str, facts: object, about: Circumstances) -> Report:
        return report_on(item=item, facts=facts, city=about.city)

    monkeypatch.setattr("zikao.checks.eligibility.check_eligibility", eligibility)
    monkeypatch.setattr("zikao.checks.photo.check_photo", file_check)
    monkeypatch.setattr("zikao.checks.package.check_package", file_check)
    monkeypatch.setattr("zikao.checks.fit.portrait.fit_photo", fit)
    monkeypatch.setattr("zikao.checks.fit.spec.can_fit", lambda compiled: compiled.kind == "photo")
    monkeypatch.setattr(asking, "facts_schema", lambda compiled: {"properties": compiled.as_json()["facts"]})
    return Services(Rulebooks, document_text, Inbox(), Putting())  # type: ignore[arg-type]  # stand-ins


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], Services]:
    """Services, and checks that all raise."""

    def build(error: Exception) -> Services:
        def fail(*_: object, **__: object) -> Report:
            raise error

        for check in (
            "eligibility.check_eligibility",
            "photo.check_photo",
            "package.check_package",
            "fit.portrait.fit_photo",
        ):
            monkeypatch.setattr(f"zikao.checks.{check}", fail)
        return Services(Rulebooks, document_text, Inbox(), Putting())  # type: ignore[arg-type]  # stand-ins

    return build
