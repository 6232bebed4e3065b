"""What people are told of a decision: for each its sentences, for each check what would change it.

The advocate is never told what the friend bought or paid; nobody is told less than the reason.
Letters say the same sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from referrals.model.attribution.referral import Check, RewardFacts, RewardPart, Verdict
from referrals.model.reward.grant import ADVOCATE, FRIEND
from referrals.model.reward.order_rule import DENIED, UNDER_REVIEW, VETO_AWAITED
from referrals.model.risk.case import ReviewNote
from referrals.model.risk.table import RISK
from referrals.model.words.act import held_name, opening_sentence
from referrals.model.words.reward import is_saved
from referrals.model.words.wording import Wording


def reason_sentence(
    words: Wording, role: str, reason: str, review: ReviewNote | None = None
) -> str:
    """Why something went back or is not given, to the `advocate` or the `friend`; of a denial,
    also what was found."""
    name = f"why_{role}.{reason}"
    sentence = words.say(name if words.has(name) else f"why_{role}.other")
    found = risk_sentence(words, review.rule) if review and reason == DENIED else ""
    return _paragraph(sentence, found)


def outlook_sentence(
    words: Wording, reason: str, review: ReviewNote | None = None, *, time_zone: str = "UTC"
) -> str:
    """What the reason's passing would bring; empty where it doesn't pass by itself."""
    if reason == DENIED:
        return words.say("appeal.offer") if may_appeal(reason, review) else ""
    name = f"follows.{reason}"
    if not words.has(name):
        return ""
    if reason == UNDER_REVIEW:
        return words.say(name, date=words.date(review.answer_by, time_zone)) if review else ""
    return words.say(name)


def may_appeal(reason: str, review: ReviewNote | None) -> bool:
    """Who was denied on an appeal has no other."""
    return reason == DENIED and review is not None and review.may_appeal


def risk_sentence(words: Wording, rule: str) -> str:
    """What a check of risk found; empty for none that we know."""
    name = f"risk.{rule.removeprefix(RISK)}"
    return words.say(name) if words.has(name) else ""


def risk_remedy(words: Wording, rule: str) -> str:
    """What would change what a check of risk found."""
    name = f"risk_remedy.{rule.removeprefix(RISK)}"
    return words.say(name) if words.has(name) else ""


def remedy(words: Wording, check: Check) -> str:
    """What would change a no; empty for any other verdict, and for a part that went back."""
    name = f"remedy.{check.rule}"
    return words.say(name) if check.verdict is Verdict.FAIL and words.has(name) else ""


@dataclass(frozen=True, slots=True)
class RewardSentences:
    """One decision's sentences, by its reason and its facts."""

    words: Wording
    reason: str
    facts: RewardFacts
    name_of: Callable[[RewardPart], str]
    """What a part of the reward is called."""
    review: ReviewNote | None = None
    """Where somebody looks at it, or has looked."""

    def for_advocate(self) -> str:
        return self._of(ADVOCATE, [part for part in self.facts.parts if part.role != FRIEND])

    def for_friend(self) -> str:
        return self._of(FRIEND, [part for part in self.facts.parts if part.role == FRIEND])

    def for_former(self) -> str:
        """For the last advocate from whom a correction took it; empty where there is none."""
        former, say = self.facts.former, self.words.say
        if former is None:
            return ""
        keeps = say("back.spent") if former.spent else ""
        return _paragraph(
            reason_sentence(self.words, ADVOCATE, former.reason), say("back.earned"), keeps
        )

    def _of(self, role: str, parts: list[RewardPart]) -> str:
        if not parts and role == FRIEND and self.facts.parts:
            return self.words.say("acts.welcome_renewal")  # The program gives them no part of it.
        if not parts:
            reason = reason_sentence(self.words, role, self.reason, self.review)
            follows = outlook_sentence(self.words, self.reason, self.review)
            earned = "look.earned" if self.reason in (UNDER_REVIEW, VETO_AWAITED) else "none.earned"
            return _paragraph(reason, self.words.say(earned), follows)
        if self.facts.loss:
            return _paragraph(
                reason_sentence(self.words, role, self.facts.loss), self._rest_sentences(parts)
            )
        return self._reward_sentences("welcome" if role == FRIEND else "thanks", parts)

    def _reward_sentences(self, letter: str, parts: list[RewardPart]) -> str:
        """The same as the first letter, in which the other person may be named."""
        say, until = self.words.say, self.facts.hold_until
        when = say(f"{letter}.ready")
        if all(is_saved(part.reward) for part in parts):
            when = say(f"{letter}.saved")
        elif until:
            held = held_name(self.facts.act, letter)
            when = say(held, date=self.words.date(until, "UTC"))
        opening = opening_sentence(self.words, self.facts.act, letter) or say(f"{letter}.opening")
        cut = say("acts.cut") if self.facts.cut_minor and letter == "thanks" else ""
        return _paragraph(opening, self._list(f"{letter}.earned", parts), cut, when)

    def _rest_sentences(self, parts: list[RewardPart]) -> str:
        left = [part for part in parts if part.reward["amount"]]
        if not left:
            return self.words.say("back.earned")
        whole = all(part.reward["amount"] == part.entitled for part in parts)
        return self._list("back.stays" if whole else "back.kept", left)

    def _list(self, sentence: str, parts: list[RewardPart]) -> str:
        names = map(self.name_of, parts)
        text = reduce(lambda a, b: self.words.say("reward.and", first=a, second=b), names)
        return f"{self.words.say(sentence)} {text}."


def _paragraph(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
