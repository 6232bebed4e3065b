"""`goodword redeem`: reserve what somebody has, capture or release it, see what was redeemed."""

from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.amount import HELP, parse_amount
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet, amount_text
from referrals.desks import redemption as redemption_desk
from referrals.model.redemption.exchange import Exchange
from referrals.model.redemption.redemption import DEFAULT_MINUTES, MOST_MINUTES, Redemption
from referrals.steps.redemption.exchange_value import ExchangeWish, exchange_value
from referrals.steps.redemption.release_redemption import release_redemption
from referrals.steps.redemption.reserve_value import RedemptionWish, reserve_value
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Spend what people have: reserve, capture, release.")
Amount = Annotated[str, typer.Argument(help=HELP)]
Reference = Annotated[
    str, typer.Option(help="Your own name for it: the same one is the same redemption.")
]
Asset = Annotated[str, typer.Option(help="The program's currency, or points.")]
PROGRAM = typer.Argument(help="The program's id.")
PERSON = typer.Argument(help="Whose it is (adv_..., fri_...).")


@app.command()
def reserve(
    program: Annotated[str, PROGRAM],
    person: Annotated[str, PERSON],
    amount: Amount,
    *,
    reference: Reference,
    asset: Asset = "EUR",
    minutes: Annotated[
        int, typer.Option(min=1, max=MOST_MINUTES, help="After which it ends by itself.")
    ] = DEFAULT_MINUTES,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps it aside until it is captured, released, or its time is over."""
    name = _require_name(reference)
    with explain_errors():
        wish = RedemptionWish(program, person, asset, parse_amount(amount, asset), name, minutes)
        _reserve(wish, as_json=as_json, stack=stack)


@app.command()
def now(
    program: Annotated[str, PROGRAM],
    person: Annotated[str, PERSON],
    amount: Amount,
    *,
    reference: Reference,
    asset: Asset = "EUR",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Spends it at once."""
    name = _require_name(reference)
    with explain_errors():
        units = parse_amount(amount, asset)
        wish = RedemptionWish(program, person, asset, units, name, immediate=True)
        _reserve(wish, as_json=as_json, stack=stack)


@app.command()
def code(
    program: Annotated[str, PROGRAM],
    person: Annotated[str, PERSON],
    amount: Amount,
    *,
    reference: Reference,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Turns credit into a code for the shop's own checkout: so much off one order."""
    name = _require_name(reference)
    with explain_errors():
        target.enter(stack)
        units = parse_amount(amount, stores.programs().get(program).rules.currency)
        _exchange(ExchangeWish(program, person, name, amount=units), as_json=as_json)


@app.command()
def item(
    program: Annotated[str, PROGRAM],
    person: Annotated[str, PERSON],
    name: Annotated[str, typer.Argument(help="The item of the program's catalogue.")],
    *,
    reference: Reference,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Buys an item of the catalogue for points."""
    wish = ExchangeWish(program, person, _require_name(reference), item=name)
    with explain_errors():
        target.enter(stack)
        _exchange(wish, as_json=as_json)


@app.command()
def capture(
    redemption_id: str,
    amount: Annotated[
        str, typer.Option(help=f"Only so much of it; the rest is returned. {HELP}")
    ] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Spends what was reserved."""
    with explain_errors():
        target.enter(stack)
        desk = redemption_desk.redemptions()
        asset = stores.redemptions().get(redemption_id).asset if amount else ""
        units = parse_amount(amount, asset) if amount else None
        _show(capture_redemption(redemption_id, units, desk, now=clock.now()), as_json=as_json)


@app.command()
def release(redemption_id: str, as_json: AsJson = False, stack: Stack = "") -> None:
    """Returns what was reserved."""
    with explain_errors():
        target.enter(stack)
        desk = redemption_desk.redemptions()
        _show(release_redemption(redemption_id, desk, now=clock.now()), as_json=as_json)


@app.command(name="show")
def show_redemption(redemption_id: str, as_json: AsJson = False, stack: Stack = "") -> None:
    """A redemption as it stands at this moment."""
    with explain_errors():
        target.enter(stack)
        _show(stores.redemptions().get(redemption_id), as_json=as_json)


@app.command(name="list")
def list_of_person(
    person: Annotated[str, PERSON],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What a person redeemed, the newest first."""
    with explain_errors():
        target.enter(stack)
        found, _ = stores.redemptions().of_person(person, limit)
        data = [_data(each) for each in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


def _require_name(reference: str) -> str:
    if not (0 < len(reference) <= 200 and reference.isprintable()):
        raise typer.BadParameter("--reference takes 1 to 200 printable characters")
    return reference


def _reserve(wish: RedemptionWish, *, as_json: bool, stack: str) -> None:
    target.enter(stack)
    made = reserve_value(wish, redemption_desk.redemptions(), now=clock.now())
    _show(made.redemption, as_json=as_json)


def _exchange(wish: ExchangeWish, *, as_json: bool) -> None:
    made = exchange_value(wish, redemption_desk.redemptions(), now=clock.now())
    _show(made.redemption, as_json=as_json)


def _data(redemption: Redemption) -> dict[str, object]:
    status = redemption.status_at(clock.now())
    data = redemption.model_dump(mode="json") | {"status": status.value}
    if exchange := redemption.exchange:
        data["exchange"] |= {"code": exchange.shown_code}
        if data["exchange"]["shop_code"]:
            data["exchange"]["shop_code"] |= {"code": exchange.shown_code}
    return data


def _show(redemption: Redemption, *, as_json: bool) -> None:
    show(_data(redemption), as_json=as_json, human=lambda: _tell(redemption))


def _tell(redemption: Redemption) -> None:
    status = redemption.status_at(clock.now())
    what = f"{amount_text(redemption.amount, redemption.asset)} of {redemption.person_id}"
    console.print(f"{redemption.redemption_id}: {what}, [bold]{status}[/bold]", highlight=False)
    if exchange := redemption.exchange:
        _tell_exchange(exchange)
    elif redemption.captured:
        captured = amount_text(redemption.captured, redemption.asset)
        console.print(f"captured: {captured}", highlight=False)
    elif redemption.is_open:
        console.print(f"ends at {redemption.ends_at.isoformat()}", highlight=False)


def _tell_exchange(exchange: Exchange) -> None:
    console.print(escape(exchange.words), highlight=False)
    if exchange.code:
        console.print(f"code: [bold]{exchange.shown_code}[/bold]", highlight=False)
    elif exchange.reason:
        console.print(f"returned, and there is no code: {exchange.reason}", highlight=False)
    else:
        console.print("It is made in a moment: `goodword redeem show` has it then.")


def _tell_all(found: list[Redemption]) -> None:
    table = Sheet("id", "reserved at", "amount", "captured", "status", "reference")
    for each in found:
        at, status = f"{each.reserved_at:%Y-%m-%d %H:%M}", each.status_at(clock.now())
        amount, captured = (amount_text(n, each.asset) for n in (each.amount, each.captured))
        row = (each.redemption_id, at, amount, captured, status)
        table.add_row(*row, each.reference)
    table.print()
