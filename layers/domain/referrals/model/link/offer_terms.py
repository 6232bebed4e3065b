"""What a link's offer says, read as it is stored: without the weight of the rules it stands in.

The rules and the friend's page both ask here, so that a page shows what is paid.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

# What `when` says of a gift that comes with the order itself.
FIRST_ORDER = "first_order"
# What `codes` says of a gift whose code everybody has who comes by one link.
JOINT = "shared"


def with_first_order(terms: Mapping[str, Any]) -> bool:
    """Whether it is a gift code that makes the friend's first order cheaper."""
    return terms.get("when") == FIRST_ORDER


def with_joint_code(terms: Mapping[str, Any]) -> bool:
    """Whether it is such a gift, by one code for each link."""
    return with_first_order(terms) and terms.get("codes") == JOINT


def offer_place(program_id: str, code: str, weights: Sequence[int]) -> int:
    """Which of a program's offers a link shows and pays: the same for a code at any time."""
    total = sum(weights)
    place = int.from_bytes(sha256(f"{program_id}\n{code}".encode()).digest()[:8]) % total
    for number, weight in enumerate(weights):
        if place < weight:
            return number
        place -= weight
    raise AssertionError("weights add up to the total")


class StoredArm(NamedTuple):
    """One arm of an experiment, as the rules are stored."""

    friend: Mapping[str, Any]
    """Empty where the arm leaves the friend's side as it is."""
    words: Mapping[str, Mapping[str, Any]]


class StoredExperiment(NamedTuple):
    """What of an experiment decides what a link shows, and what was promised when."""

    seed: str
    share_percent: int
    arms: tuple[StoredArm, ...]
    began_at: datetime | None
    began_version: int
    ended_at: datetime | None
    ended_version: int
    changes_offer: bool

    def arm(self, code: str) -> StoredArm | None:
        """Of a link, while it runs; None for one that takes no part."""
        place = arm_place(self.seed, self.share_percent, len(self.arms), code)
        return None if place is None or self.ended_at else self.arms[place]


def arm_place(seed: str, share_percent: int, arms: int, code: str) -> int | None:
    """Which arm a link belongs to, the same for as long as an experiment lasts; None for none.

    By a keyed hash: as many links for each, and nobody can choose a code for its arm.
    """
    digest = hmac.digest(seed.encode(), code.encode(), sha256)
    if int.from_bytes(digest[:8]) % 100 >= share_percent:
        return None
    return int.from_bytes(digest[8:16]) % arms


def terms_of_arm(usual: Mapping[str, Any], arm: Mapping[str, Any]) -> dict[str, Any]:
    """What a side gets on an arm; when it comes, and by which codes, stays as it is."""
    stays = ("when", "codes") if usual.get("kind") == arm.get("kind") else ()
    return {**{name: usual[name] for name in stays if usual.get(name)}, **arm}


def promised_version(experiments: Sequence[StoredExperiment], given_at: datetime) -> int:
    """The version whose offers were promised at a moment; 0 for the newest.

    Another one where an experiment began or ended since: nobody's promise changes midway.
    """
    since = [
        version - 1
        for each in experiments
        if each.changes_offer
        for moment, version in (
            (each.began_at, each.began_version),
            (each.ended_at, each.ended_version),
        )
        if moment is not None and given_at < moment and version > 1
    ]
    return min(since, default=0)
