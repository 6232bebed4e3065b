"""Sets the numbers to what the tables come to, wherever a check found them different."""

from collections.abc import Iterable

from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import UNREADABLE, Deviation
from referrals.model.measure.customer import CustomerRecord
from referrals.store.insight.insight import Insights
from referrals.store.measure.customer import CustomerRecords


def rebuild_records(
    pairs: Iterable[tuple[CustomerRecord, CustomerRecord]], records: CustomerRecords
) -> int:
    """How many customers' records were set, before the numbers that rest on them; UnavailableError
    when one moved since it was compared."""
    done = 0
    for now, wanted in pairs:
        if not records.commit([(now, wanted)], {}):
            raise UnavailableError(
                "the records moved meanwhile.", remedy="Check again when it is quieter."
            )
        done += 1
    return done


def rebuild_insights(deviations: Iterable[Deviation], insights: Insights) -> int:
    """How many counters were set; UnavailableError when one moved since it was checked."""
    ours = (each for each in deviations if each.counter != UNREADABLE)
    return sum(1 for deviation in ours if insights.correct(deviation))
