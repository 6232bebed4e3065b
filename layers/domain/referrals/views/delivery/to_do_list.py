"""What waits for a person's hands: rewards that no platform makes, to hand over or take back?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import BY_HAND, DeliveryState, OutboxItem
from referrals.model.moment import Moment
from referrals.model.program.program import Program
from referrals.model.words.reward import terms_in_words
from referrals.model.words.wording import Wording
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.grant import Grants


class ToDo(BaseModel):
    item_id: str
    program: str
    person_id: str
    take_back: bool
    """Whether it was handed over, and its order went back."""
    words: str
    """What it is, in the reader's language."""
    terms: dict[str, Any]
    code: str
    """What was handed over, where it is to be taken back."""
    since: Moment


@dataclass(frozen=True, slots=True)
class ToDoSources:
    outbox: Outbox
    grants: Grants
    redemptions: Redemptions
    programs: Programs


def to_do_list(
    sources: ToDoSources, words: Wording, limit: int, start: Item | None = None
) -> tuple[list[ToDo], Item | None]:
    """Of a page of parked items those that wait for hands, oldest first, and where to go on."""
    items, after = sources.outbox.page(DeliveryState.PARKED, limit, start)
    return list(_to_do(items, sources, words)), after


def _to_do(items: list[OutboxItem], sources: ToDoSources, words: Wording) -> Iterator[ToDo]:
    for item in items:
        work = _task_of(item, sources) if item.reason == BY_HAND else None
        if work is None or not work.due:
            continue
        program = sources.programs.find(item.program_id)
        yield ToDo(
            item_id=item.item_id,
            program=item.program_id,
            person_id=item.person_id,
            take_back=_is_back(item),
            words=_words_of(words, work.terms, program.rules if program else None) or work.words,
            terms=work.terms,
            code=work.code,
            since=item.created_at,
        )


@dataclass(frozen=True, slots=True)
class _HandTask:
    terms: dict[str, Any]
    code: str
    words: str
    """The reward type's own."""
    due: bool
    """Whether it still stands, or still has to go back."""


def _task_of(item: OutboxItem, sources: ToDoSources) -> _HandTask | None:
    if "redemption_id" in item.data:
        found = sources.redemptions.find(str(item.data["redemption_id"]))
        exchange = found.exchange if found else None
        if not (found and exchange):
            return None
        return _HandTask(exchange.terms, exchange.code, exchange.words, found.is_open)
    grant = sources.grants.find(str(item.data["conversion_key"]))
    if grant is None:
        return None
    side = grant.side(str(item.data["side"]))
    due = not side.remaining if _is_back(item) else side.remaining > 0
    return _HandTask(side.terms, side.code, side.worth.words, due)


def _is_back(item: OutboxItem) -> bool:
    return item.topic == Topic.REWARD_REVERSED


def _words_of(words: Wording, terms: dict[str, Any], rules: Program | None) -> str:
    return terms_in_words(words, terms, rules.currency) if rules else ""
