"""The whole deploy against ministack: planned, made, looked at, planned again, changed and taken back."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from infra.deploy.settings import Settings
from infra.emulator import ACCOUNT, deploy_twice, running
from infra.stack.apps import package
from infra.stack.assemble import templates
from infra.zips.__main__ import ALL, build
from infra.zips.gather import TOP, GatherError, build_wheel, find_python
from infra.zips.rulebooks import rulebooks_of
from zikao.api.routes import Group

PROGRAM = Path(os.environ.get("ZIKAO_MINISTACK") or TOP / ".venv" / "ministack" / "bin" / "ministack")
CERTIFICATE = f"arn:aws-cn:acm:cn-north-1:{ACCOUNT}:certificate/1"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The function of the answers for this processor; the others are made, but not called."""
    if not PROGRAM.is_file():
        pytest.skip("ministack is not installed: make emulate installs it into a venv of its own")
    try:
        python = find_python()
    except GatherError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("packages")
    wheel = build_wheel(folder / "wheel")
    build(ALL["eligibility"], wheel, "x86_64", python, folder, rulebooks_of(TOP))
    for name in ("photo", "package", "site"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("app.py", "def handler(event, context):\n    return {'statusCode': 404}\n")
        (folder / f"{name}.zip").write_bytes(made.getvalue())
    return folder


SETTINGS = (
    Settings("ap-east-1", email="ops@example.cn", origins=("https://portal.example.cn",)),
    Settings("cn-north-1", edge="gateway", host="zikao.example.cn", certificate=CERTIFICATE),
)


@pytest.mark.timeout(900)
def test_deployed_looked_at_changed_and_taken_back(packages: Path, tmp_path: Path) -> None:
    trees = templates([package(name) for name in get_args(Group)])
    for settings in SETTINGS:
        folder = tmp_path / settings.edge
        site = folder / "site"
        site.mkdir(parents=True)
        (site / "index.html").write_text("<html>", "utf-8")
        log: list[str] = []
        with running(PROGRAM, folder) as address:
            seen = deploy_twice(address, settings, trees, packages, site, log.append)
        assert [count for _, count in seen["again"]] == [0] * len(seen["again"]), log
        assert seen["health"][0] == 200, log
        assert seen["refused"][0] == 422, log
        assert (seen["changed"], seen["back"]) == (True, True)
        assert seen["headers"][1] == "no-cache"
        assert seen.get("around", 403) == 403  # the gateway does not know who comes without the cdn's key
