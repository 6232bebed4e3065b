"""Each limit that docs/performance.md names has an alarm, which watches what it is said to."""

import re

import pytest

from tests.house.alarms import ALARMS, queries, resources_of
from tests.house.tree import ROOT

BY_HAND = "whoever typed it"
WORK_LEFT = {"BacklogAlarm": "WorkLeft", "LedgerAlarm": "LedgerFlaws"}


def rows() -> dict[str, str]:
    """What grows, and who says so."""
    page = (ROOT / "docs/performance.md").read_text()
    section = page.partition("### What is not flat")[2].partition("By stage:")[0]
    lines = [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("|")]
    return {cells[0].strip(): cells[-1].strip() for cells in lines[2:]}


def test_the_page_names_its_limits() -> None:
    assert len(rows()) > 10


@pytest.mark.parametrize("grows", rows())
def test_each_limit_has_an_alarm_of_the_template(grows: str) -> None:
    told = rows()[grows]
    alarms = re.findall(r"`(\w+Alarm)`", told)

    assert alarms or told == BY_HAND
    assert [alarm for alarm in alarms if alarm not in ALARMS] == []
    for alarm, function in re.findall(r"`(\w+Alarm)`, (\w+)", told):
        assert f"{function.capitalize()}Function" in resources_of(alarm)


@pytest.mark.parametrize("alarm", WORK_LEFT)
def test_what_is_left_or_wrong_is_what_its_alarm_counts(alarm: str) -> None:
    assert queries()[alarm].metric == WORK_LEFT[alarm]
