"""What a link's offer says, read as it is stored: without the weight of the rules it stands in.

The rules and the friend's page both ask here, so that a page shows what is paid.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

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
