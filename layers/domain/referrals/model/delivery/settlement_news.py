"""What a settlement announces: to whom something comes, from whom it goes, and why."""

from collections.abc import Iterator
from datetime import datetime

from referrals.model.attribution.decision import ANOTHER, withdrawal_reason
from referrals.model.attribution.referral import Referral, RewardDecision, RewardStatus
from referrals.model.delivery.announcement import first_letters, generation_purpose, webhook
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item, handover, revocation, said_letter
from referrals.model.era import epoch_seconds
from referrals.model.program.program import Program
from referrals.model.reward.decision import DISPUTED_IN_PART
from referrals.model.reward.grant import ADVOCATE, FRIEND, Grant, GrantStatus, Side
from referrals.model.reward.rule import LOSS_REASONS
from referrals.model.reward.settlement import Settlement

_EDITED = "edited"
# After these it can be said that the order stands after all.
_MAY_STAND_AGAIN = LOSS_REASONS | {DISPUTED_IN_PART}


def on_settlement(
    settlement: Settlement, referral: Referral, rules: Program, at: datetime
) -> list[OutboxItem]:
    """Everything that the difference between before and after means for people and shops.

    What was handed over and goes back is revoked, what comes is handed over; whoever gains or
    loses is written to, and the merchant's webhook hears of it.
    """
    before, after = settlement.before, settlement.after
    if after is None:
        return list(_withholding_news(settlement.decision, referral, rules, at))
    if after == before:
        return []
    steps = _Steps(before, after)
    items = [revocation(after, side, at) for side in steps.revoked]
    items += first_letters(after, steps.first, at)
    items += [
        handover(after, side, at, suffix="" if side in steps.new else f"-{after.version}")
        for side in steps.handed
    ]
    items += _loss_letters(settlement, referral, steps, at)
    items += _restored_letters(after, steps, referral.reward, at)
    return items + _webhooks(after, rules, steps, at)


class _Steps:
    """How each side of a grant got from before to after."""

    def __init__(self, before: Grant | None, after: Grant) -> None:
        old = {side.name: side for side in before.sides} if before else {}
        now = {side.name: side for side in after.sides}
        self.fresh = before is None
        self.taken = [side for name, side in old.items() if name not in now]
        self.new = [side for name, side in now.items() if name not in old]
        self.pairs = [(old[name], side) for name, side in now.items() if name in old]
        self.fewer = [(was, side) for was, side in self.pairs if side.remaining < was.remaining]
        self.more = [(was, side) for was, side in self.pairs if side.remaining > was.remaining]
        at_once = after.status is GrantStatus.AVAILABLE
        come = [*self.new, *(side for _, side in self.more)]
        self.handed = [s for s in come if at_once and s.is_thing and s.remaining]
        gone = [*self.taken, *(was for was, side in self.fewer if not side.remaining)]
        self.revoked = [side for side in gone if side.issued_at or side.begun_in_shop]
        # Nobody is thanked for what doesn't stand yet; then once, however often it comes.
        self.first = [*self.new, *(side for was, side in self.pairs if not was.stood)]


def _occasion(before: RewardDecision | None, decision: RewardDecision) -> str:
    """The revision; with the moment, where an order that told nothing new was decided anew."""
    if before is None or before.revision != decision.revision:
        return str(decision.revision)
    return f"{decision.revision}-{epoch_seconds(decision.decided_at)}"


def _withholding_news(
    decision: RewardDecision, referral: Referral, rules: Program, at: datetime
) -> Iterator[OutboxItem]:
    """The webhook and either person's letter, once a reason; of a test order, the webhook alone."""
    before = referral.reward
    news = before is None or before.reason != decision.reason
    ids = {"advocate_id": referral.attribution.advocate_id, "friend_id": referral.friend_id}
    data = {"conversion_key": referral.key, "reason": decision.reason, **ids}
    if not news or not referral.is_attributed:
        return
    if rules.webhook_url:
        more = {"order_id": referral.order_id, "source": referral.source}
        name = f"{referral.key}#webhook-withheld-{_occasion(before, decision)}"
        yield an_item(
            name,
            Channel.WEBHOOK,
            Topic.REWARD_WITHHELD,
            program_id=referral.program_id,
            at=at,
            cause=referral.key,
            data={**data, **more},
        )
    if referral.figures.test:
        return
    for role, person_id in ((ADVOCATE, ids["advocate_id"]), (FRIEND, ids["friend_id"])):
        # Who can't be reached for want of an address isn't told that it is wanting.
        unreachable = role == FRIEND and decision.reason == "friend_unknown"
        # Whoever used a gift has it: "no reward" would be news of nothing, and wrong.
        has_gift = role == FRIEND and referral.figures.gift is not None
        if person_id and not (unreachable or has_gift):
            yield an_item(
                f"{referral.key}#withheld-{role}-{_occasion(before, decision)}",
                Channel.EMAIL,
                Topic.REWARD_WITHHELD,
                program_id=referral.program_id,
                at=at,
                cause=referral.key,
                person_id=person_id,
                data={**data, "side": role},
            )


def _loss_letters(
    settlement: Settlement, referral: Referral, steps: _Steps, at: datetime
) -> Iterator[OutboxItem]:
    """Who loses something learns why, and what they keep; one letter a person."""
    after, decision = settlement.after, settlement.decision
    assert after
    moved = ANOTHER if referral.is_attributed else withdrawal_reason(referral.attribution)
    stands = decision.status is RewardStatus.GRANTED
    why = _EDITED if stands else decision.reason
    lost: list[tuple[Side, Side | None, str]] = [
        *((side, None, moved) for side in steps.taken if side.remaining),
        *((was, side if side.remaining else None, why) for was, side in steps.fewer),
    ]
    readers: set[str] = set()
    for was, left, reason in lost:
        # What came off a bill went back with it: the shop itself says so.
        if not was.is_saved and was.person_id not in readers and _was_told(was, settlement.before):
            readers.add(was.person_id)
            purpose = f"back-{was.name}-{after.version}"
            yield said_letter(
                after, was, Topic.REWARD_REVERSED, purpose, reason=reason, at=at, left=left
            )


def _was_told(side: Side, before: Grant | None) -> bool:
    """Whether its person knows of it: a thing that is handed over at once is told of then."""
    assert before
    at_once = side.is_thing and before.released_at == before.granted_at
    return side.stood and (side.issued_at is not None or not at_once)


def _restored_letters(
    after: Grant, steps: _Steps, previous: RewardDecision | None, at: datetime
) -> Iterator[OutboxItem]:
    """What went back is theirs again, or more of it; the code of a thing is the one it had."""
    stands_again = previous is not None and previous.reason in _MAY_STAND_AGAIN
    for was, side in steps.more:
        if was.stood and was.reversed and not was.is_saved:
            purpose = f"restored-{side.name}-{after.version}"
            why = "" if stands_again and side.worth == was.worth else _EDITED
            yield said_letter(
                after, side, Topic.REWARD_RESTORED, purpose, reason=why, at=at, left=side
            )


def _webhooks(after: Grant, rules: Program, steps: _Steps, at: datetime) -> list[OutboxItem]:
    items: list[OutboxItem] = []
    if steps.taken:
        kept = tuple(side for _, side in steps.pairs)
        gone = [side for side in after.former if side.name in {s.name for s in steps.taken}]
        back = after.model_copy(update={"sides": (*gone, *kept)})
        items += webhook(
            back, rules, Topic.REWARD_REVERSED, version_purpose("reversed", after), at=at
        )
    elif steps.fewer:
        items += webhook(
            after, rules, Topic.REWARD_REVERSED, version_purpose("reversed", after), at=at
        )
    elif steps.more and not steps.new:
        items += webhook(
            after, rules, Topic.REWARD_RESTORED, version_purpose("restored", after), at=at
        )
    if steps.new:
        items += webhook(
            after, rules, Topic.REWARD_GRANTED, generation_purpose("granted", after), at=at
        )
    return items


def version_purpose(purpose: str, grant: Grant) -> str:
    return f"webhook-{purpose}-{grant.version}"
