"""The functions under the real Lambda runtime client, against a small Runtime API on this machine."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .harness import CANARY, pixel_flood, png
from .original import original
from .runtime_api import NUMBER, answered, assert_clean, event, function

if TYPE_CHECKING:
    from PIL import Image

pytest.importorskip("awslambdaric")


def archive() -> bytes:
    """A ZIP of two files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("1.png", "2.png"):
            made.writestr(name, png(30, 40))
    return out.getvalue()


def test_eligibility(root: Path, tmp_path: Path) -> None:
    resource = "/v1/eligibility/{province}/{procedure}"
    target = {"province": "echo", "procedure": "numbers"}
    headers = {"Content-Type": "application/json"}
    facts = json.dumps({"number": CANARY, "passed": 12}).encode()
    with function("eligibility", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, facts, binary=False, **target)))
        assert report["findings"][0]["sentence"] == f"<{CANARY}> <12>"
        bad = api.invoke(
            event(resource, headers, f'{{"number": NaN, "{CANARY}'.encode(), binary=False, **target)
        )
    assert bad["statusCode"] == 400
    assert bad["headers"]["Content-Type"] == "application/problem+json"
    assert CANARY not in bad["body"]
    assert_clean(log)


@pytest.mark.parametrize("installed", [True, False])
def test_a_small_function_says_in_which_script_it_answers(
    root: Path, tmp_path: Path, installed: bool
) -> None:
    """OpenCC has 7 MB, which a function may have to do without."""
    if installed:
        pytest.importorskip("opencc", reason="OpenCC is not installed")
    else:
        (tmp_path / "hooks").mkdir()
        (tmp_path / "hooks" / "opencc.py").write_text("raise ImportError", encoding="utf-8")
    resource = "/v1/eligibility/{province}/{procedure}"
    target = {"province": "echo", "procedure": "numbers"}
    headers = {"Content-Type": "application/json", "Accept-Language": "zh-HK, zh-CN;q=0.5"}
    with function("eligibility", root, tmp_path) as (api, log):
        for facts in (b'{"passed": 12}', b"{"):
            reply = api.invoke(event(resource, headers, facts, binary=False, **target))
            assert reply["headers"]["Content-Language"] == ("zh-TW" if installed else "zh-CN")
            assert reply["headers"]["Vary"] == "Accept-Language, Origin"
            word = "審核" if installed else "审核"
            assert reply["statusCode"] == 400 or word in json.loads(reply["body"])["notice"]
    assert_clean(log)


def test_photo(root: Path, tmp_path: Path) -> None:
    resource = "/v1/photo/{province}/{spec}"
    target = {"province": "echo", "spec": "portrait"}
    headers = {"content-type": "image/png", "x-zikao-consent": "yes", "x-zikao-name": f"{CANARY}.png"}
    with function("photo", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, png(30, 40), binary=True, **target)))
        assert report["target"]["file"] == f"{CANARY}.png"
        assert report["findings"][0]["measured"].startswith("<30> <40>")
        without = {"content-type": "image/png"}
        refused = api.invoke(event(resource, without, CANARY.encode(), binary=True, **target))
    assert refused["statusCode"] == 403
    assert_clean(log)


def test_fit(
    root: Path, tmp_path: Path, studio_picture: Callable[[str], Image.Image], networks: None
) -> None:
    """A portrait of real size, against a real spec: fitted, refused by a city, and too many pixels."""
    resource = "/v1/photo/{province}/{spec}/fit"
    target = {"province": "anhui", "spec": "graduation"}
    headers = {"content-type": "image/jpeg", "x-zikao-consent": "yes", "x-zikao-name": f"{CANARY}.jpeg"}
    data = original(studio_picture("005"), CANARY)
    with function("photo", root, tmp_path, root / "provinces") as (api, log):
        invoked = api.invoke(event(resource, headers, data, binary=True, **target))
        assert len(json.dumps(invoked)) < 6_000_000
        found = answered(invoked)
        made = base64.b64decode(found["file"]["base64"], validate=True)
        assert (found["file"]["name"], found["file"]["size"]) == (f"{CANARY}.jpg", len(made))
        assert found["file"]["sha256"] == hashlib.sha256(made).hexdigest()
        assert 20_480 <= len(made) <= 40_000
        assert CANARY.encode() not in made
        named = {**headers, "x-zikao-name": f"{CANARY}.jpg"}
        again = answered(api.invoke(event(resource[:-4], named, made, binary=True, **target)))
        assert not [each["id"] for each in again["findings"] if each["outcome"] == "no"]
        assert found["report"]["findings"] == again["findings"]

        white = answered(api.invoke(event(resource, headers, data, binary=True, city="luan", **target)))
        assert white["file"] is None
        assert any("白色" in each["what"] for each in white["refused"])

        flood = answered(api.invoke(event(resource, headers, pixel_flood(), binary=True, **target)))
        assert flood["file"] is None
        assert "百万像素" in flood["refused"][0]["what"]
    assert_clean(log)


def test_package(root: Path, tmp_path: Path) -> None:
    resource = "/v1/package/{province}/{spec}"
    target = {"province": "echo", "spec": "evidence"}
    headers = {
        "content-type": "application/zip",
        "x-zikao-consent": "yes",
        "x-zikao-name": f"{CANARY}.zip",
        "x-zikao-ticket-number": NUMBER,
        "x-zikao-courses": CANARY,
    }
    with function("package", root, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, headers, archive(), binary=True, **target)))
        assert report["findings"][0]["measured"] == "<2>"
        assert NUMBER not in json.dumps(report)
        bad = {**headers, "x-zikao-ticket-number": f"{NUMBER}/{CANARY}"}
        refused = api.invoke(event(resource, bad, archive(), binary=True, **target))
        assert refused["statusCode"] == 400
        assert NUMBER not in refused["body"]
        broken = answered(api.invoke(event(resource, headers, CANARY.encode() * 9, binary=True, **target)))
        assert broken["verdict"] == "unknown"
    assert_clean(log)
