"""What the handlers work with: the rulebooks, loaded on first use, the OpenAPI document, and the uploads.

The checks themselves are no service: a handler imports what it calls, in the moment in which it calls it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zikao.api.watch import Watch, unwatched

if TYPE_CHECKING:
    from zikao.api.later import Later
    from zikao.api.uploads import Uploads
    from zikao.rulebook.library import Library

TITLE = "自考自查"
"""What a site is called that says nothing else."""


@dataclass(frozen=True)
class Services:
    """Handed to every handler; tests hand in their own."""

    library: Callable[[], Library]
    openapi: Callable[[], str]
    """The OpenAPI document as JSON text: it is made from the registry, which knows the handlers."""
    uploads: Uploads | None = None
    """None: this server takes none. Only an edge knows a storage: `zikao.serve.s3`."""
    later: Later | None = None
    """None: every check is answered at once. Only an edge knows a queue: `zikao.serve.later`."""
    direct_bytes: int | None = None
    """Largest body that reaches this server; None: whatever a route takes."""
    page_seconds: float | None = None
    """CPU time for the pages of an archive; None: what fits before a gateway."""
    watch: Watch = unwatched
    """Counts the answers; only an edge knows where counts go: `zikao.serve.watch`."""
    prefix: str = ""
    """Path below which the outside sees the routes, such as `/zikao`."""
