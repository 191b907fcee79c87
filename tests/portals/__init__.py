"""Two portals that are not ours, each with its own look, policy and old style sheet, and what serves them.

`tables` is in the manner of content systems of twenty years ago: quirks mode, GB 2312, tables, rules
for bare tags, elements that its script puts into the page late, under a strict policy with trusted
types. `classic` takes no module scripts: its elements stand in frames. `python -m tests.portals PORT`
serves both and the site that was built.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.answering import answering

HERE = Path(__file__).parent
NAMES = ("tables", "classic")
GUIDE = "https://GUIDE.EXAMPLE"
"""What the pages write for the guide's address."""
TYPES = {
    ".html": "text/html",  # its charset stands in the page
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass
class Portal:
    """A portal while it is served; what is changed holds from the next page on."""

    name: str
    address: str
    """Its origin, which is another site than one at 127.0.0.1."""
    guide: str = ""
    """Address of the guide, without a slash at its end."""
    policy: str = ""
    """Content security policy, with GUIDE in it."""
    told: dict[str, str] = field(default_factory=dict)
    """What else to replace in its page."""
    headers: dict[str, str] = field(default_factory=dict)
    """Which else its answers carry."""

    def page(self, path: str) -> tuple[bytes, str] | None:
        """A file as it is sent, and its type."""
        found = HERE / self.name / (path or "index.html")
        kind = TYPES.get(found.suffix)
        if kind is None or found.parent.name != self.name or not found.is_file():
            return None
        if found.suffix != ".html":
            return found.read_bytes(), kind
        text = found.read_text(encoding="utf-8")
        for old, new in self.told.items():
            assert old in text, old
            text = text.replace(old, new)
        return text.replace(GUIDE, self.guide).encode("gbk"), kind  # what browsers take gb2312 for


def policy_of(name: str) -> str:
    """The content security policy of a portal, with GUIDE in it."""
    return (HERE / name / "policy.txt").read_text(encoding="utf-8").strip()


@contextmanager
def serving(name: str, port: int = 0) -> Iterator[Portal]:
    """A portal; its guide is still to be told.

    Args:
        name: one of NAMES.
        port: 0 for any that is free.
    """

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            found = portal.page(self.path.split("?")[0].lstrip("/"))
            if found is None:
                self.send_error(404)
                return
            body, kind = found
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", portal.policy.replace(GUIDE, portal.guide))
            for name, value in portal.headers.items():
                self.send_header(name, value)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler, port) as found:
        portal = Portal(name, f"http://localhost:{found}", policy=policy_of(name))
        yield portal
