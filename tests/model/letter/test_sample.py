"""Letters to look at: each topic in each language, with nothing left open."""

import pytest

from referrals.desks.letter_preview import preview_letter
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.letter.sample import UnknownLetterError, sample_letter
from referrals.model.letter.sample_content import sample_content
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import languages, wording
from tests.world import NOW, rules


@pytest.mark.parametrize("topic", PARTS)
def test_every_letter_can_be_read_before_it_is_sent(topic: str) -> None:
    for tag in languages():
        made = preview_letter(rules(), topic, tag, now=NOW)

        assert made.language == tag
        assert "{" not in made.text
        assert "Friends of the Bakery" in made.text
        assert made.subject


def test_a_sample_says_that_it_is_one() -> None:
    made = sample_letter(rules(), "advocate.thanked", "de", now=NOW)

    letter = write_letter(made, NOW, LetterAddresses("https://go/u"))

    assert letter.subject.startswith("Zur Probe: ")


@pytest.mark.parametrize("topic", PARTS)
def test_a_sample_has_no_name_of_a_gap_in_it(topic: str) -> None:
    part, _ = PARTS[topic]
    content = sample_content(wording("de"), part, rules(), NOW)

    made = preview_letter(rules(), topic, "de", now=NOW)

    for gap, sentence in content.values.items():
        assert sentence != gap
        assert sentence in made.text or f"{{{gap}}}" not in str(wording("de").words[part])
    assert "None" not in made.text


def test_a_nudge_s_sample_has_the_three_that_can_be_pressed() -> None:
    content = sample_content(wording("en"), "nudge", rules(), NOW)
    made = preview_letter(rules(), "advocate.nudged", "en", now=NOW)

    assert list(content.actions) == ["button", "not_now", "never"]
    assert made.text.count("You ordered again, and we were glad to see it.") == 1
    assert "Your story is out" not in made.text


def test_a_letter_nobody_writes_is_refused() -> None:
    with pytest.raises(UnknownLetterError) as refused:
        sample_letter(rules(), "letter.nobody", "de", now=NOW)

    assert "advocate.thanked" in refused.value.remedy


def test_a_program_s_own_words_stand_in_the_sample() -> None:
    own = rules(words={"en": {"letter.greeting_named": "Dear {name},"}})

    assert "Dear Ada," in preview_letter(own, "advocate.thanked", "en", now=NOW).text
