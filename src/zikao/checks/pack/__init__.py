"""From loose pictures to the archives that a package spec asks for, one a ticket number, each checked.

Each file is read, named by what it shows, freed of what its camera wrote beside the picture, and put into a
ZIP, which then goes through the same check as any other. Nothing is cropped, turned or retouched, and a
picture is made smaller only where it would not fit otherwise and is still legible then. HEIC becomes JPEG.
"""

from zikao.checks.pack.packer import CannotPackError, Package, Packed, Packer
from zikao.checks.pack.piece import Loose

__all__ = ["CannotPackError", "Loose", "Package", "Packed", "Packer"]
