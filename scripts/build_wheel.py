"""Builds the wheel that an office installs: `build_wheel.py FOLDER`.

Whoever installs it has neither this repository nor Node.js. So what takes Node.js is done here: the widgets
are bundled, the package's own sheets and scripts are made light, and of the theme's sheets stands beside them
what the pages of a whole site use. The same tree gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hatch_data import BUILT

ROOT = Path(__file__).resolve().parents[1]
NODE = str(ROOT / "scripts" / "node")


def main(out: Path) -> int:
    """Build it into a folder; the exit code."""
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory(prefix="zikao-wheel-") as folder:
        made = Path(folder)
        run(NODE, "widgets/build.mjs", str(made / "widgets"), str(made / "hosts"))
        theme(made / "theme")
        sheets(made / "sheets", made / "site")
        run(
            *(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out.absolute())),
            **{BUILT: str(made)},
        )
    return 0


def theme(out: Path) -> None:
    """The package's own part of the theme, its sheets and scripts without notes and layout."""
    shutil.copytree(ROOT / "src/zikao/site/theme", out)
    own = sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.suffix in (".css", ".js")
    )
    run(NODE, "scripts/lighten.mjs", str(out), "", *own)


def sheets(out: Path, site: Path) -> None:
    """What a whole site uses of the theme's sheets."""
    from zikao.site.build import build
    from zikao.site.built.worn import keep

    config = ROOT / "mkdocs.yml"
    build(site, config_file=config, draft=True, traditional=False, offline=False, on_device=False)
    keep(site, out)


def run(*command: str, **environment: str) -> None:
    """Run a tool of the tree; what it says of a fault ends the build."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in (done.stderr.strip() or done.stdout.strip()).splitlines() if line.strip()]
        sys.exit(f"The wheel cannot be built: {lines[-1].strip() if lines else command}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
