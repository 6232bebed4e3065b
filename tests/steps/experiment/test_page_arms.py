"""Where links lead as an arm: what is refused, and what a link says before, while and after."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.model.errors import RefusedError
from referrals.model.link.link import Landing
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.link.issue_link import LinkWish, issue_link
from referrals.wiring import stores
from tests import trials
from tests.gifts import FRIEND as GIFT
from tests.steps.nudge.delights import ON
from tests.trials import PAST, about_pages
from tests.world import NOW, a_link, rules

PLAIN = {"name": "as-it-is"}
TITLE = {"words": {"en": {"welcome_page.title": "Taste this"}}}
ARM = "experiments[0].arms[1]"
SHOP = {"landing": "welcome", "webhook_url": "https://shop.example/hook"}
FIRST = [{"name": "gift", "advocate": trials.MORE, "friend": GIFT}]
GIVEN = {"name": "gift", "friend": GIFT}
CREDIT = {"friend": {"kind": "store_credit", "amount_minor": 300}}


def with_gift(arm: dict[str, Any]) -> list[dict[str, Any]]:
    return [about_pages(PAST), trials.declared(arms=[PLAIN, arm])]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"experiments": [about_pages({"name": "same", "landing": "welcome"})]}, f"{ARM}.landing"),
    ({"experiments": [about_pages({**PAST, **TITLE})]}, f"{ARM}.words"),
    ({"experiments": [about_pages({**PAST, "nudges": False})], "nudges": ON}, f"{ARM}.landing"),
    ({"experiments": [about_pages(PAST)], "offers": FIRST}, f"{ARM}.landing"),
    ({"experiments": [about_pages({**PAST, "friend": GIFT})]}, f"{ARM}.landing"),
    ({"experiments": with_gift(GIVEN)}, f"{ARM}.landing"),
    (
        {"experiments": [about_pages({"name": "gift", "friend": GIFT})], "landing": "shop"},
        "landing",
    ),
]
FINE: list[dict[str, Any]] = [
    {"experiments": [about_pages(PAST, {"name": "gift", "friend": CREDIT["friend"]})]},
    {"experiments": [about_pages({**PAST, **CREDIT})], "offers": FIRST},
    {
        "experiments": [
            about_pages({"name": "page", "landing": "welcome", "friend": GIFT, **TITLE})
        ],
        "landing": "shop",
    },
]


@pytest.mark.parametrize(("shop", "field"), REFUSED)
def test_a_page_that_would_be_missed_is_refused(
    account: None, shop: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as found:
        trials.apply(NOW, **SHOP | shop)

    assert (found.value.field, bool(found.value.remedy)) == (field, True)


@pytest.mark.parametrize("shop", FINE)
def test_a_page_is_an_arm_where_nothing_is_missed(account: None, shop: dict[str, Any]) -> None:
    assert trials.apply(NOW, **SHOP | shop).changes_landing


def test_where_links_lead_is_compared_by_one_at_a_time(account: None) -> None:
    trials.apply(trials.BEGAN, **SHOP, experiments=[about_pages(PAST)])

    with pytest.raises(RefusedError, match="compares where links lead") as found:
        trials.apply(NOW, **SHOP | {"landing": "shop"}, experiments=[about_pages(PAST)])
    assert found.value.field == "landing"
    with pytest.raises(ValueError, match="two change where links lead"):
        rules(**SHOP, experiments=[about_pages(PAST), about_pages(PAST, name="again")])


def test_links_old_and_new_lead_by_their_arm_until_its_end(account: None) -> None:
    """Those that were there follow the version; a new one is drawn as it is issued."""
    for number in range(8):
        stores.links().create(a_link(f"link-{number}", landing=Landing.WELCOME))
    trial = trials.apply(trials.BEGAN, **SHOP, experiments=[about_pages(PAST)])
    wish = LinkWish(advocate_id="adv_ada", code=trials.code_on(trial, "no-page") + "-9")
    program = stores.programs().get("friends").rules
    issue_link(wish, program, links=stores.links(), now=NOW, seed=b"seed")
    links = list(stores.links().of_program("friends"))

    assert {link.landing for link in links} == set(Landing)
    for link in links:
        arm = trial.arm_of(link.code)
        assert arm
        assert link.landing is (arm.landing or Landing.WELCOME)

    end_experiment("friends", trial.name, program_desk.program(), now=NOW - timedelta(days=1))

    assert {each.landing for each in stores.links().of_program("friends")} == {Landing.WELCOME}
