"""The order of fitting: look at the original, leave it alone or cut from it, and measure what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.fit.make import NotMade, make, steps
from zikao.checks.fit.original import Original, open_and_measure
from zikao.checks.fit.refusals import broken_rules
from zikao.checks.fit.spec import OF_THE_FACE, FitSpec
from zikao.checks.fit.usable import RENAMED, unusable, why_left_alone
from zikao.checks.fit.vouched import to_confirm
from zikao.checks.in_force import item_in_force
from zikao.checks.named import typed_of
from zikao.checks.photo import check_photo, look_at_photo, photo_report
from zikao.checks.reporting import Known
from zikao.formats.reduced import Reduced
from zikao.report import Note, Report
from zikao.rulebook.library import Library
from zikao.rulebook.named import FACT


@dataclass(frozen=True, slots=True)
class Fitted:
    """What became of an original."""

    data: bytes | None
    """The made file, a JPEG; None when it was refused."""
    name: str
    """What the made file is called."""
    steps: tuple[Note, ...]
    """What was done, in this order."""
    refused: tuple[Note, ...]
    """Why there is no file, and what to retake and how. Empty when there is one."""
    confirm: tuple[Note, ...]
    """What the file itself cannot show, left to the candidate. Empty when there is none."""
    report: Report
    """Of the made file, measured again; of the original where no file could be cut from it."""


def fit_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    circumstances: Circumstances = HERE_AND_NOW,
    *,
    heic: bool = False,
    made_name: str | None = None,
) -> Fitted:
    """Make a file that the spec accepts from a larger original, or say why that cannot be lawful.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        data: the original; it is left as it is.
        name: its name, as the candidate sees it.
        circumstances: whose rules, which moment, and what the candidate says of the original.
        heic: whether an original in HEIC is opened: on the candidate's own machine only.
        made_name: what the made file will be called; None: what the spec wants, as far as it was typed, else
            as the original.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        CannotFitError: the spec states no numbers to aim at, the face cannot be measured here, or a HEIC that
            was to be opened cannot be.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    item = item_in_force(library, "photo", item, circumstances)
    spec = FitSpec(library.compiled("photo", item, circumstances.city))
    made_name = made_name or spec.made_name(name, typed_of(circumstances))
    original = open_and_measure(spec, data, name, heic=heic, made_name=made_name)
    fitting = _Fitting(library, item, circumstances, spec, original)
    before = fitting.judged(original.known(circumstances))
    return (None if original.heic else fitting.left_alone(before)) or fitting.cut(before)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """One original on its way; `before` is the report on it as it is."""

    library: Library
    item: str
    circumstances: Circumstances
    spec: FitSpec
    original: Original

    def judged(self, known: Known) -> Report:
        return photo_report(self.library, self.item, known, self.circumstances)

    def confirm(self, report: Report, where: Literal["文件", "原图"]) -> tuple[Note, ...]:
        return to_confirm(self.spec, report, self.original.vouched(self.circumstances), where)

    def left_alone(self, before: Report) -> Fitted | None:
        """The file byte for byte, at most under another name; None where one has to be cut."""
        data, name, made_name = self.original.data, self.original.name, self.original.made_name
        words = why_left_alone(self.spec, self.original.measured, before, renames=made_name != name)
        # Of a lighter copy nothing can be handed back byte for byte.
        if words is None or isinstance(data, Reduced):
            return None
        if words != RENAMED:
            note = Note(what=words)
            return Fitted(data, name or made_name, (note,), (), self.confirm(before, "文件"), before)
        after = check_photo(self.library, self.item, data, made_name, self.circumstances)
        note = Note(what=words, cites=self.spec.cites(["extension", FACT]))
        return Fitted(data, made_name, (note,), (), self.confirm(after, "文件"), after)

    def cut(self, before: Report) -> Fitted:
        """A new file, or why there is none."""
        spec, original = self.spec, self.original
        if refused := unusable(spec, original.measured, before):
            return self.none(refused, before)
        made = make(spec, original)
        if isinstance(made, NotMade):
            of_the_face = broken_rules(spec, before, (*OF_THE_FACE, "background_nearest"))
            return self.none([made.why, *(of_the_face if made.of_the_crop else ())], before)
        data, name = made.encoded.data, original.made_name
        known, _ = look_at_photo(self.library, self.item, data, name, self.circumstances)
        after = self.judged(known.told(original.told()))
        if refused := broken_rules(spec, after):
            return self.none(refused, after)
        return Fitted(data, name, tuple(steps(spec, original, made)), (), self.confirm(after, "原图"), after)

    def none(self, refused: Sequence[Note], report: Report) -> Fitted:
        return Fitted(None, self.original.made_name, (), tuple(refused), (), report)
