"""A province, and a city's overlay on it."""

from typing import Any

from zikao.rulebook.model.base import (
    Contradiction,
    DateText,
    FactName,
    Host,
    Model,
    RegionCode,
    Slug,
    Source,
    Text,
    Version,
)
from zikao.rulebook.model.contact import Contact
from zikao.rulebook.model.number import NumberRule
from zikao.rulebook.model.times import Cycle, Window


class Common(Model):
    """What a province and a city share."""

    id: Slug
    """Name of the folder, or of the city's file."""
    name: Text
    """Name as candidates know it."""
    version: Version
    """Three numbers; raise it with every change of content."""
    reviewed_on: DateText
    """核对于: the day on which a person last compared this rulebook with its sources."""
    sources: dict[Slug, Source] = {}
    """Documents by a key of your own; every cite names one."""
    cycles: dict[Slug, Cycle] = {}
    """Exam or graduation rounds."""
    windows: dict[Slug, Window] = {}
    """Times in which something may be done."""
    contacts: list[Contact] = []
    """Whom to ask."""
    contradictions: dict[Slug, Contradiction] = {}
    """Where sources disagree; rules, procedures and specs refer to them."""


class Change(Model):
    """What a version changed for a candidate."""

    version: Version
    """The version that brought it."""
    on: DateText
    """The day of that version."""
    text: Text
    """What is different, in a candidate's words."""
    procedures: list[Slug] = []
    """Procedures that it touches; left out: all of the province."""


class Province(Common):
    """province.yaml"""

    code: RegionCode
    """First two digits of GB/T 2260; 00 for the country."""
    authority: Text
    """The provincial exam authority."""
    extends: Slug | None = None
    """Province whose sources and contradictions may be used here too, and whose items may be extended."""
    hosts: dict[Slug, Host] = {}
    """The only sites that candidates are sent to."""
    authority_site: Slug | None = None
    """Key of the host that is the authority's own site; pages lead there for dates."""
    numbers: dict[FactName, NumberRule] = {}
    """Forms of the numbers that candidates type, by name, such as admission_ticket_number."""
    changes: list[Change] = []
    """What each version changed, newest first; guides show what touches them."""


class CityOverlay(Common):
    """cities/NAME.yaml: replaces single values and adds rules of its province, each with its own cite.

    Sources, cycles, windows, contacts and contradictions add to those of the province or replace them by key,
    as a whole. Items have the shape of the province's with everything optional: dictionaries merge by key,
    and lists of things with an id merge by that id. What comes out must be whole, and is checked as such.
    """

    photos: dict[Slug, dict[str, Any]] = {}
    """Changes to photo specs, by spec."""
    packages: dict[Slug, dict[str, Any]] = {}
    """Changes to package specs, by spec."""
    procedures: dict[Slug, dict[str, Any]] = {}
    """Changes to procedures, by procedure."""
