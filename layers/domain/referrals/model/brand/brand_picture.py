"""A shop's logo or picture that came as a file: its name, and the address that shows it."""

import re
from enum import StrEnum

from referrals.model.errors import RefusedError

MOST_BYTES = 4_000_000
"""Of one form: what comes through the gateway in one piece, spelled as it spells it."""
NAME = re.compile(r"brand-[0-9a-f]{32}\.(png|jpg)")
_FOLDER = "/pictures/"


class PictureUse(StrEnum):
    LOGO = "logo"
    """Stands small on top of every page and letter."""
    PICTURE = "picture"
    """Stands large on friends' pages."""


class UnreadablePictureError(RefusedError):
    """No PNG, JPEG or WebP, a moving one, too large or too small a one, or one that is cut off."""

    code = "unreadable_picture"


class PictureGoneError(RefusedError):
    """It was sent and shown, and not applied before it ended."""

    code = "picture_gone"


def picture_address(public_url: str, name: str) -> str:
    return f"{public_url.rstrip('/')}{_FOLDER}{name}"


def own_picture(address: str, public_url: str) -> str:
    """The name of the picture of ours that an address shows; empty for any other address."""
    folder = picture_address(public_url, "")
    name = address.removeprefix(folder) if address.startswith(folder) else ""
    return name if NAME.fullmatch(name) else ""
