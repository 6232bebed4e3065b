"""Stores of what people say to each other and reach together, in the table of stories."""

from typing import TYPE_CHECKING

from referrals.wiring import clients

if TYPE_CHECKING:
    from referrals.store.goal.goal import Goals
    from referrals.store.memory.advocate_memory import AdvocateMemories
    from referrals.store.memory.brought_order import BroughtOrders
    from referrals.store.note.note import Notes


def brought_orders() -> "BroughtOrders":
    from referrals.store.memory.brought_order import BroughtOrders

    return BroughtOrders(clients.table("referrals"))


def goals() -> "Goals":
    from referrals.store.goal.goal import Goals

    return Goals(clients.table("stories"))


def memories() -> "AdvocateMemories":
    from referrals.store.memory.advocate_memory import AdvocateMemories
    from referrals.wiring import measure_stores

    return AdvocateMemories(brought_orders(), measure_stores.customer_records())


def notes() -> "Notes":
    from referrals.store.note.note import Notes

    return Notes(clients.table("stories"))
