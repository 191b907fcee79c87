"""From loose pictures to the bytes of an archive: names, order, what is taken out, the ZIP itself.

Nothing here reads or writes a file, and nothing is decided about a candidate's case.
"""

from zikao.formats.strip import Cleaned, UncleanError, clean
from zikao.package.pack.archive import OVERHEAD_BYTES, Entry, archive
from zikao.package.pack.names import Label, label_of, names
from zikao.package.pack.shrink import is_legible, share_of, smaller

__all__ = [
    "OVERHEAD_BYTES",
    "Cleaned",
    "Entry",
    "Label",
    "UncleanError",
    "archive",
    "clean",
    "is_legible",
    "label_of",
    "names",
    "share_of",
    "smaller",
]
