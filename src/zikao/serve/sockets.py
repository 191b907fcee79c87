"""What granian leaves to the kernel: to close a connection whose other end takes nothing in.

granian hands an answer over and waits for ever until it is gone, and holds no more than a certain number of
connections: as many clients that ask for a page and read nothing silence a server for good.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

_OPEN = Path("/proc/self/fd")


def cut_who_reads_nothing(seconds: int) -> None:
    """Have every connection that this process will accept closed, if for so long no byte could be sent on it.

    TCP_USER_TIMEOUT (RFC 5482) of the listening sockets, which accepted ones inherit. Where the system has
    none, as on macOS and Windows, nothing happens.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is None:
        return
    for each in _listening():
        with each:
            each.setsockopt(socket.IPPROTO_TCP, option, seconds * 1000)


def _listening() -> Iterator[socket.socket]:
    """The process's listening sockets: the server opens its own, deep inside, and hands none out."""
    for entry in _OPEN.iterdir() if _OPEN.is_dir() else ():
        try:
            found = socket.socket(fileno=os.dup(int(entry.name)))
        except OSError:  # no socket, or closed by now
            continue
        if found.family in (socket.AF_INET, socket.AF_INET6) and found.getsockopt(
            socket.SOL_SOCKET, socket.SO_ACCEPTCONN
        ):
            yield found
        else:
            found.close()
