"""Whom to ask, as pages show it: those of one heading as one list, what all of them share said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zikao.rulebook.model import Cite, Contact
from zikao.site.words import NOT_STATED


@dataclass(frozen=True)
class Number:
    """A telephone number in its parts."""

    shown: str
    dialled: str
    """Behind `tel:`."""
    extension: str | None
    """To be asked for, or pressed, once somebody answers."""


@dataclass(frozen=True)
class Office:
    """One contact, less what its group says for it."""

    contact: Contact
    about: str | None
    hours: str | None
    cite: list[Cite] | None


@dataclass(frozen=True)
class Group:
    """Contacts of one heading; a contact without one is a group by itself."""

    title: str | None
    about: str | None
    hours: str | None
    cite: list[Cite] | None
    """What all of them have in common; None where they differ or none says it."""
    offices: list[Office]


def grouped(contacts: Iterable[Contact]) -> list[Group]:
    """Contacts in groups, in the order in which the first of each is written."""
    found: dict[str, list[Contact]] = {}
    for contact in contacts:
        found.setdefault(contact.group or f"={contact.who}", []).append(contact)
    return [_group(each) for each in found.values()]


def _group(contacts: list[Contact]) -> Group:
    if contacts[0].group is None:
        (contact,) = contacts
        return Group(None, None, None, None, [Office(contact, contact.about, contact.hours, contact.cite)])
    first = contacts[0]
    about, hours, cite = (
        said if all(getattr(each, name) == said for each in contacts) else None
        for name in ("about", "hours", "cite")
        for said in [getattr(first, name)]
    )
    offices = [
        Office(
            each,
            None if about else each.about,
            None if hours else each.hours,
            None if cite else each.cite,
        )
        for each in contacts
    ]
    return Group(first.group, about, hours, cite, offices)


def named(contacts: Iterable[Contact], names: Iterable[str]) -> list[Contact]:
    """The contacts that names stand for, each once: an office by its own name, a group by the group's."""
    listed = list(contacts)
    found: dict[str, Contact] = {}
    for name in names:
        found |= {each.who: each for each in listed if name in (each.who, each.group)}
    return list(found.values())


def in_lines(contact: Contact) -> list[str]:
    """A contact on paper: who and for whom, what to ask it about, and each way that the source gives."""
    who = f"{contact.who}（{'、'.join(contact.serves)}）" if contact.serves else contact.who
    ways = [f"电话：{phone}" for phone in contact.phone]
    ways += [
        f"{name}{said}" for name, said in (("地址：", contact.place), ("", contact.how)) if said is not None
    ]
    hours = [f"办公时间：{contact.hours}"] if contact.hours else []
    return [
        f"{who}：{contact.about}" if contact.about else who,
        *(ways or [f"电话、地址：{NOT_STATED}"]),
        *hours,
    ]


def number(phone: str) -> Number:
    """A telephone number as it is shown and dialled.

    >>> number("020-12345678转8001")
    Number(shown='020-12345678', dialled='02012345678', extension='8001')
    """
    shown, _, extension = phone.partition("转")
    return Number(shown, shown.replace("-", ""), extension or None)
