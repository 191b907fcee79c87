"""What is seen in a decoded portrait: facts of the face, of the background and of the light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zikao.photo import groups
from zikao.photo import seen_words as words
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.skin import read_skin
from zikao.photo.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from zikao.photo.ground.colors import RGB
    from zikao.photo.picture import Picture
    from zikao.photo.portrait import Found


def read_portrait(
    picture: Picture, allowed: Mapping[str, RGB], wanted: Collection[str] | None = None
) -> Portrait:
    """Everything that can be seen.

    `wanted` names the facts that matter: steps and networks that serve none of them are left out (None: all
    matter). Facts are in shown pixels, what the result holds beside them in pixels of `picture`.
    """
    portrait = Portrait(picture)
    portrait.absent |= words.UNSEEN

    def matter(*names: str) -> bool:
        return wanted is None or not set(words.named(*names)).isdisjoint(wanted)

    def add(name: str, measure: Callable[[], Found], *needed_by: str) -> None:
        if matter(name, *needed_by):
            portrait.add(name, measure)
        else:
            portrait.leave(name, reason=words.NOT_WANTED)

    # First, while the freshly decoded picture is still in the processor's caches.
    portrait.add("edges", lambda: groups.edges(portrait))
    try:
        portrait.faces, meshes = groups.faces(portrait)
        portrait.facts["faces"] = len(meshes)
        reason = "" if len(meshes) == 1 else words.SEVERAL if meshes else words.NO_FACE
    except NotMeasured as why:
        meshes, reason = [], why.reason
        portrait.absent["faces"] = reason
    if meshes:
        add("ground", lambda: groups.ground(portrait, allowed), "worn", "text", "rim")
        add("text", lambda: groups.text(portrait))
        add("rim", lambda: groups.rim(portrait))
    else:
        portrait.leave(*words.OF_THE_GROUND, reason=reason)
    if reason:
        portrait.leave(*words.OF_THE_FACE, reason=reason)
        return portrait
    mesh = portrait.mesh = meshes[0]
    add("expression", lambda: groups.expression(mesh))
    portrait.add("place", lambda: groups.place(portrait, mesh))
    add("head", lambda: groups.head(portrait))
    add("pose", lambda: groups.pose(mesh))
    skin = read_skin(picture, mesh)
    add("light", lambda: groups.light(portrait, mesh, skin))
    add("detail", lambda: groups.detail(picture, mesh, skin))
    add("worn", lambda: groups.worn(portrait, mesh))
    add("colors", lambda: groups.colors(portrait, mesh))
    add("over", lambda: groups.over(portrait, mesh))
    add("beside", lambda: groups.beside(portrait, mesh))
    add("shape", lambda: groups.shape(mesh))
    if matter(*words.UNCOVERED):
        portrait.add("covers", lambda: groups.covers(portrait, mesh))
        groups.correct(portrait, mesh)
    else:
        portrait.leave("covers", reason=words.NOT_WANTED)
    return portrait
