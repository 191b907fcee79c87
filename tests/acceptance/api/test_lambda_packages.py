"""The functions' packages as Lambda unpacks them: every route under Python 3.12 and the real runtime client.

Nothing of the checkout is on the path there, and no cache folder: what answers is inside the package.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from infra.zips.functions import FUNCTIONS, SITE
from infra.zips.gather import TOP, GatherError, build_wheel, compile_bytecode, find_python, gather
from infra.zips.rulebooks import rulebooks_of
from tests.unit.package.documents import Page, fonts, jpeg, pdf
from zikao.api.routes import ROUTES, paths

from .original import original
from .runtime_api import RuntimeApi, answered, assert_clean, event, started
from .test_lambda_runtime import archive

if TYPE_CHECKING:
    from PIL import Image

OFFICE = """
site_name: Office
plugins:
  - zikao:
      only: [cn, anhui]
"""
CONSENT = {"x-zikao-consent": "yes", "content-type": "application/octet-stream"}


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python of the functions' version with what Lambda brings: the runtime client and the AWS SDK."""
    try:
        python = find_python()
    except GatherError as error:
        pytest.skip(str(error))
    venv = tmp_path_factory.mktemp("runtime") / "venv"
    uv = str(TOP / "scripts" / "uv")
    lock = str(TOP / "requirements" / "lambda-runtime.txt")
    made = str(venv / "bin" / "python")
    subprocess.run([uv, "venv", "--quiet", "--python", python, str(venv)], check=True)
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", made, "--require-hashes", "-r", lock], check=True
    )
    return made


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory, runtime: str, networks: None) -> Path:
    """A folder of each function's package, of an office's site: for this machine's processor, bytecode."""
    folder = tmp_path_factory.mktemp("packages")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(OFFICE, "utf-8")
    rulebooks = rulebooks_of(folder)
    wheel = build_wheel(folder / "wheel")
    for name, function in {**FUNCTIONS, SITE.name: replace(SITE, carried=())}.items():
        gather(function, folder / name, wheel, "x86_64", rulebooks)
        compile_bytecode(function, folder / name, runtime)
    (folder / SITE.name / "site").mkdir()
    (folder / SITE.name / "site" / "index.html").write_text("首页", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ocr() -> None:
    """What reads text, taken where it is not in the cache; and fonts to draw it with."""
    if not fonts():
        pytest.skip("no Chinese font here to draw a page with: apt-get install fonts-noto-cjk")


@contextmanager
def packaged(
    name: str, packages: Path, runtime: str, folder: Path, entry: str = "app.app", **variables: str
) -> Iterator[tuple[RuntimeApi, Path]]:
    """The function as Lambda starts it: no cache, no home, no path to this checkout."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **variables}
    with started(runtime, packages / name, folder, environment, entry) as running:
        yield running


STORE = {
    "ZIKAO_UPLOADS": "inbox",
    "AWS_DEFAULT_REGION": "cn-north-1",
    "AWS_ACCESS_KEY_ID": "key-of-a-test",
    "AWS_SECRET_ACCESS_KEY": "secret-of-a-test",
}
"""A bucket that forms can be signed for; none has to be there."""


def ticket() -> bytes:
    """A ZIP with an admission ticket as JPEG and once more as PDF."""
    page = Page.of("admission_ticket", 7).draw(150)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("1.jpg", jpeg(page))
        made.writestr("2.pdf", pdf([page]))
    return out.getvalue()


def asked(route: str, method: str = "GET", **parameters: str) -> dict[str, Any]:
    """A request without a body."""
    headers = {"origin": "https://portal.example", "accept-language": "zh-TW"}
    made = event(route, headers, b"", binary=False, **parameters)
    made["requestContext"]["httpMethod"] = method
    return made | {"httpMethod": method, "body": None}


def test_eligibility_answers_every_route(packages: Path, runtime: str, tmp_path: Path) -> None:
    target = {"province": "anhui", "procedure": "graduation", "check": "0" * 32}
    with packaged("eligibility", packages, runtime, tmp_path, **STORE) as (api, log):
        health = api.invoke(asked("/v1/health"))
        assert json.loads(health["body"]).get("status") == "ok", health
        contract = api.invoke(asked("/v1/openapi.json"))
        assert json.loads(contract["body"])["openapi"].startswith("3.1")
        listed = json.loads(api.invoke(asked("/v1/rulebooks"))["body"])
        assert {each["id"] for each in listed["rulebooks"]} == {"cn", "anhui"}, "the office's, and no others"
        book = api.invoke(asked("/v1/rulebooks/{province}", province="anhui"))
        assert book["headers"]["Content-Language"] == "zh-TW"
        resource = "/v1/eligibility/{province}/{procedure}"
        headers = {"content-type": "application/json"}
        report = answered(api.invoke(event(resource, headers, b"{}", binary=False, **target)))
        assert report["next_question"]["fact"]
        refused = api.invoke(event(resource, headers, b'{"nothing": 1}', binary=False, **target))
        assert refused["statusCode"] == 422
        gone = api.invoke(event(resource, headers, b"{}", binary=False, province="anhui", procedure="x"))
        assert gone["statusCode"] == 404
        other = api.invoke(asked("/v1/rulebooks/{province}", province="zhejiang"))
        assert other["statusCode"] == 404
        rules = json.loads(api.invoke(asked("/v1/uploads"))["body"])
        assert rules == {"offered": True, "direct_bytes": 4_500_000}
        wish = json.dumps({"kind": "photo", "size": 9, "type": "image/jpeg"}).encode()
        consented = headers | {"x-zikao-consent": "yes"}
        place = answered(api.invoke(event("/v1/uploads", consented, wish, binary=False)))
        assert place["url"] == "https://inbox.s3.cn-north-1.amazonaws.com.cn/"
        assert api.invoke(asked("/v1/checks/{check}", **target))["statusCode"] == 400
        for path in paths("eligibility"):
            assert api.invoke(asked(path, "OPTIONS", **target))["statusCode"] in (204, 404)
    assert_clean(log)
    assert len([route for route in ROUTES if route.group == "eligibility"]) == 8, "a new route: ask it here"


def test_photo_measures_with_the_weights_inside(
    packages: Path, runtime: str, tmp_path: Path, studio_picture: Callable[[str], Image.Image]
) -> None:
    data = original(studio_picture("005"), "nobody")
    target = {"province": "anhui", "spec": "graduation"}
    resource = "/v1/photo/{province}/{spec}"
    with packaged("photo", packages, runtime, tmp_path) as (api, log):
        fitted = answered(api.invoke(event(f"{resource}/fit", CONSENT, data, binary=True, **target)))
        made = base64.b64decode(fitted["file"]["base64"], validate=True)
        sent = CONSENT | {"x-zikao-name": quote(fitted["file"]["name"]), "accept-language": "zh-TW"}
        report = answered(api.invoke(event(resource, sent, made, binary=True, **target)))
        outcomes = {each["id"]: each["outcome"] for each in report["findings"]}
        assert outcomes["photo.one-face"] == outcomes["photo.eyes-open"] == "yes"
        assert "檢查" in json.dumps(report, ensure_ascii=False)
        assert api.invoke(event(resource, {}, made, binary=True, **target))["statusCode"] == 403
        elsewhere = {"province": "zhejiang", "spec": "graduation"}
        assert api.invoke(event(resource, sent, made, binary=True, **elsewhere))["statusCode"] == 404
        for path in ("uploaded", "fit/uploaded"):
            named = CONSENT | {"x-zikao-upload": "0" * 32}
            missing = api.invoke(event(f"{resource}/{path}", named, b"", binary=False, **target))
            assert missing["statusCode"] == 404
    assert_clean(log)
    assert len([route for route in ROUTES if route.group == "photo"]) == 4, "a new route: ask it here"


def test_package_reads_with_the_weights_inside(
    packages: Path, runtime: str, tmp_path: Path, ocr: None
) -> None:
    target = {"province": "cn", "spec": "evidence-pages"}
    resource = "/v1/package/{province}/{spec}"
    with packaged("package", packages, runtime, tmp_path) as (api, log):
        report = answered(api.invoke(event(resource, CONSENT, ticket(), binary=True, **target)))
        assert not [each for each in report["findings"] if "模型" in each["sentence"]]
        outcomes = {each["id"]: each["outcome"] for each in report["findings"]}
        assert outcomes["package.page-few-characters"] == outcomes["package.page-legible"] == "yes"
        assert answered(api.invoke(event(resource, CONSENT, archive(), binary=True, **target)))
        uploads = "/v1/package/{province}/{spec}/uploaded"
        headers = CONSENT | {"x-zikao-upload": "0" * 32}
        refused = api.invoke(event(uploads, headers, b"", binary=False, **target))
        assert refused["statusCode"] == 404
    assert_clean(log)
    assert len([route for route in ROUTES if route.group == "package"]) == 2, "a new route: ask it here"


def test_the_site_shows_its_pages(packages: Path, runtime: str, tmp_path: Path) -> None:
    with packaged("site", packages, runtime, tmp_path, entry="app.handler") as (api, log):
        page = api.invoke({"httpMethod": "GET", "path": "/", "headers": None})
        assert page.get("statusCode") == 200, page
        assert base64.b64decode(page["body"]).decode() == "首页"
    assert_clean(log)
