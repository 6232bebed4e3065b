"""Gathers all that is known about one order's reward; decides and writes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from referrals.model.attribution.referral import Referral
from referrals.model.program.budget import LinePlace, Shard
from referrals.model.program.offer import Milestone, Offer, RenewalOffer, Terms
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.program.tally import (
    Tally,
    advocate_subject,
    day_subject,
    friend_subject,
    local_day,
    period_of,
    renewals_subject,
)
from referrals.model.reward.decision import offer_for
from referrals.model.reward.grant import ADVOCATE, FRIEND, Grant, Side, Worth, total_worth
from referrals.model.reward.question import RewardQuestion, cut_side
from referrals.model.reward.target import is_dearer
from referrals.providers.rewards.discount_code import saving_words
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.rewards.reward_type import Basis


class RuleBook(Protocol):
    """The programs as they are, as they were, or as somebody proposes them."""

    def get(self, program_id: str) -> AppliedProgram: ...

    def get_version(self, program_id: str, version: int) -> AppliedProgram: ...


class Counts(Protocol):
    """The counts as they are, as they were read once, or as they would have been."""

    def tally(self, subject: str) -> Tally: ...

    def shards(self, program_id: str) -> tuple[Shard, ...]: ...

    def ahead(self, place: LinePlace) -> int: ...


def gather_reward(
    referral: Referral, grant: Grant | None, programs: RuleBook, counts: Counts
) -> RewardQuestion:
    """Counts are read for whoever takes a place, the budget where something may be taken."""
    current = programs.get(referral.program_id)
    version = referral.attribution.program_version
    if grant and grant.holds_place:
        version = grant.program_version
    promised = current
    if referral.is_attributed and current.version != version:
        promised = programs.get_version(referral.program_id, version)
    occurred_at, zone = referral.figures.occurred_at, promised.rules.time_zone
    question = RewardQuestion(
        referral=referral,
        day=local_day(occurred_at, zone),
        rules=promised.rules,
        current=current.rules,
        period=period_of(occurred_at, promised.rules.limits, zone),
        sides=(),
        grant=grant,
        rules_version=promised.version,
        current_version=current.version,
    )
    if grant and grant.holds_place:
        question = replace(question, period=grant.period, day=grant.day or question.day)
    question = _with_sides(_with_renewals(_with_counts(question, counts), counts))
    return _with_budget(_with_former_worth(question, counts), counts)


def _with_counts(question: RewardQuestion, counts: Counts) -> RewardQuestion:
    if not question.referral.is_attributed:
        return question
    program_id = question.referral.program_id
    if not question.keeps_advocate:
        subject = advocate_subject(program_id, question.advocate_id)
        question = replace(question, advocate=counts.tally(subject))
    if not question.keeps_friend:
        subject = friend_subject(program_id, question.figures.customer_hash)
        question = replace(question, friend=counts.tally(subject))
    if question.rules.limits.per_day is not None and not question.holds_place:
        subject = day_subject(program_id, question.day)
        question = replace(question, today=counts.tally(subject))
    return question


def _with_former_worth(question: RewardQuestion, counts: Counts) -> RewardQuestion:
    """What the advocate had in the period, where an edited order is to take more of it."""
    limited = question.most_worth_minor is not None
    if not (limited and question.keeps_advocate and is_dearer(question)):
        return question
    subject = advocate_subject(question.referral.program_id, question.advocate_id)
    return replace(question, advocate=counts.tally(subject))


def _with_renewals(question: RewardQuestion, counts: Counts) -> RewardQuestion:
    """With what the friend's renewals brought; read whenever it has a ceiling, for it may rise."""
    capped = question.rules.qualifies.ceiling_minor is not None and question.is_renewal
    if not (capped and question.referral.is_attributed):
        return question
    referral = question.referral
    subject = renewals_subject(referral.program_id, referral.friend_id)
    return replace(question, renewals=counts.tally(subject))


def _with_sides(question: RewardQuestion) -> RewardQuestion:
    if not question.referral.is_attributed:
        return question
    if not question.is_renewal:
        return replace(question, sides=tuple(_sides(question)))
    sides = tuple(_renewal_sides(question))
    left = question.ceiling_left_minor
    cut = (cut_side(side, left) if side.role == ADVOCATE else side for side in sides)
    full = total_worth(side for side in sides if side.role == ADVOCATE)
    return replace(question, sides=tuple(cut), full_worth_minor=full)


def _with_budget(question: RewardQuestion, counts: Counts) -> RewardQuestion:
    settled = question.keeps_advocate and question.keeps_friend and not is_dearer(question)
    if question.budget_minor is None or settled or not question.referral.is_attributed:
        return question
    question = replace(question, shards=counts.shards(question.referral.program_id))
    if not question.current.limits.has_line:
        return question
    referral = question.referral
    place = LinePlace(referral.program_id, referral.key, question.waiting_since)
    return replace(question, ahead=counts.ahead(place))


def _sides(question: RewardQuestion) -> Iterator[Side]:
    offer, friend_id = _offer(question), question.referral.friend_id
    terms = offer.later if offer.later and question.later else offer
    own = question.tier.advocate if question.tier else terms.advocate
    yield _side(ADVOCATE, question.advocate_id, own, question)
    yield _friend_side(friend_id, terms.friend, question)
    yield from _milestones(question)


def _renewal_sides(question: RewardQuestion) -> Iterator[Side]:
    """The friend has no part in it where none is named, or theirs came with the first order."""
    offer, friend_id = _offer(question), question.referral.friend_id
    terms = offer.renewal
    if question.rules.qualifies.on == "renewal" or terms is None:
        friend = None if offer.friend.with_first_order else offer.friend
        terms = RenewalOffer(advocate=offer.advocate, friend=friend)
    yield _side(ADVOCATE, question.advocate_id, terms.advocate, question)
    if terms.friend:
        yield _side(FRIEND, friend_id, terms.friend, question)


def _offer(question: RewardQuestion) -> Offer:
    """The one that was granted by, as long as the rules have it."""
    if grant := question.standing_grant:
        return next(each for each in question.rules.all_offers if each.name == grant.offer)
    return offer_for(question.rules, question.referral.attribution.code)


def _milestones(question: RewardQuestion) -> Iterator[Side]:
    """The one that the advocate's count reaches with this order; once reached, it is this
    order's.
    """
    for milestone in _first_milestones(question.rules):
        if _is_due(milestone, question):
            yield _side(
                f"milestone-{milestone.at}", question.advocate_id, milestone.reward, question
            )


def _is_due(milestone: Milestone, question: RewardQuestion) -> bool:
    if question.keeps_advocate and question.standing_grant:
        return milestone.at in question.standing_grant.milestones
    reached = question.advocate.count_from(milestone.counts_from) + 1
    given = milestone.at in question.advocate.milestones
    return reached == milestone.at and not given and question.counts_on(milestone.counts_from)


def _first_milestones(rules: Program) -> Iterator[Milestone]:
    seen: set[int] = set()
    for milestone in rules.milestones:
        if milestone.at not in seen:
            seen.add(milestone.at)
            yield milestone


def _friend_side(friend_id: str, terms: Terms, question: RewardQuestion) -> Side:
    """What the gift took off this order, where it was used; else the same off the next one."""
    gift = question.figures.gift
    if gift is None:
        return _side(FRIEND, friend_id, terms, question)
    saved = {**_plain_terms(gift.terms), "saved_minor": gift.saved_minor, "gift_code": gift.code}
    worth = gift.terms.get("worth_minor") or gift.saved_minor
    return Side(
        name=FRIEND,
        person_id=friend_id,
        terms=saved,
        worth=Worth(worth_minor=worth, words=saving_words(gift.terms, question.figures.currency)),
    )


def _plain_terms(terms: dict[str, Any]) -> dict[str, Any]:
    """Without what says when it comes, which has come."""
    return {name: value for name, value in terms.items() if name not in ("when", "codes")}


def _side(name: str, person_id: str, terms: Terms, question: RewardQuestion) -> Side:
    """All of it, whatever the order lost."""
    figures = question.figures
    reward_type, parsed = typed_terms(terms)
    worth = reward_type.worth(parsed, Basis(figures.base_minor, figures.currency))
    said = parsed.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    plain = _plain_terms({"kind": parsed.kind, **said})
    return Side(name=name, person_id=person_id, terms=plain, worth=worth)
