"""Ticket numbers beside their label, identity numbers with their checksum: what may be said, and what not."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zikao.package.declarable import ticket_number
from zikao.package.text.identity import holder_numbers, identity_number, is_valid, other_person
from zikao.package.text.lines import Box, Line
from zikao.package.text.tickets import compare, labelled_numbers, marked
from zikao.package.text.words import masked, plain

from .documents import identity_number as made_up

DECLARED = "330112345678"
SLIP, FAR = "330112345679", "991234567812"
TODAY = datetime.date(2024, 6, 1)
EXAMPLE = "11010519491231002X"
"""The standard's own example (GB 11643-1999, annex A)."""


def line(
    text: str, x: float = 300, y: float = 100, height: float = 24, score: float = 0.99, turn: float = 0
) -> Line:
    """A line of text whose left end stands at x and whose middle at y, on a page turned by some degrees."""
    width = len(text) * height * 0.6
    angle = math.radians(turn)
    middle = x + width / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return Line(text, score, Box(middle * cos - y * sin, middle * sin + y * cos, width, height, angle))


LABEL = line("准考证号：", x=150)


def said(*lines: Line) -> str | None:
    return compare(DECLARED, lines).seen


@pytest.mark.parametrize(
    "text",
    [
        "330112345678",
        "准考证号：330112345678",
        "准考证号 3301 1234 5678",
        "No.330112345678",
        "３３０１１２３４５６７８",
    ],
)
def test_the_declared_number_anywhere_confirms(text: str) -> None:
    assert said(line(text, score=0.6, height=9)) == "confirmed"


@pytest.mark.parametrize("text", ["3301123456789", "准考证号：33011234599", "证书编号：9330112345678"])
def test_a_longer_or_shorter_number_confirms_nothing(text: str) -> None:
    assert said(line(text)) == "not_read"


@pytest.mark.parametrize("text", ["330112345", "112345678", "3301", "3301123456"])
def test_the_rest_of_the_declared_number_says_nothing(text: str) -> None:
    """Neither that it stands there nor that it does not."""
    assert said(LABEL, line(text)) is None
    assert said(line(f"准考证号：{text}")) is None
    assert said(line(text)) == "not_read"
    assert said(LABEL, line(text), line(DECLARED, y=500)) == "confirmed"


def test_a_number_that_may_go_on_is_not_held_against_anybody() -> None:
    other = [LABEL, line("330112345699")]
    hidden = compare(DECLARED, other, lambda each: each.text == "330112345699")
    assert (hidden.seen, hidden.line) == (None, other[1])
    assert compare(DECLARED, [LABEL], lambda each: each is LABEL).seen is None
    # Another one that is seen whole still counts.
    both = [*other, line("准考证号330198761234", y=300)]
    assert compare(DECLARED, both, lambda each: each is other[1]).seen == "differs"


def test_two_other_digits_beside_the_label_differ() -> None:
    assert said(LABEL, line("330112345699")) == "two_digits"
    assert said(line("准考证号：330112345699")) == "two_digits"
    assert said(line("高等教育自学考试"), line("准考证号码 330112345699", y=300)) == "two_digits"


@pytest.mark.parametrize("turn", [0, 8, -8, 90, 180, 270])
def test_rows_are_followed_on_turned_pages(turn: float) -> None:
    lines = [line("准考证号：", x=150, turn=turn), line("330112345699", turn=turn)]
    assert said(*lines) == "two_digits"
    assert said(line("准考证号：", x=150, y=160, turn=turn), lines[1]) == "not_read"


def test_one_other_digit_asks_to_compare_that_digit() -> None:
    found = compare(DECLARED, [LABEL, line("330112845678")])
    assert (found.seen, found.digit) == ("one_digit", 7)
    assert (found.typed, found.read) == ("330112【3】45678", "330112【8】45678")


@pytest.mark.parametrize(
    ("read", "seen", "typed", "told"),
    [
        ("330112435678", "two_digits", "330112【34】5678", "330112【43】5678"),
        ("930112345679", "two_digits", "【3】3011234567【8】", "【9】3011234567【9】"),
        ("330199945678", "differs", "3301【123】45678", "3301【999】45678"),
    ],
)
def test_two_digits_are_a_slip_and_more_another_number(read: str, seen: str, typed: str, told: str) -> None:
    found = compare(DECLARED, [LABEL, line(read)])
    assert (found.seen, found.digit, found.typed, found.read) == (seen, None, typed, told)


@pytest.mark.parametrize(
    ("readings", "seen"),
    [
        ((), "one_digit"),
        ([SLIP, f"准考证号：{SLIP}"], "one_digit"),
        # What the line holds when it is read again: the declared number, another slip, less, nothing.
        ([SLIP, DECLARED], None),
        ([SLIP, SLIP[:-1] + "0"], None),
        ([SLIP, SLIP[:-1]], None),
        (["", SLIP], None),
    ],
)
def test_a_slip_is_told_only_where_every_reading_holds_it(readings: list[str], seen: str | None) -> None:
    slip = line(f"准考证号：{SLIP}")
    found = compare(DECLARED, [slip], again=lambda _: readings)
    assert (found.seen, found.in_two_ways) == (seen, seen is None)


def test_another_number_stays_another_where_a_digit_of_it_is_misread() -> None:
    lines = [line(f"准考证号：{FAR}")]
    misread = FAR[:-1] + "0"
    assert compare(DECLARED, lines, again=lambda _: [FAR, misread]).seen == "differs"
    others = iter((DECLARED, SLIP, FAR[:-1], ""))
    assert [compare(DECLARED, lines, again=lambda _: [FAR, next(others)]).seen for _ in range(4)] == [
        None
    ] * 4


def test_only_what_would_be_held_against_someone_is_read_again() -> None:
    def again(_: Line) -> list[str]:
        raise AssertionError("read again")

    compare(DECLARED, [line(f"准考证号：{DECLARED}")], again=again)
    compare(DECLARED, [line(f"准考证号：{SLIP}", score=0.9)], again=again)


def test_every_wrong_number_of_a_page_is_shown_the_nearest_first() -> None:
    lines = [line(f"准考证号：{number}", y=100 * place) for place, number in enumerate((FAR, SLIP, FAR))]
    found = compare(DECLARED, lines)
    assert found.typed == marked(DECLARED, SLIP)
    assert found.read == f"{marked(SLIP, DECLARED)}、{marked(FAR, DECLARED)}"


@pytest.mark.parametrize(
    "lines",
    [
        [line("330112345699")],
        [line("身份证号：", x=150), line("330112345699")],
        [LABEL, line("330112345699", score=0.94)],
        [LABEL, line("330112345699", height=13)],
        [LABEL, line("330112345699", y=140)],
        [LABEL, line("330112345699", x=900)],
        [LABEL, line("姓名", x=230), line("330112345699", x=330)],
        [line("准考证号：", x=800), line("330112345699")],
        [LABEL, line("33011234569")],
        [LABEL, line("3301123456990")],
        [LABEL, line("3301I2345699")],
        [line("准考证号：姓名 330112345699")],
        [line("准考证"), line("330112345699", y=140)],
        [],
    ],
    ids=lambda lines: " ".join(each.text for each in lines),
)
def test_a_doubtful_number_is_not_read(lines: list[Line]) -> None:
    assert said(*lines) == "not_read"


def test_a_match_elsewhere_outweighs_a_difference() -> None:
    assert said(LABEL, line("330112345699"), line(DECLARED, y=500)) == "confirmed"


@given(st.text("0123456789", min_size=12, max_size=12), st.floats(0, 1))
def test_nothing_differs_by_fewer_than_two_digits(number: str, score: float) -> None:
    wrong = sum(a != b for a, b in zip(number, DECLARED, strict=True))
    found = said(LABEL, line(number, score=score))
    assert (found in ("two_digits", "differs")) == (wrong >= 2 and score >= 0.95)
    assert (found == "confirmed") == (wrong == 0)


def test_what_can_be_declared() -> None:
    assert ticket_number(" 3301 1234 5678 ") == ticket_number("３３０１１２３４５６７８") == DECLARED
    assert [ticket_number(each) for each in ("", "1234567", "1" * 17, "33011234567X")] == [None] * 4


def test_numbers_are_found_for_counting() -> None:
    numbers = labelled_numbers([LABEL, line("330112345678", score=0.9), line("准考证号330112340000", y=300)])
    assert [(number.text, number.sure) for number in numbers] == [
        ("330112345678", False),
        ("330112340000", True),
    ]


def test_the_example_of_the_standard_is_valid() -> None:
    assert is_valid(EXAMPLE, TODAY)
    assert is_valid(EXAMPLE.lower(), TODAY)


@pytest.mark.parametrize("place", range(18))
def test_each_single_misreading_is_noticed(place: int) -> None:
    others = set("0123456789X") - {EXAMPLE[place]}
    valid = [other for other in others if is_valid(EXAMPLE[:place] + other + EXAMPLE[place + 1 :], TODAY)]
    assert valid == []


def checked(body: str) -> str:
    """With its checksum, by the standard's weights."""
    rest = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


@pytest.mark.parametrize(
    ("body", "valid"),
    [
        ("11010120000229001", True),
        ("65010119990101001", True),
        ("81000019990101001", True),
        ("83000019990101001", True),
        ("10010119990101001", False),
        ("66010119990101001", False),
        ("84000019990101001", False),
        ("99010119990101001", False),
        ("11010120010229001", False),
        ("11010120001301001", False),
        ("11010120240601001", True),
        ("11010120240602001", False),
        ("11010118991231001", False),
    ],
)
def test_region_and_date_must_be_real(body: str, valid: bool) -> None:
    assert is_valid(checked(body), TODAY) is valid


@given(st.integers(0, 10**6))
def test_made_up_numbers_are_nobodys(seed: int) -> None:
    number = made_up(seed)
    assert number == checked(number[:17])
    assert not is_valid(number, TODAY)


def test_a_number_read_without_certainty_fails_nothing() -> None:
    wrong = EXAMPLE[:16] + "7X"
    assert identity_number([line(f"公民身份号码 {EXAMPLE}", score=0.7)]) == "valid"
    assert identity_number([line(f"公民身份号码{wrong}", score=0.99)]) == "fails_check"
    label = line("公民身份号码", x=150)
    assert identity_number([label, line(wrong, score=0.97)]) == "not_read"
    assert identity_number([label, line(wrong)]) == "fails_check"
    assert identity_number([label, line(wrong), line(EXAMPLE)]) == "valid"
    assert identity_number([line("1" + wrong), line(wrong[:17])]) == "not_read"


@pytest.mark.parametrize("label", ["发票代码：", "机器编号", "统一社会信用代码"])
def test_a_code_as_long_is_no_identity_number(label: str) -> None:
    wrong = EXAMPLE[:16] + "7X"
    assert identity_number([line(label + wrong)]) == "not_read"
    assert identity_number([line(label, x=150), line(wrong)]) == "not_read"
    assert identity_number([line("身份证号", y=400), line(wrong)]) == "not_read"


def test_two_people_are_told_from_one_that_was_misread() -> None:
    neighbour = checked(EXAMPLE[:16] + "3")
    assert is_valid(neighbour)
    assert other_person(EXAMPLE, neighbour)
    assert not other_person(EXAMPLE, EXAMPLE)
    assert not other_person(EXAMPLE, EXAMPLE[:15] + "017")
    assert other_person(made_up(1), made_up(2))
    cards = [line(EXAMPLE, score=0.7), line(made_up(1), score=0.94), line(made_up(2))]
    assert holder_numbers(cards) == [EXAMPLE, made_up(2)]


def test_only_four_digits_of_a_number_are_told() -> None:
    assert masked(DECLARED) == "********5678"
    assert masked(EXAMPLE) == "**************002X"
    assert masked("123456") == "***456"
    assert plain(" Ａ　准 考 证 ") == "A准考证"


def test_one_wrong_digit_of_a_later_number_goes_before_a_number_that_differs() -> None:
    """What may be a slip of the reading is never called different, whatever else stands on the page."""
    other, near = line("准考证号330198761234", y=100), line("准考证号330112345679", y=300)
    assert said(other) == "differs"
    found = compare(DECLARED, [other, near])
    assert (found.seen, found.digit, found.line) == ("one_digit", 12, near)
