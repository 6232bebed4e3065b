"""`goodword connection`: Klaviyo and Slack: their secrets, a try-out, and how each does."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated

import typer

from goodword import target
from goodword.commands.source_place import SecretFile, handed_over, vault
from goodword.outbox_try import follow_try
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from goodword.sheet import Sheet
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.program.program import Program
from referrals.steps.connection.keep_channel_secret import (
    WHAT,
    ChannelSecretDesk,
    keep_channel_secret,
)
from referrals.steps.connection.try_connection import try_connection
from referrals.wiring import clock, settings, stores

app = typer.Typer(no_args_is_help=True, help="Klaviyo and Slack: add, test, list.")


class Outsider(StrEnum):
    KLAVIYO = "klaviyo"
    """Profiles of people who agreed to friendly mail."""
    SLACK = "slack"
    """A channel of the shop's own people."""


ProgramId = Annotated[str, typer.Argument(help="The program's id.")]
Which = Annotated[Outsider, typer.Argument(help="Whom it is about.")]
Wait = Annotated[int, typer.Option(min=1, max=600, help="Seconds to follow it.")]
RULE = {Outsider.KLAVIYO: "klaviyo: true", Outsider.SLACK: "slack_hour: 8"}


class NoConnectionSecretError(NotFoundError):
    code = "no_connection_secret"


class ConnectionRefusedTestError(RefusedError):
    """A try-out that wasn't taken."""

    code = "connection_refused_test"


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    program: str
    connection: str
    is_on: bool
    """Whether the program's rules ask for it."""
    has_secret: bool
    closed: bool
    failures: int


@app.command()
def add(
    program: ProgramId,
    which: Which,
    secret_file: SecretFile = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps the secret, in place of the one before, and opens the connection again."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        channel = Channel(which.value)
        secret = handed_over(secret_file, WHAT[channel]).strip()
        keep_channel_secret(program, channel, secret, _secrets())
        steps = [
            f"Say so in the rules, under connections: {RULE[which]}",
            f"Try it: goodword connection test {program} {which}",
        ]
        data = {"program": program, "connection": which.value, "stored": True}
        show(data, as_json=as_json, human=lambda: _tell_steps(rules, which, steps))


@app.command(name="test")
def try_out(
    program: ProgramId,
    which: Which,
    wait: Wait = 60,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Sends one message that says nothing but that it is a try-out, by the usual way."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        if not _has_secret(program, which):
            raise NoConnectionSecretError(
                f"nothing is kept for {which} of {program}.",
                remedy=f"Keep it with `goodword connection add {program} {which}`.",
            )
        channel, shelf = Channel(which.value), (stores.outbox(), stores.endpoints())
        item = try_connection(rules, channel, *shelf, now=clock.now())
        with life(f"waiting for {which}"):
            found = follow_try(item, wait)
        _require_taken(found, which)
        data = {"connection": which.value, "item_id": found.item_id, "state": found.state.value}
        show(data, as_json=as_json, human=lambda: console.print(f"{which} took it."))


@app.command(name="list")
def list_connections(as_json: AsJson = False, stack: Stack = "") -> None:
    """Whether each program tells Klaviyo and Slack anything, and how they do."""
    with explain_errors():
        target.enter(stack)
        found = [
            _row(each.rules, which) for each in stores.programs().list_all() for which in Outsider
        ]
        data = [asdict(each) for each in found]
        show(data, as_json=as_json, human=lambda: _tell_rows(found))


def _secrets() -> ChannelSecretDesk:
    return ChannelSecretDesk(vault(), stores.endpoints(), settings.setting("SECRETS_PREFIX"))


def _has_secret(program: str, which: Outsider) -> bool:
    desk = _secrets()
    return bool(desk.vault.live(desk.name(program, Channel(which.value))))


def _row(rules: Program, which: Outsider) -> ConnectionRow:
    asked = rules.connections
    slack = asked.slack_hour is not None or asked.slack_urgent
    endpoint = stores.endpoints().find(f"{rules.program}#{which}", which)
    return ConnectionRow(
        rules.program,
        which.value,
        asked.klaviyo if which is Outsider.KLAVIYO else slack,
        _has_secret(rules.program, which),
        endpoint.gone,
        endpoint.failures,
    )


def _require_taken(item: OutboxItem, which: Outsider) -> None:
    if item.state is not DeliveryState.DONE:
        why = item.reason or "nothing was answered yet"
        raise ConnectionRefusedTestError(
            f"{which} didn't take it: {why}.",
            remedy="docs/connections.md says what each answer means; `goodword outbox list` has"
            " the item.",
        )


def _tell_steps(rules: Program, which: Outsider, steps: list[str]) -> None:
    row = _row(rules, which)
    lines = [f"{number}. {step}" for number, step in enumerate(steps[row.is_on :], 1)]
    for line in ("Stored.", *lines):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _tell_rows(found: list[ConnectionRow]) -> None:
    sheet = Sheet("program", "connection", "rules", "secret", "", empty="There is no program yet.")
    for each in found:
        note = "closed" if each.closed else f"failed {each.failures}x" if each.failures else ""
        sheet.add_row(
            each.program,
            each.connection,
            "on" if each.is_on else "off",
            "kept" if each.has_secret else "none",
            note,
        )
    sheet.print()
