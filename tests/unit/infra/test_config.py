"""What the functions' configuration promises the gateway before them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.zips.functions import FUNCTIONS
from zikao.api.handlers import PAGE_SECONDS
from zikao.package.limits import DEFAULT
from zikao.serve.s3 import CONNECT_SECONDS, READ_SECONDS

ROOT = Path(__file__).resolve().parents[3]
GATEWAY_SECONDS = 29
"""After it the gateway answers for the function, in no form that a caller can read."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_ends_before_its_gateway_gives_up(name: str) -> None:
    config = json.loads((ROOT / "functions" / name / ".chalice" / "config.json").read_text("utf-8"))
    assert config["lambda_timeout"] < GATEWAY_SECONDS
    assert config["api_gateway_endpoint_type"] == "REGIONAL"  # the only one that every partition has


def test_an_upload_and_its_pages_end_before_the_function_does() -> None:
    config = json.loads((ROOT / "functions" / "package" / ".chalice" / "config.json").read_text("utf-8"))
    longest = CONNECT_SECONDS + READ_SECONDS + DEFAULT.seconds + PAGE_SECONDS
    assert longest < config["lambda_timeout"]
