"""Covers drawn over a portrait: what lies over the face is named, and what cannot be seen is not measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from zikao.photo.face.covers import read_covers
from zikao.photo.face.eyes import lenses
from zikao.photo.face.hidden import LEAST_PUPILS, shut
from zikao.photo.face.mesh import LEFT_PUPIL, LIDS, OVAL, RIGHT_PUPIL
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS
from zikao.photo.face.skin import bare, read_skin, side_light
from zikao.photo.picture import Picture

from .samples import MIDDLE

if TYPE_CHECKING:
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.facts import Measured

    from .samples import Sample

    Points = list[tuple[float, float]]

# As the rulebook has them.
MOUTH, EYES, BROWS, HEAD, TINT = 0.25, 0.5, 0.5, 0.3, 0.4
UNIT = 105
"""Pixels between the sample's pupils."""
UNSEEN_MOUTH = "有东西挡住了嘴或鼻子，看不到"
UNSEEN_EYES = "有东西挡住了眼睛，看不到"


def at(*places: tuple[float, float]) -> Points:
    """Places given from the middle of the eyes, in distances of the pupils."""
    return [(MIDDLE[0] + x * UNIT, MIDDLE[1] + y * UNIT) for x, y in places]


def facts_of(document: Measured) -> dict[str, Any]:
    return document.facts


def drawn(sample: Sample, draw: Callable[[ImageDraw.ImageDraw], object]) -> Image.Image:
    """The sample with something drawn over it, four times as fine as its pixels."""
    large = sample.image.resize((480 * 4, 640 * 4), Image.Resampling.BICUBIC)
    layer = Image.new("RGBA", large.size)
    draw(ImageDraw.Draw(layer))
    return (
        Image.alpha_composite(large.convert("RGBA"), layer)
        .convert("RGB")
        .resize((480, 640), Image.Resampling.LANCZOS)
    )


def over(*places: tuple[float, float], fill: tuple[int, ...]) -> Callable[[ImageDraw.ImageDraw], object]:
    points = [(x * 4, y * 4) for x, y in at(*places)]
    return lambda pen: pen.polygon(points, fill=fill)


MASK = (
    (-0.95, 0.45),
    (-0.3, 0.3),
    (0.0, 0.25),
    (0.3, 0.3),
    (0.95, 0.45),
    (0.8, 1.5),
    (0.3, 1.95),
    (-0.3, 1.95),
    (-0.8, 1.5),
)


@pytest.mark.parametrize(
    "color", [(120, 165, 205), (250, 250, 250), (24, 24, 26), (235, 160, 180), (60, 110, 80)]
)
def test_a_mask_of_any_colour_is_told_and_nothing_is_said_of_the_lips(
    sample: Sample, color: tuple[int, int, int]
) -> None:
    found = sample.document(drawn(sample, over(*MASK, fill=(*color, 255))))
    assert facts_of(found)["mouth_cover_share"] > MOUTH
    assert facts_of(found)["eyes_cover_share"] < EYES
    for name in ("mouth_gap", "smile_score", "chin_y", "side_light_ratio", "underexposed_share"):
        assert found.absent[name] == UNSEEN_MOUTH, name
    assert facts_of(found)["left_eye_openness"] > 0.14


def test_a_phone_before_the_mouth(sample: Sample) -> None:
    phone = over((-0.5, 0.55), (0.5, 0.55), (0.5, 2.4), (-0.5, 2.4), fill=(30, 32, 38, 255))
    found = sample.document(drawn(sample, phone))
    assert facts_of(found)["mouth_cover_share"] > MOUTH
    assert found.absent["mouth_gap"] == UNSEEN_MOUTH


@pytest.mark.parametrize(
    "cover",
    [
        over((0.22, -0.28), (0.8, -0.28), (0.8, 0.28), (0.22, 0.28), fill=(20, 20, 22, 255)),
        over((-1.0, -0.25), (1.0, -0.25), (1.0, 0.25), (-1.0, 0.25), fill=(0, 0, 0, 255)),
        over((-1.1, -1.2), (-0.1, -1.2), (-0.12, 0.45), (-0.9, 0.6), fill=(48, 34, 28, 255)),
    ],
    ids=["a patch over one eye", "a bar over both", "hair over one"],
)
def test_a_covered_eye_is_told_and_is_no_dark_glass(
    sample: Sample, cover: Callable[[ImageDraw.ImageDraw], object]
) -> None:
    found = sample.document(drawn(sample, cover))
    assert facts_of(found)["eyes_cover_share"] > EYES
    for name in ("left_eye_openness", "right_eye_openness", "eyes_closed_score", "left_eye_y", "red_eye"):
        assert found.absent[name] == UNSEEN_EYES, name
    assert found.absent["lens_tint"] == found.absent["glasses_share"] == UNSEEN_EYES
    assert found.absent["underexposed_share"] == UNSEEN_EYES
    assert facts_of(found)["mouth_cover_share"] < MOUTH


def fringe(pen: ImageDraw.ImageDraw) -> None:
    """Strands of many browns from the crown to below the eyes."""
    tones = np.random.default_rng(5).integers(-14, 14, 90)
    for x, tone in zip(np.linspace(-1.0, 1.0, 90), tones, strict=True):
        fill = (52 + int(tone), 38 + int(tone), 30 + int(tone), 255)
        line = [(a * 4, b * 4) for a, b in at((x * 0.8, -1.5), (x, 0.2 - 0.1 * abs(x)))]
        pen.line(line, fill=fill, width=16)


def test_hair_over_both_eyes(sample: Sample) -> None:
    found = sample.document(drawn(sample, fringe))
    assert facts_of(found)["eyes_cover_share"] > EYES
    assert found.absent["eyes_closed_score"] == UNSEEN_EYES


def spectacles(tint: tuple[int, ...] | None, rim: int = 5) -> Callable[[ImageDraw.ImageDraw], object]:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for x in (-0.5, 0.5):
            (left, top), (right, bottom) = at((x - 0.36, -0.24), (x + 0.36, 0.32))
            box = (left * 4, top * 4, right * 4, bottom * 4)
            pen.rounded_rectangle(box, radius=70, fill=tint, outline=(20, 18, 18, 255), width=rim * 4)
        for ends in (((-0.14, 0.0), (0.14, 0.0)), ((-1.1, -0.1), (-0.86, 0.0)), ((0.86, 0.0), (1.1, -0.1))):
            pen.line([(a * 4, b * 4) for a, b in at(*ends)], fill=(20, 18, 18, 255), width=rim * 4)

    return draw


@pytest.mark.parametrize("tint", [(70, 45, 20, 150), (25, 60, 90, 150), (20, 70, 40, 160)])
def test_tinted_lenses_are_told_by_the_skin_behind_them(sample: Sample, tint: tuple[int, ...]) -> None:
    assert sample.measured(drawn(sample, spectacles(tint)))["lens_tint"] > TINT


def test_eyes_behind_black_lenses_are_not_judged(sample: Sample) -> None:
    found = sample.document(drawn(sample, spectacles((10, 10, 12, 255))))
    assert facts_of(found)["lens_tint"] > TINT
    assert found.absent["eyes_cover_share"] == found.absent["left_eye_openness"] == "镜片颜色太深，看不到眼睛"


@pytest.mark.parametrize("rim", [3, 6, 9])
def test_clear_spectacles_cover_nothing(sample: Sample, rim: int) -> None:
    found = sample.document(drawn(sample, spectacles(None, rim)))
    assert facts_of(found)["glasses_share"] > 0.02
    assert facts_of(found)["lens_tint"] < TINT
    assert facts_of(found)["eyes_cover_share"] < EYES
    assert {"left_eye_openness", "mouth_gap", "chin_y", "sharpness"} <= found.facts.keys()
    assert facts_of(found)["underexposed_share"] < 0.05


@pytest.mark.parametrize("color", [(120, 24, 30), (28, 34, 60), (230, 225, 215)])
def test_a_hat(sample: Sample, color: tuple[int, int, int]) -> None:
    hat = ((-1.2, -0.65), (-1.15, -1.5), (-0.7, -2.1), (0.0, -2.25), (0.7, -2.1), (1.15, -1.5), (1.2, -0.65))
    found = sample.measured(drawn(sample, over(*hat, fill=(*color, 255))))
    assert found["headwear_share"] > HEAD


def test_a_face_of_a_few_pixels_is_placed_and_not_judged(sample: Sample) -> None:
    side = LEAST_PUPILS / UNIT * 0.95
    small = sample.image.resize((round(480 * side), round(640 * side)), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", (round(480 * 0.7), round(640 * 0.7)), sample.image.getpixel((5, 5)))
    ground.paste(small, (110, 150))
    found = sample.document(ground)
    assert facts_of(found)["faces"] == 1
    assert facts_of(found)["face_width"] < 90
    for name in ("roll_deg", "red_eye", "mouth_gap", "eyes_closed_score", "sharpness", "mouth_cover_share"):
        assert found.absent[name] == "脸太小，看不清楚", name


def parts_of(kind: NDArray[np.uint8]) -> NDArray[np.float32]:
    """As the network would give classes it is sure of, (6, 256, 256)."""
    classes: NDArray[np.float32] = np.eye(6, dtype=np.float32)[:, kind]
    return classes


def plain(mesh: Mesh, skin: tuple[int, ...] = (180, 140, 120)) -> tuple[Picture, NDArray[np.uint8]]:
    """A face of one colour before white, and its parts."""
    image, kinds = Image.new("RGB", (480, 640), "white"), Image.new("L", (480, 640))
    oval = [tuple(each) for each in mesh.flat[list(OVAL)].tolist()]
    ImageDraw.Draw(image).polygon(oval, fill=skin)
    ImageDraw.Draw(kinds).polygon(oval, fill=FACE_SKIN)
    return Picture(image, 1.0, native=True), np.asarray(
        kinds.resize((256, 256), Image.Resampling.NEAREST)
    ).copy()


def test_a_face_that_the_network_does_not_see_is_not_said_to_be_free(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    assert read_covers(picture, mesh, parts_of(kinds)).mouth == 0
    with pytest.raises(NotMeasured, match="没有分辨出脸的各个部分"):
        read_covers(picture, mesh, parts_of(np.zeros_like(kinds)))


def test_a_cover_of_the_grounds_own_colour_is_one_where_the_rest_is_seen(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    kinds[round(320 / 640 * 256) :] = 0
    assert read_covers(picture, mesh, parts_of(kinds)).mouth > MOUTH


def test_brows_under_hair(mesh: Mesh) -> None:
    mesh.points[[70, 63, 105, 66, 107, 55, 65, 52, 53, 46], :2] = np.linspace((150, 225), (225, 212), 10)
    mesh.points[[336, 296, 334, 293, 300, 276, 283, 282, 295, 285], :2] = np.linspace(
        (255, 212), (330, 225), 10
    )
    picture, kinds = plain(mesh)
    assert read_covers(picture, mesh, parts_of(kinds)).brows == 0
    kinds[: round(235 / 640 * 256)] = HAIR
    assert read_covers(picture, mesh, parts_of(kinds)).brows > BROWS


def around_the_eyes(picture: Picture, mesh: Mesh) -> list[tuple[int, int, int, int]]:
    """Boxes around both eyes, in cells of the parts network."""
    return [
        (
            x0 * 256 // picture.width,
            y0 * 256 // picture.height,
            x1 * 256 // picture.width,
            y1 * 256 // picture.height,
        )
        for x0, y0, x1, y1 in lenses(mesh)
    ]


def test_an_eye_that_the_network_misses_is_covered_only_if_no_skin_is_seen(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    opened(picture, mesh, 1.0)
    for left, top, right, bottom in around_the_eyes(picture, mesh):
        kinds[top:bottom, left:right] = 0
    assert max(read_covers(picture, mesh, parts_of(kinds)).eyes) < 0.1
    pen = ImageDraw.Draw(picture.rgb)
    for box in lenses(mesh):
        pen.rectangle(box, fill=(245, 245, 250))
    covered = Picture(picture.rgb, 1.0, native=True)
    assert max(read_covers(covered, mesh, parts_of(kinds)).eyes) > EYES


@pytest.mark.parametrize("kind", [HAIR, OTHERS, CLOTHES, BODY_SKIN])
def test_fair_hair_or_a_hand_over_the_eyes_is_known_by_its_class(mesh: Mesh, kind: int) -> None:
    """Neither is dark, nor of another colour than skin."""
    picture, kinds = plain(mesh)
    opened(picture, mesh, 1.0)
    for left, top, right, bottom in around_the_eyes(picture, mesh):
        kinds[top:bottom, left:right] = kind
    assert min(read_covers(picture, mesh, parts_of(kinds)).eyes) > EYES


def test_a_lamp_or_too_much_colour_covers_nothing_that_the_network_calls_face(mesh: Mesh) -> None:
    picture, kinds = plain(mesh, (150, 60, 25))
    opened(picture, mesh, 1.0)
    pen = ImageDraw.Draw(picture.rgb)
    for box in lenses(mesh):
        pen.rectangle(box, fill=(110, 60, 70))
    picture = Picture(picture.rgb, 1.0, native=True)
    assert max(read_covers(picture, mesh, parts_of(kinds)).eyes) < 0.1
    for left, top, right, bottom in around_the_eyes(picture, mesh):
        kinds[top:bottom, left:right] = 0
    assert min(read_covers(picture, mesh, parts_of(kinds)).eyes) > EYES


@pytest.mark.parametrize(
    ("seen", "tinted"), [((110, 140, 150), True), ((125, 160, 172), False)], ids=["a tint", "a coloured lamp"]
)
def test_lenses_are_tinted_by_hue_where_they_take_light(
    mesh: Mesh, seen: tuple[int, int, int], tinted: bool
) -> None:
    """0.83 and 1.1 times the light of the skin beside, and as far from its hue."""
    picture, kinds = plain(mesh)
    opened(picture, mesh, 1.0)
    pen = ImageDraw.Draw(picture.rgb)
    for box in lenses(mesh):
        pen.rectangle(box, fill=seen)
    picture = Picture(picture.rgb, 1.0, native=True)
    lens = read_covers(picture, mesh, parts_of(kinds)).lenses
    assert lens is not None
    assert (lens > TINT) is tinted


def test_black_over_the_mouth_is_a_cover_though_the_network_calls_it_face(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    assert read_covers(picture, mesh, parts_of(kinds)).mouth == 0
    ImageDraw.Draw(picture.rgb).rectangle((150, 310, 330, 470), fill=(6, 6, 7))
    picture = Picture(picture.rgb, 1.0, native=True)
    assert read_covers(picture, mesh, parts_of(kinds)).mouth > MOUTH


@pytest.mark.parametrize("kind", [CLOTHES, OTHERS])
def test_a_hat_is_what_is_no_hair_above_the_brows(mesh: Mesh, kind: int) -> None:
    picture, kinds = plain(mesh)
    kinds[: round(150 / 640 * 256), 40:216] = HAIR
    assert read_covers(picture, mesh, parts_of(kinds)).headwear == 0
    kinds[kinds == HAIR] = kind
    assert read_covers(picture, mesh, parts_of(kinds)).headwear > HEAD


def test_a_beard_is_no_cover(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    kinds[round(350 / 640 * 256) :][kinds[round(350 / 640 * 256) :] == FACE_SKIN] = HAIR
    assert read_covers(picture, mesh, parts_of(kinds)).mouth == 0


@pytest.mark.parametrize("skin", [(236, 200, 180), (150, 105, 80), (70, 48, 38)])
def test_dark_skin_is_not_lost_in_the_dark(mesh: Mesh, skin: tuple[int, int, int]) -> None:
    """The same share of its own light is left to each, in a picture that was given enough."""
    shade = tuple(round(each * 0.6) for each in skin)
    picture, kinds = plain(mesh, shade)
    whole = read_skin(picture, mesh)
    assert whole is not None
    lit = bare(whole, picture, mesh, parts_of(kinds))
    assert lit is not None
    assert lit.underexposed == 0
    dark = Picture(picture.rgb.point(lambda value: value * 0.12), 1.0, native=True)
    whole = read_skin(dark, mesh)
    assert whole is not None
    lost = bare(whole, dark, mesh, parts_of(kinds))
    assert lost is not None
    assert lost.underexposed == 1


def opened(picture: Picture, mesh: Mesh, light: float) -> None:
    """Both eyes open, 40 by 14 pixels, their whites given a share of the light."""
    turn = np.linspace(-np.pi, np.pi, len(LIDS[0]), endpoint=False)
    pen = ImageDraw.Draw(picture.rgb)
    for pupil, lids in zip((LEFT_PUPIL, RIGHT_PUPIL), LIDS, strict=True):
        x, y = mesh.flat[pupil].tolist()
        mesh.points[list(lids), 0], mesh.points[list(lids), 1] = x + 20 * np.cos(turn), y + 7 * np.sin(turn)
        pen.ellipse((x - 20, y - 7, x + 20, y + 7), fill=(round(150 * light),) * 3)
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=(12, 10, 9))


@pytest.mark.parametrize(("light", "lost"), [(1.0, 0), (0.6, 0), (0.5, 0), (0.25, 1)])
def test_the_whites_of_the_eyes_tell_dark_skin_from_dim_light(mesh: Mesh, light: float, lost: int) -> None:
    """Before a ground that says nothing: it is dark itself."""
    picture, kinds = plain(mesh, tuple(round(each * light) for each in (56, 38, 30)))
    picture = Picture(picture.rgb.point(lambda value: 60 if value == 255 else value), 1.0, native=True)
    opened(picture, mesh, light)
    whole = read_skin(picture, mesh)
    assert whole is not None
    lit = bare(whole, picture, mesh, parts_of(kinds))
    assert lit is not None
    assert lit.underexposed == lost


def test_only_bare_skin_away_from_the_eyes_tells_the_light(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    pen = ImageDraw.Draw(picture.rgb)
    for box in lenses(mesh):
        pen.rectangle(box, fill=(5, 5, 5))
    pen.rectangle((150, 400, 330, 470), fill=(5, 5, 5))
    kinds[round(400 / 640 * 256) :] = OTHERS
    whole = read_skin(picture, mesh)
    assert whole is not None
    lit = bare(whole, picture, mesh, parts_of(kinds))
    assert whole.underexposed > 0.2
    assert lit is not None
    assert lit.underexposed < 0.02
    assert bare(whole, picture, mesh, parts_of(np.zeros_like(kinds))) is None


@pytest.mark.parametrize("skin", [200, 110, 50])
def test_the_same_lamp_makes_the_same_difference_on_any_skin(mesh: Mesh, skin: int) -> None:
    """Half of the light on one side, by the standard's own curve."""
    full = (skin / 255 + 0.055) / 1.055
    half = (full**2.4 / 2) ** (1 / 2.4) * 1.055 - 0.055
    image = Image.new("RGB", (480, 640), (skin,) * 3)
    image.paste((round(half * 255),) * 3, (240, 0, 480, 640))
    assert side_light(Picture(image, 1.0, native=True), mesh) == pytest.approx(0.143, abs=0.005)


SKINS = [(236, 200, 180), (150, 105, 80), (70, 48, 38)]


@pytest.mark.parametrize("skin", SKINS)
def test_an_iris_whose_place_is_skin_is_under_a_lid(mesh: Mesh, skin: tuple[int, int, int]) -> None:
    picture, kinds = plain(mesh, skin)
    assert read_covers(picture, mesh, parts_of(kinds)).lids == (1, 1)
    for pupil, part in ((LEFT_PUPIL, 0), (RIGHT_PUPIL, 1)):
        one, kinds = plain(mesh, skin)
        eye(one, mesh, pupil, tuple(round(each * 0.3) for each in skin))
        lids = read_covers(one, mesh, parts_of(kinds)).lids
        assert (lids[part], lids[1 - part]) == (0, 1)


@pytest.mark.parametrize(
    "iris", [(90, 120, 150), (205, 210, 216), (58, 36, 24)], ids=["blue", "cloudy", "brown"]
)
@pytest.mark.parametrize("skin", SKINS[:2])
def test_an_iris_of_any_colour_is_no_lid(
    mesh: Mesh, skin: tuple[int, int, int], iris: tuple[int, int, int]
) -> None:
    picture, kinds = plain(mesh, skin)
    for pupil in (LEFT_PUPIL, RIGHT_PUPIL):
        eye(picture, mesh, pupil, iris)
    assert max(read_covers(picture, mesh, parts_of(kinds)).lids) < 0.2


def eye(picture: Picture, mesh: Mesh, pupil: int, iris: tuple[int, ...]) -> None:
    x, y = mesh.flat[pupil].tolist()
    ImageDraw.Draw(picture.rgb).ellipse((x - 7, y - 7, x + 7, y + 7), fill=iris)


def test_behind_spectacles_or_in_a_blur_nothing_is_said_of_lids(mesh: Mesh) -> None:
    picture, kinds = plain(mesh)
    covers = read_covers(picture, mesh, parts_of(kinds))
    assert shut(covers, mesh, 0.0, 0.8) == (1, 1)
    assert shut(covers, mesh, 0.1, 0.8) == (0, 0)
    assert shut(covers, mesh, 0.0, 0.6) == (0, 0)


def test_lids_that_the_mesh_does_not_follow_are_seen(sample: Sample) -> None:
    """Skin over both irises, between lashes that are left as they are: to the mesh they are open."""
    (left, top), (right, bottom) = at((-0.6, 0.2), (-0.4, 0.3))
    beside = np.asarray(sample.image.crop((round(left), round(top), round(right), round(bottom))))
    skin = tuple(np.median(beside.reshape(-1, 3), axis=0).astype(int).tolist())

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for x in (-0.5, 0.5):
            (left, top), (right, bottom) = at((x - 0.15, -0.1), (x + 0.15, 0.08))
            pen.ellipse((left * 4, top * 4, right * 4, bottom * 4), fill=(*skin, 255))

    found = sample.measured(drawn(sample, draw))
    assert found["left_eye_openness"] == found["right_eye_openness"] == 0
    assert found["eyes_closed_score"] > 0.5
