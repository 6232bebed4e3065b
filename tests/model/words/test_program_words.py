"""A program's own sentences: one function gives them to pages and letters alike."""

from referrals.model.words.wording import wording, wording_of

OWN = {"de": {"letter.greeting": "Grüß Gott,", "address": "formal"}}


def test_a_program_says_a_sentence_its_own_way() -> None:
    assert wording_of(OWN, "de-AT").say("letter.greeting") == "Grüß Gott,"


def test_other_languages_and_programs_keep_what_is_shipped() -> None:
    assert wording_of(OWN, "fr") is wording("fr")
    assert wording_of({}, "de") is wording("de")
    assert wording("de").say("letter.greeting") == "Hallo,"


def test_strangers_are_addressed_as_the_program_wishes() -> None:
    formal, informal = wording_of(OWN, "de"), wording_of({"de": {"address": "informal"}}, "de")

    assert formal.say("thanks.opening") == "Durch Sie ist jemand zu uns gekommen."
    assert informal.say("thanks.opening") == "Durch dich ist jemand zu uns gekommen."


def test_plural_forms_are_changed_together() -> None:
    own = {"en": {"reward.points": {"one": "{count} crumb", "other": "{count} crumbs"}}}

    assert wording_of(own, "en").count("reward.points", 3) == "3 crumbs"


def test_a_sentence_that_no_longer_fits_is_left_as_shipped() -> None:
    stored = {"en": {"gone.away": "x", "letter.greeting": "Hi {nobody},", "reward.points": "many"}}

    words = wording_of({"en": dict(stored["en"])}, "en")

    assert words.say("letter.greeting") == "Hello,"
    assert words.count("reward.points", 2) == "2 points"


def test_no_french_line_begins_with_a_colon() -> None:
    assert wording("fr").say("welcome.earned") == "Voici pour vous\u00a0:"
