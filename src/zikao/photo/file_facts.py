"""Facts of a portrait's file: what it says by itself, before anybody looks at the person."""

from typing import Annotated, Final, get_args

from pydantic import StringConstraints

from zikao.facts import NEVER, Facts, IsoDate, NameDifference, fact, name_difference
from zikao.formats.header import ColorMode, ColorProfile, DpiSource
from zikao.formats.kinds import TABLE, Filled

ShortText = Annotated[str, StringConstraints(max_length=255)]

_FORMATS: Final = {kind: TABLE[kind].name for kind in get_args(Filled)}
_COLOR_MODES: Final = {
    "rgb": "彩色(RGB)",
    "rgba": "彩色带透明(RGBA)",
    "grey": "灰度",
    "grey_alpha": "灰度带透明",
    "palette": "索引色(调色板)",
    "cmyk": "印刷色(CMYK)",
    "other": "其他",
}
DPI_SOURCES: Final[dict[str, str]] = {
    "jfif": "JFIF 文件头",
    "exif": "EXIF 信息",
    "photoshop": "Photoshop 信息",
    "png": "PNG pHYs",
    "bmp": "BMP 文件头",
}
"""Places that state a density, in the order in which they count."""
_COLOR_PROFILES: Final = {
    "nothing": "没有",
    "srgb": "sRGB",
    "other": "不是 sRGB",
    "unreadable": "读不懂",
}

_EMPTY: Final = "the file is empty"
_NO_NAME: Final = "no name was given"
_NO_KIND: Final = "no name was given, or neither the kind nor its extension is known"
_FORMAT: Final = "the header of a picture could not be read, or its format does not tell"
_NOT_DECODED: Final = "it is of no format that is decoded, or a limit forbids it"
_HEADER: Final = "the header of a picture could not be read"
_NO_DENSITY: Final = "the file states no density"
_NO_TABLES: Final = "the file is no JPEG, or its tables are missing"
_NO_JPEG: Final = "the file is no JPEG"
_NOT_STATED: Final = "the file does not say"
_NO_MARK: Final = "no editing program left a mark"
NO_PIXELS: Final = "nothing could be decoded"


class FileFacts(Facts):
    """What the file itself says, without looking at the person. None means not measured."""

    # The file
    bytes: int | None = fact("文件大小", "字节", "Size of the file in bytes.", ge=0, absent=NEVER)
    format: Filled | None = fact(
        "实际格式", "", "Format by content, whatever the name says.", _FORMATS, absent=_EMPTY
    )
    file_name: ShortText | None = fact(
        "文件名", "", "Name as given, without folders and control characters.", absent=_NO_NAME
    )
    extension: ShortText | None = fact(
        "扩展名", "", "Lower case, without the dot; empty where there is none.", absent=_NO_NAME
    )
    extension_matches: bool | None = fact(
        "扩展名与实际格式一致", "", "Extension is one of the format's own.", absent=_NO_KIND
    )
    file_name_difference: NameDifference | None = name_difference()
    pictures: int | None = fact(
        "文件内图像数", "幅", "Pictures in the file: MPF parts, APNG frames.", ge=1, absent=_FORMAT
    )
    truncated: bool | None = fact(
        "文件不完整", "", "End marker missing: the file was cut off, or zero-filled.", absent=_FORMAT
    )
    decodes: bool | None = fact(
        "能完整解码", "", "Every pixel of the main picture decodes.", absent=_NOT_DECODED
    )
    trailing_bytes: int | None = fact(
        "文件尾多余数据", "字节", "Bytes after the last picture's end.", ge=0, absent=_FORMAT
    )
    trailing_pieces: ShortText | None = fact(
        "文件尾多余数据是什么", "", "What the trailing bytes are, piece by piece, in words.", absent=_FORMAT
    )
    unexplained_bytes: int | None = fact(
        "文件尾来历不明的数据",
        "字节",
        "Trailing bytes that are no notes of a phone, no video and no picture: filler, or unknown.",
        ge=0,
        absent=_FORMAT,
    )
    zero_padded: bool | None = fact(
        "文件尾用空字节填充", "", "There are trailing bytes and all are zero.", absent=_FORMAT
    )

    # Pixels
    width: int | None = fact(
        "宽度", "像素", "Width of the stored pixels, before EXIF orientation.", ge=1, absent=_HEADER
    )
    height: int | None = fact(
        "高度", "像素", "Height of the stored pixels, before EXIF orientation.", ge=1, absent=_HEADER
    )
    shown_width: int | None = fact(
        "显示宽度", "像素", "Width as shown, after EXIF orientation.", ge=1, absent=_HEADER
    )
    shown_height: int | None = fact(
        "显示高度", "像素", "Height as shown, after EXIF orientation.", ge=1, absent=_HEADER
    )
    exif_orientation: int | None = fact(
        "方向标记",
        "",
        "EXIF Orientation 1..8; 1 where none or no valid one is stated.",
        ge=1,
        le=8,
        absent=_HEADER,
    )
    aspect_ratio: float | None = fact(
        "高宽比", "倍", "Shown height divided by shown width.", ge=0, absent=_HEADER, tolerance=0
    )
    megapixels: float | None = fact(
        "像素总数", "百万像素", "Width times height, in millions.", ge=0, absent=_HEADER, tolerance=0
    )
    dpi_stated: bool | None = fact(
        "写明了分辨率", "", "The file states a density in inches or centimetres.", absent=_HEADER
    )
    dpi_x: float | None = fact(
        "水平分辨率",
        "dpi",
        "Dots per inch; JFIF first, then EXIF, then Photoshop.",
        ge=0,
        absent=_NO_DENSITY,
        tolerance=0,
    )
    dpi_y: float | None = fact(
        "垂直分辨率",
        "dpi",
        "Dots per inch; JFIF first, then EXIF, then Photoshop.",
        ge=0,
        absent=_NO_DENSITY,
        tolerance=0,
    )
    dpi_source: DpiSource | None = fact(
        "分辨率来源", "", "Where the stated density was read.", DPI_SOURCES, absent=_NO_DENSITY
    )
    dpi_statements: ShortText | None = fact(
        "文件里写的分辨率", "", "What each place states that states a density, in words.", absent=_HEADER
    )
    dpi_agrees: bool | None = fact(
        "各处分辨率一致", "", "All places that state a density state the same one.", absent=_NO_DENSITY
    )
    bits_per_channel: int | None = fact(
        "每通道位数", "位", "Bits of one colour channel as stored.", ge=1, absent=_HEADER
    )
    bits_per_pixel: int | None = fact(
        "位深度", "位", "Bits of one pixel as stored; 24 is true colour.", ge=1, absent=_HEADER
    )
    color_mode: ColorMode | None = fact(
        "颜色模式", "", "Colour channels as stored.", _COLOR_MODES, absent=_HEADER
    )
    color_profile: ColorProfile | None = fact(
        "颜色描述",
        "",
        "Embedded ICC profile; the picture is measured in sRGB, by its profile where that can be read.",
        _COLOR_PROFILES,
        absent=NO_PIXELS,
    )

    # JPEG encoding
    jpeg_quality: int | None = fact(
        "JPEG 品质系数",
        "",
        "1..100 on the IJG scale, from the luminance table; nearest where not exact.",
        ge=1,
        le=100,
        absent=_NO_TABLES,
    )
    jpeg_quality_exact: bool | None = fact(
        "采用标准量化表",
        "",
        "Every table used equals the IJG table of jpeg_quality; false means about.",
        absent=_NO_TABLES,
    )
    progressive: bool | None = fact("渐进式 JPEG", "", "Progressive coding process.", absent=_NO_JPEG)

    # Where it came from
    camera: ShortText | None = fact("拍摄设备", "", "EXIF Make and Model.", absent=_NOT_STATED)
    front_camera: bool | None = fact(
        "前置摄像头拍摄", "", "EXIF LensModel names a front camera.", absent=_NOT_STATED
    )
    date_taken: IsoDate | None = fact(
        "拍摄日期", "", "EXIF DateTimeOriginal as stated by the camera.", absent=_NOT_STATED
    )
    software: ShortText | None = fact(
        "生成软件", "", "Software that the file names, as written there.", absent=_NOT_STATED
    )
    editor: ShortText | None = fact(
        "编辑软件", "", "Known editing programs named in the file.", absent=_NO_MARK
    )
    edited_hint: bool | None = fact(
        "有编辑软件的痕迹", "", "An editing program left its mark. False proves nothing.", absent=_HEADER
    )
