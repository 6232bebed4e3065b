"""What a program asks, tells and reckons with: slots of the desk's form, and its plan in words."""

from urllib.parse import urlencode

import pytest

from referrals.model.staff.right import StaffRole
from tests.corrector import shop
from tests.desk import come_in, get
from tests.functions.desk_program import apply, held, plan
from tests.portal import PortalPage

OFFER = {
    "name": "standard",
    "advocate": {"kind": "store_credit", "amount_minor": 500},
    "friend": {"kind": "discount_code", "percent": 10},
}


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop(offers=[OFFER])
    come_in(StaffRole.MARKETER)


SETTINGS = {
    "margin": "45",
    "surveys": "yes",
    "survey_days": "9",
    "suggestions": "yes",
    "nudges": "yes",
    "hold_out": "20",
    "wall": "yes",
    "photos": "yes",
    "invite": "3",
    "moments": "yes",
    "klaviyo": "yes",
    "slack_hour": "8",
    "slack_urgent": "yes",
}


def test_what_the_shop_asks_and_reckons_with_has_slots() -> None:
    made = plan(on="1", **SETTINGS)

    words = " ".join(made.text.split())
    for said in ("margin of 45 %", "9 days after a reward", "Of a hundred advocates 20", "3 days"):
        assert said in words
    assert "Nobody is asked for a story, and none is shown." in words
    assert apply(**SETTINGS)["statusCode"] == 303
    rules = held()
    assert (rules["margin_percent"], rules["join"]["invitation"]["after_days"]) == (45, 3)
    assert rules["listening"] | {"surveys": True, "wait_days": 9} == rules["listening"]
    assert (rules["nudges"]["hold_out_percent"], rules["connections"]["slack_hour"]) == (20, 8)
    assert apply(on="2", invite="", margin="", wall="no", photos="no")["statusCode"] == 303
    assert (held()["margin_percent"], held()["join"]) == (None, {"invitation": None})


@pytest.mark.parametrize(
    ("slots", "field"),
    [
        ({"margin": "101"}, "margin"),
        ({"hold_out": ""}, "hold_out"),
        ({"invite": "soon"}, "invite"),
        ({"slack_hour": "24"}, "slack_hour"),
        ({"photos": "yes"}, "photos"),
    ],
)
def test_a_setting_that_can_not_be_is_refused_at_its_slot(
    slots: dict[str, str], field: str
) -> None:
    told = get(f"/console/program?{urlencode({'on': '1', **slots})}")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert [a["name"] for tag, a in made.tags if a.get("aria-invalid")] == [field]
