"""Letters: what was earned, when it is theirs and why then, in the reader's own language."""

from dataclasses import astuple
from typing import Any

import pytest

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.people.person import Consents, Person
from referrals.model.words.letter_data import REWARD_PARTS, other_person_id
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import languages, wording
from tests.world import NOW, a_friend, a_reader, an_item, rules

UNSUBSCRIBE = "https://go.shop.example/unsubscribe?token=t"


def letter(item: OutboxItem, reader: Person | None = None, other: Person | None = None) -> Letter:
    parcel = Outgoing(item, rules(), reader or a_reader(), other)
    return write_letter(parcel, NOW, LetterAddresses(UNSUBSCRIBE))


def welcome(**data: Any) -> OutboxItem:
    return an_item(topic=Topic.FRIEND_WELCOMED, person_id="fri_ben", data=data)


def test_a_thank_you_says_what_was_earned_and_when() -> None:
    thanks = letter(an_item())

    assert thanks.greeting == "Hello Ada,"
    assert thanks.reward == "€5.00 of store credit"
    assert "6 December 2026" in thanks.when
    assert "in case the order is sent back" in thanks.when


def test_what_is_not_held_is_theirs_now() -> None:
    assert letter(an_item(data={"hold_until": "2026-11-22T09:30:00Z"})).when == "It is yours now."


def test_a_friend_is_named_only_if_they_agreed() -> None:
    shy = a_friend(consents=Consents(mail=True))

    assert letter(an_item(), other=a_friend()).opening.startswith("Ben came")
    assert letter(an_item(), other=shy).opening.startswith("A friend came")
    assert letter(an_item(), other=None).opening.startswith("A friend came")


def test_a_welcome_names_an_advocate_who_agreed() -> None:
    named = a_reader(consents=Consents(show_first_name=True))

    assert letter(welcome(), a_friend(), named).opening.startswith("Ada sent you")
    assert letter(welcome(), a_friend(), a_reader()).opening.startswith("A friend sent you")


def test_a_letter_with_a_code_says_what_to_do_with_it() -> None:
    told = letter(welcome(code="ABCD-EFGH"), a_friend())

    assert (told.code, told.code_label) == ("ABCD-EFGH", "Enter this code at the checkout:")


def test_a_ready_reward_needs_no_date() -> None:
    assert letter(an_item(topic=Topic.REWARD_RELEASED)).when == ""


def test_what_lasts_for_a_time_says_its_last_day() -> None:
    ends = {"ends_at": "2027-01-22T00:00:00Z"}
    ready = letter(an_item(topic=Topic.REWARD_RELEASED, data=ends))
    thanks = letter(an_item(data={**ends, "hold_until": "2026-11-22T09:30:00Z"}))

    assert ready.when == "Use it by 21 January 2027: that is its last day."
    assert thanks.when == f"It is yours now. {ready.when}"


def test_a_warning_says_what_ends_on_which_day() -> None:
    one = {"ends_at": "2027-01-22T00:00:00Z", "amount": 500}
    two = {"ends_at": "2027-01-25T00:00:00Z", "amount": 200}
    reward = {"kind": "store_credit", "amount": 700}

    told = letter(an_item(topic=Topic.VALUE_ENDING, data={"reward": reward, "ends": [one, two]}))

    assert told.subject == "Your reward from Friends of the Bakery ends soon"
    assert told.reward == "€7.00 of store credit"
    assert told.when == (
        "€5.00 of store credit: by 21 January 2027. €2.00 of store credit: by 24 January 2027."
    )


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("topic", REWARD_PARTS)
def test_every_letter_exists_in_every_language(topic: str, tag: str) -> None:
    told = letter(an_item(topic=topic), a_reader(locale=tag), a_friend())

    assert told.language == tag
    assert "Friends of the Bakery" in told.subject
    assert "{" not in "".join(map(str, astuple(told)))


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize(
    "terms",
    [
        {"kind": "store_credit", "amount_minor": 500},
        {"kind": "store_credit", "percent": 10},
        {"kind": "points", "amount": 500},
        {"kind": "discount_code", "percent": 10},
        {"kind": "discount_code", "amount_minor": 500, "percent": None},
        {"kind": "discount_code", "free_shipping": True, "minimum_minor": 2000},
        {"kind": "discount_code", "percent": 5, "products": ["12"], "first_order_only": True},
        {"kind": "free_gift", "sku": "TOTE"},
        {"kind": "free_gift", "sku": "TOTE", "name": "Tote bag"},
    ],
)
def test_every_reward_has_words_in_every_language(tag: str, terms: dict[str, Any]) -> None:
    assert terms_in_words(wording(tag), terms, "EUR")


def test_a_discount_s_conditions_are_said() -> None:
    terms = {"kind": "discount_code", "percent": 10, "minimum_minor": 2000, "products": ["12"]}

    sentence = terms_in_words(wording("en"), terms, "EUR")

    assert sentence == "10% off your next order, on selected products, from €20.00"


def test_the_end_of_a_code_is_said_beside_it() -> None:
    told = letter(an_item(data={"code": "ABCD", "code_ends_at": "2026-12-24T09:00:00Z"}))

    assert told.when.endswith("It is valid until 24 December 2026.")


def test_an_unknown_reward_speaks_for_itself() -> None:
    told = letter(an_item(data={"reward": {"kind": "tree"}, "reward_sentence": "a planted tree"}))

    assert told.reward == "a planted tree"


def test_the_other_person_is_the_other_side() -> None:
    people = {"friend_id": "fri_ben", "advocate_id": "adv_ada"}

    assert other_person_id(Topic.ADVOCATE_THANKED, people) == "fri_ben"
    assert other_person_id(Topic.FRIEND_WELCOMED, people) == "adv_ada"
    assert other_person_id(Topic.REWARD_ISSUED, people) == ""
    assert other_person_id(Topic.REWARD_GRANTED, people) == ""


def test_braces_in_a_name_stay_as_they_are() -> None:
    assert letter(an_item(), a_reader(name="{program} X")).greeting == "Hello {program},"


@pytest.mark.parametrize("name", ["Claim-500EUR:evil.example/go now", "ada@evil.example"])
def test_no_letter_carries_a_name_that_is_a_link(name: str) -> None:
    shown = Consents(mail=True, show_first_name=True)
    reader = a_reader(name=name, consents=shown)

    told = letter(an_item(), reader, a_friend(name=name, consents=shown))

    assert told.greeting == "Hello,"
    assert "evil" not in " ".join(map(str, astuple(told)))
