"""Stores of what people tell: stories, and the photos that stand with them."""

from typing import TYPE_CHECKING

from referrals.wiring import clients, settings

if TYPE_CHECKING:
    from referrals.store.story.photo import Photos
    from referrals.store.story.story import Stories


def stories() -> "Stories":
    from referrals.store.story.story import Stories

    return Stories(clients.table("stories"))


def photos() -> "Photos":
    from referrals.store.story.photo import Photos

    return Photos(clients.pictures(), settings.setting("PHOTOS_BUCKET"))
