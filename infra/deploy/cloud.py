"""Stacks by change sets: first what would change, then the change."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

from infra.deploy.settings import DeployError

Tree = dict[str, Any]
INLINE_BYTES = 51_200
"""Of a template that is sent along with its change set."""
MISSING = "does not exist"
UNFINISHED = ("REVIEW_IN_PROGRESS",)
"""Of a stack of which there is only a plan."""
BROKEN = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED")
LONGEST_SECONDS = 3600
"""CloudFront takes up to half an hour."""


@dataclass(frozen=True)
class Change:
    """One resource that a plan would touch."""

    action: str
    name: str
    kind: str
    replaced: bool = False


@dataclass(frozen=True)
class Plan:
    """A change set that waits; without changes there is none."""

    stack: str
    region: str
    changes: tuple[Change, ...]
    change_set: str | None
    new: bool


class Cloud:
    """The clients of one account, made when they are asked for."""

    def __init__(self, session: Any = None, address: str | None = None, patience: int = 5) -> None:
        """An account.

        Args:
            session: with its credentials; None: those of the environment.
            address: where its services are; None: at AWS, or where `AWS_ENDPOINT_URL` leads.
            patience: seconds between two looks at a stack.
        """
        self._session = session or boto3.session.Session()
        self._address = address
        self._patience = patience
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, region: str) -> Any:
        """A client of one service in one region."""
        key = (service, region)
        if key not in self._clients:
            config = Config(retries={"mode": "standard", "total_max_attempts": 5})
            self._clients[key] = self._session.client(
                service, region_name=region, config=config, endpoint_url=self._address
            )
        return self._clients[key]

    def account(self, region: str) -> str:
        """The account's number.

        Raises:
            DeployError: there are no credentials, or they do not hold here.
        """
        from botocore.exceptions import BotoCoreError

        try:
            found: str = self.client("sts", region).get_caller_identity()["Account"]
        except (BotoCoreError, ClientError):
            raise DeployError(
                "用现在的凭证连不上 AWS：请先配置好访问密钥或登录；中国区和境外的账号、凭证不通用。"
            ) from None
        return found

    def stack(self, name: str, region: str) -> Tree | None:
        """A stack as it stands; None: there is none, or only a plan of one."""
        try:
            (found,) = self.client("cloudformation", region).describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            if MISSING in str(error):
                return None
            raise
        state = found["StackStatus"]
        if state in BROKEN:
            raise DeployError(f"堆栈 {name}（{region}）停在 {state}：请在控制台查看原因、删除它，再重来。")
        return None if state in UNFINISHED else dict(found)

    def outputs(self, name: str, region: str) -> dict[str, str]:
        """What a stack gives out; empty where it is not there."""
        found = self.stack(name, region) or {}
        return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}

    def plan(self, name: str, region: str, template: Tree, parameters: Mapping[str, str | None]) -> Plan:
        """Make a change set and read it.

        Args:
            name: of the stack.
            region: where it stands.
            template: its template.
            parameters: by name; None: the value that it has already.

        Raises:
            DeployError: CloudFormation refused; its words follow.
        """
        client = self.client("cloudformation", region)
        existing = self.stack(name, region)
        change_set = f"plan-{int(time.time())}"
        body = json.dumps(template, separators=(",", ":"), ensure_ascii=False)
        if len(body.encode()) > INLINE_BYTES:
            raise DeployError(f"堆栈 {name} 的模板超过了一次能发送的 {INLINE_BYTES} 字节。")
        client.create_change_set(
            StackName=name,
            ChangeSetName=change_set,
            ChangeSetType="UPDATE" if existing else "CREATE",
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[_parameter(key, value) for key, value in parameters.items()],
            TemplateBody=body,
        )
        try:
            client.get_waiter("change_set_create_complete").wait(
                StackName=name, ChangeSetName=change_set, WaiterConfig={"Delay": 2, "MaxAttempts": 150}
            )
        except WaiterError:
            told = client.describe_change_set(StackName=name, ChangeSetName=change_set)
            reason = told.get("StatusReason", "")
            client.delete_change_set(StackName=name, ChangeSetName=change_set)
            if "didn't contain changes" in reason or "No updates are to be performed" in reason:
                return Plan(name, region, (), None, new=False)
            raise DeployError(f"堆栈 {name}（{region}）的变更做不出来：{reason}") from None
        changes = self._changes(client, name, change_set)
        if existing and not changes:
            client.delete_change_set(StackName=name, ChangeSetName=change_set)
            return Plan(name, region, (), None, new=False)
        return Plan(name, region, changes, change_set, new=existing is None)

    def _changes(self, client: Any, name: str, change_set: str) -> tuple[Change, ...]:
        found: list[Change] = []
        token: dict[str, str] = {}
        while True:
            page = client.describe_change_set(StackName=name, ChangeSetName=change_set, **token)
            for each in page.get("Changes", []):
                about = each["ResourceChange"]
                replaced = about.get("Replacement") in ("True", "Conditional")
                found.append(
                    Change(about["Action"], about["LogicalResourceId"], about["ResourceType"], replaced)
                )
            if not page.get("NextToken"):
                return tuple(found)
            token = {"NextToken": page["NextToken"]}

    def drop(self, plan: Plan) -> None:
        """Forget a plan that was not confirmed, and the empty stack that it made."""
        client = self.client("cloudformation", plan.region)
        if plan.change_set:
            client.delete_change_set(StackName=plan.stack, ChangeSetName=plan.change_set)
            if plan.new:
                client.delete_stack(StackName=plan.stack)
                client.get_waiter("stack_delete_complete").wait(StackName=plan.stack)

    def apply(self, plan: Plan) -> None:
        """Carry a plan out and wait for its end.

        Raises:
            DeployError: it failed, and CloudFormation went back to what was before.
        """
        if not plan.change_set:
            return
        client = self.client("cloudformation", plan.region)
        client.execute_change_set(StackName=plan.stack, ChangeSetName=plan.change_set)
        waiter = client.get_waiter("stack_create_complete" if plan.new else "stack_update_complete")
        try:
            tries = LONGEST_SECONDS // self._patience
            wait = {"Delay": self._patience, "MaxAttempts": tries}
            waiter.wait(StackName=plan.stack, WaiterConfig=wait)
        except WaiterError:
            raise DeployError(
                f"堆栈 {plan.stack}（{plan.region}）没有改成，已经退回原样：{self._reason(plan)}"
            ) from None

    def _reason(self, plan: Plan) -> str:
        events = self.client("cloudformation", plan.region).describe_stack_events(StackName=plan.stack)
        failed = [
            f"{each['LogicalResourceId']}：{each.get('ResourceStatusReason', '')}"
            for each in events["StackEvents"]
            if each["ResourceStatus"].endswith("_FAILED")
        ]
        return failed[-1] if failed else "原因见控制台里这个堆栈的事件。"


def _parameter(key: str, value: str | None) -> Tree:
    if value is None:
        return {"ParameterKey": key, "UsePreviousValue": True}
    return {"ParameterKey": key, "ParameterValue": value}
