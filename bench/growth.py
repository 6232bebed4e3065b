"""What a grant costs after many others: of the same advocate, from the same program; and what a
refund costs after others of its order, each of which keeps the decision before it.

The many before are not made one by one: what they would leave behind is put there.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bench.count import Spending, counting
from bench.page import table
from referrals.model.order_key import ConversionKey
from referrals.model.program.tally import Tally, advocate_subject
from referrals.model.reward.grant import home_shard
from referrals.model.reward.ledger import Balance, Part, person_account, program_account
from referrals.store.table import transact
from referrals.wiring import stores
from tests.sweep.story import ORDER
from tests.world import NOW, a_program, an_advocate

GRANTS = (10, 1_000, 100_000)
REFUNDS = (1, 10, 20)
EACH = 500
PROGRAM, ASSET = "friends", "EUR"


class GrantCost(NamedTuple):
    number: int
    spent: Spending
    """Of all functions together."""


def growth_table(title: str, costs: Iterable[GrantCost]) -> str:
    rows = [(f"{each.number:,}", *each.spent.row()) for each in costs]
    return table((title, "requests", "read units", "write units"), rows)


def grant_costs() -> list[GrantCost]:
    return list(_costs())


def _costs() -> Iterator[GrantCost]:
    for number in GRANTS:
        with counting() as (story, counter):
            rules = a_program(limits={"per_friend": 1, "budget_minor": 10**11})
            stores.programs().add(rules.model_copy(update={"version": 2}))
            _leave_behind(number - 1)
            counter.take()
            story.tell("order_paid")
            spent = Spending()
            for each in counter.take().values():
                spent = spent.plus(each)
            yield GrantCost(number, spent)


def refund_costs() -> list[GrantCost]:
    """Of one order, by their number."""
    found: list[GrantCost] = []
    with counting() as (story, counter):
        story.tell("order_paid")
        for number in range(1, max(REFUNDS) + 1):
            counter.take()
            refund = {"refund_id": f"r{number}", "amount": "1.00"}
            story.later(1, "refund.created", **refund)
            story.rest()
            spent = Spending()
            for each in counter.take().values():
                spent = spent.plus(each)
            found.append(GrantCost(number, spent))
    return [each for each in found if each.number in REFUNDS]


def _leave_behind(count: int) -> None:
    """The advocate's count, and the newest line's number of the accounts that a grant touches."""
    period = f"{NOW:%Y-%m}"
    tally = Tally(
        subject=advocate_subject(PROGRAM, an_advocate().person_id),
        version=1,
        lifetime=count,
        periods={period: count},
    )
    transact(stores.tallies().table.dynamo, [stores.tallies().tally_action(tally)])
    shard = home_shard(str(ConversionKey(PROGRAM, "signed", ORDER)))
    theirs = person_account(an_advocate().person_id, PROGRAM, ASSET, Part.PENDING)
    for account, balance in (
        (theirs, count * EACH),
        (program_account(PROGRAM, ASSET, shard), -count * EACH),
    ):
        line = Balance(account=account, balance=balance, seq=count, head="0" * 64, opened_at=NOW)
        stores.ledger().table.put({"entry": "balance", **line.model_dump(mode="json")})
