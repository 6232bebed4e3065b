"""A code is made in the shop once, whatever goes wrong between us."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, TryAgain
from referrals.model.order_key import ConversionKey
from referrals.model.reward.grant import Side
from referrals.model.words.wording import wording
from referrals.providers.rewards.discount_code import code_of
from referrals.steps.code.settle_code import MOST_STRANGERS, PAUSE_SECONDS
from referrals.views.order.conversion_story import conversion_story
from referrals.wiring import keys, stores
from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.shops.tills import Till
from tests.steps.code.code_handovers import (
    KEY,
    friend_side,
    fulfil,
    hurried,
    only_code,
    until_done,
)
from tests.world import a_program

pytestmark = pytest.mark.usefixtures("account")


def test_a_code_is_made_in_the_shop_and_told(till: Till) -> None:
    outcome = fulfil()

    code = only_code(till)
    assert outcome == Done(code)
    assert till.shop.worth(code) == till.kind.percent
    letter = stores.outbox().get(f"{KEY}#welcome")
    assert letter.data["code"] == code


def test_who_explains_the_order_sees_the_code_and_how_it_stands(till: Till) -> None:
    fulfil()

    tables = (stores.conversions(), stores.referrals(), stores.grants())
    story = conversion_story(ConversionKey.parse(KEY), *tables, words=wording("en"))
    (friend,) = (side for side in story.grants if side.side == "friend")
    assert (friend.code, friend.shop_code) == (only_code(till), ShopCodeState.MADE)


def test_the_code_is_written_down_before_the_shop_is_asked(till: Till) -> None:
    kept: list[Side] = []
    till.server.before = lambda _: kept.append(friend_side())

    fulfil()

    first = kept[0].shop_code
    assert first
    assert (first.code, first.state) == (friend_side().code, ShopCodeState.CHOSEN)
    assert (kept[0].issued_at, kept[0].code) == (None, "")


def test_a_repeated_handover_asks_the_shop_for_nothing(till: Till) -> None:
    first = fulfil()
    asked = len(till.server.asked)

    assert fulfil() == first
    assert len(till.server.asked) == asked


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("done", [False, True])
def test_a_lost_answer_leaves_one_code(till: Till, number: int, done: bool) -> None:
    till.lose_answer(number, done=done)

    assert isinstance(until_done()[-1], Done)
    only_code(till)


@pytest.mark.parametrize("cuts", [1, 2, 4])
def test_answers_cut_off_leave_one_code(till: Till, cuts: int) -> None:
    till.server.cut = cuts

    assert isinstance(until_done()[-1], Done)
    only_code(till)


def test_a_throttled_shop_makes_one_code(till: Till) -> None:
    till.server.ill = [till.kind.limited] * 4

    assert isinstance(until_done()[-1], Done)
    only_code(till)


def test_a_code_of_somebody_else_is_let_be(till: Till) -> None:
    theirs = code_of(KEY, "friend", keys.code_key())
    till.shop.put_stranger(theirs)

    assert isinstance(until_done()[-1], Done)

    ours = friend_side().code
    assert ours != theirs
    assert (till.shop.live(ours), till.shop.live(theirs)) == (1, 1)
    side = friend_side().shop_code
    assert side
    assert (side.code, side.attempt) == (ours, 2)


def test_many_codes_of_somebody_else_are_gone_past(till: Till) -> None:
    for attempt in range(1, MOST_STRANGERS + 1):
        till.shop.put_stranger(code_of(KEY, "friend", keys.code_key(), attempt))

    first, *_, last = until_done()

    assert first == TryAgain("shop_codes_run_out")
    assert last == Done(friend_side().code)
    assert till.shop.live(friend_side().code) == 1


ENDED: dict[str, Callable[[Till, bool], None]] = {
    "shop_credential_refused": lambda till, well: setattr(till.shop, "known", well),
    "shop_scope_missing": lambda till, well: setattr(till.shop, "allowed", well),
}


@pytest.mark.parametrize("code", ENDED)
def test_what_a_person_must_mend_is_said_and_goes_on_after(till: Till, code: str) -> None:
    ENDED[code](till, False)
    (outcome,) = until_done()
    ENDED[code](till, True)

    assert isinstance(outcome, Hopeless)
    assert outcome.reason.startswith(f"{code}: the ")
    assert isinstance(until_done()[-1], Done)
    only_code(till)


def test_a_death_before_the_note_leaves_one_code(till: Till) -> None:
    desk = hurried()
    with pytest.raises(AttributeError):
        fulfil(replace(desk, outbox=None))  # type: ignore[arg-type]
    assert friend_side().issued_at is None

    assert isinstance(until_done()[-1], Done)
    only_code(till)


def test_without_a_credential_it_waits_for_one(till: Till) -> None:
    stores.programs().add(a_program(hold_days=0).model_copy(update={"version": 2}))
    other = "stripe" if till.platform != "stripe" else "shopify"
    stores.programs().add(a_program(hold_days=0, codes_by=other).model_copy(update={"version": 3}))

    outcome = fulfil()

    assert isinstance(outcome, Hopeless)
    assert outcome.reason.startswith("no_shop_credential: ")
    assert f"goodword source add friends {other} --store" in outcome.reason
    assert friend_side().shop_code is None


def test_a_credential_stored_a_moment_ago_is_used(till: Till) -> None:
    """What is remembered for minutes is read afresh once the shop refuses it."""
    desk = hurried()
    past = till.credential.replace("tests", "past")

    assert isinstance(
        fulfil(replace(desk, codes=replace(desk.codes, live=lambda _: (past,)))), Done
    )
    only_code(till)


def test_a_code_begun_in_a_shop_stays_with_it(till: Till) -> None:
    till.server.ill = [ShopReply(status=500)] * 9
    fulfil()
    till.server.ill = []
    stores.programs().add(a_program(hold_days=0).model_copy(update={"version": 2}))

    assert isinstance(until_done()[-1], Done)
    only_code(till)


def test_a_code_given_before_stays_the_one_it_is(till: Till) -> None:
    grant = stores.grants().get(KEY)
    old = grant.side("friend").model_copy(update={"code": "7K2M-QX4R-9WHT"})
    stores.grants().change(grant.with_side(old))

    assert fulfil() == Done("7K2M-QX4R-9WHT")
    assert till.server.asked == []


def test_the_webhook_says_which_shop_made_it(till: Till) -> None:
    rules = {"hold_days": 0, "codes_by": till.platform, "webhook_url": "https://shop.example/h"}
    stores.programs().add(a_program(**rules).model_copy(update={"version": 2}))

    fulfil()

    told = stores.outbox().get(f"{KEY}#webhook-issued-friend").data["sides"]
    friend = next(side for side in told if side["side"] == "friend")
    assert (friend["code"], friend["codes_by"]) == (friend_side().code, till.platform)


def test_two_tries_at_once_make_one_code(till: Till) -> None:
    """Two tries at once, as a sweep and a resend may be."""
    inner: list[DeliveryOutcome] = []

    def meanwhile(asked: ShopQuestion) -> ShopReply:
        till.server.well = till.shop.answer
        inner.append(fulfil(attempts=2))
        answer: ShopReply = till.shop.answer(asked)
        return answer

    till.server.well = meanwhile

    outcomes = [fulfil(attempts=1), *until_done()]

    assert isinstance(outcomes[-1], Done)
    assert isinstance(inner[0], Done)
    only_code(till)


def test_a_shop_without_an_answer_is_left_alone_for_a_while(till: Till) -> None:
    now = [100.0]
    desk = hurried()
    desk = replace(desk, codes=replace(desk.codes, clock=lambda: now[0]))
    till.server.ill = [ShopReply(status=500)] * 20

    first = fulfil(desk)
    asked = len(till.server.asked)
    now[0] += PAUSE_SECONDS - 1
    second = fulfil(desk, attempts=2)

    assert isinstance(first, TryAgain)
    assert second == TryAgain("store_unavailable")
    assert len(till.server.asked) == asked

    now[0] += 2
    till.server.ill = []
    assert isinstance(fulfil(desk, attempts=3), Done)
    assert only_code(till)
