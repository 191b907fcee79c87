"""The site's files into their bucket, with the headers that belong to the files themselves."""

from __future__ import annotations

import io
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

from zikao.api.origins import Origins
from zikao.serve.site import Site
from zikao.site.address import DEVICE_FILES

COPIES = {".br": "br", ".gz": "gzip"}
"""How the names of compressed copies end, the smaller kind first."""


def put_pages(s3: Any, bucket: str, archive: bytes) -> tuple[int, int]:
    """Make the bucket hold what the archive does: new and changed files first, what is no more last.

    Returns:
        how many files were sent, and how many deleted.
    """
    there = dict(_listed(s3, bucket))
    sent, wanted = 0, set()
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(scratch)
        folder = Path(scratch)
        site = Site(folder, Origins())
        paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in COPIES]
        # A page goes after what it shows.
        for path in sorted(paths, key=lambda path: (path.suffix == ".html", path)):
            name = path.relative_to(folder).as_posix()
            wanted.add(name)
            data, coding = body(folder, path)
            if there.get(name) != md5(data, usedforsecurity=False).hexdigest():
                s3.put_object(Bucket=bucket, Key=name, Body=data, **headers(site, name), **coding)
                sent += 1
    gone = sorted(there.keys() - wanted)
    for name in gone:
        s3.delete_object(Bucket=bucket, Key=name)
    return sent, len(gone)


def body(folder: Path, path: Path) -> tuple[bytes, dict[str, str]]:
    """What of a file is stored, and how it is coded then.

    CloudFront compresses pages by itself, but neither networks nor what is larger than 10 MB: what the device
    checks with lies there compressed. Every browser that runs it takes both kinds.
    """
    for ending, coding in COPIES.items():
        copy = path.with_name(f"{path.name}{ending}")
        if path.is_relative_to(folder / DEVICE_FILES) and copy.is_file():
            return copy.read_bytes(), {"ContentEncoding": coding}
    return path.read_bytes(), {}


def warnings(site: Path, uploads: str) -> list[str]:
    """What is wrong with built pages, in sentences.

    Args:
        site: the built site.
        uploads: origin to which its pages send large files.
    """
    policy = re.search(r"connect-src[^;]*", (site / "index.html").read_text(encoding="utf-8"))
    if policy is None or uploads in policy[0].split():
        return []
    return [
        "注意：网站的页面自带内容安全策略，现在不放行存放大文件的存储桶，超过 4.5 MB 的文件会传不上去。"
        f"请先运行 ZIKAO_UPLOADS_ADDRESS={uploads}/ make build，再部署。"
    ]


def headers(site: Site, name: str) -> dict[str, str]:
    """Type of a file and how long it may be kept, as one machine says them."""
    path = name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name
    found = dict(site.answer("HEAD", f"/{path}", {}).headers)
    return {"ContentType": found["Content-Type"], "CacheControl": found["Cache-Control"]}


def invalidate(cloudfront: Any, distribution: str) -> None:
    """Make the cdn forget all pages, and wait until it has.

    One path with a star counts as one, of which a thousand a month cost nothing.
    """
    paths = {"Quantity": 1, "Items": ["/*"]}
    made = cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={"Paths": paths, "CallerReference": str(time.time_ns())},
    )
    waiter = cloudfront.get_waiter("invalidation_completed")
    waiter.wait(DistributionId=distribution, Id=made["Invalidation"]["Id"])


def _listed(s3: Any, bucket: str) -> Iterator[tuple[str, str]]:
    """Names of all objects with the MD5 of their content, which is their ETag under SSE-S3 in one piece."""
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for each in page.get("Contents", []):
            yield each["Key"], each["ETag"].strip('"')
