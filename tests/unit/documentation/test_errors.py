"""The list of errors: read from the source, and the same as what Python makes of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import click
import pytest

import zikao
from zikao import cli
from zikao.documentation import errors
from zikao.errors import ExitCode, ZikaoError


def children(error: type[ZikaoError]) -> Iterator[type[ZikaoError]]:
    """All classes below one, as far as they are loaded."""
    for each in error.__subclasses__():
        yield each
        yield from children(each)


def test_the_page_lists_every_error_with_the_code_that_it_has() -> None:
    for module in pkgutil.walk_packages(zikao.__path__, "zikao."):
        importlib.import_module(module.name)
    ours = {each for each in children(ZikaoError) if each.__module__.startswith("zikao.")}
    rows = [line.split(" | ") for line in errors.told().splitlines()[2:]]
    told = {row[0].strip("| `"): row[3] for row in rows}
    assert told.keys() == {each.__name__ for each in ours}
    assert {
        each.__name__: (told[each.__name__], each.exit_code)
        for each in ours
        if "problem" not in told[each.__name__]
        and not told[each.__name__].startswith(f"{each.exit_code.value} ")
    } == {}


def test_no_error_is_without_a_word() -> None:
    rows = [*errors.told().splitlines()[2:], *errors.inside().splitlines()[2:]]
    assert [row for row in rows if not row.split(" | ")[2].strip(" |")] == []


@pytest.mark.parametrize("code", [ExitCode.USAGE, ExitCode.COULD_NOT_CHECK])
def test_a_command_ends_with_the_code_of_the_error(
    code: ExitCode, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class MadeUpError(ZikaoError):
        exit_code = code

    @click.command()
    def broken() -> None:
        raise MadeUpError("坏了，请换一个。")

    monkeypatch.setitem(cli.cli.commands, "broken", broken)
    assert cli.run(["broken"]) == code
    assert capsys.readouterr().err == "坏了，请换一个。\n"
