"""`goodword source test`: a signed order that can't earn, sent through the public address."""

import time
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.source_place import SecretFile, Url, handed_over, webhook_url
from goodword.commands.trigger import POLL_SECONDS, made_up
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.trial.http import HttpAnswer, post
from goodword.trial.signed_sample import letter
from referrals.desks.order import archive
from referrals.model.errors import GoodwordError, NotFoundError, RefusedError, UnavailableError
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import ENGLISH, wording
from referrals.providers.shops.platform import Platform, platform_of
from referrals.views.order.explanation import MOVING, Explanation, explanation

AMOUNT = Decimal("1.00")
Wait = Annotated[int, typer.Option(min=0, max=600, help="Seconds to follow it.")]


class WrongSecretError(RefusedError):
    code = "wrong_secret"


class SourceClosedError(NotFoundError):
    code = "source_closed"


class NotOurDoorError(NotFoundError):
    code = "not_our_door"


class OddAnswerError(RefusedError):
    code = "odd_answer"


class DoorBusyError(UnavailableError):
    code = "door_busy"


class HeldTestError(RefusedError):
    code = "test_held"


class StillMovingError(UnavailableError):
    code = "still_moving"


def try_source(
    program: str,
    source: str,
    *,
    secret_file: SecretFile = "",
    url: Url = "",
    wait: Wait = 60,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Sends a test order as the shop would, and waits for what becomes of it.

    It is marked as a test, or isn't paid: it can't earn and counts in no figure.
    """
    with explain_errors():
        here = target.enter(stack)
        platform = platform_of(source)
        address = webhook_url(url or here.url, program, source)
        answered = _send_order(program, platform, address, secret_file)
        _require_let_in(answered, address)
        found = _follow_order(program, source, answered, wait)
        data = _data(address, answered, found)
        show(data, as_json=as_json, human=lambda: _tell(data))


def _send_order(program: str, platform: Platform, address: str, secret_file: str) -> HttpAnswer:
    topic = f"{platform.source}/{platform.test}"
    order = replace(made_up(topic, AMOUNT, "", program=program, late=0), test=True)
    secret = platform.check_secret(handed_over(secret_file, ""), address) if secret_file else ""
    signed = letter(program, topic, order, secret=secret)
    return post(address, "", signed.raw, dict(signed.headers))


def _require_let_in(answered: HttpAnswer, address: str) -> None:
    if answered.status != 200:
        raise _refusal(answered, address)
    if answered.body.get("outcome") == "held":
        raise HeldTestError(
            f"it was believed but not understood: {answered.body.get('reason')}.",
            remedy="Look at `goodword conversions held`; does the program take this currency?",
        )
    if "outcome" not in answered.body:
        raise NotOurDoorError(
            f"something else answers at {address}.",
            field="url",
            remedy="Compare it with the stack's own address, and look at proxies on the way.",
        )


def _refusal(answered: HttpAnswer, address: str) -> GoodwordError:
    detail = answered.body.get("detail", "")
    if answered.status == 401:
        return WrongSecretError(
            f"the stack doesn't believe this secret: {detail}",
            remedy="Compare the platform's secret with `goodword source list`, or rotate it.",
        )
    if answered.status == 404 and answered.body.get("code") == "unknown_source":
        return SourceClosedError(
            f"{address} takes nothing: {detail}", remedy="Begin with `goodword source add`."
        )
    if answered.status == 404:
        return NotOurDoorError(
            f"something else answers at {address}, or the path is another.",
            field="url",
            remedy="Compare it with the stack's own address.",
        )
    if answered.status in (429, 500, 502, 503, 504):
        return DoorBusyError(f"answered {answered.status}. {detail}", remedy="Try again.")
    return OddAnswerError(
        f"answered {answered.status}. {detail}",
        remedy="Shops take this for a failure: let the address lead here without a detour.",
    )


def _follow_order(program: str, source: str, answered: HttpAnswer, wait: int) -> Explanation | None:
    """Where the order came to rest; None where nothing of it was to be recorded."""
    order_id = answered.body.get("order_id")
    if not order_id or answered.body["outcome"] == "ignored":
        return None
    key, ends = ConversionKey(program, source, str(order_id)), time.monotonic() + wait
    while (found := explanation(key, archive(), wording(ENGLISH))).standing in MOVING:
        if time.monotonic() >= ends:
            raise StillMovingError(
                f"order {order_id} was recorded and is still {found.standing} after {wait} s.",
                remedy=f"See `goodword explain {program} {source} {order_id}` later.",
            )
        time.sleep(POLL_SECONDS)
    return found


def _data(address: str, answered: HttpAnswer, found: Explanation | None) -> dict[str, Any]:
    story = found.story if found else None
    attribution = story.attribution if story else None
    return {
        "url": address,
        "outcome": answered.body["outcome"],
        "order_id": answered.body.get("order_id", ""),
        "standing": found.standing.value if found else "",
        "reason": attribution.reason if attribution else answered.body.get("reason", ""),
    }


def _tell(data: dict[str, Any]) -> None:
    said = f"{data['url']} believed it: {data['outcome']}"
    about = f", order {data['order_id']} is {data['standing']}" if data["standing"] else ""
    why = f" ({data['reason']})" if data["reason"] else ""
    console.print(said + about + why, markup=False, highlight=False, soft_wrap=True)
