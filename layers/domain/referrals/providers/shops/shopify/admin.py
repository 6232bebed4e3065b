"""Shopify's Admin API, in GraphQL: one answer, once the bucket that limits by cost holds enough.

A throttled question was not answered and a throttled change not made: both may be sent again.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from referrals.providers.shops.body import error_code, mapping, rows
from referrals.providers.shops.fulfilment import refuse
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient, StoreUnavailableError
from referrals.providers.shops.store_write import write

VERSION = "2026-10"
PATH = f"/admin/api/{VERSION}/graphql.json"
_ATTEMPTS = 5
_STUMBLES = {"INTERNAL_SERVER_ERROR", "TIMEOUT", "UNNAMED"}


@dataclass(frozen=True, slots=True)
class AdminAnswer:
    data: Mapping[str, Any]
    codes: tuple[str, ...]
    """Of what went wrong; a part of the data may be there all the same."""


def query_admin(
    account: StoreAccount, ask: StoreClient, query: str, variables: Mapping[str, Any]
) -> AdminAnswer:
    """For questions alone: it may be sent several times."""
    body = {"query": query, "variables": dict(variables)}
    return _patient(ask, lambda: ask.post(PATH, _headers(account), body).body)


def mutate_admin(
    account: StoreAccount,
    ask: StoreClient,
    query: str,
    variables: Mapping[str, Any],
    *,
    scopes: str,
) -> AdminAnswer:
    """A mutation, sent until it isn't throttled; raises what `write` raises, and refusals."""

    def send() -> Any:
        written = write(
            ask, PATH, _headers(account), {"query": query, "variables": dict(variables)}
        )
        return written.body if written.is_done else refuse(written.status, scopes)

    return _patient(ask, send)


def is_stumble(codes: tuple[str, ...]) -> bool:
    """Whether the store itself failed, rather than refused."""
    return bool(_STUMBLES & set(codes)) and "REFUSED" not in codes


def _headers(account: StoreAccount) -> dict[str, str]:
    return {"x-shopify-access-token": account.words[0]}


def _patient(ask: StoreClient, send: Callable[[], Any]) -> AdminAnswer:
    for attempt in range(_ATTEMPTS):
        body = mapping(send())
        codes = _codes(body)
        if "THROTTLED" not in codes:
            ask.later(_missing_seconds(body))
            return AdminAnswer(mapping(body.get("data")), codes)
        ask.rest(max(_missing_seconds(body), 1.0) * (attempt + 1))
    raise StoreUnavailableError("the store goes on throttling.", remedy="The next run asks again.")


def _codes(body: Mapping[str, Any]) -> tuple[str, ...]:
    """What went wrong, by code; an error without one is called by its name in no list."""
    errors = body.get("errors")
    if isinstance(errors, str):  # As Shopify puts a bad token or an unknown shop.
        return ("REFUSED",)
    found = (error_code(mapping(row.get("extensions")).get("code")) for row in rows(errors))
    return tuple(code or "UNNAMED" for code in found)


def _missing_seconds(body: Mapping[str, Any]) -> float:
    """Until the bucket holds what this question may cost, by the shop's own figures."""
    cost = mapping(mapping(body.get("extensions")).get("cost"))
    status = mapping(cost.get("throttleStatus"))
    needed, there = _figure(cost, "requestedQueryCost"), _figure(status, "currentlyAvailable")
    rate = _figure(status, "restoreRate")
    return max(needed - there, 0.0) / rate if rate > 0 else 0.0


def _figure(found: Mapping[str, Any], name: str) -> float:
    try:
        figure = float(found.get(name) or 0)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return figure if math.isfinite(figure) else 0.0
