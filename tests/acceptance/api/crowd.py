"""Many clients at once, each with data of its own, each looking whether the answer is about that data."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from .harness import ELIGIBILITY, PHOTO, png

SCRIPTS = [("zh-CN", "审核"), ("zh-TW", "審核")] if find_spec("opencc") else [("zh-CN", "审核")]
"""What a client may ask for, and a word that its answer then holds."""


@dataclass
class Tally:
    """What all clients together have seen."""

    asked: int = 0
    wrong: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, asked: int, wrong: int) -> None:
        """Adds one client's count."""
        with self.lock:
            self.asked += asked
            self.wrong += wrong


def ask_together(port: int, *, threads: int = 16, requests: int = 10_000) -> Tally:
    """Sends requests from as many threads, each over one kept connection, answers and portraits in turn.

    Every request has a number of its own, and each client asks for one script after the other. An answer that
    is not 200, that names another number or that comes in the other script, is wrong.
    """
    tally = Tally()
    start = threading.Barrier(threads)
    each = requests // threads

    def client(thread: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        start.wait()
        wrong = 0
        for number in range(thread * each, (thread + 1) * each):
            ask = _ask_photo if number % 2 else _ask_eligibility
            wrong += not ask(connection, number)
        connection.close()
        tally.add(each, wrong)

    crowd = [threading.Thread(target=client, args=(thread,)) for thread in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return tally


def _ask_eligibility(connection: http.client.HTTPConnection, number: int) -> bool:
    facts = {"number": f"N{number:012d}", "passed": number}
    headers = {"Content-Type": "application/json"}
    return _answered(
        connection,
        number,
        (ELIGIBILITY, json.dumps(facts).encode(), headers),
        lambda report: _marks(report["findings"][0]["sentence"]) == [f"N{number:012d}", str(number)],
    )


def _ask_photo(connection: http.client.HTTPConnection, number: int) -> bool:
    width, height = 1 + number % 97, 1 + number // 97
    picture = png(width, height)
    headers = {"Content-Type": "image/png", "X-Zikao-Consent": "yes", "X-Zikao-Name": f"{number}.png"}
    return _answered(
        connection,
        number,
        (PHOTO, picture, headers),
        lambda report: (
            report["target"]["file"] == f"{number}.png"
            and _marks(report["findings"][0]["measured"]) == [str(width), str(height), str(len(picture))]
        ),
    )


def _answered(
    connection: http.client.HTTPConnection,
    number: int,
    request: tuple[str, bytes, dict[str, str]],
    right: Callable[[dict[str, Any]], bool],
) -> bool:
    path, body, headers = request
    language, word = SCRIPTS[number // 2 % len(SCRIPTS)]
    connection.request("POST", path, body, {**headers, "Accept-Language": language})
    response = connection.getresponse()
    data = response.read()
    if response.status != 200 or response.headers["Content-Language"] != language:
        return False
    report = json.loads(data)
    return word in report["notice"] and right(report)


def _marks(text: str) -> list[str]:
    """What stands in angle brackets, without the comma of thousands."""
    return [mark.replace(",", "") for mark in re.findall("<([^>]*)>", text)]
