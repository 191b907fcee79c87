"""Sharpness, enlargement, light and red eyes, on a face laid out by code."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from zikao.photo.face.eyes import has_red_eye, mirrored_light
from zikao.photo.face.mesh import Mesh
from zikao.photo.face.resampling import was_enlarged
from zikao.photo.face.sharpness import PUPIL_DISTANCE, sharpness
from zikao.photo.face.skin import read_skin, side_light
from zikao.photo.picture import Picture

SIZE = (480, 640)


@pytest.fixture
def texture() -> Image.Image:
    """Detail of every size, like skin and hair: power falls with the square of frequency."""
    noise = np.fft.rfft2(np.random.default_rng(3).normal(size=SIZE[::-1]))
    frequency = np.hypot(np.fft.fftfreq(SIZE[1])[:, None], np.fft.rfftfreq(SIZE[0])[None])
    values = np.fft.irfft2(noise / np.maximum(frequency, 0.004) ** 1.2, SIZE[::-1])
    values = (values - values.mean()) / values.std() * 28 + 130
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def detail(image: Image.Image, mesh: Mesh) -> tuple[float | None, bool | None]:
    picture = Picture(image, 1.0, native=True)
    compared, whole = read_skin(picture, mesh, PUPIL_DISTANCE), read_skin(picture, mesh)
    assert compared is not None
    assert whole is not None
    return sharpness(compared), was_enlarged(whole)


def test_blur_takes_sharpness_away(texture: Image.Image, mesh: Mesh) -> None:
    found = [detail(texture.filter(ImageFilter.GaussianBlur(by)), mesh)[0] for by in (0, 0.8, 1.5, 3, 6)]
    assert all(value is not None for value in found)
    assert found == sorted(found, reverse=True)  # type: ignore[type-var]
    assert found[0] > 0.78  # type: ignore[operator]
    assert found[2] < 0.65  # type: ignore[operator]


@pytest.mark.parametrize("times", [1.6, 1.8, 2.0])
@pytest.mark.parametrize("how", [Image.Resampling.BICUBIC, Image.Resampling.LANCZOS])
def test_enlarging_shows(texture: Image.Image, mesh: Mesh, times: float, how: Image.Resampling) -> None:
    small = texture.resize((round(480 / times), round(640 / times)), Image.Resampling.LANCZOS)
    assert detail(small.resize(SIZE, how), mesh)[1] is True


def test_untouched_and_reduced_pictures_are_not_enlarged(texture: Image.Image, mesh: Mesh) -> None:
    assert detail(texture, mesh)[1] is False
    large = texture.resize((960, 1280), Image.Resampling.BICUBIC)
    assert detail(large.resize(SIZE, Image.Resampling.LANCZOS), mesh)[1] is False


@pytest.mark.parametrize("by", [0.6, 2, 3])
def test_a_blur_is_no_enlargement(texture: Image.Image, mesh: Mesh, by: float) -> None:
    assert detail(texture.filter(ImageFilter.GaussianBlur(by)), mesh)[1] is False


def test_a_face_without_detail_is_not_sharp(mesh: Mesh) -> None:
    assert detail(Image.new("RGB", SIZE, (200, 160, 140)), mesh)[0] == 0


def test_a_small_face_does_not_tell_of_enlargement(mesh: Mesh) -> None:
    small = Mesh(mesh.points * np.float32(0.25))
    assert detail(Image.new("RGB", (120, 160)), small)[1] is None


@pytest.mark.parametrize(("shade", "over", "under"), [(255, 1, 0), (10, 0, 1), (128, 0, 0)])
def test_lost_in_light_and_dark(mesh: Mesh, shade: int, over: float, under: float) -> None:
    skin = read_skin(Picture(Image.new("RGB", SIZE, (shade,) * 3), 1.0, native=True), mesh)
    assert skin is not None
    assert (skin.overexposed, skin.underexposed) == (over, under)


def test_only_the_face_is_looked_at(mesh: Mesh) -> None:
    image = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(image).ellipse((128, 158, 352, 462), fill=(150, 120, 100))
    skin = read_skin(Picture(image, 1.0, native=True), mesh)
    assert skin is not None
    assert skin.overexposed == 0


@pytest.mark.parametrize(("left", "right", "ratio"), [(150, 150, 0), (180, 120, 0.185), (60, 180, 0.448)])
def test_side_light(mesh: Mesh, left: int, right: int, ratio: float) -> None:
    image = Image.new("RGB", SIZE, (left,) * 3)
    image.paste((right,) * 3, (240, 0, 480, 640))
    assert side_light(Picture(image, 1.0, native=True), mesh) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("pupil", "red"),
    [((15, 12, 12), False), ((70, 45, 30), False), ((110, 70, 45), False), ((190, 40, 40), True)],
)
def test_red_pupils(mesh: Mesh, pupil: tuple[int, int, int], red: bool) -> None:
    image = Image.new("RGB", SIZE, (220, 215, 210))
    ImageDraw.Draw(image).ellipse((289, 256, 297, 264), fill=pupil)
    assert has_red_eye(Picture(image, 1.0, native=True), mesh) is red


def test_eyes_of_a_few_pixels_tell_nothing(mesh: Mesh) -> None:
    small = Mesh(mesh.points * np.float32(0.2))
    assert has_red_eye(Picture(Image.new("RGB", (96, 128)), 1.0, native=True), small) is None


def test_a_mirrored_lamp(mesh: Mesh) -> None:
    image = Image.new("RGB", SIZE, (180, 150, 130))
    assert mirrored_light(Picture(image, 1.0, native=True), mesh) == 0
    image.paste((255, 255, 255), (160, 245, 200, 270))
    assert mirrored_light(Picture(image, 1.0, native=True), mesh) == pytest.approx(0.12, abs=0.06)


def test_a_face_beyond_the_edge(mesh: Mesh) -> None:
    away = Mesh(mesh.points + np.array([2000, 0, 0], np.float32))
    picture = Picture(Image.new("RGB", SIZE), 1.0, native=True)
    assert read_skin(picture, away) is None
    assert side_light(picture, away) is None
    assert has_red_eye(picture, away) is None
    assert mirrored_light(picture, away) is None
