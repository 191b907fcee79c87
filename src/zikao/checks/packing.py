"""From loose pictures to the archives that a package spec asks for, one a ticket number, each checked.

Each file is read, named by what it shows, freed of what its camera wrote beside the picture, and put into a
ZIP, which then goes through the same check as any other. Nothing is cropped, turned or retouched, and a
picture is made smaller only where it would not fit otherwise and is still legible then. HEIC becomes JPEG.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.package import check_package
from zikao.errors import ExitCode, ZikaoError
from zikao.formats.heic import DAMAGED, NotOpenedError, as_jpeg
from zikao.formats.kinds import ARCHIVES, PICTURES, TABLE, Kind
from zikao.formats.signatures import identify
from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.package.pack import Label

_EXTENSIONS: Final = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}
"""What can be put in: whatever the reviewer's computer opens and this tool can look at."""
_SAVE_AS_JPEG: Final = "请在手机相册或看图软件里另存为 JPG 再来打包。"
_FAULTS: Final = {
    "word": "是 Word 文档，不是照片或扫描件。请把里面的图片另存出来，或导出为 PDF，再来打包。",
    "empty": "是空的（0 字节）。请从原来的设备重新发送，或重新拍照。",
}
_ARCHIVE: Final = "是压缩包。请先解压，把里面的图片直接拿来打包。"
_NO_PAGE: Final = "不是照片、扫描件或 PDF。去掉它，或拍成照片再来打包。"
_LOCKED: Final = "设置了打开密码。请去掉密码重新导出，或把每一页另存为图片。"
_WHOSE: Final = (
    "认不出属于哪个准考证号。请给每个准考证号建一个文件夹，文件夹名就写号码，把这个文件放进它的文件夹。"
)
_SHARED: Final = ("identity_card_seen", "household_register_seen")
_OWN: Final = ("admission_ticket_seen", "course_certificate_seen")


class CannotPackError(ZikaoError):
    """There is nothing to pack, or the spec asks for no archive."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Loose:
    """A file to be packed."""

    name: str
    """As the candidate knows it."""
    data: bytes
    number: str | None = None
    """The ticket number that it was put under, digits only; None where that is to be read from it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of an archive: what it was, and what it is called."""

    original: str
    name: str
    before: int
    """Bytes; of a HEIC, those of the JPEG that it became."""
    after: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Package:
    """What became of one ticket number."""

    ending: str
    """The number's last four digits."""
    name: str
    """What the archive is called."""
    data: bytes | None
    """The archive; None where it could not be made."""
    files: tuple[Packed, ...]
    """In the order of the archive."""
    steps: tuple[str, ...]
    """What was done, in this order."""
    refused: tuple[str, ...]
    """Why there is no archive, and what to do. Empty when there is one."""
    report: Report | None
    """Of the archive, measured again; None where there is none."""


@dataclass(slots=True)
class _Piece:
    """A file that was looked at."""

    original: str
    kind: str
    data: bytes
    facts: Mapping[str, Any]
    label: Label
    number: str | None
    """None stands for every number."""
    heic: bool = False
    """Whether it came as one; its data are a JPEG's by now."""
    fault: str | None = None
    taken_out: bool = False
    turned: bool = False
    shrunk: bool = False
    before: int = 0


class Packer:
    """Takes files one by one, then gives the archives one by one.

    Args:
        library: the rulebooks.
        item: ``province/spec``.
        numbers: ticket numbers as typed; each gets an archive, in this order.
        circumstances: whose rules and which moment; what is declared of an archive is its number alone.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        CannotPackError: the spec asks for single files, or a number is none.
    """

    def __init__(
        self,
        library: Library,
        item: str,
        numbers: Sequence[str],
        circumstances: Circumstances = HERE_AND_NOW,
    ) -> None:
        document = library.compiled("package", item, circumstances.city)
        spec = library.book(document.province, circumstances.city).packages[document.id]
        if spec.file_class != "archive":
            raise CannotPackError(f"《{document.title}》要的是单个文件，不用打包，直接检查就可以。")
        self._numbers = _numbers(numbers)
        self._library, self._item = library, item
        self._circumstances = circumstances
        self._values = {name: each.value for name, each in document.values.items()}
        self._pieces: list[_Piece] = []

    def take(self, loose: Loose) -> None:
        """Look at one file: what it shows and, where there are several numbers, whose it is."""
        from zikao.package import DEFAULT
        from zikao.package.pack import label_of

        kind = identify(loose.data, PurePath(loose.name).suffix.removeprefix(".").lower())
        facts: dict[str, Any] = {}
        number, heic = loose.number, kind == "heic"
        fault = None
        if heic:
            try:
                kind, loose = "jpeg", replace(loose, data=as_jpeg(loose.data, DEFAULT.page_bytes))
            except NotOpenedError as error:
                fault = error.sentence
        fault = fault or _fault_of_kind(kind)
        if fault is None:
            facts, number = self._read(loose)
            fault = _fault_of_pages(facts)
        if fault is None and number is None and not _is_shared(facts) and len(self._numbers) > 1:
            fault = _WHOSE
        label, size = label_of(facts), len(loose.data)
        self._pieces.append(
            _Piece(loose.name, kind, loose.data, facts, label, number, heic, fault, before=size)
        )

    def packages(self) -> Iterator[Package]:
        """One for each number. Each is made when it is asked for."""
        for number, name in zip(self._numbers, self.names, strict=True):
            yield self._package(number, name)

    @property
    def names(self) -> list[str]:
        """What the archives are called: nobody should learn a whole ticket number from a list of files."""
        endings = Counter[str]()
        made = []
        for number in self._numbers:
            endings[number[-4:]] += 1
            again = endings[number[-4:]]
            made.append(f"合并材料-尾号{number[-4:]}{f'-{again}' if again > 1 else ''}.zip")
        return made

    def _read(self, loose: Loose) -> tuple[dict[str, Any], str | None]:
        """The file's facts, and the number that it belongs to."""
        from zikao.package.declarable import TICKET

        facts: dict[str, Any] = {}
        if loose.number is not None or len(self._numbers) == 1:
            return _facts(loose.data, loose.name), loose.number or self._numbers[0]
        for number in self._numbers:
            facts = _facts(loose.data, loose.name, {TICKET: number})
            if _is_shared(facts) or not facts.get("pages"):
                break
            if facts.get("ticket_number_seen") == "confirmed":
                return facts, number
        return facts, None

    def _package(self, number: str, name: str) -> Package:
        from zikao.package import DEFAULT
        from zikao.package.declarable import TICKET
        from zikao.package.pack import Entry, archive, names

        steps: list[str] = []
        pieces = [each for each in self._pieces if each.number in (None, number)]
        refused = [f"{_shown(each.original)} {each.fault}" for each in pieces if each.fault]
        if not pieces:
            refused = ["没有一份材料属于这个准考证号。请核对号码，或把材料放进以号码命名的文件夹。"]
        kept = sorted(_once(pieces, steps), key=lambda each: each.label) if not refused else []
        if len(kept) > DEFAULT.entries:
            refused = [f"材料有 {len(kept)} 份，一个压缩包最多放 {DEFAULT.entries} 份。请只留要用的。"]
        if not refused:
            refused = [*self._clean(kept)] or [*self._shrink(kept)]
        if refused:
            return Package(number[-4:], name, None, (), (), tuple(refused), None)
        called = names([(each.label, _EXTENSIONS[each.kind]) for each in kept])
        data = archive(Entry(new, each.data, each.kind) for new, each in zip(called, kept, strict=True))
        steps += _told(kept)
        circumstances = replace(self._circumstances, declared={TICKET: number})
        report = check_package(self._library, self._item, data, name, circumstances)
        files = tuple(
            Packed(_shown(each.original), new, each.before, len(each.data))
            for new, each in zip(called, kept, strict=True)
        )
        return Package(number[-4:], name, data, files, tuple(steps), (), report)

    def _clean(self, pieces: Sequence[_Piece]) -> Iterator[str]:
        """Take out metadata; a sentence for each file that is not whole."""
        from zikao.package.pack import UncleanError, clean

        for piece in pieces:
            try:
                cleaned = clean(piece.kind, piece.data)
            except UncleanError:
                yield f"{_shown(piece.original)} {DAMAGED}"
                continue
            piece.data, piece.taken_out = cleaned.data, cleaned.taken_out or piece.taken_out
            piece.turned = cleaned.orientation != 1

    def _shrink(self, pieces: Sequence[_Piece]) -> Iterator[str]:
        """Make smaller what takes more than its share; a sentence for each picture that must not be."""
        from zikao.package.pack import OVERHEAD_BYTES, share_of

        limit, entry_limit = self._limits()
        fixed = [piece for piece in pieces if piece.kind == "pdf"]
        pictures = [piece for piece in pieces if piece.kind != "pdf"]
        taken = sum(len(piece.data) for piece in fixed) + OVERHEAD_BYTES * len(pieces)
        share = share_of([len(piece.data) for piece in pictures], taken, limit)
        large = [piece for piece in fixed if len(piece.data) > min(entry_limit, limit)]
        if large or taken > limit:
            most = max(fixed, key=lambda piece: len(piece.data), default=None)
            for piece in large or ([most] if most else []):
                yield (
                    f"{_shown(piece.original)} 有 {_size(len(piece.data))}，放不下，"
                    "本工具不改动 PDF。请重新扫描或导出得小一些（150dpi 左右、灰度就够），再来打包。"
                )
            return
        most_bytes = min(entry_limit, limit if share is None else share)
        for piece in pictures:
            if len(piece.data) > most_bytes and (note := self._shrunk(piece, most_bytes)):
                yield note

    def _shrunk(self, piece: _Piece, most: int) -> str | None:
        """Make one picture smaller; the reason where it cannot be done."""
        from zikao.package.pack import is_legible, label_of, smaller

        before = is_legible(piece.facts["pages"], self._values)
        made = smaller(piece.data, most) if before else None
        after = _facts(made, piece.original) if made else {"pages": ()}
        if made is None or label_of(after) != piece.label or not is_legible(after["pages"], self._values):
            size = f"{_shown(piece.original)} 有 {_size(len(piece.data))}，放不下"
            why = {
                None: "；这台电脑上没有文字识别，缩小以后看不看得清说不准，所以没有缩小。请自己存小一些",
                False: "；它本来就看不太清，不能再缩小。请平放、对准焦重拍，或存小一些",
                True: "；缩小到放得下，字就看不清了。请减少材料，或用 150dpi 左右的灰度扫描代替照片",
            }[before]
            return f"{size}{why}，再来打包。"
        piece.data, piece.kind, piece.shrunk, piece.turned = made, "jpeg", True, False
        return None

    def _limits(self) -> tuple[int, int]:
        """Bytes of the archive and of one file in it: the spec's, and never more than can be checked."""
        from zikao.package import DEFAULT

        archive = self._values.get("bytes_sure_max", self._values.get("bytes_max", DEFAULT.archive_bytes))
        entry = self._values.get("entry_bytes_max", DEFAULT.page_bytes)
        return min(int(archive), DEFAULT.archive_bytes), min(int(entry), DEFAULT.page_bytes)


def _numbers(typed: Iterable[str]) -> list[str]:
    from zikao.package.declarable import NO_TICKET_NUMBER, ticket_number

    found = []
    for text in typed:
        number = ticket_number(text)
        if number is None:
            raise CannotPackError(f"{NO_TICKET_NUMBER}。")
        found.append(number)
    if not found:
        raise CannotPackError("没有写准考证号，不知道材料属于哪一个号。")
    return list(dict.fromkeys(found))


def _facts(data: bytes, name: str, declared: Mapping[str, str] | None = None) -> dict[str, Any]:
    from zikao.package import measure

    facts: dict[str, Any] = measure(data, name, declared=declared).model_dump(mode="json")["facts"]
    return facts


def _is_shared(facts: Mapping[str, Any]) -> bool:
    """Whether the file goes with every number: it shows who someone is and nothing that has a number."""
    return any(facts.get(name) for name in _SHARED) and not any(facts.get(name) for name in _OWN)


def _fault_of_kind(kind: Kind) -> str | None:
    if kind in _EXTENSIONS:
        return None
    if kind in _FAULTS:
        return _FAULTS[kind]
    if kind in PICTURES:
        return f"是 {TABLE[kind].label}，不是每台电脑都打得开。{_SAVE_AS_JPEG}"
    return _ARCHIVE if kind in ARCHIVES else _NO_PAGE


def _fault_of_pages(facts: Mapping[str, Any]) -> str | None:
    pages = facts.get("pages", ())
    if any(page.get("page_locked") for page in pages):
        return _LOCKED
    return DAMAGED if any(page.get("page_decodes") is False for page in pages) else None


def _once(pieces: Sequence[_Piece], steps: list[str]) -> Iterator[_Piece]:
    """Each file once, and fresh: what is done to it for one archive is not done to it for the next."""
    seen: dict[bytes, str] = {}
    for piece in pieces:
        digest = hashlib.sha256(piece.data).digest()
        if digest in seen:
            name, first = _shown(piece.original), seen[digest]
            again = f"{name} 给了不止一次" if name == first else f"{name} 和 {first} 是同一个文件"
            steps.append(f"{again}，只放了一份。")
            continue
        seen[digest] = _shown(piece.original)
        yield replace(piece)


def _told(pieces: Sequence[_Piece]) -> Iterator[str]:
    """What was done to the files, in the order of doing."""
    yield "按身份证、户口本、准考证、课程合格证的顺序编号，用认出的种类起名；认不出的叫“材料”。"
    if unread := [piece for piece in pieces if "page_legibility" not in _first_page(piece)]:
        yield f"有 {len(unread)} 份没有读文字，所以认不出种类，请自己核对名字。"
    if opened := [piece for piece in pieces if piece.heic]:
        yield (
            f"有 {len(opened)} 张 HEIC 转成了 JPG：画面摆正，颜色照 sRGB，没有带上附带的信息；"
            "原来的文件没有动。"
        )
    if cleaned := [piece for piece in pieces if piece.taken_out and not piece.shrunk]:
        yield (
            f"去掉了 {len(cleaned)} 张图片里附带的信息（拍摄地点、时间、机型等），画面本身一个字节也没有改。"
        )
    if turned := [piece for piece in pieces if piece.turned]:
        yield f"有 {len(turned)} 张靠方向标记才是正的，标记留着；没有转动画面。"
    for piece in pieces:
        if piece.shrunk:
            yield (
                f"{_shown(piece.original)} 太大，从 {_size(piece.before)} 缩小到 {_size(len(piece.data))}，"
                "附带的信息也去掉了；重新识别过，字仍然看得清。"
            )
    if any(piece.kind == "pdf" for piece in pieces):
        yield "PDF 原样放入，里面的作者、时间等信息没有去掉。"
    yield "打成一层的 ZIP：文件名标明 UTF-8，没有密码，日期统一为 1980 年 1 月 1 日，不带电脑的信息。"
    yield ("压缩包的名字只写准考证号后四位：来源没有规定叫什么，上传前可以按系统的提示改名。")


def _first_page(piece: _Piece) -> Mapping[str, Any]:
    first: Mapping[str, Any] = next(iter(piece.facts.get("pages", ())), {})
    return first


def _shown(name: str) -> str:
    from zikao.package.archive.names import shown_name

    return shown_name(name)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} KB"
