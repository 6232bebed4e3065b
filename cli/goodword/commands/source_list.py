"""`goodword source list`: every source of a program, and whether orders come as they should."""

from typing import Any

import typer

from goodword import target
from goodword.commands.source_place import secret_name, vault, webhook_url
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.model.insight.quiet import Hearing
from referrals.providers.shops.platform import platforms
from referrals.views.insight.source_hearing import source_hearing
from referrals.wiring import clock, stores, todo_stores

WORDS = {Hearing.USUAL: "usual", Hearing.QUIET: "QUIET", Hearing.TOO_FEW: "too few"}


def list_sources(
    program: str,
    every: bool = typer.Option(False, "--all", help="Those not set up, too."),
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What is set up, how many orders came of late and usually come, what is held."""
    with explain_errors():
        here = target.enter(stack)
        stores.programs().get(program)
        found = [_source(program, source, here.url) for source in platforms()]
        data = [each for each in found if every or as_json or each["live_secrets"] or each["held"]]
        show(data, as_json=as_json, human=lambda: _tell(program, data))


def _source(program: str, source: str, url: str) -> dict[str, Any]:
    kept = vault()
    hearing = source_hearing(
        program, source, stores.insights(), todo_stores.quiet_periods(), now=clock.now()
    )
    return {
        "source": source,
        "url": webhook_url(url, program, source),
        "shop": kept.shop(secret_name(program, source)),
        "live_secrets": len(kept.live(secret_name(program, source))),
        "store_credential": bool(kept.live(secret_name(program, source, "stores"))),
        "held": stores.bodies().waiting(program, source),
        **hearing.model_dump(mode="json"),
    }


def _tell(program: str, data: list[dict[str, Any]]) -> None:
    if not data:
        console.print(f"Nothing is set up. Begin with `goodword source add {program} SOURCE`.")
        return
    table = Sheet("source", "secrets", "last (UTC)", "24 h", "usual", "heard", "held", "store")
    for each in data:
        quiet = f" since {each['quiet_since']}" if each["quiet_since"] else ""
        secrets = {0: "none", 1: "one"}.get(each["live_secrets"], "two")
        table.add_row(
            each["source"],
            secrets,
            (each["last_heard_at"] or "")[5:13].replace("T", " "),
            str(each["last_day"]),
            f"{each['usual_day']:g}",
            WORDS[Hearing(each["hearing"])] + quiet,
            str(each["held"]),
            "yes" if each["store_credential"] else "no",
        )
    table.print()
    for each in data:
        shop = f" ({each['shop']})" if each["shop"] else ""
        console.print(f"{each['source']}{shop}: {each['url']}", highlight=False, soft_wrap=True)
