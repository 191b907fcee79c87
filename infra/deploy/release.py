"""Releases: packages, templates and pages of one moment, kept in a bucket to go back to."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.settings import DeployError

Tree = dict[str, Any]
PACKAGES = ("eligibility", "photo", "package", "site")
CURRENT = "releases/current.json"


@dataclass(frozen=True)
class Release:
    """One release; what it names lies in the bucket under names of their content."""

    id: str
    zips: dict[str, str]
    """Key of each function's package."""
    templates: dict[str, str]
    """Key of each stack's template."""
    pages: str
    """Key of the site's archive."""
    limits: dict[str, int]
    previous: str | None = None


def build(
    folder: Path, templates: dict[str, Tree], site: Path, limits: dict[str, int]
) -> tuple[Release, Files]:
    """Describe a release of what was built.

    Args:
        folder: of the functions' packages.
        templates: of the stacks.
        site: the built site.
        limits: parameters that the operator set.

    Raises:
        DeployError: something was not built.
    """
    files = Files({})
    zips = {}
    for name in PACKAGES:
        path = folder / f"{name}.zip"
        if not path.is_file():
            raise DeployError(
                f"还没有 {path.name}：请先运行 make build lambda，再运行 make lambda ARGS=site。"
            )
        zips[name] = files.add(f"zips/{name}", path.read_bytes(), ".zip")
    if not (site / "index.html").is_file():
        raise DeployError("还没有生成网站：请先运行 make build。")
    pages = files.add("pages/site", archive(site), ".zip")
    written = {
        name: files.add(
            f"templates/{name}", json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode(), ".json"
        )
        for name, tree in templates.items()
    }
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    digest = hashlib.sha256("".join(sorted(files.contents)).encode()).hexdigest()[:8]
    return Release(f"{moment}-{digest}", zips, written, pages, limits), files


class Files:
    """What a release puts into the bucket, by key."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents

    def add(self, name: str, data: bytes, suffix: str) -> str:
        """Take something in, under a name of its content."""
        key = f"{name}-{hashlib.sha256(data).hexdigest()[:32]}{suffix}"
        self.contents[key] = data
        return key


def archive(site: Path) -> bytes:
    """The site's files as one ZIP, the same for the same files to the byte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            about = zipfile.ZipInfo(path.relative_to(site).as_posix(), (1980, 1, 1, 0, 0, 0))
            into.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


@dataclass(frozen=True)
class Shelf:
    """The bucket of the releases."""

    s3: Any
    bucket: str

    def put(self, files: Files) -> int:
        """Upload what is not there yet; how many that were."""
        count = 0
        for key, data in files.contents.items():
            if not self._has(key):
                self.s3.put_object(Bucket=self.bucket, Key=key, Body=data)
                count += 1
        return count

    def _has(self, key: str) -> bool:
        try:
            self.s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return False
            raise
        return True

    def get(self, key: str) -> bytes:
        """An object's content."""
        data: bytes = self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return data

    def template(self, release: Release, name: str) -> Tree:
        """A stack's template as it was."""
        found: Tree = json.loads(self.get(release.templates[name]))
        return found

    def current(self) -> Release | None:
        """The release that is in force."""
        return self.read(json.loads(self.get(CURRENT))["id"]) if self._has(CURRENT) else None

    def read(self, identifier: str) -> Release:
        """A release of the past."""
        return Release(**json.loads(self.get(f"releases/{identifier}.json")))

    def set_current(self, release: Release) -> None:
        """Write a release down, and that it is in force now."""
        written = json.dumps(asdict(release), ensure_ascii=False, indent=1).encode()
        self.s3.put_object(Bucket=self.bucket, Key=f"releases/{release.id}.json", Body=written)
        self.s3.put_object(Bucket=self.bucket, Key=CURRENT, Body=json.dumps({"id": release.id}).encode())
