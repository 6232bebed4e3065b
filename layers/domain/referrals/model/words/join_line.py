"""The line with which a shop's own page invites to share: a question, and what both get."""

from referrals.model.program.outlook import BudgetOutlook
from referrals.model.program.program import Program
from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import Wording


def join_line(words: Wording, rules: Program, outlook: BudgetOutlook | None) -> tuple[str, ...]:
    """Nothing where whoever joined now could be promised nothing. What both get stands in it
    where the program has one offer: of several nobody knows yet which will be theirs."""
    spent = outlook is not None and outlook.left_minor <= 0 and not rules.limits.has_line
    if rules.paused or spent:
        return ()
    question = words.say("join.line", shop=rules.shop_name)
    live = [offer for offer in rules.offers if offer.weight]
    if len(live) != 1 or live[0].friend.model_dump().get("steps"):
        return (question,)
    both = 1 if rules.qualifies.on == "renewal" else 2
    return (question, *program_sentences(words, rules)[:both])
