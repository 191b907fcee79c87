"""What the API's tests and the widgets' both need."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .api.storage import MISSING, Storage, program, storing


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """SeaweedFS for the module."""
    weed = program()
    if weed is None:
        pytest.skip(MISSING)
    with storing(weed, tmp_path_factory.mktemp("storage")) as made:
        yield made


@pytest.fixture(scope="session")
def hosts(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What other people's pages load, bundled as for a site."""
    out = tmp_path_factory.mktemp("bundle")
    command = [root / "scripts" / "node", root / "widgets" / "build.mjs", out / "elements", out / "hosts"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / "hosts"
