"""Quiet hours last through the night, or not at all."""

import pytest

from referrals.model.people.person import QuietHours


@pytest.mark.parametrize(
    ("start", "end", "quiet"),
    [
        (21, 8, {21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7}),
        (1, 4, {1, 2, 3}),
        (0, 0, set()),
        (23, 0, {23}),
    ],
)
def test_quiet_hours_cover_their_hours(start: int, end: int, quiet: set[int]) -> None:
    hours = QuietHours(start=start, end=end)

    assert {hour for hour in range(24) if hours.covers(hour)} == quiet
