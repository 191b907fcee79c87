"""Puts the templates together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from infra.stack import gateway
from infra.stack.apps import TEMPLATES, App
from infra.stack.cloudformation import Tree, joined, load, under
from zikao.api.origins import Origins
from zikao.api.problems import TOO_MANY_REQUESTS
from zikao.serve.site import OPEN, security_headers

OTHERS = "origins.invalid"
"""Stands for the list of sites that may embed, which only the stack's parameters know."""


def templates(apps: Iterable[App]) -> dict[str, Tree]:
    """All of them by name; each a stack of its own, in this order."""
    return {
        "artifacts": load(TEMPLATES / "artifacts.yaml"),
        "budget": load(TEMPLATES / "budget.yaml"),
        "region": region(list(apps)),
        "edge": edge(),
    }


def region(apps: list[App]) -> Tree:
    """Functions, gateway, buckets, queue and alarms."""
    whole = joined(TEMPLATES / f"{name}.yaml" for name in ("functions", "storage", "watch"))
    resources = whole["Resources"]
    for app in apps:
        function = resources[gateway.function_name(app.name)]
        function["Properties"] = under(function["Properties"], app.properties)
        if app.name == "package":
            worker = resources["WorkerFunction"]
            worker["Properties"] = under(worker["Properties"], app.properties)
    resources["Api"]["Properties"]["Body"] = document = gateway.document(apps)
    # A deployment is a snapshot, so a changed document wants a new one: the name says which it is of.
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:10]
    resources[f"Deployment{digest}"] = {
        "Type": "AWS::ApiGateway::Deployment",
        "Properties": {"RestApiId": {"Ref": "Api"}, "Description": digest},
    }
    stage = resources["Stage"]["Properties"]
    stage["DeploymentId"] = {"Ref": f"Deployment{digest}"}
    stage["MethodSettings"] = gateway.limits()
    for name in [*(app.name for app in apps), gateway.SITE]:
        resources[f"{gateway.function_name(name)}Called"] = _called(name)
    _limit(resources["AddressLimits"])
    return whole


def edge() -> Tree:
    """The cdn."""
    whole = load(TEMPLATES / "edge.yaml")
    resources = whole["Resources"]
    resources["Folders"]["Properties"]["FunctionCode"] = (TEMPLATES / "folders.js").read_text("utf-8")
    origins = Origins(frozenset([f"https://{OTHERS}"]))
    for name, framed in (("SiteHeaders", False), ("FrameHeaders", True)):
        policy = resources[name]["Properties"]["ResponseHeadersPolicyConfig"]
        _send(policy, dict([*OPEN, *security_headers(origins, framed=framed)]))
    _limit(resources["AddressLimits"])
    return whole


def _send(policy: Tree, headers: Mapping[str, str]) -> None:
    """Headers into a policy: those that CloudFront knows under its own names, the others as they are."""
    known: dict[str, Callable[[str], tuple[str, Tree]]] = {
        "Content-Security-Policy": lambda value: (
            "ContentSecurityPolicy",
            {"ContentSecurityPolicy": _with_origins(value), "Override": True},
        ),
        "Referrer-Policy": lambda value: ("ReferrerPolicy", {"ReferrerPolicy": value, "Override": True}),
        "X-Content-Type-Options": lambda _: ("ContentTypeOptions", {"Override": True}),
    }
    security = policy["SecurityHeadersConfig"] = dict(policy["SecurityHeadersConfig"])
    items = []
    for name, value in headers.items():
        if name in known:
            key, content = known[name](value)
            security[key] = content
        else:
            items.append({"Header": name, "Value": value, "Override": True})
    policy["CustomHeadersConfig"] = {"Items": items}


def _with_origins(value: str) -> Tree | str:
    before, found, after = value.partition(f"https://{OTHERS}")
    if not found:
        return value
    origins = {"Fn::Join": [" ", {"Fn::Split": [",", {"Ref": "Origins"}]}]}
    return {"Fn::Join": ["", [before, origins, after]]}


def _called(name: str) -> Tree:
    return {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "FunctionName": {"Ref": gateway.function_name(name)},
            "Action": "lambda:InvokeFunction",
            "Principal": "apigateway.amazonaws.com",
            "SourceAccount": {"Ref": "AWS::AccountId"},
            "SourceArn": {
                "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"
            },
        },
    }


def _limit(acl: Tree) -> None:
    """The rules per address into a web ACL."""
    rules = load(TEMPLATES / "rules.yaml")
    detail = "这个网络发来的请求太多，请 5 分钟后再试。"
    rules["CustomResponseBodies"]["TooMany"]["Content"] = gateway.text(TOO_MANY_REQUESTS, detail)
    acl["Properties"] = under(acl["Properties"], rules)


def write(trees: Mapping[str, Tree], folder: Path) -> list[Path]:
    """Each as JSON, the same for the same sources to the byte."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, tree in trees.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(tree, ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(path)
    return written
