"""The one shape of every answer: what was judged, what was found, by which clause, and what to do next.

The same models are what the functions return, what the command line prints as JSON lines and what the
browser widgets build; `schemas/report.schema.json` is generated from them. A fitted portrait is the one
other answer: the file or why there is none, what was done, and the report on it
(`schemas/fitted-photo.schema.json`).
"""

import base64
import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

CheckName = Literal["eligibility", "photo", "package"]
Verdict = Literal["pass", "attention", "fail", "unknown"]
Outcome = Literal["yes", "no", "unknown", "not checked"]
OUTCOMES: tuple[Outcome, ...] = ("no", "unknown", "not checked", "yes")
"""In the order in which a reader needs them."""
Severity = Literal["must", "should", "advice"]
Authority = Literal["official", "mirror", "unofficial", "tool"]

NOTICE = "本结果按所列条款自动核对得出，仅供办理前参考；是否通过以教育考试机构审核为准。"
"""The standing sentence under every report: only the authority decides."""

VERDICTS: dict[Verdict, str] = {
    "pass": "符合",
    "attention": "需要留意",
    "fail": "不符合",
    "unknown": "还不能判断",
}
"""In one word, for tables and badges; a report's `heading` says more."""

HEADINGS: dict[str, str] = {
    "elsewhere": "你的情况不走本事项",
    "unconcerned": "不涉及你",
    "unconcerned file": "没有一条要求适用",
    "not yet": "现在还不符合",
    "left to the eye": "能测的都符合，还有 {count} 点请你自己看",
}
"""What is said first where the verdict's word would say too much or too little."""

NOTHING_APPLIES: dict[Literal["procedure", "file"], str] = {
    "procedure": "按你的回答，这里没有一条要求适用于你。",
    "file": "这里没有一条要求适用于这个文件。",
}
"""Said where no rule applies and the rulebook has no sentence of its own for it."""

TO_MEND: dict[Severity, str] = {"must": "要改的", "should": "应当改的", "advice": "建议"}
"""Headings above what was found wrong, by how much it weighs."""


class ReportModel(BaseModel):
    """Base of the report's parts: closed, immutable, no surprise fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(ReportModel):
    """Where a statement comes from, resolved so that a reader needs no other file."""

    source: Annotated[str, Field(description="Key of the source in the rulebook.")]
    title: Annotated[str, Field(description="Title of the source document.")]
    clause: Annotated[str, Field(description="Clause, item or line of the source.")]
    authority: Authority
    publisher: str | None = None
    address: Annotated[str | None, Field(description="Public address of the source, if known.")] = None
    issued: Annotated[str, Field(description="Date of issue, ISO 8601, or 'undated'.")] = "undated"


class Region(ReportModel):
    """A place in the checked file.

    An archive entry or one of its pages, or a box or line in pixels of the picture as shown. Where answers
    were judged, one item of a list that was given.
    """

    entry: str | None = None
    item: Annotated[
        str | None, Field(description="What a reader calls that item of a list: 第 2 门课程（英语）.")
    ] = None
    index: Annotated[int | None, Field(description="Place of the entry or item, from 0.")] = None
    page: Annotated[int | None, Field(ge=1, description="Page of a PDF, from 1.")] = None
    box: Annotated[
        tuple[float, float, float, float] | None,
        Field(description="left, top, right, bottom; of a line, its two ends"),
    ] = None
    line: Annotated[str | None, Field(description="Name of the measured line, such as eye_line.")] = None
    measured: Annotated[
        str | None, Field(description="What was measured here, where the places of a finding differ in it.")
    ] = None


class Finding(ReportModel):
    """One rule's outcome in one plain sentence, with its clause and its mend."""

    id: Annotated[
        str, Field(description="Stable rule id, such as photo.bytes or anhui/graduation.prior-degree.")
    ]
    outcome: Outcome
    severity: Severity
    title: str
    sentence: str
    measured: str | None = None
    required: str | None = None
    mend: str | None = None
    tolerance_from: Annotated[
        Literal["source", "tool"] | None, Field(description="'tool' where the source gives no number.")
    ] = None
    by: Annotated[str | None, Field(description="'require' or the id of the exception that decided.")] = None
    missing: Annotated[tuple[str, ...], Field(description="Facts that are still needed.")] = ()
    reason: Annotated[
        Literal["fact missing", "date unknown", "not measured", "limit"] | None,
        Field(description="Why the outcome is unknown or was not checked."),
    ] = None
    why: Annotated[
        str | None,
        Field(
            description="The same in zh-CN, without a stop, where something was not measured; many share one."
        ),
    ] = None
    contradiction: Annotated[
        str | None, Field(description="How sources contradict, and the safe course.")
    ] = None
    measured_on: Annotated[
        Literal["device"] | None,
        Field(description="Set where it rests on what the device said of parts that it left out."),
    ] = None
    cites: tuple[Citation, ...]
    regions: Annotated[tuple[Region, ...], Field(max_length=25, description="At most 25 places.")] = ()
    count: Annotated[int, Field(ge=0, description="How many places there are in all.")] = 0


class Duty(ReportModel):
    """Something that an exception still demands, and until when."""

    rule: str
    exception: str
    todo: str
    due: Annotated[
        str | None, Field(description="ISO 8601 date, Asia/Shanghai, inclusive; null when unknown.")
    ]
    state: Literal["done", "pending", "open"]
    cites: tuple[Citation, ...]


class Question(ReportModel):
    """The next fact to ask for; absent when no answer could change the verdict."""

    fact: str
    ask: str
    type: str
    options: dict[str, str] | None = None
    none: str | None = None
    help: str | None = None
    unsure: str | None = None


class Elsewhere(ReportModel):
    """The case belongs to another authority or procedure, so it was not judged here."""

    id: str
    sentence: str
    mend: str | None = None
    cites: tuple[Citation, ...]


class Unconcerned(ReportModel):
    """No requirement applies to this case: nothing was found in order, as there was nothing to find."""

    sentence: str
    cites: tuple[Citation, ...] = ()


class ByEye(ReportModel):
    """A point that no measurement shows: the reader looks, and ticks a question to which yes is right."""

    id: Annotated[str, Field(description="Stable, such as photo.ears; no rule bears it.")]
    severity: Severity
    ask: Annotated[str, Field(description="One plain question.")]
    sentence: Annotated[str, Field(description="What the source demands, in our own words.")]
    cites: tuple[Citation, ...]


class PageRead(ReportModel):
    """What one page of an archive or a PDF was taken for, and how its ticket number compares.

    A number stands here only where it is another than the one declared, as in the findings about it: the
    caller knows the rest.
    """

    entry: Annotated[str | None, Field(description="Name of its file, fit to be shown.")] = None
    index: Annotated[int, Field(ge=0, description="Position of its file in the archive, from 0.")]
    page: Annotated[int, Field(ge=1, description="Within its file, from 1.")]
    opened: Annotated[bool, Field(description="Whether it could be seen at all.")]
    looked_at: Annotated[
        bool,
        Field(
            description="Whether anybody tried to: nobody does beyond the limits, and no device with a PDF."
        ),
    ] = True
    taken_for: Annotated[
        str | None, Field(description="Kind of paper in zh-CN; null where it was not recognised.")
    ] = None
    ticket_number: Annotated[
        Literal["confirmed", "one_digit", "two_digits", "differs", "not_read"] | None,
        Field(description="Beside the declared number; null where nothing can be said."),
    ] = None
    typed: Annotated[
        str | None, Field(description="The declared number, digits that are not on the page in 【】.")
    ] = None
    read: Annotated[
        str | None, Field(description="What stands on the page, digits that were not declared in 【】.")
    ] = None


class Band(ReportModel):
    """Where a measured line has to lie in the picture that a photo spec asks for."""

    line: Annotated[
        Literal["hair_top", "eye_line", "face_width", "face_center", "side_space"],
        Field(
            description="Name of the measured line; side_space is the room beside the head, left and right."
        ),
    ]
    name: Annotated[str, Field(description="What it is called, in two or three characters.")]
    low: Annotated[float, Field(description="Pixels of the frame: from its upper or left edge, or a width.")]
    high: float
    rule: Annotated[str, Field(description="Id of the finding that tells of it.")]
    severity: Severity


class Frame(ReportModel):
    """The picture that a photo spec asks for: its size, and where what has to lie in it."""

    width: Annotated[int, Field(ge=1, description="Pixels.")]
    height: Annotated[int, Field(ge=1, description="Pixels.")]
    bands: tuple[Band, ...] = ()


class Fitting(ReportModel):
    """What making a file for the spec would do to this one. Nothing has been made yet."""

    will: Annotated[tuple[str, ...], Field(description="Chinese sentences, in the order of doing.")]
    crop: Annotated[
        tuple[float, float, float, float] | None,
        Field(description="left, top, right, bottom in pixels as shown, maybe outside; null: no crop."),
    ] = None


class Portrait(ReportModel):
    """What is drawn over a checked portrait, and whether a file that fits could be made of it."""

    frame: Frame | None = None
    lines: Annotated[
        tuple[Region, ...], Field(description="What was measured, whether right or wrong; each has a line.")
    ] = ()
    fitting: Annotated[
        Fitting | None, Field(description="Null where making a file would mend nothing or be refused.")
    ] = None


class Target(ReportModel):
    """What was judged against which part of the rulebook."""

    province: str
    item: Annotated[str, Field(description="Id of the procedure or the file spec.")]
    city: str | None = None
    title: str
    file: Annotated[str | None, Field(description="File name as given by the caller, if any.")] = None


class RulebookStamp(ReportModel):
    """Which rulebook, so that a verdict can be replayed."""

    id: str
    version: str
    sha256: str
    reviewed_on: Annotated[
        str, Field(description="ISO 8601 date on which a person last compared it with its sources.")
    ]


class Engine(ReportModel):
    """Which program judged."""

    name: Literal["zikao"] = "zikao"
    version: str


class Reduced(ReportModel):
    """The smaller picture that a device sent, in stored pixels."""

    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]


class Report(ReportModel):
    """The answer to one check."""

    check: CheckName
    target: Target
    verdict: Annotated[
        Verdict, Field(description="'pass' where nothing speaks against it: see unconcerned and by_eye.")
    ]
    heading: Annotated[str, Field(description="What the reader is told first, in a few words.")]
    summary: str
    findings: Annotated[
        tuple[Finding, ...],
        Field(description="What is wrong, then what is open, then what is met; the gravest of each first."),
    ]
    by_eye: Annotated[
        tuple[ByEye, ...], Field(description="What nothing measured: no part of the verdict.")
    ] = ()
    pages: Annotated[
        tuple[PageRead, ...], Field(description="Of an archive or a PDF, in its order: what each page is.")
    ] = ()
    duties: tuple[Duty, ...] = ()
    elsewhere: Elsewhere | None = None
    unconcerned: Annotated[
        Unconcerned | None,
        Field(description="Set where no requirement applies; then there are no findings."),
    ] = None
    next_question: Question | None = None
    missing: tuple[str, ...] = ()
    portrait: Annotated[Portrait | None, Field(description="Of a checked portrait; else null.")] = None
    rulebook: RulebookStamp
    engine: Engine
    measured_on: Literal["device", "server"]
    reduced: Annotated[
        Reduced | None,
        Field(description="Set where a device sent a smaller picture in place of the file's own pixels."),
    ] = None
    notice: str = NOTICE


class Note(ReportModel):
    """Something that was done, why nothing was, or what is left to the candidate, with the clauses."""

    what: Annotated[str, Field(description="One or more Chinese sentences.")]
    cites: tuple[Citation, ...] = ()


class FittedFile(ReportModel):
    """The file to hand in."""

    name: str
    media_type: Literal["image/jpeg"] = "image/jpeg"
    size: Annotated[int, Field(ge=1, description="Bytes of the file itself, not of its base64.")]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    changed: Annotated[
        bool, Field(description="Whether its bytes differ from those sent; if not, at most its name does.")
    ]
    base64: Annotated[str, Field(description="The file (RFC 4648, section 4, with padding).")]

    @classmethod
    def of(cls, data: bytes, name: str, original: bytes) -> "FittedFile":
        """The file `data`, made from `original`."""
        return cls(
            name=name,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            changed=data != original,
            base64=base64.b64encode(data).decode("ascii"),
        )


class FittedPhoto(ReportModel):
    """What became of an original."""

    file: Annotated[FittedFile | None, Field(description="Null when no file could lawfully be made.")]
    steps: Annotated[tuple[Note, ...], Field(description="What was done, in this order.")]
    refused: Annotated[
        tuple[Note, ...], Field(description="Why there is no file, and what to retake and how.")
    ]
    confirm: Annotated[
        tuple[Note, ...], Field(description="What the file itself cannot show: the candidate vouches for it.")
    ]
    report: Annotated[
        Report, Field(description="On the file, measured again; on the original where none could be cut.")
    ]


class CheckedPhoto(ReportModel):
    """A portrait's report, with what could be made of it in the same breath."""

    report: Annotated[Report, Field(description="On the portrait as it was sent.")]
    fitted: Annotated[
        FittedPhoto | None, Field(description="Null where making one would not help, or was not possible.")
    ]
