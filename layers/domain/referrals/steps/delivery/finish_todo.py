"""Notes that a person handed a reward over, or took it back: who, and with which code.

Grant, list and letter are one transaction: said twice it is told once, and whoever comes second
reads what the first one noted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.code.bearer_code import shown_code
from referrals.model.delivery.announcement import on_issue
from referrals.model.delivery.outbox import HandWord, OutboxItem
from referrals.model.delivery.todo import Todo, grant_key_of, redemption_id_of
from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.providers.rewards.registry import typed_terms
from referrals.steps.delivery.finish_by_hand import HandWorkDesk, finish_by_hand
from referrals.store.delivery.hand_work import HandWork
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.grant import Grants
from referrals.store.table import CancelledError, transact

_CODE = re.compile(r"[!-~]{1,64}")
_BY = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


class TodoNotFoundError(NotFoundError):
    code = "todo_not_found"


class TodoOverError(ConflictError):
    """The order went back or stands again meanwhile, or somebody else was first."""

    code = "todo_over"


class BadTodoNoteError(RefusedError):
    code = "bad_todo_note"


@dataclass(frozen=True, slots=True)
class TodoDesk:
    outbox: Outbox
    grants: Grants
    programs: Programs
    work: HandWork
    redemptions: Redemptions


def finish_todo(item_id: str, word: HandWord, desk: TodoDesk, *, now: datetime) -> OutboxItem:
    """The item, done. A code is needed where one was promised."""
    code = word.code
    _require_words(word.made_by, code)
    item = desk.outbox.find(item_id)
    if item and "redemption_id" in item.data:
        _require_code_of_exchange(item, code, desk)
        return finish_by_hand(item_id, word, HandWorkDesk(desk.outbox, desk.work), now=now)
    todo = _find(item_id, desk)
    if not todo.is_open:
        raise _over(todo)
    _require_code(todo, code)
    rules = desk.programs.get(todo.grant.program_id).rules
    if todo.takes_back:
        side = todo.side.model_copy(update={"issued_at": None})
    else:
        side = todo.side.model_copy(update={"issued_at": now, "code": code or todo.side.code})
    noted = todo.grant.with_side(side)
    news = [] if todo.takes_back else on_issue(noted, side, rules, now)
    # A letter that went out for it before is not written again.
    fresh = [item for item in news if desk.outbox.find(item.item_id) is None]
    actions = [
        desk.grants.change_action(noted),
        desk.outbox.finish_action(todo.item, shown_code(side.kind, side.code), word),
        *map(desk.outbox.add_action, fresh),
    ]
    try:
        transact(desk.outbox.table.dynamo, actions)
    except CancelledError as cancelled:
        raise _over(todo) from cancelled
    return desk.outbox.get(item_id)


def _find(item_id: str, desk: TodoDesk) -> Todo:
    item = desk.outbox.find(item_id)
    key = grant_key_of(item) if item else ""
    grant = desk.grants.find(key) if key else None
    if item is None or grant is None:
        raise TodoNotFoundError(
            f"nothing by the id {item_id} waits for a person's hands.",
            field="item_id",
            remedy="`goodword todo list` shows what does.",
        )
    return Todo(item, grant)


def _require_words(by: str, code: str) -> None:
    if not _BY.fullmatch(by):
        raise BadTodoNoteError(
            "who did it isn't said.", field="by", remedy="Name the person, on one line."
        )
    if code and not _CODE.fullmatch(code):
        raise BadTodoNoteError(
            "this is no code that a person could type.",
            field="code",
            remedy="At most 64 letters, digits and signs, without a space.",
        )


def needs_code(terms: Mapping[str, Any], currency: str) -> bool:
    """Whether these terms promise a code for a till."""
    reward_type, parsed = typed_terms(terms)
    return reward_type.discount(parsed, currency) is not None


def _require_code(todo: Todo, code: str) -> None:
    promised = needs_code(todo.side.terms, todo.grant.currency)
    if promised and not code and not todo.side.code and not todo.takes_back:
        raise _no_code()


def _require_code_of_exchange(item: OutboxItem, code: str, desk: TodoDesk) -> None:
    """Without it the item would come back to the list as it was."""
    found = desk.redemptions.find(redemption_id_of(item)) if redemption_id_of(item) else None
    if found is None or found.exchange is None or code:
        return
    rules = desk.programs.get(found.program_id).rules
    if needs_code(found.exchange.terms, rules.currency):
        raise _no_code()


def _no_code() -> BadTodoNoteError:
    return BadTodoNoteError(
        "a code was promised, and none is given.",
        field="code",
        remedy="Enter one in your till, and say which.",
    )


def _over(todo: Todo) -> TodoOverError:
    return TodoOverError(
        f"{todo.item.item_id} is no longer as it was.",
        field="item_id",
        remedy="Look at `goodword todo list`, and at `goodword explain` for its order.",
    )
