"""Which things did this advocate's good word bring: codes, cards, gifts; and what of them stands?

What the ledger counts stands in `own_account`. How each of them is by now is computed from its
grant: nothing is kept for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from referrals.model.attribution.referral import Referral
from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.outgoing import code_ends_at
from referrals.model.people.person import Person, shown_name
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import Program
from referrals.model.reward.grant import Grant, GrantStatus, Side
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.people.person import People
from referrals.store.reward.grant import Grants
from referrals.views.order.decision_text import advocate_text, side_text
from referrals.views.people.own_account import OwnCode

MOST_ORDERS = 100
"""The newest ones, in which things are sought: one request for all their grants."""


@dataclass(frozen=True, slots=True)
class ThingShelf:
    referrals: Referrals
    grants: Grants
    people: People


@dataclass(frozen=True, slots=True)
class OwnThings:
    """The newest first."""

    open: tuple[OwnCode, ...]
    """What waits, is being made, or is theirs."""
    gone: tuple[OwnCode, ...]
    """What went back, was used, or ended."""


class _Thing(NamedTuple):
    referral: Referral
    grant: Grant
    side: Side


@dataclass(frozen=True, slots=True)
class _Reading:
    """Who reads, by what rules, and when."""

    person: Person
    rules: Program
    words: Wording
    now: datetime


def own_things(
    person: Person, rules: Program, shelf: ThingShelf, *, words: Wording, now: datetime
) -> OwnThings:
    newest = islice(shelf.referrals.of_advocate(person.person_id), MOST_ORDERS)
    brought = [r for r in newest if r.program_id == rules.program and not r.figures.test]
    found = list(_things(person, brought, shelf.grants))
    # All friends in one request, which the page's other parts need not make again.
    friends = shelf.people.find_all(each.friend_id for each in brought) if found else {}
    reading = _Reading(person, rules, words, now)
    told = [_tell(each, friends.get(each.referral.friend_id), reading) for each in found]
    return OwnThings(
        open=tuple(each for each in told if each.state in ("pending", "yours")),
        gone=tuple(each for each in told if each.state not in ("pending", "yours")),
    )


def _things(person: Person, brought: list[Referral], known: Grants) -> Iterator[_Thing]:
    grants = known.find_all(each.key for each in brought if each.reward)
    for referral in brought:
        grant = grants.get(referral.key)
        if grant is None:
            continue
        for side in grant.all_sides:
            if side.person_id == person.person_id and side.is_thing and side.stood:
                yield _Thing(referral, grant, side)


def _tell(thing: _Thing, friend: Person | None, reading: _Reading) -> OwnCode:
    state, told = _state(thing, reading)
    side, words = thing.side, reading.words
    why = _cause(thing, friend, reading)
    if state == "back":
        why = advocate_text(thing.referral, thing.grant, words) or why
    return OwnCode(
        words=side_text(side, thing.grant.currency, words),
        code=side.code if state == "yours" else "",
        state=state,
        state_words=told,
        why=why,
    )


def _state(thing: _Thing, reading: _Reading) -> tuple[str, str]:
    grant, side, words = thing.grant, thing.side, reading.words
    if not side.remaining or side in grant.former or not grant.holds_place:
        # What was spent before its order went back is nobody's loss.
        if side.shop_code and side.shop_code.state is ShopCodeState.USED:
            return "spent", words.say("welcome_page.code_used")
        return "back", words.say("own_friends.back")
    if grant.status is not GrantStatus.AVAILABLE:
        return "pending", _waiting(grant, reading)
    if not side.issued_at:
        by_hand = _is_by_hand(side, reading.rules)
        return "pending", words.say(f"own_account.{'hand' if by_hand else 'pending'}")
    return _own_state(side, reading)


def _waiting(grant: Grant, reading: _Reading) -> str:
    """Until when, where time alone decides."""
    words, until = reading.words, grant.hold_until
    if grant.status is not GrantStatus.HELD or grant.inquired or until <= reading.now:
        return words.say("own_friends.pending")
    return words.say("thanks.held", date=words.date(until, reading.person.time_zone))


def _own_state(side: Side, reading: _Reading) -> tuple[str, str]:
    words, ends_at = reading.words, code_ends_at(side)
    if ends_at and ends_at <= reading.now:
        return "spent", words.say("welcome_page.code_ended")
    if not side.code:
        return "yours", words.say("thanks.ready")
    told = words.say("own_account.yours")
    if ends_at is None:
        return "yours", told
    day = words.date(ends_at, reading.rules.time_zone)
    return "yours", f"{told}. {words.say('reward.code_ends', date=day)}"


def _is_by_hand(side: Side, rules: Program) -> bool:
    """A gift card that no shop was asked for is a person's to make."""
    cards = side.kind == "gift_card" and side.shop_code is None
    return rules.codes_by is CodesBy.MANUAL or side.terms.get("by") == "hand" or cards


def _cause(thing: _Thing, friend: Person | None, reading: _Reading) -> str:
    words = reading.words
    date = words.date(thing.referral.figures.occurred_at, reading.person.time_zone)
    at = thing.side.role.partition("milestone-")[2]
    if at:
        return words.say("own_account.milestone", at=at, date=date)
    name = shown_name(friend)
    if name:
        return words.say("own_account.earned_named", friend=name, date=date)
    return words.say("own_account.earned", date=date)
