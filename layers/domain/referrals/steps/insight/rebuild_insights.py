"""Sets the numbers to what the tables come to, wherever a check found them different."""

from collections.abc import Iterable, Mapping

from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import UNREADABLE, Deviation
from referrals.model.measure.customer import CustomerRecord
from referrals.store.insight.insight import Insights
from referrals.store.insight.link_day import LinkDays
from referrals.store.measure.customer import CustomerRecords
from referrals.store.measure.kept_sum import WrongSum, correct_sum
from referrals.store.table import Table


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


def list_link_days(days: LinkDays) -> int:
    """How many links' days, of before there was a list of them, entered it. Safe to repeat."""
    return sum(days.enter(key, program_id) for key, program_id in days.find_missing())


def rebuild_sums(wrong: Iterable[WrongSum], tables: Mapping[str, Table]) -> int:
    """How many sums of answers, arms and budgets were set; a budget's permits follow when one of
    its shards runs dry, or the rules are applied again."""
    done = 0
    for each in wrong:
        correct_sum(each, tables)
        done += 1
    return done
