"""The sentence below a story: who may be rewarded for it, by the offer that the link pays."""

import pytest

from referrals.model.people.person import Role
from referrals.model.words.story import author_name, disclosure
from referrals.model.words.wording import languages, wording
from tests.world import rules

CAUSE = {"kind": "donation", "amount_minor": 500, "to": "Oxfam"}
NOTHING = {"kind": "points", "points": 0}
OFF = {"kind": "discount_code", "percent": 10}


def told(role: Role, advocate: dict[str, object], friend: dict[str, object], name: str) -> str:
    offer = {"name": "one", "advocate": advocate, "friend": friend}
    made = rules(offers=[offer])
    return disclosure(wording("en"), made, role, "ada-bakes", author=name)


@pytest.mark.parametrize(
    ("role", "advocate", "friend", "sentence"),
    [
        (Role.ADVOCATE, OFF, OFF, "Ada gets a thank-you when a friend orders."),
        (Role.ADVOCATE, NOTHING, OFF, ""),
        (Role.FRIEND, OFF, NOTHING, "Ada came through a friend, and the shop thanks both for it."),
        (Role.FRIEND, NOTHING, NOTHING, ""),
    ],
)
def test_the_sentence_follows_the_rules(
    role: Role, advocate: dict[str, object], friend: dict[str, object], sentence: str
) -> None:
    assert told(role, advocate, friend, "Ada") == sentence


def test_a_gift_to_a_cause_is_said_to_be_one() -> None:
    assert "good cause" in told(Role.ADVOCATE, CAUSE, OFF, "Ada")


@pytest.mark.parametrize("tag", languages())
def test_who_has_no_name_is_disclosed_without_one(tag: str) -> None:
    words, made = wording(tag), rules()

    sentence = disclosure(words, made, Role.ADVOCATE, "ada-bakes", author="")

    assert sentence
    assert sentence != disclosure(words, made, Role.ADVOCATE, "ada-bakes", author="Ada")
    assert author_name(words, "") == words.say("story_wall.anonymous")
