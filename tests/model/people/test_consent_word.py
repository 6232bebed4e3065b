"""Which of two words on a consent holds."""

from datetime import timedelta

import pytest

from referrals.model.people.consent_word import ConsentPlace, ConsentWord, outranks
from tests.world import NOW


def word(place: str, days: int, source: str = "") -> ConsentWord:
    return ConsentWord(at=NOW + timedelta(days=days), place=ConsentPlace(place), source=source)


@pytest.mark.parametrize(
    ("said", "standing", "given", "holds"),
    [
        (word("order", 0), None, True, True),
        (word("order", 1), word("order", 0), True, True),
        (word("order", 0), word("order", 1), False, False),
        (word("order", 0, "a"), word("order", 0, "b"), True, False),
        (word("order", 0, "a"), word("order", 0, "b"), False, True),
        (word("order", 0, "a"), word("order", 0, "a"), True, True),
        (word("order", 1), word("settings", 0), True, False),
        (word("order", 1), word("settings", 0), False, True),
        (word("order", 0), word("settings", 1), False, False),
        (word("shop", 1), word("join", 0), False, False),
        (word("shop", 1), word("unsubscribe", 0), True, False),
        (word("shop", 1), word("order", 0), True, True),
        (word("settings", 1), word("order", 1, "a"), True, True),
    ],
)
def test_the_newer_word_holds_but_for_one_s_own(
    said: ConsentWord, standing: ConsentWord | None, given: bool, holds: bool
) -> None:
    assert outranks(said, standing, given=given) is holds
