"""`goodword held`: genuine webhooks that could not be understood, and reading them again."""

from typing import Any

import typer
from rich.table import Table

from goodword import target
from goodword.output import AsJson, Stack, console, show, told
from referrals import desks, wiring
from referrals.steps.replay_held import replay_held
from referrals.store.body import HeldBody

app = typer.Typer(no_args_is_help=True, help="Webhooks that wait for a person: list, replay.")


@app.command(name="list")
def list_held(program: str, source: str, as_json: AsJson = False, stack: Stack = "") -> None:
    """Held bodies with their reasons, kept for 30 days."""
    with told():
        target.enter(stack)
        held = list(wiring.bodies().held(program, source))
        data = [_plain(each) for each in held]
        show(data, as_json=as_json, human=lambda: _tell(held))


@app.command()
def replay(program: str, source: str, as_json: AsJson = False, stack: Stack = "") -> None:
    """Reads them again with today's code and rules; what is understood now is recorded."""
    with told():
        target.enter(stack)
        now = int(wiring.now().timestamp())
        replayed = replay_held(program, source, desks.intake(), now=now)
        data = [
            {
                "sha": each.sha,
                "outcome": each.receipt.outcome.value,
                "order_id": each.receipt.order_id,
                "reason": each.receipt.reason,
            }
            for each in replayed
        ]
        show(data, as_json=as_json, human=lambda: _tell_replayed(data))


def _plain(held: HeldBody) -> dict[str, Any]:
    return {
        "sha": held.sha,
        "reason": held.reason,
        "received_at": held.received_at,
        "replayed_at": held.replayed_at,
    }


def _tell(held: list[HeldBody]) -> None:
    table = Table("body", "reason", "replayed")
    for each in held:
        table.add_row(each.sha[:12], each.reason, "yes" if each.replayed_at else "no")
    console.print(table)


def _tell_replayed(data: list[dict[str, str]]) -> None:
    console.print(f"{len(data)} read again." if data else "Nothing is held.")
    for each in data:
        line = f"{each['sha'][:12]} {each['outcome']} {each['order_id']} {each['reason']}"
        console.print(line.rstrip(), markup=False, highlight=False)
