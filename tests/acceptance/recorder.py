"""Runs a command where every packet that it sends is written down, and none leaves the machine.

Meant for a fresh network namespace, which has a loopback alone: all addresses are routed to that, so that a
look-up of a name and a connection to anywhere are packets, and the kernel shows this program each of them.

    unshare --user --map-root-user --net python recorder.py PACKETS.jsonl COMMAND...
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

IPV4, IPV6 = 0x0800, 0x86DD
UDP, PORTS_OF = 17, (6, 17)
OUTGOING = 4
END_PORT = 9
"""Where the last packet goes, which says that all before it were seen."""


def open_loopback() -> None:
    """Brings the loopback up and makes it the way to everywhere."""
    set_flags, add_route, up_and_running, route_up = 0x8914, 0x890B, 0x41, 1
    name = ctypes.create_string_buffer(b"lo")
    anywhere = struct.pack("H14x", socket.AF_INET)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, set_flags, struct.pack("16sH14x", b"lo", up_and_running))
        route = struct.pack(
            "L16s16s16sHhLPhPLLH",
            *(0, anywhere, anywhere, anywhere, route_up, 0, 0, 0, 0, ctypes.addressof(name), 0, 0, 0),
        )
        fcntl.ioctl(control, add_route, route)
    with suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as control:
        nowhere, index = bytes(16), socket.if_nametoindex("lo")
        route = struct.pack("16s16s16sIHHILIi", nowhere, nowhere, nowhere, 0, 0, 0, 1, 0, route_up, index)
        fcntl.ioctl(control, add_route, route)


def asked(message: bytes) -> str:
    """The name that a DNS query asks for."""
    labels, at = [], 12
    while at < len(message) and (length := message[at]):
        labels.append(message[at + 1 : at + 1 + length].decode("ascii", "replace"))
        at += 1 + length
    return ".".join(labels)


def told(kind: int, packet: bytes) -> dict[str, object] | None:
    """Where a packet goes; None for what is neither IPv4 nor IPv6."""
    if kind == IPV4:
        protocol, target, body = packet[9], packet[16:20], packet[(packet[0] & 15) * 4 :]
    elif kind == IPV6:
        protocol, target, body = packet[6], packet[24:40], packet[40:]
    else:
        return None
    entry: dict[str, object] = {"to": str(ip_address(target)), "protocol": protocol}
    if protocol in PORTS_OF:
        entry["port"] = int.from_bytes(body[2:4], "big")
        if (protocol, entry["port"]) == (UDP, 53):
            entry["asks"] = asked(body[8:])
    return entry


def main(out: Path, command: list[str]) -> int:
    """Exit code of the command; `out` gets a packet a line."""
    open_loopback()
    everything = socket.htons(3)
    seen: list[dict[str, object]] = []
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, everything) as ear:

        def listen() -> None:
            while True:
                packet, (_, kind, direction, *_) = ear.recvfrom(1 << 16)
                entry = told(kind, packet) if direction == OUTGOING else None
                if entry and (entry["to"], entry.get("port")) == ("127.0.0.1", END_PORT):
                    return
                if entry:
                    seen.append(entry)

        listener = threading.Thread(target=listen)
        listener.start()
        code = subprocess.run(command, check=False).returncode
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", END_PORT))
        listener.join()
    out.write_text("".join(json.dumps(entry) + "\n" for entry in seen), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
