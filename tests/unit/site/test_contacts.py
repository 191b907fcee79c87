"""Whom to ask: groups as one list, telephones that call, and the ways of statuses, as pages show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.rulebook.laid import laid
from zikao.rulebook.model import Procedure
from zikao.rulebook.store import load_library
from zikao.site.diagrams import WIDTH, course, flow
from zikao.site.page import Page
from zikao.site.render import render

from .conftest import TODAY
from .reading import Element, read, words

CITIES = ["东江市", "西江市", "南江市", "北江市", "上江市", "下江市"]
CONTACTS = "# province.yaml\ncontacts:\n" + "".join(
    f"""
  - who: {city}自考办
    group: 各市自考办
    about: 现场办理
    for: {city}
    phone: [020-8000000{at}, 020-90000000转80]
    hours: 每天 9:00–17:00
    place: 河滨路 {at} 号
    cite: {{source: guide, clause: 九}}
"""
    for at, city in enumerate(CITIES)
)
NAMED = "# procedures/certificate.yaml\ncontacts: [各市自考办]\n"
STATUSES = """# procedures/certificate.yaml
statuses:
  - word: 待审
    means: 还没有看。
    do: 等。
    state: waiting
    next: [补材料, 通过, 不通过]
    cite: &c {source: guide, clause: 七}
  - word: 补材料
    means: 缺材料。
    asks: 十天内补交
    do: 补交。
    state: waiting
    next: [通过]
    back: [待审]
    cite: *c
  - {word: 不通过, means: 没有通过。, do: 改了再交。, state: rejected, back: [待审], cite: *c}
  - {word: 通过, means: 办好了。, do: 等通知。, state: done, cite: *c}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid([CONTACTS, NAMED, STATUSES], tmp_path_factory.mktemp("offices") / "provinces")


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Page]:
    return {page.path: page for page in render(load_library(root), today=TODAY)}


@pytest.fixture(scope="module")
def procedure(root: Path) -> Procedure:
    return load_library(root).provinces["demo"].procedures["certificate"]


def contacts_of(page: Page) -> list[Element]:
    return read(page.markdown).find("div", "zg-contact")


def offices(group: Element) -> list[str]:
    [listed] = group.find("ul", "zg-offices")
    return [item.find("b")[0].text for item in listed.children if isinstance(item, Element)]


def test_a_group_is_one_list_and_says_once_what_all_share(pages: dict[str, Page]) -> None:
    single, group = contacts_of(pages["demo/index.md"])
    assert "市自考办" in single.text
    assert offices(group) == [f"{city}自考办" for city in CITIES]
    text = words(pages["demo/index.md"].markdown)
    assert text.count("每天 9:00–17:00") == text.count("现场办理") == 1
    assert len(group.find("details", "zg-cite")) == 1
    assert "河滨路 5 号" in group.text


def test_each_telephone_calls_and_an_extension_is_told(pages: dict[str, Page]) -> None:
    _, group = contacts_of(pages["demo/index.md"])
    phones = group.find("p", "zg-phone")
    links = [link for phone in phones for link in phone.find("a")]
    assert len(links) == 2 * len(CITIES)
    assert links[0].attrs["href"] == "tel:02080000000"
    assert links[1].attrs["href"] == "tel:02090000000"
    assert "020-90000000 转 80" in " ".join(phones[1].text.split())


def test_a_procedure_may_name_a_group(pages: dict[str, Page]) -> None:
    [group] = contacts_of(pages["demo/certificate.md"])
    assert len(offices(group)) == len(CITIES)


def test_a_city_shows_the_contacts_that_are_for_it(tmp_path: Path) -> None:
    library = load_library(laid([], tmp_path / "provinces"))
    name = library.provinces["demo"].cities["river"].overlay.name
    library = load_library(laid([CONTACTS.replace("东江市", name)], tmp_path / "again"))
    page = next(page for page in render(library, today=TODAY) if page.path.endswith("river.md"))
    shown = [each for each in contacts_of(page) if each.find("ul", "zg-offices")]
    assert [offices(each) for each in shown] == [[f"{name}自考办"]]


def test_statuses_lead_on_and_back(pages: dict[str, Page]) -> None:
    page = read(pages["demo/certificate.md"].markdown)
    cards = page.find("li", "zg-status")
    ways = [
        [(link.attrs["href"], link.text) for p in card.find("p", "zg-onward") for link in p.find("a")]
        for card in cards
    ]
    assert ways == [
        [("#status-2", "补材料"), ("#status-4", "通过"), ("#status-3", "不通过")],
        [("#status-4", "通过"), ("#status-1", "待审")],
        [("#status-1", "待审")],
        [],
    ]
    assert [card.attrs["id"] for card in cards] == [f"status-{at}" for at in range(1, 5)]
    assert "要你做 十天内补交" in " ".join(cards[1].text.split())


def test_the_picture_of_statuses_has_a_line_for_each_way_and_stays_inside(procedure: Procedure) -> None:
    figure = read(str(course(procedure)))
    assert figure.find("desc")[0].text.startswith("待审：还没有看；接着可能是补材料、通过、不通过。补材料：")
    on = [path for path in figure.find("path") if path.attrs.get("class") == "zg-f-on"]
    back = [path for path in figure.find("path") if path.attrs.get("class") == "zg-f-back"]
    # One way leads to the neighbour below and is an arrow between the boxes.
    assert (len(on), len(back), len(figure.find("path"))) == (3, 2, 6)
    for box in figure.find("rect"):
        assert float(box.attrs["x"]) >= 0
        assert float(box.attrs["x"]) + float(box.attrs["width"]) <= WIDTH
    lanes = [path.attrs["d"].split("H")[1].split("V")[0] for path in on]
    assert len(set(lanes)) == len(lanes), "two lines share a lane"
    assert not flow(procedure), "the outcomes would be shown twice"
