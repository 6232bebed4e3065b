"""`goodword log`: who changed what, when, by which key or as which person."""

from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.model.change.change_record import ChangeRecord
from referrals.views.change.change_page import ChangeFilter, change_page
from referrals.wiring import clock, session_stores


def log(
    actor: Annotated[
        str, typer.Option(help="Only of this key (key_...), staff (stf_...) or person.")
    ] = "",
    kind: Annotated[str, typer.Option(help="Only this operation: correction_make.")] = "",
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="A day in UTC.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="A day in UTC.")
    ] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    after: Annotated[str, typer.Option(help="Goes on where the last page ended.")] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Who changed what by API, command line or desk, the newest first; kept two years."""
    with explain_errors():
        target.enter(stack)
        days = (first.date() if first else None, last.date() if last else None)
        wish = ChangeFilter(actor, kind, *days)
        page = change_page(
            wish, session_stores.change_log(), limit=limit, start=after, now=clock.now()
        )
        data = {
            "items": [each.model_dump(mode="json") for each in page.changes],
            "after": page.after,
        }
        show(data, as_json=as_json, human=lambda: _tell(page.changes, page.after))


def _tell(changes: list[ChangeRecord], after: str) -> None:
    if not changes and not after:
        console.print("Nothing was changed then.")
    for each in changes:
        about = ", ".join(f"{name} {text}" for name, text in each.subject.items())
        end = each.outcome or "broke off"
        line = f"{each.made_at:%Y-%m-%d %H:%M:%S} {each.actor} {each.kind}: {end}"
        console.print(escape(line), highlight=False, soft_wrap=True)
        if each.reason:
            console.print(escape(f"  why: {each.reason}"), highlight=False, soft_wrap=True)
        if about:
            console.print(escape(f"  {about}"), highlight=False, soft_wrap=True)
    if after:
        console.print(f"More: --after {after}", highlight=False, soft_wrap=True)
