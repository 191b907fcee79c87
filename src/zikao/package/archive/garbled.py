"""Names that were rubbish before they were stored: Chinese that a tool had read in another encoding.

Whatever the archive then says of their encoding is true, and no reader can show them right. They are told by
undoing the mistake: the characters give the bytes from which they were misread, and these are Chinese.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_LOST: Final = "\ufffd"
"""What readers put where they cannot read."""
_LOST_AGAIN: Final = "锟斤拷"
"""Two of these in UTF-8, read as GBK."""
_WESTERN: Final = ("cp437", "cp850", "mac_roman")
_OF_WINDOWS: Final = {bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
_CHARACTERS: Final = 300
"""Of a name that are looked at; no file system takes more."""
_RUN: Final = re.compile("[^\x00-\x7f]+")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_COMMON_LEADS: Final = range(0xB0, 0xD7 + 1)
"""First bytes of the 3755 characters of GB 2312's first level, which make up nearly all names."""
_FEWEST_COMMON: Final = 2
_READ_ALIKE: Final = 0.6
"""Share of a run's characters that must come out as Chinese; what a reader lost on its way is missing."""


def is_garbled(name: str) -> bool:
    """Whether a name is Chinese that was misread before it was stored.

    >>> [is_garbled(each) for each in ("╔φ╖▌╓ñ╒²├µ.jpg", "韬唤璇佹闈.jpg", "身份证正面.jpg", "Größe.jpg")]
    [True, True, False, False]
    """
    name = name[:_CHARACTERS]
    if _LOST in name or _LOST_AGAIN in name:
        return True
    runs = _RUN.findall(name)
    if not runs:
        return False
    for read_as in ("windows", *_WESTERN):
        misread = [_bytes_of(run, read_as) for run in runs]
        if None not in misread and _is_chinese([each for each in misread if each is not None]):
            return True
    return any(_was_utf8(run) for run in runs)


def _bytes_of(run: str, encoding: str) -> bytes | None:
    """The bytes that an encoding shows as these characters; None where they are not its own."""
    if encoding == "windows":
        # As browsers read it: the five codes that Windows-1252 leaves out stand for themselves.
        codes = [_OF_WINDOWS.get(letter, ord(letter)) for letter in run]
        return bytes(codes) if max(codes) <= 0xFF else None
    try:
        return run.encode(encoding)
    except UnicodeEncodeError:
        return None


def _is_chinese(runs: list[bytes]) -> bool:
    """Whether bytes read as Chinese of either encoding, and so by no accident."""
    # What GBK looks like in UTF-8 by accident are letters of two bytes; a Chinese character takes three.
    if any(map(_HAN.search, _decoded(runs, "utf-8"))):
        return True
    # Two accented letters beside each other, as in DECLARAÇÃO, may look like one character; no word has four.
    return bool(_decoded(runs, "gb2312")) and any(
        sum(lead in _COMMON_LEADS for lead in run[::2]) >= _FEWEST_COMMON for run in runs
    )


def _decoded(runs: list[bytes], encoding: str) -> list[str]:
    """The text of each; of none, where one of them is something else."""
    try:
        return [run.decode(encoding) for run in runs]
    except UnicodeDecodeError:
        return []


def _was_utf8(run: str) -> bool:
    """Whether characters are UTF-8 read as GBK: of real Chinese nearly nothing can be read that way."""
    try:
        misread = run.encode("gb18030")
    except UnicodeEncodeError:
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        # Unfinished at the end is what an odd number of bytes leaves behind.
        text = decoder.decode(misread)
    except UnicodeDecodeError:
        return False
    found = len(_HAN.findall(text))
    return found >= _FEWEST_COMMON and found >= _READ_ALIKE * len(text)
