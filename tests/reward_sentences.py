"""What people are told of a reward decision, by nothing but what it stores."""

from referrals.model.attribution.referral import RewardDecision, RewardFacts, RewardPart
from referrals.model.words.decision import RewardSentences
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import wording


def sentences_of(reason: str, facts: RewardFacts, tag: str = "en") -> RewardSentences:
    words = wording(tag)

    def name_of(part: RewardPart) -> str:
        return terms_in_words(words, part.reward, "EUR")

    return RewardSentences(words, reason, facts, name_of)


def sentences(decision: RewardDecision) -> RewardSentences:
    assert decision.facts is not None
    return sentences_of(decision.reason, decision.facts)


def nothing(reason: str) -> tuple[str, str]:
    """For the advocate and for the friend: why there is nothing."""
    told = sentences_of(reason, RewardFacts())
    return told.for_advocate(), told.for_friend()


def for_advocate(decision: RewardDecision) -> str:
    return sentences(decision).for_advocate()


def for_friend(decision: RewardDecision) -> str:
    return sentences(decision).for_friend()


def for_former(decision: RewardDecision) -> str:
    return sentences(decision).for_former()
