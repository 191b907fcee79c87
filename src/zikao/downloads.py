"""A large file over HTTP: what was broken off goes on from where it stood, in this run or in the next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, build_opener

from zikao import __version__

try:
    import fcntl
except ImportError:  # Windows: two that write to one part spoil it, which its checksum tells
    LOCKS = False
else:
    LOCKS = True

TIMEOUT = 20
"""Seconds without a byte."""
_BLOCK = 1 << 16
_FUTILE = 2
"""So many tries in a row that bring nothing are enough."""


class NotServedError(Exception):
    """The server answers, but does not give the file: it wants a password, or has none of that name."""


class BrokenOffError(Exception):
    """The connection does not hold; what came of the file stays where it is."""


@dataclass(frozen=True)
class Part:
    """As much of a file as has come, with what is known of the whole beside it."""

    path: Path

    @property
    def held(self) -> int:
        """Bytes."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def _beside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def whole(self) -> tuple[int | None, str | None]:
        """The file's bytes, and what the server knows this state of it by; None where it did not say."""
        try:
            known = json.loads(self._beside.read_bytes())
            return known["bytes"], known["validator"]
        except (OSError, ValueError, LookupError, TypeError):
            return None, None

    def begin(self, total: int | None, validator: str | None) -> None:
        """Nothing has come yet of a file of which this is known."""
        # Emptied, not removed: the lock is the file's.
        self.path.write_bytes(b"")
        self._beside.write_text(json.dumps({"bytes": total, "validator": validator}), "utf-8")

    def discard(self) -> None:
        """Nothing is left of it."""
        self.path.unlink(missing_ok=True)
        self._beside.unlink(missing_ok=True)

    @contextmanager
    def claimed(self) -> Iterator[bool]:
        """Whether this process alone writes to it meanwhile; an empty one is not left behind."""
        with _lock(self.path) as ours:
            try:
                yield ours
            finally:
                if ours and not self.held:
                    self.discard()


@contextmanager
def _lock(path: Path) -> Iterator[bool]:
    if not LOCKS:
        yield True
        return
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def ask(address: str, headers: Mapping[str, str]) -> HTTPResponse:
    """The answer to a GET, redirects followed; to be closed.

    Raises:
        ValueError: the address is not one of HTTP.
        OSError, HTTPException: no answer, or one that says no.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise ValueError("not an address of HTTP")
    told = {"User-Agent": f"zikao/{__version__}", "Accept-Encoding": "identity", **headers}
    answer: HTTPResponse = build_opener().open(Request(address, headers=told), timeout=TIMEOUT)  # noqa: S310 - looked at above
    return answer


def download(
    address: str,
    part: Part,
    *,
    going_on: Callable[[int], None] = lambda _: None,
    arriving: Callable[[int, int | None], None] = lambda *_: None,
) -> None:
    """Take the file into `part`: only the rest of it where the server gives the rest, else the whole.

    Args:
        address: of the file.
        part: what is there of it.
        going_on: called with the bytes that are there whenever the server goes on from there.
        arriving: called with the bytes that are there and those of the whole, None where unknown.

    Raises:
        NotServedError: the server does not give the file.
        BrokenOffError: the connection does not hold.
    """
    futile = 0
    while True:
        before = part.held
        try:
            return _take_rest(address, part, going_on, arriving)
        except (OSError, HTTPException) as fault:
            if isinstance(fault, HTTPError) and not _may_pass(fault.code):
                raise NotServedError from fault
            futile = 0 if part.held > before else futile + 1
            if futile == _FUTILE:
                raise BrokenOffError from fault
        except ValueError as fault:
            raise NotServedError from fault


def _may_pass(status: int) -> bool:
    return status >= 500 or status in {408, 416, 429}


def _take_rest(
    address: str,
    part: Part,
    going_on: Callable[[int], None],
    arriving: Callable[[int, int | None], None],
) -> None:
    held = part.held
    total, validator = part.whole()
    if held and held == total:
        return
    headers = {}
    if held:
        headers["Range"] = f"bytes={held}-"
        if validator:
            headers["If-Range"] = validator
    try:
        answer = ask(address, headers)
    except HTTPError as fault:
        if fault.code == 416:
            part.begin(None, None)
        raise
    with answer:
        if answer.status == 206:
            first, told = _range(answer)
            if first != held or (total is not None and told != total):
                part.begin(None, None)
                raise HTTPException("another range, or of another file, than was asked for")
            total = told
            going_on(held)
        else:
            length = answer.headers.get("Content-Length", "")
            held, total = 0, int(length) if length.isdecimal() else None
            part.begin(total, _validator(answer))
        with part.path.open("ab") as file:
            while block := answer.read(_BLOCK):
                file.write(block)
                held += len(block)
                arriving(held, total)
    if total is not None and held < total:
        raise ConnectionError("ended before its end")


def _range(answer: HTTPResponse) -> tuple[int | None, int | None]:
    """The first byte that comes, and the bytes of the whole."""
    told = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
    return (int(told[1]), int(told[2])) if told else (None, None)


def _validator(answer: HTTPResponse) -> str | None:
    """What If-Range may be asked with (RFC 9110, 13.1.5): a strong tag of the state, else its date."""
    tag = str(answer.headers.get("ETag", ""))
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified")
