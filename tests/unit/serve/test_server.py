"""What can go wrong before the server runs."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from zikao.api.origins import OriginsError
from zikao.rulebook.faults import RulebookFaults
from zikao.serve.server import AddressTakenError, serve
from zikao.serve.site import SiteMissingError

PROVINCE = """\
id: echo
name: 回声省
code: "99"
authority: 回声省教育考试院
version: 1.0.0
reviewed_on: 2026-05-01
"""


@pytest.fixture
def rulebooks(tmp_path: Path) -> Path:
    """A province without anything in it: enough to start with."""
    folder = tmp_path / "provinces"
    (folder / "echo").mkdir(parents=True)
    (folder / "echo" / "province.yaml").write_text(PROVINCE, encoding="utf-8")
    return folder


def test_a_taken_port_is_told_with_the_mend(rulebooks: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(AddressTakenError) as caught:
            serve(port=port, provinces=rulebooks)
    assert caught.value.sentence == f"端口 {port} 已被别的程序占用，请关掉那个程序，或用 --port 换一个端口。"


def test_a_port_that_shares_itself_is_taken_all_the_same(rulebooks: Path) -> None:
    """granian's sockets are of this kind: two servers would answer in turn."""
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other, pytest.raises(AddressTakenError):
        serve(port=other.getsockname()[1], provinces=rulebooks)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_a_foreign_address_is_told(rulebooks: Path, host: str) -> None:
    with pytest.raises(AddressTakenError) as caught:
        serve(host=host, port=8000, provinces=rulebooks)
    assert "--host" in caught.value.sentence


def test_a_missing_site_is_told(rulebooks: Path) -> None:
    with pytest.raises(SiteMissingError):
        serve(site_dir=rulebooks, provinces=rulebooks)


def test_a_faulty_list_of_origins_is_told(rulebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIKAO_ORIGINS", "portal.example.cn")
    with pytest.raises(OriginsError):
        serve(provinces=rulebooks)


def test_faulty_rulebooks_are_told(rulebooks: Path) -> None:
    (rulebooks / "echo" / "province.yaml").write_text("id: [")
    with pytest.raises(RulebookFaults):
        serve(provinces=rulebooks)
