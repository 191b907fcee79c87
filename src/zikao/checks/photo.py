"""A portrait, measured and judged against a photo spec."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from zikao.checks.bands import frame_of
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.fit.offer import offered
from zikao.checks.fit.spec import FitSpec, can_fit
from zikao.checks.in_force import item_in_force
from zikao.checks.named import typed_of
from zikao.checks.reporting import Known, report_from
from zikao.checks.where import facts_read, places_in
from zikao.formats.reduced import Reduced
from zikao.report import Portrait, Region, Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.photo.facts import Measured
    from zikao.photo.portrait import Portrait as Seen
    from zikao.rulebook.document import Document


def check_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    circumstances: Circumstances = HERE_AND_NOW,
) -> Report:
    """Measure a portrait and judge it against a photo spec.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        data: the file.
        name: its name, as the candidate sees it.
        circumstances: whose rules, which moment, and what the candidate says of the file.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    item = item_in_force(library, "photo", item, circumstances)
    known, _ = look_at_photo(library, item, data, name, circumstances)
    return photo_report(library, item, known, circumstances)


def photo_report(
    library: Library, item: str, known: Known, circumstances: Circumstances = HERE_AND_NOW
) -> Report:
    """The report on facts that are already measured, with what is drawn over the picture.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    report = report_from(library, "photo", item, known, circumstances)
    document = library.compiled("photo", item, circumstances.city)
    typed = typed_of(circumstances)
    spec = library.once("fitting", "photo", item, circumstances.city, lambda: _fitting(document))
    shown = Portrait(
        frame=frame_of(document),
        lines=tuple(_lines(known)),
        fitting=offered(spec, known, report, spec.made_name(known.file, typed)) if spec else None,
    )
    return report.model_copy(update={"portrait": shown})


_LINES: Final = ("hair_top_y", "left_eye_y", "face_width", "face_center_x")
"""Facts whose lines are drawn whether they are right or wrong."""


def _lines(known: Known) -> Iterator[Region]:
    for fact in _LINES:
        yield from (region for region in known.places(fact) if region.line)


def _fitting(document: Document) -> FitSpec | None:
    return FitSpec(document) if can_fit(document) else None


def look_at_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    circumstances: Circumstances = HERE_AND_NOW,
) -> tuple[Known, Seen | None]:
    """What a spec's rules ask of a portrait, and what was seen; no network runs for facts that none reads.

    Arguments and errors of `check_photo`.
    """
    from zikao.photo.measuring import look

    city = circumstances.city
    document = library.compiled("photo", item, city)
    colors = document.values.get("background_colors")
    allowed = allowed_grounds(colors.value if colors else None)
    wanted = library.once("facts read", "photo", item, city, lambda: facts_read(document))
    measured, portrait = look(data, name, allowed_backgrounds=allowed, wanted=wanted)
    facts = {**circumstances.told, **measured.facts}
    known = Known(facts, measured.absent, file=name, places=places_in(portrait), reduced=reduced_to(data))
    return known, portrait


def reduced_to(data: bytes) -> tuple[int, int] | None:
    """Stored width and height of the smaller picture, where a device sent one for the file's own pixels."""
    if not isinstance(data, Reduced):
        return None
    from zikao.formats.jpeg import read_jpeg
    from zikao.photo.limits import DEFAULT_LIMITS

    jpeg = read_jpeg(data.picture, DEFAULT_LIMITS.parts)
    return (jpeg.frame.width, jpeg.frame.height) if jpeg.frame else None


def measure_photo(
    data: bytes, name: str | None = None, *, backgrounds: Collection[str] | None = None
) -> Measured:
    """All facts of a portrait; see `zikao.photo.measuring.measure`.

    `backgrounds` names the colours that a spec allows: the ground's distance is counted to the nearest of
    them. None: white and the reference light blue.
    """
    from zikao.photo.measuring import measure

    return measure(data, name, allowed_backgrounds=allowed_grounds(backgrounds))


def allowed_grounds(names: Collection[str] | None) -> dict[str, tuple[int, int, int]] | None:
    """Colours that a spec allows, by name, as sRGB bytes; None where it names none."""
    from zikao.photo.ground.colors import BACKGROUND_COLORS

    wanted = names or ()
    grounds: dict[str, tuple[int, int, int]] = {
        color: rgb for color, rgb in BACKGROUND_COLORS.items() if color in wanted
    }
    return grounds or None
