"""The sample portraits beside the repository: real camera pictures saved as JPEG of quality 90."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_every_sample_portrait_is_measured_whole(
    shared: Callable[[str, str], Path], facts: Callable[..., dict[str, Any]]
) -> None:
    folder = shared("photos", "79 portraits as a camera's owner saved them")
    rows = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = sorted((folder / "portraits").glob("*.jpg"))
    assert len(files) == 79
    sizes = {Path(row["file"]).name: tuple(row["size"]) for row in rows}
    for file in files:
        data = file.read_bytes()
        found = facts(data, file.name)
        assert found["bytes"] == len(data)
        assert (found["width"], found["height"]) == sizes[file.name]
        assert (found["format"], found["extension_matches"]) == ("jpeg", True)
        assert (found["decodes"], found["truncated"], found["trailing_bytes"]) == (True, False, 0)
        assert (found["jpeg_quality"], found["jpeg_quality_exact"]) == (90, True)
        assert (found["color_mode"], found["bits_per_pixel"]) == ("rgb", 24)
