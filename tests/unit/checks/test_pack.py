"""From loose files to archives: whose is what, what is it called, and when nothing is made.

What pages show is told here, not read; the archives go through the real check, without text models.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.unit.formats.heics import exif, heic
from zikao.checks.circumstances import Circumstances
from zikao.checks.pack import CannotPackError, Loose, Package, Packer
from zikao.checks.package import check_package
from zikao.report import Report
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .conftest import GOOD

ONE, TWO, LIKE_ONE = "330102030001", "330102030002", "330199990001"
READ = {"page_decodes": True, "page_legibility": 0.95, "page_sharpness": 0.4, "page_text_height": 30}


def shows(*classes: str, number: str | None = None, kind: str | None = None, **page: Any) -> dict[str, Any]:
    """What reading says of a file."""
    return {
        **{f"{each}_seen": True for each in classes},
        "pages": [{**READ, "page_type": kind, **page}],
        "number": number,
    }


CARD = shows("identity_card", kind="identity_card_front")
TICKET = shows("admission_ticket", number=ONE, kind="admission_ticket")
CERTIFICATE = shows("course_certificate", number=ONE, kind="course_certificate")


def jpeg(seed: int = 0, size: tuple[int, int] = (120, 90), **options: Any) -> bytes:
    target = io.BytesIO()
    grains = random.Random(seed).randbytes(size[0] * size[1])
    Image.frombytes("L", size, grains).convert("RGB").save(target, "JPEG", **options)
    return target.getvalue()


Pack = Callable[..., list[Package]]


@pytest.fixture(autouse=True)
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path / "no-weights"))


@pytest.fixture
def pack(library: Library, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Packs files of which it is told what they show: (name, told, data?, number?)."""

    def facts_of(told: dict[str, dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        def facts(loose: Loose, declared: dict[str, str] | None = None, *form: object) -> dict[str, Any]:
            found = dict(told[loose.name])
            number = found.pop("number", None)
            if declared:
                match = number == declared["admission_ticket_number"]
                found["ticket_number_seen"] = "confirmed" if match else "not_read"
            return found

        return facts

    def call(
        *files: tuple[Any, ...], numbers: tuple[str, ...] = (ONE,), book: Library | None = None
    ) -> list[Package]:
        monkeypatch.setattr(Loose, "measured", facts_of({name: told for name, told, *_ in files}))
        packer = Packer(book or library, "demo/evidence", numbers)
        for seed, (name, _, *more) in enumerate(files):
            data, number = (*more, None, None)[:2]
            packer.take(Loose(name, jpeg(seed) if data is None else data, number))
        return list(packer.packages())

    return call


def called(package: Package) -> list[tuple[str, str]]:
    return [(each.original, each.name) for each in package.files]


def inside(package: Package) -> dict[str, bytes]:
    assert package.data is not None
    with zipfile.ZipFile(io.BytesIO(package.data)) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_files_are_named_and_ordered_by_what_they_show(pack: Pack) -> None:
    (made,) = pack(
        ("c1.jpg", CERTIFICATE),
        ("x.jpg", shows(kind="other")),
        ("t.jpg", TICKET),
        ("c0.jpg", CERTIFICATE),
        ("a.jpg", CARD),
    )
    assert made.name == "合并材料-尾号0001.zip"
    assert called(made) == [
        ("a.jpg", "01-身份证人像面.jpg"),
        ("t.jpg", "02-准考证.jpg"),
        ("c1.jpg", "03-课程合格证-1.jpg"),
        ("c0.jpg", "04-课程合格证-2.jpg"),
        ("x.jpg", "05-材料.jpg"),
    ]
    assert list(inside(made)) == [each.name for each in made.files]
    assert made.refused == ()


def test_what_was_made_goes_through_the_same_check(
    pack: Pack, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bytes, str, Any]] = []

    def watched(library: Library, item: str, data: bytes, name: str, about: Circumstances) -> Report:
        asked.append((data, name, about.declared))
        return real(library, item, data, name, about)

    real = check_package
    monkeypatch.setattr("zikao.checks.pack.packer.check_package", watched)
    (made,) = pack(("t.jpg", TICKET))
    assert asked == [(made.data, made.name, {"admission_ticket_number": ONE})]
    assert made.report is not None
    assert made.report.target.file == made.name
    outcomes = {each.id: each.outcome for each in made.report.findings}
    assert outcomes == {
        "package.not-empty": "yes",
        "package.no-password": "yes",
        "package.readable": "not checked",
    }


def test_each_number_gets_its_own_and_all_get_the_card(pack: Pack) -> None:
    other = shows("admission_ticket", number=TWO)
    first, second = pack(("a.jpg", CARD), ("t1.jpg", TICKET), ("t2.jpg", other), numbers=(ONE, TWO))
    assert [each[0] for each in called(first)] == ["a.jpg", "t1.jpg"]
    assert [each[0] for each in called(second)] == ["a.jpg", "t2.jpg"]
    assert (first.ending, second.ending) == ("0001", "0002")


def test_a_folder_decides_whatever_was_read(pack: Pack) -> None:
    nothing = shows(kind="other")
    first, second = pack(
        ("x.jpg", nothing, None, ONE),
        ("t.jpg", TICKET, None, TWO),
        ("a.jpg", CARD, None, ONE),
        numbers=(ONE, TWO),
    )
    assert [each[0] for each in called(first)] == ["a.jpg", "x.jpg"]
    assert [each[0] for each in called(second)] == ["t.jpg"]


def test_with_one_number_nothing_has_to_be_read_to_know_whose_it_is(pack: Pack) -> None:
    (made,) = pack(("t.jpg", shows("admission_ticket", number=TWO)))
    assert called(made) == [("t.jpg", "01-准考证.jpg")]


def test_a_file_that_may_be_anyones_is_never_guessed(pack: Pack) -> None:
    unread = shows("course_certificate")
    for made in pack(("a.jpg", CARD), ("t.jpg", TICKET), ("c.jpg", unread), numbers=(ONE, TWO)):
        assert made.data is None
        assert [each for each in made.refused if each.startswith("c.jpg ")]
        assert "文件夹" in made.refused[0]


def test_a_card_and_a_ticket_on_one_page_belong_to_the_tickets_number(pack: Pack) -> None:
    both = shows("identity_card", "admission_ticket", number=TWO, kind="several")
    first, second = pack(("b.jpg", both), ("t.jpg", TICKET), numbers=(ONE, TWO))
    assert called(first) == [("t.jpg", "01-准考证.jpg")]
    assert called(second) == [("b.jpg", "01-身份证和准考证.jpg")]


def test_a_number_without_material_gets_nothing(pack: Pack) -> None:
    first, second = pack(("t.jpg", TICKET), numbers=(ONE, TWO))
    assert first.data is not None
    assert second.data is None
    assert "没有一份材料" in second.refused[0]


def test_numbers_that_end_alike_get_different_names_and_one_number_counts_once(pack: Pack) -> None:
    like = shows("admission_ticket", number=LIKE_ONE)
    made = pack(("t.jpg", TICKET), ("u.jpg", like), numbers=(ONE, " 3301 0203 0001", LIKE_ONE))
    assert [each.name for each in made] == ["合并材料-尾号0001.zip", "合并材料-尾号0001-2.zip"]
    assert not any(ONE in repr((each.name, each.steps, each.files)) for each in made)


def test_the_same_file_twice_goes_in_once_and_is_told(pack: Pack) -> None:
    (made,) = pack(("t.jpg", TICKET, jpeg(1)), ("t (1).jpg", TICKET, jpeg(1)))
    assert len(inside(made)) == 1
    assert any("t (1).jpg 和 t.jpg" in each for each in made.steps)


def test_the_pictures_that_came_are_the_pictures_that_go(pack: Pack) -> None:
    plain, told = jpeg(1), jpeg(2, exif=_turned())
    (made,) = pack(("a.jpg", CARD, plain), ("t.jpg", TICKET, told))
    card, ticket = inside(made).values()
    assert card == plain
    assert b"SECRET" in told
    assert b"SECRET" not in ticket
    with Image.open(io.BytesIO(ticket)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    assert any("1 张图片里附带的信息" in each for each in made.steps)
    assert any("方向标记" in each for each in made.steps)


def test_nothing_is_claimed_that_was_not_done(pack: Pack) -> None:
    (made,) = pack(("a.jpg", CARD, jpeg(1)))
    said = "".join(made.steps)
    assert not any(word in said for word in ("去掉", "方向标记", "缩小", "PDF", "同一个"))
    assert "1980" in said


def _turned() -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F] = 6, "SECRET"
    return made


HEAD_OF_HEIC = b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(64)
WORD = b"PK\x03\x04" + bytes(22) + b"\x13\0\0\0" + b"[Content_Types].xml" + bytes(40) + b"word/document.xml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(40), "另存为 JPG"),
        (WORD, "Word 文档"),
        (b"Rar!\x1a\x07\x01\0" + bytes(40), "先解压"),
        (b"", "0 字节"),
        (b"MZ" + bytes(80), "不是照片"),
        ("只是文字".encode(), "不是照片"),
        (jpeg()[:-40], "不完整"),
    ],
)
def test_what_cannot_go_in_stops_the_package_with_a_way_out(pack: Pack, data: bytes, said: str) -> None:
    (made,) = pack(("a.jpg", CARD), ("b.jpg", {"pages": [READ]}, data))
    assert (made.data, made.report, made.files, made.steps) == (None, None, (), ())
    assert len(made.refused) == 1
    assert made.refused[0].startswith("b.jpg ")
    assert said in made.refused[0]


def test_without_the_library_for_heic_the_sentence_says_what_to_do(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (made,) = pack(("a.jpg", CARD), ("b.heic", TICKET, HEAD_OF_HEIC))
    assert made.data is None
    assert len(made.refused) == 1
    assert made.refused[0].startswith("b.heic 是 HEIC 照片")
    assert "另存或导出为 JPG" in made.refused[0]
    assert "pip install 'zikao[heic]'" in made.refused[0]


def test_heic_goes_in_as_an_upright_jpeg_that_tells_nothing(pack: Pack) -> None:
    data = heic(Image.new("RGB", (120, 90), (200, 180, 160)), exif=exif(6))
    assert b"SECRET" in data
    (made,) = pack(("a.jpg", CARD), ("IMG_1.HEIC", TICKET, data))
    assert called(made)[1] == ("IMG_1.HEIC", "02-准考证.jpg")
    ticket = inside(made)["02-准考证.jpg"]
    assert b"SECRET" not in ticket
    with Image.open(io.BytesIO(ticket), formats=["JPEG"]) as image:
        assert image.size == (90, 120)
        assert dict(image.getexif()) == {}
    said = "".join(made.steps)
    assert "有 1 张 HEIC 转成了 JPG" in said
    assert "一个字节也没有改" not in said
    assert "方向标记" not in said
    assert made.report is not None
    assert {each.outcome for each in made.report.findings} == {"yes", "not checked"}


def test_the_same_heic_twice_goes_in_once(pack: Pack) -> None:
    data = heic(Image.new("RGB", (120, 90), (200, 180, 160)))
    (made,) = pack(("t.heic", TICKET, data), ("t (1).heic", TICKET, data))
    assert len(inside(made)) == 1


def test_a_heic_that_is_damaged_is_told_like_any_picture(pack: Pack) -> None:
    data = heic(Image.effect_noise((200, 150), 60).convert("RGB"), tile_size=64)[:-400]
    (made,) = pack(("a.jpg", CARD), ("t.heic", TICKET, data))
    assert made.data is None
    assert made.refused == ("t.heic 已损坏或不完整。请从原来的设备重新发送，或重新拍照。",)


def test_a_heic_over_a_limit_is_made_smaller_from_its_jpeg(
    pack: Pack, tight: Callable[[str], Library]
) -> None:
    data = heic(Image.effect_noise((900, 700), 40).convert("RGB"), quality=30)
    (made,) = pack(("t.heic", TICKET, data), book=tight(value("bytes_max", 150_000)))
    assert made.data is not None
    assert len(made.data) <= 150_000
    [file] = made.files
    assert file.before > file.after
    assert f"从 {file.before / 1000:.0f} KB 缩小到 {file.after / 1000:.0f} KB" in "".join(made.steps)


@pytest.mark.parametrize(
    ("page", "said"),
    [({"page_decodes": False}, "已损坏"), ({"page_decodes": None, "page_locked": True}, "打开密码")],
)
def test_a_page_that_does_not_open_stops_the_package(pack: Pack, page: dict[str, Any], said: str) -> None:
    (made,) = pack(("a.jpg", {"pages": [page]}))
    assert made.data is None
    assert said in made.refused[0]


def test_a_name_that_would_deceive_is_shown_as_it_is(pack: Pack) -> None:
    (made,) = pack(("a\u202egpj.exe", CARD))
    assert called(made)[0][0] == "a[U+202E]gpj.exe"


def test_more_files_than_can_be_checked_are_refused(pack: Pack) -> None:
    (made,) = pack(*((f"{number}.jpg", CERTIFICATE, jpeg(number, (16, 16))) for number in range(101)))
    assert made.data is None
    assert "最多放 100 份" in made.refused[0]


@pytest.fixture
def tight(tmp_path: Path) -> Callable[[str], Library]:
    """The example rulebook with more values in its package spec."""

    def made(values: str) -> Library:
        folder = tmp_path / "book"
        shutil.copytree(GOOD, folder)
        path = folder / "demo" / "packages.yaml"
        text = path.read_text("utf-8")
        assert "    values:\n" in text
        path.write_text(text.replace("    values:\n", f"    values:\n{values}\n"), "utf-8")
        return load_library(folder)

    return made


def value(name: str, number: float) -> str:
    return f"      {name}: {{value: {number}, label: 上限, cite: {{source: guide, clause: 五}}}}"


LARGE = jpeg(1, (900, 700), quality=92)
SMALL = jpeg(2, (200, 150), quality=92)


@pytest.mark.parametrize("name", ["bytes_max", "bytes_sure_max", "entry_bytes_max"])
def test_only_what_is_over_a_limit_is_made_smaller(
    pack: Pack, tight: Callable[[str], Library], name: str
) -> None:
    limit = len(LARGE) * 3 // 4 + len(SMALL)
    (made,) = pack(("a.jpg", CARD, SMALL), ("t.jpg", TICKET, LARGE), book=tight(value(name, limit - 40_000)))
    card, ticket = inside(made).values()
    assert card == SMALL
    assert len(ticket) < len(LARGE) * 3 // 4
    assert made.data is not None
    assert name == "entry_bytes_max" or len(made.data) <= limit - 40_000
    assert any("t.jpg 太大" in each for each in made.steps)
    assert not any("a.jpg 太大" in each for each in made.steps)


def test_the_safe_limit_goes_before_the_other(pack: Pack, tight: Callable[[str], Library]) -> None:
    both = value("bytes_max", len(LARGE) * 2) + "\n" + value("bytes_sure_max", len(LARGE) // 2)
    (made,) = pack(("t.jpg", TICKET, LARGE), book=tight(both))
    assert made.data is not None
    assert len(made.data) <= len(LARGE) // 2


@pytest.mark.parametrize(
    ("told", "limit", "said"),
    [
        (TICKET, 2_000, "字就看不清了"),
        (shows("admission_ticket", page_legibility=0.5), 60_000, "本来就看不太清"),
        ({"admission_ticket_seen": True, "pages": [{"page_decodes": True}]}, 60_000, "没有文字识别"),
    ],
)
def test_a_picture_that_would_not_stay_legible_is_refused(
    pack: Pack, tight: Callable[[str], Library], told: dict[str, Any], limit: int, said: str
) -> None:
    (made,) = pack(("t.jpg", told, LARGE), book=tight(value("bytes_max", limit)))
    assert made.data is None
    assert made.refused[0].startswith(f"t.jpg 有 {len(LARGE) / 1000:.0f} KB，放不下")
    assert said in made.refused[0]


def test_a_picture_is_read_again_after_it_was_made_smaller(
    pack: Pack, tight: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tight(value("bytes_max", 60_000) + "\n" + value("text_height_min", 10))
    real = jpeg(1, (900, 700), quality=92)

    def facts(loose: Loose, declared: dict[str, str] | None = None, *form: object) -> dict[str, Any]:
        with Image.open(io.BytesIO(loose.data)) as image:
            return shows("admission_ticket", page_text_height=image.width / 60)

    monkeypatch.setattr(Loose, "measured", facts)
    packer = Packer(book, "demo/evidence", (ONE,))
    packer.take(Loose("t.jpg", real))
    (made,) = packer.packages()
    assert made.data is None
    assert "字就看不清了" in made.refused[0]


def test_a_picture_that_is_no_longer_recognised_was_made_too_small(
    pack: Pack, tight: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tight(value("bytes_max", 60_000))

    def facts(loose: Loose, declared: dict[str, str] | None = None, *form: object) -> dict[str, Any]:
        return TICKET if loose.data == LARGE else shows(kind="other")

    monkeypatch.setattr(Loose, "measured", facts)
    packer = Packer(book, "demo/evidence", (ONE,))
    packer.take(Loose("t.jpg", LARGE))
    (made,) = packer.packages()
    assert made.data is None
    assert "字就看不清了" in made.refused[0]


def test_what_was_made_smaller_is_not_said_to_be_unchanged(
    pack: Pack, tight: Callable[[str], Library]
) -> None:
    told = jpeg(1, (900, 700), quality=92, exif=_turned())
    (made,) = pack(("t.jpg", TICKET, told), book=tight(value("bytes_max", len(told) // 2)))
    said = "".join(made.steps)
    assert "缩小到" in said
    assert "一个字节也没有改" not in said
    assert "方向标记" not in said


def test_a_pdf_that_does_not_fit_is_left_to_its_owner(pack: Pack, tight: Callable[[str], Library]) -> None:
    data = b"%PDF-1.4\n" + bytes(90_000) + b"\n%%EOF"
    (made,) = pack(("t.pdf", TICKET, data), ("a.jpg", CARD), book=tight(value("bytes_max", 60_000)))
    assert made.data is None
    assert made.refused[0].startswith("t.pdf 有 90 KB，放不下")


def test_a_spec_for_single_files_needs_no_archive(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "book")
    path = tmp_path / "book" / "demo" / "packages.yaml"
    path.write_text(path.read_text("utf-8").replace("file_class: archive", "file_class: evidence"), "utf-8")
    with pytest.raises(CannotPackError, match="不用打包"):
        Packer(load_library(tmp_path / "book"), "demo/evidence", (ONE,))


@pytest.mark.parametrize("number", ["1234567", "33010203000X", "12345678901234567", ""])
def test_a_number_that_is_none_is_refused_without_being_repeated(library: Library, number: str) -> None:
    with pytest.raises(CannotPackError) as caught:
        Packer(library, "demo/evidence", (number,))
    assert "8 到 16 位" in caught.value.sentence
    assert not number or number not in caught.value.sentence


def test_without_a_number_there_is_nothing_to_do(library: Library) -> None:
    with pytest.raises(CannotPackError, match="没有写准考证号"):
        Packer(library, "demo/evidence", ())
