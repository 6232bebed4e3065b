"""Lines and balances of the ledger, followed as an audit does."""

from collections.abc import Iterable

from referrals.model.audit.chain import Chain
from referrals.model.reward.ledger import Balance, Entry


def flaws(balance: Balance, entries: Iterable[Entry]) -> list[str]:
    """The faults of an account in words; empty when its chain and its balance hold."""
    chain, found = Chain(account=balance.account), list[str]()
    for entry in entries:
        chain, wrong = chain.follow(entry)
        found += wrong
    return [*found, *chain.compare(balance)]
