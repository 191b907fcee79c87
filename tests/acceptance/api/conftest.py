"""One server for the module; at its end its log holds neither a traceback nor a byte of what was sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zikao.serve.brakes import Brakes

from . import harness


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Running]:
    """Site and functions on a port of this machine."""
    folder = tmp_path_factory.mktemp("server")
    site = harness.write_site(folder / "site")
    provinces = harness.write_province(folder / "provinces")
    with harness.running(
        folder,
        origins="https://portal.example.cn",
        watch=True,
        site_dir=site,
        provinces=provinces,
        threads=8,
        brakes=Brakes(packages=8),
    ) as running:
        yield running
        assert running.lives()
    assert "Traceback" not in running.written()
    assert harness.CANARY not in running.written()
    assert harness.written_files(folder) == []
