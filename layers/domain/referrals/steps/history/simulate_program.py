"""Decides a stretch of the past once more by rules that somebody proposes; writes nothing.

Decision by decision in the order of then, by the very functions that decide on new orders: so the
rules that held touch nobody. What each of them rested on comes from its ground; counts and budget
are those of then, moved by whatever the proposal decided otherwise before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.attribution.evidence import AttributionQuestion
from referrals.model.attribution.figures import figures
from referrals.model.attribution.ground import known_ground, retake_attribution
from referrals.model.attribution.referral import (
    AttributionDecision,
    OrderFigures,
    Referral,
    RewardDecision,
)
from referrals.model.history.order_change import (
    OrderChange,
    OrderOutcome,
    ProposalEffect,
    effect_of,
    outcome_of,
)
from referrals.model.history.proposal_counts import ProposalCounts
from referrals.model.people.person import friend_id_of
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.program.tally import (
    advocate_subject,
    day_subject,
    friend_subject,
    local_day,
    renewals_subject,
)
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.ledger import Balance
from referrals.model.reward.posting import homes_of
from referrals.model.reward.settlement import Settlement, settle
from referrals.steps.history.gather_past import PastDecision, PastDecisions, PastSlice, gather_past
from referrals.steps.history.retake_decision import retake_reward
from referrals.steps.history.rule_books import KnownVersions, ProposalBook
from referrals.steps.reward.gather_reward import gather_reward
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.store.program.program import Programs
from referrals.store.reward.former_decision import FormerDecisions

type SliceWish = PastSlice | None
# Of an account that no ground tells of: nothing of it was spent.
_UNSPENT = 10**15


@dataclass(frozen=True, slots=True)
class SimulationDesk:
    programs: Programs
    referrals: Referrals
    former: FormerDecisions
    conversions: Conversions


def simulate_program(
    rules: Program, desk: SimulationDesk, *, since: datetime, now: datetime, bound: SliceWish = None
) -> ProposalEffect:
    """What `rules` would have made of what was decided since then, of as much as `bound` says."""
    past = gather_past(rules.program, since, desk.referrals, desk.former, bound=bound)
    current = desk.programs.get(rules.program)
    proposal = AppliedProgram(
        program_id=rules.program, version=current.version + 1, applied_at=now, rules=rules
    )
    known = KnownVersions(desk.programs)
    return Simulation(proposal, since, known, desk.conversions).run(past)


@dataclass(slots=True)
class Simulation:
    """The past since a moment, as though the proposal had been applied then."""

    proposal: AppliedProgram
    since: datetime
    programs: KnownVersions
    conversions: Conversions
    counts: ProposalCounts = field(default_factory=ProposalCounts)
    grants: dict[str, Grant | None] = field(default_factory=dict)
    """By order: the grant by the proposal, so far."""
    decisions: dict[str, RewardDecision | None] = field(default_factory=dict)
    changes: dict[str, OrderChange] = field(default_factory=dict)

    def run(self, past: PastDecisions) -> ProposalEffect:
        for each in past.decisions:
            before, after = self._decide(each)
            key = each.referral.key
            first = self.changes.get(key)
            at = first.decided_at if first else each.at
            self.changes[key] = OrderChange(key, at, before, after)
        return effect_of(self.changes.values(), past.unknown, cut=past.cut)

    def _decide(self, past: PastDecision) -> tuple[OrderOutcome, OrderOutcome]:
        key, ground = past.referral.key, past.ground
        if key not in self.grants:
            self.grants[key] = ground.grant_before if ground else None
            self.counts.begin(key, _with_hash(self.grants[key], past.referral))
            self.decisions[key] = past.previous
        truth = self._true_settlement(past)
        referral = self._proposed_referral(past)
        if ground:
            self.counts.see(ground, self._subjects(past))
        settlement = self._proposed_settlement(referral, past)
        if truth:
            before, after = truth.before, truth.after
            named = (_with_hash(before, past.referral), _with_hash(after, past.referral))
            self.counts.move(key, *named)
        if settlement:
            before, after = settlement.before, settlement.after
            self.counts.move_proposal(key, before, after)
            self.grants[key], self.decisions[key] = after, settlement.decision
            facts = settlement.decision.facts
            self.counts.wait_by_proposal(key, facts.waiting_since if facts else None)
        return _outcome(_attribution_of(past), truth), _outcome(referral.attribution, settlement)

    def _true_settlement(self, past: PastDecision) -> Settlement | None:
        if past.decision is None or past.ground is None:
            return None
        return retake_reward(
            past.referral, past.decision, past.previous, past.ground, programs=self.programs
        )

    def _proposed_settlement(self, referral: Referral, past: PastDecision) -> Settlement | None:
        grant = self._proposed_grant(past)
        if grant is None and not referral.is_attributed and referral.reward is None:
            return None
        question = gather_reward(
            referral, grant, ProposalBook(self.proposal, self.programs), self.counts
        )
        kept = past.ground.balances if past.ground else {}
        homes = homes_of(grant) if grant else ()
        balances = {each: Balance(account=each, balance=kept.get(each, _UNSPENT)) for each in homes}
        return settle(question, balances, past.at)

    def _proposed_grant(self, past: PastDecision) -> Grant | None:
        """As it is by now: its hold may have run out since."""
        grant = self.grants[past.referral.key]
        if grant is None:
            return None
        grant = _with_hash(grant, past.referral)
        assert grant
        truth = past.ground.grant_before if past.ground else None
        over = grant.hold_until <= past.at and grant.status is GrantStatus.HELD
        # The clock's round may have come later than the end of the hold.
        waits = truth and truth.released_at is None and truth.hold_until == grant.hold_until
        if grant.released_at is None and over and not waits and not grant.inquired:
            fields = {"status": GrantStatus.AVAILABLE, "released_at": grant.hold_until}
            return grant.model_copy(update=fields)
        return grant

    def _proposed_referral(self, past: PastDecision) -> Referral:
        referral, ground = past.referral, past.ground
        then = ground.past_referral(referral, past.previous) if ground else referral
        key = referral.key
        hashed = referral.figures.customer_hash
        known = then.figures.model_copy(update={"customer_hash": hashed})
        decisions = tuple(self._proposed_attribution(referral, then))
        friend_id = then.friend_id or friend_id_of(key)
        fields = {
            "figures": self._proposed_figures(past, known),
            "decisions": decisions,
            "friend_id": friend_id if decisions[-1].advocate_id else then.friend_id,
            "reward": self.decisions[key],
        }
        return then.model_copy(update=fields)

    def _proposed_attribution(
        self, referral: Referral, then: Referral
    ) -> Iterator[AttributionDecision]:
        """The decision in force, by the proposal, unless the order was decided on before."""
        if referral.decisions[0].decided_at < self.since:
            yield from then.decisions
            return
        place = len(then.decisions) - 1
        ground = known_ground(referral, place)
        decision = then.decisions[place]
        if ground:
            decision = retake_attribution(referral, place, ground, self.proposal)
        fields = {"program_version": self.proposal.version}
        yield from then.decisions[:place]
        yield decision.model_copy(update=fields)

    def _proposed_figures(self, past: PastDecision, known: OrderFigures) -> OrderFigures:
        """Where amounts are reckoned otherwise, those of the order as it stands today."""
        version = _version_of(past)
        rules = self.programs.get_version(past.referral.program_id, version).rules
        if _amounts_by(rules) == _amounts_by(self.proposal.rules):
            return known
        conversion = self.conversions.find(past.referral.conversion_key)
        if conversion is None or conversion.order is None:
            return known
        question = AttributionQuestion(
            conversion, conversion.order, self.proposal, known.first_order
        )
        return figures(question).model_copy(update={"gift": known.gift})

    def _subjects(self, past: PastDecision) -> dict[str, str]:
        """Whom the counts in the ground are about."""
        referral = past.referral
        advocate_id = _attribution_of(past).advocate_id
        ground = past.ground
        assert ground
        zone = self.programs.get_version(referral.program_id, ground.rules_version).rules.time_zone
        day = local_day(referral.figures.occurred_at, zone)
        return {
            "advocate": advocate_subject(referral.program_id, advocate_id),
            "friend": friend_subject(referral.program_id, referral.figures.customer_hash),
            "today": day_subject(referral.program_id, day),
            "renewals": renewals_subject(referral.program_id, referral.friend_id),
        }


def _version_of(past: PastDecision) -> int:
    """Whose terms were promised."""
    ground = past.ground
    return ground.rules_version if ground else past.referral.attribution.program_version


def _amounts_by(rules: Program) -> tuple[object, ...]:
    """What an order's amounts are reckoned by."""
    return rules.qualifies.base, rules.also


def _outcome(attribution: AttributionDecision, settlement: Settlement | None) -> OrderOutcome:
    if settlement is None:
        return outcome_of(attribution, None, None)
    return outcome_of(attribution, settlement.decision, settlement.after)


def _attribution_of(past: PastDecision) -> AttributionDecision:
    """The decision on who brought the order that held then."""
    count = past.ground.decisions if past.ground else len(past.referral.decisions)
    return past.referral.decisions[count - 1]


def _with_hash(grant: Grant | None, referral: Referral) -> Grant | None:
    """With the friend's hash, which no ground has: by it they are counted."""
    if grant is None or grant.customer_hash == referral.figures.customer_hash:
        return grant
    return grant.model_copy(update={"customer_hash": referral.figures.customer_hash})
