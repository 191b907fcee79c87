"""When something may be done: rounds, and the windows in them. No date is guessed, none is completed."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from zikao.rulebook.model.base import Cited, Cites, DateText, Model, Slug, Text

MIDNIGHT = "T24:00"
"""End of a day, as notices write it. ISO 8601 has it, Python's calendar does not."""


def _moment(text: str) -> str:
    """Refuse what is in no calendar; 24:00 is the end of a day that is."""
    try:
        datetime.fromisoformat(text.replace(MIDNIGHT, ""))
    except ValueError:
        raise PydanticCustomError("unreal_date", "no such day") from None
    return text


def _day_of_year(text: str) -> str:
    """Refuse what does not come every year, 29 February too."""
    if text[:5] == "02-29":
        raise PydanticCustomError("leap_day", "not in every year")
    _moment(f"2001-{text}")
    return text


def _time(text: str) -> str:
    _moment(f"{date.min.isoformat()}T{text}")
    return text


MomentText = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"),
    AfterValidator(_moment),
]
YearlyText = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"), AfterValidator(_day_of_year)
]
TimeText = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}:[0-9]{2}$"), AfterValidator(_time)]


class Cycle(Cited):
    """A named exam or graduation round with the span in which its dates are valid."""

    title: Text
    """Name of the round, such as 2026 年上半年."""
    valid_from: DateText
    """First day on which its dates are the current ones."""
    valid_to: DateText
    """Last day on which its dates are the current ones."""


class YearlySpan(Model):
    """A span that comes every year. Over the turn of the year where `to` is the earlier day."""

    start: Annotated[YearlyText | None, Field(alias="from")] = None
    """First day, MM-DD, or moment, MM-DDTHH:MM; left out where only the end is set."""
    end: Annotated[YearlyText | None, Field(alias="to")] = None
    """Last day, MM-DD, or moment, MM-DDTHH:MM or MM-DDT24:00; left out: from that day on."""


class Daily(Model):
    """Hours of each day."""

    start: Annotated[TimeText, Field(alias="from")]
    """First minute of each day, HH:MM."""
    end: Annotated[TimeText, Field(alias="to")]
    """Last minute of each day, HH:MM; 24:00 is the day's end."""


class Dates(Model):
    """From when to when, as far as a source says it."""

    start: MomentText | None = None
    """First moment, Beijing time, YYYY-MM-DDTHH:MM; where the source gives no hour the day, YYYY-MM-DD."""
    end: MomentText | None = None
    """Last moment, inclusive to the minute, or last day; T24:00 is the end of that day. Left out beside a
    start: from that day on, as results are."""
    daily: Daily | None = None
    """Hours of each day in that time: {from: "08:30", to: "17:00"}."""
    workdays: bool = False
    """On working days only. Which days those are is never computed."""
    stated: Text | None = None
    """What the source does say, when that is less than a full date."""
    look_up: Text | None = None
    """Where the date of the coming round is announced."""


class Round(Dates, Cited):
    """A window's dates in one round. Hours, working days and where to look are the window's if left out."""


class Window(Dates):
    """When something may be done. Start and end carry a year or are left out: no date is guessed."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["cite"]}, {"required": ["rounds"]}]},
    )

    title: Text
    """What may be done in this time."""
    cycle: Slug | None = None
    """Cycle in which these dates are valid; without one they are good until the end has passed."""
    yearly: list[YearlySpan] = []
    """In place of start and end, what comes every year: [{from: "03-10", to: "03-16"}, {to: "02-15"}]."""
    rounds: dict[Slug, Round] = {}
    """In place of cycle, start and end, the dates by cycle: of the round that runs, or else of the next."""
    timezone: Literal["Asia/Shanghai"] = "Asia/Shanghai"
    """Always Beijing time."""
    cite: Cites = []
    """Where this comes from: {source, clause}, or a list of them; may be left out where there are rounds."""
