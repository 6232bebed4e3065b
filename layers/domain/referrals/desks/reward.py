"""What rewards work with: the books, and the orders behind them."""

from referrals.store.reward.books import Books, Orders
from referrals.wiring import clock, stores


def books() -> Books:
    return Books(
        stores.programs(),
        stores.grants(),
        stores.ledger(),
        stores.liens(),
        stores.tallies(),
        stores.outbox(),
        stores.former_decisions(),
        stores.reviews(),
        clock.pause,
    )


def orders() -> Orders:
    return Orders(stores.referrals(), stores.conversions())
