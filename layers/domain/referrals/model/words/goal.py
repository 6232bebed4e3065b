"""What a goal promises, in a sentence: to everyone who takes part, or to a cause."""

from referrals.model.goal.goal import Goal, GoalState
from referrals.model.program.program import Program
from referrals.model.words.statement import worth_in_words
from referrals.model.words.wording import Wording


def promise_sentence(words: Wording, goal: Goal, rules: Program) -> str:
    """As it stands: what would follow, or what did."""
    promise = goal.promise
    ending = {GoalState.OPEN: "promise", GoalState.REACHED: "kept"}.get(goal.state)
    if ending is None:
        return words.say("goal.kindly")
    if promise.is_donation:
        worth = worth_in_words(words, promise.amount, rules.currency)
        return words.say(f"goal.{ending}_donation", worth=worth, cause=promise.cause_name)
    worth = worth_in_words(words, promise.amount, promise.asset)
    return words.say(f"goal.{ending}_each", worth=worth)
