"""What whoever counts is told of an answer: what the rulebooks call things, and nothing of the request."""

from __future__ import annotations

import dataclasses
import json

import pytest

from tests.unit.rulebook.places import GOOD
from zikao.api.assembly import services_for
from zikao.api.dispatch import respond
from zikao.api.http import Request
from zikao.api.origins import Origins
from zikao.api.routes import ROUTES
from zikao.api.services import Services
from zikao.api.watch import Seen

from .test_dispatch import CANARY, FILE, JSON, ask

SENT = {"x-zikao-name": f"{CANARY}.jpg", "user-agent": CANARY, "x-forwarded-for": "192.0.2.77"}


@pytest.fixture
def seen() -> list[Seen]:
    return []


@pytest.fixture
def watched(services: Services, seen: list[Seen]) -> Services:
    return dataclasses.replace(services, watch=seen.append)


@pytest.mark.parametrize(
    ("name", "headers", "body"),
    [
        ("eligibility", JSON, json.dumps({"number": CANARY}).encode()),
        ("eligibility", JSON, f'{{"{CANARY}": '.encode()),
        ("photo", FILE, CANARY.encode()),
        ("photo", {}, CANARY.encode()),
        ("fit", FILE, CANARY.encode()),
        ("package", FILE | {"x-zikao-ticket-number": "91827364550"}, CANARY.encode()),
        ("package", FILE | {"x-zikao-ticket-number": CANARY}, CANARY.encode()),
        ("rulebooks", {}, b""),
    ],
)
def test_each_answer_is_counted_once_and_nothing_of_its_request(
    watched: Services, seen: list[Seen], name: str, headers: dict[str, str], body: bytes
) -> None:
    answer = ask(name, watched, {**headers, **SENT}, body)
    (one,) = seen
    assert (one.route, one.status) == (name, answer.status)
    assert one.seconds >= 0
    assert (one.problem is None) == (answer.status == 200)
    told = str(dataclasses.astuple(one))
    assert not [each for each in (CANARY, "91827364550", "192.0.2.77") if each in told]


def test_a_report_is_counted_by_item_verdict_and_rule(seen: list[Seen]) -> None:
    services = dataclasses.replace(services_for(GOOD), watch=seen.append)
    (route,) = [each for each in ROUTES if each.name == "eligibility"]
    answers = {"apply_year": 2026, "papers": []}
    request = Request({"province": "demo", "procedure": "graduation"}, {}, JSON, json.dumps(answers).encode())
    told = json.loads(respond(route, request, services, Origins.parse("")).body)
    (one,) = seen
    assert (one.item, one.verdict) == ("demo/graduation", told["verdict"])
    by: dict[str, list[str]] = {outcome: [] for outcome in ("yes", "no", "unknown", "not checked")}
    for each in told["findings"]:
        by[each["outcome"]].append(each["id"])
    assert by["no"]
    assert list(one.no) == by["no"]
    assert sorted(one.unknown) == sorted([*by["unknown"], *by["not checked"]])
