"""Applying rules: a version only when they differ, and links that follow."""

from typing import Any

import pytest

from referrals.desks import program as program_desk
from referrals.model.link.link import Landing
from referrals.model.program.change import CurrencyFixedError
from referrals.model.program.program import Program
from referrals.steps.program.apply_program import ApplyResult, BadProgramError, apply_program
from referrals.store.program.program import ProgramChangedError
from referrals.wiring import stores
from tests.world import NOW, a_link, rules


def apply_rules(given: Program | None = None, **changes: Any) -> ApplyResult:
    return apply_program(
        given or rules(**changes),
        program_desk.program(),
        now=NOW,
    )


def test_the_same_rules_again_make_no_version(account: None) -> None:
    first = apply_rules()

    again = apply_rules()

    assert (first.version, first.new) == (1, True)
    assert (again.version, again.new, again.links_refreshed) == (1, False, 0)


def test_other_rules_make_the_next_version(account: None) -> None:
    apply_rules()

    assert apply_rules(hold_days=3).version == 2
    assert stores.programs().get_version("friends", 1).rules.hold_days == 14
    assert stores.programs().get("friends").rules.hold_days == 3


def test_rules_that_were_planned_on_another_version_are_refused(account: None) -> None:
    apply_rules()
    apply_rules(hold_days=3)

    with pytest.raises(ProgramChangedError, match="meanwhile: hold_days"):
        apply_program(rules(hold_days=9), program_desk.program(), now=NOW, on_version=1)
    again = apply_program(rules(hold_days=3), program_desk.program(), now=NOW, on_version=1)

    assert (again.version, again.new) == (2, False)


def test_links_follow_what_they_copied(account: None) -> None:
    apply_rules()
    for number in range(30):
        stores.links().create(a_link(f"link-{number}"))

    result = apply_rules(
        name="Bakery Club", landing="welcome", destination="https://shop.example/new"
    )

    link = stores.links().get("link-7")
    assert result.links_refreshed == 30
    assert (link.program_name, link.landing) == ("Bakery Club", Landing.WELCOME)
    assert link.destination == link.fallback == "https://shop.example/new"
    assert link.offer == "10% off your next order"


def test_a_refresh_that_was_cut_off_is_finished_later(account: None) -> None:
    apply_rules(hold_days=3)
    stores.links().create(a_link())

    result = apply_rules(hold_days=3)

    assert (result.new, result.links_refreshed) == (False, 1)
    assert apply_rules(hold_days=3).links_refreshed == 0


def test_the_programs_words_change_and_an_advocates_stay(account: None) -> None:
    apply_rules(sharing={"words": "Good bread."})
    stores.links().create(a_link("plain", words="Good bread."))
    stores.links().create(a_link("own", words="My daily loaf."))

    apply_rules(sharing={"words": "Better bread."})

    assert stores.links().get("plain").words == "Better bread."
    assert stores.links().get("own").words == "My daily loaf."


def test_the_budget_is_allocated_with_the_rules(account: None) -> None:
    apply_rules(limits={"budget_minor": 8_000})

    shards = stores.tallies().shards("friends")

    assert sum(shard.left_minor for shard in shards) == 8_000


def test_the_currency_is_fixed_by_the_first_version(account: None) -> None:
    apply_rules()

    with pytest.raises(CurrencyFixedError):
        apply_rules(currency="USD")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"webhook_url": "http://shop.example/hook"}, "webhook_url"),
        ({"sharing": {"image": "//shop.example/i.png"}}, "sharing.image"),
        ({"milestones": [{"at": 3, "reward": {"kind": "yacht"}}]}, "milestones[0].reward.kind"),
        ({"milestones": [{"at": 3, "reward": {"kind": "points"}}]}, "milestones[0].reward.amount"),
    ],
)
def test_rules_that_name_nothing_real_are_refused(
    account: None, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadProgramError) as refused:
        apply_rules(**change)

    assert refused.value.field == field
    assert refused.value.remedy
    assert stores.programs().find("friends") is None
