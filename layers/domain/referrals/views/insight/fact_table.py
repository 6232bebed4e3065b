"""The facts that are exported: for each kind its columns, and the rows that a stored item makes.

Ids and keyed hashes stand for people; no name, address, text or browser is among them. Money is
whole minor units beside its currency. Moments are UTC; a day is the program's own.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from awswire.codec import Item
from referrals.model.insight.counts import BY_HAND, kept_base_minor, regained_worth
from referrals.model.insight.insight import day_of
from referrals.model.link.visitor import judge
from referrals.model.measure.customer import is_kept, winning_click_at
from referrals.model.people.person import Role
from referrals.model.reward.ledger import EntryKind, owner_of
from referrals.store.attribution.referral import read_referral
from referrals.store.insight.countable import ZoneOf
from referrals.store.insight.insight import read_day
from referrals.store.link.click import read_click
from referrals.store.link.link import code_in_item, read_link
from referrals.store.reward.grant import read_grant

type FactRow = Mapping[str, Any]
type RowsOf = Callable[[Item, ZoneOf], Iterator[FactRow]]
_SURVEY = "survey#"


@dataclass(frozen=True, slots=True)
class FactTable:
    noun: str
    """The stored table that it is read off."""
    words: str
    columns: Mapping[str, str]
    """By name its type in SQL and, behind a comma, what it is."""
    rows: RowsOf

    def type_of(self, column: str) -> str:
        return self.columns[column].partition(",")[0]


def _orders(item: Item, zone_of: ZoneOf) -> Iterator[FactRow]:
    referral = read_referral(item)
    figures, held = referral.figures, referral.reward
    zone, clicked_at = zone_of(referral.program_id), winning_click_at(referral)
    yield {
        "program": referral.program_id,
        "source": referral.source,
        "order_id": referral.order_id,
        "day": day_of(figures.occurred_at, zone),
        "occurred_at": figures.occurred_at,
        "currency": figures.currency,
        "gross_minor": figures.gross_minor,
        "base_minor": figures.base_minor,
        "lost_minor": figures.lost_minor,
        "kept_base_minor": kept_base_minor(figures),
        "kept": is_kept(figures),
        "stands": figures.stands,
        "test": figures.test,
        "act": figures.act.value,
        "customer": figures.customer_hash,
        "first_order": figures.first_order,
        "referred": referral.is_attributed,
        "reason": referral.attribution.reason,
        "decided_at": referral.attribution.decided_at,
        "clicked_at": clicked_at,
        "click_day": day_of(clicked_at, zone) if clicked_at else None,
        "advocate": referral.attribution.advocate_id,
        "code": referral.attribution.code,
        "friend": referral.friend_id,
        "reward_status": held.status.value if held else "",
        "reward_reason": held.reason if held else "",
    }


def _rewards(item: Item, zone_of: ZoneOf) -> Iterator[FactRow]:
    grant = read_grant(item)
    if grant is None:
        return
    for number, side in enumerate(grant.all_sides):
        yield {
            "program": grant.program_id,
            "order_key": grant.key,
            "side": side.name,
            "person": side.person_id,
            "kind": side.kind,
            "asset": side.worth.asset,
            "amount": side.worth.amount,
            "reversed": side.reversed,
            "uncollected": side.uncollected,
            "currency": grant.currency,
            "worth_minor": side.worth.worth_minor,
            "regained_minor": regained_worth(side),
            "stood": side.stood,
            "budget_minor": None if number else grant.budget_minor,
            "status": grant.status.value,
            "day": day_of(grant.granted_at, zone_of(grant.program_id)),
            "granted_at": grant.granted_at,
            "hold_until": grant.hold_until,
            "released_at": grant.released_at,
        }


def _lines(item: Item, _: ZoneOf) -> Iterator[FactRow]:
    if not str(item["entry"]).startswith("entry#"):
        return
    account = str(item["account"])
    program, asset, part = account.split(":")[-3:]
    yield {
        "account": account,
        "number": item["seq"],
        "program": program,
        "asset": asset,
        "part": part,
        "person": owner_of(account),
        "amount": item["amount"],
        "kind": EntryKind(item["kind"]).value,
        "cause": item["cause"],
        "posted_at": item["posted_at"],
    }


def _clicks(item: Item, zone_of: ZoneOf) -> Iterator[FactRow]:
    click = read_click(item)
    yield {
        "program": click.program_id,
        "code": click.code,
        "click": click.click_id,
        "day": day_of(click.clicked_at, zone_of(click.program_id)),
        "clicked_at": click.clicked_at,
        "visitor": judge(click).verdict.value,
        "scanned": click.scanned,
        "to_page": click.to_page,
        "went_on_at": click.went_on_at,
    }


def _links(item: Item, _: ZoneOf) -> Iterator[FactRow]:
    if not code_in_item(item):
        return
    link = read_link(item)
    yield {
        "program": link.program_id,
        "code": link.code,
        "advocate": link.advocate_id,
        "status": link.status.value,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
    }


def _people(item: Item, _: ZoneOf) -> Iterator[FactRow]:
    if "role" not in item:
        return
    agreed = item.get("consents", {})
    yield {
        "person": item["person_id"],
        "is_advocate": item["role"] == Role.ADVOCATE.value,
        "customer": item.get("email_hash", ""),
        "language": item.get("locale", ""),
        "enrolled_at": item["enrolled_at"],
        "programs": sorted(item.get("codes", {})),
        "mail": bool(agreed.get("mail")),
        "nudges": bool(agreed.get("nudges")),
        "surveys": bool(agreed.get("surveys")),
    }


def _answers(item: Item, _: ZoneOf) -> Iterator[FactRow]:
    if not str(item["entry"]).startswith(_SURVEY) or "person_id" not in item:
        return
    told = item.get("answer") or {}
    yield {
        "program": item["program_id"],
        "person": item["person_id"],
        "number": item["number"],
        "asked_at": item["asked_at"],
        "mailed": bool(item.get("mailed")),
        "score": told.get("score"),
        "answered_at": told.get("answered_at"),
        "satisfaction": told.get("satisfaction"),
    }


def _reviews(item: Item, zone_of: ZoneOf) -> Iterator[FactRow]:
    referral = read_referral(item)
    case = referral.reward.review if referral.reward else None
    if case is None:
        return
    for number, rule in enumerate(case.rules or (BY_HAND,), 1):
        yield {
            "program": referral.program_id,
            "order_key": referral.key,
            "day": day_of(case.opened_at, zone_of(referral.program_id)),
            "opened_at": case.opened_at,
            "answered_at": case.answered_at,
            "denied_at": case.denied_at,
            "reversed_at": case.reversed_at,
            "rule": rule,
            "number": number,
        }


def _day_counters(item: Item, _: ZoneOf) -> Iterator[FactRow]:
    day = read_day(item)
    if day is None or day.bucket.source or day.bucket.cohort:
        return
    for name, number in day.counters.items():
        counter, _mark, qualifier = name.partition("@")
        yield {
            "program": day.bucket.program_id,
            "code": day.bucket.code,
            "day": day.bucket.on,
            "counter": counter,
            "qualifier": qualifier,
            "number": number,
        }


_ROWS: Mapping[str, RowsOf] = {
    "orders": _orders,
    "rewards": _rewards,
    "lines": _lines,
    "clicks": _clicks,
    "links": _links,
    "people": _people,
    "answers": _answers,
    "reviews": _reviews,
    "counted": _day_counters,
}


@cache
def fact_tables() -> Mapping[str, FactTable]:
    """By name, in the order in which they are told."""
    told = tomllib.loads(Path(__file__).with_name("facts.toml").read_text())
    return {name: FactTable(rows=_ROWS[name], **fields) for name, fields in told.items()}
