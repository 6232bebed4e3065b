"""Keeps the line for what the renewals of one friend may bring: who was cut, and whose turn it is.

First come, first served: a renewal that the ceiling cut or refused is written down, and whatever
becomes free has the earliest of them decided anew, in the transaction that frees it. So the sum is
the same in whichever order renewals and refunds come.
"""

from collections.abc import Iterator

from referrals.model.attribution.referral import Referral
from referrals.model.program.budget import LinePlace
from referrals.model.program.limit import LimitPeriod
from referrals.model.program.tally import Tally, is_renewals_subject, renewals_subject
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.settlement import Settlement
from referrals.steps.reward.serve_line import after_last
from referrals.store.reward.books import Action, ActionKind, Books, Orders

# Each that takes what is free calls the next ones itself.
AT_ONCE = 5


def ceiling_changes(
    settlement: Settlement, question: RewardQuestion, orders: Orders, books: Books
) -> Iterator[Action]:
    """The order's own place in that line, and the calls of others."""
    referral = question.referral
    subject = renewals_subject(referral.program_id, referral.friend_id)
    facts, before = settlement.decision.facts, referral.reward and referral.reward.facts
    is_short, was_short = bool(facts and facts.cut_minor), bool(before and before.cut_minor)
    place = LinePlace(subject, referral.key, referral.figures.occurred_at)
    if is_short and not was_short:
        yield ActionKind.WAIT, books.tallies.wait_action(place)
        if subject not in settlement.subjects:
            # Whoever frees something meanwhile must see who came into line.
            seen = question.renewals.model_copy(update={"version": question.renewals.version + 1})
            yield ActionKind.TALLY, books.tallies.tally_action(seen)
    elif was_short and not is_short:
        yield ActionKind.WAIT, books.tallies.leave_action(place)
    for moved in settlement.subjects:
        if not is_renewals_subject(moved):
            continue
        read = question.renewals.subject == moved
        tally = question.renewals if read else books.tallies.tally(moved)
        if _left_minor(settlement, question, tally):
            yield from _calls(moved, referral, orders, books)


def _left_minor(settlement: Settlement, question: RewardQuestion, tally: Tally) -> int:
    most = question.rules.qualifies.ceiling_minor
    if most is None:
        return 0
    after = settlement.tally_after(tally)
    return max(most - after.worths.get(LimitPeriod.EVER.value, 0), 0)


def _calls(subject: str, referral: Referral, orders: Orders, books: Books) -> Iterator[Action]:
    for waiting in books.tallies.line(subject, AT_ONCE + 1):
        other = orders.referrals.find(waiting.key) if waiting.key != referral.key else None
        if other and other.reward:
            yield ActionKind.RECALL, orders.referrals.recall_action(other.key, after_last(other))
