"""Gives a reward one of the imported codes: code, grant and letter are one transaction."""

from datetime import datetime

from referrals.model.code.stock import pool_name
from referrals.model.delivery.announcement import on_issue
from referrals.model.delivery.delivery import DeliveryOutcome, Done, TryAgain
from referrals.model.delivery.outbox import STOCK_EMPTY
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, Side
from referrals.providers.rewards.registry import stock_terms
from referrals.providers.rewards.reward_type import FulfilmentReceipt
from referrals.steps.reward.handover_desk import GRANT_ACTION, MOVED, HandoverDesk, issued_side
from referrals.store.table import CancelledError, transact

MOST_TRIES = 12


def give_from_stock(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    """No code for two, no two for one; waits where there is none."""
    pool = pool_name(grant.offer, side.role, stock_terms(side.terms))
    reward_id, waiting = f"{grant.key}/{side.name}", STOCK_EMPTY
    for tries, free in enumerate(desk.stock.free(grant.program_id, pool, reward_id)):
        if tries == MOST_TRIES:
            break
        issued = issued_side(side, FulfilmentReceipt(free.code), now=now)
        noted = grant.with_side(issued)
        items = on_issue(noted, issued, program.rules, now)
        taking = desk.stock.take_actions(free, reward_id)
        actions = [desk.grants.change_action(noted), *taking, *map(desk.outbox.add_action, items)]
        try:
            transact(desk.grants.table.dynamo, actions)
        except CancelledError as cancelled:
            if GRANT_ACTION in cancelled.failed:
                return MOVED
            waiting = "stock_contended"
            continue
        return Done(free.code)
    return TryAgain(waiting)
