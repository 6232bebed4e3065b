"""`goodword conversions`: genuine webhooks that were not understood, and reading them again."""

from typing import Annotated, Any

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import conversion as conversion_desk
from referrals.model.era import epoch_seconds
from referrals.steps.order.replay_held_bodies import ReplayBounds, ReplayedBody, replay_held_bodies
from referrals.store.order.body import HeldBody
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Webhooks that wait for a person: held, replay.")
Body = Annotated[str, typer.Option(help="Print this body as it came (its hash, or its beginning).")]
Most = Annotated[int, typer.Option(min=1, help="At most so many; the rest with --after.")]
After = Annotated[str, typer.Option(help="Goes on behind this one, as the call before printed it.")]


@app.command()
def held(
    program: str, source: str, body: Body = "", as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Held bodies with their reasons, kept for 30 days, the oldest first."""
    with explain_errors():
        target.enter(stack)
        found = sorted(
            stores.bodies().held_bodies(program, source), key=lambda each: each.received_at
        )
        if body:
            sha = next((each.sha for each in found if each.sha.startswith(body)), body)
            raw = stores.bodies().held_raw(program, source, sha).raw
            typer.echo(raw)
            return
        data = [_plain(each) for each in found]
        show(data, as_json=as_json, human=lambda: _tell(found))


@app.command()
def replay(
    program: str,
    source: str,
    *,
    most: Most = 1000,
    after: After = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Reads them again with today's code and rules; what is understood now is recorded."""
    with explain_errors():
        target.enter(stack)
        replayed, further = _rounds(program, source, most, after)
        data = {
            "replayed": [
                {
                    "sha": each.sha,
                    "outcome": each.receipt.outcome.value,
                    "order_id": each.receipt.order_id,
                    "reason": each.receipt.reason,
                }
                for each in replayed
            ],
            "waiting": stores.bodies().waiting(program, source),
            "after": further,
        }
        show(data, as_json=as_json, human=lambda: _tell_replays(data))


def _rounds(program: str, source: str, most: int, after: str) -> tuple[list[ReplayedBody], str]:
    """Round by round, as the API does it, until all were tried or enough; and where to go on."""
    done: list[ReplayedBody] = []
    desk = conversion_desk.recording()
    while len(done) < most:
        now, bounds = clock.now(), ReplayBounds(most=most - len(done))
        each = replay_held_bodies(program, source, desk, now=now, after=after, bounds=bounds)
        done += each.replayed
        after = each.after
        if not after:
            break
    return done, after


def _plain(held: HeldBody) -> dict[str, Any]:
    return {
        "sha": held.sha,
        "reason": held.reason,
        "received_at": epoch_seconds(held.received_at),
        "replayed_at": epoch_seconds(held.replayed_at) if held.replayed_at else 0,
        "size": held.size,
    }


def _tell(held: list[HeldBody]) -> None:
    if not held:
        console.print("Nothing is held.")
        return
    table = Sheet("body", "received", "reason", "bytes", "replayed")
    for each in held:
        received = f"{each.received_at:%Y-%m-%d %H:%M}"
        replayed = "yes" if each.replayed_at else "no"
        table.add_row(each.sha[:12], received, each.reason, str(each.size or ""), replayed)
    table.print()


def _tell_replays(data: dict[str, Any]) -> None:
    replayed = data["replayed"]
    console.print(f"{len(replayed)} read again." if replayed else "Nothing is held.")
    for each in replayed:
        line = f"{each['sha'][:12]} {each['outcome']} {each['order_id']} {each['reason']}"
        console.print(line.rstrip(), markup=False, highlight=False, soft_wrap=True)
    if data["waiting"]:
        console.print(f"{data['waiting']} still wait.")
    if data["after"]:
        advice = f"Not all were tried. Go on with --after {data['after']}"
        console.print(advice, highlight=False, soft_wrap=True)
