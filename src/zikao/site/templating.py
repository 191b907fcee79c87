"""The templates' environment: HTML is escaped always, Markdown where a template says so."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from markupsafe import Markup, escape

from zikao.cache import cache_folder
from zikao.clock import spoken
from zikao.rulebook import file_names
from zikao.site import address, diagrams, file_forms, form_markup, package_form, portraits, words
from zikao.site.contacts import grouped, number
from zikao.site.tapped import tapped
from zikao.templates import of_pages

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~])")
_HEADING = re.compile(r"^(#.*)$", re.MULTILINE)


@cache
def _environment() -> Environment:
    environment = of_pages("zikao.site", kept=compiled_before())
    environment.filters.update(
        md=_markdown,
        lines=_lines,
        json=_json,
        day=spoken,
        machine=words.machine,
        phone=number,
        issued=words.issued,
        title=_quoted,
    )
    environment.globals.update(
        address=address,
        diagrams=diagrams,
        file_forms=file_forms,
        file_names=file_names,
        form_markup=form_markup,
        grouped=grouped,
        package_form=package_form,
        portraits=portraits,
        words=words,
        NOT_STATED=words.NOT_STATED,
    )
    return environment


@cache
def compiled_before() -> FileSystemBytecodeCache | None:
    """Where compiled templates wait for the next build; each bears the digest of its text.

    None where nothing can be written: then they are compiled every time.
    """
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def render(template: str, **context: Any) -> str:
    """Fill a template, as Markdown whose blocks of HTML are whole.

    The template's indentation and blank lines are for its readers: in Markdown four spaces would mean code,
    and a blank line may end a block of HTML. Only headings stand apart. Addresses and telephone
    numbers become links.
    """
    text = _environment().get_template(template).render(context)
    flush = "\n".join(line for line in map(str.strip, text.splitlines()) if line)
    return _HEADING.sub(r"\n\1\n", tapped(flush)).strip() + "\n"


def _markdown(text: str) -> Markup:
    """For text outside HTML blocks, such as headings: nothing in it is taken for Markdown or HTML."""
    return Markup(_MARKDOWN.sub(r"\\\1", str(escape(text))))  # noqa: S704 - escaped on this very line


def _lines(text: str) -> Markup:
    """Line breaks of the rulebook kept."""
    return Markup("<br>").join(text.splitlines())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _quoted(title: str) -> str:
    """A document's title in book marks, unless it brings its own."""
    return title if "《" in title or "「" in title else f"《{title}》"
