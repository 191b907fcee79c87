"""`python -m infra.stack`: writes the stacks' templates into `build/infra/`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import get_args

from infra.stack.apps import package
from infra.stack.assemble import templates, write
from infra.stack.cloudformation import TemplateError
from infra.zips.gather import TOP
from zikao.api.routes import Group

OUT = TOP / "build" / "infra"


def main() -> int:
    """Write them all; 1 and one sentence where that cannot be done."""
    parser = argparse.ArgumentParser(prog="make templates", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    try:
        for path in write(templates([package(name) for name in get_args(Group)]), options.out):
            print(f"{path.name:15} {path.stat().st_size:7,} bytes")
    except TemplateError as error:
        print(f"make templates: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
