"""Experiments at the desk: declared by a form, read with an honest interval, ended by a person."""

import pytest

from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.tally import LinkTally, total_tally
from referrals.model.staff.right import StaffRole
from referrals.store.experiment.tally import trial_place
from referrals.wiring import experiment_stores, stores
from tests import trials
from tests.desk import come_in, page, post
from tests.portal import PortalPage
from tests.steps.nudge.delights import ON
from tests.world import a_program

WISH = {
    "name": "bigger-gift",
    "hypothesis": "A bigger gift brings more first orders.",
    "metric": "orders",
    "matters": "20",
    "share": "100",
    "until": "2027-01-31",
    "arm_1": "bigger",
    "friend_kind_1": "discount_code",
    "friend_percent_1": "20",
    "advocate_kind_1": "store_credit",
    "advocate_amount_1": "9.00",
    "sentence_1": "welcome_page.title",
    "language_1": "en",
    "text_1": "Good bread, says a friend",
    "why": "agreed in the team",
}
THIRD = {
    "arm_3": "warmer",
    "friend_kind_3": "discount_code",
    "friend_percent_3": "15",
    "sentence_3": "welcome_page.title",
    "language_3": "en",
    "text_3": "A loaf is kept warm for you",
    "language_2": "en",
}
PAGE = "/console/experiments/bigger-gift"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    come_in(StaffRole.MARKETER)


def running() -> DeclaredExperiment:
    (found,) = stores.programs().get("friends").rules.experiments
    return found


def fill(orders: int) -> None:
    """Two hundred links on each arm, each followed ten times."""
    for place, arm in enumerate(running().arms):
        more = orders if place else 0
        lay(arm.name, [LinkTally(10, int(n % 3 == 0) + more * (n % 2), 0) for n in range(200)])


def lay(arm: str, links: list[LinkTally]) -> None:
    where, tallies = trial_place(running(), "friends"), experiment_stores.trial_tallies()
    assert tallies.correct(where, arm, tallies.arm(where, arm), total_tally(links))


def test_an_experiment_is_declared_by_a_form() -> None:
    stores.programs().add(a_program())

    told = post("/console/experiments/declare", **WISH)

    assert (told["statusCode"], told["headers"]["location"]) == (
        303,
        f"{PAGE}?done=experiments.declare",
    )
    _, arm = running().arms
    assert arm.friend
    assert arm.friend.model_dump() == {"kind": "discount_code", "percent": 20}
    assert arm.advocate
    assert arm.advocate.model_dump()["amount_minor"] == 900
    assert arm.words == {"en": {"welcome_page.title": "Good bread, says a friend"}}
    assert "as-it-is" in page(PAGE).text


def test_a_group_that_is_blank_is_no_arm() -> None:
    stores.programs().add(a_program())

    post("/console/experiments/declare", **WISH | THIRD)

    assert [each.name for each in running().arms] == ["as-it-is", "bigger", "warmer"]


def test_what_was_typed_for_another_arm_is_kept() -> None:
    stores.programs().add(a_program())

    told = post("/console/experiments/declare", **WISH | THIRD | {"friend_percent_3": "300"})

    shown = PortalPage(told["body"])
    typed = {a["name"]: a.get("value") for tag, a in shown.tags if tag == "input" and "name" in a}
    assert (typed["arm_1"], typed["arm_2"], typed["arm_3"]) == ("bigger", "", "warmer")
    # The form itself, and the third group; the second stays shut.
    assert len([a for tag, a in shown.tags if tag == "details" and "open" in a]) == 2


WRONG: list[tuple[dict[str, str], str]] = [
    ({"until": "2026-11-25"}, "until"),
    ({"until": "soon"}, "until"),
    ({"matters": "many"}, "matters"),
    ({"share": "0"}, "share"),
    ({"friend_percent_1": "300"}, "friend_percent_1"),
    ({"text_1": "Without {a_gap}"}, "text_1"),
    ({"name": "Bigger Gift!"}, "name"),
    ({"hypothesis": "short"}, "hypothesis"),
    ({"arm_1": ""}, "arm_1"),
    ({"why": ""}, "why"),
    ({"sentence_1": ""}, "sentence_1"),
    ({"text_1": ""}, "text_1"),
    ({"friend_kind_1": ""}, "friend_kind_1"),
    # The second group is blank, so the third is the second arm of the rules.
    (THIRD | {"friend_percent_3": "300"}, "friend_percent_3"),
    (THIRD | {"arm_3": ""}, "arm_3"),
    (THIRD | {"text_3": "Without {a_gap}"}, "text_3"),
]


def test_what_is_wrong_is_said_beside_its_field() -> None:
    stores.programs().add(a_program())
    found = []

    for change, _ in WRONG:
        told = post("/console/experiments/declare", **WISH | change)
        shown = PortalPage(told["body"])
        assert told["statusCode"] == 400
        found += [a["name"] for _, a in shown.tags if a.get("aria-invalid") == "true"]

    assert found == [field for _, field in WRONG]
    assert stores.programs().get("friends").rules.experiments == ()


@pytest.mark.parametrize(
    ("orders", "said"),
    [(0, "No difference that matters"), (1, "bigger is better than as-it-is")],
)
def test_its_page_says_one_of_three_things(orders: int, said: str) -> None:
    trials.begin()
    fill(orders)

    shown = page(PAGE)

    assert said in shown.text
    assert said in page("/console/experiments").text
    assert "svg" in {tag for tag, _ in shown.tags}


def test_an_end_leads_to_the_program_with_its_slots_filled() -> None:
    trials.begin()

    told = post(f"{PAGE}/end", why="it cost too much")

    assert told["statusCode"] == 303
    assert not running().is_open
    links = [a.get("href") or "" for tag, a in page(PAGE).tags if tag == "a"]
    (filled,) = [each for each in links if "friend_percent_0" in each]
    assert "friend_percent_0=20" in filled
    plan = page(filled)
    assert "20% off" in plan.text
    assert "can’t be applied" not in plan.text


def test_an_experiment_about_nudges_is_declared_and_read() -> None:
    stores.programs().add(a_program(nudges=ON))
    kept = {name: text for name, text in WISH.items() if not name.endswith("_1")}
    arms = {
        "arm_1": "warm",
        "sentence_1": "nudge.subject",
        "language_1": "en",
        "text_1": "Who would like your bread?",
        "arm_2": "none",
        "nudges_2": "none",
    }
    mixed = post("/console/experiments/declare", **kept | arms | {"friend_kind_2": "points"})
    assert mixed["statusCode"] == 400

    assert post("/console/experiments/declare", **kept | arms)["statusCode"] == 303

    assert [each.nudges for each in running().arms] == [True, True, False]
    shown = page(PAGE).text
    assert "Advocates get no nudges." in shown
    assert "counted 31 days after their first moment" in shown
    assert "of 1,000 advocates with a moment for a nudge" in shown
    assert "take part" in shown


def test_switches_of_an_arm_lead_to_the_program_with_their_slots() -> None:
    """Where links lead is declared by the form; nudges are off on an arm of another experiment."""
    none = {"name": "none", "nudges": False}
    softer = trials.declared(name="softer", arms=[{"name": "as-it-is"}, none])
    trials.apply(trials.BEGAN, landing="welcome", nudges=ON, experiments=[softer])
    kept = {name: text for name, text in WISH.items() if not name.endswith("_1")}
    arm = {"arm_1": "no-page", "landing_1": "shop"}
    same = post("/console/experiments/declare", **kept | arm | {"landing_1": "welcome"})
    assert same["statusCode"] == 400
    assert post("/console/experiments/declare", **kept | arm)["statusCode"] == 303
    assert "Links lead straight to the shop." in page(PAGE).text

    for name, slot in (("bigger-gift", "landing=shop"), ("softer", "nudges=no")):
        post(f"/console/experiments/{name}/end", why="we have seen enough")
        links = [a.get("href") or "" for _, a in page(f"/console/experiments/{name}").tags]
        (filled,) = [each for each in links if slot in each]
        assert "can’t be applied" not in page(filled).text


def test_readers_read_and_change_nothing() -> None:
    trials.begin()
    come_in(StaffRole.READER)

    forms = [a.get("action") or "" for tag, a in page(PAGE).tags if tag == "form"]
    assert not [each for each in forms if "experiments" in each]
    assert post(f"{PAGE}/end", why="no")["statusCode"] == 403


def test_money_is_read_as_money_and_before_an_order_nothing_is_said() -> None:
    trials.apply(trials.BEGAN, experiments=[trials.declared(metric="money")])
    for arm in running().arms:
        lay(arm.name, [LinkTally(10, 0, 0)] * 200)

    assert "Cannot tell yet." in page("/console/experiments").text

    lay("bigger", [LinkTally(10, 1, 5000 + n) for n in range(200)])

    assert "€5,099.50" in page(PAGE).text


def test_words_are_taken_over_in_their_language_and_program() -> None:
    warm = {"name": "warm", "words": {"de": {"welcome_page.title": "Für dich"}}}
    trials.apply(trials.BEGAN, experiments=[trials.declared(arms=[{"name": "as-it-is"}, warm])])
    post(f"{PAGE}/end?program=friends", why="we have seen enough")

    hrefs = [a.get("href") or "" for _, a in page(f"{PAGE}?program=friends").tags]

    (taken,) = [each for each in hrefs if each.startswith("/console/words/welcome_page.title?")]
    assert "language=de" in taken
    assert "program=friends" in taken
