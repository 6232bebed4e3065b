"""Sign-ups, trials and renewals made up, as docs/rewards.md types them, and what comes of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from referrals.model.program.program import AppliedProgram
from referrals.wiring import stores
from tests.cli.shopfront import open_stack
from tests.cli.trigger import ADA, run
from tests.subscriber import CREDIT, POINTS
from tests.world import NOW, rules

FIRST = ("--order", "2001", "--began-with", "2001")


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_stack(tmp_path, monkeypatch):
        yield


def apply(on: str) -> None:
    offer = {"name": "stay", "advocate": CREDIT, "friend": POINTS}
    changed = rules(qualifies={"on": on}, offers=[offer])
    stores.programs().add(
        AppliedProgram(program_id="friends", version=2, applied_at=NOW, rules=changed)
    )


def story(*words: str) -> Any:
    return run(*words)["explanation"]["story"]


@pytest.mark.parametrize(
    ("on", "topic"), [("signup", "signup.created"), ("trial", "trial.started")]
)
def test_what_costs_nothing_earns_at_once(on: str, topic: str) -> None:
    apply(on)

    told = story(f"signed/{topic}", *ADA)

    assert told["decision"]["status"] == "granted"
    assert "€2.00 of store credit" in told["decision"]["for_advocate"]


def test_a_renewal_is_thanked_to_who_brought_the_friend() -> None:
    apply("renewal")
    first = story("signed/order.paid", *ADA, *FIRST)

    told = story("signed/order.paid/renewal", "--began-with", "2001")

    assert first["decision"]["reason"] == "other_act"
    assert told["attribution"]["reason"] == "same_as_first_order"
    assert told["decision"]["for_advocate"].startswith("A friend whom you sent us has stayed")


def test_a_stripe_renewal_goes_back_to_its_first_invoice() -> None:
    apply("renewal")
    story("stripe/invoice.paid", *ADA, "--order", "2001")

    told = story("stripe/invoice.paid/renewal", "--began-with", "2001")

    assert told["decision"]["status"] == "granted"
