"""Dollars per 1,000 acts, from counted requests, a dated price table and stated assumptions."""

import json
from decimal import Decimal

from bench.count import Bill
from bench.stage import ROOT

PRICES = json.loads((ROOT / "bench/prices/us-east-1.json").read_text())
MEMORY_GB = Decimal("0.5")
# Assumed, not measured: what a warm invocation is billed, and what it logs.
BILLED_SECONDS = {"redirect": Decimal("0.015")}
USUAL_SECONDS = Decimal("0.1")
LOGGED_KB = Decimal("0.6")
BY_HTTP = ("redirect", "conversions")
NOT_FUNCTIONS = ("mails", "secrets")
MILLION = Decimal(1_000_000)


def price(name: str) -> Decimal:
    return Decimal(PRICES[name])


def of_tables(bill: Bill, together: int = 1) -> Decimal:
    """Per 1,000 acts: DynamoDB alone."""
    writes = sum(spent.writes for name, spent in bill.items() if name not in NOT_FUNCTIONS)
    reads = sum(Decimal(str(s.reads)) for name, s in bill.items() if name not in NOT_FUNCTIONS)
    single = writes * price("dynamodb_million_writes") + reads * price("dynamodb_million_reads")
    return single * 1000 / MILLION / together


def total_cost(bill: Bill, together: int = 1) -> Decimal:
    """Per 1,000 acts: tables, functions (one invocation each), doors, logs, mails, secrets."""
    functions = [name for name in bill if name not in NOT_FUNCTIONS]
    invocations = sum((_invocation(name) for name in functions), Decimal(0))
    mails = bill["mails"].requests * price("ses_thousand_mails") / 1000 if "mails" in bill else 0
    return of_tables(bill, together) + (invocations + mails) * 1000 / together


def _invocation(name: str) -> Decimal:
    seconds = BILLED_SECONDS.get(name, USUAL_SECONDS)
    door = price("http_api_million_requests") if name in BY_HTTP else Decimal(0)
    return (
        (price("lambda_million_requests") + door) / MILLION
        + seconds * MEMORY_GB * price("lambda_gb_second_arm64")
        + LOGGED_KB * price("logs_gb") / MILLION
    )
