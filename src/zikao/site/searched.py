"""What the search knows of the pages that come of the rulebooks, beside their texts."""

from __future__ import annotations

from zikao.rulebook.library import Library
from zikao.site import address
from zikao.site.built.search import About
from zikao.site.places import is_of_no_province


def searched(library: Library) -> About:
    """What readers call for, whose pages are whose, and which hold for no single province."""
    guides = [
        (province, key, procedure)
        for province, book in library.provinces.items()
        for key, procedure in book.procedures.items()
    ]
    of_none = {
        address.folder(address.province_page(name)): is_of_no_province(book)
        for name, book in library.provinces.items()
    }
    return About(
        needs={address.folder(address.guide_page(name, key)): told.needs for name, key, told in guides},
        second={
            address.folder(address.basis_page(name, key)): address.folder(address.guide_page(name, key))
            for name, key, _ in guides
        },
        later=tuple(folder for folder, is_so in of_none.items() if is_so),
        places=tuple(folder for folder, is_so in of_none.items() if not is_so),
    )
