"""Who asks: the address of a client, also from behind a proxy, as a key that tells nobody who it is."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Network = IPv4Network | IPv6Network
FORWARDED = "x-forwarded-for"
"""Added to by each proxy on the way, the nearest one last."""

_PREFIX = 64
"""Bits of an IPv6 address that one subscriber's devices share; the rest is theirs to choose."""


class Clients:
    """Tells clients apart. The keys are of this run: nothing can be looked up by them."""

    def __init__(self, proxies: Sequence[Network] = ()) -> None:
        """Take the proxies' addresses: theirs is the only word on who stands behind them."""
        self._proxies = tuple(proxies)
        self._secret = secrets.token_bytes(32)

    def trusts(self, peer: str) -> bool:
        """Whether the other end of the connection, `address:port`, is a proxy of ours."""
        address = _address(_host(peer))
        return address is not None and self._is_proxy(address)

    def key(self, peer: str, forwarded: str | None) -> bytes:
        """One key for each IPv4 address, and for each network of an IPv6 subscriber.

        Args:
            peer: the other end of the connection, as `address:port`.
            forwarded: value of `FORWARDED`; only a proxy of ours is believed it.
        """
        found = _address(_host(peer))
        hops = forwarded.split(",") if forwarded else []
        while found is not None and hops and self._is_proxy(found):
            found = _address(hops.pop().strip())
        return hashlib.blake2b(_named(found), key=self._secret, digest_size=12).digest()

    def _is_proxy(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._proxies)


def _host(peer: str) -> str:
    return peer.rpartition(":")[0].strip("[]")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """None where it is none: whoever forges one shares a key with all who do."""
    try:
        found = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _named(address: IPv4Address | IPv6Address | None) -> bytes:
    if address is None:
        return b""
    return address.packed[: _PREFIX // 8] if isinstance(address, IPv6Address) else address.packed
