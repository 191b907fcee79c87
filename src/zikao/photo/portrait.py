"""A portrait's facts and reasons, and what they were read from, for whoever draws on it or cuts it anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.outline import Outline, find_outline, find_parts
from zikao.photo.seen_words import CUT_OFF, GROUPS, OTHERWISE, named
from zikao.stopping import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zikao.photo.color import Floats
    from zikao.photo.face.covers import Covers
    from zikao.photo.face.detector import Detection
    from zikao.photo.face.geometry import Geometry
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.face.skin import Skin
    from zikao.photo.ground.backdrop import Backdrop
    from zikao.photo.ground.between import Between
    from zikao.photo.ground.border import Frame
    from zikao.photo.ground.overlay import Overlay
    from zikao.photo.ground.rim import Rim
    from zikao.photo.ground.things import Things
    from zikao.photo.picture import Picture

    Found = Mapping[str, bool | int | float | str | None]


@dataclass(slots=True)
class Portrait:
    """What is known of one portrait so far."""

    picture: Picture
    faces: list[Detection] = field(default_factory=list)
    mesh: Mesh | None = None
    """Points of the only face; None where there is none, or several."""
    geometry: Geometry | None = None
    outline: Outline | None = None
    parts: Floats | None = None
    """Probability of each of six classes, (6, 256, 256), once a fact has asked for them."""
    covers: Covers | None = None
    skin: Skin | None = None
    """What its exposure was read from."""
    backdrop: Backdrop | None = None
    things: Things | None = None
    between: Between | None = None
    rim: Rim | None = None
    frame: Frame | None = None
    corners: list[tuple[int, int, int, int]] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)
    overlay: Overlay | None = None
    facts: dict[str, bool | int | float | str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def add(self, group: str, measure: Callable[[], Found]) -> None:
        """The facts of a group; those that come as None, or not at all, are absent for its reason."""
        go_on()
        otherwise = OTHERWISE.get(group, CUT_OFF)
        try:
            found = measure()
        except NotMeasured as why:
            found, otherwise = {}, why.reason
        for name in GROUPS[group]:
            value = found.get(name)
            if value is None:
                self.absent[name] = otherwise
            else:
                self.facts[name] = value

    def leave(self, *groups: str, reason: str) -> None:
        """The facts of these groups are not looked for."""
        self.absent |= dict.fromkeys(named(*groups), reason)

    def outlined(self) -> Outline:
        """The person's outline, found once."""
        if self.outline is None:
            self.outline = find_outline(self.picture)
        return self.outline

    def parted(self) -> Floats:
        """The probability of each class, found once."""
        if self.parts is None:
            self.parts = find_parts(self.picture)
        return self.parts
