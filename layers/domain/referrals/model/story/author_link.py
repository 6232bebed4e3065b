"""The address at which a friend writes: their id and the program's under a signature."""

from collections.abc import Iterable
from typing import NamedTuple

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "story"


class BadStoryLinkError(RefusedError):
    code = "bad_story_link"


class StoryAuthor(NamedTuple):
    """Who writes, and in which program."""

    person_id: str
    program_id: str


def sign_author(key: bytes, author: StoryAuthor) -> str:
    """`key` is derived for PURPOSE; neither id tells a name."""
    return sign_id(PURPOSE, key, f"{author.person_id}~{author.program_id}")


def read_author(keys: Iterable[bytes], token: str) -> StoryAuthor:
    person_id, _, program_id = read_signed_id(PURPOSE, keys, token).partition("~")
    if person_id and program_id:
        return StoryAuthor(person_id, program_id)
    raise BadStoryLinkError(
        "this link to a story is not one of ours.",
        field="token",
        remedy="Open it again from the letter or the page that it stands on.",
    )


def write_address(origin: str, token: str, program_id: str) -> str:
    return f"{origin.rstrip('/')}/stories/{program_id}/write?token={token}"
