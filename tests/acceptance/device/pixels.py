"""Pictures decoded and shown in each browser of this machine, against Python's digests, as a table.

``python -m tests.acceptance.device.pixels`` takes the JPEGs and PNGs of the vectors, the damaged ones too.
Names of browsers (`webkit`) leave out the others.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections import Counter
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, Final

from tests.acceptance.device.served import Chain, serving, told
from tests.acceptance.engines.table import browsers, chosen
from tests.vectors import store
from zikao.formats.signatures import identify

CHAIN: Final = Chain("photo", "pixels-chain.js", False, dict, ("pixels.wasm", "lcms.wasm"), anywhere=True)
SECONDS: Final = 900
KINDS: Final = ("decoded", "shown")
HEADS: Final = ("browser", *(f"{kind}: {what}" for kind in KINDS for what in ("equal", "left", "other")))
"""Left: to the server."""


def pictures() -> dict[str, tuple[bytes, str | None]]:
    """Files with the digest that Python made of them, by how they are looked at and a number."""
    files = {label: each.data for label, each in store.unpack(store.read("photo/files")).items()}
    damaged, shown = store.read("photo/damaged"), store.read("photo/picture")
    whole = base64.b64decode(damaged["whole"])
    decoded = [(files[label], digest) for label, digest in store.read("photo/decode")["of"].items()]
    for label, digest in damaged["of"].items():
        at, byte = map(int, label.split())
        decoded.append((whole[:at] + bytes([byte]) + whole[at + 1 :], digest))
    files |= {label: base64.b64decode(text) for label, text in shown["own"].items()}
    found = {"decoded": decoded, "shown": [(files[label], digest) for label, digest in shown["of"].items()]}
    return {
        f"{kind}-{nth}": each
        for kind in KINDS
        for nth, each in enumerate(found[kind])
        if identify(each[0]) in (("jpeg",) if kind == "decoded" else ("jpeg", "png"))
    }


def counted(said: Mapping[str, Any], wanted: Mapping[str, tuple[bytes, str | None]]) -> list[str]:
    """The cells of one browser, after its name."""
    if "of" not in said:
        return [str(said.get("lacks") or said.get("fault"))]
    ends: Counter[tuple[str, str]] = Counter()
    for name, (_, digest) in wanted.items():
        found = said["of"][name]
        end = "left" if found.get("left") else "equal" if found["digest"] == digest else "other"
        ends[name.partition("-")[0], end] += 1
    return [str(ends[kind, end]) for kind in KINDS for end in ("equal", "left", "other")]


def main(named: Container[str] = ()) -> None:
    """Print the table."""
    wanted = pictures()
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder, served = Path(name) / "browsers", Path(name) / "served"
        folder.mkdir()
        served.mkdir()
        with serving(served, {name: data for name, (data, _) in wanted.items()}, CHAIN) as (address, _):
            for start in browsers(folder, named):
                with start as driver:
                    cells = counted(told(driver, address, SECONDS), wanted)
                    print(f"| {driver.name} {driver.version} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(chosen(sys.argv))
