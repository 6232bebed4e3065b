"""What a link's days come to, asked of both DynamoDBs."""

from datetime import date, timedelta

import pytest

from referrals.model.experiment.tally import LinkTally
from referrals.model.insight.insight import Bucket, Move
from referrals.wiring import experiment_stores, stores
from tests.world import NOW

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("first", "last", "clicks"),
    [(DAY, DAY, 3), (DAY - timedelta(days=1), DAY, 3), (DAY + timedelta(days=1), DAY, 0)],
    ids=["one day", "two days", "ended on the day it began"],
)
def test_whole_days_of_an_experiment_count(
    account: None, first: date, last: date, clicks: int
) -> None:
    bucket = Bucket("friends", DAY, "ada-bakes")
    stores.insights().fold([Move("a", {bucket: {"people@1": 3}})], NOW)

    found = experiment_stores.trial_tallies().by_days("friends", "ada-bakes", (first, last), "EUR")

    assert found == LinkTally(clicks=clicks)
