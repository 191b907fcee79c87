"""Runs a program with the system calls of a unit file alone, as systemd lets it: `confined.py UNIT COMMAND…`.

What each of systemd's sets holds is asked of `systemd-analyze`; the filter is made by the library that
systemd itself makes it with.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

LIBRARY = "libseccomp.so.2"
PROGRAM = "systemd-analyze"
REFUSE = 0x00050000 | errno.EPERM
ALLOW = 0x7FFF0000


def sets() -> dict[str, set[str]]:
    """The names of systemd's sets of system calls, with what each holds; sets of sets are filled out."""
    told = subprocess.run([PROGRAM, "syscall-filter"], capture_output=True, text=True, check=True).stdout
    found: dict[str, set[str]] = {}
    name = ""
    for line in re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines():
        if line.startswith("@"):
            name = line.strip()
            found[name] = set()
        elif (word := line.strip()) and not word.startswith("#") and name:
            found[name].add(word)

    def filled(name: str) -> set[str]:
        return set().union(*(filled(each) if each.startswith("@") else {each} for each in found[name]))

    return {name: filled(name) for name in found}


def allowed(unit: str) -> set[str]:
    """System calls that the lines of a unit file leave; line after line, as systemd reads them."""
    known = sets()
    left = set(known["@default"])
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        names = set().union(*(known.get(each, {each}) for each in line.removeprefix("~").split()))
        left = left - names if line.startswith("~") else left | names
    return left


def confine(names: set[str]) -> None:
    """Refuse this process and its children every other system call.

    Raises:
        OSError: the library or the kernel would not.
    """
    library = ctypes.CDLL(LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(REFUSE)))
    for name in sorted(names):
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # others are of other processors
            library.seccomp_rule_add(context, ctypes.c_uint32(ALLOW), number, ctypes.c_uint(0))
    if library.seccomp_load(context):
        raise OSError("the filter of system calls could not be loaded")


if __name__ == "__main__":
    confine(allowed(Path(sys.argv[1]).read_text("utf-8")))
    os.execv(sys.argv[2], sys.argv[2:])
