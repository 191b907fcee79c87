"""The makers of portraits' files serve the readers of files too."""

from __future__ import annotations

from tests.unit.photo.conftest import jpeg, make  # noqa: F401  # fixtures
