"""The bill of materials of one package, CycloneDX 1.6: every distribution and every file of weights."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from infra.zips.functions import Architecture, Function
from zikao import __version__
from zikao.weights import Weights

_licences = LicenseFactory()


def bill(function: Function, folder: Path, architecture: Architecture, sha256: str) -> str:
    """The bill as JSON; the same package gives the same text.

    Args:
        function: whose package.
        folder: what was packed, with the metadata of its wheels.
        architecture: for which processor.
        sha256: of the zip.
    """
    root = Component(
        name=f"zikao-{function.name}-{architecture}",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="zip",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256)],
    )
    packed = sorted(folder.glob("*.dist-info/METADATA"))
    metadata = (HeaderParser().parsestr(each.read_text("utf-8")) for each in packed)
    return bill_of(root, f"zikao/lambda/{function.name}/{sha256}", metadata, function.weights)


def bill_of(root: Component, name: str, packages: Iterable[Message], weights: Iterable[Weights]) -> str:
    """The bill of anything as JSON; the same contents give the same text.

    Args:
        root: what the bill is of.
        name: from which its serial number is made.
        packages: their metadata.
        weights: files of them.
    """
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, name))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # a time would make each build another
    bom.metadata.component = root
    bom.components.update(map(_distribution, packages))
    bom.components.update(map(_weights, weights))
    bom.register_dependency(root, bom.components)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    return text + "\n"


def _weights(weights: Weights) -> Component:
    """One file of weights."""
    taken = weights.package
    return Component(
        name=weights.file,
        version=taken.version,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"weights:{weights.id}",
        description=f"{weights.member} of {taken.name} {taken.version}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=weights.sha256)],
        licenses=[_licences.make_with_name(weights.licence)],
        purl=PackageURL(taken.registry, None, taken.name, taken.version),
    )


def _distribution(metadata: Message) -> Component:
    """One package, from its metadata."""
    name, version = str(metadata["Name"]), str(metadata["Version"])
    stated = stated_licence(metadata)
    purl = PackageURL("pypi", None, name.lower(), version)
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[_licences.make_from_string(stated)] if stated else [],
    )


def stated_licence(metadata: Message) -> str | None:
    """The licence in one line: an expression, a classifier, or the first line of a text."""
    stated = metadata["License-Expression"] or _classified(metadata) or metadata["License"]
    return str(stated).splitlines()[0] if stated else None


def _classified(metadata: Message) -> str | None:
    """The licence of the classifiers, where no expression is stated."""
    prefix = "License :: OSI Approved :: "
    found = [each for each in metadata.get_all("Classifier", []) if each.startswith(prefix)]
    return found[0].removeprefix(prefix) if found else None
