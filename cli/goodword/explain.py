"""`goodword explain`: the whole story of one order, candidates and checks included."""

from rich.markup import escape
from rich.table import Table

from goodword import target
from goodword.output import AsJson, Stack, console, show, told
from referrals import wiring
from referrals.model.conversion import ConversionKey
from referrals.model.money import to_text
from referrals.model.referral import Check, Verdict
from referrals.views.explanation import Archive, Explanation, explanation

MARKS = {
    Verdict.PASS: "[green]✓[/green]",
    Verdict.FAIL: "[red]✗[/red]",
    Verdict.SKIP: "[dim]·[/dim]",
}


def explain(
    program: str, source: str, order: str, *, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """What was told of an order, who was found to have brought it, and what came of that."""
    with told():
        target.enter(stack)
        found = explanation(ConversionKey(program, source, order), archive())
        data = found.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: tell(found))


def archive() -> Archive:
    return Archive(
        wiring.conversions(),
        wiring.referrals(),
        wiring.grants(),
        wiring.outbox(),
        wiring.programs(),
    )


def tell(found: Explanation) -> None:
    story = found.story
    console.print(
        f"[bold]{story.program} · {story.source} · {story.order_id}[/bold]"
        f"  {story.status}, {found.standing}"
    )
    _tell_facts(found)
    _tell_attribution(found)
    _tell_reward(found)
    _tell_departures(found)


def _tell_facts(found: Explanation) -> None:
    table = Table("fact", "told", "as of", "recorded", title="What the shop told", title_style="")
    for fact in found.facts:
        table.add_row(fact.name, fact.said, f"{fact.as_of:%F %T}", f"{fact.recorded_at:%F %T}")
    console.print(table)


def _tell_attribution(found: Explanation) -> None:
    decision = found.story.attribution
    if decision is None:
        console.print("Attribution: nothing decided yet.")
        return
    whom = f" to {decision.advocate_id} by {decision.code}" if decision.advocate_id else ""
    console.print(f"Attribution: [bold]{decision.status}[/bold]{whom} ({decision.reason})")
    for candidate in decision.candidates:
        chosen = " [bold green]chosen[/bold green]" if candidate.chosen else ""
        name = escape(f"{candidate.signal} {candidate.code} in {candidate.found_in}")
        console.print(f"  {name}{chosen}")
        _tell_checks(candidate.checks)


def _tell_reward(found: Explanation) -> None:
    decision = found.story.decision
    if decision is None:
        return
    console.print(f"Reward: [bold]{decision.status}[/bold] ({decision.reason})")
    _tell_checks(decision.checks)
    console.print(f"  advocate: {escape(decision.for_advocate)}")
    console.print(f"  friend: {escape(decision.for_friend)}")
    for side in found.story.grants:
        back = f", {_taken(side.reversed, side.asset)} taken back" if side.reversed else ""
        console.print(f"  {side.side} {side.person_id}: {escape(side.words)}, {side.status}{back}")


def _taken(amount: int, asset: str) -> str:
    return to_text(amount, asset) if asset.isupper() else f"{amount} {asset}"


def _tell_checks(checks: tuple[Check, ...]) -> None:
    for check in checks:
        remedy = f"  [dim]{escape(check.remedy)}[/dim]" if check.remedy else ""
        console.print(f"    {MARKS[check.verdict]} {check.rule}: {escape(check.input)}{remedy}")


def _tell_departures(found: Explanation) -> None:
    for item in found.departures:
        why = f" ({escape(item.reason)})" if item.reason else ""
        purpose = item.item_id.rpartition("#")[2]
        console.print(f"Outside: {purpose} by {item.channel}: [bold]{item.state}[/bold]{why}")
