"""Notes that a reward became somebody's own: some days later they may be asked how it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from awswire.codec import Item
from referrals.model.survey.policy import ListeningPolicy
from referrals.store.program.program import Programs
from referrals.store.reward.grant import read_grant
from referrals.store.survey.survey import Surveys
from referrals.store.table import transact


@dataclass(frozen=True, slots=True)
class RewardNoteDesk:
    programs: Programs
    surveys: Surveys


def note_rewards(changes: Iterable[tuple[Item, Item]], desk: RewardNoteDesk) -> int:
    """How many people were noted; `changes` are items of the ledger as they were and are."""

    @cache
    def policy_of(program_id: str) -> ListeningPolicy:
        found = desk.programs.find(program_id)
        return found.rules.listening if found else ListeningPolicy()

    count = 0
    for old, new in changes:
        grant = read_grant(new)
        before = read_grant(old) if old else None
        if grant is None or grant.released_at is None or (before and before.released_at):
            continue
        policy = policy_of(grant.program_id)
        people = {side.person_id for side in grant.sides if side.remaining and side.person_id}
        due_at = grant.released_at + timedelta(days=policy.wait_days)
        for person_id in sorted(people) if policy.surveys else ():
            # The same reward is the same entry, however often it is told of.
            entry = desk.surveys.agenda.entry(grant.program_id, due_at, person_id, "reward")
            transact(desk.surveys.table.dynamo, [desk.surveys.agenda.add_action(entry)])
            count += 1
    return count
