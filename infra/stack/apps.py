"""What `chalice package` says of each app: its paths, and the properties of its function."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from infra.stack.cloudformation import TemplateError, Tree
from infra.zips.functions import FUNCTIONS
from infra.zips.gather import TOP

TEMPLATES = TOP / "infra" / "templates"
TAKEN = ("Runtime", "Handler", "MemorySize", "Timeout")
"""Properties that the app's configuration decides. Role, environment and code are the template's."""


@dataclass(frozen=True)
class App:
    """One app as the template needs it."""

    name: str
    properties: Tree
    """Of its function."""
    paths: Tree
    """Swagger, each operation bound to `${APIHandler.Arn}`."""
    binary_types: tuple[str, ...]


def package(name: str, source: Path = TOP / "src") -> App:
    """Run Chalice over one app, in a copy of its folder, so that no stale package of its cache is met.

    Raises:
        TemplateError: Chalice failed; its words follow.
    """
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "app"
        shutil.copytree(
            TOP / "functions" / name, project, ignore=shutil.ignore_patterns("deployments", "vendor")
        )
        command = [
            *(sys.executable, "-c", "import sys; from chalice.cli import main; sys.exit(main())"),
            *("--project-dir", str(project), "package", "--stage", "prod"),
            *("--merge-template", str(TEMPLATES / "chalice.yaml"), str(Path(scratch) / "out")),
        ]
        # It loads the app, which must not read settings of this machine, and it wants some region.
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("ZIKAO_", "AWS_"))}
        environment = {**clean, "PYTHONPATH": str(source), "AWS_DEFAULT_REGION": "us-east-1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        made = next((Path(scratch) / "out").glob("sam.*"), None)
        if done.returncode or made is None:
            raise TemplateError(f"chalice package {name}: {done.stderr.strip() or done.stdout.strip()}")
        return _app(name, json.loads(made.read_text("utf-8")) if made.suffix == ".json" else _yaml(made))


def _yaml(path: Path) -> Tree:
    from infra.stack.cloudformation import load

    return load(path)


def _app(name: str, template: Tree) -> App:
    function = template["Resources"]["APIHandler"]["Properties"]
    body = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    properties = {key: function[key] for key in TAKEN}
    properties["Architectures"] = [FUNCTIONS[name].architecture]
    return App(name, properties, body["paths"], tuple(body["x-amazon-apigateway-binary-media-types"]))
