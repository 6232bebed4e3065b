"""A program with a store to pull from, and one run of its reconciliation."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from referrals.desks import reconciliation as reconciliation_desk
from referrals.model.era import moment_of
from referrals.model.reconciliation.reconciliation import Kind, Run
from referrals.steps.reconciliation.reconcile_store import (
    Pull,
    RunBounds,
    StoreDesk,
    reconcile_store,
)
from tests.shops.shop_server import ShopServer, serving_shop
from tests.shops.woocommerce.shop import KEY, SECRET, WooCommerceShop, server
from tests.world import AT, store_program

QUICK = RunBounds(seconds=30, pages=20)


def store_credential(source: str, *live: str, program: str = "friends") -> None:
    boto3.client("secretsmanager").create_secret(
        Name=f"goodword/stores/{program}/{source}", SecretString=json.dumps({"live": list(live)})
    )


@contextmanager
def connect_shop(shop: WooCommerceShop) -> Iterator[ShopServer]:
    """The shop at its address, and a program that may ask it."""
    with serving_shop(server(shop)) as line:
        store_program()
        store_credential("woocommerce", f"{line.url} {KEY} {SECRET}")
        yield line


def run_reconciliation(
    source: str,
    now: int = AT,
    *,
    bounds: RunBounds = QUICK,
    holder: str = "run",
    since: int | None = None,
) -> Run:
    """As the clock does it, but nobody sleeps. Moments in epoch seconds, as shops count them."""
    desk = reconciliation_desk.store()
    quick = StoreDesk(desk.intake, desk.reconciliations, desk.clock, lambda _: None)
    then = None if since is None else moment_of(since)
    visit = Pull("friends", source, holder, moment_of(now), since=then, bounds=bounds)
    return reconcile_store(visit, quick)


def counts_of(run: Run) -> dict[str, int]:
    return {kind.value: count for kind, count in run.tally.counts.items()}


def examples_of(run: Run, kind: Kind) -> tuple[str, ...]:
    return run.tally.examples.get(kind, ())
