"""A portrait, measured and judged against a photo spec."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zikao.checks.reporting import MeasuredOn, report_from
from zikao.checks.where import facts_read, places_in
from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.photo import Measured
    from zikao.photo.portrait import Portrait


def check_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    declared: Mapping[str, Any] | None = None,
    origin: Mapping[str, Any] | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Measure a portrait and judge it against a photo spec.

    Args:
        library: the rulebooks.
        item: ``province/spec``.
        data: the file.
        name: its name, as the candidate sees it.
        city: id of a city overlay.
        now: the moment to judge at; naive means Beijing time, None means the clock.
        declared: facts that the candidate vouches for, such as ``date_taken`` and ``front_camera``: they
            count where the file itself does not tell.
        origin: facts of the picture that this file was made from; they go before the file's own.
        measured_on: where it was measured.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    measured, portrait = look_at_photo(library, item, data, name, city=city)
    facts = {**(declared or {}), **measured.facts, **(origin or {})}
    return report_from(
        library,
        "photo",
        item,
        facts,
        measured.absent,
        city=city,
        now=now,
        measured_on=measured_on,
        file=name,
        places=places_in(portrait),
    )


def look_at_photo(
    library: Library, item: str, data: bytes, name: str | None, *, city: str | None = None
) -> tuple[Measured, Portrait | None]:
    """What a spec's rules ask of a portrait, and what was seen; no network runs for facts that none reads.

    Raises as `check_photo`.
    """
    from zikao.photo import look

    document = library.compiled("photo", item, city)
    colors = document["values"].get("background_colors", {}).get("value")
    wanted = library.once("facts read", "photo", item, city, lambda: facts_read(document))
    return look(data, name, allowed_backgrounds=allowed_grounds(colors), wanted=wanted)


def measure_photo(
    data: bytes, name: str | None = None, *, backgrounds: Collection[str] | None = None
) -> Measured:
    """All facts of a portrait; see `zikao.photo.measure`.

    ``backgrounds`` names the colours that a spec allows: the ground's distance is counted to the nearest of
    them. None: white and the reference light blue.
    """
    from zikao.photo import measure

    return measure(data, name, allowed_backgrounds=allowed_grounds(backgrounds))


def allowed_grounds(names: Collection[str] | None) -> dict[str, tuple[int, int, int]] | None:
    """Colours that a spec allows, by name, as sRGB bytes; None where it names none."""
    from zikao.photo.ground.named import BACKGROUND_COLORS

    wanted = names or ()
    grounds: dict[str, tuple[int, int, int]] = {
        color: rgb for color, rgb in BACKGROUND_COLORS.items() if color in wanted
    }
    return grounds or None
