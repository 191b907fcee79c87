"""Taking files one by one, and giving the archives one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.in_force import item_in_force
from zikao.checks.numbers import ticket_form
from zikao.checks.pack.piece import Loose, Piece
from zikao.checks.pack.shrinking import free_of_metadata, make_fit
from zikao.checks.pack.sorting import EXTENSIONS, look_at, once
from zikao.checks.pack.steps import steps
from zikao.checks.package import check_package
from zikao.errors import ExitCode, ZikaoError
from zikao.numbers import TICKET, Written
from zikao.package.declarable import ANY_TICKET
from zikao.package.limits import DEFAULT
from zikao.package.pack import Entry, archive, names
from zikao.report import Report
from zikao.rulebook.file_names import NAME, NO_PERSON, file_name, person
from zikao.rulebook.library import Library
from zikao.rulebook.text import placeholders

_NOTHING: Final = "没有一份材料属于这个准考证号。请核对号码，或把材料放进以号码命名的文件夹。"


class CannotPackError(ZikaoError):
    """There is nothing to pack, or the spec asks for no archive."""

    exit_code = ExitCode.USAGE


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


class Packer:
    """Takes files one by one, then gives the archives one by one.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        numbers: ticket numbers as typed; each gets an archive, in this order.
        circumstances: whose rules and which moment; what is declared of an archive is its number alone.
        person: the candidate's name as typed, where the archives have to be called by it.

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
        person: str | None = None,
    ) -> None:
        item = item_in_force(library, "package", item, circumstances)
        document = library.compiled("package", item, circumstances.city)
        spec = library.book(document.province, circumstances.city).packages[document.id]
        if spec.file_class != "archive":
            raise CannotPackError(f"《{document.title}》要的是单个文件，不用打包，直接检查就可以。")
        self._form = ticket_form(library, item, circumstances.city)
        self._numbers = _numbers(numbers, self._form)
        self._library, self._item = library, item
        self._circumstances = circumstances
        self._values = {name: each.value for name, each in document.values.items()}
        self._pieces: list[Piece] = []
        self._typed = {NAME: _person_named(person)} if person is not None else {}
        self._stems = [_stem(document.file_name, number, self._typed) for number in self._numbers]

    def take(self, loose: Loose) -> None:
        """Look at one file: what it shows and, where there are several numbers, whose it is."""
        self._pieces.append(look_at(loose, self._numbers, self._form))

    def packages(self) -> Iterator[Package]:
        """One for each number. Each is made when it is asked for."""
        for number, name in zip(self._numbers, self.names, strict=True):
            yield self._package(number, name)

    @property
    def names(self) -> list[str]:
        """What the archives are called: as the source wants it.

        Where it says nothing nobody should learn a whole ticket number from a list of files.
        """
        times = Counter[str]()
        made = []
        for stem in self._stems:
            times[stem] += 1
            made.append(f"{stem}{f'-{times[stem]}' if times[stem] > 1 else ''}.zip")
        return made

    def _package(self, number: str, name: str) -> Package:
        pieces = [each for each in self._pieces if each.number in (None, number)]
        kept, again = once(pieces)
        if refused := self._refusals(pieces, kept):
            return Package(number[-4:], name, None, (), (), tuple(refused), None)
        called = names([(each.label, EXTENSIONS[each.kind]) for each in kept])
        data = archive(Entry(new, each.data) for new, each in zip(called, kept, strict=True))
        circumstances = replace(self._circumstances, declared={TICKET: number, **self._typed})
        report = check_package(self._library, self._item, data, name, circumstances)
        files = tuple(
            Packed(each.shown, new, each.before, len(each.data))
            for new, each in zip(called, kept, strict=True)
        )
        return Package(number[-4:], name, data, files, (*again, *steps(kept)), (), report)

    def _refusals(self, pieces: Sequence[Piece], kept: Sequence[Piece]) -> list[str]:
        """Make what is kept fit into an archive, in place; why that cannot be done, and what to do."""
        if not pieces:
            return [_NOTHING]
        if faults := [f"{each.shown} {each.fault}" for each in pieces if each.fault]:
            return faults
        if len(kept) > DEFAULT.entries:
            return [f"材料有 {len(kept)} 份，一个压缩包最多放 {DEFAULT.entries} 份。请只留要用的。"]
        return [*free_of_metadata(kept)] or [*make_fit(kept, self._values)]


def _person_named(typed: str) -> str:
    """The candidate's name as it stands in a file's name.

    Raises:
        CannotPackError: it cannot stand there.
    """
    name = person(typed)
    if name is None:
        raise CannotPackError(f"{NO_PERSON}。")
    return name


def _stem(pattern: str | None, number: str, typed: Mapping[str, str]) -> str:
    """An archive's name without its extension.

    Raises:
        CannotPackError: it has to hold something that was not typed.
    """
    if pattern is None:
        return f"合并材料-尾号{number[-4:]}"
    if NAME in placeholders(pattern) and NAME not in typed:
        raise CannotPackError("来源要求文件名里写姓名，请加上姓名：--name 姓名。")
    made = file_name(pattern, {TICKET: number, **typed})
    if made is None:
        raise CannotPackError("来源要求的文件名里还有别的内容，这里做不了；请做好以后自己改名。")
    return made.removesuffix(".zip")


def _numbers(typed: Iterable[str], form: Written = ANY_TICKET) -> list[str]:
    found = []
    for text in typed:
        number = form.read(text)
        if number is None:
            raise CannotPackError(f"{form.refusal('准考证号')}。")
        found.append(number)
    if not found:
        raise CannotPackError("没有写准考证号，不知道材料属于哪一个号。")
    return list(dict.fromkeys(found))
