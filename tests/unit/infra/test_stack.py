"""The stacks' templates: what the code knows stands in them, what must never happen does not."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.check import ARGUED, REGIONS, lint
from infra.stack.apps import App
from infra.stack.assemble import region
from infra.stack.cloudformation import TemplateError, joined, load, under
from infra.stack.gateway import OWN_ANSWERS, function_name
from infra.zips.functions import FUNCTIONS
from zikao.api.origins import Origins
from zikao.api.routes import ROUTES
from zikao.serve.site import FRAMED, security_headers

Tree = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]


def of_type(resources: dict[str, Tree], kind: str) -> dict[str, Tree]:
    """Properties of all resources of a type, by their names."""
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == kind}


# Regions of one kind have the same tables; `make infra-check` goes through all.
ONE_OF_EACH = ("us-east-1", "cn-north-1")
PLACES = [(name, place) for name, places in REGIONS.items() for place in places if place in ONE_OF_EACH]


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_cfn_lint_finds_nothing_where_a_stack_is_made(name: str, place: str, stacks: dict[str, Tree]) -> None:
    assert lint(json.dumps(stacks[name]), place) == []


def test_cfn_lint_would_find_what_a_region_does_not_have(stacks: dict[str, Tree]) -> None:
    found = lint(json.dumps(stacks["edge"]), "cn-north-1")
    assert len(found) == 2
    assert all("E3006" in line for line in found)
    assert "OriginAccessControl" in " ".join(found)


def test_each_route_leads_to_its_function_and_all_else_to_the_site(resources: dict[str, Tree]) -> None:
    paths = resources["Api"]["Properties"]["Body"]["paths"]
    bound = {
        (path, method): operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    for route in ROUTES:
        assert f"${{{function_name(route.group)}.Arn}}" in bound.pop((route.path, route.method.lower()))
    for path in {route.path for route in ROUTES}:
        assert "options" in paths[path]
        del bound[path, "options"]
    assert {path for path, _ in bound} == {"/", "/{proxy+}"}
    assert all("${SiteFunction.Arn}" in uri for uri in bound.values())


def test_memory_time_and_processor_are_those_of_the_app_and_its_package(resources: dict[str, Tree]) -> None:
    for name, function in FUNCTIONS.items():
        config = json.loads((ROOT / "functions" / name / ".chalice" / "config.json").read_text("utf-8"))
        properties = resources[function_name(name)]["Properties"]
        assert properties["Runtime"] == "python3.12"
        assert properties["MemorySize"] == config["lambda_memory_size"]
        assert properties["Timeout"] == config["lambda_timeout"]
        assert properties["Architectures"] == [function.architecture]


def test_the_worker_has_the_package_of_its_app_and_a_queue_that_waits_long_enough(
    resources: dict[str, Tree],
) -> None:
    worker, package = resources["WorkerFunction"]["Properties"], resources["PackageFunction"]["Properties"]
    for name in ("Code", "Runtime", "Architectures", "MemorySize"):
        assert worker[name] == package[name]
    config = json.loads((ROOT / "functions" / "package" / ".chalice" / "config.json").read_text("utf-8"))
    assert worker["Timeout"] == config["stages"]["prod"]["lambda_functions"]["worker"]["lambda_timeout"]
    assert worker["Timeout"] > package["Timeout"]
    assert resources["Queue"]["Properties"]["VisibilityTimeout"] >= 6 * worker["Timeout"]


def test_every_function_has_a_brake_on_what_it_costs_and_a_log_that_ends(resources: dict[str, Tree]) -> None:
    functions = of_type(resources, "AWS::Lambda::Function")
    assert len(functions) == 5
    for each in functions.values():
        assert "Ref" in each["ReservedConcurrentExecutions"]
    groups = of_type(resources, "AWS::Logs::LogGroup")
    names = {each["LogGroupName"]["Fn::Sub"].rpartition("-")[2] for each in groups.values()}
    assert {each["FunctionName"]["Fn::Sub"].rpartition("-")[2] for each in functions.values()} <= names
    assert all("Ref" in each["RetentionInDays"] for each in groups.values())


def test_buckets_are_private_encrypted_and_reached_by_tls_alone(stacks: dict[str, Tree]) -> None:
    seen = 0
    for name in ("artifacts", "region"):
        resources = stacks[name]["Resources"]
        policies = of_type(resources, "AWS::S3::BucketPolicy").values()
        for bucket, each in of_type(resources, "AWS::S3::Bucket").items():
            seen += 1
            assert set(each["PublicAccessBlockConfiguration"].values()) == {True}
            assert each["BucketEncryption"]
            (policy,) = (one for one in policies if one["Bucket"] == {"Ref": bucket})
            refusal = policy["PolicyDocument"]["Statement"][0]
            assert (refusal["Effect"], refusal["Condition"]) == (
                "Deny",
                {"Bool": {"aws:SecureTransport": "false"}},
            )
    assert seen == 3


def test_an_upload_is_gone_after_a_day_and_kept_in_no_version(resources: dict[str, Tree]) -> None:
    bucket = resources["UploadBucket"]["Properties"]
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", 1)
    assert "Prefix" not in rule
    assert "VersioningConfiguration" not in bucket
    (cors,) = bucket["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedMethods"] == ["POST"]


def test_logs_say_nothing_of_who_asked_or_what(stacks: dict[str, Tree]) -> None:
    stage = stacks["region"]["Resources"]["Stage"]["Properties"]
    told = set(re.findall(r"\$context\.([a-zA-Z.]+)", stage["AccessLogSetting"]["Format"]))
    assert told == {
        *("requestId", "requestTimeEpoch", "httpMethod", "resourcePath", "status"),
        *("responseLatency", "integration.latency", "responseLength", "error.responseType"),
    }
    for setting in stage["MethodSettings"]:
        assert (setting["LoggingLevel"], setting["DataTraceEnabled"]) == ("OFF", False)
    views = stacks["edge"]["Resources"]["Views"]["Properties"]["RecordFields"]
    assert not {field for field in views if field.startswith(("c-", "cs(", "x-forwarded", "cs-uri-query"))}
    for name in ("region", "edge"):
        acl = stacks[name]["Resources"]["AddressLimits"]["Properties"]
        configs = [acl["VisibilityConfig"], *(rule["VisibilityConfig"] for rule in acl["Rules"])]
        assert not any(config["SampledRequestsEnabled"] for config in configs)


def test_each_route_is_throttled_with_its_function(resources: dict[str, Tree]) -> None:
    settings = resources["Stage"]["Properties"]["MethodSettings"]
    limits = {(each["ResourcePath"], each["HttpMethod"]): each["ThrottlingRateLimit"] for each in settings}
    assert limits.pop(("/*", "*")) == {"Ref": "SiteRate"}
    for route in ROUTES:
        rate = limits.pop(("/" + route.path.replace("/", "~1"), route.method))
        assert rate == {"Ref": f"{route.group.capitalize()}Rate"}
    assert limits == {}


def test_what_the_gateway_answers_by_itself_is_a_problem_document_too(resources: dict[str, Tree]) -> None:
    own = resources["Api"]["Properties"]["Body"]["x-amazon-apigateway-gateway-responses"]
    assert own.keys() == OWN_ANSWERS.keys()
    for answer in own.values():
        problem = json.loads(answer["responseTemplates"]["application/json"])
        assert str(problem["status"]) == answer["statusCode"]
        assert problem["type"].startswith("tag:zikao")
        content_type = answer["responseParameters"]["gatewayresponse.header.Content-Type"]
        assert content_type == "'application/problem+json'"


@pytest.mark.parametrize(("name", "framed"), [("SiteHeaders", False), ("FrameHeaders", True)])
def test_the_cdn_sends_the_headers_that_one_machine_sends(
    stacks: dict[str, Tree], name: str, *, framed: bool
) -> None:
    policy = stacks["edge"]["Resources"][name]["Properties"]["ResponseHeadersPolicyConfig"]
    sent = {each["Header"]: each["Value"] for each in policy["CustomHeadersConfig"]["Items"]}
    security = policy["SecurityHeadersConfig"]
    sent["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    assert security["ContentTypeOptions"] == {"Override": True}
    sent["X-Content-Type-Options"] = "nosniff"
    told = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    if framed:
        before, origins, after = told["Fn::Join"][1]
        assert {"Ref": "Origins"} in origins["Fn::Join"][1]["Fn::Split"]
        told = f"{before}https://portal.example.cn{after}"
    sent["Content-Security-Policy"] = told
    # As of every file and of what is none.
    assert sent.pop("Access-Control-Allow-Origin") == "*"
    assert sent == dict(security_headers(Origins(frozenset({"https://portal.example.cn"})), framed=framed))
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 365 * 24 * 3600


def test_the_cdn_knows_the_pages_for_frames_in_every_language(stacks: dict[str, Tree]) -> None:
    config = stacks["edge"]["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    frames = {
        each["PathPattern"]: {name: value for name, value in each.items() if name != "PathPattern"}
        for each in config["CacheBehaviors"]
        if each["ResponseHeadersPolicyId"] == {"Ref": "FrameHeaders"}
    }
    assert frames.keys() == {"/embed/*", "/zh-TW/embed/*", "/en/embed/*", "/assets/zikao/device/*"}
    assert all(FRAMED.match(pattern) for pattern in frames)
    usual = config["DefaultCacheBehavior"]
    for each in frames.values():
        assert each == {**usual, "ResponseHeadersPolicyId": {"Ref": "FrameHeaders"}}


def test_a_changed_document_wants_a_new_deployment(apps: list[App], resources: dict[str, Tree]) -> None:
    def deployments(found: dict[str, Tree]) -> list[str]:
        return [name for name in found if re.fullmatch(r"Deployment[0-9a-f]{10}", name)]

    changed = copy.deepcopy(apps)
    changed[0].paths.popitem()
    (before,), (after,) = deployments(resources), deployments(region(changed)["Resources"])
    assert before != after
    assert resources["Stage"]["Properties"]["DeploymentId"] == {"Ref": before}


def test_every_check_that_is_not_met_has_its_reason_written_down() -> None:
    page = (ROOT / "docs/decisions/0014-infra.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| (CKV_[A-Z0-9_]+) ", page, re.MULTILINE)) == sorted(ARGUED)


def test_short_forms_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text("a: !GetAtt B.Arn\nb: !Sub '${A}'\nc: !If [X, !Ref Y, !Equals [1, 2]]\n", "utf-8")
    assert load(path) == {
        "a": {"Fn::GetAtt": ["B", "Arn"]},
        "b": {"Fn::Sub": "${A}"},
        "c": {"Fn::If": ["X", {"Ref": "Y"}, {"Fn::Equals": [1, 2]}]},
    }


def test_two_files_may_not_give_one_name(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("Resources: {Same: {Type: X}}\n", "utf-8")
    with pytest.raises(TemplateError, match="Same"):
        joined([tmp_path / "a.yaml", tmp_path / "b.yaml"])


def test_what_stands_in_the_template_wins() -> None:
    assert under({"a": 1, "b": {"c": 2}}, {"a": 9, "b": {"c": 9, "d": 3}}) == {"a": 1, "b": {"c": 2, "d": 3}}
