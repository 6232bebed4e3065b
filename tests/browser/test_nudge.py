"""A journey in a real browser: a nudge taken up, then declined for ever by the letter's way out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from time import time_ns
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Device
from tests.browser.mailbox import Mailbox, fresh_address
from tests.journeys.shop import JourneyShop
from tests.local_stack import LocalStack, eventually

pytestmark = [pytest.mark.stack, pytest.mark.browser]
# One advocate in ten is held out and gets no nudge: of so many, one gets one.
FANS = 3
NOON = 12


def test_a_nudge_taken_up_and_then_declined_for_ever(stack: LocalStack, device: Device) -> None:
    start = time_ns() // 10**7
    fans = [Fan(stack, start + place, fresh_address(f"fan{place}")) for place in range(FANS)]
    ids = {fan.enroll(): fan for fan in fans}
    for fan in fans:
        fan.order_again()
    decide_about(stack, ids)
    person = next(each for each in ids if verdicts(stack, each) == ["send"])
    fan, page = ids[person], device()
    before = shares(stack)

    page.goto(Mailbox(stack, fan.address).link(r"/nudge\?"))
    with page.expect_request("https://wa.me/**"):
        page.get_by_role("link", name="Open WhatsApp").click()
    assert shares(stack) == before + 1

    page.goto(Mailbox(stack, fan.address).link("/nudge/never"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Never again?")
    page.get_by_role("button", name="Never again").click()
    expect(page.locator("main")).to_contain_text("We send you no such words any more.")
    consents = stack.api(f"/v1/advocates/{person}").json["consents"]
    assert (consents["nudges"], consents["mail"]) == (False, True)

    replace(fan, number=fan.number + FANS).order_again()
    decide_about(stack, [person])
    (newest, _) = decisions(stack, person)
    assert (newest["verdict"], newest["reason"]) == ("silent", "refused")


@dataclass(frozen=True)
class Fan:
    """An advocate who orders for themselves, wherever it is noon now."""

    stack: LocalStack
    number: int
    address: str

    def enroll(self) -> str:
        ahead = NOON - self.stack.now.hour
        zone = f"Etc/GMT{-ahead:+}" if ahead else "UTC"
        shop = JourneyShop(self.stack, self.number)
        made = shop.enroll("Ana", self.address, "mail", "nudges", time_zone=zone)
        return str(made["advocate_id"])

    def order_again(self) -> None:
        """Two days ago: a nudge waits for a day."""
        shop = JourneyShop(self.stack, self.number)
        order = shop.order(self.address, "30.00", "")
        placed_at = (self.stack.now - timedelta(days=2)).isoformat(timespec="seconds")
        customer = {**order["customer"], "orders_count": 2}
        times = {"created_at": placed_at, "updated_at": placed_at}
        told = {**order, **times, "note_attributes": [], "customer": customer}
        assert shop.tell("orders/paid", told).status < HTTPStatus.BAD_REQUEST


def decide_about(stack: LocalStack, people: Iterable[str]) -> None:
    """Once their moments are known, the hourly job comes."""

    def is_noted(person: str) -> bool:
        return bool(nudges(stack, person)["undecided"])

    assert eventually(lambda: all(map(is_noted, people)), bool)
    stack.run_job("nudge_advocates")


def shares(stack: LocalStack) -> int:
    return int(stack.api("/v1/programs/friends/funnel").json["total"].get("shares", 0))


def nudges(stack: LocalStack, person: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.api(f"/v1/advocates/{person}/nudges").json
    return found


def decisions(stack: LocalStack, person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = nudges(stack, person)["decisions"]
    return found


def verdicts(stack: LocalStack, person: str) -> list[str]:
    return [each["verdict"] for each in decisions(stack, person)]
