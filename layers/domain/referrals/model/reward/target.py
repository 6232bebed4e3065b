"""What should stand of one order's reward, by everything that is known about it.

A pure function of a `RewardQuestion`, the same in whichever order the facts came: refunds, edits,
disputes, lost payments, corrections and orders opened again are nothing but other inputs.
`model/reward/posting` brings a grant there, and the facts that explain it are read off it.
"""

from dataclasses import dataclass
from enum import StrEnum

from referrals.model.attribution.decision import withdrawal_reason
from referrals.model.attribution.referral import Check, Verdict
from referrals.model.reward.grant import FRIEND, Side, Worth
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.rule import RULES, About, Rule
from referrals.model.rule import RuleAnswer

# Rules about whoever a correction names; the friend keeps theirs whatever these say.
_ABOUT_THE_OTHER = (About.ADVOCATE, About.BUDGET)


class TargetState(StrEnum):
    STANDS = "stands"
    """The order earns its reward, less what of it was lost."""
    SUSPENDED = "suspended"
    """Nothing stands for now; what holds a place keeps it."""
    CLOSED = "closed"
    """Nothing stands, and no place is kept."""
    NOBODYS = "nobodys"
    """Nobody brought the order."""


@dataclass(frozen=True, slots=True)
class DueSide:
    """What should stand of one person's part."""

    role: str
    person_id: str
    terms: dict[str, object]
    worth: Worth
    """The worth that the grant records as given; it is fixed when the hold ends."""
    entitled: Worth
    """The worth of the order in its present state, as if none of its money were lost."""
    remaining: int
    """The part of `entitled.amount` left after the order's losses."""

    @property
    def is_full(self) -> bool:
        return self.remaining == self.entitled.amount


@dataclass(frozen=True, slots=True)
class Target:
    state: TargetState
    sides: tuple[DueSide, ...]
    """Empty where nothing should stand and nobody's place is kept."""
    checks: tuple[Check, ...]
    reason: str
    """Why nothing stands, or the advocate has no part in it; empty where all is given."""

    @property
    def keeps_place(self) -> bool:
        """Whether what is there goes on to count towards limits and budget, or begins to."""
        return self.state in (TargetState.STANDS, TargetState.SUSPENDED)


def target_of(question: RewardQuestion) -> Target:
    if not question.referral.is_attributed:
        reason = withdrawal_reason(question.referral.attribution)
        return Target(TargetState.NOBODYS, (), _kept_checks(question), reason)
    checks, failed = run_checks(question)
    if failed is None:
        return _standing(question, checks, "")
    keeps = question.keeps_friend and any(side.role == FRIEND for side in question.sides)
    if failed.about in _ABOUT_THE_OTHER and keeps:
        return _standing(question, checks, failed.reason)
    if failed.is_temporary and (question.holds_place or failed.takes_place):
        return _suspended_target(question, checks, failed.reason)
    return Target(TargetState.CLOSED, (), checks, failed.reason)


def run_checks(question: RewardQuestion) -> tuple[tuple[Check, ...], Rule | None]:
    """Every check, and the first rule that fails; later rules are skipped."""
    before = {check.rule: check for check in _kept_checks(question)}
    checks: list[Check] = []
    failed: Rule | None = None
    for rule in RULES:
        answer = _answer(rule, question, before.get(rule.name))
        if rule.is_rare and answer.passed is None:
            continue
        verdict = Verdict.SKIP
        if failed is None and answer.passed is not None:
            verdict = Verdict.PASS if answer.passed else Verdict.FAIL
        checks.append(Check(rule=rule.name, input=answer.input, verdict=verdict))
        failed = rule if verdict is Verdict.FAIL else failed
    if failed is None and question.figures.lost_minor:
        checks.append(_loss_check(checks))
    return tuple(checks), failed


def _answer(rule: Rule, question: RewardQuestion, before: Check | None) -> RuleAnswer:
    answer = rule.ask(question)
    if answer.passed is None or not rule.is_settled(question):
        return answer
    passed_then = before is not None and before.verdict is Verdict.PASS
    return RuleAnswer(True, before.input if before and passed_then else "passed when it was given")


def _loss_check(checks: list[Check]) -> Check:
    """Part of it went back: nobody is refused for that, and it explains what is left."""
    text = next(check.input for check in checks if check.rule == "not_disputed")
    return Check(rule="kept", input=text, verdict=Verdict.FAIL)


def _kept_checks(question: RewardQuestion) -> tuple[Check, ...]:
    reward = question.referral.reward
    return reward.checks if reward else ()


def _standing(question: RewardQuestion, checks: tuple[Check, ...], reason: str) -> Target:
    given = [side for side in question.sides if not reason or side.role == FRIEND]
    sides = tuple(_due(side, question, stands=True) for side in given)
    return Target(TargetState.STANDS, sides, checks, reason)


def _suspended_target(question: RewardQuestion, checks: tuple[Check, ...], reason: str) -> Target:
    """The target of a suspended reward: a new advocate or friend must be allowed a place."""
    refused = next((rule for rule in RULES if _refuses_a_place(rule, question)), None)
    given = [side for side in question.sides if refused is None or side.role == FRIEND]
    if refused and not question.keeps_friend:
        return Target(TargetState.CLOSED, (), checks, reason)
    sides = tuple(_due(side, question, stands=False) for side in given)
    return Target(TargetState.SUSPENDED, sides, checks, reason)


def _refuses_a_place(rule: Rule, question: RewardQuestion) -> bool:
    if rule.about is About.ORDER or rule.is_settled(question):
        return False
    return rule.ask(question).passed is False


def _due(fresh: Side, question: RewardQuestion, *, stands: bool) -> DueSide:
    """While the hold lasts a side is reckoned anew; later it can only be taken from."""
    worth = fresh.worth
    if (given := question.known_side(fresh)) and not _may_be(fresh.worth, given.worth, question):
        worth = given.worth
    entitled = fresh.worth if fresh.worth.amount <= worth.amount else worth
    figures = question.figures
    part = fresh.model_copy(update={"worth": entitled})
    lost = part.due_back(figures.lost_minor, figures.gross_minor)
    gone = lost if stands else entitled.amount
    return DueSide(
        role=fresh.role,
        person_id=fresh.person_id,
        terms=_terms(fresh, given, question),
        worth=worth,
        entitled=entitled,
        remaining=entitled.amount - gone,
    )


def _terms(fresh: Side, given: Side | None, question: RewardQuestion) -> dict[str, object]:
    """What was theirs already stays the thing it was: a code that came by letter isn't made a gift
    off the bill by what a shop tells later."""
    grant = question.standing_grant
    released = grant is not None and grant.released_at is not None
    return given.terms if given and released else fresh.terms


def _may_be(fresh: Worth, given: Worth, question: RewardQuestion) -> bool:
    """Whether the grant may take the order's new worth as what was given."""
    assert question.grant
    if question.grant.released_at is not None:
        return False
    rises = fresh.amount > given.amount or fresh.worth_minor > given.worth_minor
    return not rises or _affordable(question)


def _affordable(question: RewardQuestion) -> bool:
    """Whether the advocate's limit and the budget have what it rises by."""
    most = question.most_worth_minor
    if most is not None and question.used_worth_minor + question.advocates_worth_minor > most:
        return False
    return question.budget_minor is None or question.cost_minor <= question.budget_left_minor


def is_dearer(question: RewardQuestion) -> bool:
    """Whether an order that was edited is worth more to somebody than it was: only then need the
    budget be looked at, or what the advocate had in the period."""
    grant = question.standing_grant
    if grant is None or grant.released_at is not None:
        return False
    if grant.budget_minor is None and question.most_worth_minor is None:
        return False
    pairs = ((fresh, question.known_side(fresh)) for fresh in question.sides)
    return any(old and fresh.worth.worth_minor > old.worth.worth_minor for fresh, old in pairs)
