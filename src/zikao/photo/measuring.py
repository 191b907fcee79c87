"""Both halves of measuring put together: the file, and what is seen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zikao.formats.room import ROOM
from zikao.photo.facts import Measured
from zikao.photo.file import read_file
from zikao.photo.limits import DEFAULT_LIMITS, Limits
from zikao.photo.seen_words import DAMAGED, NO_LIBRARIES, SEEN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PIL.Image import Image

    from zikao.formats.icc import Colors
    from zikao.photo.picture import Picture
    from zikao.photo.portrait import Portrait


def measure(
    data: bytes,
    name: str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allowed_backgrounds: Mapping[str, tuple[int, int, int]] | None = None,
    wanted: Collection[str] | None = None,
) -> Measured:
    """Everything that can be said about a portrait: each name of `VOCABULARY`, measured or with its reason.

    `data` is the file, `name` its name as the candidate sees it. `allowed_backgrounds` are the colours, by
    name and as sRGB bytes, that `background_distance` is counted to (None: white and the reference light
    blue). `wanted` names the facts that somebody will look at: the costly network that none of them needs is
    not run (None: all are wanted).

    A broken or strange file is measured as such, and without the networks' weights the file's own facts still
    come.

    Raises:
        PhotoTooLargeError: it has more bytes than the limits allow; nothing else is raised.
    """
    return look(data, name, limits=limits, allowed_backgrounds=allowed_backgrounds, wanted=wanted)[0]


def look(
    data: bytes,
    name: str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allowed_backgrounds: Mapping[str, tuple[int, int, int]] | None = None,
    wanted: Collection[str] | None = None,
) -> tuple[Measured, Portrait | None]:
    """As `measure`, and what was seen, to draw on: None where nothing could be decoded."""
    with ROOM.share() as share:
        file, image, colors = read_file(data, name, limits=limits, share=share)
        if image is None:
            return _without(file, file.absent.get("decodes", DAMAGED)), None
        try:
            picture = _shown(file, image, colors)
        except ImportError:
            return _without(file, NO_LIBRARIES), None
        del image  # only the small picture is looked at from here on
    try:
        portrait = _seen(picture, allowed_backgrounds, wanted)
    except ImportError:
        return _without(file, NO_LIBRARIES), None
    facts = file.facts | portrait.facts
    return Measured(facts=facts, absent=file.absent | portrait.absent), portrait


def _without(file: Measured, reason: str) -> Measured:
    return file.model_copy(update={"absent": file.absent | dict.fromkeys(SEEN, reason)})


def _shown(file: Measured, image: Image, colors: Colors | None) -> Picture:
    from zikao.photo.picture import show

    return show(image, int(file.facts["exif_orientation"]), int(file.facts["shown_height"]), colors)


def _seen(
    picture: Picture,
    allowed: Mapping[str, tuple[int, int, int]] | None,
    wanted: Collection[str] | None,
) -> Portrait:
    from zikao.photo.ground.colors import ALLOWED_BACKGROUNDS
    from zikao.photo.reading import read_portrait

    return read_portrait(picture, ALLOWED_BACKGROUNDS if allowed is None else allowed, wanted)
