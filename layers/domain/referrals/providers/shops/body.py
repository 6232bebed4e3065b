"""Reading bodies that may hold anything: every part is checked for its kind before it is used."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NoReturn

from referrals.model.era import epoch_milliseconds, moment_of
from referrals.model.errors import RefusedError
from referrals.model.money import to_minor
from referrals.model.people.mailbox import BadEmailError, email_hash, postal_address

type Body = Mapping[str, Any]

_ERROR_CODE = re.compile(r"(?=.{2,60}\Z)[A-Za-z]+(?:[_.-][A-Za-z]+)*", re.ASCII)
_ORDER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


class NotJsonError(RefusedError):
    code = "not_json"


class UnreadableFieldError(RefusedError):
    """A part of the body that must be there is not, or is of another kind; `field` names it."""

    code = "unreadable_field"


def parse(raw: bytes) -> Body:
    """The JSON object, with decimals where a float would lose money."""
    try:
        found = json.loads(raw, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, ArithmeticError, RecursionError):
        raise NotJsonError("the body is not JSON in UTF-8.", field="body") from None
    if not isinstance(found, dict):
        raise NotJsonError("the body is not a JSON object.", field="body")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def mapping(value: object) -> Body:
    """The object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Body]:
    """The objects of a list; anything else is left out."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """Text or a whole number as text, at most 500 characters; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _storable(str(value)).strip()[:500]


def error_code(value: object) -> str:
    """A platform's word for an error where it has the shape of one; empty for anything else, such
    as a sentence: that may hold an address, and is kept with what waits for a person.
    """
    said = value if isinstance(value, str) else ""
    return said if _ERROR_CODE.fullmatch(said) else ""


def full_text(value: object) -> str:
    """Text as it came, however long: a landing address has its click token at the end."""
    return value if isinstance(value, str) else ""


def _storable(found: str) -> str:
    # A lone surrogate is legal JSON and cannot be written as UTF-8.
    return found.encode(errors="replace").decode()


def told_flag(value: object) -> bool | None:
    """A yes or a no; None for anything else."""
    return value if isinstance(value, bool) else None


def told_word(value: object) -> bool | None:
    """`yes` or `no`, where a platform carries nothing but text; None for anything else."""
    return {"yes": True, "no": False}.get(text(value).lower())


def kind_of(body: Body, name: str) -> str:
    """What the body says it is. One that doesn't say may be anything: no reason to drop it."""
    found = text(body.get(name))
    if not found:
        raise UnreadableFieldError("the body doesn't say what it is.", field=name)
    return found


def amount(body: Body, name: str, currency: str) -> int:
    """Minor units; nothing there means nothing to pay."""
    value = body.get(name)
    return 0 if value in (None, "") else to_minor(value, currency, name)


def required_amount(body: Body, name: str, currency: str) -> int:
    return to_minor(body.get(name), currency, name)


def stated_amount(body: Body, name: str, currency: str) -> int | None:
    """Minor units; None where the body doesn't say, which isn't nothing."""
    return None if body.get(name) in (None, "") else required_amount(body, name, currency)


def order_id(value: object, name: str) -> str:
    """An id that can be a key and a part of an address for ever."""
    found = text(value)
    if not _ORDER_ID.fullmatch(found):
        raise UnreadableFieldError(
            "this cannot be an order's id.",
            field=name,
            remedy="Send up to 100 letters, digits and . _ : - with a letter or digit first.",
        )
    return found


def moment(body: Body, *names: str) -> datetime:
    """The first of these ISO 8601 moments that is there, to the second."""
    return moment_of(milliseconds(body, *names) // 1000)


def milliseconds(body: Body, *names: str) -> int:
    """Epoch milliseconds of the first of these ISO 8601 moments that is there."""
    value = next((body[name] for name in names if body.get(name)), None)
    try:
        found = datetime.fromisoformat(text(value))
        return epoch_milliseconds(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise UnreadableFieldError(
            "this is not a moment.", field=names[0], remedy="Send ISO 8601: 2026-11-22T09:30:00Z."
        ) from None


def best_address(*given: object) -> str:
    """The first e-mail address that is one; else the first of what was given in place of one."""
    found = [each for each in map(text, given) if each]
    return next(filter(_is_address, found), found[0] if found else "")


def customer_hash(key: bytes, *addresses: object) -> str:
    """The keyed hash of the first usable e-mail address; empty when there is none."""
    found = best_address(*addresses)
    return email_hash(key, found) if _is_address(found) else ""


def _is_address(found: str) -> bool:
    try:
        return bool(postal_address(found))
    except BadEmailError:
        return False
