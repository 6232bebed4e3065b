"""The day is told once, at the shop's own hour; what is urgent at once, each trouble once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from referrals.model.connection.report import ChannelReport, DayNews
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.program.program import Program
from referrals.steps.connection.report_day import ReportingDesk, report_days
from referrals.wiring import stores
from tests.world import a_program

SAID = ChannelReport(heading="Bakery", paragraph="Nothing.")
NEWS = DayNews(day=SAID, urgent={"quiet-shopify": SAID})
AUCKLAND = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
"""Eight in the morning of the 23rd there."""


def run(at: datetime, *, broken: str = "") -> Any:
    def news(rules: Program, now: datetime) -> DayNews:
        if rules.program == broken:
            raise ValueError
        return NEWS

    return report_days(ReportingDesk(stores.programs(), stores.outbox(), news), now=at)


def items() -> list[str]:
    return [item.item_id for item in stores.outbox().page(DeliveryState.PENDING, 50)[0]]


def shop(program: str = "friends", **connections: Any) -> None:
    made = a_program(program=program, time_zone="Pacific/Auckland", connections=connections)
    stores.programs().add(made)


@pytest.mark.usefixtures("account")
def test_the_day_is_that_of_the_shop() -> None:
    shop(slack_hour=8)

    for minutes in (-1, 0, 60, 600):
        run(AUCKLAND + timedelta(minutes=minutes))

    assert items() == ["friends#slack-day#2026-11-23"]


@pytest.mark.usefixtures("account")
def test_a_program_that_cannot_be_told_of_keeps_no_other_silent() -> None:
    shop("broken", slack_hour=8)
    shop("friends", slack_hour=8)

    found = run(AUCKLAND, broken="broken")

    assert (found.reported, found.failed, found.left) == (1, ("broken",), 1)
    assert items() == ["friends#slack-day#2026-11-23"]


@pytest.mark.usefixtures("account")
def test_trouble_is_told_once_and_only_where_it_is_wanted() -> None:
    shop("calm", slack_hour=23)
    shop("friends", slack_urgent=True)

    run(AUCKLAND)
    run(AUCKLAND + timedelta(hours=1))

    assert items() == ["friends#slack-urgent#quiet-shopify"]
