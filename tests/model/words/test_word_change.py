"""What a plan says of a program's own words and letters."""

from referrals.model.setting.mail import MailSettings
from referrals.model.words.word_change import WordChange, mail_sentences, word_changes


def test_a_changed_sentence_stands_beside_the_shipped_one() -> None:
    (change,) = word_changes({"de": {"letter.greeting": "Servus,"}})

    assert change == WordChange("de", "letter.greeting", "Hallo,", "Servus,")


def test_the_form_of_address_and_plurals_are_changes_too() -> None:
    points = {"one": "{count} crumb", "other": "{count} crumbs"}

    german, english = word_changes({"de": {"address": "informal"}, "en": {"reward.points": points}})

    assert (german.shipped, german.own) == ("formal", "informal")
    assert english.shipped == "{count} point | {count} points"
    assert english.own == "{count} crumb | {count} crumbs"


def test_it_says_who_signs_and_what_is_missing() -> None:
    signed = MailSettings(signature="Mia", reply_to="mia@shop.example", postal_address="Weg 4")

    assert list(mail_sentences(signed)) == [
        "Letters are signed by Mia.",
        "Answers to letters reach mia@shop.example.",
    ]
    assert len(list(mail_sentences(MailSettings()))) == 2
