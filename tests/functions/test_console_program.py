"""The program at the desk: sentences with slots, a plan, the past under it, and its application."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml

from goodword.commands.rules_file import RulesFile
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, session_stores, stores
from tests.corrector import place_order, shop
from tests.desk import come_in, get, page
from tests.functions.desk_program import apply, held, plan
from tests.portal import PortalPage

CREDIT = {"kind": "store_credit", "amount_minor": 500}
CODE = {"kind": "discount_code", "percent": 10, "minimum_minor": 1500}
OFFER = {"name": "standard", "advocate": CREDIT, "friend": CODE}


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop(offers=[OFFER], hold_days=14)
    come_in(StaffRole.MARKETER)


def values(made: PortalPage) -> dict[str, str]:
    return {
        str(a["name"]): str(a.get("value", ""))
        for tag, a in made.tags
        if tag == "input" and "name" in a
    }


def test_the_form_shows_what_holds() -> None:
    made = plan()

    shown = values(made)
    assert (shown["advocate_amount_0"], shown["friend_percent_0"], shown["hold"]) == (
        "5.00",
        "10",
        "14",
    )
    assert "Apply as version" not in made.text


def test_a_plan_says_in_words_what_changes() -> None:
    made = plan(on="1", advocate_amount_0="7.50", hold="30")

    assert "What would change" in made.text
    assert "€7.50" in made.text
    assert "30" in made.text
    assert "Apply as version 2" in made.text
    assert stores.programs().get("friends").version == 1


def test_what_is_applied_is_a_version_with_its_line_in_the_log() -> None:
    told = apply(advocate_amount_0="7,50", budget="2000")

    assert told["statusCode"] == 303
    rules = held()
    assert rules["offers"][0]["advocate"]["amount_minor"] == 750
    assert rules["limits"]["budget_minor"] == 200_000
    assert stores.programs().get("friends").version == 2
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert (line.kind, line.actor, line.reason, line.outcome) == (
        "program_apply",
        "stf_jana",
        "spring",
        "done",
    )


def test_what_the_form_does_not_know_stays() -> None:
    apply(friend_percent_0="15")

    assert held()["offers"][0]["friend"] == {
        "kind": "discount_code",
        "percent": 15,
        "minimum_minor": 1500,
    }


def test_a_tier_and_a_thing_for_points_come_by_the_form() -> None:
    tier = {"tier_at_0": "5", "tier_title_0": "silver", "tier_kind_0": "points"}
    good = {"good_at_0": "800", "good_title_0": "tote", "good_kind_0": "free_gift"}
    slots = {**tier, "tier_amount_0": "50", **good, "good_key_0": "TOTE", "good_name_0": "a tote"}

    made = plan(on="1", **slots)
    assert "Apply as version 2" in made.text
    assert "tiers" in made.text
    assert apply(**slots)["statusCode"] == 303
    file = get("/console/program/versions/2?format=yaml")["body"]
    assert yaml.safe_load(file)["tiers"] == held()["tiers"]
    assert yaml.safe_load(file)["catalogue"][0]["gives"]["sku"] == "TOTE"
    apply(on="2", tier_at_0="")
    assert held()["tiers"] == []


def test_a_fault_stands_at_its_field_and_nothing_is_applied() -> None:
    told = get(
        f"/console/program?{urlencode({'on': '1', 'hold': 'two weeks', 'friend_percent_0': '200'})}"
    )

    made = PortalPage(told["body"])
    wrong = {a["name"] for tag, a in made.tags if a.get("aria-invalid")}
    assert told["statusCode"] == 400
    assert wrong == {"hold", "friend_percent_0"}
    assert values(made)["hold"] == "two weeks"
    assert apply(hold="two weeks")["statusCode"] == 400
    assert stores.programs().get("friends").version == 1


def test_a_change_without_a_reason_is_refused() -> None:
    told = apply(why=" ", hold="30")

    assert told["statusCode"] == 400
    assert "Apply as version 2" in PortalPage(told["body"]).text


def test_a_conflict_is_told_and_nothing_is_lost() -> None:
    apply(hold="21", minimum="10")

    told = apply(on="1", hold="30", budget="500")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 409
    assert "Version 2 was applied while this form was open" in made.text
    assert "Days until it is theirs" in made.text
    assert (values(made)["hold"], values(made)["budget"], values(made)["minimum"]) == (
        "30",
        "500",
        "10.00",
    )
    assert held()["hold_days"] == 21
    apply(on="2", hold="30", budget="500")
    assert (held()["hold_days"], held()["qualifies"]["minimum_minor"]) == (30, 1000)


def test_the_past_is_decided_again_under_the_draft() -> None:
    place_order()

    made = plan(on="1", advocate_amount_0="9.00")

    assert "The last 90 days under it" in made.text
    assert "Of 1 order, 1 would have come out otherwise" in made.text
    assert "€4.00 more" in made.text


def test_a_past_that_is_too_long_is_told_as_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.pages.console.program.MOST_ORDERS", 1)
    for number in range(3):
        place_order(str(number), f"ben{number}@example.com")

    assert "not all orders of the 90 days" in plan(on="1", advocate_amount_0="9.00").text


def test_the_preview_wears_the_draft() -> None:
    told = get("/console/preview/friend?on=1&friend_percent_0=25")
    letter = get("/console/preview/letters/advocate.thanked?on=1&advocate_amount_0=8.00")

    assert "25" in PortalPage(told["body"]).text
    assert "frame-ancestors 'self'" in told["headers"]["content-security-policy"]
    assert "€8.00" in PortalPage(letter["body"]).text
    assert "script" not in letter["headers"]["content-security-policy"]


def test_a_draft_with_a_fault_has_no_preview() -> None:
    assert get("/console/preview/friend?on=1&friend_percent_0=200")["statusCode"] == 404


def test_a_reader_may_plan_and_not_apply() -> None:
    come_in(StaffRole.READER)

    assert "Apply as version" not in plan(on="1", hold="30").text
    assert apply(hold="30")["statusCode"] == 403
    assert held()["hold_days"] == 14


def test_versions_say_who_changed_what_and_why() -> None:
    apply(why="it was too short", hold="30")

    made = page("/console/program/versions")

    assert "Jana" in made.text
    assert "it was too short" in made.text
    assert "hold_days" in page("/console/program/versions/2").text


def test_versions_go_on_by_their_cursor() -> None:
    for number in range(3):
        apply(on=str(number + 1), hold=str(20 + number))

    made = page("/console/program/versions?after=2")

    links = [a.get("href") or "" for tag, a in made.tags if tag == "a"]
    shown = [each.rpartition("/")[2] for each in links if "/versions/" in each]
    assert shown == ["2", "1"]
    assert get("/console/program/versions?after=x")["statusCode"] == 400


def test_a_version_is_exported_as_the_file_of_the_command_line(tmp_path: Path) -> None:
    apply(hold="30", words="Good bread.")

    told = get("/console/program/versions/2?format=yaml")

    path = tmp_path / "friends-2.yaml"
    path.write_text(told["body"], "utf-8")
    assert RulesFile.open(path).rules(local=True) == stores.programs().get("friends").rules
    assert path.name in told["headers"]["content-disposition"]
    assert get("/console/program/versions/3")["statusCode"] == 404
