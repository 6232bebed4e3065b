"""The nightly audit reads what changed, finds what is wrong in it, and goes on where it stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.audit.night import NightAudit
from referrals.steps.audit.audit_changes import audit_changes
from referrals.steps.audit.audit_ledger import audit_ledger
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import stores
from tests.job_time import time_for
from tests.world import NOW, a_program, an_order, hash_of, refer

ADA = "person:adv_ada:friends:EUR:pending"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def first_night(account: None) -> None:
    """The audit that has nothing before it to add up from."""
    stores.programs().add(a_program())
    assert run(NOW - DAY).finished_at


def always() -> bool:
    return True


def run(at: datetime, has_time: Callable[[], bool] = always, lines: int = 500) -> NightAudit:
    desk = replace(audit_desk.audits(), lines=lines)
    return audit_changes(desk, now=at, has_time=has_time)


def grant(*numbers: int, at: datetime = NOW) -> None:
    for number in numbers:
        order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
        key = refer(order, order_id=str(number), friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=at)


def damage(account: str, entry: str, **fields: object) -> None:
    names = {f"#{name}": name for name in fields}
    values = {f":{name}": value for name, value in fields.items()}
    sets = ", ".join(f"#{name} = :{name}" for name in fields)
    change = Change(update=f"SET {sets}", names=names, values=values)
    stores.ledger().table.update({"account": account, "entry": entry}, change)


def test_what_happened_since_adds_up() -> None:
    grant(1, 2)

    night = run(NOW + DAY)

    assert (night.flaws, night.sums) == ((), {"friends:EUR": 0})
    assert night.accounts >= 2


def test_nothing_is_read_of_accounts_that_rested() -> None:
    grant(1, 2)
    run(NOW + DAY)

    assert run(NOW + 2 * DAY).accounts == 0


def test_a_later_line_is_followed_from_the_checkpoint() -> None:
    grant(1, 2, 3)
    run(NOW + DAY)
    grant(4, at=NOW + DAY)

    night = run(NOW + 2 * DAY)

    assert (night.entries, night.flaws) == (2, ())


def test_lines_of_the_last_minutes_are_added_up_the_next_night() -> None:
    grant(1)
    assert run(NOW + timedelta(minutes=1)).sums == {}

    assert run(NOW + DAY).sums == {"friends:EUR": 0}


@pytest.mark.parametrize(
    ("entry", "fields", "flaw"),
    [
        ("entry#000000000001", {"amount": 5000}, "chain breaks at entry 1"),
        ("balance", {"balance": 9999}, "the balance says 9999"),
        ("balance", {"head": "0" * 64}, "the balance says"),
    ],
)
def test_damage_is_found(entry: str, fields: dict[str, object], flaw: str) -> None:
    grant(1)
    damage(ADA, entry, **fields)

    assert any(flaw in each for each in run(NOW + DAY).flaws)


def test_an_account_that_is_gone_shows_in_the_sum() -> None:
    grant(1)
    stores.ledger().table.delete({"account": ADA, "entry": "balance"})

    assert any("add up to" in flaw for flaw in run(NOW + DAY).flaws)


def test_a_line_that_is_gone_is_found() -> None:
    grant(1, 2)
    stores.ledger().table.delete({"account": ADA, "entry": "entry#000000000002"})

    assert run(NOW + DAY).flaws


def test_cut_off_anywhere_it_ends_the_same() -> None:
    grant(*range(12))
    runs = 1

    night = run(NOW + DAY, time_for(1), lines=2)
    while night.finished_at is None and runs < 99:
        night, runs = run(NOW + DAY, time_for(2), lines=2), runs + 1

    assert runs > 5
    assert (night.flaws, night.sums, night.entries) == ((), {"friends:EUR": 0}, 24)


def test_what_changes_while_it_is_cut_off_is_still_found() -> None:
    grant(*range(4))
    assert run(NOW + DAY, time_for(1)).finished_at is None
    grant(5, at=NOW + DAY + timedelta(hours=1))

    night = run(NOW + 2 * DAY)

    assert (night.flaws, night.sums) == ((), {"friends:EUR": 0})


def test_the_proof_of_all_history_waits_for_the_night_s_own_work() -> None:
    grant(1)
    desk = audit_desk.audits()

    assert audit_ledger(desk, now=NOW + DAY, has_time=time_for(0)).proof is None
    whole = audit_ledger(desk, now=NOW + DAY, has_time=always)
    assert whole.proof
    assert whole.proof.sound


def test_a_run_that_comes_again_finds_all_done() -> None:
    grant(1)
    first = run(NOW + DAY)

    assert run(NOW + DAY + timedelta(minutes=5)) == first


def test_of_two_runs_at_once_the_sums_are_counted_once() -> None:
    grant(1, 2)
    twice = iter([True])

    def overtaken() -> bool:
        """Before its first account, another run goes through all of them."""
        if next(twice, False):
            assert run(NOW + DAY).finished_at
        return True

    night = run(NOW + DAY, overtaken)

    assert (night.flaws, night.sums, night.entries) == ((), {"friends:EUR": 0}, 4)


@pytest.mark.parametrize("fields", [{"amount": "much"}, {"seq": 1}])
def test_a_line_that_is_none_is_a_flaw_and_stops_nothing(fields: dict[str, object]) -> None:
    grant(1, 2, 3)
    damage(ADA, "entry#000000000002", **fields)

    night = run(NOW + DAY, lines=1)

    assert night.finished_at
    assert any(ADA in flaw for flaw in night.flaws)
    assert run(NOW + 2 * DAY).finished_at


def test_a_balance_that_is_none_is_a_flaw_and_stops_nothing() -> None:
    grant(1, 2)
    damage(ADA, "balance", seq="many")

    night = run(NOW + DAY)

    assert night.finished_at
    assert any("can't be read" in flaw for flaw in night.flaws)
