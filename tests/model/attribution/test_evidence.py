"""One hint and its checks: which there are, how they end, and what they say they looked at."""

from datetime import UTC, datetime, timedelta

import pytest

from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.judgement import judge_evidence
from referrals.model.attribution.referral import Verdict
from referrals.model.attribution.rule import ATTRIBUTION_RULES
from referrals.model.link.link import LinkStatus
from referrals.model.order.conversion import Signals
from referrals.model.program.signal import Signal
from referrals.model.rule import RuleAnswer
from referrals.model.words.decision import remedy
from referrals.model.words.wording import wording
from tests.model.attribution.checks import (
    ADA,
    BEN,
    DOT,
    FAIL,
    PASS,
    SKIP,
    checks,
    hint,
    question,
    verdicts,
)
from tests.world import NOW, a_link

RULES = (
    "accepted",
    "genuine",
    "link",
    "program",
    "live",
    "window",
    "self_referral",
    "existing_customer",
    "paid_search",
    "test_order",
)


def a_click_hint(**ago: float) -> Evidence:
    return hint(Signal.CLICK, touched_at=NOW - timedelta(**ago))


def test_what_hangs_on_a_link_is_skipped_without_one() -> None:
    found = verdicts(hint(link=None))

    assert found["link"] is FAIL
    skipped = {rule for rule, verdict in found.items() if verdict is SKIP}
    assert skipped == {"program", "live", "window", "self_referral"}


def test_a_code_has_no_window() -> None:
    window = checks(hint(Signal.COUPON))["window"]

    assert (window.verdict, window.input) == (SKIP, "a coupon has no moment of its own")


def test_every_candidate_passes_the_same_checks_in_order() -> None:
    assert tuple(checks(hint())) == tuple(checks(hint(link=None))) == RULES
    asked_too = (*RULES[:7], "same_friend", *RULES[7:])
    assert tuple(checks(hint(Signal.CLAIM))) == asked_too


def test_a_candidate_is_its_hint_with_the_checks() -> None:
    when = NOW - timedelta(days=1)

    found = judge_evidence(hint(Signal.CLICK, click_id="clk_1", touched_at=when), question())

    assert (found.signal, found.found_in, found.code) == (Signal.CLICK, "ref", "ada-bakes")
    assert (found.click_id, found.touched_at, found.chosen) == ("clk_1", when, False)
    assert found.valid


def test_a_hint_says_nothing_that_it_wasn_t_told() -> None:
    bare = Evidence(Signal.CODE, "ref")

    assert (bare.code, bare.click_id, bare.advocate_hash, bare.friend_hash) == ("",) * 4
    assert (bare.made_by, bare.note, bare.genuine) == ("", "", True)
    assert (bare.link, bare.touched_at) == (None, None)


@pytest.mark.parametrize(
    ("hours", "verdict", "words"),
    [
        (720, PASS, "720 h before the order, 30 days allowed"),
        (720.001, FAIL, "720 h before the order, 30 days allowed"),
        (1, PASS, "1 h before the order, 30 days allowed"),
        (0.4, PASS, "within the hour of the order, 30 days allowed"),
        (-10 / 60, PASS, "within the hour of the order, 30 days allowed"),
        (-10.1 / 60, FAIL, "within the hour of the order, 30 days allowed"),
    ],
)
def test_a_window_is_closed_at_both_ends(hours: float, verdict: Verdict, words: str) -> None:
    window = checks(a_click_hint(hours=hours))["window"]

    assert (window.verdict, window.input) == (verdict, words)


@pytest.mark.parametrize(
    ("evidence", "asked", "rule", "verdict", "words"),
    [
        (hint(), question(), "accepted", PASS, "code"),
        (hint(), question(), "genuine", PASS, "ref"),
        (hint(genuine=False), question(), "genuine", FAIL, "ref"),
        (hint(), question(), "link", PASS, "ada-bakes"),
        (hint(code="", link=None), question(), "link", FAIL, "(none)"),
        (hint(Signal.CORRECTION, "", link=None), question(), "link", PASS, "nobody"),
        (hint(Signal.CORRECTION), question(), "link", PASS, "ada-bakes"),
        (hint(Signal.CORRECTION, "x", link=None), question(), "link", FAIL, "x"),
        (hint(), question(), "program", PASS, "friends"),
        (hint(link=a_link(program_id="others")), question(), "program", FAIL, "others"),
        (hint(), question(), "live", PASS, "active"),
        (hint(link=a_link(status=LinkStatus.PAUSED)), question(), "live", FAIL, "paused"),
        (hint(), question(), "self_referral", PASS, "another person"),
        (
            hint(),
            question(customer_hash=ADA),
            "self_referral",
            FAIL,
            "the advocate's own mailbox",
        ),
        (
            hint(),
            question(customer_hash=""),
            "self_referral",
            SKIP,
            "an e-mail address is not known",
        ),
        (
            hint(advocate_hash=""),
            question(),
            "self_referral",
            SKIP,
            "an e-mail address is not known",
        ),
        (
            hint(Signal.CLAIM, friend_hash=ADA),
            question(customer_hash=""),
            "self_referral",
            FAIL,
            "the advocate's own mailbox",
        ),
        (
            hint(Signal.CLAIM, friend_hash=BEN),
            question(),
            "same_friend",
            PASS,
            "the friend who bought",
        ),
        (hint(Signal.CLAIM, friend_hash=DOT), question(), "same_friend", FAIL, "not who bought"),
        (
            hint(Signal.CLAIM, friend_hash=DOT),
            question(customer_hash=""),
            "same_friend",
            SKIP,
            "an e-mail address is not known",
        ),
        (
            hint(Signal.CLAIM),
            question(),
            "same_friend",
            SKIP,
            "an e-mail address is not known",
        ),
        (hint(), question(), "existing_customer", PASS, "first order"),
        (
            hint(),
            question(first_order=False),
            "existing_customer",
            FAIL,
            "an earlier order is known",
        ),
        (hint(), question(), "paid_search", PASS, "no advert"),
        (
            hint(),
            question(signals=Signals(paid_search=True)),
            "paid_search",
            FAIL,
            "an advert led to the link",
        ),
        (
            hint(Signal.COUPON),
            question(signals=Signals(paid_search=True)),
            "paid_search",
            SKIP,
            "an advert cannot type a code",
        ),
        (hint(), question(), "test_order", PASS, "a real order"),
        (hint(), question(test=True), "test_order", FAIL, "a test order"),
        (
            hint(),
            question(test=True, rules={"test_mode": True}),
            "test_order",
            PASS,
            "a test order",
        ),
    ],
)
def test_a_check_says_what_it_saw(
    evidence: Evidence, asked: AttributionQuestion, rule: str, verdict: Verdict, words: str
) -> None:
    check = checks(evidence, asked)[rule]

    assert (check.verdict, check.input) == (verdict, words)
    assert bool(remedy(wording("en"), check)) is (verdict is FAIL)


def test_a_moment_that_cannot_be_is_answered_no() -> None:
    told = hint(touched_at=datetime(1970, 1, 1, tzinfo=UTC))

    window = next(rule for rule in ATTRIBUTION_RULES if rule.name == "window")

    assert window.ask(told, question()) == RuleAnswer(False, "a moment that cannot be")
