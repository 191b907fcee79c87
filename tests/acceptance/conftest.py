"""What the API's tests and the widgets' both need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .api.storage import MISSING, Storage, program, storing


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """SeaweedFS for the module."""
    weed = program()
    if weed is None:
        pytest.skip(MISSING)
    with storing(weed, tmp_path_factory.mktemp("storage")) as made:
        yield made
