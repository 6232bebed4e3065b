"""What a channel of the shop's own people is told: the day, what is urgent, or a try-out.

It names nobody: counts, sentences of ours and the shop's own name are all that it has.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.era import epoch_seconds
from referrals.model.program.program import Program

MOST_LINES = 20
LONGEST_LINE = 300


class ReportTopic(StrEnum):
    DAY = "day.reported"
    """The month so far, what waits and what is wrong: once a day."""
    URGENT = "trouble.reported"
    """One thing that is wrong since a moment ago."""
    TEST = "connection.tested"
    """Somebody tries whether it arrives; nothing happened."""


class ReportList(BaseModel):
    model_config = ConfigDict(frozen=True)
    title: str
    lines: tuple[str, ...]


class ChannelReport(BaseModel):
    """Plain text in every field: whoever sends it escapes it."""

    model_config = ConfigDict(frozen=True)
    heading: str
    paragraph: str
    lists: tuple[ReportList, ...] = ()
    link: str = ""
    """The desk, where each of it has its next step."""


class DayNews(BaseModel):
    """All that today may say."""

    model_config = ConfigDict(frozen=True)
    day: ChannelReport
    urgent: dict[str, ChannelReport] = {}
    """By what tells one trouble from the next, so that each is told once."""


def list_of(title: str, lines: Sequence[str]) -> ReportList:
    """No longer than a channel reads."""
    shown = [line[:LONGEST_LINE] for line in lines[:MOST_LINES]]
    more = len(lines) - len(shown)
    return ReportList(title=title, lines=(*shown, *([f"… and {more} more"] if more else [])))


def day_report(program_id: str, on: date, report: ChannelReport, now: datetime) -> OutboxItem:
    """One a day, whoever asks again."""
    return _item(day_report_id(program_id, on), ReportTopic.DAY, program_id, report, now=now)


def day_report_id(program_id: str, on: date) -> str:
    return f"{program_id}#slack-day#{on}"


def urgent_report(program_id: str, name: str, report: ChannelReport, now: datetime) -> OutboxItem:
    item_id = f"{program_id}#slack-urgent#{name}"
    return _item(item_id, ReportTopic.URGENT, program_id, report, now=now)


def connection_test(rules: Program, channel: Channel, now: datetime) -> OutboxItem:
    """Asked again within the second, the same one."""
    item_id = f"{rules.program}#{channel}-test#{epoch_seconds(now)}"
    words = "Somebody tries whether this arrives. Nothing happened."
    report = ChannelReport(heading=f"Goodword for {rules.shop_name}", paragraph=words)
    item = _item(item_id, ReportTopic.TEST, rules.program, report, now=now)
    return item.model_copy(update={"channel": channel})


def _item(
    item_id: str, topic: ReportTopic, program_id: str, report: ChannelReport, *, now: datetime
) -> OutboxItem:
    data: dict[str, Any] = report.model_dump(mode="json")
    return an_item(item_id, Channel.SLACK, topic, program_id=program_id, at=now, data=data)
