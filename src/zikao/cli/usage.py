"""Usage errors in one Chinese sentence, with the nearest right word."""

from __future__ import annotations

import difflib

import click


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with the words of a call, and how to find the right ones."""
    hint = ""
    context = getattr(error, "ctx", None)
    if context is not None:
        hint = f"运行 {context.command_path} -h 看用法。"
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
            return f"没有选项 {error.option_name}{near}{hint}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}。{hint}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要有值。{hint}"
        case click.BadParameter():
            return f"{_name(error)} 不对：{_bad_value(error)}{hint}"
        case click.UsageError():
            return f"{_unknown_command(error)}{hint}"
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    """What the parameter is called on the command line: of an option its longest name."""
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "参数"
    return (
        max(error.param.opts, key=len)
        if isinstance(error.param, click.Option)
        else error.param.human_readable_name.strip("[]")
    )


def _bad_value(error: click.BadParameter) -> str:
    match getattr(error.param, "type", None):
        case click.Choice(choices=choices):
            return f"只能是 {'、'.join(map(str, choices))}。"
        case click.IntRange(min=lowest, max=highest):
            return f"要填 {lowest} 到 {highest} 的整数。"
        case click.Path(file_okay=False):
            return "这是文件，要写文件夹。"
        case click.Path(dir_okay=False):
            return "这是文件夹，要写文件名。"
    return error.message if error.message.endswith("。") else f"{error.message}。"


def _unknown_command(error: click.UsageError) -> str:
    context = error.ctx
    if (
        context is not None
        and isinstance(context.command, click.Group)
        and "No such command" in error.message
    ):
        word = error.message.split("'")[1] if "'" in error.message else ""
        near = difflib.get_close_matches(word, context.command.list_commands(context), 1)
        return f"没有命令 {word}" + (f"，是不是 {near[0]}？" if near else "。")
    if "unexpected extra argument" in error.message:
        return "多出了参数。"
    return error.message if error.message.endswith(("。", "？")) else f"{error.message}。"
