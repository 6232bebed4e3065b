"""Experiments at the desk: declared by a form, read with an honest interval, ended by a person."""

import pytest

from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.experiment.tally import ArmTally, LinkTally, total_tally
from referrals.model.staff.right import StaffRole
from referrals.store.experiment.tally import trial_place
from referrals.wiring import experiment_stores, stores
from tests import trials
from tests.desk import come_in, page, post
from tests.portal import PortalPage
from tests.world import a_program

WISH = {
    "name": "bigger-gift",
    "hypothesis": "A bigger gift brings more first orders.",
    "metric": "orders",
    "matters": "20",
    "share": "100",
    "until": "2027-01-31",
    "arm": "bigger",
    "friend_kind": "discount_code",
    "friend_percent": "20",
    "advocate_kind": "store_credit",
    "advocate_amount": "9.00",
    "sentence": "welcome_page.title",
    "language": "en",
    "text": "Good bread, says a friend",
    "why": "agreed in the team",
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
    trial, tallies = running(), experiment_stores.trial_tallies()
    for place, arm in enumerate(trial.arms):
        more = orders if place else 0
        brought = [LinkTally(10, int(n % 3 == 0) + more * (n % 2), 0) for n in range(200)]
        where = trial_place(trial, "friends")
        assert tallies.correct(where, arm.name, ArmTally(), total_tally(brought))


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


WRONG: list[tuple[dict[str, str], str]] = [
    ({"until": "2026-11-25"}, "until"),
    ({"until": "soon"}, "until"),
    ({"matters": "many"}, "matters"),
    ({"share": "0"}, "share"),
    ({"friend_percent": "300"}, "friend_percent"),
    ({"text": "Without {a_gap}"}, "text"),
    ({"name": "Bigger Gift!"}, "name"),
    ({"hypothesis": "short"}, "hypothesis"),
    ({"arm": ""}, "arm"),
    ({"why": ""}, "why"),
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


def test_readers_read_and_change_nothing() -> None:
    trials.begin()
    come_in(StaffRole.READER)

    forms = [a.get("action") or "" for tag, a in page(PAGE).tags if tag == "form"]
    assert not [each for each in forms if "experiments" in each]
    assert post(f"{PAGE}/end", why="no")["statusCode"] == 403
