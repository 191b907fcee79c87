"""Reads templates: YAML with CloudFormation's short forms, and several files as one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Tree = dict[str, Any]


class TemplateError(Exception):
    """A template cannot be put together; the sentence says why."""


class _Constructor(SafeConstructor):
    """`!Sub …` becomes `{"Fn::Sub": …}`."""


def _short_form(constructor: SafeConstructor, tag: str, node: Node) -> Tree:
    if isinstance(node, ScalarNode):
        value: Any = constructor.construct_scalar(node)
    elif isinstance(node, SequenceNode):
        value = constructor.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, MappingNode)  # noqa: S101 - there is no fourth kind of node
        value = constructor.construct_mapping(node, deep=True)
    if tag in ("Ref", "Condition"):
        return {tag: value}
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{tag}": value}


_Constructor.add_multi_constructor("!", _short_form)


def load(path: Path) -> Tree:
    """One file, its short forms written out."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Constructor
    found: Tree = reader.load(path.read_text("utf-8"))
    return found


def joined(files: Iterable[Path]) -> Tree:
    """Several files as one template, section by section.

    Raises:
        TemplateError: two files give the same name.
    """
    whole: Tree = {}
    for path in files:
        for section, content in load(path).items():
            if not isinstance(content, dict):
                whole[section] = content
                continue
            into = whole.setdefault(section, {})
            if twice := into.keys() & content.keys():
                raise TemplateError(f"{path.name}: {section} has {', '.join(sorted(twice))} already")
            into.update(content)
    return whole


def under(own: Tree, given: Tree) -> Tree:
    """A tree with what it lacks taken from another: what stands in the template wins."""
    merged = dict(own)
    for name, value in given.items():
        if name not in own:
            merged[name] = value
        elif isinstance(own[name], dict) and isinstance(value, dict):
            merged[name] = under(own[name], value)
    return merged
