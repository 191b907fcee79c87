"""What the element that builds and checks a package has to know of its spec: slots and limits.

Slots stand in the page as markup from the start, so that nothing moves when the script comes, and as JSON in
an attribute for the script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from zikao.package.limits import DEFAULT
from zikao.site.form_markup import KINDS, Tree, filled

if TYPE_CHECKING:
    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Spec

OTHER: Final = {"id": "other", "name": "再加一张", "called": "材料"}
"""Behind the slots that a spec names: no source's list is complete."""

MARKUP_FILE: Final = "widgets/package/markup.js"
"""From the root of a checkout."""

SLOTS: Final = "SLOTS"


def _pick(words: str, accept: Mapping[str, Any], kind: str = "") -> Tree:
    """A button over which the browser's own control lies."""
    control = {"type": "file", "autocomplete": "off", "aria-label": f"{{name}}：{words}", **accept}
    return [
        f"span.zk-picker {kind}".rstrip(),
        {},
        ["input.zk-file", control],
        ["span.zk-pick", {"aria-hidden": "true"}, words],
    ]


SLOT: Final[Tree] = [
    "div.zk-slot",
    {"data-slot": "{slot}"},
    ["p.zk-slot-name", {}, ["b", {}, "{name}"], ["span.zk-hint", {}, "{hint}"]],
    ["ul.zk-pieces", {"hidden": True}],
    [
        "div.zk-picks",
        {},
        _pick("拍照", {"accept": "image/*", "capture": "environment"}, "zk-camera"),
        _pick("从相册选", {"accept": "image/*", "multiple": True}),
        _pick("选 PDF", {"accept": "application/pdf,.pdf", "multiple": True}),
    ],
]
MAKER: Final[Tree] = [
    "fieldset.zk-maker",
    {},
    ["legend", {}, "放材料，做压缩包"],
    ["p.zk-hint", {}, "只在这台设备上做，不会发出去；名字和顺序会排好。一个准考证号做一个包。"],
    ["p.zk-note zk-before", {"hidden": True}],
    SLOTS,
    ["p.zk-fault", {"hidden": True}],
    ["button.zk-button zk-make", {"type": "button", "disabled": True, "autocomplete": "off"}, "做成压缩包"],
    ["p.zk-hint", {"role": "status"}],
    ["div.zk-made", {}],
]
"""What makes an archive, as data (`zikao.site.form_markup`).

`SLOTS` stands where the slots come.
"""


def maker(spec: Spec) -> Tree | None:
    """What makes this spec's archive, its names filled in; None where nothing does."""
    found = slots(spec)
    if not found:
        return None
    tag, attributes, *children = MAKER
    rows = [*map(_slot, found)]
    made = [each for child in children for each in (rows if child == SLOTS else [child])]
    return [tag, attributes, *made]


def _slot(slot: Mapping[str, Any]) -> Tree:
    made: Tree = _filled(SLOT, {"slot": slot["id"], "name": slot["name"], "hint": slot["hint"]})
    return made


def _filled(tree: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(tree, str):
        return filled(tree, words)
    if isinstance(tree, dict):
        return {name: value if value is True else filled(value, words) for name, value in tree.items()}
    return [_filled(each, words) for each in tree]


def slots(spec: Spec) -> list[dict[str, Any]]:
    """The slots of an archive's spec, in the order of the archive; none where it names no parts.

    `group` is shared by those that stand for one another; what is for `every` goes into the archive of each
    ticket number.
    """
    if spec.file_class != "archive" or not spec.parts:
        return []
    found: list[dict[str, Any]] = []
    for part in spec.parts:
        slot: dict[str, Any] = {
            "id": part.id,
            "name": part.name,
            "called": part.called or part.name,
            "wanted": True,
        }
        others = [
            each.name
            for each in spec.parts
            if part.any_of and each.any_of == part.any_of and each is not part
        ]
        if part.any_of:
            slot |= {"group": part.any_of, "every": True}
        hint = f"和{'、'.join(others)}任选其一" if others else (part.per and f"对应{part.per}")
        found.append({**slot, "hint": hint or ""})
    return [*found, {**OTHER, "hint": "没有列出来的、审核另外要的，放这里"}]


def told(library: Library, item: str, spec: Spec) -> str:
    """The attribute `parts` as JSON; empty where the spec names no parts.

    `slots`; `bytes`: of an archive, at most; `named`: what it has to be called, where the source says so.
    """
    found = slots(spec)
    if not found:
        return ""
    document = library.compiled("package", item)
    values = {name: each.value for name, each in document.values.items()}
    most = min(
        int(values.get("bytes_sure_max", values.get("bytes_max", DEFAULT.archive_bytes))),
        DEFAULT.archive_bytes,
    )
    parts: dict[str, Any] = {"slots": found, "bytes": most}
    if document.file_name:
        parts["named"] = document.file_name
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def markup_for_widgets() -> str:
    """The module from which the element makes the same where a page has nothing."""
    return (
        "/** What makes an archive, as data. Made by `zikao schemas`; not written by hand. */\n"
        '/** @typedef {import("../shared/files/markup.js").Tree} Tree */\n'
        f"/** @type {{Tree}} */\nexport const SLOT = {json.dumps(SLOT, ensure_ascii=False)};\n"
        f"/** @type {{Tree}} */\nexport const MAKER = {json.dumps(MAKER, ensure_ascii=False)};\n"
        f"export const SLOTS = {json.dumps(SLOTS)};\n"
        f"export const KIND = {json.dumps(KINDS['archive'], ensure_ascii=False)};\n"
    )
