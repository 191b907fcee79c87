"""Portraits measured in each browser of this machine, against Python, as a table.

``python -m tests.acceptance.device.table [COUNT]`` takes so many of them, else all. They are those of the
folder ``shared`` beside the tree or, without it, the small ones of the vectors.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.acceptance.device.served import PARTS, serving, told
from tests.acceptance.engines.table import _browsers
from tests.vectors import seen
from zikao.formats.room import ROOM
from zikao.photo.face.detector import find_faces
from zikao.photo.face.expression import read_expression
from zikao.photo.face.geometry import read_geometry
from zikao.photo.face.mesh import find_mesh
from zikao.photo.face.outline import find_outline
from zikao.photo.file import read_file
from zikao.photo.picture import Picture, show

SHARED: Final = Path(__file__).resolve().parents[4] / "shared" / "photos" / "portraits"
HEADS: Final = (
    *("browser", "portraits", "points, worst px", "points, mean px", "places, worst px", "scores, worst"),
    *("ready, ms", "first, ms", "next, median ms", "decoder's memory, MB"),
)


def portraits(most: int) -> dict[str, bytes]:
    """The files, by their names."""
    if SHARED.is_dir():
        return {path.name: path.read_bytes() for path in sorted(SHARED.glob("*.jpg"))[:most]}
    return {f"{nth}.jpg": each.file.data for nth, each in enumerate(seen.seen()[:most])}


def shown(data: bytes) -> Picture:
    """What both look at."""
    with ROOM.share() as share:
        file, image, colors = read_file(data, share=share)
        assert image is not None
        facts = file.facts
        return show(image, int(facts["exif_orientation"]), int(facts["shown_height"]), colors)


def measured(data: bytes) -> dict[str, Any] | None:
    """What Python makes of one; None where it sees no face."""
    picture = shown(data)
    faces = find_faces(picture)
    mesh = find_mesh(picture, faces[0]) if faces else None
    if mesh is None:
        return None
    geometry, expression = read_geometry(mesh), read_expression(mesh)
    places = (*geometry.left_eye, *geometry.right_eye, *geometry.chin, geometry.width, geometry.center_x)
    return {
        "points": mesh.points,
        "places": [*places, find_outline(picture).top(0, 1, picture.height) or 0],
        "scores": [expression.blink, expression.smile, geometry.mouth_gap],
    }


def compared(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, float]:
    """How far the device's numbers are from Python's."""
    geometry, expression = found["geometry"], found["expression"]
    apart = np.linalg.norm(np.array(found["points"])[:, :2] - wanted["points"][:, :2], axis=1)
    places = [*geometry["leftEye"], *geometry["rightEye"], *geometry["chin"]]
    places = [*places, geometry["width"], geometry["centerX"], found["top"] or 0]
    scores = [expression["blink"], expression["smile"], geometry["mouthGap"]]
    return {
        "worst": float(apart.max()),
        "mean": float(apart.mean()),
        "places": float(np.abs(np.subtract(places, wanted["places"])).max()),
        "scores": float(np.abs(np.subtract(scores, wanted["scores"])).max()),
    }


def row(said: dict[str, Any], wanted: dict[str, dict[str, Any] | None]) -> list[str]:
    """The cells of one browser, after its name."""
    if "of" not in said:
        return [str(said.get("lacks") or said.get("fault"))]
    pairs = [(said["of"][name], each) for name, each in wanted.items() if each]
    far = [compared(found, each) for found, each in pairs]
    whole = [sum(each["ms"].values()) for each in said["of"].values()]
    return [
        str(len(far)),
        f"{max(each['worst'] for each in far):.4f}",
        f"{statistics.mean(each['mean'] for each in far):.5f}",
        f"{max(each['places'] for each in far):.4f}",
        f"{max(each['scores'] for each in far):.6f}",
        f"{said['ready']:.0f}",
        f"{whole[0]:.0f}",
        f"{statistics.median(whole[1:] or whole):.0f}",
        f"{max(each['held'] for each in said['of'].values()) / 1e6:.0f}",
    ]


def main(most: int) -> None:
    """Print the table."""
    files = portraits(most)
    wanted = {name: measured(data) for name, data in files.items()}
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder, served = Path(name) / "browsers", Path(name) / "served"
        folder.mkdir()
        served.mkdir()
        with serving(served, files) as (address, asked):
            for start in _browsers(folder):
                asked.clear()
                with start as driver:
                    said = told(driver, address)
                    print(f"| {driver.name} {driver.version} | {' | '.join(row(said, wanted))} |", flush=True)
        sizes = {part: (served / "parts" / part).stat().st_size for part in PARTS}
    print(f"\nBytes: {', '.join(f'{part} {size:,}' for part, size in sizes.items())}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
