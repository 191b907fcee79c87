"""What can be said about a portrait: the fixed vocabulary of photo facts, and the measured document.

A fact is a plain value with a snake_case name, a unit and a zh-CN label; rulebooks judge these names. The
vocabulary is complete: it also names what a given run, or a given device, does not measure. Such a fact is
left out of the facts and its reason stands in `absent`, so a rule over it is "not checked", never "passed".

Places in the picture (`left_eye_y`, `hair_top_y`, ...) are pixels of the picture as shown, that is after EXIF
orientation; left and right are the viewer's. `width` and `height` are those of the stored pixels; the two
frames are the same wherever `exif_orientation` is 1.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from zikao.facts import Described, fact, vocabulary
from zikao.photo.file_facts import NO_PIXELS, FileFacts

BackgroundColor = Literal["white", "light_blue", "blue", "red", "grey", "other"]

_BACKGROUND_COLORS: Final = {
    "white": "白色",
    "light_blue": "浅蓝色",
    "blue": "蓝色",
    "red": "红色",
    "grey": "灰色",
    "other": "其他颜色",
}

_NO_NETWORKS: Final = "nothing could be decoded, or the networks are not here"
_WHOLE_HEAD: Final = "as for `chin_y`, and where the head is cut off or its outline lost"
_ONE_FACE: Final = "there is no face or more than one, or the networks are not here"
_NO_LENSES: Final = "as for `glasses_share`, and where the lenses lie outside"
_PARTS_LOST: Final = "as for `mouth_gap`, and where the parts network does not see the face"
_NO_SKIN_BESIDE: Final = "as for `glasses_share`, and where too little skin is seen beside the lenses"
_DARK_LENSES: Final = "as for `mouth_cover_share`, and where lenses are too dark to see the eyes"
_ALWAYS: Final = "always: the picture alone does not tell"
_GROUND: Final = "there is no face, the networks are not here, or too little of the background shows"
_NOT_ALLOWED: Final = "as for `background_rgb`, and where no colour is allowed"
_SMALL: Final = "as for `chin_y`, and where the face is too small"
_OWN_PIXELS: Final = (
    "as for `sharpness`, and where the picture was reduced for looking at, or the pupils are far apart"
)
_SKIN: Final = "as for `chin_y`, and where too little of the face lies in the picture"
_LITTLE_SKIN: Final = "as for `chin_y`, and where less than a third of it is seen as skin"
_NO_CLOTHES: Final = "as for `chin_y`, and where clothes or background cannot be told"


class PhotoFacts(FileFacts):
    """Every photo fact: the file's, and what is seen in the picture. Shares and ratios are 0..1."""

    # Face: place and size
    faces: int | None = fact("人脸数", "张", "Faces found.", ge=0, absent=_NO_NETWORKS)
    hair_top_y: float | None = fact(
        "头发顶端位置",
        "像素",
        "Top of the hair outline, from the upper edge.",
        absent=_WHOLE_HEAD,
        tolerance=0.1,
    )
    chin_y: float | None = fact(
        "下巴位置", "像素", "Chin, from the upper edge.", absent=_ONE_FACE, tolerance=0.1
    )
    left_eye_y: float | None = fact(
        "左侧眼睛位置",
        "像素",
        "Pupil at the picture's left, from the upper edge.",
        absent=_ONE_FACE,
        tolerance=0.1,
    )
    right_eye_y: float | None = fact(
        "右侧眼睛位置",
        "像素",
        "Pupil at the picture's right, from the upper edge.",
        absent=_ONE_FACE,
        tolerance=0.1,
    )
    eye_line_tilt_deg: float | None = fact(
        "双眼连线倾斜", "度", "Degrees; positive: the right pupil is lower.", absent=_ONE_FACE, tolerance=0.01
    )
    face_width: float | None = fact(
        "脸部宽度", "像素", "Cheek to cheek, without the ears.", ge=0, absent=_ONE_FACE, tolerance=0.1
    )
    face_center_x: float | None = fact(
        "脸部中心位置", "像素", "Middle of the face, from the left edge.", absent=_ONE_FACE, tolerance=0.1
    )
    hair_top_share: float | None = fact(
        "头顶留白占比", "", "hair_top_y by picture height.", absent=_WHOLE_HEAD, tolerance=0.0001
    )
    head_height_share: float | None = fact(
        "头部高度占比", "", "Hair top to chin by picture height.", absent=_WHOLE_HEAD, tolerance=0.0001
    )
    left_space_share: float | None = fact(
        "左侧留白占比", "", "Left edge to head by picture width.", absent=_WHOLE_HEAD, tolerance=0.0001
    )
    right_space_share: float | None = fact(
        "右侧留白占比", "", "Head to right edge by picture width.", absent=_WHOLE_HEAD, tolerance=0.0001
    )

    other_face_share: float | None = fact(
        "旁人脸部占比",
        "倍",
        "Skin of a face cut by the edge or hidden behind, by that of the measured one.",
        ge=0,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    face_stretch: float | None = fact(
        "脸部拉宽倍数",
        "倍",
        "How many times wider than natural the face is shown; below 1 it is narrower.",
        ge=0,
        absent="as for `chin_y`, and where the face is turned away",
        tolerance=0.001,
    )

    # Face: pose and expression
    yaw_deg: float | None = fact(
        "左右转头角度",
        "度",
        "Degrees; positive: turned to the picture's right.",
        absent=_ONE_FACE,
        tolerance=0.1,
    )
    pitch_deg: float | None = fact(
        "抬头低头角度", "度", "Degrees; positive: looking up.", absent=_ONE_FACE, tolerance=0.1
    )
    roll_deg: float | None = fact(
        "歪头角度", "度", "Degrees; positive: clockwise in the picture.", absent=_ONE_FACE, tolerance=0.1
    )
    left_eye_openness: float | None = fact(
        "左侧眼睛睁开程度",
        "",
        "Lid gap by eye width, picture's left; 0 where a lid is seen over the iris.",
        ge=0,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    right_eye_openness: float | None = fact(
        "右侧眼睛睁开程度",
        "",
        "Lid gap by eye width, picture's right; 0 where a lid is seen over the iris.",
        ge=0,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    mouth_gap: float | None = fact(
        "嘴唇张开程度",
        "",
        "Inner lip gap by the height of the mouth with both lips.",
        ge=0,
        absent=_ONE_FACE,
        tolerance=0.0001,
    )
    glasses_share: float | None = fact(
        "眼部遮挡占比",
        "",
        "Share of the eye band that is glasses; clear ones are small, tinted ones large.",
        ge=0,
        le=1,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    lens_glare_share: float | None = fact(
        "镜片反光占比",
        "",
        "Share of the lenses' places that is white without detail; 0 without spectacles.",
        ge=0,
        le=1,
        absent=_NO_LENSES,
        tolerance=0.001,
    )
    lens_tint: float | None = fact(
        "镜片颜色深浅",
        "",
        "Light that both lenses take, or change of hue, against the skin beside; 0 without spectacles.",
        ge=0,
        le=1,
        absent=_NO_SKIN_BESIDE,
        tolerance=0.001,
    )
    mouth_cover_share: float | None = fact(
        "嘴鼻被挡占比",
        "",
        "Share of the face below the eyes that something else lies over.",
        ge=0,
        le=1,
        absent=_PARTS_LOST,
        tolerance=0.001,
    )
    eyes_cover_share: float | None = fact(
        "眼睛周围被挡占比",
        "",
        "Share of the skin around the more hidden eye that is not seen.",
        ge=0,
        le=1,
        absent=_DARK_LENSES,
        tolerance=0.001,
    )
    brow_hair_share: float | None = fact(
        "眉毛被头发盖住占比",
        "",
        "Share of the more hidden brow under hair.",
        ge=0,
        le=1,
        absent=_PARTS_LOST,
        tolerance=0.001,
    )
    headwear_share: float | None = fact(
        "头上遮盖物占比",
        "",
        "Share of the head from the brows up that is clothes or other things.",
        ge=0,
        le=1,
        absent=_PARTS_LOST,
        tolerance=0.001,
    )
    red_eye: bool | None = fact("红眼", "", "A pupil is red.", absent=_ONE_FACE)
    eyes_closed_score: float | None = fact(
        "闭眼可能性",
        "",
        "Blendshape score of the more closed eye, or how much of an iris is seen to be under a lid.",
        ge=0,
        le=1,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    smile_score: float | None = fact(
        "微笑程度",
        "",
        "Blendshape score of both mouth corners.",
        ge=0,
        le=1,
        absent=_ONE_FACE,
        tolerance=0.001,
    )
    mirrored: bool | None = fact(
        "左右镜像", "", "Mirrored. A picture alone does not tell: always absent.", absent=_ALWAYS
    )
    beautified: bool | None = fact(
        "美颜修饰", "", "Retouched. A picture alone does not tell: always absent.", absent=_ALWAYS
    )

    # Background
    background_rgb: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$", max_length=7)] | None = fact(
        "背景颜色", "", "Median sRGB of the background as #rrggbb.", absent=_GROUND
    )
    background_nearest: BackgroundColor | None = fact(
        "最接近的背景色", "", "Nearest named colour of the background.", _BACKGROUND_COLORS, absent=_GROUND
    )
    background_distance: float | None = fact(
        "与允许背景色的色差",
        "ΔE*ab",
        "CIELAB dE76 to the nearest of the allowed colours; which are allowed is told to the measuring code.",
        ge=0,
        absent=_NOT_ALLOWED,
        tolerance=0.1,
    )
    background_unevenness: float | None = fact(
        "背景不均匀程度",
        "ΔE*ab",
        "95th percentile of dE76 of the blurred background to its median.",
        ge=0,
        absent=_GROUND,
        tolerance=0.1,
    )
    background_gradient: float | None = fact(
        "背景渐变程度",
        "ΔE*ab",
        "dE76 between the two ends of the slope of colour through the background.",
        ge=0,
        absent=_GROUND,
        tolerance=0.1,
    )
    shadow_share: float | None = fact(
        "背景阴影占比",
        "",
        "Share of the background that is darker than its slope of colour.",
        ge=0,
        le=1,
        absent=_GROUND,
        tolerance=0.001,
    )
    hard_shadow_share: float | None = fact(
        "硬阴影占比",
        "",
        "Share of the picture that is an evenly dark shadow of the wall's own hue behind the person.",
        ge=0,
        le=1,
        absent=_GROUND,
        tolerance=0.0001,
    )
    rim_share: float | None = fact(
        "轮廓色边占比",
        "",
        "Share of the person's outline with a rim of one hue that is neither the ground's nor the person's.",
        ge=0,
        le=1,
        absent=f"{_GROUND}, where it is wild, or too little of the outline",
        tolerance=0.001,
    )
    has_border: bool | None = fact("有边框", "", "A frame runs along the edges.", absent=NO_PIXELS)
    has_line: bool | None = fact(
        "有贯穿画面的细线", "", "A thin straight line runs through most of the picture.", absent=NO_PIXELS
    )
    text_on_person: bool | None = fact(
        "有字压在人像上",
        "",
        "Straight strokes of letters or seals over skin.",
        absent="as for `chin_y`, and where the like is on clothes, which may be the cloth's own",
    )
    has_text: bool | None = fact(
        "有文字或图案",
        "",
        "Text or a pattern beside the head.",
        absent=f"{_GROUND}, and where edges are found before a background too wild to tell writing from it",
    )
    has_object: bool | None = fact(
        "有其他物体", "", "Something beside the one person in front of the background.", absent=_GROUND
    )

    # Light and sharpness
    sharpness: float | None = fact(
        "清晰度",
        "",
        "Share of the face's detail that a blur of 1.5 pixels removes; more is sharper.",
        ge=0,
        le=1,
        absent=_SMALL,
        tolerance=0.001,
    )
    resampled: bool | None = fact("像素被放大过", "", "Enlarged from fewer pixels.", absent=_OWN_PIXELS)
    overexposed_share: float | None = fact(
        "脸部过曝占比",
        "",
        "Share of the bare skin, eyes left out, with luma 247 and more.",
        ge=0,
        le=1,
        absent=_SKIN,
        tolerance=0.0001,
    )
    underexposed_share: float | None = fact(
        "脸部欠曝占比",
        "",
        "Share of the bare skin, eyes left out, that is lost in the dark.",
        ge=0,
        le=1,
        absent=_SKIN,
        tolerance=0.0001,
    )
    side_light_ratio: float | None = fact(
        "左右脸亮度差",
        "",
        "Difference of the two cheeks' mean lightness by their sum; 0 is even.",
        ge=0,
        absent=_SKIN,
        tolerance=0.001,
    )
    face_color_variety: float | None = fact(
        "脸部色彩变化",
        "ΔE*ab",
        "Mean distance in a* and b* of skin to the median of the same lightness; about 0 without colour.",
        ge=0,
        absent=_LITTLE_SKIN,
        tolerance=0.01,
    )
    skin_color_distance: float | None = fact(
        "肤色偏离",
        "ΔE*ab",
        "From the face's median colour to the nearest hue of skin, 25° to 85° of CIELAB.",
        ge=0,
        absent=_LITTLE_SKIN,
        tolerance=0.1,
    )
    clothes_background_distance: float | None = fact(
        "衣服与背景的色差",
        "ΔE*ab",
        "dE76 of the clothes beside the background to it.",
        ge=0,
        absent=_NO_CLOTHES,
        tolerance=0.1,
    )


FactValue = bool | int | float | str
VOCABULARY: Final[dict[str, Described]] = vocabulary(PhotoFacts)
"""Name to {type, label, unit, options?}: the `facts` of a judgeable document about a portrait."""


class Measured(BaseModel):
    """A facts document: what was measured, and why the rest was not.

    No name stands in both; `zikao.photo.measuring.measure` puts every name of the vocabulary into one of
    them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    check: Literal["photo"] = "photo"
    facts: dict[str, FactValue]
    absent: dict[str, str]
    """Fact name to the reason, one zh-CN sentence without its full stop."""

    @classmethod
    def of(cls, facts: FileFacts, absent: Mapping[str, str]) -> Self:
        """The document of a model; what is None there must have its reason in `absent`."""
        return cls(facts=facts.model_dump(exclude_none=True), absent=dict(absent))

    @model_validator(mode="after")
    def _one_place_a_name(self) -> Self:
        PhotoFacts.model_validate(self.facts)
        if not self.absent.keys() <= VOCABULARY.keys() - self.facts.keys():
            raise ValueError("a name in absent is unknown, or measured as well")
        return self
