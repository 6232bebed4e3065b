"""`goodword freeze`, `lift` and `release`: a person's word on the wait of one order's reward."""

from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.desks import claim as claim_desk
from referrals.model.order.claim import LONGEST_MAKER, LONGEST_REASON, HoldAction
from referrals.model.order_key import ConversionKey
from referrals.steps.reward.hold_reward import HoldWish, HoldWord, hold_reward
from referrals.wiring import clock

Why = Annotated[str, typer.Option("--reason", help="Why; it stands with the order.")]
By = Annotated[str, typer.Option("--by", help="Who decides this.")]
WORDS = {
    HoldAction.FREEZE: "Frozen: nothing of its reward stands until you lift it",
    HoldAction.LIFT: "Lifted: its reward stands as the order says",
    HoldAction.RELEASE: "Released: its wait ends with the clock's next round, within the hour",
}


def freeze(
    program: str,
    source: str,
    order: str,
    *,
    reason: Why,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Freezes an order's reward: nothing of it stands for now, and its place is kept."""
    _hold(
        _wish(ConversionKey(program, source, order), HoldAction.FREEZE, reason, by), stack, as_json
    )


def lift(
    program: str,
    source: str,
    order: str,
    *,
    reason: Why,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Lifts a freeze: the reward stands again as the order says."""
    key = ConversionKey(program, source, order)
    _hold(_wish(key, HoldAction.LIFT, reason, by), stack, as_json)


def release(
    program: str,
    source: str,
    order: str,
    *,
    reason: Why,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Ends the wait of an order's reward before its day."""
    _hold(
        _wish(ConversionKey(program, source, order), HoldAction.RELEASE, reason, by), stack, as_json
    )


def _wish(key: ConversionKey, action: HoldAction, reason: str, by: str) -> HoldWish:
    if not (0 < len(reason) <= LONGEST_REASON and 0 < len(by) <= LONGEST_MAKER):
        raise typer.BadParameter(
            f"--reason takes {LONGEST_REASON} characters, --by {LONGEST_MAKER}"
        )
    return HoldWish(key=key, action=action, reason=reason, made_by=by, actor=actor_of_change())


def _hold(wish: HoldWish, stack: str, as_json: bool) -> None:
    with explain_errors():
        target.enter(stack)
        said = hold_reward(wish, claim_desk.holds(), now=clock.now())
        fact = said.fact
        data = {
            "hold_id": fact.hold_id,
            "order_id": said.key.order_id,
            "action": fact.action,
            "reason": fact.reason,
            "made_by": fact.made_by,
            "new": said.new,
        }
        show(data, as_json=as_json, human=lambda: _tell(said))


def _tell(said: HoldWord) -> None:
    fact = said.fact
    again = "" if said.new else " It was said before."
    console.print(f"{WORDS[HoldAction(fact.action)]}, says {escape(fact.made_by)}.{again}")
    console.print("`goodword explain` tells what follows.")
