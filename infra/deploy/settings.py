"""What the operator decides: `deploy.toml` at the top of the checkout, see `infra/deploy.example.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from infra.zips.gather import TOP
from zikao.rulebook.folders import CONFIG

Edge = Literal["cdn", "gateway"]
EDGE_REGION = "us-east-1"
"""CloudFront takes certificate, web ACL and log from there alone."""


class DeployError(Exception):
    """Nothing more is done; the sentence says what to mend."""


@dataclass(frozen=True)
class Settings:
    """One installation."""

    region: str
    name: str = "zikao"
    """Of the stacks, and the beginning of everything in them."""
    host: str = ""
    certificate: str = ""
    """ARN, of the host: in us-east-1 for the cdn, in the region for the gateway."""
    origins: tuple[str, ...] = ()
    email: str = ""
    monthly_budget: int = 0
    """USD, in China CNY; 0: no budget."""
    edge: Edge = "cdn"
    site: Path = TOP
    """Folder of the `mkdocs.yml` that says what is published: pages and the rulebooks of the functions."""
    limits: dict[str, int] = field(default_factory=dict)
    """Other values for parameters of `infra/templates/functions.yaml`."""

    @property
    def china(self) -> bool:
        """Whether it is the partition of China."""
        return self.region.startswith("cn-")

    @property
    def budget_region(self) -> str:
        """Where budgets exist."""
        return self.region if self.china else EDGE_REGION


TYPES: dict[str, tuple[type, str]] = {
    "name": (str, "文字"),
    "region": (str, "文字"),
    "host": (str, "文字"),
    "certificate": (str, "文字"),
    "origins": (list, "方括号里的一组网址"),
    "email": (str, "文字"),
    "monthly_budget": (int, "整数"),
    "edge": (str, "文字"),
    "site": (str, "文字"),
    "limits": (dict, "一节 [limits]"),
}


def load(path: Path) -> Settings:
    """Read and examine the file.

    Raises:
        DeployError: it is not there, cannot be read, or something in it cannot be.
    """
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DeployError(
            f"没有 {path.name}：把 infra/deploy.example.toml 复制成它，再按里面的说明填写。"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeployError(f"{path.name} 不是有效的 TOML：{error}") from None
    for key, value in written.items():
        if key not in TYPES:
            raise DeployError(f"{path.name}：没有 {key} 这一项；可以写的有 {'、'.join(TYPES)}。")
        kind, called = TYPES[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise DeployError(f"{path.name}：{key} 应是{called}。")
    if "site" in written:
        written["site"] = _site(path, written["site"])
    return _examined(path.name, written)


def _site(file: Path, written: str) -> Path:
    """The folder, which is named from where the settings lie."""
    folder = (file.parent / written).resolve()
    if not (folder / CONFIG).is_file():
        raise DeployError(f"{file.name}：site 要写网站的文件夹，里面有 {CONFIG}；{written} 里没有。")
    return folder


def _examined(file: str, written: dict[str, Any]) -> Settings:
    region = written.get("region", "")
    if not re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-[0-9]", region):
        raise DeployError(f"{file}：region 要写区域的代号，例如香港 ap-east-1，北京 cn-north-1。")
    china = region.startswith("cn-")
    edge = written.get("edge", "gateway" if china else "cdn")
    if edge not in ("cdn", "gateway"):
        raise DeployError(f"{file}：edge 只能是 cdn 或 gateway，也可以不写。")
    if china and edge == "cdn":
        raise DeployError(f"{file}：中国区的 CloudFront 缺少本站要用的功能，edge 请写 gateway，或者不写。")
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,19}", written.get("name", "zikao")):
        raise DeployError(f"{file}：name 要用 2 到 20 个小写字母、数字或短横，以字母开头。")
    host, certificate = written.get("host", ""), written.get("certificate", "")
    if edge == "gateway" and not (host and certificate):
        raise DeployError(f"{file}：不用 CloudFront 时，host（域名）和 certificate（它的证书）都要写。")
    if bool(host) != bool(certificate):
        raise DeployError(f"{file}：host（域名）和 certificate（它的证书）要么都写，要么都不写。")
    place = region if edge == "gateway" else EDGE_REGION
    if certificate and not re.fullmatch(rf"arn:aws(-cn)?:acm:{place}:\d{{12}}:certificate/\S+", certificate):
        raise DeployError(f"{file}：certificate 要写 ACM 证书的 ARN，而且证书要在 {place}。")
    for origin in written.get("origins", []):
        if not re.fullmatch(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", str(origin)):
            raise DeployError(f"{file}：origins 里每一项都要写成 https://主机名 的样子，后面不带路径。")
    if written.get("monthly_budget", 0) and not written.get("email"):
        raise DeployError(f"{file}：写了 monthly_budget，就要写 email：超出时通知谁。")
    limits = written.get("limits", {})
    if wrong := [name for name, value in limits.items() if type(value) is not int]:
        raise DeployError(f"{file}：[limits] 里的 {wrong[0]} 应是整数。")
    known = {each.name for each in fields(Settings)}
    given = {key: value for key, value in written.items() if key in known}
    return Settings(**{**given, "edge": edge, "origins": tuple(written.get("origins", []))})
