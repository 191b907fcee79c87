"""One installation: from settings and a release to plans, and from plans to what stands."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.deploy.cloud import Change, Cloud, Plan
from infra.deploy.pages import invalidate, put_pages
from infra.deploy.release import Files, Release, Shelf
from infra.deploy.settings import EDGE_REGION, DeployError, Settings
from infra.stack.cloudformation import Tree

SPARE = 100
"""Instances that AWS keeps unreserved in every account."""
RESERVED = ("Eligibility", "Photo", "Package", "Worker", "Site")


@dataclass(frozen=True)
class Target:
    """One stack of the installation."""

    template: str
    name: str
    region: str


class Installation:
    """What is installed under one set of settings."""

    def __init__(self, settings: Settings, cloud: Cloud, tell: Callable[[str], None] = print) -> None:
        self.settings = settings
        self.cloud = cloud
        self.tell = tell
        region, name = settings.region, settings.name
        self.account = cloud.account(region)
        self.artifacts = Target("artifacts", f"{name}-artifacts", region)
        self.main = Target("region", name, region)
        self.edge = Target("edge", f"{name}-edge", EDGE_REGION)
        self.budget = Target("budget", f"{name}-budget", settings.budget_region)

    @property
    def shelf(self) -> Shelf:
        """The bucket of the releases.

        Raises:
            DeployError: it is not there yet.
        """
        bucket = self.cloud.outputs(self.artifacts.name, self.artifacts.region).get("Bucket")
        if bucket is None:
            raise DeployError("这里还没有部署过：没有存放版本的存储桶。")
        return Shelf(self.cloud.client("s3", self.settings.region), bucket)

    def uploads(self) -> str:
        """Origin of the bucket for uploads, known before there is one: what the pages have to allow."""
        region = self.main.region
        # The oldest region's buckets are signed for under the name that has none.
        host = "s3" if region == "us-east-1" else f"s3.{region}"
        suffix = "amazonaws.com.cn" if self.settings.china else "amazonaws.com"
        return f"https://{self.main.name}-uploads-{self.account}-{region}.{host}.{suffix}"

    def examine(self, templates: Mapping[str, Tree]) -> None:
        """What would fail half-way is found before anything begins.

        Raises:
            DeployError: the account may not run as many instances; a limit is none of the stack's.
        """
        parameters = templates["region"]["Parameters"]
        own = {name for name, each in parameters.items() if each["Type"] == "Number"}
        if wrong := sorted(self.settings.limits.keys() - own):
            raise DeployError(f"[limits] 里没有 {wrong[0]} 这一项；可以写的有 {'、'.join(sorted(own))}。")
        defaults = {name: parameters[f"{name}Instances"]["Default"] for name in RESERVED}
        wanted = sum(
            self.settings.limits.get(f"{name}Instances", number) for name, number in defaults.items()
        )
        lambda_ = self.cloud.client("lambda", self.settings.region)
        allowed = lambda_.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
        if wanted + SPARE > allowed:
            raise DeployError(
                f"这个账号在 {self.settings.region} 最多同时运行 {allowed} 份函数，这里要预留 {wanted} 份，"
                f"另外还要剩 {SPARE} 份。请在“服务配额”里把 Lambda 的 Concurrent executions 申请到"
                f" {wanted + SPARE} 以上（新账号常常只有 10），或者在 [limits] 里改小。"
            )

    def parameters(self, release: Release, bucket: str) -> dict[str, str | None]:
        """Of the region's stack."""
        settings = self.settings
        return {
            "Edge": settings.edge,
            "Host": settings.host,
            "Certificate": settings.certificate if settings.edge == "gateway" else "",
            "Origins": ",".join(settings.origins),
            "EdgeKey": None
            if self.cloud.stack(self.main.name, self.main.region)
            else secrets.token_urlsafe(32),
            "Artifacts": bucket,
            "UploadOrigins": ",".join(self._upload_origins()),
            "Email": settings.email,
            **{f"{name.capitalize()}Zip": key for name, key in release.zips.items()},
            **{name: str(value) for name, value in release.limits.items()},
        }

    def _upload_origins(self) -> list[str]:
        host = self.settings.host or self.cloud.outputs(self.edge.name, self.edge.region).get(
            "DistributionHost"
        )
        # Where the host is not known yet, a form that was signed for one file is all that is needed.
        return [f"https://{host}", *self.settings.origins] if host else ["*"]

    def edge_parameters(self, release: Release, template: Tree) -> dict[str, str | None]:
        """Of the cdn's stack, once the region's stands."""
        outputs = self.cloud.outputs(self.main.name, self.main.region)
        limits = {
            name: str(value) for name, value in release.limits.items() if name in template["Parameters"]
        }
        return {
            "Host": self.settings.host,
            "Certificate": self.settings.certificate,
            "Origins": ",".join(self.settings.origins),
            "EdgeKey": self.edge_key(),
            "GatewayHost": outputs["GatewayHost"],
            "SiteBucketHost": outputs["SiteBucketHost"],
            **limits,
        }

    def edge_key(self) -> str:
        """What the cdn shows the gateway: kept by the gateway alone."""
        client = self.cloud.client("cloudformation", self.main.region)
        found = client.describe_stack_resource(StackName=self.main.name, LogicalResourceId="Key")
        identifier = found["StackResourceDetail"]["PhysicalResourceId"]
        gateway = self.cloud.client("apigateway", self.main.region)
        value: str = gateway.get_api_key(apiKey=identifier, includeValue=True)["value"]
        return value

    def plans(self, release: Release, templates: Mapping[str, Tree]) -> list[Plan]:
        """What would change, without changing it; of stacks that wait for another one: what they hold.

        Nothing is uploaded: a new template is sent along with its change set.
        """
        found = [self._plan(self.artifacts, templates, {})]
        if found[0].new:
            return found + [self._whole(target, templates) for target in self._others()]
        found.append(self._plan(self.main, templates, self.parameters(release, self.shelf.bucket)))
        if found[-1].new:
            return found + [
                self._whole(target, templates) for target in self._others() if target != self.main
            ]
        if self.settings.edge == "cdn":
            found.append(self._plan(self.edge, templates, self.edge_parameters(release, templates["edge"])))
        if self.settings.monthly_budget:
            found.append(self._plan(self.budget, templates, self._budget()))
        return found

    def _others(self) -> list[Target]:
        found = [self.main]
        found += [self.edge] if self.settings.edge == "cdn" else []
        return found + ([self.budget] if self.settings.monthly_budget else [])

    def _budget(self) -> dict[str, str | None]:
        currency = "CNY" if self.settings.china else "USD"
        amount = str(self.settings.monthly_budget)
        return {"Email": self.settings.email, "MonthlyBudget": amount, "Currency": currency}

    def _plan(
        self, target: Target, templates: Mapping[str, Tree], parameters: Mapping[str, str | None]
    ) -> Plan:
        return self.cloud.plan(target.name, target.region, templates[target.template], parameters)

    def install(self, release: Release, templates: Mapping[str, Tree], files: Files | None) -> str:
        """Bring everything to a release; what it holds is uploaded first.

        Args:
            release: which.
            templates: its templates.
            files: what it holds; None: it lies in the bucket already.

        Returns:
            the address of the site.
        """
        self._bring(self.artifacts, templates, {})
        shelf = self.shelf
        if files is not None:
            self.tell(f"上传了 {shelf.put(files)} 个文件，其余的已经在存储桶里。")
        self._bring(self.main, templates, self.parameters(release, shelf.bucket))
        cloudfront = None
        if self.settings.edge == "cdn":
            self._bring(self.edge, templates, self.edge_parameters(release, templates["edge"]))
            # Now the host is known that uploads may come from.
            self._bring(self.main, templates, self.parameters(release, shelf.bucket))
            cloudfront = self.cloud.client("cloudfront", EDGE_REGION)
        if self.settings.monthly_budget:
            self._bring(self.budget, templates, self._budget())
        bucket = self.cloud.outputs(self.main.name, self.main.region)["SiteBucket"]
        sent, gone = put_pages(self.cloud.client("s3", self.main.region), bucket, shelf.get(release.pages))
        self.tell(f"网站：上传 {sent} 个文件，删除 {gone} 个。")
        if cloudfront:
            self.tell("正在让 CloudFront 换掉旧页面……")
            invalidate(cloudfront, self.cloud.outputs(self.edge.name, self.edge.region)["Distribution"])
        shelf.set_current(release)
        return self.address()

    def _bring(
        self, target: Target, templates: Mapping[str, Tree], parameters: Mapping[str, str | None]
    ) -> None:
        plan = self._plan(target, templates, parameters)
        if plan.change_set:
            self.tell(f"正在改堆栈 {target.name}（{target.region}），{len(plan.changes)} 处……")
        self.cloud.apply(plan)

    def address(self) -> str:
        """Where the site is reached."""
        outputs = self.cloud.outputs(self.edge.name, self.edge.region) if self.settings.edge == "cdn" else {}
        return f"https://{self.settings.host or outputs['DistributionHost']}"

    def _whole(self, target: Target, templates: Mapping[str, Any]) -> Plan:
        """Everything in a stack that cannot be planned before the one that it needs."""
        other = "WithGateway" if self.settings.edge == "cdn" else "WithCdn"
        changes = [
            Change("Add", name, each["Type"])
            for name, each in templates[target.template]["Resources"].items()
            if each.get("Condition") != other
        ]
        return Plan(target.name, target.region, tuple(changes), None, new=True)
