"""What the operator is told and asked before anything changes, and what then goes where."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from infra.deploy import costs, smoke
from infra.deploy.__main__ import describe
from infra.deploy.cloud import INLINE_BYTES, Change, Cloud, Plan
from infra.deploy.install import Installation
from infra.deploy.pages import put_pages, warnings
from infra.deploy.release import Release, Shelf, archive, build
from infra.deploy.settings import DeployError, Settings, load
from zikao.serve.s3 import S3Uploads, connected
from zikao.site.built.csp import protect

Tree = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]


class Bucket:
    """As much of S3 as is called here."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.log: list[str] = []

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, **more: str) -> None:  # noqa: N803
        self.objects[Key] = (Body, more)
        self.log.append(f"put {Key}")

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803
        del self.objects[Key]
        self.log.append(f"delete {Key}")

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        return {"Body": io.BytesIO(self.objects[Key][0])}

    def head_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803
        if Key not in self.objects:
            raise ClientError({"ResponseMetadata": {"HTTPStatusCode": 404}}, "HeadObject")

    def get_paginator(self, name: str) -> Bucket:
        return self

    def paginate(self, *, Bucket: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        from hashlib import md5

        yield {
            "Contents": [
                {"Key": key, "ETag": f'"{md5(data).hexdigest()}"'} for key, (data, _) in self.objects.items()
            ]
        }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "anhui").mkdir(parents=True)
    (folder / "index.html").write_text("<html>首页", "utf-8")
    (folder / "anhui" / "index.html").write_text("<html>安徽", "utf-8")
    (folder / "main.0123abcd.css").write_text("a{}", "utf-8")
    (folder / "main.0123abcd.css.gz").write_bytes(b"\x1f\x8b")
    (folder / "dates.ics").write_text("BEGIN:VCALENDAR", "utf-8")
    return folder


ELSEWHERE = "arn:aws:acm:ap-east-1:111122223333:certificate/x"
WRITTEN = {
    'region = "cn-north-1"\nedge = "cdn"': "缺少",
    'region = "cn-north-1"': "host（域名）",
    'region = "Beijing"': "region",
    'region = "ap-east-1"\nhost = "a.cn"': "要么都写",
    f'region = "ap-east-1"\nhost = "a.cn"\ncertificate = "{ELSEWHERE}"': "us-east-1",
    'region = "ap-east-1"\norigins = ["https://a.cn/x"]': "origins",
    'region = "ap-east-1"\nmonthly_budget = 5': "email",
    'region = "ap-east-1"\nmonthly_budget = true': "整数",
    'region = "ap-east-1"\nregoin = 1': "regoin",
    'region = "ap-east-1"\nsite = "office"': "mkdocs.yml；office 里没有",
    'region = "ap-east-1"\n[limits]\nPhotoRate = "x"': "PhotoRate",
    'region = "ap-east-1"\nname = "Zikao!"': "name",
    "region = ": "TOML",
}


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_a_wrong_setting_gets_a_sentence_that_names_it(written: str, tmp_path: Path) -> None:
    path = tmp_path / "deploy.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(DeployError, match=re.escape(WRITTEN[written])) as raised:
        load(path)
    assert "deploy.toml" in str(raised.value)


def test_the_example_is_a_right_setting() -> None:
    assert load(ROOT / "infra" / "deploy.example.toml") == Settings("ap-east-1")


def test_without_settings_the_operator_is_told_where_to_begin(tmp_path: Path) -> None:
    with pytest.raises(DeployError, match=r"deploy\.example\.toml"):
        load(tmp_path / "deploy.toml")


def test_an_office_names_its_site_from_where_the_settings_lie(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "mkdocs.yml").touch()
    path = tmp_path / "here" / "deploy.toml"
    path.parent.mkdir()
    path.write_text('region = "ap-east-1"\nsite = "../office"\n', "utf-8")
    assert load(path).site == tmp_path / "office"
    path.write_text('region = "ap-east-1"\n', "utf-8")
    assert load(path).site == ROOT


def test_the_region_decides_what_stands_in_front(tmp_path: Path) -> None:
    path = tmp_path / "deploy.toml"
    arn = "arn:aws-cn:acm:cn-north-1:111122223333:certificate/x"
    path.write_text(f'region = "cn-north-1"\nhost = "a.cn"\ncertificate = "{arn}"\n', "utf-8")
    assert (load(path).edge, load(path).budget_region) == ("gateway", "cn-north-1")
    assert (Settings("ap-east-1").edge, Settings("ap-east-1").budget_region) == ("cdn", "us-east-1")


def test_only_changed_pages_are_sent_pages_last_and_what_is_gone_is_deleted(site: Path) -> None:
    bucket = Bucket()
    assert put_pages(bucket, "b", archive(site)) == (4, 0)
    assert [line for line in bucket.log[-2:] if not line.endswith(".html")] == []
    assert not any(key.endswith(".gz") for key in bucket.objects)
    (site / "index.html").write_text("<html>新", "utf-8")
    (site / "dates.ics").unlink()
    bucket.log.clear()
    assert put_pages(bucket, "b", archive(site)) == (1, 1)
    assert bucket.log == ["put index.html", "delete dates.ics"]


def test_files_keep_the_type_and_age_that_one_machine_gives_them(site: Path) -> None:
    bucket = Bucket()
    put_pages(bucket, "b", archive(site))
    about = {key: more for key, (_, more) in bucket.objects.items()}
    assert about["dates.ics"]["ContentType"].startswith("text/calendar")
    assert about["anhui/index.html"]["CacheControl"] == "no-cache"
    assert "immutable" in about["main.0123abcd.css"]["CacheControl"]


def test_what_the_device_checks_with_lies_there_compressed(site: Path) -> None:
    folder = site / "assets/zikao/device"
    folder.mkdir(parents=True)
    for name in ("a.0123456789abcdef.wasm", "b.0123456789abcdef.tflite"):
        (folder / name).write_bytes(b"whole")
        (folder / f"{name}.gz").write_bytes(b"smaller")
    (folder / "a.0123456789abcdef.wasm.br").write_bytes(b"small")
    bucket = Bucket()
    put_pages(bucket, "b", archive(site))
    found = {key: more for key, more in bucket.objects.items() if "/device/" in key}
    told = {
        key.rpartition(".")[2]: (data, more.get("ContentEncoding")) for key, (data, more) in found.items()
    }
    assert told == {"wasm": (b"small", "br"), "tflite": (b"smaller", "gzip")}
    about = {key.rpartition(".")[2]: more for key, (_, more) in found.items()}
    assert about["wasm"]["ContentType"] == "application/wasm"
    assert all("immutable" in more["CacheControl"] for more in about.values())
    assert not any("ContentEncoding" in more for key, (_, more) in bucket.objects.items() if key not in found)


@pytest.fixture
def built(tmp_path: Path, site: Path) -> tuple[Path, Path]:
    """Packages, as small as can be, and a site."""
    folder = tmp_path / "lambda"
    folder.mkdir()
    for name in ("eligibility", "photo", "package", "site"):
        (folder / f"{name}.zip").write_bytes(name.encode())
    return folder, site


def test_a_release_is_named_by_its_content_and_comes_back_whole(built: tuple[Path, Path]) -> None:
    release, files = build(built[0], {"region": {"a": "甲"}}, built[1], {"PhotoRate": 5})
    again, _ = build(built[0], {"region": {"a": "甲"}}, built[1], {"PhotoRate": 5})
    assert (release.zips, release.pages) == (again.zips, again.pages)
    bucket = Bucket()
    shelf = Shelf(bucket, "b")
    assert shelf.current() is None
    assert shelf.put(files) == 6
    assert shelf.put(files) == 0
    shelf.set_current(replace(release, previous="older"))
    found = shelf.current()
    assert found == replace(release, previous="older")
    assert shelf.template(found, "region") == {"a": "甲"}


def test_what_was_not_built_is_named(built: tuple[Path, Path]) -> None:
    (built[0] / "site.zip").unlink()
    with pytest.raises(DeployError, match="make lambda ARGS=site"):
        build(built[0], {}, built[1], {})


class Account(Cloud):
    """An account in which stacks are what was applied."""

    def __init__(self, concurrency: int = 1000) -> None:
        super().__init__(session=object())
        self.stacks: dict[str, dict[str, str]] = {}
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.concurrency = concurrency

    def account(self, region: str) -> str:
        return "111122223333"

    def client(self, service: str, region: str) -> Any:
        assert service in ("lambda", "s3")
        limit = {"AccountLimit": {"ConcurrentExecutions": self.concurrency}}
        return type("Lambda", (), {"get_account_settings": lambda _: limit})()

    def stack(self, name: str, region: str) -> Tree | None:
        return {"Outputs": []} if name in self.stacks else None

    def outputs(self, name: str, region: str) -> dict[str, str]:
        return self.stacks.get(name, {})

    def plan(self, name: str, region: str, template: Tree, parameters: Any) -> Plan:
        self.seen.append((name, dict(parameters)))
        missing = template.get("Parameters", {}).keys() - parameters.keys()
        assert [each for each in missing if "Default" not in template["Parameters"][each]] == []
        assert parameters.keys() <= template.get("Parameters", {}).keys()
        changes = tuple(Change("Add", key, each["Type"]) for key, each in template["Resources"].items())
        return Plan(name, region, changes, "plan", new=name not in self.stacks)


RELEASE = Release(
    "r", {name: f"{name}.zip" for name in ("eligibility", "photo", "package", "site")}, {}, "p", {}
)


def test_the_first_plan_names_all_stacks_and_asks_for_one_only(stacks: dict[str, Tree]) -> None:
    account = Account()
    settings = Settings("ap-east-1", email="a@b.cn", monthly_budget=5)
    plans = Installation(settings, account).plans(RELEASE, stacks)
    assert [(plan.stack, plan.region) for plan in plans] == [
        ("zikao-artifacts", "ap-east-1"),
        ("zikao", "ap-east-1"),
        ("zikao-edge", "us-east-1"),
        ("zikao-budget", "us-east-1"),
    ]
    assert [name for name, _ in account.seen] == ["zikao-artifacts"]
    text = "\n".join(describe(plans))
    assert "新建 AWS::CloudFront::Distribution × 1" in text
    assert "AWS::ApiGateway::DomainName" not in text


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "s3.amazonaws.com"),
        ("ap-east-1", "s3.ap-east-1.amazonaws.com"),
        ("cn-north-1", "s3.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_pages_that_may_not_send_to_the_bucket_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: str, host: str
) -> None:
    """The origin is the one that forms are signed for."""
    origin = Installation(Settings(region), Account()).uploads()
    assert origin.endswith(f".{host}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    connected.cache_clear()
    try:
        bucket = origin.removeprefix("https://").partition(".")[0]
        assert S3Uploads(bucket).offer(1, "image/jpeg").url == f"{origin}/"
    finally:
        connected.cache_clear()
    page = tmp_path / "index.html"
    page.write_text(protect("<meta charset=utf-8>", "/v1"), encoding="utf-8")
    (told,) = warnings(tmp_path, origin)
    assert f"ZIKAO_UPLOADS_ADDRESS={origin}/ make build" in told
    page.write_text(protect("<meta charset=utf-8>", "/v1", f"{origin}/"), encoding="utf-8")
    assert warnings(tmp_path, origin) == []


def test_in_china_there_is_no_cdn_and_money_is_in_yuan(stacks: dict[str, Tree]) -> None:
    account = Account()
    account.stacks = {"zikao-artifacts": {"Bucket": "b"}, "zikao": {}}
    settings = Settings(
        "cn-north-1", host="a.cn", certificate="arn", edge="gateway", email="a@b.cn", monthly_budget=5
    )
    Installation(settings, account).plans(RELEASE, stacks)
    asked = dict(account.seen)
    assert list(asked) == ["zikao-artifacts", "zikao", "zikao-budget"]
    assert asked["zikao-budget"]["Currency"] == "CNY"
    assert asked["zikao"]["Certificate"] == "arn"
    assert asked["zikao"]["UploadOrigins"] == "https://a.cn"
    assert asked["zikao"]["EdgeKey"] is None  # as it is: a new one would lock out whoever knows the old


def test_the_first_key_is_long_and_another_each_time(stacks: dict[str, Tree]) -> None:
    account = Account()
    installation = Installation(Settings("ap-east-1"), account)
    first, second = (installation.parameters(RELEASE, "b")["EdgeKey"] for _ in range(2))
    assert first
    assert len(first) >= 40
    assert first != second


def test_an_account_that_may_not_run_enough_is_told_before_anything(stacks: dict[str, Tree]) -> None:
    with pytest.raises(DeployError, match="最多同时运行 10 份"):
        Installation(Settings("ap-east-1"), Account(concurrency=10)).examine(stacks)
    Installation(Settings("ap-east-1"), Account(concurrency=184)).examine(stacks)
    with pytest.raises(DeployError, match="预留 84 份"):
        Installation(Settings("ap-east-1"), Account(concurrency=183)).examine(stacks)


def test_a_limit_that_the_stack_has_not_is_named(stacks: dict[str, Tree]) -> None:
    settings = Settings("ap-east-1", limits={"PhotoRat": 3})
    with pytest.raises(DeployError, match="没有 PhotoRat"):
        Installation(settings, Account()).examine(stacks)


def test_a_template_can_be_sent_along_with_its_plan(stacks: dict[str, Tree]) -> None:
    for tree in stacks.values():
        body = json.dumps(tree, separators=(",", ":"), ensure_ascii=False)
        assert len(body.encode()) <= INLINE_BYTES


@pytest.fixture
def formation() -> Iterator[tuple[Cloud, Stubber]]:
    import boto3

    session = boto3.session.Session(aws_access_key_id="x", aws_secret_access_key="x")
    cloud = Cloud(session, patience=0)
    with Stubber(cloud.client("cloudformation", "ap-east-1")) as stubber:
        yield cloud, stubber
        stubber.assert_no_pending_responses()


def stack_of(state: str) -> Tree:
    stack = {"StackName": "s", "CreationTime": "2026-01-01T00:00:00Z", "StackStatus": state}
    return {"Stacks": [stack]}


def test_a_change_set_without_changes_is_taken_back(formation: tuple[Cloud, Stubber]) -> None:
    cloud, stubber = formation
    failed = {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}
    named = {"StackName": "s", "ChangeSetName": ANY}
    stubber.add_response("describe_stacks", stack_of("UPDATE_COMPLETE"))
    stubber.add_response("create_change_set", {"Id": "i"})
    stubber.add_response("describe_change_set", failed, named)
    stubber.add_response("describe_change_set", failed, named)
    stubber.add_response("delete_change_set", {}, named)
    assert cloud.plan("s", "ap-east-1", {"Resources": {}}, {}) == Plan("s", "ap-east-1", (), None, new=False)


def test_changes_are_read_page_by_page(formation: tuple[Cloud, Stubber]) -> None:
    cloud, stubber = formation

    def page(name: str, **more: str) -> Tree:
        change = {
            "Action": "Modify",
            "LogicalResourceId": name,
            "ResourceType": "AWS::X::Y",
            "Replacement": "True",
        }
        return {"Status": "CREATE_COMPLETE", "Changes": [{"ResourceChange": change}], **more}

    stubber.add_response("describe_stacks", stack_of("CREATE_COMPLETE"))
    stubber.add_response("create_change_set", {"Id": "i"})
    stubber.add_response("describe_change_set", page("A"))
    stubber.add_response("describe_change_set", page("A", NextToken="n"))
    stubber.add_response("describe_change_set", page("B"))
    plan = cloud.plan("s", "ap-east-1", {"Resources": {}}, {})
    assert [change.name for change in plan.changes] == ["A", "B"]
    assert "修改 B（AWS::X::Y）（会重建）" in "\n".join(describe([plan]))


def test_a_stack_that_broke_is_not_built_upon(formation: tuple[Cloud, Stubber]) -> None:
    cloud, stubber = formation
    stubber.add_response("describe_stacks", stack_of("ROLLBACK_COMPLETE"))
    with pytest.raises(DeployError, match="ROLLBACK_COMPLETE"):
        cloud.stack("s", "ap-east-1")


def test_costs_are_counted_from_templates_and_prices(stacks: dict[str, Tree]) -> None:
    rest = list(costs.at_rest(stacks, "cdn", "ap-east-1", 1_000_000_000))
    assert [round(each.dollars, 3) for each in rest] == [7.0, 1.0, 0.26, 0.023]
    photo = next(each for each in costs.per_thousand("cdn", "ap-east-1") if "照片" in each.what)
    # 1,000 x (150 + 2,500/50) ms x 1,769/1,024 GB x 0.00002292 + 4.30 of a million requests + 0.6 MB of log
    assert photo.dollars == pytest.approx(0.0079190 + 0.0043 + 0.0003, rel=1e-3)
    text = "\n".join(costs.told(stacks, "cdn", "ap-east-1", 1_000_000_000))
    assert "估算" in text
    assert "每月固定合计：8.28" in text


def test_every_price_has_its_source() -> None:
    for name, price in costs.table()["prices"].items():
        assert price["us-east-1"] > 0, name
        assert all(source.startswith("https://") for source in price["sources"]), name


def test_for_china_nothing_is_counted(stacks: dict[str, Tree]) -> None:
    text = "\n".join(costs.told(stacks, "gateway", "cn-north-1", 1))
    assert "没有查到" in text
    assert not re.search(r"\d\.\d", text)


def answers(wrong: str = "") -> Any:
    """A service as it should be, but for one path."""
    good = {
        "首页打得开": smoke.Seen(200, {}, b"<html>"),
        "页面带着安全头": smoke.Seen(
            200,
            {"x-content-type-options": "nosniff", "content-security-policy": "frame-ancestors 'self'"},
            b"",
        ),
        "没有的页面是 404": smoke.Seen(404, {}, b""),
        "接口活着": smoke.Seen(200, {}, b"{}"),
        "规则都载入了": smoke.Seen(200, {}, b'{"rulebooks": [1]}'),
        "不合格的回答被拒绝，并说明原因": smoke.Seen(422, {}, b'{"type": "x/facts-invalid"}'),
        "没有征得同意的照片不查": smoke.Seen(403, {}, b'{"type": "x/consent-required"}'),
        "没有征得同意的压缩包不查": smoke.Seen(403, {}, b'{"type": "x/consent-required"}'),
    }

    def ask(base: str, look: smoke.Look) -> smoke.Seen:
        return smoke.Seen(200, {}, b"not json") if look.says == wrong else good[look.says]

    return ask


@pytest.mark.parametrize("wrong", [look.says for look in smoke.LOOKS if look.says != "接口活着"])
def test_a_look_that_does_not_fit_is_told(wrong: str) -> None:
    told: list[str] = []
    assert smoke.looked("https://a.cn", told.append, answers(), 0)
    assert not smoke.looked("https://a.cn", told.append, answers(wrong), 0)
    assert [line for line in told if line.startswith("✗")] == [f"✗ {wrong}（状态 200）"]


def test_a_name_that_is_not_known_yet_is_waited_for() -> None:
    tries: list[str] = []

    def ask(base: str, look: smoke.Look) -> smoke.Seen:
        tries.append(look.path)
        return smoke.Seen(0, {}, b"") if len(tries) < 3 else answers()(base, look)

    assert smoke.looked("https://a.cn", lambda _: None, ask, 0)
