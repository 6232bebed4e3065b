"""Stores that read for a page what it shows, and no more: without pydantic.

What all readers of a friend's page share is remembered for some seconds, one memory a container.
"""

from functools import cache

from referrals.model.link.friend_brief import FriendBrief
from referrals.model.link.link import Link
from referrals.model.program.budget import Shard
from referrals.store.card.card_file import CardFiles
from referrals.store.code.shown_gift import ShownGifts
from referrals.store.people.first_name import FirstNames
from referrals.store.program.friend_brief import FriendBriefs
from referrals.store.program.shard import stored_shards
from referrals.store.recent import RecentAnswers
from referrals.wiring import clients, settings, stores


@cache
def recent_links() -> RecentAnswers[Link]:
    return RecentAnswers(lambda code: stores.links().find(code))


@cache
def recent_briefs() -> RecentAnswers[FriendBrief]:
    return RecentAnswers(
        lambda program_id: FriendBriefs(clients.table("programs")).find(program_id)
    )


@cache
def recent_names() -> RecentAnswers[str]:
    return RecentAnswers(lambda person_id: FirstNames(clients.table("people")).find(person_id))


@cache
def recent_shards() -> RecentAnswers[tuple[Shard, ...]]:
    return RecentAnswers(lambda program_id: stored_shards(clients.table("ledger"), program_id))


def shown_gifts() -> ShownGifts:
    return ShownGifts(clients.table("links"))


def card_files() -> CardFiles:
    return CardFiles(clients.pictures_to_read(), settings.setting("PICTURES_BUCKET"))
