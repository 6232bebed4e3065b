"""It went back, and why; no reward, and why; it is yours again: to both, in every language."""

from typing import Any

import pytest

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.people.person import Consents, Person
from referrals.model.reward.rule import RULES
from referrals.model.words.letter_data import REWARD_PARTS
from referrals.model.words.wording import languages
from tests.world import NOW, a_friend, a_reader, an_item, rules

REASONS = (
    *("program_paused", "test_order", "nothing_paid", "unpaid", "cancelled", "disputed"),
    *("refunded", "refunded_in_part", "edited", "friend_unknown", "not_the_first_purchase"),
    *("not_a_new_customer", "other_currency", "below_minimum", "advocate_limit", "friend_limit"),
    *("budget_spent", "corrected_to_nobody", "recommendation_disproved", "corrected_to_another"),
    *("charged_back", "disputed_in_part", "under_review", "risk_denied"),
    *("veto_awaited", "budget_waits"),
    *("frozen", "advocate_worth", "day_limit"),
    *("beginning_unknown", "other_act", "months_over", "ceiling_reached"),
)
PEOPLE = (a_reader(), a_friend())
CREDIT = {"kind": "store_credit", "amount_minor": 500}


def letter(topic: str, reader: Person, reason: str = "", **data: Any) -> Letter:
    ids = {"conversion_key": "friends#shopify#1", "advocate_id": "adv_ada", "friend_id": "fri_ben"}
    item = an_item(topic=topic, person_id=reader.person_id, data={**ids, "reason": reason, **data})
    return write_letter(
        Outgoing(item, rules(), reader), NOW, LetterAddresses("https://go.shop.example/stop")
    )


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("topic", [Topic.REWARD_REVERSED, Topic.REWARD_WITHHELD])
def test_every_reason_has_words_of_its_own_for_both(topic: str, tag: str) -> None:
    for person in PEOPLE:
        reader = person.model_copy(update={"locale": tag})
        told = [letter(topic, reader, reason).opening for reason in (*REASONS, "of tomorrow")]

        assert len(set(told)) == len(told)
        assert all(told)


def test_every_reason_that_a_rule_gives_is_among_them() -> None:
    assert {rule.reason for rule in RULES} <= set(REASONS)


def test_an_unknown_reason_is_told_neutrally() -> None:
    told = [letter(Topic.REWARD_REVERSED, person, "of tomorrow").opening for person in PEOPLE]

    assert told == [
        "Something about your friend's order changed.",
        "Something about your order changed.",
    ]


def test_what_went_back_whole_leaves_nothing() -> None:
    told = letter(Topic.REWARD_REVERSED, a_reader(), "refunded", side="advocate", reward={})

    assert (told.opening, told.earned, told.reward) == (
        "Your friend's order went back.",
        "So the reward for it went back.",
        "",
    )


def test_what_is_left_is_named() -> None:
    left = {**CREDIT, "amount": 300}

    told = letter(Topic.REWARD_REVERSED, a_friend(), "refunded_in_part", reward=left)

    assert (told.opening, told.earned, told.reward) == (
        "Part of your order went back.",
        "So part of the reward went back. This stays yours:",
        "€3.00 of store credit",
    )


def test_nothing_left_of_a_reward_is_nothing() -> None:
    told = letter(Topic.REWARD_REVERSED, a_reader(), "edited", reward={**CREDIT, "amount": 0})

    assert (told.earned, told.reward) == ("So the reward for it went back.", "")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("unpaid", "Should it be paid after all, the reward follows."),
        ("disputed", "Should the payment stand, the reward follows."),
        ("cancelled", ""),
    ],
)
def test_what_may_come_back_says_so(reason: str, words: str) -> None:
    assert letter(Topic.REWARD_REVERSED, a_reader(), reason).when == words
    assert letter(Topic.REWARD_WITHHELD, a_friend(), reason).when == words


def test_no_reward_says_why() -> None:
    told = letter(Topic.REWARD_WITHHELD, a_reader(), "budget_spent")

    assert told.subject == "No reward from Friends of the Bakery this time"
    assert told.opening == "A friend came through you, thank you! The program's budget is used up."
    assert (told.earned, told.reward) == ("So there is no reward this time.", "")


def test_what_is_theirs_again_says_what_and_when() -> None:
    data = {"reward": {**CREDIT, "amount": 500}, "hold_until": "2026-12-06T09:30:00Z"}

    told = letter(Topic.REWARD_RESTORED, a_reader(), "restored", **data)

    assert (told.earned, told.reward) == ("This is yours again:", "€5.00 of store credit")
    assert "6 December 2026" in told.when


@pytest.mark.parametrize("tag", languages())
def test_what_is_theirs_again_by_a_change_of_the_order_says_so(tag: str) -> None:
    reader = a_reader().model_copy(update={"locale": tag})
    restored, edited = (
        letter(Topic.REWARD_RESTORED, reader, reason, reward=CREDIT).opening
        for reason in ("restored", "edited")
    )

    assert edited != restored
    if tag == "en":
        assert edited == "The order was changed, and the reward follows it."


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("topic", REWARD_PARTS)
def test_who_agreed_to_nothing_reads_what_is_theirs_and_nothing_else(topic: str, tag: str) -> None:
    for person in PEOPLE:
        agreed = person.model_copy(update={"locale": tag, "consents": Consents(mail=True)})
        reader = agreed.model_copy(update={"consents": Consents()})
        warm = letter(topic, agreed, "refunded", reward=CREDIT)
        plain = letter(topic, reader, "refunded", reward=CREDIT)

        assert (bool(warm.closing), plain.closing) == (True, "")
        assert (plain.reward, plain.when, plain.code) == (warm.reward, warm.when, warm.code)
        assert plain.unsubscribe_url == warm.unsubscribe_url


def test_who_agreed_to_nothing_is_not_told_that_they_agreed() -> None:
    told = [
        letter(Topic.REWARD_RELEASED, person.model_copy(update={"consents": Consents()})).footer
        for person in PEOPLE
    ]

    assert [footer.startswith("You get this because you") for footer in told] == [True, True]
    assert not any("agreed" in footer for footer in told)


@pytest.mark.parametrize("reason", REASONS)
def test_an_advocate_never_learns_what_was_bought_or_paid(reason: str) -> None:
    data = {"reward": {}, "gross_minor": 4999, "base_minor": 4321}

    told = letter(Topic.REWARD_REVERSED, a_reader(), reason, **data)

    assert not any(character.isdigit() for character in told.opening + told.earned + told.when)
