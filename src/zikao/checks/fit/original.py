"""The original: opened and measured."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zikao.checks.circumstances import Circumstances
from zikao.checks.fit.spec import ORIGIN, CannotFitError, FitSpec
from zikao.checks.photo import measure_photo, reduced_to
from zikao.checks.reporting import Known
from zikao.formats.heic import NotOpenedError, as_jpeg
from zikao.formats.signatures import identify

if TYPE_CHECKING:
    from zikao.photo.facts import Measured


@dataclass(frozen=True, slots=True)
class Original:
    """What is cut from."""

    data: bytes
    """The file; of a HEIC, the JPEG that it became."""
    name: str | None
    """As the candidate sees it."""
    made_name: str
    """What a file made from it is called."""
    heic: bool
    """Whether it came as one, and was opened."""
    measured: Measured

    def known(self, circumstances: Circumstances) -> Known:
        """What there is to judge of it as it is."""
        facts = {**circumstances.told, **self.measured.facts}
        return Known(facts, self.measured.absent, file=self.name, reduced=reduced_to(self.data))

    def told(self) -> dict[str, Any]:
        """What it alone tells of how it was taken and treated, for judging what is made from it."""
        return {each: self.measured.facts[each] for each in ORIGIN if each in self.measured.facts}

    def vouched(self, circumstances: Circumstances) -> Set[str]:
        """Facts that count by the candidate's word alone."""
        return circumstances.told.keys() - self.measured.facts.keys()


def open_and_measure(spec: FitSpec, data: bytes, name: str | None, *, heic: bool, made_name: str) -> Original:
    """All facts of an original, to whatever rule they belong.

    Args:
        spec: whose colours the ground is compared with.
        data: the file.
        name: its name, as the candidate sees it.
        heic: whether one in HEIC is opened.
        made_name: what a file made from it is called.

    Raises:
        CannotFitError: a HEIC that was to be opened cannot be.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    from zikao.photo.limits import DEFAULT_LIMITS

    if opened := heic and identify(data) == "heic":
        try:
            data, name = as_jpeg(data, DEFAULT_LIMITS.bytes, told=True), made_name
        except NotOpenedError as error:
            raise CannotFitError(f"原图{error.sentence}") from None
    measured = measure_photo(data, name, backgrounds=spec.values["background_colors"])
    return Original(data, name, made_name, opened, measured)
