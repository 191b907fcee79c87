"""What the API's tests and the widgets' both need."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
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
def bundles(root: Path, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The widgets, bundled as for a site: `elements` for its own pages, `hosts` for other people's."""
    if not (root / "node_modules" / "esbuild").is_dir():
        pytest.skip("no esbuild: run scripts/npm ci")

    def bundle(out: Path) -> None:
        command = [root / "scripts" / "node", root / "widgets" / "build.mjs", out / "elements", out / "hosts"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return once("bundles", bundle)


@pytest.fixture(scope="session")
def hosts(bundles: Path) -> Path:
    """What other people's pages load."""
    return bundles / "hosts"
