"""Who may ask how often, and what every answer says of it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from zikao.api.problems import ProblemError
from zikao.serve import quota
from zikao.serve.brakes import HSTS, Brakes, Toll
from zikao.serve.clients import Clients
from zikao.serve.quota import Policy, Quota

HERE = (ip_network("127.0.0.0/8"), ip_network("2001:db8:1::/48"))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def key(one: int, other: int) -> bytes:
    return one.to_bytes(4) + other.to_bytes(4)


def test_a_bucket_empties_is_told_and_fills_again() -> None:
    clock = Clock()
    bucket = Quota(Policy("files", 6), clock)
    told = [bucket.take(key(1, 2)) for _ in range(6)]
    assert told[0] == {"RateLimit-Policy": '"files";q=6;w=60', "RateLimit": '"files";r=5;t=10'}
    assert told[-1]["RateLimit"] == '"files";r=0;t=60'
    with pytest.raises(ProblemError) as caught:
        bucket.take(key(1, 2))
    assert caught.value.kind.slug == "too-many-requests"
    assert caught.value.headers == {
        "RateLimit-Policy": '"files";q=6;w=60',
        "RateLimit": '"files";r=0;t=60',
        "Retry-After": "10",
    }
    assert "请 10 秒后重发" in caught.value.sentence
    bucket.take(key(3, 4))
    clock.now += 9
    with pytest.raises(ProblemError) as caught:
        bucket.take(key(1, 2))
    assert caught.value.headers["Retry-After"] == "1", "refusals do not push the end away"
    clock.now += 1
    assert bucket.take(key(1, 2))["RateLimit"] == '"files";r=0;t=60'
    clock.now += 3600
    assert bucket.take(key(1, 2))["RateLimit"] == '"files";r=5;t=10', "no more than a full bucket"


def test_who_shares_one_place_with_another_is_told_apart_by_the_other_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quota, "PLACES", 8)
    bucket = Quota(Policy("files", 1), Clock())
    bucket.take(key(1, 2))
    bucket.take(key(1, 3))
    bucket.take(key(4, 2))
    for taken in (key(1, 2), key(1, 3), key(9, 11)):
        with pytest.raises(ProblemError):
            bucket.take(taken)


def test_clients_are_told_apart_by_address_and_ipv6_network() -> None:
    clients = Clients()

    def same(one: str, other: str) -> bool:
        return clients.key(one, None) == clients.key(other, None)

    assert same("192.0.2.1:1000", "192.0.2.1:2000")
    assert not same("192.0.2.1:1000", "192.0.2.2:1000")
    assert same("192.0.2.1:1000", "[::ffff:192.0.2.1]:1000")
    assert same("[2001:db8:2:3::1]:1000", "[2001:db8:2:3:ffff::9]:1000")
    assert not same("[2001:db8:2:3::1]:1000", "[2001:db8:2:4::1]:1000")
    assert b"192.0.2" not in clients.key("192.0.2.1:1", None)
    assert clients.key("192.0.2.1:1", None) != Clients().key("192.0.2.1:1", None), "a secret of its own"


def test_only_a_proxy_of_ours_is_believed_who_stands_behind_it() -> None:
    clients = Clients(HERE)
    visitor = clients.key("198.51.100.7:1", None)
    assert clients.key("127.0.0.1:1", "198.51.100.7") == visitor
    assert clients.key("127.0.0.1:1", "203.0.113.1, 198.51.100.7") == visitor, "what it was told is not"
    assert clients.key("127.0.0.1:1", "198.51.100.7, 127.0.0.9") == visitor, "a chain of ours"
    assert clients.key("[2001:db8:1::5]:1", "198.51.100.7") == visitor
    assert clients.key("198.51.100.7:1", "203.0.113.1") == visitor, "a stranger says so"
    assert clients.key("127.0.0.1:1", None) == clients.key("127.0.0.1:2", "")
    odd = clients.key("127.0.0.1:1", "unknown")
    assert odd == clients.key("127.0.0.1:1", "198.51.100.7, nonsense")
    assert odd != visitor


def test_files_count_twice_and_nobody_counts_where_nothing_is_limited() -> None:
    toll = Toll(Brakes(files_a_minute=1, requests_a_minute=3))
    assert toll.take("192.0.2.1:1", {}, file=False)["RateLimit"].startswith('"requests"')
    assert toll.take("192.0.2.1:1", {}, file=True)["RateLimit"].startswith('"files"')
    with pytest.raises(ProblemError) as caught:
        toll.take("192.0.2.1:1", {}, file=True)
    assert caught.value.headers["RateLimit-Policy"] == '"files";q=1;w=60'
    with pytest.raises(ProblemError) as caught:
        toll.take("192.0.2.1:1", {}, file=False)
    assert caught.value.headers["RateLimit-Policy"] == '"requests";q=3;w=60'
    assert Toll(Brakes()).take("192.0.2.1:1", {}, file=True) == {}


def test_hsts_is_told_where_a_proxy_of_ours_says_https() -> None:
    toll = Toll(Brakes(proxies=HERE, hsts=True))
    https = {"x-forwarded-proto": "https"}
    assert toll.told_to_all("127.0.0.1:1", https) == (HSTS,)
    assert toll.told_to_all("127.0.0.1:1", {"x-forwarded-proto": "http"}) == ()
    assert toll.told_to_all("127.0.0.1:1", {}) == ()
    assert toll.told_to_all("198.51.100.7:1", https) == ()
    assert Toll(Brakes(proxies=HERE)).told_to_all("127.0.0.1:1", https) == ()
