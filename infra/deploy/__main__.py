"""`python -m infra.deploy [deploy|rollback|smoke|uploads|site]`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from infra.deploy.cloud import Cloud, Plan
from infra.deploy.costs import told
from infra.deploy.install import Installation
from infra.deploy.pages import warnings
from infra.deploy.release import Release, build
from infra.deploy.settings import DeployError, load
from infra.deploy.smoke import looked
from infra.zips.gather import TOP

ACTIONS = {"Add": "新建", "Modify": "修改", "Remove": "删除", "Import": "接管", "Dynamic": "视情况修改"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan, ask, do, look; 1 and one sentence where something stands in the way."""
    parser = argparse.ArgumentParser(prog="make deploy", description="把网站和检查接口部署到 AWS。")
    parser.add_argument(
        "what", nargs="?", choices=["deploy", "rollback", "smoke", "uploads", "site"], default="deploy"
    )
    parser.add_argument("--settings", type=Path, default=TOP / "deploy.toml", help="设置文件")
    parser.add_argument("--plan", action="store_true", help="只看会改什么，不改")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接改")
    options = parser.parse_args(arguments)
    try:
        settings = load(options.settings)
        if options.what == "site":
            print(settings.site)
            return 0
        installation = Installation(settings, Cloud())
        if options.what == "uploads":
            print(installation.uploads())
            return 0
        if options.what == "smoke":
            return 0 if looked(installation.address(), print) else 1
        if options.what == "rollback":
            return rollback(installation, options.plan, options.yes)
        return deploy(installation, options.plan, options.yes)
    except DeployError as error:
        print(f"没有完成：{error}", file=sys.stderr)
        return 1


def deploy(installation: Installation, only_plan: bool, sure: bool) -> int:
    """Bring the installation to what is built here."""
    from infra.stack.apps import package
    from infra.stack.assemble import templates
    from zikao.api.routes import Group

    settings = installation.settings
    trees = templates([package(name) for name in get_args(Group)])
    release, files = build(TOP / "build" / "lambda", trees, TOP / "site", settings.limits)
    installation.examine(trees)
    plans = installation.plans(release, trees)
    stored = sum(map(len, files.contents.values()))
    shown = [*describe(plans), *told(trees, settings.edge, settings.region, stored)]
    shown += warnings(TOP / "site", installation.uploads())
    if not agreed(installation, plans, shown, only_plan, sure):
        return 0
    before = None if plans[0].new else installation.shelf.current()
    address = installation.install(replace(release, previous=before.id if before else None), trees, files)
    return finished(address, release)


def rollback(installation: Installation, only_plan: bool, sure: bool) -> int:
    """Go back to the release before the one in force.

    Raises:
        DeployError: there is none.
    """
    shelf = installation.shelf
    current = shelf.current()
    if current is None or current.previous is None:
        raise DeployError("没有更早的版本可以退回。")
    release = shelf.read(current.previous)
    trees = {name: shelf.template(release, name) for name in release.templates}
    plans = installation.plans(release, trees)
    shown = [f"从 {current.id} 退回 {release.id}。", *describe(plans)]
    if not agreed(installation, plans, shown, only_plan, sure):
        return 0
    return finished(installation.install(release, trees, None), release)


def describe(plans: Iterable[Plan]) -> list[str]:
    """What would change: new stacks by kinds, others one by one."""
    lines = []
    for plan in plans:
        lines.append(f"堆栈 {plan.stack}（{plan.region}）：" + ("新建" if plan.new else "已有"))
        if plan.new:
            kinds = Counter(change.kind for change in plan.changes)
            lines += [f"  新建 {kind} × {count}" for kind, count in sorted(kinds.items())]
            continue
        for change in plan.changes:
            again = "（会重建）" if change.replaced else ""
            lines.append(
                f"  {ACTIONS.get(change.action, change.action)} {change.name}（{change.kind}）{again}"
            )
        if not plan.changes:
            lines.append("  没有变化")
    return lines


def agreed(
    installation: Installation, plans: Iterable[Plan], shown: Iterable[str], only_plan: bool, sure: bool
) -> bool:
    """Show the plan, take it back, and ask whether it shall be done."""
    for line in shown:
        print(line)
    for plan in plans:
        # Made anew when its turn comes: it may wait for what another stack gives out.
        installation.cloud.drop(plan)
    if only_plan:
        print("只看计划，什么都没有改。")
        return False
    if sure:
        return True
    try:
        answer = input("要这样改吗？输入 yes 执行，其他都不改：")
    except EOFError:
        answer = ""
    if answer.strip() != "yes":
        print("没有改。")
        return False
    return True


def finished(address: str, release: Release) -> int:
    """Look at what stands now."""
    print(f"版本 {release.id} 已经部署：{address}")
    if looked(address, print):
        return 0
    print("有的检查没有通过：可以运行 make rollback 退回上一个版本。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
