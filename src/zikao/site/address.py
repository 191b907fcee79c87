"""Where things stand on the site: one place that knows every path, so that no template spells one out.

Pages are served as folders (`anhui/graduation.md` at `anhui/graduation/`). Addresses are relative, so the
site works below any path of any host.
"""

from __future__ import annotations

from functools import cache

from zikao.errors import ZikaoError

HOME = "index.md"
OFFLINE = "offline.md"
SOURCES = "sources.md"
REGISTER = "register.md"
PLACES = "places.md"
"""Provinces that have no rulebook here; each has an anchor of its own id."""
PACKING = "packing.md"
"""How to make a ZIP with what a device brings along."""
TRADITIONAL = "zh-TW"
"""Folder of the pages in Traditional Chinese; also their language."""
ENGLISH = "en"
"""Folder of the pages for frames in English, and below `ELEMENTS` of their scripts; also their language."""
ELEMENTS = "assets/zikao"
"""Folder of the browser elements; its `zikao.js` loads the ones that a page uses."""
DEVICE = f"{ELEMENTS}/device.json"
"""What the checks on a reader's own device need, where the site offers any."""
DEVICE_FILES = f"{ELEMENTS}/device"
"""Folder of that; each file is named by its content."""
HOSTS = "widgets"
"""Folder of the same for other people's pages: one folder for each version, and `v1` for the newest."""

LIST = ".list.json"
"""How the names of the lists of papers and steps end."""
WHOLE = ".whole.json"
"""How the names of what a device judges files by end."""

FRAMES = "embed"
"""Folder of the pages that portals show in a frame, in each language's folder."""
FRAMED = "framed.js"
"""Beside the elements' scripts: the one of those pages."""

SPEC_FOLDERS = {"photo": "photos", "package": "packages"}
RESERVED = frozenset({"index", "findings", "cities", *SPEC_FOLDERS.values()})


class ReservedNameError(ZikaoError):
    """A procedure's id is the name of another page of its province."""


def province_page(province: str) -> str:
    """The first page of a province."""
    return f"{province}/index.md"


def guide_page(province: str, procedure: str) -> str:
    """The page of a procedure.

    Raises:
        ReservedNameError: another page of every province has this name.
    """
    if procedure in RESERVED:
        raise ReservedNameError(
            f"{province}/{procedure}：事项不能叫 {procedure}，网站的另一个页面用了这个名字，请换一个 id。"
        )
    return f"{province}/{procedure}.md"


def basis_page(province: str, procedure: str) -> str:
    """The second page of a guide: what it rests on, and what its sources leave open."""
    return f"{guide_page(province, procedure).removesuffix('.md')}/basis.md"


def spec_page(kind: str, province: str, spec: str) -> str:
    """The page of a file spec; `kind` is `photo` or `package`."""
    return f"{province}/{SPEC_FOLDERS[kind]}/{spec}.md"


def frame_page(kind: str, province: str, spec: str, city: str | None = None) -> str:
    """The page that portals show in a frame: the check of a file spec, and nothing else."""
    return f"{FRAMES}/{kind}/{_part(province, city)}/{spec}.md"


def city_page(province: str, city: str) -> str:
    """The page of what differs in a city."""
    return f"{province}/cities/{city}.md"


def findings_page(province: str) -> str:
    """All findings of a province stand on one page: a page for each would multiply the time of a build."""
    return f"{province}/findings.md"


def finding_anchor(kind: str, item: str, rule: str) -> str:
    """Anchor of one rule on its province's page of findings; `item` is a procedure or a spec.

    The part behind the item is the finding's id for specs (`photo.bytes`); what is asked of several
    archives `together` is a finding of packages.
    """
    if kind == "procedure":
        return f"{item}.{rule}"
    return f"{item}.{'package' if kind == 'together' else kind}.{rule}"


def source_anchor(key: str) -> str:
    """Anchor of a source on its province's page."""
    return f"source-{key}"


def own_register_page(province: str) -> str:
    """The page of the register that a province keeps for itself."""
    return f"{REGISTER.removesuffix('.md')}/{province}.md"


def fact_anchor(number: int | str) -> str:
    """Anchor of a catalogued fact of the sources on the page of the register."""
    return f"fact-{number}"


def document_file(province: str, procedure: str, city: str | None = None) -> str:
    """The compiled procedure that the browser judges with."""
    return f"data/{_part(province, city)}/{procedure}.json"


def photo_file(province: str, spec: str, city: str | None = None) -> str:
    """The part of a compiled photo spec that the browser judges a chosen file by, before it is sent."""
    return f"data/{_part(province, city)}/{SPEC_FOLDERS['photo']}/{spec}.json"


def package_file(province: str, spec: str, city: str | None = None) -> str:
    """The part of a compiled package spec that the browser judges a chosen file by, before it is sent."""
    return f"data/{_part(province, city)}/{SPEC_FOLDERS['package']}/{spec}.json"


def whole_photo_file(province: str, spec: str, city: str | None = None) -> str:
    """All that the browser judges a portrait by that it has measured itself."""
    return f"data/{_part(province, city)}/{SPEC_FOLDERS['photo']}/{spec}{WHOLE}"


def whole_package_file(province: str, spec: str, city: str | None = None) -> str:
    """All that the browser judges a file of evidence by that it has measured itself."""
    return f"data/{_part(province, city)}/{SPEC_FOLDERS['package']}/{spec}{WHOLE}"


def schema_file(province: str, procedure: str, city: str | None = None) -> str:
    """JSON Schema of the answers without words, by which the browser checks them."""
    return f"data/{_part(province, city)}/{procedure}.schema.json"


def list_file(province: str, procedure: str, city: str | None = None) -> str:
    """The papers and steps of a procedure, for a checklist in a page that is not ours."""
    return f"data/{_part(province, city)}/{procedure}{LIST}"


VOCABULARY_FILE = "schemas/answers-vocabulary.schema.json"
"""What the words of those schemas mean."""


def published_schema_file(province: str, procedure: str, city: str | None = None) -> str:
    """The same with all words, for forms that are not ours."""
    return f"schemas/eligibility/{_part(province, city)}/{procedure}.schema.json"


def calendar_file(province: str, window: str, city: str | None = None) -> str:
    """The calendar file of a window's end."""
    return f"calendar/{_part(province, city)}/{window}.ics"


def _part(province: str, city: str | None) -> str:
    return f"{province}/cities/{city}" if city else province


def folder(page: str) -> str:
    """The folder that a page is served at: `""` for the home page, else with a closing slash."""
    stem = page.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/"


def href(from_page: str, to: str, anchor: str | None = None) -> str:
    """Relative address of a page or file of the site, as seen from a page."""
    target = folder(to) if to.endswith(".md") else to
    here = folder(from_page)
    if target == here:
        path = "" if anchor else "./"
    else:
        path = relative(target, here)
        if to.endswith(".md"):
            path += "/"
    return f"{path}#{anchor}" if anchor else path


def relative(target: str, here: str) -> str:
    """The way from a folder to what stands elsewhere, both from the site's root: `..` for `a` from `a/b`.

    As `posixpath.relpath` has it, which asks for the working folder each time; a site has thousands of links.
    """
    to, at = _parts(target), _parts(here)
    same = 0
    for one, other in zip(to, at, strict=False):
        if one != other:
            break
        same += 1
    return "/".join([*[".."] * (len(at) - same), *to[same:]]) or "."


@cache
def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]
