"""Reported clicks come back once, however often and however mangled the log is read."""

import json

import pytest

from referrals.edge.redirect import tell
from referrals.model.link.destination import Destination, DestinationKind
from referrals.steps.link.replay_clicks import ClickReplayCounts, replay_clicks
from referrals.wiring import stores
from tests.steps.link.click import CLICK
from tests.world import a_link


def log_lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the redirect prints about a click it could not store."""
    tell(Destination(DestinationKind.ON, link=a_link(), unstored=CLICK))
    return capsys.readouterr().out.splitlines()


def test_a_reported_click_is_stored_once(account: None, capsys: pytest.CaptureFixture[str]) -> None:
    lines = log_lines(capsys)

    first, again = (replay_clicks(lines, stores.clicks()) for _ in range(2))

    assert (first, again) == (ClickReplayCounts(stored=1), ClickReplayCounts(already_there=1))
    assert stores.clicks().get(CLICK.click_id) == CLICK


def test_what_a_log_puts_before_a_line_does_not_matter(
    account: None, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"2026-11-22T09:30:00Z 7f3 ERROR {line}\n" for line in log_lines(capsys)]

    assert replay_clicks(lines, stores.clicks()) == ClickReplayCounts(stored=1)


@pytest.mark.parametrize(
    "line",
    [
        "click not stored",
        'click not stored {"click": 7}',
        'click not stored {"click": {"click_id": "clk_1"}}',
        json.dumps({"message": "click not stored", "click": None}),
        json.dumps({"message": "click not stored", "click": {}})[:-3],
    ],
)
def test_a_line_that_cannot_be_read_is_counted(account: None, line: str) -> None:
    assert replay_clicks([line, "START RequestId", ""], stores.clicks()) == ClickReplayCounts(
        unreadable=1
    )
