"""Slots: the fields of a program's rules that a form shows, each a text as a person writes it."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from referrals.model.money import EXPONENT, decimal_text, typed_minor
from referrals.model.program.fault import Fault, Path

MOST_OFFERS = 4
"""Offers that a form shows; others stay as they are."""
# Which fields of a reward's terms a form knows, by its kind. Any other field stays as it is.
KIND_FIELDS: dict[str, tuple[str, ...]] = {
    "store_credit": ("amount_minor", "percent"),
    "points": ("amount",),
    "discount_code": ("amount_minor", "percent"),
    "free_gift": ("sku", "name"),
    "gift_card": ("amount_minor",),
    "donation": ("amount_minor", "cause", "name"),
    "custom": ("action", "name"),
    "account_credit": ("amount_minor",),
}
KIND, AMOUNT, PERCENT, NAME, KEY = "kind", "amount", "percent", "name", "key"
_PART_OF = {
    "kind": KIND,
    "amount": AMOUNT,
    "amount_minor": AMOUNT,
    "steps": AMOUNT,
    "percent": PERCENT,
    "name": NAME,
    "sku": KEY,
    "cause": KEY,
    "action": KEY,
}
_AMOUNTS = ("amount", "amount_minor", "percent")


class SlotKind(StrEnum):
    MONEY = "money"
    """An amount in the program's currency, in major units."""
    COUNT = "count"
    """A whole number."""
    TEXT = "text"
    """Words, as they are."""
    CHOICE = "choice"
    """One of the slot's options."""
    TERMS = "terms"
    """One part of what a side is promised; its name ends in which."""


class Slot(NamedTuple):
    name: str
    label: str
    path: Path
    kind: SlotKind
    options: tuple[tuple[str, str], ...] = ()
    empty: Any = None
    """What an empty text stands for."""
    dropped: bool = False
    """Whether an empty text takes the field out."""
    most: int = 20

    @property
    def part(self) -> str:
        """Of a promise: `kind`, `amount`, ..."""
        return self.name.split("_")[1]


def terms_slots(offers: int) -> tuple[Slot, ...]:
    """The parts of both sides of each offer, the first of them named `friend_kind_0`."""
    who = {"friend": "What a friend gets", "advocate": "What an advocate gets"}
    return tuple(
        slot
        for place in range(min(offers, MOST_OFFERS))
        for side, label in who.items()
        for slot in promise_slots(
            side, place, path=("offers", place, side), label=label, kinds=tuple(KIND_FIELDS)
        )
    )


def promise_slots(
    word: str, place: int, *, path: Path, label: str, kinds: tuple[str, ...]
) -> Iterator[Slot]:
    """The parts of one promise; `kinds` are those to choose from, an empty one for none yet."""
    choice = tuple((kind, kind.replace("_", " ") or "nothing yet") for kind in kinds)
    for part, said, most in (
        (KIND, "kind", 20),
        (AMOUNT, "amount", 20),
        (PERCENT, "percent", 3),
        (NAME, "name, for people", 100),
        (KEY, "article, cause or action", 100),
    ):
        options = choice if part == KIND else ()
        name = f"{word}_{part}_{place}"
        yield Slot(name, f"{label}: {said}", path, SlotKind.TERMS, options, most=most)


def text_of(slot: Slot, rules: dict[str, Any], currency: str) -> str:
    """What the slot says in these rules, as a form shows it."""
    found = value_at(rules, slot.path)
    if slot.kind is SlotKind.TERMS:
        return _terms_text(slot.part, found or {}, currency)
    if found is None:
        return ""
    if slot.kind is SlotKind.MONEY:
        return "" if found == slot.empty else decimal_text(found, currency)
    if isinstance(found, bool):
        return "yes" if found else "no"
    return str(found)


def value_of(slot: Slot, text: str, currency: str) -> Any:
    """As the rules have it; a text that can't be read is a Fault."""
    text = text.strip()
    if not text and slot.kind is not SlotKind.CHOICE:
        return slot.empty
    match slot.kind:
        case SlotKind.MONEY:
            return minor(text, currency, slot.path)
        case SlotKind.COUNT:
            return count(text, slot.path)
        case SlotKind.CHOICE if text in ("yes", "no"):
            return text == "yes"
    return text


def terms_with(
    texts: dict[str, str], before: dict[str, Any], *, path: Path, currency: str
) -> dict[str, Any] | Fault:
    """A promise by its parts; of the same kind it keeps what the form doesn't know."""
    kind = texts[KIND]
    known = KIND_FIELDS.get(kind, ())
    terms = dict(before) if before.get("kind") == kind else {"kind": kind}
    for field in known:
        text = texts[_PART_OF[field]].strip()
        value: Any = text
        if text and field == "amount_minor":
            value = minor(text, currency, (*path, field))
        elif text and field in ("amount", "percent"):
            value = count(text, (*path, field))
        if isinstance(value, Fault):
            return value
        if text:
            terms[field] = value
        else:
            terms.pop(field, None)
    if any(terms.get(field) for field in _AMOUNTS):
        terms.pop("steps", None)
    return terms


def slot_of(fault: Fault, slots: tuple[Slot, ...]) -> Slot | None:
    """The slot that a fault is about; None where the form has none."""
    for slot in slots:
        inside = fault.path[: len(slot.path)] == slot.path
        rest = fault.path[len(slot.path) :]
        if slot.kind is not SlotKind.TERMS:
            if inside:
                return slot
        elif inside and _PART_OF.get(str(rest[0]) if rest else KIND, KIND) == slot.part:
            return slot
    return None


def value_at(rules: Any, path: Path) -> Any:
    for part in path:
        try:
            rules = rules[part]
        except (KeyError, IndexError, TypeError):
            return None
    return rules


def minor(text: str, currency: str, path: Path) -> int | Fault:
    found = typed_minor(text, currency)
    if found is None or found >= 10 ** (9 + EXPONENT[currency]):
        example = decimal_text(12 * 10 ** EXPONENT[currency], currency)
        message = f"this is no amount of {currency}."
        return Fault(path, "no_amount", message, f"Write it as {example}.")
    return found


def count(text: str, path: Path) -> int | Fault:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return Fault(path, "no_number", "this is no whole number.", "Write it as 14.")
    return int(text)


def _terms_text(part: str, terms: dict[str, Any], currency: str) -> str:
    for field in KIND_FIELDS.get(str(terms.get("kind")), ()):
        if _PART_OF[field] == part and terms.get(field) is not None:
            value = terms[field]
            return decimal_text(value, currency) if field == "amount_minor" else str(value)
    return str(terms.get("kind", "")) if part == KIND else ""
