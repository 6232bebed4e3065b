"""What finishing a person's to-do works with."""

from referrals.steps.delivery.finish_todo import TodoDesk
from referrals.wiring import stores, todo_stores


def todo() -> TodoDesk:
    return TodoDesk(
        stores.outbox(),
        stores.grants(),
        stores.programs(),
        todo_stores.hand_work(),
        stores.redemptions(),
    )
