"""What an installation costs: estimates from a table of prices with their sources, none of them a bill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Tree = dict[str, Any]
PRICES = Path(__file__).resolve().parents[1] / "prices.yaml"
BASE = "us-east-1"
NAMES = {"eligibility": "查资格", "photo": "查照片", "package": "查压缩包（3 页左右）"}


@dataclass(frozen=True)
class Cost:
    """One line."""

    what: str
    dollars: float


def table() -> Tree:
    """The prices and what is assumed of a check."""
    found: Tree = YAML(typ="safe", pure=True).load(PRICES.read_text("utf-8"))
    return found


def price(prices: Tree, name: str, region: str) -> float:
    """USD, of the region or else of the one that stands for all."""
    of = prices["prices"][name]
    return float(of.get(region, of[BASE]))


def at_rest(templates: Mapping[str, Tree], edge: str, region: str, stored_bytes: int) -> Iterator[Cost]:
    """What a month costs in which nobody comes, counted from the templates.

    Args:
        templates: of the stacks.
        edge: what stands in front.
        region: where.
        stored_bytes: of a release and the site.
    """
    prices = table()
    acl = templates["edge" if edge == "cdn" else "region"]["Resources"]["AddressLimits"]["Properties"]
    rules = len(acl["Rules"])
    where = BASE if edge == "cdn" else region
    per_acl, per_rule = (price(prices, f"waf-{each}-month", where) for each in ("acl", "rule"))
    yield Cost(f"防火墙 WAF：1 个规则组，{rules} 条规则", per_acl + rules * per_rule)
    alarms = sum(
        each["Type"] == "AWS::CloudWatch::Alarm" for each in templates["region"]["Resources"].values()
    )
    yield Cost(f"告警：{alarms} 个", alarms * price(prices, "alarm-month", region))
    polls = prices["queue_requests_of_a_month"] / 1e6
    yield Cost("队列：没有消息时的询问", polls * price(prices, "queue-million-requests", region))
    yield Cost(
        f"存储：一个版本 {stored_bytes / 1e6:.0f} MB",
        stored_bytes / 1e9 * price(prices, "storage-gb-month", region),
    )


def per_thousand(edge: str, region: str) -> Iterator[Cost]:
    """What a thousand checks of each kind cost: function, gateway, WAF, log; not the data sent."""
    prices = table()
    where = BASE if edge == "cdn" else region
    requests = sum(
        (
            price(prices, "lambda-million-requests", region),
            price(prices, "gateway-million-requests", region),
            price(prices, "waf-million-requests", where),
        )
    )
    log = prices["log_bytes_of_a_request"] * 1000 / 1e9 * price(prices, "log-gb", region)
    for name, check in prices["checks"].items():
        cold = prices["cold"]["milliseconds"] / prices["cold"]["one_in"]
        seconds = (check["milliseconds"] + cold) / 1000
        gb_second = price(prices, f"lambda-gb-second-{check['processor']}", region)
        dollars = 1000 * seconds * check["megabytes"] / 1024 * gb_second + requests / 1000 + log
        yield Cost(f"{NAMES[name]} 1,000 次", dollars)


def told(templates: Mapping[str, Tree], edge: str, region: str, stored_bytes: int) -> list[str]:
    """The estimate, a line each."""
    if region.startswith("cn-"):
        return [
            "费用：中国区 Lambda、API Gateway、WAF 的价格没有查到可以注明出处的来源，这里不估。",
            "  请在 https://www.amazonaws.cn/pricing/ 查到后按 infra/prices.yaml 里的用量自己算。",
        ]
    rest = list(at_rest(templates, edge, region, stored_bytes))
    lines = ["费用（估算，美元；单价和出处在 infra/prices.yaml，2026-11-29 查；不算免费额度，以账单为准）："]
    lines += [f"  每月固定  {each.what}：{each.dollars:.2f}" for each in rest]
    lines.append(f"  每月固定合计：{sum(each.dollars for each in rest):.2f}")
    lines += [f"  {each.what}：{each.dollars:.3f}" for each in per_thousand(edge, region)]
    lines.append("  另计：发给读者的流量（CloudFront 每月前 1 TB、1,000 万次请求不收费）、域名。")
    return lines
