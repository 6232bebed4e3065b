"""A moment in a sentence: counted by the language, named by consent."""

import re

import pytest
from pydantic import ValidationError

from referrals.model.community.sentence import memory_sentence
from referrals.model.memory.memory import Memory, MemoryKind
from referrals.model.setting.moments import MomentSettings
from referrals.model.words.wording import languages, wording
from tests.world import NOW

PARTS = ("subject", "opening", "text", "button", "closing", "footer")
MONEY = re.compile(r"[€$£%]|\b(reward|credit|points|discount|EUR|Guthaben|Rabatt|Punkte)\b")


def told(kind: MemoryKind, number: int, name: str = "", tag: str = "en") -> str:
    return memory_sentence(wording(tag), Memory(kind, NOW, "fri_ben", number), name)


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        (MemoryKind.FRIENDS, 1, "Ben came: your first friend here."),
        (MemoryKind.FRIENDS, 3, "3 friends have come through you."),
        (MemoryKind.YEARS, 1, "A year ago Ben came through you."),
        (MemoryKind.YEARS, 2, "2 years ago Ben came through you."),
        (MemoryKind.REGULAR, 5, "Ben has become a regular."),
    ],
)
def test_each_moment_has_its_sentence(kind: MemoryKind, number: int, sentence: str) -> None:
    assert told(kind, number, "Ben") == sentence
    assert "Ben" not in told(kind, number)


def test_arabic_counts_in_its_own_way() -> None:
    assert told(MemoryKind.YEARS, 2, tag="ar") == "قبل سنتين جاء صديق بفضلك."


def test_nobody_is_a_regular_after_one_order() -> None:
    assert not MomentSettings().letters
    with pytest.raises(ValidationError):
        MomentSettings(regular_after=1)


@pytest.mark.parametrize("tag", languages())
def test_no_moment_speaks_of_money(tag: str) -> None:
    words = wording(tag)
    letter = [words.say(f"memory_letter.{part}", moment="", program="", shop="") for part in PARTS]
    moments = [told(kind, number, tag=tag) for kind in MemoryKind for number in (1, 2, 5)]

    assert not [text for text in [*letter, *moments] if MONEY.search(text)]
