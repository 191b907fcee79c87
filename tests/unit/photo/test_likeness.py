"""Colours and proportions of a face, and another face beside it, drawn by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageOps

from zikao.photo.face.complexion import Complexion, read_complexion
from zikao.photo.face.detector import Detection
from zikao.photo.face.mesh import Mesh
from zikao.photo.face.others import other_face, other_face_share, with_skin
from zikao.photo.face.outline import FACE_SKIN
from zikao.photo.face.proportions import stretched
from zikao.photo.picture import Picture

from .conftest import drawn_mesh

if TYPE_CHECKING:
    from .conftest import Stage


def face(stage: Stage, skin: tuple[int, int, int], lips: tuple[int, int, int] | None = None) -> Image.Image:
    """Skin that is shaded from left to right, redder in places as skin is."""
    pixels = np.asarray(stage.before((100, 197, 255)).rgb, np.float32).copy()
    y, x = np.mgrid[0:640, 0:480].astype(np.float32)
    shade = (0.75 + 0.5 * x / 480)[..., None]
    red = (12 * np.sin(x / 17) * np.cos(y / 23))[..., None] * np.array([1, -0.6, -0.4])
    pixels[stage.person] = (np.array(skin) * shade + (red if lips is None else 0))[stage.person]
    if lips is not None:
        pixels[stage.person & (abs(y - 330) < 14)] = lips
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def seen(stage: Stage, image: Image.Image) -> Complexion:
    found = read_complexion(Picture(image, 1.0, native=True), drawn_mesh(), stage.parts())
    assert found is not None
    return found


@pytest.mark.parametrize(
    "skin", [(224, 172, 145), (150, 110, 90), (88, 58, 46), (60, 42, 36), (240, 200, 180), (215, 150, 145)]
)
def test_skin_of_any_tone_has_colour_and_is_skin(stage: Stage, skin: tuple[int, int, int]) -> None:
    found = seen(stage, face(stage, skin))
    assert found.variety > 1.2
    assert found.astray < 1


@pytest.mark.parametrize("skin", [(224, 172, 145), (60, 42, 36)])
def test_a_grey_picture_has_no_colour(stage: Stage, skin: tuple[int, int, int]) -> None:
    found = seen(stage, ImageOps.grayscale(face(stage, skin)).convert("RGB"))
    assert found.variety < 0.1
    assert found.astray < 0.1


def test_a_tinted_grey_picture_has_one_tone(stage: Stage) -> None:
    grey = ImageOps.grayscale(face(stage, (224, 172, 145)))
    sepia = ImageOps.colorize(grey, (0, 0, 0), (255, 250, 240), mid=(130, 110, 85))
    assert seen(stage, sepia).variety < 1.2


def test_a_grey_picture_in_two_tints_has_one_tone_at_each_lightness(stage: Stage) -> None:
    grey = ImageOps.autocontrast(ImageOps.grayscale(face(stage, (224, 172, 145))))
    assert seen(stage, ImageOps.colorize(grey, (20, 30, 120), (255, 235, 150))).variety < 1.2


@pytest.mark.parametrize("skin", [(110, 150, 90), (70, 150, 150), (90, 110, 190), (170, 80, 150)])
def test_green_teal_blue_and_purple_are_no_skin(stage: Stage, skin: tuple[int, int, int]) -> None:
    found = seen(stage, face(stage, skin))
    assert found.variety > 1.2
    assert found.astray > 9


def test_little_skin_says_nothing(stage: Stage) -> None:
    parts = stage.parts()
    parts[FACE_SKIN, 90:] = 0
    picture = Picture(face(stage, (224, 172, 145)), 1.0, native=True)
    assert read_complexion(picture, drawn_mesh(), parts) is None


def wider(times: float) -> Mesh:
    """A face of natural proportions, its irises round as the network makes them."""
    points = drawn_mesh().points.copy()
    for pupil, iris in ((468, (469, 470, 471, 472)), (473, (474, 475, 476, 477))):
        x, y = points[pupil, :2]
        points[list(iris), :2] = [(x + 8.8, y), (x, y - 8), (x - 8.8, y), (x, y + 8)]
    points[[234, 93, 132, 127], 0], points[[454, 323, 361, 356], 0] = 147, 333
    points[:, 0] *= times
    return Mesh(points)


@pytest.mark.parametrize("times", [0.8, 0.9, 1.0, 1.12, 1.2])
def test_a_stretched_face_is_measured_by_as_much(times: float) -> None:
    assert stretched(wider(times)) == pytest.approx(times, abs=0.03)


def test_a_face_without_height_says_nothing() -> None:
    points = drawn_mesh().points.copy()
    points[152] = points[[468, 473]].mean(axis=0)
    assert stretched(Mesh(points)) is None


def test_half_a_face_at_the_edge_is_another(stage: Stage) -> None:
    picture, parts = stage.before((255, 255, 255)), stage.parts()
    assert other_face_share(other_face(picture, drawn_mesh(), parts), parts) == 0
    parts[FACE_SKIN, 70:150, 0:24] = 1
    other = other_face(picture, drawn_mesh(), parts)
    assert other_face_share(other, parts) > 0.05
    assert other[80:140, 0:20].all()
    assert not other[:, 60:200].any()


def test_of_several_faces_those_with_skin_count(stage: Stage) -> None:
    picture, parts = stage.before((255, 255, 255)), stage.parts()
    points = np.zeros((6, 2), np.float32)
    own = Detection(0.9, np.array([140, 150, 340, 400], np.float32), points)
    crest = Detection(0.7, np.array([380, 40, 460, 120], np.float32), points)
    pairs = [(own, drawn_mesh()), (crest, drawn_mesh())]
    assert with_skin(picture, pairs, parts) == pairs[:1]
    assert with_skin(picture, pairs[1:], parts) == pairs[1:]
    assert with_skin(picture, pairs, np.zeros_like(parts)) == pairs
