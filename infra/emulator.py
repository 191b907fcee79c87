"""`make emulate`: the whole deploy against ministack, an AWS on this machine, as far as that goes.

What ministack does not know is left out and named. It shows that the stacks are made in their order and that
the functions answer behind the gateway; nothing of IAM, limits, TLS, CloudFront's behaviours or WAF, and it
takes binary bodies for text.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import boto3

from infra.deploy.__main__ import describe
from infra.deploy.cloud import Cloud
from infra.deploy.install import Installation
from infra.deploy.release import build
from infra.deploy.settings import Settings
from infra.deploy.smoke import seen_of
from infra.stack.cloudformation import Tree
from infra.zips.gather import TOP

UNKNOWN = (
    "AWS::Budgets::Budget",
    "AWS::Logs::Delivery",
    "AWS::Logs::DeliveryDestination",
    "AWS::Logs::DeliverySource",
    "AWS::WAFv2::WebACLAssociation",
)
"""Types that ministack has not."""
ACCOUNT = "000000000000"


@contextmanager
def running(program: Path, folder: Path) -> Iterator[str]:
    """Ministack on a free port of this machine alone; its address.

    Args:
        program: from a venv of the functions' Python, which it runs them with.
        folder: for its log and its files.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "EDGE_PORT": str(port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "LAMBDA_EXECUTOR": "local",
        "S3_DATA_DIR": str(folder),
        "STATE_DIR": str(folder),
        "TMPDIR": str(folder),
        "LAMBDA_ACCOUNT_CONCURRENCY": "1000",
    }
    with (folder / "ministack.log").open("wb") as log:
        command = [str(program.absolute())]  # from where it is named, which is not where it runs
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _await(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise RuntimeError("ministack did not start; see its log")


def cloud(address: str) -> Cloud:
    """An account there."""
    session = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key="test")  # noqa: S106 - it takes any
    return Cloud(session, address, patience=1)


def known(templates: Mapping[str, Tree]) -> dict[str, Tree]:
    """The templates without what ministack has not."""
    return {
        name: {
            **tree,
            "Resources": {
                key: each for key, each in tree["Resources"].items() if each["Type"] not in UNKNOWN
            },
        }
        for name, tree in templates.items()
    }


def asked(address: str, api: str, path: str, body: bytes | None = None, key: str = "") -> tuple[int, bytes]:
    """A request through the emulated gateway."""
    headers = {"Content-Type": "application/json", "x-api-key": key}
    url = f"{address}/restapis/{api}/prod/_user_request_{path}"
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - of this machine
    seen = seen_of(request, 120)
    return seen.status, seen.body


def deploy_twice(
    address: str,
    settings: Settings,
    templates: Mapping[str, Tree],
    folder: Path,
    site: Path,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Plan, install, look; plan again, which must find nothing; a changed page, and back again.

    Args:
        address: of ministack.
        settings: of the installation.
        templates: of the stacks.
        folder: of the functions' packages.
        site: the built site.
        tell: takes the log, line by line.

    Returns:
        what was seen, by name.
    """
    seen: dict[str, Any] = {}
    trees = known(templates)
    installation = Installation(settings, cloud(address), tell)
    installation.examine(trees)
    release, files = build(folder, trees, site, settings.limits)
    for line in describe(plans := installation.plans(release, trees)):
        tell(line)
    for plan in plans:
        installation.cloud.drop(plan)
    seen["address"] = installation.install(release, trees, files)
    seen["again"] = [(plan.stack, len(plan.changes)) for plan in installation.plans(release, trees)]
    api = installation.cloud.outputs(settings.name, settings.region)["GatewayHost"].partition(".")[0]
    key = ""
    if settings.edge == "cdn":
        seen["around"], _ = asked(address, api, "/v1/health")
        key = installation.edge_key()
    for name, path, body in (
        ("page", "/", None),
        ("no-page", "/no-such-page/", None),
        ("health", "/v1/health", None),
        ("refused", "/v1/eligibility/anhui/graduation", b'{"no_such_question": 1}'),
    ):
        seen[name] = status, answer = asked(address, api, path, body, key)
        tell(f"{path}：{status}，{len(answer)} 字节")
    before = installation.shelf.current()
    assert before is not None  # noqa: S101 - it was installed just now
    page = site / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- changed -->")
    second, files = build(folder, trees, site, settings.limits)
    installation.install(replace(second, previous=before.id), trees, files)
    s3 = installation.cloud.client("s3", settings.region)
    bucket = installation.cloud.outputs(settings.name, settings.region)["SiteBucket"]
    seen["changed"] = s3.get_object(Bucket=bucket, Key="index.html")["Body"].read().endswith(b"changed -->")
    installation.install(before, trees, None)
    seen["back"] = not s3.get_object(Bucket=bucket, Key="index.html")["Body"].read().endswith(b"changed -->")
    about = s3.head_object(Bucket=bucket, Key="index.html")
    seen["headers"] = (about["ContentType"], about["CacheControl"])
    tell(f"改一页：{seen['changed']}；退回：{seen['back']}；首页的头：{seen['headers']}")
    return seen


def main() -> int:
    """Both edges, each in its region, with the packages of `build/lambda` and the site of `site`."""
    from infra.stack.apps import package
    from infra.stack.assemble import templates
    from zikao.api.routes import Group

    parser = argparse.ArgumentParser(prog="make emulate", description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--packages", type=Path, default=TOP / "build" / "lambda")
    options = parser.parse_args()
    trees = templates([package(name) for name in get_args(Group)])
    certificate = f"arn:aws-cn:acm:cn-north-1:{ACCOUNT}:certificate/1"
    right = True
    for settings in (
        Settings("ap-east-1", email="ops@example.cn"),
        Settings("cn-north-1", edge="gateway", host="zikao.example.cn", certificate=certificate),
    ):
        with tempfile.TemporaryDirectory() as scratch:
            site = Path(scratch) / "site"
            shutil.copytree(TOP / "site", site)
            with running(options.program, Path(scratch)) as address:
                print(f"== {settings.region}, {settings.edge}; without {', '.join(UNKNOWN)}")
                seen = deploy_twice(address, settings, trees, options.packages, site, print)
        right = right and (seen["health"][0], seen["page"][0], seen["back"]) == (200, 200, True)
        told = {name: str(value)[:200] for name, value in seen.items()}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
