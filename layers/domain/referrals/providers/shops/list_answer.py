"""Reading a store's list: an odd answer is an error and never an empty page, for an empty page
would pass for "nothing was missed".
"""

from collections.abc import Iterable
from typing import NoReturn

from referrals.model.errors import RefusedError
from referrals.model.moment import moment_of, stamp
from referrals.providers.shops.body import Body, milliseconds, text
from referrals.providers.shops.order_list import BadCredentialError, Row, Span, StoreAccount
from referrals.providers.shops.store_client import StoreUnavailableError

_THIS_MACHINE = "http://127.0.0.1:"


def require_home(account: StoreAccount, home: str) -> None:
    """What opens the store is shown to its platform alone, and no sandbox's orders are pulled."""
    if not f"{account.address}/".startswith((f"{home}/", _THIS_MACHINE)):
        raise BadCredentialError(
            "its address is not the platform's own.", remedy=f"It begins with {home}."
        )


def bearer(account: StoreAccount) -> dict[str, str]:
    return {"authorization": f"Bearer {account.words[0]}"}


def fields(found: object) -> Body:
    return found if isinstance(found, dict) else odd()


def objects(found: object) -> list[Body]:
    """All of them: one that isn't an object would be an order lost in silence."""
    return [fields(row) for row in found] if isinstance(found, list) else odd()


def flag(found: object) -> bool:
    return found if isinstance(found, bool) else odd()


def name_of(found: object) -> str:
    """An id that the next page can begin after."""
    return text(found) or odd()


def odd() -> NoReturn:
    raise StoreUnavailableError(
        "the store's answer is not of the shape we know.", remedy="The next run asks again."
    )


def iso(seconds: int) -> str:
    return stamp(moment_of(seconds))


def instant(row: Body, *names: str) -> int | None:
    """Epoch milliseconds of the first of these that is there; None where it cannot be read."""
    try:
        return milliseconds(row, *names)
    except RefusedError:
        return None


def change_second(row: Body, span: Span, *names: str) -> int:
    """The row's time of change in epoch seconds; `span.since` where no moment is readable."""
    found = instant(row, *names)
    return span.since if found is None else found // 1000


def within(rows: Iterable[Row], span: Span) -> tuple[Row, ...]:
    return tuple(row for row in rows if span.since <= row.changed_at < span.until)
