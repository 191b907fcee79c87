"""Answers of the functions as their own models make them: what a widget is to show, with nothing measured."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from zikao.api.http import Response
from zikao.report import (
    NOTICE,
    VERDICTS,
    Citation,
    Engine,
    Finding,
    FittedFile,
    FittedPhoto,
    Fitting,
    Note,
    Portrait,
    Region,
    Report,
    RulebookStamp,
    Target,
)

CITE = Citation(
    source="notice",
    title="样例通知",
    clause="一",
    authority="official",
    address="https://exam.example/notice",
)


def finding(rule: str, sentence: str, regions: tuple[Region, ...], **more: Any) -> Finding:
    """One that says no, unless told otherwise."""
    given: dict[str, Any] = {
        "id": rule,
        "outcome": "no",
        "severity": "must",
        "title": sentence,
        "sentence": sentence,
        "cites": (CITE,),
        "regions": regions,
        "count": len(regions),
    }
    return Finding(**given | more)


def report(check: Any, *findings: Finding, verdict: Any = "fail") -> Report:
    """Of a file against the made-up province's spec."""
    return Report(
        check=check,
        target=Target(province="made", item="any", title="样例文件", file="a.jpg"),
        verdict=verdict,
        heading=VERDICTS[verdict],
        summary="有不符合的地方。",
        findings=findings,
        rulebook=RulebookStamp(id="made", version="1.0.0", sha256="0" * 64, reviewed_on="2026-05-01"),
        engine=Engine(version="0.1.0"),
        measured_on="server",
        notice=NOTICE,
    )


TILTED = report(
    "photo",
    finding("photo.eyes", "眼睛太高。", (Region(box=(150, 200, 330, 215), line="eye_line"),)),
    finding("photo.tilt", "双眼不平。", (Region(box=(150, 200, 330, 215), line="eye_line"),)),
    finding(
        "photo.object", "背景里有东西。", (Region(box=(10, 10, 90, 120)), Region(box=(400, 500, 480, 640)))
    ),
    finding("photo.bytes", "文件太大。", ()),
    finding(
        "photo.chin", "下巴在规定的位置。", (Region(box=(150, 400, 330, 400), line="chin"),), outcome="yes"
    ),
)
"""Two findings on the same line, one with two boxes, one without a place, one that is fine."""

FITTABLE = TILTED.model_copy(
    update={
        "portrait": Portrait(
            fitting=Fitting(
                will=("裁剪：只留虚线框里的部分。", "缩小：缩到 480×640 像素。"), crop=(20, 20, 440, 580)
            )
        )
    }
)
"""The same where making a file would help."""


def fitted(data: bytes) -> FittedPhoto:
    """A made file with what was done and what to confirm."""
    return FittedPhoto(
        file=FittedFile.of(data, "a.jpg", b""),
        steps=(Note(what="裁剪：上边去掉 20 像素。", cites=(CITE,)), Note(what="缩小到 295×413 像素。")),
        refused=(),
        confirm=(Note(what="拍摄日期是按你说的算的，请核对。"),),
        report=report(
            "photo", finding("photo.pale", "背景偏淡。", (), severity="advice"), verdict="attention"
        ),
    )


REFUSED = FittedPhoto(
    file=None,
    steps=(),
    refused=(Note(what="头是歪的。请把头摆正后重拍。", cites=(CITE,)),),
    confirm=(),
    report=TILTED,
)


def answer(model: BaseModel) -> Response:
    """As the functions send it."""
    return Response(200, {"Content-Type": "application/json"}, model.model_dump_json())
