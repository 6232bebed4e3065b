"""Every source's whole life of an order at the running stack, and what `goodword explain` tells."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from goodword import target
from goodword.main import app
from goodword.trial.http import click
from goodword.trial.pretend_order import PretendOrder
from goodword.trial.signed_sample import letter
from referrals.desks.order import archive
from referrals.model.money import portion
from referrals.model.order.conversion import Base, Conversion
from referrals.model.order.loss import loss_of
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import wording
from referrals.providers.shops.registry import MODULES
from referrals.views.order.explanation import MOVING, Explanation, explanation
from referrals.wiring import clock
from tests.account import forget_clients
from tests.journeys.shop import JourneyShop
from tests.lives import Step
from tests.local_stack import LocalStack
from tests.shops.fact_modules import facts_of
from tests.shops.life import order_of, read_reports

pytestmark = pytest.mark.stack
REWARD = 1000
PATIENCE_SECONDS = 60
# Each has the stack start functions of its own: more of them only wait for two cores.
AT_ONCE = 4
# Where it is waited for what follows; the other bodies come while the ones before are worked on.
RESTS = ("pay", "part", "dispute", "cancel")


@dataclass(frozen=True, slots=True)
class Life:
    """One order's life at one source, and how it stood after so many steps, the last included."""

    source: str
    order_id: str
    stood: dict[int, Explanation]

    @property
    def last(self) -> Explanation:
        return self.stood[max(self.stood)]


@pytest.fixture(scope="module")
def local_target(stack: LocalStack) -> Iterator[target.StackTarget]:
    """This process as the command line is: pointed at the stack by its own file."""
    before = dict(os.environ)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(target, "STACK_FILE", stack.state / "stack.json")
        forget_clients()
        yield target.enter()
        forget_clients()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def lives(stack: LocalStack, local_target: target.StackTarget) -> dict[str, Life]:
    """Some at once, each brought by an advocate of its own: nobody reaches a milestone."""
    shop = JourneyShop(stack, 40)

    def lived_at(number: int, source: str) -> Life:
        advocate = shop.enroll("Ada Byron", f"ada-of-{source}@example.com")
        return play(local_target, source, advocate["link"]["code"], number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lived_at, range(len(MODULES)), sorted(MODULES)))
    return {life.source: life for life in found}


def play(local_target: target.StackTarget, source: str, code: str, number: int) -> Life:
    """Step by step; now and then it is followed to where it comes to rest."""
    began = clock.now() - timedelta(minutes=2)
    order = PretendOrder(
        order_id=int(began.timestamp()) * 100 + number,
        total=Decimal("50.00"),
        currency="EUR",
        placed_at=began,
        changed_at=began,
        email=f"friend-of-{source}@example.org",
        gw=click(local_target.url, code),
    )
    name = ""
    stood: dict[int, Explanation] = {}
    steps = facts_of(source).life
    for second, step in enumerate(steps):
        signed = letter("friends", f"{source}/{step.topic}", at_step(order, step, second))
        (answered,) = signed.post(local_target.url, 1)
        assert answered.status == 200, answered
        name = answered.body.get("order_id", name)
        following = steps[second + 1].event if second + 1 < len(steps) else ""
        if not following or (step.event in RESTS and step.event != following):
            stood[second + 1] = at_rest(source, name)
    return Life(source, name, stood)


def at_step(order: PretendOrder, step: Step, second: int) -> PretendOrder:
    return replace(
        order,
        total=Decimal(step.total),
        refunded=Decimal(step.back),
        refund_id=step.refund_id + order.order_id * 10,
        changed_at=order.changed_at + timedelta(seconds=second),
    )


def at_rest(source: str, order_id: str) -> Explanation:
    ends = time.monotonic() + PATIENCE_SECONDS
    found = explanation(ConversionKey("friends", source, order_id), archive(), wording("en"))
    while found.standing in MOVING and time.monotonic() < ends:
        time.sleep(0.4)
        found = explanation(ConversionKey("friends", source, order_id), archive(), wording("en"))
    assert found.standing not in MOVING, (source, order_id, found.standing)
    return found


def kept_by_advocate(found: Explanation) -> int:
    """What the advocate has of it."""
    mine = (side for side in found.story.grants if side.side.startswith("advocate"))
    return sum(side.amount - side.reversed for side in mine)


def order_after(source: str, steps: int) -> Conversion:
    """The order by the shop's first so many bodies."""
    return order_of(read_reports(source, tuple(range(steps))))


@pytest.mark.parametrize("source", sorted(MODULES))
def test_a_life_is_rewarded_by_what_stays_of_the_order(lives: dict[str, Life], source: str) -> None:
    for number, found in lives[source].stood.items():
        state = order_after(source, number)
        gross = state.order.amounts.gross_minor if state.order else 0
        lost = (
            portion(REWARD, loss_of(state, Base.NET).total_minor, gross) if state.paid else REWARD
        )
        assert (number, kept_by_advocate(found)) == (number, REWARD - lost)


@pytest.mark.parametrize("source", sorted(set(MODULES) - {"segment"}))
def test_each_side_is_granted_once(lives: dict[str, Life], source: str) -> None:
    """Anew only after all of it was taken back."""
    sides: set[str] = set()
    for found in lives[source].stood.values():
        told_of = [(side.side.partition(".")[0], side) for side in found.story.grants]
        standing = [name for name, side in told_of if side.amount > side.reversed]
        assert len(standing) == len(set(standing))
        sides |= {name for name, _ in told_of}
    assert sides == {"advocate", "friend"}


@pytest.mark.parametrize("source", sorted(MODULES))
def test_explain_tells_the_story(
    lives: dict[str, Life], local_target: target.StackTarget, source: str
) -> None:
    life = lives[source]
    last = life.last

    told_as = CliRunner().invoke(app, ["explain", "friends", source, life.order_id])

    assert told_as.exit_code == 0, told_as.output
    words: list[Any] = [source, life.order_id, last.story.status, "What the shop told"]
    if last.story.decision:
        words += ["attributed", "chosen", f"Reward: {last.story.decision.status}"]
    assert [word for word in words if word not in told_as.stdout] == []
