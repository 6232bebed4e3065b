"""`goodword explain`: the whole story of one order, candidates and checks included."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from goodword.sheet import Sheet, amount_text
from referrals.desks import history as history_desk
from referrals.desks import order as order_desk
from referrals.model.attribution.referral import Verdict
from referrals.model.history.retake import RetakeAnswer
from referrals.model.moment import possible_moment
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import ENGLISH, Wording, wording
from referrals.steps.history.retake_decision import retake_order
from referrals.views.history.past_order import past_order
from referrals.views.order.conversion_story import GrantedSide
from referrals.views.order.decision_text import AttributionText, CandidateText, CheckText
from referrals.views.order.explanation import (
    Explanation,
    explanation,
    past_explanation,
)
from referrals.views.story.order_stories import order_stories
from referrals.wiring import stores, story_stores

MARKS = {
    Verdict.PASS: "[green]✓[/green]",
    Verdict.FAIL: "[red]✗[/red]",
    Verdict.SKIP: "[dim]·[/dim]",
}
MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"]
RETAKEN = {
    RetakeAnswer.SAME: "[green]the same answer[/green].",
    RetakeAnswer.DIFFERENT: "[red]another answer[/red]; the code decides otherwise today.",
    RetakeAnswer.UNKNOWN: "can't be told; what it rested on wasn't kept yet.",
    RetakeAnswer.NONE: "there was none.",
}


def explain(
    program: str,
    source: str,
    order: str,
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=MOMENTS, help="As it stood then, in UTC; decisions are taken again."),
    ] = None,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What was told of an order, who was found to have brought it, and what came of that."""
    with explain_errors():
        target.enter(stack)
        key, words = ConversionKey(program, source, order), wording(language)
        found = _past(key, as_of, words) if as_of else explanation(key, order_desk.archive(), words)
        found = found if as_of else _with_stories(key, found)
        data = found.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: tell(found))


def _with_stories(key: ConversionKey, found: Explanation) -> Explanation:
    told = order_stories(key, stores.referrals(), stores.people(), story_stores.stories())
    story = found.story.model_copy(update={"stories": told})
    return found.model_copy(update={"story": story})


def _past(key: ConversionKey, as_of: datetime, words: Wording) -> Explanation:
    moment = possible_moment(as_of.replace(tzinfo=UTC), "as_of")
    order = past_order(key, moment, history_desk.archive())
    retaken = retake_order(order.whole, order.rulings, stores.programs(), moment)
    outbox = stores.outbox()
    return past_explanation(order, moment, retaken=retaken, outbox=outbox, words=words)


def tell(found: Explanation) -> None:
    story = found.story
    console.print(
        f"[bold]{story.program} · {story.source} · {story.order_id}[/bold]"
        f"  {story.status}, {found.standing}"
    )
    if story.as_of:
        console.print(f"As it stood on {story.as_of:%F %T} UTC.")
    _tell_facts(found)
    _tell_attribution(found)
    _tell_reward(found)
    _tell_departures(found)
    _tell_retaken(found)
    for each in story.stories:
        author = escape(each.author) or "its friend"
        console.print(f"The story behind it, by {author}: {escape(each.text)}", highlight=False)


def _tell_retaken(found: Explanation) -> None:
    if retaken := found.story.retaken:
        for what, answer in (("Attribution", retaken.attribution), ("Reward", retaken.reward)):
            console.print(f"{what}, taken again under its own rules: {RETAKEN[answer]}")


def _tell_facts(found: Explanation) -> None:
    columns = ("fact", "told", "as of", "recorded", "via")
    table = Sheet(*columns, title="What the shop told")
    for fact in found.facts:
        moments = (f"{fact.as_of:%F %T}", f"{fact.recorded_at:%F %T}")
        table.add_row(fact.name, fact.said, *moments, fact.via)
    table.print()


def _tell_attribution(found: Explanation) -> None:
    story = found.story
    if story.attribution is None:
        console.print("Attribution: nothing decided yet.")
        if found.waits_for:
            console.print(f"Waits for: {escape(found.waits_for)}", highlight=False, soft_wrap=True)
    for before in story.corrected:
        _tell_decision(before, "Decided first")
    if story.attribution:
        _tell_decision(story.attribution, "Attribution")
        _tell_candidates(story.attribution.candidates)
    if story.heard:
        console.print("Said later, and changed nothing:")
        _tell_candidates(story.heard)
    for claim in story.claims:
        console.print(f"Claim {claim.claim_id}: [bold]{claim.status}[/bold] ({claim.reason})")


def _tell_decision(decision: AttributionText, what: str) -> None:
    whom = f" to {decision.advocate_id} by {decision.code}" if decision.advocate_id else ""
    console.print(f"{what}: [bold]{decision.status}[/bold]{whom} ({decision.reason})")
    if decision.note:
        on = f"{decision.decided_at:%F %T}"
        console.print(escape(f"  corrected by {decision.decided_by} on {on}: {decision.note}"))


def _tell_candidates(candidates: tuple[CandidateText, ...]) -> None:
    for candidate in candidates:
        chosen = " [bold green]chosen[/bold green]" if candidate.chosen else ""
        code = candidate.code or ("nobody" if candidate.valid else "(none)")
        name = escape(f"{candidate.signal} {code} in {candidate.found_in}")
        console.print(f"  {name}{chosen}")
        _tell_checks(candidate.checks)


def _tell_reward(found: Explanation) -> None:
    decision = found.story.decision
    if decision is None:
        return
    console.print(f"Reward: [bold]{decision.status}[/bold] ({decision.reason})")
    _tell_checks(decision.checks)
    if decision.review_id:
        console.print(f"  review: {decision.review_id} (goodword reviews show)", soft_wrap=True)
    console.print(f"  advocate: {escape(decision.for_advocate)}")
    if decision.for_former:
        console.print(f"  former advocate: {escape(decision.for_former)}")
    console.print(f"  friend: {escape(decision.for_friend)}")
    for side in found.story.grants:
        back = f", {amount_text(side.reversed, side.asset)} taken back" if side.reversed else ""
        text = f"{escape(side.words)}, {side.status}{back}{_code_words(side)}"
        console.print(f"  {side.side} {side.person_id}: {text}")


def _code_words(side: GrantedSide) -> str:
    """With how it stands in the shop, where the shop makes it."""
    shop = f" ({side.shop_code} in the shop)" if side.shop_code else ""
    if side.code:
        return f", code {escape(side.code)}{shop}"
    # Credit has no code.
    return shop


def _tell_checks(checks: tuple[CheckText, ...]) -> None:
    for check in checks:
        remedy = f"  [dim]{escape(check.remedy)}[/dim]" if check.remedy else ""
        console.print(f"    {MARKS[check.verdict]} {check.rule}: {escape(check.input)}{remedy}")


def _tell_departures(found: Explanation) -> None:
    for item in found.departures:
        why = f" ({escape(item.reason)})" if item.reason else ""
        purpose = item.item_id.rpartition("#")[2]
        console.print(f"Outside: {purpose} by {item.channel}: [bold]{item.state}[/bold]{why}")
