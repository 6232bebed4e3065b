"""Stores that read for a page what it shows, and no more: without pydantic.

What all readers of a friend's page share is remembered for some seconds, one memory a container.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from referrals.model.link.friend_brief import FriendBrief
from referrals.model.link.link import Link
from referrals.model.program.budget import Shard
from referrals.store.card.card_file import CardFiles
from referrals.store.code.shown_gift import ShownGifts
from referrals.store.people.first_name import FirstNames
from referrals.store.program.friend_brief import FriendBriefs
from referrals.store.program.shard import stored_shards
from referrals.store.recent import KEEP, RecentAnswers
from referrals.wiring import clients, settings, stores

if TYPE_CHECKING:
    from referrals.model.program.program import Program
    from referrals.store.brand.brand_picture_file import BrandPictures

REMEMBERED_SECONDS = int(KEEP.total_seconds())
MOST_PAGES = 200
"""Remembered of one kind: some 50 kB each at most."""


@cache
def recent_pages(make: Callable[[str], dict[str, Any]]) -> RecentAnswers[dict[str, Any]]:
    """What `make` answered: pages that are the same for everybody."""
    return RecentAnswers(make, most=MOST_PAGES)


@cache
def recent_rules() -> "RecentAnswers[Program]":
    """For pages that show what a program says; whatever changes something reads it anew."""
    return RecentAnswers(_rules)


def _rules(program_id: str) -> "Program | None":
    found = stores.programs().find(program_id)
    return found.rules if found else None


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


def brand_pictures() -> "BrandPictures":
    from referrals.store.brand.brand_picture_file import BrandPictures

    return BrandPictures(clients.pictures_to_read(), settings.setting("PICTURES_BUCKET"))
