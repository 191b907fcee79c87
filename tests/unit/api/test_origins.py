"""The allow-list of other sites."""

from __future__ import annotations

import pytest

from zikao.api.origins import Origins, OriginsError


def test_several_origins_are_read() -> None:
    origins = Origins.parse(" https://a.example.cn , HTTPS://B.example.cn:8443,,http://127.0.0.1:8000 ")
    assert origins.allowed == {"https://a.example.cn", "https://b.example.cn:8443", "http://127.0.0.1:8000"}


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "null",
        "a.example.cn",
        "https://a.example.cn/",
        "https://*.example.cn",
        "ftp://a.cn",
        "https://a.cn b",
    ],
)
def test_what_is_no_origin_is_told_by_its_place(text: str) -> None:
    with pytest.raises(OriginsError) as caught:
        Origins.parse(f"https://good.example.cn,{text}")
    assert "第 2 项" in caught.value.sentence


def test_only_an_origin_on_the_list_is_granted() -> None:
    origins = Origins.parse("https://a.example.cn,https://b.example.cn")
    for origin in ("https://a.example.cn", "https://b.example.cn"):
        granted = origins.headers({"origin": origin})
        assert granted.pop("Access-Control-Allow-Origin") == origin
        assert granted == {"Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After"}
    for origin in ("https://a.example.cn.evil.cn", "http://a.example.cn", "null", "*", ""):
        assert origins.headers({"origin": origin}) == {}
    assert origins.headers({}) == {}


def test_preflight_grants_the_headers_of_a_file() -> None:
    granted = Origins.parse("https://a.example.cn").preflight({"origin": "https://a.example.cn"}, ("POST",))
    assert granted["Access-Control-Allow-Headers"] == ", ".join(
        [
            *("Content-Type", "Prefer", "X-Zikao-Consent", "X-Zikao-Name", "X-Zikao-Upload"),
            *("X-Zikao-Taken", "X-Zikao-Selfie", "X-Zikao-Ticket-Number", "X-Zikao-Person"),
            "X-Zikao-Courses",
        ]
    )
    assert granted["Access-Control-Allow-Methods"] == "POST"
    assert Origins().preflight({"origin": "https://a.example.cn"}, ("POST",)) == {}


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZIKAO_ORIGINS", raising=False)
    assert Origins.from_environment() == Origins()
    monkeypatch.setenv("ZIKAO_ORIGINS", "https://a.example.cn")
    assert Origins.from_environment().allowed == {"https://a.example.cn"}
