"""Random answers, sent: the server refuses what the schemas that it publishes refuse, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zikao.api.assembly import services_for
from zikao.api.dispatch import respond
from zikao.api.http import Request
from zikao.api.origins import Origins
from zikao.api.routes import ROUTES
from zikao.rulebook.answers import normalise

BY_NAME = {route.name: route for route in ROUTES}
SERVICES = services_for()
ITEMS = ["anhui/graduation", "anhui/prior-degree", "zhejiang/score-merge", "general/first-registration"]
"""Between them they ask for every kind that any rulebook asks for."""


def send(name: str, parameters: dict[str, str], body: object = None, **headers: str) -> tuple[int, Any]:
    data = b"" if body is None else json.dumps(body).encode()
    sent = Request(parameters, {}, {"content-type": "application/json", **headers}, data)
    response = respond(BY_NAME[name], sent, SERVICES, Origins())
    return response.status, json.loads(response.body)


def ask(item: str, answers: object, **headers: str) -> tuple[int, Any]:
    province, _, procedure = item.partition("/")
    return send("eligibility", {"province": province, "procedure": procedure}, answers, **headers)


COMMON = send("openapi", {})[1]["components"]["schemas"]["Facts"]


def published(item: str) -> dict[str, Any]:
    """A procedure's schema, as the service gives it."""
    province, _, procedure = item.partition("/")
    _, details = send("rulebook", {"province": province})
    (found,) = (each["facts"] for each in details["procedures"] if each["id"] == procedure)
    schema: dict[str, Any] = found
    return schema


PUBLISHED = {item: published(item) for item in ITEMS}
in_common = Draft202012Validator(COMMON).is_valid
TAKES = {item: Draft202012Validator(schema).is_valid for item, schema in PUBLISHED.items()}

WORDS = st.sampled_from(
    [
        *("none", "none\n", "first", "ｆｉｒｓｔ", "bachelor", " bachelor", "id_changed", "", "甲"),
        *("2026-05-27", "２０２６－０５－２７", " 2026-05-27　", "2027-02-29", "2028-02-29", "2026-02-30"),
        *("0000-01-01", "2026-05-27T16:30", "2027-02-29T16:30", "2026-05-27T24:00", "2026-05-27T23:59\n"),
    ]
)
NUMBERS = st.sampled_from([0, 1, 2, 2023, 2024, 2026.0, 2026.5, 2099, 2100, -1, 2**53 - 1, 1.5e300])
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS)
STRANGE: st.SearchStrategy[Any] = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=2), st.just({}), st.just({"a": 1})
)


def near(ask: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Answers that a question takes, mostly."""
    options = [each["const"] for each in ask.get("oneOf", ()) if "const" in each]
    items = [each["const"] for each in ask.get("items", {}).get("oneOf", ())]
    if items:
        return st.one_of(st.lists(st.sampled_from(items), max_size=3), st.sampled_from(options))
    if ask["x-type"] in ("date", "datetime"):
        day = st.dates().map(lambda day: f"{1940 + day.year % 170}{day.isoformat()[4:]}")
        moment = day if ask["x-type"] == "date" else day.map(lambda text: text + "T16:30")
        return st.one_of(moment, WORDS, *map(st.just, options))
    return st.sampled_from(options) if options else st.one_of(st.none(), NUMBERS)


def answers_to(item: str) -> st.SearchStrategy[dict[str, Any]]:
    asks: dict[str, Any] = PUBLISHED[item]["properties"]
    fine = st.fixed_dictionaries({}, optional={name: near(ask) for name, ask in asks.items()})
    names = st.sampled_from([*asks, "today", "nothing", "__proto__", "Ａ"])
    return st.builds(dict.__or__, fine, st.dictionaries(names, STRANGE, max_size=2))


@pytest.mark.parametrize("item", ITEMS)
def test_what_the_schemas_refuse_the_server_refuses_and_nothing_else(item: str) -> None:
    seen = {200: 0, 422: 0}
    sentences = {each.say for each in SERVICES.library().compiled("procedure", item).impossible}

    @settings(max_examples=150, deadline=None)
    @given(answers_to(item), st.sampled_from(["zh-CN", "zh-TW"]))
    def look(answers: dict[str, Any], language: str) -> None:
        status, said = ask(item, answers, **{"accept-language": language})
        seen[status] += 1
        if not in_common(answers):
            assert status == 422
        one_by_one = all(
            TAKES[item]({name: value}) or TAKES[item](normalise({name: value}))
            for name, value in answers.items()
        )
        if not one_by_one:
            assert status == 422
        elif status == 422 and language == "zh-CN":
            assert {each["detail"] for each in said["errors"]} <= sentences

    look()
    assert min(seen.values()) > 10


@pytest.mark.parametrize("body", [[], "text", 1, None])
def test_what_is_no_set_of_answers_is_refused(body: object) -> None:
    assert not in_common(body)
    route = BY_NAME["eligibility"]
    where = {"province": "anhui", "procedure": "graduation"}
    sent = Request(where, {}, {"content-type": "application/json"}, json.dumps(body).encode())
    assert respond(route, sent, SERVICES, Origins()).status == 400


def test_more_answers_than_any_form_has_are_refused_by_both() -> None:
    many = {f"name{number}": True for number in range(101)}
    assert not in_common(many)
    assert in_common(dict(list(many.items())[:100]))
    assert ask(ITEMS[0], many)[0] == 422


def test_a_caller_who_is_not_sure_is_led_on_to_the_end() -> None:
    answers: dict[str, Any] = {}
    asked = []
    while question := ask("anhui/prior-degree", answers)[1]["next_question"]:
        asked.append(question["fact"])
        answers[question["fact"]] = None
        assert TAKES["anhui/prior-degree"](answers)
    assert len(asked) == len(set(asked)) >= 2
