"""`goodword claim`: say who recommended the shop for an order, and see how such claims stand."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from referrals.desks import claim as claim_desk
from referrals.model.attribution.referral import Verdict
from referrals.model.order.claim import LONGEST_SAID, Claimant
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.views.order.claim_standing import ClaimStanding, claim_answer, claims_of
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Claims to orders: make, show.")


@app.command()
def make(
    program: str,
    source: str,
    order: str,
    to: Annotated[str, typer.Option(help="A link's code, or an advocate's id (adv_...).")],
    email: Annotated[str, typer.Option(help="The friend's; only a keyed hash of it is kept.")],
    at: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="When, in UTC.")
    ],
    by: Annotated[Claimant, typer.Option(help="Who claims.")] = Claimant.FRIEND,
    said: Annotated[str, typer.Option(help="In their own words.")] = "",
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A friend's or an advocate's word on who recommended the shop for this order."""
    if len(said) > LONGEST_SAID:
        raise typer.BadParameter(f"--said takes {LONGEST_SAID} characters")
    with explain_errors():
        target.enter(stack)
        wish = ClaimWish(
            key=ConversionKey(program, source, order),
            claimant=by,
            named=advocate_reference(to),
            email=email,
            happened_at=at.replace(tzinfo=UTC),
            said=said,
        )
        made = make_claim(wish, claim_desk.claims(), now=clock.now())
        tables = (stores.conversions(), stores.referrals())
        answer = claim_answer(made.key, made.claim.claim_id, *tables, words=wording(language))
        show(answer.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(answer))


@app.command(name="show")
def show_all(
    program: str,
    source: str,
    order: str,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Every claim to an order: how it stands, and by which check."""
    with explain_errors():
        target.enter(stack)
        key = claim_desk.claims().aliases.greatest(ConversionKey(program, source, order))
        tables = (stores.conversions(), stores.referrals())
        found = claims_of(key, *tables, words=wording(language))
        data = [each.model_dump(mode="json") for each in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


def advocate_reference(to: str) -> AdvocateReference:
    return (
        AdvocateReference(advocate_id=to) if to.startswith("adv_") else AdvocateReference(code=to)
    )


def _tell_all(found: tuple[ClaimStanding, ...]) -> None:
    if not found:
        console.print("Nobody has claimed this order.")
    for each in found:
        _tell(each)


def _tell(claim: ClaimStanding) -> None:
    who = f"{claim.claimant} for {claim.code}, {claim.happened_at:%Y-%m-%d}"
    name = f"{claim.claim_id}: {escape(who)}"
    console.print(f"{name}: [bold]{claim.status}[/bold] ({claim.reason})", highlight=False)
    for check in claim.candidate.checks if claim.candidate else ():
        if check.verdict is Verdict.FAIL:
            why = f"  {check.rule}: {escape(check.input)}. {escape(check.remedy)}"
            console.print(why, highlight=False)
