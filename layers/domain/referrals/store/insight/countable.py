"""What stored items count for, noun by noun: the one reading that folding and checking share."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from awswire.codec import Item
from referrals.model.era import moment_of
from referrals.model.insight.counts import (
    all_referral_counts,
    click_counts,
    conversion_counts,
    grant_counts,
    heard_counts,
)
from referrals.model.insight.insight import Counted
from referrals.store.attribution.referral import read_referral
from referrals.store.link.click import fresh_click, read_click
from referrals.store.order.conversion import HEARD, ORDER_ITEM, read_conversion
from referrals.store.program.program import Programs
from referrals.store.reward.grant import read_grant

type ZoneOf = Callable[[str], str]


def zones(programs: Programs) -> ZoneOf:
    """The time zone of a program's days, read once per program."""

    @cache
    def zone_of(program_id: str) -> str:
        found = programs.find(program_id)
        return found.rules.time_zone if found else "UTC"

    return zone_of


def _click(item: Item, zone_of: ZoneOf) -> Counted:
    click = read_click(item)
    return click_counts(click, zone_of(click.program_id))


def _conversion(item: Item, zone_of: ZoneOf) -> Counted:
    if item["fact"] != ORDER_ITEM:
        return {}
    conversion = read_conversion(item)
    counted = conversion_counts(conversion, zone_of(conversion.key.program_id))
    return {**counted, **heard_counts(conversion, _first_delivery(item))}


def _first_delivery(item: Item) -> datetime | None:
    seconds = item.get(HEARD, 0)
    return moment_of(seconds) if seconds else None


def _referral(item: Item, zone_of: ZoneOf) -> Counted:
    referral = read_referral(item)
    return all_referral_counts(referral, zone_of(referral.program_id))


def _ledger(item: Item, zone_of: ZoneOf) -> Counted:
    grant = read_grant(item)
    return grant_counts(grant, zone_of(grant.program_id)) if grant else {}


COUNTS: Mapping[str, Callable[[Item, ZoneOf], Counted]] = {
    "clicks": _click,
    "conversions": _conversion,
    "referrals": _referral,
    "ledger": _ledger,
}
# Where a stream carries no old image: what an item was before follows from what it is.
FRESH: Mapping[str, Callable[[Item], Item]] = {"clicks": fresh_click}
