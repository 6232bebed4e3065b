"""Commands that change something stand in the log: before they begin, and what came of them.

Every command is named here, either with its operation or among those that only read.
"""

import getpass
import os
import re
from pathlib import Path
from typing import Any

import boto3

# Typer has a copy of click, and no other way to say which command is running.
from typer._click.core import Context
from typer._click.globals import get_current_context

from referrals.model.change.change_record import (
    ChangeRecord,
    Door,
    ids_in,
    new_change,
)
from referrals.wiring import clock, session_stores

# The API's name of the operation where it has the same one.
OPERATIONS = {
    "answers reply": "listening_reply",
    "claim make": "claim_make",
    "clicks replay": "clicks_replay",
    "codes import": "codes_import",
    "connection add": "connection_add",
    "connection test": "connection_test",
    "conversions replay": "held_replay",
    "correct": "correction_make",
    "customers forget": "customers_forget",
    "customers history": "customers_history",
    "customers import": "customers_import",
    "freeze": "hold_make",
    "goal end": "goal_end",
    "goal start": "goal_start",
    "goodwill give": "goodwill_give",
    "import apply": "import_apply",
    "import undo": "import_undo",
    "experiment end": "experiment_end",
    "insights rebuild": "insights_rebuild",
    "key create": "key_create",
    "key revoke": "key_revoke",
    "lift": "hold_make",
    "mail lift": "mail_lift",
    "outbox resend": "outbox_send_again",
    "privacy erase": "privacy_ask",
    "privacy export": "privacy_ask",
    "privacy refuse": "privacy_decide",
    "privacy rehash": "privacy_rehash",
    "privacy release": "privacy_decide",
    "program apply": "program_apply",
    "reconcile run": "reconcile_run",
    "redeem capture": "redemption_capture",
    "redeem code": "redemption_exchange",
    "redeem item": "redemption_exchange",
    "redeem now": "redemption_reserve",
    "redeem release": "redemption_release",
    "redeem reserve": "redemption_reserve",
    "release": "hold_make",
    "reviews approve": "review_say",
    "reviews deny": "review_say",
    "reviews note": "review_say",
    "source add": "source_add",
    "source connect": "source_connect",
    "source rotate": "source_rotate",
    "staff invite": "staff_invite",
    "staff remove": "staff_remove",
    "staff remove-passkeys": "staff_passkeys_remove",
    "staff require-passkeys": "staff_passkeys_require",
    "staff role": "staff_role",
    "stories approve": "story_approve",
    "stories decline": "story_decline",
    "suggestions answer": "listening_say_to_suggestion",
    "suggestions decide": "listening_say_to_suggestion",
    "thanks write": "note_write",
    "todo done": "todo_finish",
    "webhook add": "webhook_add",
    "webhook rotate": "webhook_rotate",
    "webhook test": "webhook_test",
    "words send": "letter_send_test",
}
# `mcp` calls the API, which logs what it changes. `trigger` and `source test` come in as a shop
# does, by the webhooks' address; `local` and `mail build` are about this machine.
READS = frozenset(
    {
        "answers list",
        "claim show",
        "codes list",
        "connection list",
        "conversions held",
        "donations",
        "explain",
        "export",
        "gifts leaks",
        "goal show",
        "goodwill list",
        "import plan",
        "experiment list",
        "experiment show",
        "insights check",
        "insights show",
        "key list",
        "ledger show",
        "ledger verify",
        "listening",
        "log",
        "mcp",
        "nudges effect",
        "nudges list",
        "nudges why",
        "outbox list",
        "privacy list",
        "program export",
        "program plan",
        "program simulate",
        "reconcile report",
        "redeem list",
        "redeem show",
        "reviews harm",
        "reviews list",
        "reviews show",
        "source list",
        "source test",
        "staff list",
        "statement",
        "stories list",
        "stories show",
        "suggestions list",
        "thanks reports",
        "thanks show",
        "todo list",
        "trigger",
        "webhook list",
        "words list",
        "words preview",
    }
)
# How a command calls what the log has by another name.
_ID_OF = {
    "order": "order_id",
    "person": "person_id",
    "review": "review_id",
    "staff": "staff_id",
    "story": "story_id",
    "suggestion": "suggestion_id",
    "survey": "survey_id",
    "letter": "topic",
}
_PROGRAM_LINE = re.compile(r"^program:[ \t]*[\"']?([a-z0-9][a-z0-9-]{1,39})\b", re.M)
_RECORD, _MADE = "goodword.change", "goodword.made"


def begin_change(*, deployed: bool) -> None:
    """Called once a command knows its stack; `deployed` is one on AWS."""
    context = get_current_context(silent=True)
    operation = OPERATIONS.get(command_of(context)) if context else None
    if context is None or operation is None or _RECORD in context.meta:
        return
    record = new_change(
        operation,
        _ids_of(context.params),
        actor=person_at(deployed=deployed),
        door=Door.COMMAND_LINE,
        now=clock.now(),
        random=clock.random_bytes(10),
    )
    session_stores.change_log().add(record)
    context.meta[_RECORD] = record


def note_ids(data: Any) -> None:
    """What the command shows at its end names what it made."""
    context = get_current_context(silent=True)
    if context and isinstance(data, dict):
        context.meta[_MADE] = ids_in(data)


def actor_of_change() -> str:
    """Who the log says is at it; nobody outside a command."""
    context = get_current_context(silent=True)
    record: ChangeRecord | None = context.meta.get(_RECORD) if context else None
    return record.actor if record else ""


def end_change(outcome: str) -> None:
    context = get_current_context(silent=True)
    record: ChangeRecord | None = context.meta.pop(_RECORD, None) if context else None
    if context and record:
        made = context.meta.get(_MADE, {})
        session_stores.change_log().finish(record, outcome, made)


def command_of(context: Context) -> str:
    """`key create`, whatever the program itself is called."""
    return context.command_path.partition(" ")[2]


def person_at(*, deployed: bool) -> str:
    """Who AWS says that this is, by role and session; else whose account of the machine it is."""
    if deployed:
        arn: str = boto3.client("sts").get_caller_identity()["Arn"]
        return arn.split(":", 5)[-1]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _ids_of(params: dict[str, Any]) -> dict[str, Any]:
    named = {_ID_OF.get(name, name): value for name, value in params.items()}
    file = named.get("rules_file")
    if isinstance(file, Path):
        named["program"] = _program_in(file)
    to = named.get("to")
    if isinstance(to, str) and to and "@" not in to:
        named["advocate_id" if to.startswith("adv_") else "code"] = to
    return named


def _program_in(file: Path) -> str:
    """Whose rules they are; empty where the file says nothing that others could read."""
    try:
        found = _PROGRAM_LINE.search(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""
