"""What tests expect of single provinces, a folder each; a province without one is tested all the same.

A new province needs no line here. Whoever writes one may lay beside it, below tests/fixtures/provinces/ID/:

- `book.json`: its procedures, and the key of the site that is the authority's own (null: there is none);
- `queries.json`: what a reader of that province types into the search, and the page that comes first;
- `candidates.json`: made-up candidates, with what comes of each check.

A folder of a province that has no rulebook holds what its readers search for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures" / "provinces"


def of_each(name: str) -> dict[str, Any]:
    """The contents of one such file, by province, of those that have it."""
    return {
        path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob(f"*/{name}"))
    }
