"""`goodword correct`: the merchant's word on who brought an order, with a reason and a name."""

from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.commands.claim import advocate_reference
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.desks import claim as claim_desk
from referrals.model.order.claim import LONGEST_MAKER, LONGEST_REASON, CorrectionFact
from referrals.model.order_key import ConversionKey
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.wiring import clock


def correct(
    program: str,
    source: str,
    order: str,
    *,
    reason: Annotated[str, typer.Option(help="Why; it stands with the decision.")],
    by: Annotated[str, typer.Option(help="Who decides this.")],
    to: Annotated[str, typer.Option(help="A link's code, or an advocate's id (adv_...).")] = "",
    nobody: Annotated[bool, typer.Option("--nobody", help="It came without any.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Corrects who brought an order; attribution and rewards follow, and nothing is overwritten."""
    if bool(to) == nobody:
        raise typer.BadParameter("say either --to or --nobody")
    if not (0 < len(reason) <= LONGEST_REASON and 0 < len(by) <= LONGEST_MAKER):
        raise typer.BadParameter(
            f"--reason takes {LONGEST_REASON} characters, --by {LONGEST_MAKER}"
        )
    with explain_errors():
        target.enter(stack)
        wish = CorrectionWish(
            key=ConversionKey(program, source, order),
            named=None if nobody else advocate_reference(to),
            reason=reason,
            made_by=by,
            actor=actor_of_change(),
        )
        made = correct_attribution(wish, claim_desk.corrections(), now=clock.now())
        correction = made.correction
        data = {
            "correction_id": correction.correction_id,
            "order_id": made.key.order_id,
            "code": correction.code,
            "reason": correction.reason,
            "made_by": correction.made_by,
            "new": made.new,
        }
        show(data, as_json=as_json, human=lambda: _tell(correction, new=made.new))


def _tell(correction: CorrectionFact, *, new: bool) -> None:
    whom = correction.code or "nobody"
    was = "Corrected" if new else "It was corrected already"
    console.print(f"{was}: it came by {whom}, says {escape(correction.made_by)}.")
    console.print("`goodword explain` tells what follows.")
