"""The page that a portal shows in a frame is light until a file is chosen, in each language."""

from __future__ import annotations

from pathlib import Path

from ..embed.sizes import of_frames, table


def test_a_frame_until_a_file_is_chosen(site: Path) -> None:
    sizes = [*of_frames(site)]
    assert len({size.name.partition("embed/")[2] for size in sizes}) >= 2
    assert [size for size in sizes if not size.fits] == [], table(sizes)
