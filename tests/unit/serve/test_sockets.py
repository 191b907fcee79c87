"""The option of the kernel that closes connections whose other end reads nothing."""

from __future__ import annotations

import socket

import pytest

from zikao.serve.sockets import cut_who_reads_nothing

OPTION = getattr(socket, "TCP_USER_TIMEOUT", None)


@pytest.mark.skipif(OPTION is None, reason="this system has no TCP_USER_TIMEOUT")
def test_accepted_connections_inherit_it() -> None:
    assert OPTION is not None
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as idle:
        cut_who_reads_nothing(7)
        with (
            socket.create_connection(listening.getsockname()) as client,
            listening.accept()[0] as accepted,
        ):
            assert accepted.getsockopt(socket.IPPROTO_TCP, OPTION) == 7000
            assert client.getsockopt(socket.IPPROTO_TCP, OPTION) == 0
        assert idle.getsockopt(socket.IPPROTO_TCP, OPTION) == 0


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "TCP_USER_TIMEOUT", raising=False)
    cut_who_reads_nothing(7)
