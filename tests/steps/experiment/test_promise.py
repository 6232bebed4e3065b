"""What an arm promises is kept: on the page, at the till, for both sides, and by the click."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import gift as gift_desk
from referrals.desks import program as program_desk
from referrals.desks import reward as reward_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.link.click import click_id_of
from referrals.model.link.holder import Holder, holder_of_click
from referrals.model.order.conversion import Signals
from referrals.model.reward.grant import ADVOCATE, FRIEND
from referrals.model.words.welcome import Welcome
from referrals.pages.friend.welcome import shelf
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.code.make_gift import make_gift
from referrals.steps.experiment.end_experiment import end_due, end_experiment
from referrals.steps.program.apply_program import BadProgramError, apply_program
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.views.link.friend_page import FriendPage, Visitor, friend_page
from referrals.wiring import stores
from tests import trials
from tests.gifts import FRIEND as GIFT
from tests.world import NOW, a_key, a_link, a_token, an_advocate, an_order, rules

BEFORE, WHILE = trials.BEGAN - timedelta(hours=1), NOW - timedelta(days=2)
ENDED = NOW - timedelta(days=1)
AFTER = NOW - timedelta(hours=1)
USUAL, BIGGER = ("10%", 500), ("20%", 900)


@pytest.fixture
def trial(account: None) -> DeclaredExperiment:
    apply_program(rules(), program_desk.program(), now=BEFORE - timedelta(days=9))
    stores.people().add(an_advocate())
    return trials.begin()


def link_on(trial: DeclaredExperiment, arm: str) -> str:
    link = a_link(trials.code_on(trial, arm))
    stores.links().create(link)
    return link.code


def rewards_of(code: str, clicked_at: datetime, order_id: str) -> tuple[str, int]:
    """What the friend's code takes off, and what the advocate has of it."""
    token = a_token(code, clicked_at)
    order = an_order(signals=Signals(click_tokens=(token,)), customer_hash=order_id * 16)
    stores.conversions().record(a_key(order_id), order, body="", at=NOW)
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)
    grant = settle_rewards(str(a_key(order_id)), reward_desk.orders(), reward_desk.books(), now=NOW)
    assert grant
    sides = {side.name: side for side in stores.grants().get(str(a_key(order_id))).sides}
    return f"{sides[FRIEND].terms['percent']}%", sides[ADVOCATE].worth.amount


def holder_at(moment: datetime) -> Holder:
    return holder_of_click(click_id_of(int(moment.timestamp()), b"8 random"))


def page_of(code: str, clicked_at: datetime) -> Welcome:
    visitor = Visitor("", lambda _: holder_at(clicked_at))
    page = friend_page(code, visitor, shelf(), wishes=["en"], now=NOW)
    assert isinstance(page, FriendPage)
    return page.welcome


def shown(code: str, clicked_at: datetime) -> str:
    """What the friend's page says that they get."""
    return page_of(code, clicked_at).gift


def test_each_link_shows_and_pays_what_its_arm_says(trial: DeclaredExperiment) -> None:
    for arm, promised in (("as-it-is", USUAL), ("bigger", BIGGER)):
        code = link_on(trial, arm)

        assert promised[0] in shown(code, WHILE)
        assert rewards_of(code, WHILE, f"1{arm[0]}") == promised


def test_who_clicked_before_it_began_gets_what_they_saw(trial: DeclaredExperiment) -> None:
    code = link_on(trial, "bigger")

    assert "10%" in shown(code, BEFORE)
    assert rewards_of(code, BEFORE, "1001") == USUAL


def test_its_end_changes_nobodys_promise(trial: DeclaredExperiment) -> None:
    code = link_on(trial, "bigger")

    end_experiment("friends", trial.name, program_desk.program(), now=ENDED)

    assert ("20%" in shown(code, WHILE), "10%" in shown(code, AFTER)) == (True, True)
    assert rewards_of(code, WHILE, "1001") == BIGGER
    assert rewards_of(code, AFTER, "1002") == USUAL
    assert stores.links().get(code).offer.startswith("10")


def test_an_arm_of_page_and_gift_keeps_both_promises(account: None) -> None:
    page = {"name": "page", "landing": "welcome", "friend": trials.BIGGER}
    arms = [{"name": "as-it-is"}, page]
    apply_program(rules(), program_desk.program(), now=BEFORE - timedelta(days=9))
    trial = trials.apply(trials.BEGAN, experiments=[trials.declared(arms=arms)])
    stores.people().add(an_advocate())
    code = link_on(trial, "page")

    end_experiment("friends", trial.name, program_desk.program(), now=ENDED)

    assert ("20%" in shown(code, WHILE), "10%" in shown(code, AFTER)) == (True, True)
    assert rewards_of(code, WHILE, "1001")[0] == "20%"
    assert stores.links().get(code).landing == "shop"


def test_a_grant_goes_on_by_its_arm_when_the_order_changes(trial: DeclaredExperiment) -> None:
    code = link_on(trial, "bigger")
    rewards_of(code, WHILE, "1001")
    end_experiment("friends", trial.name, program_desk.program(), now=ENDED)

    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)

    grant = stores.grants().get(str(a_key()))
    assert grant.offer == "two-for-joy.bigger-gift.bigger"
    assert {side.worth.amount for side in grant.sides if side.name == ADVOCATE} == {900}


def test_a_gift_is_made_by_what_its_click_was_promised(account: None) -> None:
    """Also when the button is pressed after the end."""
    offer = {"name": "gift", "advocate": trials.MORE, "friend": GIFT}
    shop = {"offers": [offer], "landing": "welcome", "webhook_url": "https://shop.example/hook"}
    trial = trials.begin(**shop)
    stores.people().add(an_advocate())
    link = stores.links().get(link_on(trial, "bigger"))
    end_experiment("friends", trial.name, program_desk.program(), now=ENDED)
    percents = []

    for moment in (WHILE, AFTER):
        gift = make_gift(link, holder_at(moment), gift_desk.gifts(), now=NOW)
        percents.append((gift.terms["percent"], gift.terms["when"]))

    assert percents == [(20, "first_order"), (10, "first_order")]


def test_an_arm_says_its_own_words_to_its_friends(account: None) -> None:
    words = {"en": {"welcome_page.title": "Good bread, says a friend"}}
    arms = [{"name": "as-it-is"}, {"name": "bread", "words": words}]
    experiments = [trials.declared(arms=arms)]
    trial = trials.apply(trials.BEGAN, landing="welcome", experiments=experiments)
    stores.people().add(an_advocate())

    titles = [page_of(link_on(trial, arm), WHILE).title for arm in ("as-it-is", "bread")]

    assert titles == ["A friend thought of you", "Good bread, says a friend"]


def test_the_clock_ends_it_once_its_last_day_is_over(trial: DeclaredExperiment) -> None:
    last = datetime.combine(trial.until, datetime.min.time(), NOW.tzinfo)
    desk = program_desk.program()

    early = end_due(desk, now=last + timedelta(hours=23))
    due = end_due(desk, now=last + timedelta(hours=25))
    again = end_due(desk, now=last + timedelta(hours=26))

    assert (early.ended, due.ended, again.ended) == ((), ("friends#bigger-gift",), ())
    (found,) = stores.programs().get("friends").rules.experiments
    assert (found.end_reason, found.ended_version) == ("by_date", 3)


def test_offers_stay_while_they_are_compared(trial: DeclaredExperiment) -> None:
    other = rules().offers[0].model_copy(update={"weight": 50}).model_dump()

    with pytest.raises(BadProgramError, match="compares them"):
        trials.apply(NOW, offers=[other], experiments=[trials.declared()])
    with pytest.raises(BadProgramError, match="runs"):
        trials.apply(NOW)
    assert trials.apply(NOW, hold_days=3, experiments=[trials.declared()]) == trial


def test_an_arm_that_nobody_could_give_is_refused(account: None) -> None:
    arms = [{"name": "as-it-is"}, {"name": "odd", "friend": {"kind": "store_credit"}}]
    words = [{"name": "as-it-is"}, {"name": "odd", "words": {"en": {"join.line": "Hi"}}}]

    for wrong, field in ((arms, "friend"), (words, "words")):
        with pytest.raises(BadProgramError) as refused:
            trials.apply(NOW, experiments=[trials.declared(arms=wrong)])
        assert refused.value.field.startswith(f"experiments[0].arms[1].{field}")
