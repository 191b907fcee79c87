"""`python -m infra.zips [NAME…]`: builds the functions' packages into `build/lambda/`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from infra.zips.archive import listing, sha256, write_zip
from infra.zips.functions import FUNCTIONS, RUNTIME, SITE, Architecture, Function
from infra.zips.gather import TOP, GatherError, build_wheel, compile_bytecode, find_python, gather
from infra.zips.rulebooks import rulebooks_of
from infra.zips.sbom import bill

OUT = TOP / "build" / "lambda"
ALL = {**FUNCTIONS, SITE.name: SITE}


def main() -> int:
    """Build what was asked for; 1 and one sentence where something is missing or too large."""
    parser = argparse.ArgumentParser(prog="make lambda", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL)}; none: all but site")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--architecture", choices=["x86_64", "arm64"], help="instead of each function's own")
    parser.add_argument("--no-bytecode", action="store_true", help=f"where there is no Python {RUNTIME}")
    parser.add_argument(
        "--site", type=Path, default=TOP, help="folder of the mkdocs.yml whose rulebooks are answered for"
    )
    options = parser.parse_args()
    if unknown := set(options.names) - set(ALL):
        parser.error(f"no function {', '.join(sorted(unknown))}")
    try:
        python = None if options.no_bytecode else find_python()
        rulebooks = rulebooks_of(options.site)
        with tempfile.TemporaryDirectory() as scratch:
            wheel = build_wheel(Path(scratch) / "wheel")
            options.out.mkdir(parents=True, exist_ok=True)
            for name in options.names or FUNCTIONS:
                function = ALL[name]
                architecture = options.architecture or function.architecture
                build(function, wheel, architecture, python, options.out, rulebooks)
    except GatherError as error:
        print(f"make lambda: {error}", file=sys.stderr)
        return 1
    return 0


def build(
    function: Function,
    wheel: Path,
    architecture: Architecture,
    python: str | None,
    out: Path,
    rulebooks: str,
) -> None:
    """One function: its zip, the list of its contents and its bill of materials.

    Args:
        function: whose.
        wheel: of the project.
        architecture: of the wheels of others.
        python: compiles bytecode; None: none is.
        out: folder of what is made.
        rulebooks: those that it answers for, resolved.

    Raises:
        GatherError: something is missing, or the package is larger than it may be.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / function.name
        gather(function, folder, wheel, architecture, rulebooks)
        if python:
            compile_bytecode(function, folder, python)
        made = out / f"{function.name}.zip"
        part = made.with_suffix(".part")
        entries = write_zip(folder, part)
        size = sum(each.size for each in entries)
        if size > function.most_bytes:
            part.unlink()
            raise GatherError(f"{function.name}: {size:,} bytes unzipped, of at most {function.most_bytes:,}")
        shutil.move(part, made)
        digest = sha256(made)
        made.with_suffix(".contents.txt").write_text(listing(entries), "utf-8")
        made.with_suffix(".cdx.json").write_text(bill(function, folder, architecture, digest), "utf-8")
    zipped = made.stat().st_size / 1e6
    print(f"{function.name:12} {architecture:7} {zipped:6.1f} MB, unzipped {size / 1e6:6.1f} MB, {digest}")


if __name__ == "__main__":
    sys.exit(main())
