"""Takes the person off one order: its bodies, its contact, and the hashes on all that follows it.

What the order earned stays, and so does every count: the hash gives way to a stand-in everywhere
at once, grant and count in one transaction. Safe to repeat; cut off anywhere it is made again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from referrals.model.attribution.referral import Referral
from referrals.model.errors import UnavailableError
from referrals.model.order.payment import Act
from referrals.model.order_key import ConversionKey
from referrals.model.people.buyer import invitation_id
from referrals.model.people.person import friend_id_of
from referrals.model.program.tally import Tally, friend_subject
from referrals.model.reward.grant import FRIEND, Grant, GrantStatus
from referrals.steps.measure.replace_customer import replace_customer
from referrals.store.order.customer import StandIn
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.table import CancelledError, transact

TRIES = 5
# What was taken back for good gave its place in every count back, too.
CLOSED = (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OrderErasure:
    changed: bool
    """Whether there was anything of a person."""
    bodies: int
    friend_id: str
    """Whom the order made a friend; empty when nobody was ever thought to have brought it."""
    former: tuple[str, ...] = ()
    """Whom it made a friend before another address was known for it."""


def erase_order(key: ConversionKey, files: PersonRecords, stand_in: StandIn) -> OrderErasure:
    """The bodies first, for attribution reads the friend's contact from them; the order's own hash
    last, for until it is gone the order can be found by it.
    """
    bodies = files.bodies.forget(key)
    referral = files.referrals.find(str(key))
    if referral and referral.figures.customer_hash:
        before = referral.figures.customer_hash
        files.subscriptions.forget_customer(key, before)
        files.outbox.remove(invitation_id(before))
        place = key.program_id, before
        replace_customer(place, stand_in(before), files.customer_records, files.terms_of)
        files.referrals.set_customer(str(key), before, stand_in(before))
    if referral:
        files.sightings.forget(key, referral.all_traces, referral.figures.occurred_at)
        files.referrals.take_traces_off(str(key))
        for click_id in referral.click_ids:
            files.clicks.remove(click_id)
    grant = files.grants.find(str(key))
    moved = _erase_grant(grant, files, stand_in)
    friends = tuple(_friends(key, referral, grant))
    changed = files.customers.take_off(key, stand_in)
    return OrderErasure(changed or moved or bool(bodies), bodies, friends[0], friends[1:])


def _friends(key: ConversionKey, referral: Referral | None, grant: Grant | None) -> Iterator[str]:
    """The one it has, which a correction to nobody leaves to the grant; then all that it had."""
    own = referral.friend_id if referral else ""
    current = own or (grant.friend_id if grant else "")
    yield current
    sides = grant.all_sides if grant else ()
    known = [friend_id_of(str(key)), *(side.person_id for side in sides if side.role == FRIEND)]
    yield from dict.fromkeys(friend for friend in known if friend != current)


def _erase_grant(grant: Grant | None, files: PersonRecords, stand_in: StandIn) -> bool:
    for _ in range(TRIES):
        if grant is None or stand_in(grant.customer_hash) == grant.customer_hash:
            return False
        if _move_grant(grant, stand_in(grant.customer_hash), files):
            return True
        grant = files.grants.find(grant.key)
    raise UnavailableError("the grant is being changed.", remedy="Try again.")


def _move_grant(grant: Grant, after: str, files: PersonRecords) -> bool:
    """The grant and its place in the friend's count, together."""
    tallies, before = files.tallies, grant.customer_hash
    known = tallies.tally(friend_subject(grant.program_id, before))
    actions = [files.grants.change_action(grant.change(customer_hash=after))]
    # A renewal is counted by its friend's id, which names nobody.
    counted = grant.act is not Act.RENEWAL and grant.status not in CLOSED
    if counted and _counts(known, grant.period):
        fresh = tallies.tally(friend_subject(grant.program_id, after))
        left = known.without_grant(grant.period)
        leave = tallies.tally_action if left.lifetime else tallies.drop_action
        actions += [leave(left), tallies.tally_action(fresh.with_grant(grant.period))]
    elif known.version and not known.lifetime:
        spent = known.model_copy(update={"version": known.version + 1})
        actions.append(tallies.drop_action(spent))
    try:
        transact(files.grants.table.dynamo, actions)
    except CancelledError:
        return False
    return True


def _counts(tally: Tally, period: str) -> bool:
    """Whether a place is there to be moved: an erasure must end whatever the books came to."""
    return tally.lifetime > 0 and tally.periods.get(period, 0) > 0
