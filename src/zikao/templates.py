"""Templates as every part fills them: a name that is not given is an error, never a gap."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined


def of_pages(package: str, *, kept: BytecodeCache | None = None) -> Environment:
    """Templates of HTML in a package's folder `templates`: all is escaped, and tags leave no lines behind.

    Args:
        package: a dotted name.
        kept: where compiled ones wait for the next time.
    """
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=kept,
    )


def of_files(package: str, folder: str) -> Environment:
    """Templates of files that are no pages, byte for byte but for what is filled in."""
    return Environment(  # noqa: S701 - nothing of it is HTML
        loader=PackageLoader(package, folder), undefined=StrictUndefined, keep_trailing_newline=True
    )
