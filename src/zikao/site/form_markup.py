"""The form that sends a file, as data: written into pages at build, and made of the same by script elsewhere.

A tree is a list: the tag, with a class behind a dot if it has one, its attributes (true: bare), and its
children, texts and trees. Names in braces are filled in, see `filled`; the string `FIELDS` stands where what
is asked beside the file comes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from zikao.numbers import Written
from zikao.package import declarable

Tree = list[Any]

KINDS: Final[dict[str, dict[str, Any]]] = {
    "photo": {
        "label": "照片",
        "pick": "选择照片",
        "hint": "请选原始的照片文件；截图和聊天软件转发过的图会变样。",
        "accept": "image/*",
        "limit": 10,
    },
    "package": {
        "label": "材料文件",
        "pick": "选择文件",
        "hint": "请选准备上传到报名系统的那一个文件。",
        "accept": ".zip,.jpg,.jpeg,.pdf,.rar,.7z",
        "limit": 50,
    },
    # Where one can be made on the page itself.
    "archive": {
        "label": "压缩包",
        "pick": "选已有的压缩包",
        "hint": "上面做好的会自己放到这里；以前做好的，直接选它。",
        "accept": ".zip,.rar,.7z,application/zip,application/x-zip-compressed",
        "limit": 50,
    },
}
"""What a file is called, the words on its button, what to say of choosing one, which ones the device offers
first, and how many MB the server takes."""

FIELDS: Final = "FIELDS"
FIRST: Final = "FIRST"
AHEAD: Final = ("ticket-number", "person")
"""Asked before the file where a page makes it: the file is made for it, so it is not left to choice there."""
OPTIONAL: Final = "（选填）"
ASLEEP: Final = "zk-asleep"
"""Class of a form that was written into the page, until its script has come."""

_NOTHING: Final = {"hidden": True}


def _fault(name: str) -> Tree:
    return ["p.zk-fault", {"id": f"{{id}}-{name}-fault", **_NOTHING}]


def _described(name: str) -> str:
    return f"{{id}}-{name}-hint {{id}}-{name}-fault"


CONSENT: Final[Tree] = [
    "div.zk-question",
    {},
    _fault("consent"),
    [
        "label.zk-choice",
        {},
        [
            "input",
            {
                "type": "checkbox",
                "id": "{id}-consent",
                "autocomplete": "off",
                "aria-describedby": "{id}-consent-fault",
            },
        ],
        [
            "span",
            {},
            "我同意把这个文件{along}发给本站服务器检查。",
            ["span", {"id": "{id}-kept"}, "只在内存中处理，查完即弃，不保存、不转交。"],
        ],
    ],
]

FORM: Final[Tree] = [
    "form.zk-form",
    {"novalidate": True, "aria-label": "{title}", "data-id": "{id}"},
    FIRST,
    [
        "div.zk-question",
        {},
        ["label", {"for": "{id}-file"}, ["b", {}, "要检查的{label}"]],
        ["p.zk-hint", {"id": "{id}-file-hint"}, "{hint}"],
        _fault("file"),
        [
            "div.zk-picker",
            {},
            # Over the button that is drawn: it takes the click, the keys and a file that is dropped there.
            [
                "input.zk-file",
                {
                    "type": "file",
                    "id": "{id}-file",
                    "accept": "{accept}",
                    "autocomplete": "off",
                    "aria-describedby": f"{_described('file')} {{id}}-held",
                },
            ],
            ["label.zk-button", {"for": "{id}-file", "id": "{id}-pick"}, "{pick}"],
        ],
        [
            "p.zk-held",
            {},
            ["span", {"id": "{id}-held"}, "还没有选"],
            ["button.zk-quiet", {"type": "button", "id": "{id}-drop", **_NOTHING}, "拿掉"],
        ],
        ["div.zk-beside", {}],
    ],
    FIELDS,
    CONSENT,
    # Nothing could be sent by a page whose script has not come: a press would only lead away from it.
    ["button.zk-button", {"id": "{id}-send", "disabled": True, "autocomplete": "off"}, "开始检查"],
]
ALONG: Final = "和上面填的内容"
"""What goes along with the file where something is asked beside it."""

NO_SCRIPT: Final = "检查文件要靠脚本，这个浏览器没有运行脚本；可以照下面的要求逐条对照。"


def _written(name: str, label: str, hint: str, control: Tree) -> Tree:
    """A field with its label, its hint and the place of its fault."""
    tag, attributes = control
    return [
        "div.zk-question",
        {},
        ["label", {"for": f"{{id}}-{name}"}, ["b", {}, label], OPTIONAL],
        ["p.zk-hint", {"id": f"{{id}}-{name}-hint"}, hint],
        _fault(name),
        [
            f"{tag}.zk-line",
            {
                "id": f"{{id}}-{name}",
                "autocomplete": "off",
                "spellcheck": "false",
                "aria-describedby": _described(name),
                **attributes,
            },
        ],
    ]


def _choice(value: str, title: str) -> Tree:
    radio = {
        "type": "radio",
        "name": "{id}-selfie",
        "id": f"{{id}}-selfie-{value or 'unsure'}",
        "value": value,
        "autocomplete": "off",
    }
    return ["label.zk-choice", {}, ["input", radio], ["span", {}, title]]


ASKED: Final[dict[str, Tree]] = {
    "ticket-number": _written(
        "ticket-number",
        "准考证号",
        "{number}，只用来核对，不保存。",
        ["input", {"type": "text", "inputmode": "{keys}"}],
    ),
    "person": _written(
        "person",
        "姓名",
        "来源要求文件名里写；只用来起名、和文件名核对，不保存。",
        ["input", {"type": "text"}],
    ),
    "courses": _written(
        "courses",
        "课程名称",
        "这份材料里有合格证书的课程，照证书上的名称，一行写一门。只用来在证书上找，不保存。",
        ["textarea", {"rows": "4"}],
    ),
    "taken": _written(
        "taken",
        "拍摄日期",
        "照片文件里没有记下日期时，按这里填的核对，不保存。",
        # Without a last day, browsers offer years of six digits.
        ["input", {"type": "date", "max": "9999-12-31"}],
    ),
    "selfie": [
        "fieldset.zk-question",
        {"aria-describedby": "{id}-selfie-hint"},
        ["legend", {}, "是手机前置镜头自拍的吗？", ["span", {}, "（选填）"]],
        ["p.zk-hint", {"id": "{id}-selfie-hint"}, "照片文件里看不出来时，按这里选的核对，不保存。"],
        _choice("no", "不是"),
        _choice("yes", "是"),
        _choice("", "不清楚"),
    ],
}
"""What may be asked beside a file, by the name that `declares` calls it."""

NO_ELEMENTS: Final = "这个网站没有装检查文件的组件；可以照下面的要求逐条对照。"

_WHOLE: Final = re.compile(
    rf"(?:<noscript>(?:(?!</noscript>).)*</noscript>\s*)?<form [^>]*{ASLEEP}.*?</form>", re.DOTALL
)
_NAME: Final = re.compile(r"\{(\w+)\}")
_VOID: Final = frozenset({"input"})

WIDGETS_FILE: Final = "widgets/shared/files/markup.js"
"""From the root of a checkout."""
SHEET: Final = "forms.css"
"""Beside the elements' scripts: what the form looks like before these have come."""


def markup(
    kind: str,
    declares: str,
    title: str,
    name: str,
    first: Tree | None = None,
    number: Written = declarable.ANY_TICKET,
    *,
    asks: bool = True,
) -> Markup:
    """The form as a page has it from the start.

    Args:
        kind: photo or package, or archive where one can be made.
        declares: names of what is asked beside the file, with spaces between.
        title: what screen readers call it.
        name: what its ids begin with; no other form of the page has it.
        first: what makes the file, with its names filled in.
        number: how a ticket number is written.
        asks: whether consent to sending is asked from the start; where the device checks by itself, that is
            asked once the server is needed.
    """
    asked = declares.split()
    ahead = [each for each in asked if first and each in AHEAD]
    along = ALONG if asked else ""
    words = {"id": name, "title": title, "along": along, **KINDS[kind]}
    words |= {"number": number.wanted, "keys": "text" if number.letters else "numeric"}
    places: dict[Any, list[Tree]] = {
        FIRST: [*(wanted(ASKED[each]) for each in ahead), *([first] if first else [])],
        FIELDS: [ASKED[each] for each in asked if each not in ahead],
    }
    tag, attributes, *children = FORM
    made = [each for child in children for each in (places[child] if isinstance(child, str) else [child])]
    if not asks:
        made[made.index(CONSENT)] = [CONSENT[0], _NOTHING, *CONSENT[2:]]
    form = [f"{tag} {ASLEEP}", attributes, *made]
    return Markup("".join(_html(form, words)))  # noqa: S704 - escaped below


def wanted(tree: Any) -> Any:
    """A field that has to be filled in: the same without the word that leaves it to choice."""
    return [wanted(each) for each in tree if each != OPTIONAL] if isinstance(tree, list) else tree


def ready(html: str, sheet: str | None) -> str:
    """A whole page with what its forms need.

    Args:
        html: the page.
        sheet: address of their style sheet, from that page; None where no elements come with the site.
    """
    if ASLEEP not in html:
        return html
    if sheet is None:
        return _WHOLE.sub(f'<p class="zg-none">{NO_ELEMENTS}</p>', html)
    return html.replace("</head>", f'<link rel="stylesheet" href="{escape(sheet)}">\n</head>', 1)


def _html(tree: str | Tree, words: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(tree, str):
        yield str(escape(filled(tree, words)))
        return
    tag, attributes, *children = tree
    name, _, kind = tag.partition(".")
    said = {"class": kind, **attributes} if kind else attributes
    yield f"<{name}"
    for each, value in said.items():
        yield f" {each}" if value is True else f' {each}="{escape(filled(value, words))}"'
    yield ">"
    for child in children:
        yield from _html(child, words)
    if name not in _VOID:
        yield f"</{name}>"


def filled(text: str, words: Mapping[str, Any]) -> str:
    """A text with the names in braces replaced that are known."""
    return _NAME.sub(lambda found: str(words.get(found[1], found[0])), text)


def for_widgets() -> str:
    """The module from which the elements make the same form where a page has none."""
    made = ["/** The form that sends a file, as data. Made by `zikao schemas`; not written by hand. */"]
    made.append("/** @typedef {[string, Record<string, string | true>, ...any[]]} Tree */")
    form = [each for each in FORM if each != FIRST]
    kinds = {name: KINDS[name] for name in ("photo", "package")}
    for name, value in {"KINDS": kinds, "FORM": form, "ASKED": ASKED}.items():
        type_ = {"FORM": "Tree", "ASKED": "Record<string, Tree>"}.get(name)
        if type_:
            made.append(f"/** @type {{{type_}}} */")
        made.append(f"export const {name} = {json.dumps(value, ensure_ascii=False)};")
    made.append(f"export const AHEAD = {json.dumps(AHEAD)};")
    for name, text in {
        "FIELDS": FIELDS,
        "FIRST": FIRST,
        "OPTIONAL": OPTIONAL,
        "ASLEEP": ASLEEP,
        "ALONG": ALONG,
    }.items():
        made.append(f"export const {name} = {json.dumps(text, ensure_ascii=False)};")
    return "\n".join([*made, ""])
