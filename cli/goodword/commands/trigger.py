"""`goodword trigger`: an order that never happened, signed as a shop would, and its story."""

import re
import time
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from goodword import target
from goodword.commands.explain import tell
from goodword.output import AsJson, Stack, command_line, console, explain_errors, life, show
from goodword.trial.http import HttpAnswer
from goodword.trial.pretend_order import PretendOrder
from goodword.trial.signed_sample import Pointer, letter, pointing, shape_of
from referrals.desks.order import archive
from referrals.model.money import EXPONENT
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import ENGLISH, wording
from referrals.views.order.explanation import MOVING, Explanation, explanation
from referrals.wiring import clock, stores

POLL_SECONDS = 0.3
_NUMBER = re.compile(r"[0-9]{1,18}")


def explain_command(program: str, source: str, order: str, stack: str) -> str:
    """As it is to be typed into a shell."""
    words = ["explain", program, source, order, *(["--stack", stack] if stack else [])]
    return command_line(*words)


def decimal(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter("write it as 50.00") from None
    if not amount.is_finite():
        raise typer.BadParameter("write it as 50.00")
    return amount


Topic = Annotated[str, typer.Argument(help="Such as shopify/orders-paid or signed/order.paid.")]
Amount = Annotated[
    Decimal, typer.Option(parser=decimal, metavar="50.00", help="Total, or what a refund gives.")
]
Code = Annotated[str, typer.Option(help="A link's code; without one the order points at nobody.")]
Order = Annotated[
    str,
    typer.Option(
        metavar="1001",
        help="Its id; what a refund is about, as it was printed.",
    ),
]
Email = Annotated[str, typer.Option(help="The friend's; without it, one of the order's own.")]
Began = Annotated[
    int, typer.Option(help="Of a renewal: the order that its subscription began with.")
]
Refund = Annotated[int, typer.Option(help="The refund's id, to tell of the same one again.")]
Duplicates = Annotated[int, typer.Option(min=0, max=99, help="Sent so often more, all at once.")]
Late = Annotated[int, typer.Option(min=0, max=365, help="Days since it happened.")]
Tampered = Annotated[bool, typer.Option("--tampered", help="Changed after it was signed.")]
Test = Annotated[bool, typer.Option("--test", help="Marked as a test order.")]
Wait = Annotated[int, typer.Option(min=0, max=600, help="Seconds to follow it; 0 doesn't.")]


def trigger(
    topic: Topic,
    *,
    code: Code = "",
    amount: Amount = Decimal("50.00"),
    order: Order = "",
    program: Annotated[str, typer.Option()] = "friends",
    via: Annotated[Pointer, typer.Option(help="How the order points at the link.")] = Pointer.CLICK,
    email: Email = "",
    began_with: Began = 0,
    refund: Refund = 0,
    duplicates: Duplicates = 0,
    late: Late = 0,
    tampered: Tampered = False,
    test: Test = False,
    wait: Wait = 30,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Sends an order that never happened, then follows it until nothing moves any more."""
    with explain_errors():
        if shape_of(topic).later and not order:
            raise typer.BadParameter("name the --order it is about", param_hint="--order")
        here = target.enter(stack)
        made = made_up(topic, amount, order, program=program, late=late)
        made = made.about(email=email, refund_id=refund, test=test, began_with=began_with)
        made = pointing(made, code, via, "" if late else here.url) if code else made
        signed = letter(program, topic, made)
        answers = (signed.tamper() if tampered else signed).post(here.url, 1 + duplicates)
        found = _follow_order(program, topic, answers, wait)
        data = {
            "answers": [{"status": each.status, **each.body} for each in answers],
            "explanation": found.model_dump(mode="json") if found else None,
        }
        show(data, as_json=as_json, human=lambda: _tell(answers, found, stack))
    if not all(each.status == 401 if tampered else each.status < 400 for each in answers):
        raise typer.Exit(1)


def order_number(text: str) -> int:
    """The number in an order's id as platforms spell it: 66 of `66`, `cs_66`, `pay66ZY`."""
    found = _NUMBER.search(text)
    if text and not found:
        raise typer.BadParameter(
            "write a number, or an id as `goodword trigger` printed it", param_hint="--order"
        )
    return int(found[0]) if found else 0


def made_up(topic: str, amount: Decimal, order: str, *, program: str, late: int) -> PretendOrder:
    now = clock.now() - timedelta(days=late)
    serial = int(clock.now().timestamp() * 1000)
    currency = stores.programs().get(program).rules.currency
    number = order_number(order)
    key = ConversionKey(program, topic.partition("/")[0], order)
    known = stores.conversions().find(key) if order else None
    minor = known.order.amounts.gross_minor if known and known.order else None
    return PretendOrder(
        order_id=number or serial,
        total=amount if minor is None else Decimal(minor).scaleb(-EXPONENT[currency]),
        currency=currency,
        placed_at=now.replace(microsecond=0),
        changed_at=now,
        email=f"friend-{number or serial}@example.com",
        refund_id=serial,
        refunded=amount if shape_of(topic).gives_back else Decimal(0),
    )


def _follow_order(
    program: str, topic: str, answers: list[HttpAnswer], wait: int
) -> Explanation | None:
    """Where the order stands when it has come to rest, or when patience ends."""
    order_id = next((a.body["order_id"] for a in answers if a.body.get("order_id")), "")
    if not (wait and order_id) or answers[0].body.get("outcome") == "held":
        return None
    key = ConversionKey(program, topic.partition("/")[0], str(order_id))
    ends = time.monotonic() + wait
    found = explanation(key, archive(), wording(ENGLISH))
    with life("following it to its end"):
        while found.standing in MOVING and time.monotonic() < ends:
            time.sleep(POLL_SECONDS)
            found = explanation(key, archive(), wording(ENGLISH))
    return found


def _tell(answers: list[HttpAnswer], found: Explanation | None, stack: str) -> None:
    for answer in answers:
        said = answer.body.get("outcome") or answer.body.get("code", "")
        why = answer.body.get("reason") or answer.body.get("detail", "")
        console.print(f"{answer.status} {said} {why}".rstrip(), highlight=False, markup=False)
    if found is None:
        return
    tell(found)
    if found.standing in MOVING:
        console.print("Still moving; this tells later how it went on:")
    else:
        console.print("All of this again, at any time:")
    story = found.story
    console.print(
        f"  {explain_command(story.program, story.source, story.order_id, stack)}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
