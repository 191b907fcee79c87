"""What a photo spec states of the file that is to be made for it, and what its facts are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from zikao.errors import ZikaoError
from zikao.judge.walk import leaves
from zikao.report import Citation, Finding
from zikao.rulebook.document import Document
from zikao.rulebook.file_names import file_name

_NEEDED: Final = (
    *("width_px", "height_px", "dpi_min", "dpi_max", "quality_min", "bytes_sure_min", "bytes_sure_max"),
    *("hair_top_min_px", "hair_top_max_px", "eyes_min_px", "eyes_max_px"),
    *("face_width_min_px", "face_width_max_px", "background_colors"),
)
"""Values that a spec has to state before a file can be made for it."""

PLACE: Final = ("hair_top_y", "left_eye_y", "right_eye_y", "face_width", "face_center_x")
TILT: Final = ("roll_deg", "eye_line_tilt_deg")
GROUND: Final = (
    *("background_nearest", "background_unevenness", "background_gradient"),
    *("shadow_share", "hard_shadow_share", "rim_share", "has_object"),
)
WHOLE: Final = ("decodes", "truncated", "faces")
"""What is asked of the original itself: a crop or a new file would only hide it."""
ORIGIN: Final = ("front_camera", "camera", "date_taken", "edited_hint", "editor", "software")
"""What only the original tells; the made file carries no metadata, but is judged with it."""
OF_THE_FACE: Final = (
    *(*TILT, "yaw_deg", "pitch_deg", "eyes_closed_score", "mouth_gap", "glasses_share", "lens_glare_share"),
    *("red_eye", "side_light_ratio", "sharpness"),
)
"""Said already where no crop was found; all else depends on the crop."""

MENDED: Final = frozenset(
    (
        *("bytes", "format", "extension", "extension_matches", "jpeg_quality", "bits_per_pixel"),
        *("dpi_stated", "dpi_x", "dpi_y", "dpi_agrees", "dpi_source", "color_mode", "color_profile"),
        *("width", "height", "shown_width", "shown_height", "aspect_ratio", "megapixels"),
        *("exif_orientation", "trailing_bytes", "unexplained_bytes", "zero_padded", *PLACE),
    )
)
"""What a crop and a new file set right by themselves; where anything else is wrong, they cannot help."""


class CannotFitError(ZikaoError):
    """Nothing is wrong with the portrait as far as is known; the file cannot be made here."""


def can_fit(document: Document) -> bool:
    """Whether a compiled photo spec states all the numbers that a file is made from."""
    return not _missing(document)


def _missing(document: Document) -> list[str]:
    return [name for name in _NEEDED if name not in document.values]


class FitSpec:
    """A compiled photo spec, asked by facts.

    Raises:
        CannotFitError: it states no numbers to aim at.
    """

    def __init__(self, document: Document) -> None:
        if missing := _missing(document):
            raise CannotFitError(
                f"《{document.title}》没有写明制作照片需要的全部数字（缺 {len(missing)} 项），"
                "不能自动制作，只能检查。"
            )
        self.values: dict[str, Any] = {name: each.value for name, each in document.values.items()}
        self.facts = {rule.id: {leaf.fact for leaf in leaves(rule.require)} for rule in document.rules}
        self._rules = document.rules
        self._pattern = document.file_name

    def cites(self, names: Iterable[str]) -> tuple[Citation, ...]:
        """The clauses of all rules that look at one of these facts, each once."""
        wanted = set(names)
        found = [
            cite for rule in self._rules if not wanted.isdisjoint(self.facts[rule.id]) for cite in rule.cites
        ]
        return tuple(dict.fromkeys(found))

    def made_name(self, name: str | None, typed: Mapping[str, str]) -> str:
        """What a file is called that is made of one of this name.

        As the spec wants it where it says so and all was typed that it names; else the same, as a JPEG.
        """
        wanted = file_name(self._pattern, typed) if self._pattern else None
        if wanted and wanted.endswith(".jpg"):
            return wanted
        return f"{PurePath(name).stem if name else '照片'}.jpg"

    def facts_of(self, finding: Finding) -> set[str]:
        """The facts that the finding's rule looks at."""
        return self.facts[finding.id.partition(".")[2]]
