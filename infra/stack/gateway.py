"""The API before the functions: one document of all apps' paths, limits per route, and answers of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable

from infra.stack.apps import App
from infra.stack.cloudformation import Tree
from zikao.api.http import BASE_HEADERS
from zikao.api.problems import (
    BUSY,
    INTERNAL,
    NOT_FOUND,
    PROBLEM_TYPE,
    TOO_LARGE,
    TOO_MANY_REQUESTS,
    Kind,
    ProblemError,
)
from zikao.api.routes import ROUTES

SITE = "site"
RETRY_AFTER = 5
"""Seconds."""
OWN_ANSWERS = {
    "DEFAULT_5XX": (BUSY, "现在太忙，或者这次没有检查完，请稍后重发。"),
    "INTEGRATION_TIMEOUT": (INTERNAL, "这次没有在限定的时间里检查完，请稍后重发，或者换一个小一些的文件。"),
    "MISSING_AUTHENTICATION_TOKEN": (NOT_FOUND, "没有这个地址，请核对路径和请求方法。"),
    "REQUEST_TOO_LARGE": (TOO_LARGE, "文件太大，一次直接发送不了，请先上传，或者缩小后重发。"),
    "THROTTLED": (TOO_MANY_REQUESTS, f"现在请求太多，请 {RETRY_AFTER} 秒后重发。"),
}
"""Where the gateway answers by itself: a caller gets a problem document here too."""


def document(apps: Iterable[App]) -> Tree:
    """The Swagger document: every path of the apps bound to its function, all others to the site's."""
    paths: Tree = {}
    for app in apps:
        for path, operations in app.paths.items():
            paths[path] = {method: _operation(each, app.name) for method, each in operations.items()}
    for path in ("/", "/{proxy+}"):
        paths[path] = {method: _to(SITE) for method in ("get", "head")}
    return {
        "swagger": "2.0",
        "info": {"title": {"Ref": "AWS::StackName"}, "version": "1"},
        "schemes": ["https"],
        "paths": paths,
        "securityDefinitions": {"edge": {"type": "apiKey", "name": "x-api-key", "in": "header"}},
        # Files come as bytes whatever they call themselves; the apps read either form.
        "x-amazon-apigateway-binary-media-types": ["*/*"],
        "x-amazon-apigateway-gateway-responses": {kind: _answer(*each) for kind, each in OWN_ANSWERS.items()},
    }


def function_name(name: str) -> str:
    """Of an app or of the site, in the template: `PhotoFunction`."""
    return f"{name.capitalize()}Function"


def _operation(operation: Tree, name: str) -> Tree:
    """What the gateway needs of it: a template of up to 51,200 bytes is sent along with its change set."""
    return {**_to(name), "parameters": operation.get("parameters", [])}


def _to(name: str) -> Tree:
    return {
        "responses": {"200": {"description": "-"}},
        "security": _security(),
        "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": _uri(name)},
    }


def _security() -> Tree:
    return {"Fn::If": ["WithCdn", [{"edge": []}], []]}


def _uri(name: str) -> Tree:
    path = "lambda:path/2015-03-31/functions"
    arn = f"${{{function_name(name)}.Arn}}"
    return {"Fn::Sub": f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:{path}/{arn}/invocations"}


def _answer(kind: Kind, detail: str) -> Tree:
    headers = {name: value for name, value in BASE_HEADERS.items() if name != "Vary"}
    headers |= {"Content-Type": PROBLEM_TYPE, "Content-Language": "zh-CN"}
    # A page of another site may read that it was refused: nothing of anybody's is in there.
    headers["Access-Control-Allow-Origin"] = "*"
    if kind in (BUSY, TOO_MANY_REQUESTS):
        headers["Retry-After"] = str(RETRY_AFTER)
    return {
        "statusCode": str(kind.status),
        "responseParameters": {
            f"gatewayresponse.header.{name}": "'" + value.replace("'", "\\'") + "'"
            for name, value in headers.items()
        },
        "responseTemplates": {"application/json": text(kind, detail)},
    }


def text(kind: Kind, detail: str) -> str:
    """A problem document."""
    told = ProblemError(kind, detail).problem().model_dump(mode="json", exclude_none=True)
    return json.dumps(told, ensure_ascii=False)


def limits() -> list[Tree]:
    """Settings of the stage: what each route lets through, and nothing of requests in any log."""
    common: Tree = {"LoggingLevel": "OFF", "DataTraceEnabled": False, "MetricsEnabled": False}
    found: list[Tree] = [{"ResourcePath": "/*", "HttpMethod": "*", **common, **_rate(SITE)}]
    for route in ROUTES:
        encoded = "/" + route.path.replace("/", "~1")
        found.append({"ResourcePath": encoded, "HttpMethod": route.method, **common, **_rate(route.group)})
    return found


def _rate(name: str) -> Tree:
    return {
        "ThrottlingRateLimit": {"Ref": f"{name.capitalize()}Rate"},
        "ThrottlingBurstLimit": {"Ref": f"{name.capitalize()}Burst"},
    }
