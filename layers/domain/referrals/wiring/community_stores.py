"""Stores of what people say to each other and reach together, in the table of stories."""

from typing import TYPE_CHECKING

from referrals.wiring import clients

if TYPE_CHECKING:
    from referrals.store.note.note import Notes


def notes() -> "Notes":
    from referrals.store.note.note import Notes

    return Notes(clients.table("stories"))
