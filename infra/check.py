"""`make infra-check`: cfn-lint over the stacks' templates, in each region that they are for, and Checkov."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cfnlint.api import lint as cfn_lint
from cfnlint.core import get_rules

from infra.zips.gather import TOP

REGIONS: Mapping[str, tuple[str, ...]] = {
    "artifacts": ("us-east-1", "ap-east-1", "cn-north-1", "cn-northwest-1"),
    "region": ("us-east-1", "ap-east-1", "cn-north-1", "cn-northwest-1"),
    "budget": ("us-east-1", "cn-north-1", "cn-northwest-1"),
    "edge": ("us-east-1",),
}
"""Where each stack is made."""

ARGUED = (
    *("CKV_AWS_18", "CKV_AWS_21", "CKV_AWS_26", "CKV_AWS_27", "CKV_AWS_73", "CKV_AWS_86", "CKV_AWS_116"),
    *("CKV_AWS_117", "CKV_AWS_120", "CKV_AWS_158", "CKV_AWS_173", "CKV_AWS_174", "CKV_AWS_192"),
)
"""Checks of Checkov that the templates do not meet, each with its reason in docs/decisions/0014-infra.md."""


def lint(template: str, region: str) -> list[str]:
    """Errors and warnings of cfn-lint, a line each.

    Args:
        template: as JSON.
        region: given several, cfn-lint would look whether a property fits any of them.
    """
    rules = get_rules([], [], ["E", "W"], include_experimental=False)
    found = cfn_lint(template, rules, [region])
    return [f"{region}: {each.rule.id} line {each.linenumber}: {each.message}" for each in found]


def checkov(program: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Checkov over all templates, without its look for news on the network."""
    command = [
        *(str(program), "--framework", "cloudformation", "--directory", str(folder)),
        *("--skip-download", "--quiet", "--compact", "--skip-check", ",".join(ARGUED), *more),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main() -> int:
    """Both, over what `make templates` wrote; 1 where either finds something."""
    folder, program = TOP / "build" / "infra", Path(sys.argv[1])
    found = []
    for name, regions in REGIONS.items():
        template = (folder / f"{name}.json").read_text("utf-8")
        found += [f"{name}: {line}" for region in regions for line in lint(template, region)]
    for line in found:
        print(line)
    print(f"cfn-lint: {len(found)} findings")
    done = checkov(program, folder)
    print(done.stdout.strip() or f"checkov: nothing but the {len(ARGUED)} argued checks")
    return 1 if found or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
