"""Portrait files made by code: every format, every defect that a test of this folder looks at."""

from __future__ import annotations

import io
import json
import random
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from zikao.photo.face.mesh import CHIN, LEFT_IRIS, LEFT_PUPIL, OVAL, RIGHT_IRIS, RIGHT_PUPIL, Mesh
from zikao.photo.face.outline import CLOTHES, FACE_SKIN, Outline
from zikao.photo.facts import Measured
from zikao.photo.file import measure_file
from zikao.photo.file_facts import FileFacts
from zikao.photo.picture import Picture

from .samples import FREE, Sample, cut


class Make:
    """Makers of pictures and of the parts they are put together from."""

    @staticmethod
    def picture(mode: str = "RGB", size: tuple[int, int] = (480, 640)) -> Image.Image:
        """A light blue ground with a textured oval: compresses about like a portrait. Always the same."""
        noise = Image.frombytes("L", (60, 80), random.Random(7).randbytes(4800)).resize(size)
        ground = Image.new("RGB", size, (100, 197, 255))
        face = Image.merge("RGB", (noise, noise.point(lambda v: v // 2 + 60), noise.point(lambda v: 255 - v)))
        oval = Image.radial_gradient("L").resize(size).point(lambda v: 255 if v < 120 else 0)
        return Image.composite(face, ground, oval).convert(mode)

    def jpeg(self, mode: str = "RGB", size: tuple[int, int] = (480, 640), **options: Any) -> bytes:
        return self.saved(self.picture(mode, size), "JPEG", **options)

    @staticmethod
    def saved(picture: Image.Image, format: str, **options: Any) -> bytes:  # noqa: A002 - Pillow's word
        out = io.BytesIO()
        picture.save(out, format, **options)
        return out.getvalue()

    @staticmethod
    def exif(main: dict[int, Any], detail: dict[int, Any] | None = None) -> bytes:
        """An EXIF block as Pillow writes it: tags of the main directory and of the Exif directory."""
        block = Image.Exif()
        block.update(main)
        if detail:
            block[0x8769] = detail
        return block.tobytes()

    @staticmethod
    def segment(marker: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body

    def with_segment(self, jpeg: bytes, marker: int, body: bytes) -> bytes:
        """The JPEG with one more segment right after its start."""
        return jpeg[:2] + self.segment(marker, body) + jpeg[2:]

    @staticmethod
    def resized_header(jpeg: bytes, width: int, height: int) -> bytes:
        """The JPEG whose frame claims another size."""
        at = jpeg.index(b"\xff\xc0") + 5
        return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def jpeg(make: Make) -> bytes:
    """A portrait as the national standard wants it."""
    return make.jpeg(quality=75, dpi=(300, 300))


@pytest.fixture
def facts(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Gives the file's facts; every document on the way has each name in exactly one place."""

    def measured(data: bytes, name: str | None = "照片.jpg") -> dict[str, Any]:
        document = measure_file(data, name)
        check_complete(document, FileFacts.model_fields)
        return document.facts

    yield measured


def check_complete(document: Measured, names: Iterable[str]) -> None:
    assert sorted([*document.facts, *document.absent]) == sorted(names)
    assert all(document.absent.values())


def drawn_mesh() -> Mesh:
    """The points that are read, of a face like the stage's: an oval about (240, 270)."""
    points = np.full((478, 3), (240, 270, 0), np.float32)
    turns = np.linspace(-np.pi / 2, 3 * np.pi / 2, len(OVAL), endpoint=False)
    points[list(OVAL), 0] = 240 + 95 * np.cos(turns)
    points[list(OVAL), 1] = 270 + 130 * np.sin(turns)
    for pupil, iris, x in ((LEFT_PUPIL, LEFT_IRIS, 188), (RIGHT_PUPIL, RIGHT_IRIS, 292)):
        points[pupil, :2] = x, 250
        points[list(iris), :2] = [(x + 8, 250), (x, 242), (x - 8, 250), (x, 258)]
    points[[33, 133, 159, 145], :2] = (168, 250), (208, 250), (188, 244), (188, 256)
    points[[362, 263, 386, 374], :2] = (272, 250), (312, 250), (292, 244), (292, 256)
    points[[61, 291, 0, 17], :2] = (200, 340), (280, 340), (240, 330), (240, 352)
    points[[50, 101, 205, 187], :2] = 195, 305
    points[[280, 330, 425, 411], :2] = 285, 305
    return Mesh(points)


class Stage:
    """A person drawn by code: an oval head on shoulders, known to the pixel, before any background."""

    size = (480, 640)

    def __init__(self) -> None:
        y, x = np.mgrid[0:640, 0:480].astype(np.float32)
        head = ((x - 240) / 105) ** 2 + ((y - 250) / 160) ** 2 <= 1
        shoulders = ((x - 240) / 210) ** 2 + ((y - 620) / 170) ** 2 <= 1
        self.person = head | shoulders

    def outline(self) -> Outline:
        image = Image.fromarray(self.person.astype(np.float32))
        return Outline(np.asarray(image.resize((256, 256), Image.Resampling.BILINEAR)))

    def parts(self) -> np.ndarray:
        """As the parts network tells them: a face and clothes, whatever the outline takes for the person."""
        y = np.mgrid[0:640, 0:480][0]
        shares = np.zeros((6, 256, 256), np.float32)
        for which, mask in ((FACE_SKIN, self.person & (y < 420)), (CLOTHES, self.person & (y >= 420))):
            image = Image.fromarray(mask.astype(np.float32))
            shares[which] = np.asarray(image.resize((256, 256), Image.Resampling.BILINEAR))
        shares[0] = 1 - shares.sum(axis=0)
        return shares

    def before(self, ground: Any) -> Picture:
        """The person before `ground`: a colour, or an array of (640, 480, 3)."""
        pixels = np.broadcast_to(np.asarray(ground, np.float32), (640, 480, 3)).copy()
        pixels[self.person] = (150, 110, 90)
        return Picture(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), 1.0, native=True)


@pytest.fixture(scope="session")
def stage() -> Stage:
    return Stage()


@pytest.fixture(scope="session")
def samples(shared: Callable[[str, str], Path]) -> list[Sample]:
    folder = shared("photos", "portraits of many people with points placed by hand")
    rows = json.loads((folder / "manifest.json").read_text("utf-8"))
    found = []
    for row in rows:
        if places := row.get("points"):
            with Image.open(folder / row["file"]) as image:
                found.append(cut(row["file"], image, places))
    return found


@pytest.fixture(scope="session")
def sample(root: Path, request: pytest.FixtureRequest) -> Sample:
    """One of the samples; without the folder ``shared`` the person whom a registry serves."""
    if (root.parent / "shared" / "photos").is_dir():
        found: list[Sample] = request.getfixturevalue("samples")
        return found[5]
    return cut(FREE, *request.getfixturevalue("free_person").in_a_studio())


@pytest.fixture
def mesh() -> Mesh:
    """Pupils 106 pixels apart, an oval face, cheeks beside the nose; every other point in the middle."""
    points = np.zeros((478, 3), np.float32)
    points[:, :2] = (240, 300)
    turn = np.linspace(0, 2 * np.pi, len(OVAL), endpoint=False)
    points[list(OVAL), 0] = 240 + 110 * np.sin(turn)
    points[list(OVAL), 1] = 310 - 150 * np.cos(turn)
    for pupil, iris, x in ((LEFT_PUPIL, LEFT_IRIS, 187), (RIGHT_PUPIL, RIGHT_IRIS, 293)):
        points[pupil, :2] = (x, 260)
        points[list(iris), :2] = [(x + 6, 260), (x, 254), (x - 6, 260), (x, 266)]
    points[CHIN, :2] = (240, 460)
    points[[50, 101, 205, 187], :2] = (190, 340)
    points[[280, 330, 425, 411], :2] = (290, 340)
    return Mesh(points)
