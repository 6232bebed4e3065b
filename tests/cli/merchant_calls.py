"""Webhooks to the merchant, made by what makes them: of grants, orders, value and the shop."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from referrals.model.attribution.referral import RewardDecision, RewardStatus
from referrals.model.code.gift_code import GiftCode
from referrals.model.delivery.announcement import on_issue, on_low_stock, on_quiet, on_release
from referrals.model.delivery.gift_news import on_gift_end, on_gift_issue
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.privacy_notice import notice
from referrals.model.delivery.value_news import on_ending, on_goodwill, on_redemption
from referrals.model.delivery.withholding_news import on_late_review, withholding_news
from referrals.model.expiry.lot import Lot
from referrals.model.goodwill.goodwill import Goodwill
from referrals.model.insight.quiet import Hearing, QuietJudgement, QuietSource
from referrals.model.note.note import Note, NoteWriter
from referrals.model.note.note_news import on_reply
from referrals.model.privacy.request import PrivacyKind
from referrals.model.redemption.ending import EndingPlan
from referrals.model.redemption.exchange import Exchange
from referrals.model.redemption.redemption import Redemption, RedemptionStatus
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Balance
from referrals.model.risk.case import CaseState, ReviewCase
from referrals.steps.privacy.ask_privacy import merchant_request
from tests.model.reward.grant import a_grant, a_side
from tests.world import NOW, a_conversion, a_key, a_referral, figures_of, rules

LOUD = rules(webhook_url="https://shop.example/goodword")
CASE = ReviewCase(case_id="rev_1", state=CaseState.OPEN, opened_at=NOW, answer_by=NOW)


def of_grants() -> Iterator[OutboxItem]:
    thing = a_side(1).model_copy(
        update={"terms": {"kind": "discount_code", "ends_days": 9}, "issued_at": NOW, "code": "A-B"}
    )
    ready = a_grant(thing, held=True).change(status=GrantStatus.AVAILABLE, released_at=NOW)
    yield from on_release(ready, LOUD, NOW)
    yield from on_issue(ready, thing, LOUD, NOW)


def of_orders() -> Iterator[OutboxItem]:
    referral = a_referral(figures_of(a_conversion())).model_copy(update={"friend_id": "fri_ben"})
    for reason in ("budget_spent", "under_review", "risk_denied"):
        decision = RewardDecision(
            status=RewardStatus.WITHHELD,
            reason=reason,
            checks=(),
            review=CASE,
            decided_at=NOW,
            revision=2,
        )
        yield from withholding_news(decision, referral, LOUD, NOW)
    yield from on_late_review(a_key(), CASE, LOUD, NOW)


def of_value() -> Iterator[OutboxItem]:
    made = Redemption(
        redemption_id="rdm_1",
        program_id="friends",
        person_id="adv_ada",
        asset="EUR",
        amount=300,
        reference="till-1",
        reserved_at=NOW,
        ends_at=NOW,
        exchange=Exchange(terms={"kind": "discount_code"}, codes_by="webhook"),
    )
    yield from on_redemption(made, LOUD, NOW)
    captured = made.change(status=RedemptionStatus.CAPTURED, captured=300, settled_at=NOW)
    yield from on_redemption(captured, LOUD, NOW)
    yield from on_redemption(made.change(status=RedemptionStatus.RELEASED), LOUD, NOW)
    balance = Balance(account="person:adv_ada:friends:EUR:available", balance=300, seq=1)
    yield from on_ending(balance, EndingPlan((), (Lot(NOW, 300),), None, None), LOUD, NOW)
    given = {"program_id": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 500}
    words = {"reference": "t-1", "reason": "late", "made_by": "eve", "given_at": NOW}
    gesture = Goodwill.model_validate({"goodwill_id": "gwl_1", **given, **words})
    yield from on_goodwill(gesture, LOUD, NOW)


def of_the_shop() -> Iterator[OutboxItem]:
    quiet = QuietSource("friends", "shopify", NOW)
    yield from on_quiet(quiet, QuietJudgement(Hearing.QUIET, 6, 1, 12.4), LOUD, NOW)
    yield from on_low_stock(LOUD, "pool#1", {"place": "give-ten, friend", "free": 3}, NOW)
    asked = merchant_request(
        PrivacyKind.DATA_REQUEST, "hash", [], program_id="friends", key=b"k" * 32, now=NOW
    )
    yield from notice(asked, LOUD, NOW)
    yield from notice(replace(asked, kind=PrivacyKind.UNINSTALLED), LOUD, NOW)
    gift = GiftCode(
        program_id="friends",
        link_code="ada-bakes",
        holder="clk_000000000000000000ab",
        program_version=1,
        code="7K2MQX4R9WHT",
        terms={"kind": "discount_code", "percent": 10, "when": "first_order"},
        currency="EUR",
        codes_by="webhook",
        made_at=NOW,
        ends_at=NOW + timedelta(days=30),
    )
    yield from on_gift_issue(gift, LOUD, at=NOW, due_at=NOW)
    yield from on_gift_end(gift, LOUD, NOW)
    note = Note(
        note_id="nte_1",
        program_id="friends",
        receiver_id="adv_ada",
        occasion=str(a_key()),
        writer=NoteWriter.STAFF,
        text="Thank you",
        written_at=NOW,
    )
    yield from on_reply(note, LOUD, NOW)


def webhooks() -> list[OutboxItem]:
    items = [*of_grants(), *of_orders(), *of_value(), *of_the_shop()]
    return [item for item in items if item.channel is Channel.WEBHOOK]
