"""The command line, `zikao COMMAND`; `zikao --help` lists them.

A thin edge. Every command prints what was asked for, says in one sentence what is wrong with bad input, and
ends with an exit code of `zikao.errors.ExitCode`.
"""

from __future__ import annotations

import sys

import click

from zikao import __version__
from zikao.cli import (
    begin,
    changes,
    check,
    explain,
    fit,
    models,
    office,
    pack,
    rulebook,
    serve,
    signing,
    watch,
)
from zikao.cli.stopping import orderly
from zikao.cli.usage import usage_sentence
from zikao.errors import ExitCode, ZikaoError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="zikao", message="%(prog)s %(version)s")
def cli() -> None:
    """自考自查：办理前先自己查一遍——条件、照片、证明材料压缩包。"""


for module in (
    serve,
    check,
    fit,
    pack,
    explain,
    rulebook,
    signing,
    office,
    begin,
    changes,
    models,
    watch,
):
    for command in module.COMMANDS:
        cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    with orderly():
        sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        outcome = cli.main(args=arguments, prog_name="zikao", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitCode.USAGE
    except click.ClickException as error:
        click.echo(usage_sentence(error), err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return 130
    except ZikaoError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe went away, as `zikao … | head` does; that is no fault.
        sys.stdout = None  # keeps the interpreter from flushing into the closed pipe
        return ExitCode.PASS
    return int(outcome) if isinstance(outcome, int) else ExitCode.PASS
