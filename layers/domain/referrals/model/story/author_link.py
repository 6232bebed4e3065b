"""The address at which a friend writes: their id and the program's under a signature."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from typing import NamedTuple

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "story"
_PARTS = 3


class BadStoryLinkError(RefusedError):
    code = "bad_story_link"


class StoryAuthor(NamedTuple):
    """Who writes, in which program, and of which order if the address is about one."""

    person_id: str
    program_id: str
    conversion_key: str = ""


def sign_author(key: bytes, author: StoryAuthor) -> str:
    """`key` is derived for PURPOSE; neither id tells a name."""
    order = urlsafe_b64encode(author.conversion_key.encode()).decode().rstrip("=")
    return sign_id(PURPOSE, key, f"{author.person_id}~{author.program_id}~{order}")


def read_author(keys: Iterable[bytes], token: str) -> StoryAuthor:
    parts = read_signed_id(PURPOSE, keys, token).split("~")
    if len(parts) == _PARTS:
        order = urlsafe_b64decode(parts[2] + "=" * (-len(parts[2]) % 4)).decode()
        return StoryAuthor(parts[0], parts[1], order)
    raise BadStoryLinkError(
        "this link to a story is not one of ours.",
        field="token",
        remedy="Open it again from the letter or the page that it stands on.",
    )


def write_address(origin: str, token: str, program_id: str) -> str:
    return f"{origin.rstrip('/')}/stories/{program_id}/write?token={token}"
