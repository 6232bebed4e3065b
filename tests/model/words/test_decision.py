"""What people are told of a decision: each reason and remedy, in each language, as in letters."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from referrals.model.attribution.decision import ANOTHER, DISPROVED, NOBODY
from referrals.model.attribution.referral import (
    Check,
    FormerAdvocate,
    RewardFacts,
    RewardPart,
    Verdict,
)
from referrals.model.attribution.rule import ATTRIBUTION_RULES
from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.people.person import Person
from referrals.model.reward.order_rule import DENIED, UNDER_REVIEW, VETO_AWAITED
from referrals.model.reward.rule import RULES
from referrals.model.risk.case import VETO, ReviewNote
from referrals.model.risk.name import RiskName
from referrals.model.risk.table import CHECKS, RISK
from referrals.model.words.decision import (
    outlook_sentence,
    remedy,
    risk_remedy,
    risk_sentence,
)
from referrals.model.words.wording import languages, wording
from tests.reward_sentences import nothing, sentences_of
from tests.world import NOW, a_friend, a_reader, an_item, rules

IN_PART = ("refunded_in_part", "disputed_in_part")
NONE = (*(rule.reason for rule in RULES), NOBODY, DISPROVED)
REVIEWS = {
    UNDER_REVIEW: Topic.REVIEW_OPENED,
    DENIED: Topic.REVIEW_DENIED,
    VETO_AWAITED: Topic.REVIEW_OPENED,
}
RULE_NAMES = [rule.name for rule in (*RULES, *ATTRIBUTION_RULES)]
ALL_PASSED = "all_checks_passed"
IN_EVERY_LANGUAGE = pytest.mark.parametrize("tag", languages())


def a_part(amount: int, entitled: int = 500, role: str = "advocate", **terms: Any) -> RewardPart:
    reward = {"kind": "store_credit", **terms, "amount": amount}
    return RewardPart(role=role, reward=reward, entitled=entitled)


def a_check(rule: str, verdict: Verdict = Verdict.FAIL) -> Check:
    return Check(rule=rule, input="", verdict=verdict)


def as_letter(topic: str, reader: Person, tag: str, **data: Any) -> str:
    """The whole message of a letter, in one line."""
    item = an_item(topic=topic, person_id=reader.person_id, data=data)
    known = reader.model_copy(update={"locale": tag, "time_zone": "UTC"})
    letter = write_letter(
        Outgoing(item, rules(), known), NOW, LetterAddresses("https://go.shop.example/stop")
    )
    reward = f"{letter.reward}." if letter.reward else ""
    return " ".join(filter(None, (letter.opening, letter.earned, reward, letter.when)))


@IN_EVERY_LANGUAGE
def test_every_reason_has_sentences_of_its_own_for_both(tag: str) -> None:
    unknown = sentences_of("of tomorrow", RewardFacts(), tag)

    for text_of in ("for_advocate", "for_friend"):
        told = [getattr(sentences_of(each, RewardFacts(), tag), text_of)() for each in NONE]
        assert len({*told, getattr(unknown, text_of)()}) == len(NONE) + 1


@IN_EVERY_LANGUAGE
def test_every_rule_of_both_tables_has_a_remedy_and_nothing_else_has(tag: str) -> None:
    words = wording(tag)

    assert len(set(RULE_NAMES)) == len(RULE_NAMES)
    assert words.words["remedy"].keys() == set(RULE_NAMES)
    assert all(remedy(words, a_check(name)).endswith(".") for name in RULE_NAMES)


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.SKIP])
def test_what_is_no_refusal_needs_no_remedy(verdict: Verdict) -> None:
    assert remedy(wording("en"), a_check("paid", verdict)) == ""
    assert remedy(wording("en"), a_check("kept")) == ""


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("reason", NONE)
def test_a_letter_of_no_reward_says_what_the_answer_says(reason: str, tag: str) -> None:
    told = sentences_of(reason, RewardFacts(), tag)
    topic = REVIEWS.get(reason, Topic.REWARD_WITHHELD)

    assert told.for_advocate() == as_letter(topic, a_reader(), tag, reason=reason)
    assert told.for_friend() == as_letter(topic, a_friend(), tag, reason=reason)


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("reason", [UNDER_REVIEW, DENIED])
def test_a_letter_of_a_review_says_what_the_answer_says(reason: str, tag: str) -> None:
    note = ReviewNote(case_id="rev_1", rule="risk_same_payment", answer_by=NOW, may_appeal=True)
    told = replace(sentences_of(reason, RewardFacts(), tag), review=note)
    data = {"reason": reason, "review": note.model_dump(mode="json")}

    assert told.for_advocate() == as_letter(REVIEWS[reason], a_reader(), tag, **data)
    assert told.for_friend() == as_letter(REVIEWS[reason], a_friend(), tag, **data)


def test_who_waits_reads_that_somebody_looks_and_by_when() -> None:
    note = ReviewNote(case_id="rev_1", rule="", answer_by=NOW, may_appeal=True)
    told = replace(sentences_of(UNDER_REVIEW, RewardFacts()), review=note)

    assert told.for_advocate() == (
        "A friend came through you, thank you! A person here is looking at this one. Your reward "
        "waits meanwhile. You hear from us by 22 November 2026."
    )


@pytest.mark.parametrize(
    ("may_appeal", "end"),
    [(True, " If we are wrong, tell us: somebody looks at it once more."), (False, "")],
)
def test_who_is_denied_reads_what_was_found_and_may_appeal_once(may_appeal: bool, end: str) -> None:
    rule = "risk_same_payment"
    note = ReviewNote(case_id="rev_1", rule=rule, answer_by=NOW, may_appeal=may_appeal)
    told = replace(sentences_of(DENIED, RewardFacts()), review=note)

    assert told.for_friend() == (
        "We have doubts about the recommendation behind your order. The order was paid with the "
        "same card as another of this recommendation. So there is no reward this time." + end
    )


@IN_EVERY_LANGUAGE
def test_every_check_of_risk_has_a_reason_and_a_remedy(tag: str) -> None:
    words = wording(tag)

    assert (
        set(words.words["risk"])
        == set(words.words["risk_remedy"])
        == {*RiskName, VETO.removeprefix(RISK)}
    )
    for check in CHECKS:
        assert risk_sentence(words, check.rule)
        assert risk_remedy(words, check.rule)


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("hold_until", [None, datetime(2026, 12, 6, 9, 30, tzinfo=UTC)])
def test_a_first_letter_says_what_the_answer_says(hold_until: datetime | None, tag: str) -> None:
    friends = a_part(1, 1, "friend", kind="discount_code", percent=10)
    facts = RewardFacts(parts=(a_part(500), friends), hold_until=hold_until)
    told = sentences_of(ALL_PASSED, facts, tag)

    held = hold_until.isoformat() if hold_until else None
    for text, topic, reader, part in (
        (told.for_advocate(), Topic.ADVOCATE_THANKED, a_reader(), facts.parts[0]),
        (told.for_friend(), Topic.FRIEND_WELCOMED, a_friend(), friends),
    ):
        assert text == as_letter(topic, reader, tag, reward=part.reward, hold_until=held)


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("loss", IN_PART)
@pytest.mark.parametrize("left", [0, 300])
def test_a_letter_of_a_part_says_what_the_answer_says(left: int, loss: str, tag: str) -> None:
    parts = (a_part(left), a_part(left, role="friend"))
    told = sentences_of(loss, RewardFacts(parts=parts, loss=loss), tag)

    data = {"reason": loss, "reward": parts[0].reward}
    assert told.for_advocate() == as_letter(Topic.REWARD_REVERSED, a_reader(), tag, **data)
    assert told.for_friend() == as_letter(Topic.REWARD_REVERSED, a_friend(), tag, **data)


def test_what_a_loss_did_not_touch_is_not_said_to_have_gone() -> None:
    thing = a_part(1, 1, "friend", kind="discount_code", percent=10)
    facts = RewardFacts(parts=(a_part(400), thing), loss="refunded_in_part")

    assert sentences_of("refunded_in_part", facts).for_friend() == (
        "Part of your order went back. This stays yours: 10% off your next order."
    )


def test_who_has_several_parts_reads_what_is_left_of_each() -> None:
    parts = (a_part(300), a_part(0, 50), a_part(70, 100, "milestone-5", kind="points"))
    facts = RewardFacts(parts=parts, loss="disputed_in_part")

    assert sentences_of("disputed_in_part", facts).for_advocate() == (
        "Part of the payment of your friend's order went back through the bank. So part of the "
        "reward went back. This stays yours: €3.00 of store credit and 70 points."
    )


def test_an_advocate_without_a_part_hears_why_beside_a_friend_with_one() -> None:
    facts = RewardFacts(parts=(a_part(1, 1, "friend", kind="free_gift"),))
    told = sentences_of("advocate_limit", facts)

    assert told.for_advocate() == nothing("advocate_limit")[0]
    assert told.for_friend().startswith("A friend sent you to us")


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("reason", [ANOTHER, NOBODY, DISPROVED])
def test_a_former_advocate_reads_what_the_letter_says(reason: str, tag: str) -> None:
    text = as_letter(Topic.REWARD_REVERSED, a_reader(), tag, reason=reason)
    former = FormerAdvocate(reason=reason, spent=False)
    who_spent = former.model_copy(update={"spent": True})
    gone, spent = (
        sentences_of("corrected", RewardFacts(former=each), tag) for each in (former, who_spent)
    )

    assert gone.for_former() == text
    assert spent.for_former() == f"{text} {wording(tag).say('back.spent')}"
    assert sentences_of("corrected", RewardFacts(), tag).for_former() == ""


@IN_EVERY_LANGUAGE
def test_nobody_is_told_what_the_friend_paid(tag: str) -> None:
    told = [sentences_of(reason, RewardFacts(), tag).for_advocate() for reason in NONE]

    assert not any(letter.isdigit() for text in told for letter in text)


@IN_EVERY_LANGUAGE
def test_what_may_come_back_by_itself_says_so(tag: str) -> None:
    following = {reason for reason in (*NONE, *IN_PART) if outlook_sentence(wording(tag), reason)}

    assert following == {"unpaid", "disputed", "frozen", "veto_awaited"}


@pytest.mark.parametrize("language", languages())
def test_only_what_may_pass_by_itself_has_an_outlook(language: str) -> None:
    temporary = {rule.reason for rule in RULES if rule.is_temporary}

    assert set(wording(language).words["follows"]) <= temporary
