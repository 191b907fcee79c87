"""Errors as RFC 9457 problem documents. They name the field and the mend, and never repeat a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zikao.errors import ZikaoError

TYPE_PREFIX = "tag:zikao,2026:problem/"
"""Every portal has its own address, so the types are names (RFC 4151) and not pages."""
PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem."""

    slug: str
    """Last part of the type."""
    status: int
    title: str
    means: str
    """When it comes, for web masters."""


MALFORMED_JSON = Kind(
    "malformed-json",
    400,
    "请求正文不是有效的 JSON",
    "The body is not one strict JSON object in UTF-8: a byte order mark, NaN, a repeated name, deep nesting.",
)
MALFORMED_REDUCED = Kind(
    "malformed-reduced-photo",
    400,
    "缩小的照片发得不完整",
    "The body is no reduced photograph as the media type says, or the whole file would be over the limit.",
)
INCOMPLETE_BODY = Kind(
    "incomplete-body", 400, "请求正文不完整", "Fewer bytes came than Content-Length announced."
)
BAD_HEADER = Kind("bad-header", 400, "请求头有误", "A request header cannot be read.")
CONSENT_REQUIRED = Kind(
    "consent-required",
    403,
    "未说明已征得同意",
    "A portrait or an archive came without word of the person's consent.",
)
NOT_FOUND = Kind("not-found", 404, "没有这个地址", "No such route.")
NOT_IN_RULEBOOK = Kind(
    "not-in-rulebook", 404, "规则中没有这一项", "Unknown province, procedure, file spec or city."
)
NO_UPLOADS = Kind(
    "no-uploads", 404, "不收上传的文件", "This server takes no uploads: send the file as the body."
)
NO_SUCH_UPLOAD = Kind(
    "no-such-upload",
    404,
    "没有这个上传的文件",
    "The upload was never finished, was checked already, or has expired.",
)
NO_SUCH_CHECK = Kind(
    "no-such-check",
    404,
    "没有这次检查",
    "No such check was put off, its result has been read already, or it has expired.",
)
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "不支持这种请求方法", "See the Allow header.")
SLOW_BODY = Kind("slow-body", 408, "请求正文发送得太慢", "The body came too slowly, or stopped.")
CHECK_LOST = Kind(
    "check-lost",
    410,
    "检查没有做完",
    "A check that was put off did not end in time: upload again.",
)
LENGTH_REQUIRED = Kind(
    "length-required", 411, "请求没有说明长度", "A body needs Content-Length; chunked is refused."
)
TOO_LARGE = Kind(
    "too-large", 413, "内容太大", "The body, or the uploaded file, is over the limit of this route."
)
UNSUPPORTED_TYPE = Kind(
    "unsupported-media-type",
    415,
    "不接受这种内容类型",
    "Content-Type is missing, or this route does not take it; JSON is taken in UTF-8 only.",
)
UNSUPPORTED_ENCODING = Kind(
    "unsupported-encoding", 415, "不接受压缩的请求正文", "Content-Encoding is set: send the body as it is."
)
FACTS_INVALID = Kind(
    "facts-invalid",
    422,
    "有的回答不符合要求",
    "Answers have the wrong type or form, or were not asked for; errors names each field.",
)
WISH_INVALID = Kind(
    "wish-invalid",
    422,
    "要上传的文件说明有误",
    "What is said of the file to be uploaded is not what this route takes; errors names each field.",
)
CANNOT_FIT = Kind(
    "cannot-fit",
    422,
    "做不了这张照片",
    "Nothing was found wrong with the portrait, but no file can be made: the spec states no numbers, the "
    "picture cannot be measured here, or the file would be too large for an answer.",
)
TOO_MANY_REQUESTS = Kind(
    "too-many-requests",
    429,
    "请求太多",
    "More requests came from one network address than this server takes; see Retry-After and RateLimit.",
)
HEAD_TOO_LARGE = Kind("head-too-large", 431, "请求头太大", "The headers, or the address, are too long.")
INTERNAL = Kind("internal", 500, "服务器内部出错", "Our fault. Nothing of the request is logged.")
BUSY = Kind("busy", 503, "现在太忙", "Too many checks are in work or waiting; see Retry-After.")
STORAGE_UNREACHABLE = Kind(
    "storage-unreachable",
    503,
    "存储暂时不通",
    "The storage of the uploads, or its queue, does not answer; see Retry-After.",
)


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pointer: Annotated[
        str, Field(description="JSON Pointer (RFC 6901) into the request body; empty for an unknown name.")
    ]
    detail: Annotated[str, Field(description="One Chinese sentence: what is wrong and how to mend it.")]


class Problem(BaseModel):
    """RFC 9457 problem document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Annotated[str, Field(description="Name of the kind of problem; compare this.")]
    title: Annotated[str, Field(description="The kind in a few Chinese words.")]
    status: Annotated[int, Field(ge=400, le=599)]
    detail: Annotated[str, Field(description="One Chinese sentence: what is wrong and how to mend it.")]
    errors: Annotated[
        tuple[FieldProblem, ...] | None, Field(description="Per field, where fields are to blame.")
    ] = None


class ProblemError(ZikaoError):
    """A request that is answered with a problem document."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def problem(self) -> Problem:
        """The problem as it is answered."""
        return Problem(
            type=TYPE_PREFIX + self.kind.slug,
            title=self.kind.title,
            status=self.kind.status,
            detail=self.sentence,
            errors=self.errors or None,
        )


def size_text(size: int) -> str:
    """Bytes of a limit as they are told."""
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} KB"
