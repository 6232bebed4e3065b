"""Stripe's codes: a coupon, which says what comes off, and a promotion code, which is typed.

The coupon's id follows from the code, so a second try finds the first one's. Stripe keeps what was
asked under a key for a day; each try has a key of its own, since the look-up comes first.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from referrals.model.code.discount import Discount, major
from referrals.model.era import epoch_seconds
from referrals.model.money import EXPONENT
from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Objection,
    ShopCodeTakenError,
    missing_condition,
    odd_product,
    readable,
    refuse,
    same_code,
)
from referrals.providers.shops.list_answer import bearer, fields, objects, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import WriteAnswer, write_form
from referrals.providers.shops.stripe.order import EXPONENTS
from referrals.providers.shops.stripe.order_list import HOME

WORDS: tuple[str, ...] = ("secret key",)
# Since 2025-09-30 a promotion code names its coupon under `promotion`.
VERSION = "2026-06-24.dahlia"
SCOPES = "A restricted key needs write access to coupons and to promotion codes."
OURS = "goodword_reward"
_REMEDIES = {
    "free_shipping": "Promise a percentage or an amount: shipping is a rate of its own there.",
    "once_per_customer": "Leave it out: a code of single use is spent with its first order.",
    "personal": "Leave it out: whoever has the code may use it, once.",
}
MOST = 99_999_999
_CODES = "/v1/promotion_codes"
_THREE_DECIMALS = 3
_MOST_ROWS = 100
_GONE = "resource_missing"
_EXISTS = "resource_already_exists"
_INVALID = 400


def objection(discount: Discount) -> Objection | None:
    for name in ("amount_minor", "minimum_minor"):
        minor = getattr(discount, name)
        if minor is not None and units_of(minor, discount.currency) is None:
            return Objection(
                name,
                f"Stripe can't say {major(minor, discount.currency)} {discount.currency}: it "
                "counts that currency in larger steps.",
                "Write an amount without the last digits, or a percentage.",
            )
        if minor is not None and minor > MOST:
            return Objection(name, "Stripe takes eight digits at most.", "Write a smaller amount.")
    return missing_condition("Stripe", _REMEDIES, discount) or odd_product(
        "Stripe", r"prod_\w{1,80}", "Write the product's id, as prod_… .", discount
    )


def find(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> CodeRecord | None:
    """An active code is unique, a former one isn't: ours counts before others', active first."""
    require_home(account, HOME)
    query = urlencode({"code": terms.code, "limit": _MOST_ROWS})
    with readable(SCOPES):
        answer = ask.get(f"{_CODES}?{query}", _headers(account))
    found = sorted(_records(objects(fields(answer.body).get("data")), terms), key=_rank)
    return found[0] if found else None


def make(account: StoreAccount, terms: CodeTerms, ask: StoreClient) -> None:
    require_home(account, HOME)
    coupon = write_form(
        ask, "/v1/coupons", _headers(account, _key(terms, "coupon")), _coupon(terms)
    )
    if _reason(coupon) != _EXISTS:
        _require_done(coupon)
    wanted = {
        "code": terms.code,
        "promotion[type]": "coupon",
        "promotion[coupon]": _coupon_id(terms),
        **_uses(terms),
        f"metadata[{OURS}]": terms.reward_id,
        **_restrictions(terms.discount),
    }
    made = write_form(ask, _CODES, _headers(account, _key(terms, "code")), wanted)
    if made.status == _INVALID:
        # A code that is taken has no name among Stripe's errors: the look-up tells.
        if find(account, terms, ask) is None:
            refuse(made.status, SCOPES, _reason(made))
        raise ShopCodeTakenError("Stripe has this code already.", field="code")
    _require_done(made)


def disable(account: StoreAccount, record: CodeRecord, ask: StoreClient) -> None:
    switched = _switch(account, record, ask, active=False)
    if _reason(switched) != _GONE:
        _require_done(switched)


def enable(
    account: StoreAccount,
    record: CodeRecord,
    terms: CodeTerms,  # noqa: ARG001 - the end it was given stays
    ask: StoreClient,
) -> None:
    _require_done(_switch(account, record, ask, active=True))


def _switch(
    account: StoreAccount, record: CodeRecord, ask: StoreClient, *, active: bool
) -> WriteAnswer:
    """The same however often it is asked: it needs no key."""
    require_home(account, HOME)
    wanted = {"active": "true" if active else "false"}
    return write_form(ask, f"{_CODES}/{record.reference}", _headers(account), wanted)


def _coupon(terms: CodeTerms) -> dict[str, str]:
    discount = terms.discount
    value = (
        {
            "amount_off": str(units_of(discount.amount_minor or 0, discount.currency)),
            "currency": discount.currency.lower(),
        }
        if discount.percent is None
        else {"percent_off": str(discount.percent)}
    )
    products = {f"applies_to[products][{n}]": each for n, each in enumerate(discount.products)}
    return {
        "id": _coupon_id(terms),
        **value,
        **products,
        "duration": "once",
        **_uses(terms),
        f"metadata[{OURS}]": terms.reward_id,
    }


def _coupon_id(terms: CodeTerms) -> str:
    return f"goodword-{terms.code}"


def _uses(terms: CodeTerms) -> dict[str, str]:
    return {} if terms.discount.endless else {"max_redemptions": "1"}


def _restrictions(discount: Discount) -> dict[str, str]:
    found: dict[str, str] = {}
    if discount.first_order_only:
        found["restrictions[first_time_transaction]"] = "true"
    if discount.minimum_minor is not None:
        units = units_of(discount.minimum_minor, discount.currency)
        found["restrictions[minimum_amount]"] = str(units)
        found["restrictions[minimum_amount_currency]"] = discount.currency.lower()
    if discount.ends_at:
        found["expires_at"] = str(epoch_seconds(discount.ends_at))
    return found


def units_of(minor: int, currency: str) -> int | None:
    """The amount as Stripe counts the currency; None where it can't be said."""
    ours = EXPONENT[currency]
    theirs = EXPONENTS.get(currency, ours)
    if ours == _THREE_DECIMALS and minor % 10:
        return None
    units, rest = divmod(minor * 10**theirs, 10**ours)
    return None if rest else units


def _records(found: list[Body], terms: CodeTerms) -> Iterator[CodeRecord]:
    for row in found:
        ours = mapping(row.get("metadata")).get(OURS) == terms.reward_id
        if same_code(row.get("code"), terms.code) and (ours or row.get("active") is True):
            yield CodeRecord(text(row.get("id")), ours, _state(row, terms))


def _rank(record: CodeRecord) -> tuple[bool, int]:
    return not record.ours, list(CodeState).index(record.state)


def _state(row: Body, terms: CodeTerms) -> CodeState:
    used = row.get("times_redeemed")
    if not terms.discount.endless and isinstance(used, int) and used > 0:
        return CodeState.USED
    return CodeState.LIVE if row.get("active") is True else CodeState.DISABLED


def _key(terms: CodeTerms, part: str) -> str:
    """One try may ask for several codes: each is a request of its own."""
    return f"{terms.request_id}.{terms.code}.{part}"


def _headers(account: StoreAccount, key: str = "") -> Mapping[str, str]:
    headers = {"idempotency-key": key} if key else {}
    return {**bearer(account), "stripe-version": VERSION, **headers}


def _require_done(written: WriteAnswer) -> None:
    if not written.is_done:
        refuse(written.status, SCOPES, _reason(written))


def _reason(written: WriteAnswer) -> str:
    return text(mapping(mapping(written.body).get("error")).get("code"))
