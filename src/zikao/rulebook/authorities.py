"""The register of the exam authorities: who decides where, and the sites that are known to be theirs.

`authorities.yaml` beside the province folders lists every province, also those that have no rulebook yet. A
site stands in it only once an official page, text or article was seen to name it; what is merely repeated by
others is left out, so nothing here has to be weighed again before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Literal

from pydantic import Field

from zikao.rulebook.faults import Fault, RulebookFaults, in_order
from zikao.rulebook.library import Library
from zikao.rulebook.model.base import DateText, HostName, Model, RegionCode, Slug, Text, Url
from zikao.rulebook.reader import read
from zikao.rulebook.store import rulebooks_root
from zikao.rulebook.tree import Map, Spot
from zikao.rulebook.validate import validate

FILE = "authorities.yaml"
REGIONS = {"1": "华北", "2": "东北", "3": "华东", "4": "中南", "5": "西南", "6": "西北"}
"""The parts of the country by the first digit of a province's code in GB/T 2260."""

_KIND = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")


class Seen(Model):
    """Where a site was seen to be the authority's."""

    how: Literal["official", "document", "quoted", "article"]
    """official: on an official page; document: in an official document that the rulebooks cite; quoted:
    others quote an official page, with its address; article: a copy of an official article in a chat
    program."""
    address: Url | None = None
    """Of that page or article."""
    on: DateText | None = None
    """The day that goes with it: the page's own, where it bears one, else the day on which it was quoted."""


class Site(Model):
    """A site of an authority."""

    host: HostName
    """Host name without https:// and path."""
    use: Text | None = None
    """What it is for; left out: the authority's own site."""
    seen: list[Seen] = Field(min_length=1)
    """What says so; never nothing."""


class Menu(Model):
    """The way from the site to the exam's own part of it."""

    path: list[Text] = Field(min_length=1)
    """What to press, in order, in the words of the site."""
    official: bool
    """Whether an official page says so; else copies of the authority's notices do."""


class Place(Model):
    """A province with its exam authority."""

    code: RegionCode
    """First two digits of GB/T 2260."""
    name: Text
    """Full name."""
    authority: Text
    """The provincial exam authority."""
    authority_seen: bool = True
    """Whether that name was seen on an official page or in an official text."""
    sites: list[Site] = []
    """Its sites; none where none is confirmed yet."""
    menu: Menu | None = None
    """From the first site on."""

    @property
    def short(self) -> str:
        """The name as people say it: 安徽, 内蒙古."""
        return short(self.name)

    @property
    def region(self) -> str:
        """The part of the country; empty for a code that belongs to none."""
        return REGIONS.get(self.code[0], "")


class Authorities(Model):
    """authorities.yaml"""

    read: DateText
    """The day on which all of it was last compared with what it rests on."""
    places: dict[Slug, Place]
    """Provinces by the name of their folder, in the order of their codes."""

    def by_region(self) -> Iterator[tuple[str, list[tuple[str, Place]]]]:
        """Parts of the country with their provinces, each with its id."""
        for region, places in groupby(self.places.items(), lambda each: each[1].region):
            yield region, list(places)


def short(name: str) -> str:
    """A province's name without the word for what it is."""
    return _KIND.sub("", name)


def load_authorities(root: Path | None = None) -> Authorities | None:
    """The register of a rulebooks folder; None: of the rulebooks that come with the program.

    Returns None where the folder has none: whoever publishes one province needs no list of the others.

    Raises:
        RulebookFaults: it is no register.
    """
    path = (root or rulebooks_root()) / FILE
    if not path.is_file():
        return None
    register, _, faults = _read(path)
    if register is None:
        raise RulebookFaults(faults)
    return register


def check(library: Library, root: Path | None = None) -> list[Fault]:
    """What is wrong with the register of a folder, by itself and beside the folder's rulebooks."""
    path = (root or rulebooks_root()) / FILE
    if not path.is_file():
        return []
    register, tree, faults = _read(path)
    if register is None or tree is None:
        return faults
    return in_order([*_alone(register, Spot(tree)), *_beside(register, Spot(tree), library)])


def _read(path: Path) -> tuple[Authorities | None, Map | None, list[Fault]]:
    tree, faults = read(path, FILE)
    if tree is None or faults:
        return None, None, faults
    register, faults = validate(Authorities, tree)
    return register, tree, faults


def _alone(register: Authorities, tree: Spot) -> Iterator[Fault]:
    codes: dict[str, str] = {}
    hosts: dict[str, str] = {}
    before = ""
    for key, place in register.places.items():
        spot = tree / "places" / key
        if not place.region:
            yield (spot / "code").fault(f"没有以 {place.code} 开头的省份代码")
        if other := codes.get(place.code):
            yield (spot / "code").fault(f"和 {other} 的代码一样")
        elif place.code < before:
            yield (spot / "code").fault("要按代码从小到大排")
        codes[place.code] = key
        before = max(before, place.code)
        for at, site in enumerate(place.sites):
            if other := hosts.get(site.host):
                yield (spot / "sites" / at / "host").fault(f"{other} 已经写了这个域名")
            hosts[site.host] = key
            for number, seen in enumerate(site.seen):
                if (seen.address is None) != (seen.how == "document"):
                    lacks = "文件的网址写在规则手册里，这里删去" if seen.address else "要写出看到它的网址"
                    yield (spot / "sites" / at / "seen" / number).fault(lacks)
        if place.menu and not place.sites:
            yield (spot / "menu").fault("没有写网站，就没有从哪里点起")


def _beside(register: Authorities, tree: Spot, library: Library) -> Iterator[Fault]:
    for name, book in library.provinces.items():
        province = book.province
        if province.code == "00":
            continue
        place = register.places.get(name)
        if place is None:
            yield (tree / "places").fault(f"缺少 {name}：它有自己的规则手册")
            continue
        spot = tree / "places" / name
        for key in ("code", "name", "authority"):
            if getattr(place, key) != (own := getattr(province, key)):
                yield (spot / key).fault(f"和 {name}/province.yaml 里的“{own}”不一样")
        known = {host.host for host in province.hosts.values()}
        for at, site in enumerate(place.sites):
            if site.host not in known:
                yield (spot / "sites" / at / "host").fault(f"{name}/province.yaml 的 hosts 里没有这个域名")
