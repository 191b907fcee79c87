"""Each defect of a portrait gives its own finding and no other.

A row of a table names every rule that must say no, and every one that must be "not checked"; all others must
say yes. Where one defect by its nature breaks two rules, or leaves some without an answer, `why` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.checks.photo import check_photo
from zikao.clock import BEIJING
from zikao.photo.limits import PhotoTooLargeError
from zikao.report import Report
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

pytest.importorskip("numpy")
pytest.importorskip("PIL.Image")

from PIL import Image

from .photo_cases import (
    LIGHT_BLUE,
    WHITE,
    Sitter,
    X,
    Y,
    blotches,
    blur,
    bystander,
    claiming,
    covers,
    enlarged,
    exif,
    faces,
    fitting,
    from_one_side,
    grain,
    padded,
    resized,
    shadow,
    stored,
    studio,
    tagged,
    times,
    widened,
    without_density,
)

ITEM, NOW = "anhui/graduation", datetime(2026, 5, 1, 12, tzinfo=BEIJING)
DECLARED = {"front_camera": False, "date_taken": "2026-02-01"}


def rules(names: str) -> frozenset[str]:
    return frozenset(names.split())


OF_THE_FACE = rules(
    "hair-top eyes-height face-width centred facing-front upright eyes-level eyes-open lips-closed"
    " mouth-uncovered eyes-uncovered brows-uncovered no-headwear no-tinted-glasses no-lens-glare"
    " clothes-distinct even-light no-red-eye sharp not-enlarged nobody-beside proportions in-colour"
    " skin-colour"
)
"""What nothing can be said about without one single face."""
OF_SEVERAL = OF_THE_FACE | {"no-border-or-text"}
"""The same of several: letters are looked for over the one person, too."""
OF_THE_GROUND = rules(
    "background-colour background-reference background-even no-shadow no-object no-border-or-text no-rim"
)
OF_THE_PICTURE = OF_THE_FACE | OF_THE_GROUND | {"one-face"}
"""What nothing can be said about without pixels, or without the networks."""
UNREAD = OF_THE_PICTURE | rules(
    "pixels density dpi-agrees colour-depth quality no-padding as-taken no-editor-traces whole-file"
)
"""What nothing can be said about in a file that is no picture, or none that is read here."""
SILENCED = {
    "pixels": rules("hair-top eyes-height face-width centred"),  # counted in the spec's own pixels
    "bytes": rules("bytes-grey-zone"),
    "one-face": rules("nobody-beside"),
    "in-colour": rules("skin-colour"),
    "background-colour": rules("background-reference"),
    "sharp": rules("not-enlarged"),
    "no-tinted-glasses": rules("not-enlarged"),  # rims have edges of their own
    "no-lens-glare": rules("not-enlarged"),
}
"""Rules that do not apply once another one says no."""


@dataclass(frozen=True)
class Row:
    """One file. What is named nowhere in it has to be in order."""

    name: str
    data: Callable[[], bytes]
    no: frozenset[str]
    unchecked: frozenset[str]
    silent: frozenset[str]
    """Rules that do not apply."""
    file: str
    why: str
    """Why more than one rule says no, or why some have no answer."""
    whom: str
    """For which one of the studio's people has to sit: the person whom a registry serves does not do."""
    spectacles: bool
    """Worn: of the lenses of anybody else nothing is said."""


def row(
    name: str,
    data: Callable[[], bytes],
    no: str = "",
    unchecked: frozenset[str] | str = "",
    *,
    silent: str = "",
    file: str = "照片.jpg",
    why: str = "",
    whom: str = "",
    spectacles: bool = False,
) -> Row:
    left = rules(unchecked) if isinstance(unchecked, str) else unchecked
    dropped = rules(silent).union(*(SILENCED.get(each, ()) for each in rules(no)))
    return Row(name, data, rules(no), left - dropped, dropped, file, why, whom, spectacles)


NO_OUTLINE = "before such a ground no rim is looked for"
MAN, MAN_ON_WHITE, LONG_FACE = Sitter("021", LIGHT_BLUE), Sitter("021", WHITE), Sitter("043", WHITE)


def man(*change: Callable[[Image.Image], Image.Image], **layout: object) -> Callable[[], bytes]:
    return lambda: fitting(MAN.portrait(*change, **layout))  # type: ignore[arg-type]


def long_face(*change: Callable[[Image.Image], Image.Image], **layout: object) -> Callable[[], bytes]:
    return lambda: fitting(LONG_FACE.portrait(*change, **layout))  # type: ignore[arg-type]


TILTED = "a tilted head tilts its eyes"
ORIENTATION, SOFTWARE, LENS, TAKEN = 0x0112, 0x0131, 0xA434, 0x9003


def turned(how: Image.Transpose, mark: int) -> Callable[[], bytes]:
    """Stored turned, with the mark that turns it back."""
    return lambda: tagged(MAN.portrait().transpose(how), {ORIENTATION: mark})


PORTRAITS = (
    row("compliant on light blue", man()),
    row("compliant on white", long_face()),
    row("progressive", lambda: fitting(MAN.portrait(), progressive=True)),
    row("clear spectacles", man(faces.spectacles), silent="not-enlarged", spectacles=True),
    # Who is in it
    row("two people", partial(MAN.with_defect, "two faces"), "one-face", OF_SEVERAL, why="which one?"),
    row("a face beside the head", man(bystander(LONG_FACE)), "one-face", OF_SEVERAL, why="which one?"),
    row("half a face at the edge", man(bystander(LONG_FACE, half=True)), "nobody-beside"),
    row("nobody", lambda: fitting(grain()), "one-face", OF_THE_FACE | OF_THE_GROUND, why="nobody"),
    # Where the face is
    row("hair near the edge", man(y=204), "hair-top"),
    row("hair far from the edge", man(y=290, free={"y": 290, "scale": 0.85}), "hair-top"),
    row("hair cut off", man(y=120), "hair-top eyes-height", why="the eyes go up with the hair"),
    row("eyes high", man(y=190, scale=0.70), "eyes-height", whom="whose eyes stand high in the head"),
    row("eyes low", long_face(y=312, scale=0.95, free={"y": 316, "scale": 1.12}), "eyes-height"),
    row("face narrow", long_face(y=215, scale=0.60), "face-width"),
    row("face wide", man(y=270, scale=1.06), "face-width", whom="whose face is wide for its height"),
    row("off to the right", man(x=275), "centred"),
    row("off to the left", long_face(x=204), "centred"),
    # How the head is held
    row("tilted to the right", man(turn=11), "upright eyes-level", why=TILTED),
    row("tilted to the left", long_face(turn=-12), "upright eyes-level", why=TILTED),
    row("turned to the right", man(partial(faces.turned, yaw=20)), "facing-front"),
    row("turned to the left", man(partial(faces.turned, yaw=-22)), "facing-front"),
    row(
        "looking up",
        man(partial(faces.turned, pitch=25)),
        "facing-front proportions" if studio() else "facing-front",
        why="a face warped that far is stretched as well",
    ),
    row(
        "looking down",
        man(partial(faces.turned, pitch=-35), free={"y": 255}),
        "facing-front nobody-beside" if studio() else "facing-front",
        why="what the warp makes of a collar looks like a face",
    ),
    row("a fifth too wide", man(widened, y=250, scale=0.8, free={"y": 250, "scale": 0.8}), "proportions"),
    row("eyes closed", man(faces.eyes_closed), "eyes-open", whom="whose lids can be painted shut"),
    row(
        "mouth open",
        man(faces.mouth_open),
        "lips-closed" if studio() else "lips-closed no-border-or-text",
        why="teeth drawn beside lips that smile have the edges of letters",
    ),
    row("teeth", long_face(partial(faces.mouth_open, gap=9, teeth=True)), "lips-closed"),
    # What is worn
    row(
        "dark glasses",
        man(partial(faces.spectacles, tint=(18, 18, 20))),
        "no-tinted-glasses",
        "eyes-height eyes-level eyes-open eyes-uncovered no-red-eye",
        why="of eyes that are not seen nothing is said",
        spectacles=True,
    ),
    row("brown lenses", man(covers.COVERS["brown lenses"]), "no-tinted-glasses", spectacles=True),
    row(
        "mask",
        man(covers.COVERS["mask blue"]),
        "mouth-uncovered",
        "facing-front lips-closed even-light sharp",
        silent="not-enlarged",
        why="of a face under a mask nothing is said",
        spectacles=True,  # its upper edge passes for rims
    ),
    row(
        "patch over an eye",
        man(covers.COVERS["patch"]),
        "eyes-uncovered",
        "eyes-height eyes-level eyes-open no-red-eye no-tinted-glasses no-lens-glare even-light",
        why="of eyes that are not seen nothing is said",
    ),
    row(
        "hair over the brows",
        lambda: fitting(Sitter("083", LIGHT_BLUE).portrait(partial(covers.fringe, down_to=-0.12))),
        "brows-uncovered",
    ),
    row(
        "hat",
        lambda: fitting(covers.COVERS["hat red"](Sitter("083", WHITE).portrait())),
        "no-headwear",
    ),
    row("lamps in the lenses", man(partial(faces.spectacles, glare=True)), "no-lens-glare", spectacles=True),
    row("white on white", lambda: fitting(MAN_ON_WHITE.dressed((246, 246, 246))), "clothes-distinct"),
    row(
        "of the ground's very colour",
        lambda: fitting(Sitter("087", WHITE).dressed(WHITE)),
        "clothes-distinct",
    ),
    # The background
    row("grey ground", man(ground=(200, 200, 200)), "background-colour"),
    row("red ground", man(ground=(217, 0, 27)), "background-colour"),
    row("another blue", man(ground=(67, 142, 219)), "background-colour"),
    row("a light blue of its own", man(ground=(130, 190, 225)), "background-reference"),
    row("gradient down", lambda: fitting(MAN_ON_WHITE.before(times(1 - 0.17 * Y))), "background-even"),
    row("gradient across", lambda: fitting(MAN.before(times(1.05 - 0.18 * X))), "background-even"),
    row("blotches", lambda: fitting(MAN.before(blotches)), "background-even"),
    row("light shadow", lambda: fitting(MAN.before(shadow(0.13))), "no-shadow"),
    row(
        "deep shadow",
        lambda: fitting(LONG_FACE.before(shadow(0.35))),
        "no-shadow background-even",
        "no-rim",
        why=f"a deep shadow makes a ground uneven, and {NO_OUTLINE}",
    ),
    row("door", partial(MAN.with_defect, "door"), "no-object", "no-rim", why=NO_OUTLINE),
    row("plant", partial(LONG_FACE.with_defect, "plant"), "no-object", "no-rim", why=NO_OUTLINE),
    row("cut out of a green ground", partial(MAN.with_defect, "rim green"), "no-rim"),
    row("cut out of a red ground", partial(LONG_FACE.with_defect, "rim red"), "no-rim"),
    row("black frame", partial(MAN.with_defect, "black frame"), "no-border-or-text"),
    row("bars", partial(LONG_FACE.with_defect, "black bars"), "no-border-or-text"),
    row("text", partial(MAN.with_defect, "text"), "no-border-or-text"),
    row("watermark", partial(MAN.with_defect, "watermark"), "no-border-or-text"),
    row(
        "lines behind the head",
        partial(LONG_FACE.with_defect, "lines"),
        "no-border-or-text no-shadow",
        why="beside a head that reaches far into them they are taken for its shadow too",
    ),
    # Light and sharpness
    row("burnt out", lambda: fitting(MAN.lit(times(1.8))), "even-light"),
    row(
        "too dark",
        lambda: fitting(MAN.lit(times(0.2))),
        "even-light",
        "mouth-uncovered eyes-uncovered brows-uncovered no-headwear no-tinted-glasses in-colour skin-colour"
        if studio()
        else "",
        why="what lies over a face that is lost in the dark cannot be told",
    ),
    row("lit from one side", lambda: fitting(MAN.lit(from_one_side)), "even-light"),
    row("red eyes", partial(MAN.with_defect, "red eyes"), "no-red-eye"),
    row("blurred", man(blur(1.5)), "sharp"),
    row("much blurred", long_face(blur(2.5)), "sharp"),
    row("enlarged by half", man(enlarged(1.5)), "not-enlarged"),
    row("enlarged three times", man(enlarged(3)), "sharp"),
    # Pixels, and what was done to them before
    row("half the pixels", man(resized(240, 320)), "pixels"),
    row(
        "twice the pixels",
        lambda: stored(MAN.portrait(resized(960, 1280)), quality=75),
        "pixels bytes",
        "not-enlarged",
        why="more pixels take more bytes; enlargement does not show in such large ones",
    ),
    row(
        "grey",
        lambda: fitting(MAN_ON_WHITE.portrait().convert("L")),
        "colour-depth in-colour",
        why="neither the file nor the picture has colour",
    ),
    row(
        "grey, stored as colour",
        lambda: fitting(MAN_ON_WHITE.portrait().convert("L").convert("RGB")),
        "in-colour",
    ),
    row("green skin", lambda: fitting(MAN.lit(times((0.6, 1, 0.6)))), "skin-colour"),
    row("stored lying", turned(Image.Transpose.ROTATE_90, 6), "as-taken pixels", why="it is 640x480 then"),
    row("stored mirrored", turned(Image.Transpose.FLIP_LEFT_RIGHT, 2), "as-taken"),
    row("stored on its head", turned(Image.Transpose.ROTATE_180, 3), "as-taken"),
    row("cut off", lambda: man()()[:22_000], "whole-file", OF_THE_PICTURE, why="half a picture is none"),
    row(
        "PNG under a JPG's name",
        lambda: stored(MAN.portrait(), "PNG"),
        "jpeg bytes",
        "quality",
        why="of these pixels a PNG cannot be so small, and only a JPEG has a quality",
    ),
)


def file() -> bytes:
    return fitting(grain())


def flat(mode: str, size: tuple[int, int] = (130, 100)) -> Image.Image:
    """So plain that even a PNG is small; grain over `size` pixels makes it large enough."""
    image = Image.new("RGB", (480, 640), LIGHT_BLUE)
    image.paste(grain(size=size), (10, 10))
    if mode == "P":
        return image.quantize(64, dither=Image.Dither.NONE)
    return image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode)


def png(mode: str, size: tuple[int, int] = (130, 100)) -> Callable[[], bytes]:
    return lambda: stored(flat(mode, size), "PNG")


def per_centimetre() -> bytes:
    """118 dots a centimetre: what 300 dpi become where a program keeps whole numbers."""
    inches, centimetres = b"\x01\x01\x01\x2c\x01\x2c", b"\x01\x02\x00\x76\x00\x76"
    return file().replace(inches, centimetres, 1)


def heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(30_000)


def sized(size: int) -> Callable[[], bytes]:
    return lambda: padded(stored(grain(), quality=60), size)


def marked(main: dict[int, object], detail: dict[int, object] | None = None) -> Callable[[], bytes]:
    return lambda: tagged(grain(), main, detail)


FILES = (
    row("in order", file),
    row("capitals", file, file="照片.JPG"),
    row("progressive", lambda: fitting(grain(), progressive=True)),
    row("118 dots a centimetre", per_centimetre),
    # Which bytes are in it, whatever its name
    row("jpeg", file, "extension", file="照片.jpeg"),
    row("no extension", file, "extension", file="照片"),
    row("PNG under a JPG's name", png("RGB"), "jpeg", "quality"),
    row("palette", png("P", (230, 200)), "jpeg extension colour-depth", "quality", file="照片.png"),
    row("16 bits", png("I;16", (200, 180)), "jpeg extension colour-depth", "quality", file="照片.png"),
    row("transparent", png("RGBA"), "jpeg extension colour-depth", "quality", file="照片.png"),
    row("grey", lambda: fitting(grain("L")), "colour-depth"),
    row("for the printer", lambda: padded(stored(flat("CMYK"), quality=70), 26_000), "colour-depth"),
    row("HEIC", heic, "jpeg extension", UNREAD, file="照片.heic"),
    row("HEIC under a JPG's name", heic, "jpeg", UNREAD),
    row("PDF under a JPG's name", lambda: b"%PDF-1.7\n" + bytes(30_000), "jpeg", UNREAD),
    row("a letter under a JPG's name", lambda: b"Dear office,\n" * 2_500, "jpeg", UNREAD),
    row("nothing at all", bytes, "bytes", UNREAD | {"jpeg"}),
    row("cut off", lambda: file()[:24_000], "whole-file"),
    row("zeros to fill it up", lambda: file() + bytes(2_000), "no-padding"),
    # How many pixels, dots and bytes
    row("lying", lambda: fitting(grain(size=(640, 480))), "pixels"),
    row("one pixel", lambda: padded(stored(grain(size=(1, 1))), 26_000), "pixels"),
    row("100 megapixels by its header", lambda: claiming(file(), 10_000, 10_000), "pixels", "whole-file"),
    row("no density", lambda: without_density(file()), "density", silent="dpi-agrees"),
    row("72 dpi beside 300", marked({0x011A: 72.0, 0x011B: 72.0, 0x0128: 2}), "dpi-agrees"),
    row(
        "300 dpi beside 72",
        lambda: fitting(grain(), dpi=(72, 72), exif=exif({0x011A: 300.0, 0x011B: 300.0, 0x0128: 2})),
        "density dpi-agrees",
        why="the first place says 72",
    ),
    row("72 dpi", lambda: fitting(grain(), dpi=(72, 72)), "density"),
    row("300 by 72 dpi", lambda: fitting(grain(), dpi=(300, 72)), "density"),
    row("quality 59", lambda: padded(stored(grain(), quality=59), 26_000), "quality"),
    row("quality 60", lambda: padded(stored(grain(), quality=60), 26_000)),
    row("19,999 bytes", sized(19_999), "bytes"),
    row("20,000 bytes", sized(20_000), "bytes-grey-zone"),
    row("20,479 bytes", sized(20_479), "bytes-grey-zone"),
    row("20,480 bytes", sized(20_480)),
    row("40,000 bytes", sized(40_000)),
    row("40,001 bytes", sized(40_001), "bytes-grey-zone"),
    row("40,960 bytes", sized(40_960), "bytes-grey-zone"),
    row("40,961 bytes", sized(40_961), "bytes"),
    # Where it comes from
    row("turned by a mark", marked({ORIENTATION: 3}), "as-taken"),
    row("Photoshop", marked({SOFTWARE: "Adobe Photoshop 25.0"}), "no-editor-traces"),
    row("a beauty camera", marked({SOFTWARE: "BeautyCam 11.2"}), "no-editor-traces"),
    row("Windows' own program", marked({SOFTWARE: "Microsoft Windows Photo Viewer 10"})),
    row("front camera", marked({}, {LENS: "iPhone 15 front camera 2.69mm f/1.9"}), "not-selfie"),
    row("back camera", marked({}, {LENS: "iPhone 15 back dual camera 6.86mm f/1.6"})),
    row("a year ago", marked({}, {TAKEN: "2025:05:01 10:00:00"})),
    row("a year and a day ago", marked({}, {TAKEN: "2025:04:30 10:00:00"}), "recent"),
    row("tomorrow, by a wrong clock", marked({}, {TAKEN: "2026:05:02 10:00:00"}), "recent"),
)


@pytest.fixture(scope="module")
def books(root: Path) -> Library:
    return rulebooks()


@pytest.fixture(scope="module")
def every(books: Library) -> frozenset[str]:
    """All rules of the spec."""
    return frozenset(rule.id for rule in books.compiled("photo", ITEM).rules)


def outcomes(report: Report) -> dict[str, AbstractSet[str]]:
    """The rules that say so."""
    said: dict[str, set[str]] = {"yes": set(), "no": set(), "unknown": set(), "not checked": set()}
    for each in report.findings:
        said[each.outcome].add(each.id.removeprefix("photo."))
    return {**said}


@pytest.mark.parametrize("case", PORTRAITS, ids=lambda case: case.name)
def test_a_portrait_s_defect_is_found_alone(
    case: Row, books: Library, every: frozenset[str], sitters: None, networks: None
) -> None:
    if case.whom and not studio():
        pytest.skip(f"not beside the repository: shared/photos, one {case.whom}")
    report = check_photo(books, ITEM, case.data(), case.file, Circumstances(now=NOW, declared=DECLARED))
    said = outcomes(report)
    assert (said["no"], said["not checked"], said["unknown"]) == (case.no, case.unchecked, set())
    silent = case.silent if case.spectacles else case.silent | {"no-lens-glare"}
    assert said["yes"] == every - case.no - case.unchecked - silent


@pytest.fixture(scope="module")
def written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A province as the page on recipes prints it, in a folder of its own."""
    page = (root / "docs" / "developers" / "recipes.md").read_text("utf-8")
    folder = tmp_path_factory.mktemp("elsewhere")
    for name, text in re.findall(r"```yaml\n# provinces/NAME/(\S+)\n(.*?)```", page, re.DOTALL):
        path = folder / "somewhere" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text.replace("NAME", "somewhere"), encoding="utf-8")
    return load_library(folder)


@pytest.mark.parametrize("case", PORTRAITS, ids=lambda case: case.name)
def test_a_province_written_as_the_page_says_finds_the_same(
    case: Row, written: Library, sitters: None, networks: None
) -> None:
    if case.whom and not studio():
        pytest.skip(f"not beside the repository: shared/photos, one {case.whom}")
    report = check_photo(written, "somewhere/graduation", case.data(), case.file, Circumstances(now=NOW))
    assert outcomes(report)["no"] == case.no
    assert (report.verdict == "pass") == (not case.no)


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.name)
def test_a_file_s_defect_is_found_alone_without_looking_at_the_picture(
    case: Row, books: Library, every: frozenset[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))  # no networks: what they tell is not checked, never no
    said = outcomes(
        check_photo(books, ITEM, case.data(), case.file, Circumstances(now=NOW, declared=DECLARED))
    )
    unchecked = case.unchecked | (OF_THE_PICTURE - case.silent)
    assert (said["no"], said["not checked"], said["unknown"]) == (case.no, unchecked, set())
    assert said["yes"] == every - case.no - unchecked - case.silent


@pytest.mark.parametrize(
    ("name", "rule", "sentence"),
    [
        ("no density", "density", "分辨率要写明是 300dpi；文件里没有写分辨率。"),
        ("300 by 72 dpi", "density", "分辨率要写明是 300dpi；JFIF 文件头写的是 300×72dpi。"),
        (
            "300 dpi beside 72",
            "density",
            "分辨率要写明是 300dpi；JFIF 文件头写的是 72dpi，EXIF 信息写的是 300dpi。",
        ),
        (
            "72 dpi beside 300",
            "dpi-agrees",
            "不同的软件会读出不同的分辨率：JFIF 文件头写的是 300dpi，EXIF 信息写的是 72dpi。",
        ),
    ],
)
def test_each_place_that_states_a_density_is_named(
    books: Library, name: str, rule: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    case = next(each for each in FILES if each.name == name)
    report = check_photo(books, ITEM, case.data(), case.file, Circumstances(now=NOW, declared=DECLARED))
    assert {each.id: each.sentence for each in report.findings}[f"photo.{rule}"] == sentence


def test_a_ground_that_is_none_of_the_listed_colours_fails(
    books: Library, sitters: None, networks: None
) -> None:
    data = fitting(MAN.portrait(ground=(217, 0, 27)))
    circumstances = Circumstances(now=NOW, declared=DECLARED)
    assert check_photo(books, ITEM, data, "照片.jpg", circumstances).verdict == "fail"
    assert check_photo(books, "cn/diploma-photo", data, "照片.jpg", circumstances).verdict == "attention"


def test_every_rule_has_a_row_in_which_it_alone_says_no(every: frozenset[str]) -> None:
    alone = {name for case in (*PORTRAITS, *FILES) if len(case.no) == 1 for name in case.no}
    assert every - alone == {"upright", "eyes-level"}, "a tilted head tilts its eyes: these come together"
    assert [case.name for case in PORTRAITS if (len(case.no) > 1 or case.unchecked) and not case.why] == []


def test_more_bytes_than_are_looked_at_are_refused_in_one_sentence(books: Library) -> None:
    with pytest.raises(PhotoTooLargeError, match="照片文件超过 10 MB"):
        check_photo(books, ITEM, bytes(10_000_001), "照片.jpg", Circumstances(now=NOW))
