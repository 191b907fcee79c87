"""Whom to ask, and by which telephone, when and where."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from zikao.rulebook.model.base import Cited, Text, Url, as_list
from zikao.rulebook.phones import PHONE

Phone = Annotated[str, StringConstraints(pattern=PHONE, strip_whitespace=True)]
"""A telephone number as the source gives it; what stands behind 转 is no part of what a telephone dials."""


class Contact(Cited):
    """Whom to ask. A way that the source does not give stays empty and is shown as not stated."""

    who: Text
    """Name of the office; procedures refer to it."""
    about: Text | None = None
    """What to ask it about; may be left out where a group says it."""
    group: Text | None = None
    """Heading under which contacts stand together as one list; procedures may refer to the whole group."""
    serves: Annotated[
        list[Text],
        BeforeValidator(as_list),
        Field(alias="for", json_schema_extra={"x-one-or-many": True}),
    ] = []
    """Whom it is for: a city, or a group of candidates; left out: everybody."""
    phone: Annotated[
        list[Phone], BeforeValidator(as_list), Field(json_schema_extra={"x-one-or-many": True})
    ] = []
    """Telephone, or several: digits and hyphens, such as 020-12345678; an extension behind 转."""
    hours: Text | None = None
    """When it is open, as the source gives it."""
    place: Text | None = None
    """Where it is, as the source gives it."""
    how: Text | None = None
    """Another way to reach it, as the source gives it."""
    address: Url | None = None
    """Its page."""
