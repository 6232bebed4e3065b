"""`goodword program simulate`: whom a change of the rules would have touched, order by order."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.rules_file import RulesFile
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from goodword.sheet import Sheet, amount_text
from referrals.desks import simulation as simulation_desk
from referrals.model.errors import RefusedError
from referrals.model.history.order_change import (
    OrderChange,
    OrderOutcome,
    OrderShare,
    ProposalEffect,
)
from referrals.model.moment import floor_to_second, stamp
from referrals.model.money import to_text
from referrals.model.order_key import ConversionKey
from referrals.model.program.change import require_same_currency
from referrals.model.program.program import Program
from referrals.steps.history.simulate_program import simulate_program
from referrals.steps.program.round_shares import round_shares
from referrals.wiring import clock, stores

RulesPath = Annotated[Path, typer.Argument(help="The rules as they would be.")]
FURTHEST_DAYS = 730
A_PAGE = 50


class BadSinceError(RefusedError):
    code = "bad_since"


def simulate(
    rules_file: RulesPath,
    *,
    since: Annotated[str, typer.Option(help="How far back: 90d, 12w, or 2026-10-01.")] = "90d",
    page: Annotated[int, typer.Option(min=1, help="Which fifty of the touched orders.")] = 1,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Says whom these rules would have touched, and what they would have cost; changes nothing."""
    with explain_errors():
        rules = RulesFile.open(rules_file).rules(local=not stack)
        target.enter(stack)
        current = stores.programs().get(rules.program)
        require_same_currency(current.rules, rules)
        rules = round_shares(rules, current, now=clock.now())
        now = clock.now()
        start = _start(since, now)
        with life("deciding every order again"):
            effect = simulate_program(rules, simulation_desk.simulation(), since=start, now=now)
        data = {"program": rules.program, "since": stamp(start), **_data(effect, rules)}
        show(data, as_json=as_json, human=lambda: _tell(effect, rules, start, page))


def _start(text: str, now: datetime) -> datetime:
    found = re.fullmatch(r"([1-9][0-9]{0,3})([dw])", text.strip())
    try:
        if found:
            days = int(found[1]) * (7 if found[2] == "w" else 1)
            start = now - timedelta(days=days)
        else:
            start = datetime.fromisoformat(text.strip()).replace(tzinfo=now.tzinfo)
    except ValueError:
        start = now
    if not now - timedelta(days=FURTHEST_DAYS) <= start < now:
        raise BadSinceError(
            f"{text} is no time to look back to.",
            field="since",
            remedy=f"Write it as 90d, 12w or 2026-10-01; {FURTHEST_DAYS} days back at most.",
        )
    return floor_to_second(start)


def _data(effect: ProposalEffect, rules: Program) -> dict[str, Any]:
    return {
        "currency": rules.currency,
        "orders": effect.orders,
        "unknown": effect.unknown,
        "touched": len(effect.changes),
        "gains": effect.gains,
        "losses": effect.losses,
        "advocates": effect.people("advocate"),
        "friends": effect.people("friend"),
        "cost_before_minor": effect.cost_before_minor,
        "cost_after_minor": effect.cost_after_minor,
        "changes": [_change_data(each) for each in effect.changes],
    }


def _change_data(change: OrderChange) -> dict[str, Any]:
    key = ConversionKey.parse(change.key)
    return {
        "source": key.source,
        "order_id": key.order_id,
        "decided_at": stamp(change.decided_at),
        "cost_minor": change.cost_minor,
        "before": _outcome_data(change.before),
        "after": _outcome_data(change.after),
    }


def _outcome_data(outcome: OrderOutcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "reason": outcome.reason,
        "advocate_id": outcome.advocate_id,
        "shares": [share._asdict() for share in outcome.shares],
        "cost_minor": outcome.cost_minor,
    }


def _tell(effect: ProposalEffect, rules: Program, start: datetime, page: int) -> None:
    currency = rules.currency
    console.print(
        f"[bold]{rules.program}[/bold] since {start:%F}: {effect.orders} orders decided on,"
        f" {len(effect.changes)} would have come out otherwise"
        f" ({effect.gains} would have earned something, {effect.losses} nothing any more).",
        soft_wrap=True,
    )
    if effect.changes:
        console.print(
            f"That touches {effect.people('advocate')} advocates and"
            f" {effect.people('friend')} friends."
        )
    console.print(
        f"What stands is worth {to_text(effect.cost_before_minor, currency)};"
        f" it would be {to_text(effect.cost_after_minor, currency)}"
        f" ({_sign(effect.cost_minor, currency)}).",
        highlight=False,
    )
    if effect.unknown:
        console.print(
            f"[yellow]{effect.unknown} orders more can't be decided again:"
            " what they rested on wasn't kept yet.[/yellow]"
        )
    shown = effect.changes[(page - 1) * A_PAGE : page * A_PAGE]
    if shown:
        _sheet(shown, currency).print()
    left = len(effect.changes) - page * A_PAGE
    if left > 0:
        console.print(f"{left} more: --page {page + 1}, or all of them with --json.")


def _sheet(changes: tuple[OrderChange, ...], currency: str) -> Sheet:
    table = Sheet("order", "decided", "as it is", "as it would be", "cost")
    for change in changes:
        key = ConversionKey.parse(change.key)
        name = f"{key.source} {key.order_id}"
        cells = (_outcome_words(each, currency) for each in (change.before, change.after))
        cost = _sign(change.cost_minor, currency)
        table.add_row(name, f"{change.decided_at:%F}", *cells, cost)
    return table


def _outcome_words(outcome: OrderOutcome, currency: str) -> str:
    if not outcome.shares:
        return f"nothing ({outcome.reason})"
    return "; ".join(f"{each.person_id} {_share_words(each, currency)}" for each in outcome.shares)


def _share_words(share: OrderShare, currency: str) -> str:
    if share.asset == currency:
        return to_text(share.amount, currency)
    return amount_text(share.amount, share.asset) if share.asset else share.words


def _sign(minor: int, currency: str) -> str:
    return f"{'+' if minor > 0 else ''}{to_text(minor, currency)}"
