"""A province's rulebook begun: a skeleton with comments, with all that the register knows of its authority.

What is to be filled in is marked; see `zikao.rulebook.unfilled`.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from zikao.authoring.editing import seen_from, write_schemas
from zikao.clock import beijing_today, spoken
from zikao.errors import ExitCode, ZikaoError
from zikao.rulebook.authorities import FILE, Authorities, Place, Seen, load_authorities
from zikao.rulebook.faults import nearest
from zikao.rulebook.folders import CONFIG, MAIN, RULEBOOKS, holds_provinces, rulebooks_in
from zikao.rulebook.model.base import SLUG
from zikao.templates import of_files

HOW = {
    "official": "官方页面",
    "document": "规则手册引用的官方文件",
    "quoted": "别处转引的官方页面",
    "article": "官方公众号文章的转载",
}
"""How a site was seen, in words."""

_LINE = re.compile(r"[\w（）()·、 -]{1,60}")
"""A name that needs no quotes in YAML."""
_TEMPLATE = ".jinja"


class CannotBeginError(ZikaoError):
    """No skeleton was written, and nothing was changed."""

    exit_code = ExitCode.USAGE


def rulebooks_folder(at: Path) -> Path:
    """The folder of rulebooks that a folder means, as `rulebooks_in`; `provinces` in it need not be there.

    >>> rulebooks_folder(Path("no-such-folder")).as_posix()
    'no-such-folder/provinces'
    """
    if (there := rulebooks_in(at)) != at:
        return there
    itself = at.name == RULEBOOKS or (at / FILE).is_file() or holds_provinces(at)
    return at if itself and not (at / CONFIG).is_file() else at / RULEBOOKS


def begin(
    rulebooks: Path, province: str, *, name: str | None = None, today: date | None = None
) -> list[Path]:
    """Write the skeleton of a province into a folder of rulebooks, and the schemas for editors.

    Args:
        rulebooks: the folder; it need not be there yet.
        province: id as the register has it, or the province's name.
        name: name of a province that the register does not know.
        today: the day to write; None: today in Beijing.

    Returns:
        The files of the province, its main file first.

    Raises:
        CannotBeginError: unknown province, a folder of that name, or nothing can be written there.
        RulebookFaults: the folder's own register is wrong.
    """
    if name is not None and not _LINE.fullmatch(name):
        raise CannotBeginError("名称要写在一行里，不能是空的，也不能有冒号、引号、# 这些符号。")
    known = load_authorities(rulebooks) or load_authorities()
    key, place = _place(known, province, name)
    folder = rulebooks / key
    if folder.exists():
        raise CannotBeginError(f"{folder} 已经有了，没有改动它。")
    try:
        schemas = write_schemas(rulebooks)
        folder.mkdir(parents=True)
    except OSError:
        raise CannotBeginError(f"{folder} 写不进去，请检查文件夹有没有权限、磁盘满了没有。") from None
    day = (today or beijing_today()).isoformat()
    try:
        return _written(folder, schemas, {"id": key, "today": day, **_about(place, name)})
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise CannotBeginError(f"{folder} 没有写完，已经撤回；请检查磁盘满了没有。") from None


def _place(known: Authorities | None, province: str, name: str | None) -> tuple[str, Place | None]:
    places = known.places if known else {}
    if province in places:
        return province, places[province]
    for key, place in places.items():
        if province in (place.name, place.short):
            return key, place
    if name is not None and re.fullmatch(SLUG, province):
        return province, None
    if name is not None:
        raise CannotBeginError(f"{province} 不能当文件夹名：只能用小写字母、数字和中间的连字符，例如 hunan。")
    near = nearest(province, places)
    advice = f"是不是 {near}（{places[near].name}）？" if near else "省份写拼音，例如 hunan。"
    raise CannotBeginError(f"登记表里没有 {province}，{advice}登记表以外的，用 --name 写出名称。")


def _about(place: Place | None, name: str | None) -> dict[str, Any]:
    """What the register says of a province; what nobody knows is marked."""
    if place is None:
        return {
            "name": name,
            "code": '【待填：两位数字，如 "43"，要加引号】',
            "authority": "【待填：教育考试机构的全称】",
            "authority_seen": True,
            "sites": [],
        }
    return {
        "name": name or place.name,
        "code": f'"{place.code}"',
        "authority": place.authority,
        "authority_seen": place.authority_seen,
        "sites": [
            {"host": site.host, "use": site.use, "seen": [_told(seen) for seen in site.seen]}
            for site in place.sites
        ],
    }


def _told(seen: Seen) -> str:
    on = f"，{spoken(seen.on)}" if seen.on else ""
    return f"{HOW[seen.how]}{on}{f'，{seen.address}' if seen.address else ''}"


def _written(folder: Path, schemas: Path, about: dict[str, Any]) -> list[Path]:
    environment = of_files("zikao.authoring", "skeleton")
    made = []
    for name in sorted(environment.list_templates(extensions=["jinja"]), key=_main_first):
        path = folder / name.removesuffix(_TEMPLATE)
        path.parent.mkdir(exist_ok=True)
        text = environment.get_template(name).render(about, schemas=seen_from(path.parent, schemas))
        path.write_text(text, "utf-8")
        made.append(path)
    return made


def _main_first(name: str) -> tuple[bool, str]:
    return not name.startswith(MAIN), name
