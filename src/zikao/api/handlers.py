"""What each route does: from a request that has passed the head checks to a model, or to JSON text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from zikao import __version__
from zikao.api.declared import OF_PACKAGE, OF_PHOTO, in_form, read_declared
from zikao.api.files import MOST_PACKAGE_BYTES, MOST_PHOTO_BYTES
from zikao.api.http import APPLIED_HEADER, FITTED, Reply, Request
from zikao.api.later import LATER_BYTES, Asked, waiting
from zikao.api.models import (
    City,
    Health,
    PhotoEntry,
    ProcedureEntry,
    RulebookDetails,
    RulebookEntry,
    Rulebooks,
    SpecEntry,
    Waiting,
)
from zikao.api.problems import CANNOT_FIT, FACTS_INVALID, MALFORMED_REDUCED, FieldProblem, ProblemError
from zikao.api.services import Services
from zikao.api.uploads import NoUploadsError
from zikao.formats.reduced import MEDIA_TYPE as REDUCED
from zikao.formats.reduced import unpack
from zikao.report import CheckedPhoto, Engine, FittedFile, FittedPhoto, Report

if TYPE_CHECKING:
    from zikao.checks.answers import FactsInvalid
    from zikao.checks.circumstances import Circumstances
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.document import Kind
    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Spec

MOST_ANSWERS = 100
"""No procedure asks as much; for each unknown name the nearest known one is looked for, at a cost."""

MOST_FITTED_BYTES = 4_000_000
"""What still goes back as base64 inside the 6 MB of a hosted function's answer; portals take some 40 KB."""

PAGE_SECONDS = 10.0
"""CPU time for the pages of one archive while there is text on them; one takes about 0.3 s, and others are
waiting. What yields nothing, be it an archive or a page, ends sooner: `seconds` of `zikao.package.limits`."""


def health(request: Request, services: Services) -> Health:
    """Say that the rulebooks have loaded."""
    return Health(engine=Engine(version=__version__), rulebooks=len(services.library().provinces))


def openapi(request: Request, services: Services) -> str:
    """The OpenAPI document as JSON text."""
    return services.openapi()


def rulebooks(request: Request, services: Services) -> Rulebooks:
    """List the provinces."""
    books = services.library().provinces.values()
    return Rulebooks(rulebooks=tuple(RulebookEntry(**_entry(book, services)) for book in books))


def rulebook(request: Request, services: Services) -> RulebookDetails:
    """List what can be checked in one province, with the questions of each procedure."""
    library = services.library()
    book = library.book(request.parameters["province"], request.city)
    return RulebookDetails(
        **_entry(book, services),
        cities=tuple(City(id=name, name=city.overlay.name) for name, city in book.cities.items()),
        procedures=_procedures(book, services),
        photos=_photos(book, services),
        packages=tuple(
            SpecEntry(**_spec("package", book, name, spec, services)) for name, spec in book.packages.items()
        ),
    )


def eligibility(request: Request, services: Services) -> Report:
    """Judge answers against a procedure.

    Raises:
        ProblemError: too many answers, or some that its questions do not allow.
    """
    library, item = _target("procedure", request, services)
    facts = request.facts
    if len(facts) > MOST_ANSWERS:
        raise ProblemError(FACTS_INVALID, f"一次最多收 {MOST_ANSWERS} 项回答，请只发这个事项问到的项。")

    from zikao.checks.answers import FactsInvalid
    from zikao.checks.circumstances import Circumstances
    from zikao.checks.eligibility import check_eligibility

    try:
        return check_eligibility(library, item, facts, Circumstances(request.city))
    except FactsInvalid as error:
        raise _facts_problem(error) from None


def photo(request: Request, services: Services) -> Report | Reply:
    """Measure a portrait and judge it against a file spec; whoever prefers it gets a made one too."""
    return _photo(request, services, lambda: _sent(request))


def uploaded_photo(request: Request, services: Services) -> Report | Reply:
    """Take an uploaded portrait out of the storage, and go on as with one that was sent."""
    return _photo(request, services, _upload(request, services, MOST_PHOTO_BYTES))


def _photo(request: Request, services: Services, data: Callable[[], bytes]) -> Report | Reply:
    library, item = _target("photo", request, services)
    from zikao.checks.circumstances import Circumstances
    from zikao.checks.photo import check_photo

    circumstances = Circumstances(request.city, declared=_declared(request, library, "photo", item))
    original = data()
    report = check_photo(library, item, original, request.file_name, circumstances)
    if not request.prefers(FITTED):
        return report
    fitted = None
    if report.portrait and report.portrait.fitting:
        # Without one the report stands. Whoever asks for it by itself hears why there is none.
        with suppress(ProblemError):
            fitted = _fitted(library, item, original, request.file_name, circumstances)
    return Reply(200, CheckedPhoto(report=report, fitted=fitted), {APPLIED_HEADER: FITTED})


def _sent(request: Request) -> bytes:
    """The portrait, or what stands for one that its device made lighter.

    Raises:
        ProblemError: it is no such thing, although the header says so.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != REDUCED:
        return request.body
    try:
        return unpack(request.body, MOST_PHOTO_BYTES)
    except ValueError:
        detail = "缩小的照片没有发完整，或者原来的文件太大；请重新选这张照片，再发一次。"
        raise ProblemError(MALFORMED_REDUCED, detail) from None


def fit(request: Request, services: Services) -> FittedPhoto:
    """Make a compliant file from a larger original, or say what to retake.

    Raises:
        ProblemError: no file can be made to this spec, or none that is small enough to be sent back.
    """
    return _fit(request, services, lambda: _sent(request))


def uploaded_fit(request: Request, services: Services) -> FittedPhoto:
    """The same with an uploaded original.

    Raises:
        ProblemError: as for one that was sent, or there is no such upload.
    """
    return _fit(request, services, _upload(request, services, MOST_PHOTO_BYTES))


def _fit(request: Request, services: Services, data: Callable[[], bytes]) -> FittedPhoto:
    library, item = _target("photo", request, services)

    from zikao.checks.circumstances import Circumstances

    circumstances = Circumstances(request.city, declared=_declared(request, library, "photo", item))
    return _fitted(library, item, data(), request.file_name, circumstances)


def _fitted(
    library: Library, item: str, original: bytes, name: str | None, circumstances: Circumstances
) -> FittedPhoto:
    from zikao.checks.fit.portrait import fit_photo
    from zikao.checks.fit.spec import CannotFitError

    try:
        found = fit_photo(library, item, original, name, circumstances)
    except CannotFitError as error:
        raise ProblemError(CANNOT_FIT, error.sentence) from None
    if found.data is not None and len(found.data) > MOST_FITTED_BYTES:
        detail = f"照片超过 {MOST_FITTED_BYTES // 1_000_000} MB，从这里送不回去，请改用命令 zikao fit 制作。"
        raise ProblemError(CANNOT_FIT, detail)
    return FittedPhoto(
        file=None if found.data is None else FittedFile.of(found.data, found.name, original),
        steps=found.steps,
        refused=found.refused,
        confirm=found.confirm,
        report=found.report,
    )


def package(request: Request, services: Services) -> Report:
    """Measure an archive and judge it against a file spec."""
    return _package(request, services, lambda: request.body)


def uploaded_package(request: Request, services: Services) -> Report | Reply:
    """Take an uploaded archive out of the storage, and go on as with one that was sent.

    Where there is a queue, one that would take longer than a gateway waits is checked later.

    Raises:
        NoUploadsError: this server takes none.
    """
    library, item = _target("package", request, services)
    _ = request.file_name, _declared(request, library, "package", item)
    upload = request.upload
    if services.uploads is None:
        raise NoUploadsError
    if services.later is not None:
        known = services.later.has(upload)
        size = 0 if known else services.uploads.size(upload)
        if known or request.may_wait or LATER_BYTES < size <= MOST_PACKAGE_BYTES:
            if not known:
                asked = Asked.of(request, tuple(field.header for field in OF_PACKAGE))
                services.later.put_off(upload, asked)
            return put_off(waiting(upload))
    return _package(request, services, _upload(request, services, MOST_PACKAGE_BYTES))


def put_off(told: Waiting) -> Reply:
    """The answer for a check that is not done yet."""
    return Reply(202, told, {"Location": told.href, "Retry-After": str(told.retry_after)})


def _upload(request: Request, services: Services, limit: int) -> Callable[[], bytes]:
    """What takes the upload out of its storage, once it is called."""

    def take() -> bytes:
        upload = request.upload
        if services.uploads is None:
            raise NoUploadsError
        return services.uploads.take(upload, limit)

    return take


def _package(request: Request, services: Services, data: Callable[[], bytes]) -> Report:
    """Ask for the data last: an upload stays where it is until all else is in order."""
    from zikao.checks.circumstances import Circumstances
    from zikao.checks.package import check_package
    from zikao.package.limits import Limits

    library, item = _target("package", request, services)
    name, declared = request.file_name, _declared(request, library, "package", item)
    circumstances = Circumstances(request.city, declared=declared)
    limits = Limits(page_seconds=services.page_seconds or PAGE_SECONDS)
    return check_package(library, item, data(), name, circumstances, limits=limits)


def _declared(
    request: Request, library: Library, kind: Literal["photo", "package"], item: str
) -> dict[str, Any]:
    """What was said of a file, its number in the forms that the province's rulebook knows."""
    from zikao.checks.numbers import ticket_form

    fields = OF_PHOTO if kind == "photo" else OF_PACKAGE
    return read_declared(request.headers, in_form(fields, ticket_form(library, item, request.city, kind)))


def _target(kind: Kind, request: Request, services: Services) -> tuple[Library, str]:
    """The library and `province/item`; an unknown one is refused before the body is looked at."""
    province = request.parameters["province"]
    item = request.parameters["procedure" if kind == "procedure" else "spec"]
    library = services.library()
    library.book(province, request.city).item(kind, item)
    return library, f"{province}/{item}"


def _facts_problem(error: FactsInvalid) -> ProblemError:
    """The faults field by field. A name that is not known came from the caller, so it is not repeated."""
    errors = [FieldProblem(pointer=each.known, detail=each.detail) for each in error.problems]
    return ProblemError(
        FACTS_INVALID, f"有 {len(errors)} 项回答不符合要求，请按 errors 里的说明改正后重发。", errors=errors
    )


def _entry(book: ProvinceBook, services: Services) -> dict[str, Any]:
    province = book.province
    return {
        "id": province.id,
        "name": province.name,
        "authority": province.authority,
        "stamp": book.stamp,
        "href": f"{services.prefix}/v1/rulebooks/{province.id}",
    }


def _procedures(book: ProvinceBook, services: Services) -> tuple[ProcedureEntry, ...]:
    from zikao.rulebook.asking import facts_schema

    library = services.library()
    return tuple(
        ProcedureEntry(
            id=name,
            title=procedure.title,
            summary=procedure.summary,
            href=f"{services.prefix}/v1/eligibility/{book.province.id}/{name}",
            facts=facts_schema(library.compiled("procedure", f"{book.province.id}/{name}", book.city)),
        )
        for name, procedure in book.procedures.items()
    )


def _photos(book: ProvinceBook, services: Services) -> tuple[PhotoEntry, ...]:
    from zikao.checks.fit.spec import can_fit

    library = services.library()
    return tuple(
        PhotoEntry(
            **_spec("photo", book, name, spec, services),
            fit=can_fit(library.compiled("photo", f"{book.province.id}/{name}", book.city)),
        )
        for name, spec in book.photos.items()
    )


def _spec(check: str, book: ProvinceBook, name: str, spec: Spec, services: Services) -> dict[str, Any]:
    return {
        "id": name,
        "title": spec.title,
        "summary": spec.summary,
        "file_class": spec.file_class,
        "href": f"{services.prefix}/v1/{check}/{book.province.id}/{name}",
    }
