"""Lays liens: a reversal that finds value reserved notes what it would have taken of it.

The actions belong to the reversal's own transaction, and hold only while nothing of what is
reserved moves.
"""

from collections.abc import Iterator

from referrals.model.redemption.spending import liens_of
from referrals.model.reward.grant import Grant
from referrals.model.reward.ledger import Part, person_account
from referrals.model.reward.settlement import Settlement
from referrals.store.redemption.lien import MOST_LIENS
from referrals.store.reward.books import Action, ActionKind, Books


def lien_actions(settlement: Settlement, books: Books) -> Iterator[Action]:
    """Nothing is read unless the reversal found something spent."""
    grant, before = settlement.after, settlement.before
    if grant is None or grant == before or _debt_of(grant) <= _debt_of(before):
        return
    for person_id, asset in {(s.person_id, s.worth.asset) for s in grant.all_sides if s.is_counted}:
        account = person_account(person_id, grant.program_id, asset, Part.RESERVED)
        balance = books.ledger.balance(account)
        if not balance.balance:
            continue
        names = (person_id, grant.program_id, asset)
        known = books.liens.find(*names)
        free = {f"{person_id}:{asset}": balance.balance - known.total}
        liens = liens_of(before, grant, free)[: MOST_LIENS - len(known.liens)]
        if not liens:
            continue
        yield ActionKind.LIEN, books.ledger.unmoved_action(balance)
        yield ActionKind.LIEN, books.liens.count_action(*names)
        for lien in liens:
            yield ActionKind.LIEN, books.liens.lay_action(lien)


def _debt_of(grant: Grant | None) -> int:
    return sum(side.uncollected for side in grant.all_sides) if grant else 0
