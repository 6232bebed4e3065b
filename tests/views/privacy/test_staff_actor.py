"""Who of the shop was at it stays out of a person's copy, however deep it lies."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from referrals.views.privacy.staff_actor import without_actors


@dataclass(frozen=True)
class Said:
    made_by: str
    actor: str


class Kept(BaseModel):
    words: list[Said]
    data: dict[str, Any]
    pair: tuple[Said, int]
    actor: str = "key_1"


def test_every_actor_is_left_out_and_nothing_else() -> None:
    said = Said("Eve", "arn:role/eve")
    kept = Kept(words=[said], data={"by_hand": {"code": "G", "actor": "key_1"}}, pair=(said, 1))

    copy = without_actors(kept)

    plain = Said("Eve", "")
    assert (copy.words, copy.pair, copy.actor) == ([plain], (plain, 1), "")
    assert copy.data == {"by_hand": {"code": "G", "actor": ""}}
    assert kept.words == [said]
