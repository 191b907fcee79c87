"""The page on making a ZIP with what a device brings along: for each system its steps, each with a picture.

The pictures are drawn here, in the colours of the style sheet: a screen, what is chosen on it, and where the
word stands that is to be pressed. Nobody's logo and nobody's icons are in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from zikao.site import address
from zikao.site.page import Page
from zikao.site.templating import render

PHONE, DESK = (96, 150), (150, 110)
"""Units of a screen, upright or lying; one is about one pixel of a phone's page."""
_ROWS, _ROW = 4, 22


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    text: str
    picture: Markup


@dataclass(frozen=True)
class System:
    """How it goes on one kind of device."""

    id: str
    title: str
    steps: tuple[Step, ...]
    mind: str
    """What goes wrong there most often."""
    source: tuple[str, str] | None
    """Title and address of the maker's own page; None where none was found that holds for all devices."""


def _screen(size: tuple[int, int], label: str, inside: Iterator[str]) -> Markup:
    wide, high = size
    frame = f'<rect class="zg-pic-frame" x="1" y="1" width="{wide - 2}" height="{high - 2}" rx="9"/>'
    return Markup(  # noqa: S704 - escaped below
        f'<svg class="zg-pic" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img"'
        f' aria-label="{escape(label)}">{frame}{"".join(inside)}</svg>'
    )


def _word(text: str, x: float, y: float, kind: str = "zg-pic-word") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="middle">{escape(text)}</text>'


def chosen(size: tuple[int, int]) -> Markup:
    """Files, all of them ticked."""
    wide, _ = size

    def rows() -> Iterator[str]:
        for row in range(_ROWS if size == DESK else _ROWS + 1):
            y = 13 + row * _ROW
            yield f'<rect class="zg-pic-page" x="14" y="{y}" width="13" height="15" rx="2"/>'
            yield f'<rect class="zg-pic-line" x="34" y="{y + 5}" width="{wide - 70}" height="5" rx="2"/>'
            yield f'<circle class="zg-pic-on" cx="{wide - 21}" cy="{y + 8}" r="7"/>'
            yield f'<path class="zg-pic-tick" d="M{wide - 24} {y + 8}l3 3 5-6"/>'

    return _screen(size, "列表里的材料都打了勾", rows())


def pressed(screen: tuple[int, int], words: tuple[str, ...], which: int) -> Markup:
    """A menu in which one word is pressed."""
    wide, high = screen
    tall = 12 + len(words) * _ROW

    def menu() -> Iterator[str]:
        top = high - tall - 10
        yield f'<rect class="zg-pic-menu" x="10" y="{top}" width="{wide - 20}" height="{tall}" rx="6"/>'
        for index, word in enumerate(words):
            y = top + 6 + index * _ROW
            if index == which:
                size = f'width="{wide - 28}" height="{_ROW - 2}"'
                yield f'<rect class="zg-pic-on" x="14" y="{y}" {size} rx="4"/>'
            yield _word(word, wide / 2, y + 15, "zg-pic-said" if index == which else "zg-pic-word")

    return _screen(screen, f"菜单里点“{words[which]}”", menu())


def made(size: tuple[int, int], name: str) -> Markup:
    """A file with a zip."""
    wide, high = size
    left, top = wide / 2 - 17, high / 2 - 32

    def file() -> Iterator[str]:
        yield f'<rect class="zg-pic-page" x="{left:g}" y="{top:g}" width="34" height="42" rx="4"/>'
        for tooth in range(5):
            x = wide / 2 - (4 if tooth % 2 else 0)
            yield f'<rect class="zg-pic-on" x="{x:g}" y="{top + 4 + tooth * 5:g}" width="4" height="4"/>'
        yield _word(name, wide / 2, top + 62)

    return _screen(size, f"得到一个 ZIP：{name}", file())


SYSTEMS: Final = (
    System(
        "android",
        "安卓手机",
        (
            Step("打开手机自带的“文件管理”，找到材料照片，长按一张，再把其余的都勾上。", chosen(PHONE)),
            Step(
                "点“更多”里的“压缩”；问格式时选 ZIP，不设密码。", pressed(PHONE, ("移动", "更多", "压缩"), 2)
            ),
            Step("起个名字。压缩包和照片在同一个地方，或在“压缩包”分类里。", made(PHONE, "材料.zip")),
        ),
        "各家手机的菜单名称和位置不一样，有的自带应用只能解压、不能压缩。找不到“压缩”的，就用本站的打包。",
        None,
    ),
    System(
        "iphone",
        "苹果手机和 iPad",
        (
            Step(
                "在“照片”里选好材料，点分享，选“存储到‘文件’”，都存进一个文件夹。",
                pressed(PHONE, ("拷贝", "打印", "存到文件"), 2),
            ),
            Step("打开“文件”，进这个文件夹，点右上角“更多”按钮，选“选择”，把材料都勾上。", chosen(PHONE)),
            Step(
                "再点“更多”，选“压缩”。选了几个文件，得到的就叫“归档.zip”；长按它可以改名。",
                pressed(PHONE, ("移动", "更多", "压缩"), 2),
            ),
        ),
        "勾里面的文件，不要勾外面的文件夹。照片是 HEIC 的，先在相机设置里改成“兼容性最佳”再拍，"
        "或用本站的打包。",
        ("Apple 支持：在“文件”里压缩和解压缩", "https://support.apple.com/zh-cn/102532"),
    ),
    System(
        "windows",
        "Windows 电脑",
        (
            Step("打开放材料的文件夹，按住 Ctrl 把图片一张张点上，或按 Ctrl+A 全选。", chosen(DESK)),
            Step(
                "在选中的图片上点右键：Windows 11 选“压缩到…”里的“ZIP 文件”；"
                "Windows 10 选“发送到”里的“压缩(zipped)文件夹”。",
                pressed(DESK, ("复制", "压缩到…", "ZIP 文件"), 2),
            ),
            Step("同一个文件夹里多出一个 ZIP，改成看得懂的名字。", made(DESK, "材料.zip")),
        ),
        "不要对着外面的文件夹点右键，那样会多一层文件夹。菜单里还有 7z、RAR 的，不要选。",
        (
            "Microsoft 支持：压缩和解压缩文件",
            "https://support.microsoft.com/zh-cn/windows/zip-and-unzip-files-8d28fa72-f2f9-712f-67df-f80cf89fd4e5",
        ),
    ),
    System(
        "mac",
        "Mac 电脑",
        (
            Step("在“访达”里打开放材料的文件夹，按住 Command 键把图片一张张点上。", chosen(DESK)),
            Step("按住 Control 键点选中的图片，选“压缩”。", pressed(DESK, ("打开", "拷贝", "压缩"), 2)),
            Step("选了几个文件，得到的就叫“归档.zip”，改成看得懂的名字。", made(DESK, "归档.zip")),
        ),
        "Mac 打的包里可能带系统生成的文件（__MACOSX、.DS_Store）；打好以后用本站查一遍，会告诉你有没有。",
        (
            "Apple 支持：在 Mac 上压缩或解压缩文件和文件夹",
            "https://support.apple.com/zh-cn/guide/mac-help/mchlp2528/mac",
        ),
    ),
)


def page(specs: list[tuple[str, str]]) -> Page:
    """The page.

    Args:
        specs: title and address, as seen from this page, of each package that can be made on the site itself.
    """
    text = render("packing.md.jinja", systems=SYSTEMS, specs=specs)
    described = {"description": "安卓、苹果手机、Windows、Mac 上怎么把材料照片打成一个 ZIP 压缩包。"}
    return Page(address.PACKING, text, "怎么打包成 ZIP", described)
