"""How often the clock turns in a month, as the template's rules say it."""

import pytest

from bench.month import jobs, turns_of

DAY = 730 // 24


@pytest.mark.parametrize(
    ("expression", "turns"),
    [
        ("rate(5 minutes)", 730 * 60 // 5),
        ("rate(1 hour)", 730),
        ("rate(1 day)", DAY),
        ("cron(0 3 * * ? *)", DAY),
        ("cron(0 3-6 * * ? *)", 4 * DAY),
        ("cron(0 * * * ? *)", 730),
    ],
)
def test_an_expression_says_its_turns_of_a_month(expression: str, turns: int) -> None:
    assert turns_of(expression) == turns


def test_every_job_of_the_clock_has_its_turns() -> None:
    found = dict(jobs())

    assert len(found) > 10
    assert min(found.values()) >= DAY
