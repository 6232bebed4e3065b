"""A letter whose sentences are found by their names: what it shows, and what it leaves out."""

import pytest

from referrals.model.brand.palette import palettes_of
from referrals.model.delivery.delivery import LetterContent, Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.brand import DEFAULT_COLOUR, letter_brand
from referrals.model.letter.frame import frame_of, sentence_values
from referrals.model.letter.letter import Choice, Letter, LetterAddresses
from referrals.model.letter.plain_letter import write_plain
from referrals.model.setting.mail import MailSettings
from referrals.model.words.wording import Wording, wording
from tests.world import a_friend, a_reader, an_item, rules

ADDRESSES = LetterAddresses("https://go/u?token=t", link="https://go/r/ada")
THANKS = {
    "subject": "A note from {friend}",
    "opening_named": "{friend} wrote to you.",
    "opening": "A friend wrote to you.",
    "after": "That was on {day}.",
    "button": "Write back",
    "never": "No notes any more",
    "footer": "You get this from {shop}.",
}


def words_with(**sentences: str) -> Wording:
    base = wording("en")
    return Wording(base.tag, {**base.words, "thanks": sentences})


def letter(content: LetterContent, words: Wording | None = None, **mail: str) -> Letter:
    told = words or words_with(**THANKS)
    made = Outgoing(
        an_item(topic=Topic.ADVOCATE_THANKED),
        rules(mail=MailSettings(**mail)),
        a_reader(),
        a_friend(),
        content,
    )
    return write_plain(made, frame_of(made, told, ADDRESSES), told, addresses=ADDRESSES)


def test_a_note_is_quoted_and_answered_by_a_button() -> None:
    actions = {"button": "https://go/notes/1", "never": "https://go/never"}
    told = letter(
        LetterContent({"day": "5 December"}, quote="Lovely rye.", quote_by="Ben", actions=actions)
    )

    assert (told.opening, told.earned) == ("Ben wrote to you.", "That was on 5 December.")
    assert (told.quote, told.quote_by) == ("“Lovely rye.”", "Ben")
    assert (told.button_label, told.button_url) == ("Write back", "https://go/notes/1")
    assert told.choices == (Choice("No notes any more", "https://go/never"),)


def test_what_a_letter_has_no_sentence_for_is_left_out() -> None:
    plain = {"subject": "Hello", "opening": "There is news.", "footer": "Because."}

    told = letter(LetterContent(), words_with(**plain))

    assert (told.text, told.earned, told.closing, told.button_url) == ("", "", "", "")
    assert told.preheader == told.opening


@pytest.mark.parametrize(("wanted", "link"), [(True, "https://go/r/ada"), (False, "")])
def test_the_reader_s_own_link_stands_in_it_where_wanted(wanted: bool, link: str) -> None:
    assert letter(LetterContent({"day": "x"}, with_link=wanted)).link == link


def test_a_person_signs_and_can_be_answered() -> None:
    told = letter(LetterContent({"day": "x"}), signature="Mia", reply_to="mia@shop.example")

    assert (told.signature, told.reply_note) == ("Mia", "Answer this letter and it reaches me.")


def test_without_a_person_the_shop_signs() -> None:
    told = letter(LetterContent({"day": "x"}))

    assert (told.signature, told.reply_note) == (rules().shop_name, "")


def test_a_letter_wears_the_shop_s_colours() -> None:
    plain, own = letter_brand(rules()), letter_brand(rules(brand={"colour": "#0a7d4f"}))

    assert (plain.light, plain.dark) == palettes_of(DEFAULT_COLOUR)
    assert (own.light, own.dark) == palettes_of("#0a7d4f")


def test_a_letter_is_the_shop_s_and_not_the_program_s() -> None:
    made = Outgoing(
        an_item(), rules(brand={"shop_name": "Lindner's Bakery"}), a_reader(), a_friend()
    )

    assert frame_of(made, wording("en"), ADDRESSES).shop == "Lindner's Bakery"
    assert sentence_values(made)["shop"] == "Lindner's Bakery"


def test_a_friend_who_is_shy_fills_no_gap() -> None:
    shy = Outgoing(an_item(), rules(), a_reader(), a_friend(name=""))

    assert "friend" not in sentence_values(shy)
