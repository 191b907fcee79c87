"""HEIC, as telephones write it, made a JPEG, which every computer opens.

Only where a candidate's own machine works on the candidate's own pictures (`zikao pack`, `zikao fit`), and
only with the extra `heic`: its library brings along an encoder under GPL and decodes pictures whole. No check
and no function decodes HEIC.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from zikao.errors import ZikaoError
from zikao.formats.header import PAGE_BYTES, PIXELS
from zikao.formats.segments import EXIF

if TYPE_CHECKING:
    from PIL.Image import Image

DAMAGED: Final = "已损坏或不完整。请从原来的设备重新发送，或重新拍照。"
_NO_LIBRARY: Final = (
    "是 HEIC 照片，很多电脑打不开。请在手机相册里另存或导出为 JPG 再来；"
    "iPhone 也可以在“设置—相机—格式”里选“兼容性最佳”后重拍；"
    "想让本工具来转，先运行 pip install 'zikao[heic]'。"
)
_CLEAR: Final = "有透明的地方，像是抠过图。请用没有处理过的原图。"
_QUALITIES: Final = (92, 85, 75)
"""Of the JPEG; the first costs a reader nothing, the others are for what would be too large."""
_BLANK: Final = bytes(8192)
"""Coded pictures never hold three zero bytes in a row (ITU-T H.265, 7.4.2); what stands between them may, but
not so many. A transfer that broke off leaves them where a part never came."""
_SEGMENT_BYTES: Final = 65_000
"""Of metadata that a JPEG holds in one piece, with room for its name."""


class NotOpenedError(ZikaoError):
    """No picture came out; the sentence goes on from the file's name."""


def as_jpeg(data: bytes, most: int, *, told: bool = False) -> bytes:
    """The primary picture of a HEIC file as a JPEG: upright, 8 bits, its colours in sRGB.

    The decoder turns and mirrors as the container says. The EXIF mark beside it says the same once more, so
    it is not followed.

    Args:
        data: the file.
        most: bytes of the JPEG that are not to be exceeded if some loss of quality can help it.
        told: whether what camera and programs wrote beside the picture goes along, for measuring; never for
            a file that is handed out.

    Raises:
        NotOpenedError: the library is not installed, the file is damaged, beyond the limits of any page, or
            see-through in places.
    """
    try:
        image = _decoded(data)
        from zikao.formats.icc import colors_of
        from zikao.formats.upright import plain
    except ImportError:
        raise NotOpenedError(_NO_LIBRARY) from None
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] != 255:
        raise NotOpenedError(_CLEAR)
    beside = _beside(image.info) if told else {}
    made = colors_of(data, image).srgb(plain(image))
    if image.mode.startswith(("L", "I")):
        made = made.convert("L")
    made.info.clear()  # Pillow writes out comments that it finds there, and its release 11.0 XMP too
    for quality in _QUALITIES:
        target = io.BytesIO()
        made.save(target, "JPEG", quality=quality, **beside)
        if target.tell() <= most:
            break
    return target.getvalue()


def _decoded(data: bytes) -> Image:
    """The primary picture's pixels, upright, and what is said of them.

    Raises:
        ImportError: the library is not installed.
        NotOpenedError: too large, or damaged.
    """
    from pillow_heif import open_heif

    too_large = NotOpenedError(
        f"太大：本工具只转 {PAGE_BYTES // 1_000_000} MB、{PIXELS // 10_000} 万像素以内的"
        " HEIC。请在手机里存小一些再来。"
    )
    if len(data) > PAGE_BYTES:
        raise too_large
    if not _is_whole(data):
        raise NotOpenedError(DAMAGED)
    try:
        # Reads the headers only. A picture that turns out to be of another size is refused by the decoder.
        file = open_heif(data)
        width, height = file.size
        if width * height > PIXELS:
            raise too_large
        return file[file.primary_index].to_pillow()
    except (ImportError, NotOpenedError):
        raise
    except MemoryError:
        raise too_large from None
    except Exception:
        # ValueError, EOFError, SyntaxError, RuntimeError, OSError and more on damaged data; what
        # they say may hold bytes of the file, so it goes no further.
        raise NotOpenedError(DAMAGED) from None


def _is_whole(data: bytes) -> bool:
    """Whether no part is missing or blank, by the boxes at the top (ISO/IEC 14496-12, 4.2).

    A telephone's picture is a grid of tiles, and the decoder goes on without those that it does not find.
    """
    at = 0
    while at + 16 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size < 2:
            size = int.from_bytes(data[at + 8 : at + 16], "big") if size else len(data) - at
        stop = at + size
        if name in (b"meta", b"mdat") and (stop > len(data) or data.find(_BLANK, at, stop) >= 0):
            return False
        if size < 8:
            break
        at = stop
    return True


def _beside(info: dict[Any, Any]) -> dict[str, bytes]:
    """EXIF and XMP as Pillow writes them; the library has set their marks for turning to upright."""
    exif, xmp = info.get("exif") or b"", info.get("xmp") or b""
    found = {"exif": exif and EXIF + exif.removeprefix(EXIF), "xmp": xmp}
    return {name: block for name, block in found.items() if 0 < len(block) <= _SEGMENT_BYTES}
