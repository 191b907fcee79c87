"""The tutorial for clerks, word by word: from nothing to a served site whose checks work."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

from PIL import Image

from tests import clerks
from zikao.api.http import CONSENT_GIVEN, CONSENT_HEADER

from .newcomer import ZIKAO, served

PAGE = (clerks.FOLDER / clerks.TUTORIAL).read_text("utf-8")
SERVE = "zikao serve"


def asked(address: str, data: bytes, kind: str) -> Any:
    request = urllib.request.Request(address, data, {"Content-Type": kind, CONSENT_HEADER: CONSENT_GIVEN})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_from_nothing_to_a_served_site(tmp_path: Path) -> None:
    [answers] = re.findall(r"`(\{\"level\".*?\})`", PAGE)
    (tmp_path / "answers.json").write_text(answers, "utf-8")
    here = tmp_path
    told: dict[str, tuple[int, str]] = {}
    *typed, last = clerks.commands(clerks.TUTORIAL)
    assert last == SERVE
    for line in typed:
        words = shlex.split(line)
        if words[0] == "cd":
            here = here / words[1]
            continue
        if words[:2] == ["zikao", "lint"]:
            # What the reader wrote meanwhile, in place of what was to be filled in.
            clerks.write(here / "office", clerks.TUTORIAL)
        done = subprocess.run([*ZIKAO, *words[1:]], cwd=here, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        told[words[1]] = done.returncode, done.stdout + done.stderr
    ended = {name: code for name, (code, _) in told.items()}
    assert ended == {"new-site": 0, "new-province": 0, "lint": 0, "check": 1, "build": 0}, told
    assert "申请本科毕业，还缺专科或以上的学历。" in told["check"][1]

    with served(here, "--no-build", "--no-models") as address:
        with urllib.request.urlopen(f"{address}shili/graduation/") as page:
            text = page.read().decode()
        assert "毕业申请" in text
        assert "示例省自考办事指南" in text
        report = asked(f"{address}v1/eligibility/shili/graduation", answers.encode(), "application/json")
        assert report["verdict"] == "attention"
        portrait = io.BytesIO()
        Image.new("RGB", (300, 400), "white").save(portrait, "JPEG")
        report = asked(f"{address}v1/photo/shili/graduation", portrait.getvalue(), "image/jpeg")
        assert report["verdict"] == "fail"
        assert any(
            each["outcome"] == "no" and "480" in (each["required"] or "") for each in report["findings"]
        )
