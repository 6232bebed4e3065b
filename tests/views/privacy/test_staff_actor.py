"""Who of the shop was at it stays out of a person's copy, however deep it lies."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from referrals.views.privacy.staff_actor import without_actors


@dataclass(frozen=True)
class StaffSpeech:
    made_by: str
    actor: str


class PersonCopy(BaseModel):
    words: list[StaffSpeech]
    data: dict[str, Any]
    pair: tuple[StaffSpeech, int]
    actor: str = "key_1"


def test_every_actor_is_left_out_and_nothing_else() -> None:
    said = StaffSpeech("Eve", "arn:role/eve")
    kept = PersonCopy(
        words=[said], data={"by_hand": {"code": "G", "actor": "key_1"}}, pair=(said, 1)
    )

    copy = without_actors(kept)

    plain = StaffSpeech("Eve", "")
    assert (copy.words, copy.pair, copy.actor) == ([plain], (plain, 1), "")
    assert copy.data == {"by_hand": {"code": "G", "actor": ""}}
    assert kept.words == [said]
