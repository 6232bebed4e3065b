"""Stores that read for a page what it shows, and no more: without pydantic."""

from referrals.model.program.budget import Shard
from referrals.store.card.card_file import CardFiles
from referrals.store.code.shown_gift import ShownGifts
from referrals.store.people.first_name import FirstNames
from referrals.store.program.friend_brief import FriendBriefs
from referrals.store.program.shard import stored_shards
from referrals.wiring import clients, settings


def friend_briefs() -> FriendBriefs:
    return FriendBriefs(clients.table("programs"))


def first_names() -> FirstNames:
    return FirstNames(clients.table("people"))


def shown_gifts() -> ShownGifts:
    return ShownGifts(clients.table("links"))


def shards(program_id: str) -> tuple[Shard, ...]:
    return stored_shards(clients.table("ledger"), program_id)


def card_files() -> CardFiles:
    return CardFiles(clients.pictures(), settings.setting("PICTURES_BUCKET"))
