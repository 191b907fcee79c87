"""What each function carries, and how large it may become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zikao.weights import OF_FACES, OF_TEXT, Weights

Architecture = Literal["x86_64", "arm64"]

RUNTIME = "3.12"
"""Python of the functions, whichever Python builds them."""
PLATFORMS: dict[Architecture, str] = {"x86_64": "x86_64-manylinux_2_34", "arm64": "aarch64-manylinux_2_34"}
"""What the wheels must run on: Amazon Linux 2023 under python3.12 has glibc 2.34."""
SUFFIXES: dict[Architecture, str] = {"x86_64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
"""How the names of extension modules end."""


@dataclass(frozen=True)
class Function:
    """One function's package."""

    name: str
    architecture: Architecture
    most_bytes: int
    """Unzipped; AWS takes 262,144,000 with all layers."""
    weights: tuple[Weights, ...] = ()
    compiled: tuple[str, ...] = ()
    """Top-level modules whose bytecode saves more time at a cold start than its bytes cost."""
    carried: tuple[str, ...] = ()
    """Folders of the checkout that it holds as they are."""


_COMMON = ("chalice", "pydantic", "zikao", "typing_extensions.py", "typing_inspection", "annotated_types")

FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function(
            "eligibility",
            "arm64",
            30_000_000,
            compiled=(*_COMMON, "attr", "attrs", "jsonschema", "jsonschema_specifications", "referencing"),
        ),
        Function("photo", "x86_64", 200_000_000, OF_FACES, (*_COMMON, "PIL", "ai_edge_litert", "numpy")),
        Function("package", "x86_64", 220_000_000, OF_TEXT, (*_COMMON, "PIL", "numpy", "onnxruntime")),
    )
}

SITE = Function("site", "arm64", 60_000_000, compiled=(*_COMMON, "whitenoise"), carried=("site",))
"""Pages, for where no cdn serves them. It answers no route and wants the site built: it stands apart."""
