"""Brings the reward of one order up to what is known about it, in one transaction.

Called for every change of a referral, our own writes included: what is settled stays as it is.
Safe to repeat: the grant's key is the order's own and never expires, and every number that was
read is guarded, by its version or by the limit that it stays within, so what was decided still
holds when it is written.
"""

from collections.abc import Iterator
from datetime import datetime

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.delivery.gift_news import on_order_without_gift
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.settlement_news import on_settlement
from referrals.model.delivery.value_news import with_last_days
from referrals.model.errors import UnavailableError
from referrals.model.history.reward_ground import number_of, reward_ground
from referrals.model.program.budget import BUDGET_SHARDS, LinePlace
from referrals.model.program.tally import Tally
from referrals.model.redemption.ending import with_ends
from referrals.model.reward.posting import homes_of
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.rule import PAUSED
from referrals.model.reward.settlement import Settlement, settle
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.redemption.lay_liens import lien_actions
from referrals.steps.reward.gather_reward import gather_reward
from referrals.steps.reward.serve_ceiling import ceiling_changes
from referrals.steps.reward.serve_line import next_call
from referrals.store.attribution.referral import read_referral
from referrals.store.reward.books import Action, ActionKind, Books, Orders

TRIES = 8
# Counts that the lighter guards refuse again and again are settled by their version.
EXACT_FROM = 4


def settle_rewards(
    key: str, orders: Orders, books: Books, *, now: datetime
) -> RewardDecision | None:
    """The decision that holds; None while there is none, or something newer is on its way."""
    for attempt in range(TRIES):
        referral = orders.referrals.get(key)
        if not is_unsettled(referral):
            return referral.reward
        # A grant and its first decision are one transaction: without the one there is no other.
        grant = books.grants.find(key) if referral.reward else None
        question = gather_reward(referral, grant, books.programs, books.tallies)
        balances = books.ledger.balances(homes_of(grant) if grant else ())
        settlement = settle(question, balances, now, attempt=attempt)
        ground = reward_ground(question, balances, number=number_of(referral) + 1)
        counts = _counts(settlement, question, books)
        if _waits_on(referral, settlement):
            return referral.reward
        if grant and books.grants.get(key) != grant:
            continue  # What is newer than the grant doesn't fit it: somebody changed it meanwhile.
        if _lacks_permits(settlement, question):
            _gather_permits(settlement, books)
            continue
        refused = books.commit(
            [
                orders.decided_action(referral, settlement.decision, ground),
                *_record_changes(settlement, question, orders, books),
                *_order_guard(settlement, referral, orders),
                *_grant_changes(settlement, books),
                *_count_changes(settlement, counts, books, question, exact=attempt >= EXACT_FROM),
                *books.review(referral.reward, settlement.decision, key),
                *lien_actions(settlement, books),
                *books.letters(_news(settlement, referral, question, now)),
                *books.lines(with_ends(settlement.postings, question.rules, now), now, balances),
            ]
        )
        if not refused:
            return settlement.decision
        if ActionKind.ORDER in refused and orders.overtaken(orders.referrals.get(key)):
            return None  # Attribution's own change of the referral calls us again.
    raise UnavailableError("the books are busy.", remedy="Try again.")


def key_to_settle(image: Item) -> str | None:
    """What a change of a referral asks for; None for our own writes, which are settled."""
    referral = read_referral(image)
    return referral.key if is_unsettled(referral) else None


def is_unsettled(referral: Referral) -> bool:
    """Whether rewards have yet to be decided on the newest figures.

    An order that nobody brought has none, unless it was a correction that found that out.
    """
    if referral.reward is None:
        return referral.is_attributed
    recalled, reward = referral.recalled_at, referral.reward
    again = recalled is not None and recalled > reward.decided_at
    return again or reward.revision < referral.figures.revision


def _news(
    settlement: Settlement, referral: Referral, question: RewardQuestion, now: datetime
) -> list[OutboxItem]:
    told = on_settlement(settlement, referral, question.current, now)
    gifts = on_order_without_gift(settlement, referral, question.rules, now)
    return [*with_last_days(told, question.rules, now), *gifts]


def _waits_on(referral: Referral, settlement: Settlement) -> bool:
    """Whether an order that was recalled waits on: that is no new decision."""
    before, decision = referral.reward, settlement.decision
    if before is None or settlement.moves or before.revision < referral.figures.revision:
        return False
    return (before.status, before.reason) == (decision.status, decision.reason)


def _record_changes(
    settlement: Settlement, question: RewardQuestion, orders: Orders, books: Books
) -> Iterator[Action]:
    """The decision that is replaced, and the order's places in line: for the program, and for what
    the friend's renewals may bring."""
    yield from ceiling_changes(settlement, question, orders, books)
    referral = question.referral
    if referral.reward:
        yield ActionKind.FORMER, books.former.keep_action(referral)
    facts, before = settlement.decision.facts, question.waiting_since
    after = facts.waiting_since if facts else None
    # What waits for the end of a pause asks nothing of the budget yet.
    cost = 0 if settlement.decision.reason == PAUSED else question.least_cost_minor
    place = LinePlace(referral.program_id, referral.key, after, cost)
    if after:
        yield ActionKind.WAIT, books.tallies.wait_action(place)
    elif before:
        left = place._replace(since=before)
        yield ActionKind.WAIT, books.tallies.leave_action(left)
        if question.current.limits.has_line:
            yield from next_call(left, referral, orders, books)


def _order_guard(settlement: Settlement, referral: Referral, orders: Orders) -> Iterator[Action]:
    """The guard that the order is unchanged, needed only where something is given."""
    if settlement.gives:
        yield orders.unmoved_action(referral)


def _counts(settlement: Settlement, question: RewardQuestion, books: Books) -> list[Tally]:
    """Those that change, as they are: what the decision rests on as it was read for that.

    Read before the grant is looked at again: a count that somebody took back meanwhile belongs to a
    grant that isn't the one we know.
    """
    read = (question.advocate, question.friend, question.today, question.renewals)
    known = {tally.subject: tally for tally in read}
    return [known.get(each) or books.tallies.tally(each) for each in settlement.subjects]


def _count_changes(
    settlement: Settlement,
    counts: list[Tally],
    books: Books,
    question: RewardQuestion,
    *,
    exact: bool,
) -> Iterator[Action]:
    """Where a count's change rests on no more than a limit, the limit guards and not the version;
    `exact` for the version all the same."""
    if settlement.after is None or not settlement.moves:
        return
    for tally in counts:
        step = None if exact else settlement.tally_step(tally, question.rules)
        if step:
            yield ActionKind.TALLY, books.tallies.add_action(step)
        else:
            yield ActionKind.TALLY, books.tallies.tally_action(settlement.tally_after(tally))


def _grant_changes(settlement: Settlement, books: Books) -> Iterator[Action]:
    grant, tallies = settlement.after, books.tallies
    if grant is None or not settlement.moves:
        return
    put = books.grants.change_action if settlement.before else books.grants.add_action
    yield ActionKind.GRANT, put(grant)
    cost = settlement.cost_minor
    if cost > 0:
        yield ActionKind.BUDGET, tallies.take_action(grant.program_id, grant.shard, cost)
    elif cost < 0 and settlement.before:
        shard = settlement.before.shard
        yield ActionKind.BUDGET, tallies.return_action(grant.program_id, shard, -cost)


def _lacks_permits(settlement: Settlement, question: RewardQuestion) -> bool:
    """Whether the budget has it, and not the one shard that is to pay."""
    if settlement.after is None or settlement.cost_minor <= 0:
        return False
    shard = question.shards[settlement.after.shard % BUDGET_SHARDS]
    return shard.left_minor < settlement.cost_minor


def _gather_permits(settlement: Settlement, books: Books) -> None:
    grant, cost = settlement.after, settlement.cost_minor
    assert grant
    budget = books.programs.get(grant.program_id).rules.limits.budget_minor
    number = grant.shard % BUDGET_SHARDS
    allocate_budget(grant.program_id, budget, books.tallies, need_minor=cost, number=number)
