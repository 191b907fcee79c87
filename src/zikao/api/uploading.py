"""What the routes around uploads do: say how files come here, hand out a place for one, look a check up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zikao.api.files import FILES, MOST_PACKAGE_BYTES
from zikao.api.handlers import put_off
from zikao.api.http import Reply, Request, Response
from zikao.api.later import NoSuchCheckError, name_of
from zikao.api.models import UploadPlace, UploadRules, UploadWish
from zikao.api.problems import TOO_LARGE, WISH_INVALID, FieldProblem, ProblemError, size_text
from zikao.api.services import Services
from zikao.api.strict_json import read_object
from zikao.api.uploads import NoUploadsError

if TYPE_CHECKING:
    from pydantic import ValidationError

MENDS: Final = {
    "kind": "kind 要写成 photo 或 package。",
    "size": "size 要写成文件的字节数，是不小于 1 的整数。",
    "type": "type 要写成文件的类型，例如 application/zip。",
}
"""How each field is to be written."""


def upload_rules(request: Request, services: Services) -> UploadRules:
    """Say how large a file may be that is sent directly, and whether a larger one can be uploaded."""
    direct = services.direct_bytes
    return UploadRules(
        offered=services.uploads is not None,
        direct_bytes=MOST_PACKAGE_BYTES if direct is None else direct,
    )


def upload_place(request: Request, services: Services) -> UploadPlace:
    """Hand out a place for one file.

    Raises:
        NoUploadsError: this server has none.
        ProblemError: it takes no such file.
    """
    if services.uploads is None:
        raise NoUploadsError
    wish = _wish(request.body)
    rule = FILES[wish.kind]
    if wish.type not in rule.media_types:
        mend = f"type 要写成下列之一：{'、'.join(rule.media_types)}。"
        raise _invalid([FieldProblem(pointer="/type", detail=mend)])
    if wish.size > rule.limit:
        raise ProblemError(TOO_LARGE, f"这种文件不能超过 {size_text(rule.limit)}，请缩小后重新上传。")
    return services.uploads.offer(wish.size, wish.type)


def check(request: Request, services: Services) -> Response | Reply:
    """The answer of a check that was put off, once; or how far it is.

    The id of the upload has to come with it: addresses are written to access logs, and an answer that tells
    of somebody's papers must not lie open to whoever reads those.

    Raises:
        NoSuchCheckError: there is no such check, or not for this upload.
        ProblemError: it did not end, or the storage did not answer.
    """
    upload = request.upload
    if services.later is None or name_of(upload) != request.parameters["check"]:
        raise NoSuchCheckError
    found = services.later.look(upload)
    return found if isinstance(found, Response) else put_off(found)


def _wish(body: bytes) -> UploadWish:
    from pydantic import ValidationError

    sent = read_object(body)
    try:
        return UploadWish.model_validate(sent)
    except ValidationError as error:
        raise _invalid(_faults(error)) from None


def _faults(error: ValidationError) -> list[FieldProblem]:
    """Field by field. A name that is not known came from the caller, so it is not repeated."""
    found = {}
    for each in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(each["loc"][0])
        known = name in MENDS
        mend = MENDS[name] if known else f"只收 {'、'.join(MENDS)} 这几项，请去掉别的。"
        found[name if known else ""] = FieldProblem(pointer=f"/{name}" if known else "", detail=mend)
    return list(found.values())


def _invalid(errors: list[FieldProblem]) -> ProblemError:
    detail = f"有 {len(errors)} 项不符合要求，请按 errors 里的说明改正后重发。"
    return ProblemError(WISH_INVALID, detail, errors=errors)
