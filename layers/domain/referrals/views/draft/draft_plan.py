"""What would change if a draft were applied, in words and field by field?"""

from collections.abc import Callable
from dataclasses import dataclass

from referrals.model.program.change import Difference, differences
from referrals.model.program.outlook import BudgetOutlook
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import ENGLISH, wording
from referrals.views.draft.setting_sentences import setting_sentences

type Outlook = Callable[[Program], BudgetOutlook | None]


@dataclass(frozen=True, slots=True)
class DraftPlan:
    changes: tuple[Difference, ...]
    gone: tuple[str, ...]
    """Sentences of the promise, and of what else the rules say, that hold no more."""
    come: tuple[str, ...]
    """Those that hold from then on."""
    promises: tuple[str, ...]
    """All of the promise that would hold."""


def draft_plan(rules: Program, current: AppliedProgram, outlook: Outlook) -> DraftPlan:
    """`rules` as they would be applied."""
    words = wording(ENGLISH)
    before = program_sentences(words, current.rules, outlook(current.rules))
    after = program_sentences(words, rules, outlook(rules))
    former = (*before, *setting_sentences(current.rules))
    following = (*after, *setting_sentences(rules))
    return DraftPlan(
        changes=differences(current.rules, rules),
        gone=tuple(each for each in former if each not in following),
        come=tuple(each for each in following if each not in former),
        promises=after,
    )
