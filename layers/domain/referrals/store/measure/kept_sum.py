"""Sums that are kept beside what they count: of surveys by month, of nudges' arms, of budgets.

What each item counts for is read here once more, for comparing. Who was erased is counted still and
has no item any more: of surveys and arms the items tell the least that a sum can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from awswire.codec import Item
from referrals.model.errors import MISSHAPEN, GoodwordError, UnavailableError
from referrals.model.nudge.arm import ArmEntry
from referrals.model.nudge.effect import ArmOutcome
from referrals.model.survey.survey import Survey
from referrals.store.nudge.experiment import ENTRY, arm_place, outcome_steps
from referrals.store.program.shard import budget_account, shard_key
from referrals.store.reward.grant import read_grant
from referrals.store.survey.survey import MONTHS, SURVEY, month_place
from referrals.store.table import Change, ConditionFailedError, Table

ARMS, BUDGET, SPENT = "nudge-effect#", budget_account(""), "spent_minor"
NOUNS = ("stories", "ledger")


class SumPlace(NamedTuple):
    """Where a sum is kept: a table, and the two parts of the key there."""

    noun: str
    first: str
    second: str

    @property
    def program_id(self) -> str:
        return self.first.split("#")[1]

    @property
    def is_exact(self) -> bool:
        """Whether all that it counts is kept: grants are, and people's answers may be erased."""
        return self.noun == "ledger"


type KeptSums = dict[SumPlace, dict[str, int]]


@dataclass(frozen=True, slots=True)
class WrongSum:
    place: SumPlace
    counter: str
    counted: int
    expected: int


def kept_sums(tables: Mapping[str, Table]) -> tuple[KeptSums, KeptSums]:
    """As they stand, and as the items come to; what nobody can read counts for nothing."""
    kept: KeptSums = {}
    counted: KeptSums = {}
    for noun in NOUNS:
        for item in tables[noun].scan():
            if place := _sum_place(noun, item):
                kept[place] = {name: v for name, v in item.items() if isinstance(v, int)}
                continue
            try:
                key, steps = _steps_of(noun, item)
            except (GoodwordError, *MISSHAPEN):
                continue
            if key:
                sums = counted.setdefault(SumPlace(noun, *key.values()), {})
                for name, step in steps.items():
                    sums[name] = sums.get(name, 0) + step
    return kept, counted


def correct_sum(wrong: WrongSum, tables: Mapping[str, Table]) -> None:
    """UnavailableError when it moved since it was compared."""
    names = ("account", "entry") if wrong.place.is_exact else ("subject", "entry")
    change = Change(
        update="SET #c = :new ADD #v :step" if wrong.place.is_exact else "SET #c = :new",
        guard="#c = :old" if wrong.counted else "attribute_not_exists(#c) OR #c = :old",
        names={"#c": wrong.counter, **({"#v": "version"} if wrong.place.is_exact else {})},
        values={
            ":new": wrong.expected,
            ":old": wrong.counted,
            **({":step": 1} if wrong.place.is_exact else {}),
        },
    )
    try:
        key = dict(zip(names, wrong.place[1:], strict=True))
        tables[wrong.place.noun].update(key, change)
    except ConditionFailedError:
        raise UnavailableError(
            "the numbers moved meanwhile.", remedy="Check again when it is quieter."
        ) from None


def _sum_place(noun: str, item: Item) -> SumPlace | None:
    first, second = str(item.get("account" if noun == "ledger" else "subject")), str(item["entry"])
    arm = first.startswith(ARMS) and second.startswith("arm#")
    if arm or first.startswith((MONTHS, BUDGET)):
        return SumPlace(noun, first, second)
    return None


def _steps_of(noun: str, item: Item) -> tuple[Item | None, dict[str, int]]:
    entry = str(item["entry"])
    if noun == "ledger":
        grant = read_grant(item)
        if grant is None or grant.budget_minor is None:
            return None, {}
        spent = grant.budget_minor if grant.holds_place else 0
        return shard_key(grant.program_id, grant.shard), {SPENT: spent}
    if entry.startswith(SURVEY):
        survey = Survey.model_validate(item)
        return month_place(survey), _survey_steps(survey)
    if entry.startswith(ENTRY):
        outcome = item.get("outcome")
        ended = outcome_steps(ArmOutcome.model_validate(outcome)) if outcome else {}
        return arm_place(ArmEntry.model_validate(item)), {"entered": 1, **ended}
    return None, {}


def _survey_steps(survey: Survey) -> dict[str, int]:
    steps, answer = {"asked": 1, "mailed": int(survey.mailed)}, survey.answer
    if answer is None:
        return steps
    steps |= {f"score_{answer.score}": 1, "mail_answers": int(survey.mailed)}
    return {**steps, **({f"satisfied_{answer.satisfaction}": 1} if answer.satisfaction else {})}
